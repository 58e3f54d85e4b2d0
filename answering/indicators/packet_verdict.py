"""From checked states to a verdict: the rule of the grid with three values, the reader's own verdict beside it.

The rule decides. A reader's verdict is a second opinion: where they differ nobody is right by default, the cell is
« à vérifier » and shows both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answering.indicators.packet_checks import CARRYING, CheckedReading, JudgedCriterion
from domain import AnswerWarning, CriterionState, DocumentKind, PacketSentence, PieceKind, StoredSentence, Verdict
from domain.labels import VERDICT_WORDS
from indicator_queries.rule import Degree, rule_in_words
from indicator_queries.schema import Criterion, Indicator, Rubric

#: Sentences cited for a « non »: what a document denies it says once or twice, and the rest is reading matter.
_MOST_DENIALS = 2
#: States as answers show them.
STATE_LABELS = {
    CriterionState.ESTABLISHED: "établi",
    CriterionState.PARTLY: "établi en partie",
    CriterionState.ANNOUNCED: "annoncé",
    CriterionState.DENIED: "démenti",
    CriterionState.QUOTED: "dit par d'autres",
    CriterionState.ABSENT: "non trouvé",
}


@dataclass(frozen=True, slots=True)
class PacketVerdict:
    """A verdict with what it stands on. ``by_rule`` and ``by_reader`` are the two opinions that it was made from."""

    verdict: Verdict
    by_rule: Verdict | None
    by_reader: Verdict | None
    rationale: str
    sentences: tuple[StoredSentence, ...]
    warnings: tuple[AnswerWarning, ...] = ()


def conclude(
    reading: CheckedReading,
    indicator: Indicator,
    *,
    kinds: Iterable[PieceKind] = (),
    document_kind: DocumentKind | None = None,
) -> PacketVerdict:
    """The verdict of a checked reading, and the sentences to cite: every place on which the evidence stands.

    Args:
        reading: what a reader made of the document, checked.
        indicator: the line of the grid.
        kinds: kinds of the document's pieces, none when they are not known.
        document_kind: kind of the document, None when it is not known.
    """
    rubric = indicator.rubric
    by_rule = None if rubric.rule is None else three_valued(rubric, reading.criteria, kinds, document_kind)
    verdict, warnings = _settled(by_rule, reading.opinion, rubric)
    sentences = evidence(reading, verdict, rubric)
    if verdict in {Verdict.OUI, Verdict.PARTIEL} and not sentences:
        warnings.append(AnswerWarning.no_citation(verdict))
        verdict = Verdict.A_VERIFIER
    names = {criterion.key: criterion.name for criterion in rubric.criteria}
    for one in reading.criteria:
        if one.denied_by:
            warnings.append(AnswerWarning.also_denied(names[one.key], _pages(one.denied_by)))
    rationale = _rationale(reading, indicator, verdict, by_rule)
    return PacketVerdict(verdict, by_rule, reading.opinion, rationale, sentences, tuple(warnings))


def three_valued(
    rubric: Rubric,
    criteria: Sequence[JudgedCriterion],
    kinds: Iterable[PieceKind] = (),
    document_kind: DocumentKind | None = None,
) -> Verdict:
    """The verdict of the grid's rule when criteria are established, partly so, or not.

    « oui » needs its rule to hold fully; a rule that holds in part carries « partiel » and no more.
    """
    rule, present = rubric.rule, set(kinds)
    assert rule is not None
    by_key = {criterion.key: criterion for criterion in rubric.criteria}
    degrees = {one.key: degree_of(one.state, by_key[one.key]) for one in criteria}
    fully = {key for key, degree in degrees.items() if degree is Degree.FULLY}
    partly = {key for key, degree in degrees.items() if degree is Degree.PARTLY}
    for_oui = rule.for_oui.degree(fully, partly)
    if for_oui is Degree.FULLY:
        return Verdict.OUI
    if rubric.needs and present and not present & set(rubric.needs):
        return Verdict.SANS_OBJET
    # A rule made of negations alone would hold on nothing: something must be established.
    if (fully or partly) and (for_oui or rule.for_partiel.degree(fully, partly)):
        return Verdict.PARTIEL
    # What the document itself says that it did not do was for it to do: « non », not « sans objet ».
    refused = any(one.state is CriterionState.DENIED for one in criteria)
    return Verdict.SANS_OBJET if document_kind in rubric.sans_objet_for and not refused else Verdict.NON


def degree_of(state: CriterionState, criterion: Criterion) -> Degree:
    """How far a state meets a criterion; an announcement does where the criterion says that one suffices."""
    if state is CriterionState.ESTABLISHED or (state is CriterionState.ANNOUNCED and criterion.announced):
        return Degree.FULLY
    return Degree.PARTLY if state is CriterionState.PARTLY else Degree.NOT


def evidence(reading: CheckedReading, verdict: Verdict, rubric: Rubric) -> tuple[StoredSentence, ...]:
    """The sentences to cite, with the other places that say the same.

    Those of the criteria that carry the verdict (an announcement where one suffices) come first, then what says the
    same evidence again or details it, then, unless the verdict is « oui », the sentences that deny a criterion:
    they are why it is no more. « À vérifier » shows whatever either opinion stands on. A « non » needs no list: the
    sentences that deny most of its criteria say it. Only what carries a verdict or denies it comes with its other
    places; the rest is shown where it was read.
    """
    enough = {criterion.key for criterion in rubric.criteria if criterion.announced}
    carries = [
        one
        for one in reading.criteria
        if one.state in CARRYING or (one.state is CriterionState.ANNOUNCED and one.key in enough)
    ]
    carrying = [sentence for one in carries for sentence in one.sentences]
    denying = [sentence for one in reading.criteria if one.state is CriterionState.DENIED for sentence in one.sentences]
    if verdict is Verdict.NON:
        most = Counter(one.number for one in denying)
        said = {one.number: one for one in denying}
        return tuple(said[number].sentence for number, _ in most.most_common(_MOST_DENIALS))
    if verdict is Verdict.SANS_OBJET:
        return _with_other_places(denying)
    also = [sentence for one in carries for sentence in one.also]
    beside = [shown.sentence for shown in (*also, *reading.cite) if not shown.is_empty_row]
    if verdict is Verdict.OUI:
        return tuple(dict.fromkeys((*_with_other_places(carrying), *beside)))
    limits = [shown.sentence for one in reading.criteria if one.state is CriterionState.DENIED for shown in one.also]
    return tuple(dict.fromkeys((*_with_other_places(carrying), *beside, *_with_other_places(denying), *limits)))


def _with_other_places(shown: Iterable[PacketSentence]) -> tuple[StoredSentence, ...]:
    return tuple(dict.fromkeys(place for one in shown for place in (one.sentence, *one.also)))


def _settled(by_rule: Verdict | None, by_reader: Verdict | None, rubric: Rubric) -> tuple[Verdict, list[AnswerWarning]]:
    if by_rule is None:
        # Without criteria there is no rule: the reader's verdict stands alone, and needs its citations.
        return by_reader or Verdict.A_VERIFIER, []
    if by_reader is None or by_reader is by_rule:
        return by_rule, []
    nothing = {Verdict.NON, Verdict.SANS_OBJET}
    if {by_rule, by_reader} == nothing:
        # The rule cannot see that a document does not bear on the subject: the rubric tells the reader when.
        return Verdict.SANS_OBJET if by_rule is Verdict.SANS_OBJET or rubric.sans_objet else by_rule, []
    return Verdict.A_VERIFIER, [AnswerWarning.opinions_differ(by_rule, by_reader)]


def _rationale(reading: CheckedReading, indicator: Indicator, verdict: Verdict, by_rule: Verdict | None) -> str:
    names = {criterion.key: criterion.name for criterion in indicator.rubric.criteria}
    parts = []
    for one in reading.criteria:
        pages = _pages(one.sentences) if one.state is not CriterionState.ABSENT else ""
        parts.append(f"{names[one.key]} : {STATE_LABELS[one.state]}" + (f" ({pages})" if pages else ""))
    text = " ; ".join(parts) + "." if parts else ""
    rule = indicator.rubric.rule
    if rule is not None and by_rule is Verdict.OUI:
        text += f" Règle du « oui » : {rule_in_words(rule.oui, names)}."
    elif rule is not None and by_rule is Verdict.PARTIEL:
        text += f" Règle du « partiel » : {rule_in_words(rule.partiel, names)}."
    elif verdict is Verdict.SANS_OBJET and indicator.rubric.sans_objet:
        text += f" Sans objet : {indicator.rubric.sans_objet}"
    if not parts:
        text = f"Lecture du modèle : {VERDICT_WORDS[verdict]}."
    return text.strip()


#: Pages named for one criterion.
_MOST_PAGES = 6


def _pages(sentences: Iterable[PacketSentence]) -> str:
    pages: dict[str, None] = {}
    for shown in sentences:
        one = shown.sentence
        pages[f"{one.piece} p. {one.page}" if one.page is not None else one.piece] = None
    named = list(pages)
    more = f" et {len(named) - _MOST_PAGES} autres pages" if len(named) > _MOST_PAGES else ""
    return ", ".join(named[:_MOST_PAGES]) + more
