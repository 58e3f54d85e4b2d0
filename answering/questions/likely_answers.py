"""The sentence that likely answers, where none is likely enough to be given: it is proposed, to be checked."""

from __future__ import annotations

import math
from dataclasses import replace

from answering.draft import Draft
from answering.questions.composition import QuestionMaterial
from domain import QuestionKind, Verdict

#: An answer is proposed from this chance on. Of 74 proposals on seven series of questions 32 were right, and ten were
#: made where there is no answer (docs/benchmarks.md).
PROPOSED = 0.35
#: Kinds that one sentence answers: of several things, half a list is no proposal.
_ONE_SENTENCE = frozenset({QuestionKind.VALUE, QuestionKind.RULE, QuestionKind.YES_NO})


def with_likeliest(material: QuestionMaterial) -> QuestionMaterial | None:
    """The same material, its likeliest sentence taken for an answer; None where none is likely enough.

    A chance is given as its distance to the one from which an answer is given (:attr:`Statement.right`). No model is
    asked once more: it has not found it.
    """
    if material.understood.kind not in _ONE_SENTENCE or material.given is None:
        return None
    least = math.log(PROPOSED / (1 - PROPOSED)) - material.given
    known = [(one.right, one) for one in material.statements if one.right is not None and not one.heading]
    best, first = max(known, key=lambda pair: pair[0], default=(-math.inf, None))
    if first is None or best < least:
        return None
    taken = [replace(one, right=0.0) if one is first else one for one in material.statements]
    quoted = Draft(Verdict.OUI, first.sentence.row or first.sentence.text, [first.sentence])
    return replace(material, statements=taken, primary=lambda _some: quoted)
