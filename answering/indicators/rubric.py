"""A verdict by rubric: the grid's small questions settled on sentences, then the grid's rule.

Readers say which sentences may settle a criterion, at no cost. Where an LLM is there it reads the best of them
alone, with the criterion's own question, one token each: what it clearly refuses is dropped, and where it
is not sure of what decides the verdict, the user is told. Nothing here is written by the model: the reason is
made of the criteria and their pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from answering.indicators.contradictions import contradictions
from answering.indicators.criteria import CriterionFinding, ReadSentence, find_all
from answering.indicators.values import collect
from answering.llm.base import ChatBackend
from answering.prompt import confirm_messages
from answering.sentence_decisions import Decisions
from answering.trace import Costs
from domain import AnswerWarning, DocumentKind, PieceKind, StoredSentence, Value, Verdict
from domain.cue_phrases import CuePhrases
from indicator_queries.rule import rule_in_words
from indicator_queries.schema import Indicator, Rubric

#: Log-odds of « oui » at or under which the model refuses a sentence that the readers propose (it gives « oui » at most
#: 38 %). Tried on 75 cells of five documents (``benchmarks.calibration``): from -1 to -0.25 verdicts stay as right
#: within two cells, from 0 on the model refuses more right sentences than wrong ones.
REFUSES = -0.5

#: Log-odds under which the model is not sure of a criterion that it lets stand. On the same cells, 5 of the 18 verdicts
#: that hang on such a criterion are wrong, none of the 31 others: the user is told to read those first.
HESITATES = 0.25

_SHORT = 160

#: Characters of a sentence, and of its title, that the model is shown: a table read as one sentence may have
#: thousands, and what bears the cue phrases decides.
_SHOWN, _TITLE = 420, 80


@dataclass(slots=True)
class Judgement:
    """What the rubric gives for an indicator.

    ``odds`` are the log-odds asked, by criterion and sentence; ``weakest`` those of the criterion behind the verdict
    that the model is least sure of, None where it was asked of none.
    """

    verdict: Verdict
    rationale: str
    sentences: list[StoredSentence]
    values: tuple[Value, ...] = ()
    warnings: list[AnswerWarning] = field(default_factory=list)
    criteria: dict[str, str] = field(default_factory=dict)
    odds: list[tuple[str, float | None]] = field(default_factory=list)
    nearest: list[StoredSentence] = field(default_factory=list)
    weakest: float | None = None


def judge(
    indicator: Indicator,
    reads: Sequence[ReadSentence],
    backend: ChatBackend | None,
    costs: Costs,
    *,
    kinds: Iterable[PieceKind],
    asked: int,
    most: int,
    refuses: float = REFUSES,
    document_kind: DocumentKind | None = None,
) -> Judgement:
    """Answer an indicator that has criteria.

    Args:
        indicator: a line of the grid, with criteria and a rule.
        reads: the sentences to judge from, best first.
        backend: the LLM that reads them again; None for readers alone.
        costs: receives what the LLM took.
        kinds: kinds of the document's pieces; none when they are not known.
        asked: sentences asked of the LLM, a criterion.
        most: most sentences cited.
        refuses: log-odds of « oui » at or under which the LLM refuses a sentence.
        document_kind: kind of the document, None when it is not known.

    Raises:
        InvalidReply: the model answered neither oui nor non to any sentence.
    """
    rubric = indicator.rubric
    rule = rubric.rule
    assert rule is not None
    judgement = Judgement(Verdict.NON, "", [])
    findings = find_all(rubric, reads)
    by_readers = {key for key, finding in findings.items() if finding.met}
    met = set(by_readers)
    if backend is not None:
        decisions = Decisions(backend, costs)
        met = {key for key in sorted(by_readers) if _ask(decisions, findings[key], asked, judgement, refuses)}
        decisions.check()
    denied = any(finding.denies for key, finding in findings.items() if key not in met)
    judgement.verdict = verdict = verdict_of(rubric, met, kinds, document_kind, denied=denied)
    judgement.criteria = {key: _state(finding, key in met) for key, finding in findings.items()}
    least, judgement.weakest = _least_sure(judgement.odds, met, verdict)
    if least in met and judgement.weakest is not None and judgement.weakest < HESITATES:
        name = findings[least].criterion.name.lower()
        judgement.warnings.append(AnswerWarning.unsure_criterion(name))
    if verdict is not Verdict.NON and verdict is not Verdict.SANS_OBJET:
        judgement.sentences = _cited(rubric, findings, met, most)
    judgement.nearest = _nearest(findings, reads)
    chosen = _sources_of_values(findings, met, reads) if judgement.sentences else []
    judgement.values = collect([(read.sentence, read.quantities) for read in chosen], indicator.values)
    texts = {
        value: read.sentence.text
        for read in chosen
        for value in collect([(read.sentence, read.quantities)], indicator.values)
    }
    if judgement.values:
        judgement.warnings += contradictions(judgement.values, texts, chosen[0].language)[:3]
    judgement.rationale = _rationale(rubric, findings, judgement, document_kind)
    return judgement


def verdict_of(
    rubric: Rubric,
    met: Iterable[str],
    kinds: Iterable[PieceKind],
    document_kind: DocumentKind | None = None,
    *,
    denied: bool = False,
) -> Verdict:
    """The verdict of the rule when these criteria are met, and only these.

    Args:
        rubric: Criteria and rule.
        met: Keys of the criteria that are met.
        kinds: Kinds of the document's pieces, none when they are not known.
        document_kind: Kind of the document, None when it is not known.
        denied: Whether the document itself denies a criterion.
    """
    rule, keys, present = rubric.rule, set(met), set(kinds)
    assert rule is not None
    if rule.for_oui.holds(keys):
        return Verdict.OUI
    if rubric.needs and present and not present & set(rubric.needs):
        return Verdict.SANS_OBJET
    if rule.for_partiel.holds(keys):
        return Verdict.PARTIEL
    # What the document itself says that it did not do was for it to do: « non », not « sans objet ».
    return Verdict.SANS_OBJET if document_kind in rubric.sans_objet_for and not denied else Verdict.NON


def _ask(decisions: Decisions, finding: CriterionFinding, asked: int, judgement: Judgement, refuses: float) -> bool:
    """Whether the model agrees that a criterion is met. Refused sentences are dropped, and those without a reply."""
    agreed = False
    cues = CuePhrases(finding.criterion.cue_phrases)
    for read in finding.meets[:asked]:
        decision = decisions.decide(
            confirm_messages(decisive(read, cues), read.title[-_TITLE:], finding.criterion.question)
        )
        if decision is None:
            finding.meets = [one for one in finding.meets if one is not read]
            continue
        judgement.odds.append((finding.criterion.key, decision.log_odds))
        odds = decision.log_odds
        if odds is None:
            odds = 9.0 if decision.option == "oui" else -9.0
        if odds <= refuses:
            finding.meets = [one for one in finding.meets if one is not read]
        agreed = agreed or odds > refuses
    return agreed


def _least_sure(
    odds: Iterable[tuple[str, float | None]], met: set[str], verdict: Verdict
) -> tuple[str | None, float | None]:
    """The criterion behind a verdict that the model is least sure of, and its log-odds that the criterion is so.

    By the surest sentence of each criterion; those behind « non » are the ones whose sentences it refused.
    """
    best: dict[str, float] = {}
    for key, one in odds:
        if one is not None:
            best[key] = max(one, best.get(key, one))
    if verdict in {Verdict.OUI, Verdict.PARTIEL}:
        sure = {key: best[key] for key in sorted(met) if key in best}
    else:
        sure = {key: -one for key, one in best.items() if key not in met}
    return min(sure.items(), key=lambda one: one[1], default=(None, None))


def decisive(read: ReadSentence, cues: CuePhrases | None = None) -> str:
    """The part of a sentence that is shown to the model: all of it, or what surrounds the first cue phrase."""
    text = read.sentence.text
    if len(text) <= _SHOWN:
        return text
    at = cues.first_in(read.words) if cues else 0
    start = max(0, min(at - _SHOWN // 3, len(text) - _SHOWN))
    return ("… " if start else "") + text[start : start + _SHOWN] + " …"


def _cited(rubric: Rubric, findings: dict[str, CriterionFinding], used: set[str], most: int) -> list[StoredSentence]:
    """Every sentence that meets a criterion of the verdict: the best of each criterion first, then by rank."""
    keys = [criterion.key for criterion in rubric.criteria if criterion.key in used]
    first = [read for key in keys for read in findings[key].meets[:2]]
    rest = sorted((read for key in keys for read in findings[key].meets[2:]), key=lambda read: read.rank)
    return list(dict.fromkeys(read.sentence for read in (*first, *rest)))[:most]


def _sources_of_values(
    findings: dict[str, CriterionFinding], used: set[str], reads: Sequence[ReadSentence]
) -> list[ReadSentence]:
    """The sentences that met a criterion, and those beside them that name the same thing with a quantity."""
    own = [read for key in findings if key in used for read in findings[key].meets]
    mine = {(read.sentence.piece, read.sentence.position) for read in own}
    near = {(piece, position + step) for piece, position in mine for step in (-1, 1)}
    cues = [CuePhrases(findings[key].criterion.cue_phrases) for key in findings if key in used]
    chosen = []
    for read in reads:
        place = (read.sentence.piece, read.sentence.position)
        beside = place in near and any(one.touched_by(read.words) for one in cues)
        if read.quantities and (place in mine or beside):
            chosen.append(read)
    return chosen


def _nearest(findings: dict[str, CriterionFinding], reads: Sequence[ReadSentence]) -> list[StoredSentence]:
    """What came nearest: sentences that deny or announce a criterion, else the first read."""
    near = [read for finding in findings.values() for read in (*finding.denies, *finding.announces, *finding.meets)]
    return list(dict.fromkeys(read.sentence for read in near or reads[:2]))[:3]


def _state(finding: CriterionFinding, met: bool) -> str:
    if met:
        return "établi"
    if finding.denies:
        return "démenti"
    return "annoncé" if finding.announces else "non trouvé"


def _rationale(
    rubric: Rubric, findings: dict[str, CriterionFinding], judgement: Judgement, document_kind: DocumentKind | None
) -> str:
    parts = []
    for key, finding in findings.items():
        state = judgement.criteria[key]
        sources = {
            "établi": finding.meets,
            "démenti": finding.denies,
            "annoncé": finding.announces,
        }
        pages = _pages(sources.get(state, []))
        parts.append(f"{finding.criterion.name} : {state}{pages}")
    text = " ; ".join(parts) + "."
    assert rubric.rule is not None
    names = {criterion.key: criterion.name for criterion in rubric.criteria}
    if judgement.verdict is Verdict.OUI:
        text += f" Règle du « oui » : {rule_in_words(rubric.rule.oui, names)}."
    elif judgement.verdict is Verdict.PARTIEL:
        text += f" Règle du « partiel » : {rule_in_words(rubric.rule.partiel, names)}."
    elif judgement.verdict is Verdict.SANS_OBJET:
        told = rubric.sans_objet if document_kind in rubric.sans_objet_for else None
        text += f" {told or 'Aucune des pièces qui pourraient répondre n’est au dossier.'}"
    elif judgement.nearest:
        near = judgement.nearest[0]
        short = near.text if len(near.text) <= _SHORT else near.text[: _SHORT - 1] + "…"
        text += f" Au plus près : « {short} » ({near.piece}{f', p. {near.page}' if near.page else ''})."
    return text


def _pages(reads: Sequence[ReadSentence]) -> str:
    places = list(dict.fromkeys((read.sentence.piece, read.sentence.page) for read in reads[:6]))
    if not places:
        return ""
    said = ", ".join(piece if page is None else f"{piece} p. {page}" for piece, page in places[:3])
    return f" ({said}{'…' if len(places) > 3 else ''})"
