"""An indicator without criteria: one structured reply from the sentences that answer, in one batch or several.

Why sentences are first read one by one: shown twenty numbered sentences, a 1.5B model cites the first eight
whatever they say and says oui to whatever stands near the subject. Asked of one sentence « does it answer? »,
the log-odds of its one-token answer tell presence from absence (AUC .88 on 23 reference cells, about .9 on
questions). Whether larger models need it is not measured yet.
"""

from __future__ import annotations

from collections.abc import Sequence

from answering.draft import WRITTEN, Draft
from answering.evidence import PromptEvidence
from answering.indicators.values import distinct
from answering.llm.base import ChatBackend
from answering.profiles import Profile
from answering.prompt import confirm_messages, indicator_messages
from answering.reply import IndicatorReply, ask, indicator_schema
from answering.reply_checks import check_values, existing_sentences
from answering.sentence_decisions import read_one_by_one
from answering.trace import Costs
from domain import Verdict
from domain.errors import InvalidReply
from indicator_queries.schema import Indicator
from languages import NumberRules

#: Log-odds of « oui » above which a sentence is held to answer an indicator. Zero is the model's own even
#: chance: it was not fitted to any data set.
ANSWERS = 0.0

#: Log-odds at or under which the model is held to say a clear « non » (it gives « oui » at most 38 %);
#: between the two it hesitates, and the tool abstains.
CLEAR_NO = -0.5

HESITATION = "Relues une à une, les phrases les plus proches du sujet ne répondent pas clairement à la question."

NONE_ANSWERS = "Les phrases les plus proches du sujet, relues une à une, ne répondent pas à la question."

NO_REPLY = "Ces phrases répondent à la question, mais le modèle n'a pas su dire le verdict."

_ORDER = (Verdict.OUI, Verdict.PARTIEL, Verdict.A_VERIFIER, Verdict.SANS_OBJET, Verdict.NON)


def judge_batch(
    evidence: PromptEvidence,
    indicator: Indicator,
    costs: Costs,
    odds: list[float | None],
    *,
    backend: ChatBackend,
    profile: Profile,
    numbers: NumberRules,
) -> Draft:
    """What one batch says of an indicator."""
    found = read_one_by_one(
        backend, evidence, lambda text, header: confirm_messages(text, header, indicator.question), costs
    )
    odds.append(found.best)
    answering = found.above(ANSWERS)
    if not answering:
        if found.best is not None and found.best <= CLEAR_NO:
            return Draft(Verdict.NON, NONE_ANSWERS, [])
        return Draft(Verdict.A_VERIFIER, HESITATION, [sentence for _, sentence in found.read[:1]])
    shown = evidence.only(answering[: profile.citations], backend.count_tokens)
    try:
        reply, spent = ask(
            backend,
            indicator_messages(shown.text, indicator),
            IndicatorReply,
            indicator_schema(
                indicator,
                [sentence.text for sentence in shown.sentences],
                numbers,
                present=found.best is not None and found.best > WRITTEN,
            ),
            max_tokens=profile.reply_tokens,
        )
    except InvalidReply:  # what was read stays: a person decides on it, and the run goes on
        return Draft(Verdict.A_VERIFIER, NO_REPLY, list(shown.sentences))
    costs.add("reply", *spent)
    sentences, warnings = existing_sentences(reply.preuves, shown)
    values = check_values(reply.valeurs, shown, indicator.values, numbers)
    return Draft(
        reply.verdict,
        reply.raison.strip(),
        list(dict.fromkeys([*sentences, *values.sentences])),
        values.values,
        [*warnings, *values.warnings],
    )


def merge(findings: Sequence[Draft]) -> Draft:
    """The most affirmative batch gives verdict and reason; proofs and values of all batches are joined.

    Proofs of a batch that found nothing (``non``) are not proofs.
    """
    best = min(findings, key=lambda finding: _ORDER.index(finding.verdict))
    ordered = [best, *(finding for finding in findings if finding is not best)]
    proving = [finding for finding in ordered if finding.verdict is not Verdict.NON]
    return Draft(
        best.verdict,
        best.rationale,
        [sentence for finding in proving for sentence in finding.sentences],
        distinct(value for finding in proving for value in finding.values),
        [warning for finding in findings for warning in finding.warnings],
    )
