"""When the acts of a procedure were passed: the lines of a dossier that date them, and that which bears the record.

First pages and the acts themselves are read first; an act that they do not date is looked for in the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answering.context import DocumentFact
from answering.questions.composition import DraftLine, QuestionMaterial
from domain import NOT_OF_THE_PLAN, PieceKind, PlacedSentence, StoredSentence
from domain.text_folding import fold
from french.dossier_identity import acts_in, dates_in, days_in, is_only_a_date

#: Pages of a piece that tell what it is, lines of them that are shown, and words of such a line.
FIRST_PAGES, MOST_LINES, LINE_WORDS = 2, 3, 40
#: Acts whose date may stand anywhere; the words of the others have many meanings.
_ANYWHERE = frozenset({"prescription", "concertation", "débat", "enquête", "approbation", "entrée en vigueur"})
#: Weight from which a line far from the first pages dates what is asked.
_SURE = 0.5


def dated_acts(material: QuestionMaterial, acts: frozenset[str], record: Sequence[DocumentFact]) -> list[DraftLine]:
    """The lines that date acts, each act that is asked told by one where there is one.

    A line that gives another day to an act that the record dates tells of another plan (« le plan précédent, approuvé
    le… ») and is left out where a page says what the record says.
    """
    near = _found(material, acts, far=False)
    days = frozenset().union(*(days_in(fact.sentence) for fact in record))
    recorded = frozenset().union(*(acts_in(fact.sentence) for fact in record)) & acts
    if days and any(days & days_in(line.text) for _, line in near):
        near = [one for one in near if not acts_in(one[1].text) & acts <= recorded or days & days_in(one[1].text)]
    best = [line for weight, line in near[:MOST_LINES] if weight > near[0][0] / 2]
    for act in sorted(acts - _told(best)):
        other = next((line for _, line in near if act in acts_in(line.text)), None)
        if other is None and act in _ANYWHERE:
            far = _found(material, frozenset({act}), far=True)
            other = far[0][1] if far and far[0][0] >= _SURE else None
        if other is not None and other not in best:
            best.append(other)
    return best


def page_of_date(material: QuestionMaterial, fact: DocumentFact) -> StoredSentence | None:
    """The sentence that says the date of the record, one that names its act and stands first in the plan before others.

    None where no sentence has that day, and of several documents.
    """
    days, acts = days_in(fact.sentence), acts_in(fact.sentence)
    if not days or material.several:
        return None
    found = [
        one
        for document in material.documents.values()
        for one in document.placed
        if days & days_in(one.sentence.text) and acts_in(one.sentence.text)
    ]
    best = min(
        found,
        key=lambda one: (
            not acts & acts_in(one.sentence.text),
            one.passage.piece_kind in NOT_OF_THE_PLAN,
            one.sentence.ordinal > FIRST_PAGES,
            len(one.sentence.text.split()) > LINE_WORDS,
        ),
        default=None,
    )
    return best.sentence if best else None


def _told(lines: Sequence[DraftLine]) -> frozenset[str]:
    return frozenset().union(*(acts_in(line.text) for line in lines))


def _found(material: QuestionMaterial, acts: frozenset[str], *, far: bool) -> list[tuple[float, DraftLine]]:
    """Lines that date one of the acts with their weights, best first; a bare date is told by the line above it."""
    found: dict[str, tuple[float, DraftLine]] = {}
    others: dict[str, tuple[float, DraftLine]] = {}
    for said, sentences, of_plan in _dated(material, far=far):
        told = acts_in(said) & acts
        if told and len(said.split()) <= LINE_WORDS:
            weight = len(told) / len(acts_in(said)) + material.coverage.of(said)
            (found if of_plan else others).setdefault(fold(said), (weight, DraftLine(said, sentences)))
    found = others | found  # a line that several pieces have is cited from one of the plan itself
    return sorted(found.values(), key=lambda one: -one[0])


def _dated(material: QuestionMaterial, *, far: bool) -> Iterator[tuple[str, tuple[StoredSentence, ...], bool]]:
    """The dated lines of first pages and acts, or those of all other pages; whether each stands in the plan itself."""
    for document in material.documents.values():
        for rank, one in enumerate(document.placed):
            if _is_near(one) is far or not dates_in(one.sentence.text):
                continue
            label = document.placed[rank - 1] if is_only_a_date(one.sentence.text) and rank else None
            said = f"{label.sentence.text} : {one.sentence.text}" if label else one.sentence.text
            sentences = (label.sentence, one.sentence) if label else (one.sentence,)
            yield said, sentences, one.passage.piece_kind not in NOT_OF_THE_PLAN


def _is_near(one: PlacedSentence) -> bool:
    return one.sentence.ordinal <= FIRST_PAGES or one.passage.piece_kind is PieceKind.PROCEDURE
