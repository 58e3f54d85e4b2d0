"""Why a verdict is only proposed, in words that an instructor can check."""

from __future__ import annotations

from answering.scoring.scorer import ScoredCriterion, ScoredIndicator
from domain import CriterionState, Verdict
from indicator_queries.schema import Criterion, Indicator

_NUMBERS = ("aucune", "une", "deux", "trois", "quatre", "cinq", "six")
#: Chances between which a criterion is open.
_OPEN = (0.25, 0.75)


def reason_of(found: ScoredIndicator, indicator: Indicator, proposed: Verdict) -> str:
    """One sentence a criterion that the verdict hangs on, the most open first; at most two."""
    by_key = {criterion.key: criterion for criterion in indicator.rubric.criteria}
    open_first = sorted(found.criteria, key=lambda one: abs(one.chance - 0.5))
    told = [one for one in open_first if _OPEN[0] < one.chance < _OPEN[1]][:2] or open_first[:1]
    said = [f"{by_key[one.key].name.lower()} : {_said(one, by_key[one.key])}" for one in told]
    if proposed is Verdict.NON and not any(one.denying for one in found.criteria):
        said.append("aucune phrase ne le dément ni ne l'établit nettement")
    return " ; ".join(said)


def _said(one: ScoredCriterion, criterion: Criterion) -> str:
    """« deux phrases vont dans ce sens, dont une intention ; aucune règle écrite ; une phrase dit le contraire »."""
    carrying, denying = one.carrying, one.denying
    parts = [_going(len(carrying))]
    if wishes := sum(sentence.intends or sentence.announces for sentence in carrying):
        tells = "qui annoncent ou souhaitent" if wishes > 1 else "qui annonce ou souhaite"
        parts.append(f"dont {_count(wishes)} {tells}")
    if others := sum(sentence.others for sentence in one.sentences[:5]):
        parts.append(f"{_count(others)} {'rapportent' if others > 1 else 'rapporte'} ce que d'autres demandent")
    if criterion.force == ("prescription",) and not any(sentence.by_rule for sentence in carrying):
        parts.append("aucune règle écrite n'a été reconnue")
    elif carrying and not any(sentence.by_rule for sentence in carrying):
        parts.append("sans les mots attendus")
    if denying:
        parts.append(f"{_count(len(denying))} {'disent' if len(denying) > 1 else 'dit'} le contraire")
    if one.state is CriterionState.ABSENT and not carrying:
        parts.append("les phrases les plus proches parlent d'autre chose, ou n'en disent pas assez")
    return ", ".join(parts)


def _going(count: int) -> str:
    if count > 1:
        return f"{_count(count)} phrases vont dans ce sens"
    return "une phrase va dans ce sens" if count else "aucune phrase ne le dit nettement"


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
