"""What a partial procedure cannot answer: silence of a modification is no « non » of the plan."""

from __future__ import annotations

from dataclasses import replace

from answering.context import DocumentContext
from domain import Answer, AnswerWarning, Verdict, WarningCode


def within_scope(answer: Answer, context: DocumentContext) -> Answer:
    """The answer as the scope of the document allows it.

    A « non » without a quote says that nothing was found. In the dossier of a partial procedure that means that the
    procedure does not touch the subject: « sans objet », said why. A « non » that the dossier proves, and every other
    verdict, stays. A verdict only proposed becomes the other proposal.
    """
    if not context.partial:
        return answer
    warning = AnswerWarning.out_of_scope(context.partial, context.changes)
    if answer.verdict is Verdict.NON and not answer.citations:
        return replace(answer, verdict=Verdict.SANS_OBJET, warnings=(*answer.warnings, warning))
    proposed = next((one for one in answer.warnings if one.code is WarningCode.PROPOSED), None)
    if proposed is None or proposed.params["verdict"] != Verdict.NON.value or answer.citations:
        return answer
    other = AnswerWarning.proposed(Verdict.SANS_OBJET, proposed.params["reason"], learnt=proposed.params["learnt"])
    kept = tuple(other if one is proposed else one for one in answer.warnings)
    return replace(answer, warnings=(*kept, warning))
