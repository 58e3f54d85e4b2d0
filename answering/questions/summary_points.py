"""The points of a summary: the sentences about its theme, each for what it is worth, and the lists they belong to.

What a point is worth is counted in standard deviations of nearness: how near it comes in meaning, how much of the theme
it says with the titles above it (a related word says a part), how early a reader would be given it, and whether it
stands in a piece that the question names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answering.questions.carried_scope import Fit
from answering.questions.composition import ALONE, DraftLine, QuestionMaterial
from answering.questions.read_documents import ReadDocument
from answering.questions.summary_sections import states
from answering.sentence_context import Place
from domain import BINDING, NOT_OF_THE_PLAN, PieceKind, PlacedSentence
from french.anaphora import POINTS_BACK
from french.filler import Filler
from french.question_analysis import Coverage
from french.question_scope import pieces_named
from french.summary_words import asks_what_plan_does, is_guide, opens_act, says_what_is_asked

#: What the whole theme is worth, being read first, and standing in a piece that is named.
_THEME, _FIRST, _NAMED = 3.0, 2.5, 1.5
#: Nearness from which a sentence that says nothing of the theme may be about it, and share of the best point's worth
#: under which another is not told.
_NEAR, _ALSO = 1.5, 1 / 3
#: Sentences of a summary: each is cited, and an answer has no room for more.
_CITED = 27
#: What a rule common to all zones loses, where one is asked about.
_GENERAL = 1.0
#: What the formulas of an act and the reader's guide of a document lose.
_FORMAL = 2.0
#: What a sentence of a piece that binds gains, where it is asked what the plan does.
_BINDS = 1.0
#: What a sentence gains that concludes, regrets or recommends, where that is asked.
_SAID = 1.5
#: Ranks of reading are counted from here, so that the first does not outweigh the next ones by much.
_FROM = 8
#: Items and characters of a list up to which it is told whole with the line that introduces it.
_ITEMS, _LIST = 6, 700
#: Words of a line that introduces a list and states something by itself.
_LEAD = 5


@dataclass(frozen=True, slots=True)
class _Point:
    """The sentence of a rank, told with those of ``ranks``: its list, or the sentence that its first word points at."""

    document: ReadDocument
    rank: int
    ranks: tuple[int, ...]
    worth: float

    @property
    def place(self) -> Place:
        """Where its sentence stands."""
        return self.document.placed[self.rank].sentence.place


def best_points(
    material: QuestionMaterial, subject: Coverage, most: int, told: Sequence[DraftLine] = ()
) -> list[DraftLine]:
    """The sentences worth most for the theme besides those told, in the order of the text.

    None where no sentence is near enough to speak of the theme, or says half of it.
    """
    # A word that the documents never say, misspelt or of another tongue, is no part of what they may say of the theme.
    subject = subject.told_in(frozenset().union(*(document.words for document in material.documents.values())))
    points = sorted(_points(material, subject), key=lambda one: -one.worth)
    if not points or not (material.tells_of_it or told or any(_says(one, subject) for one in points)):
        return []
    seen = {sentence.place for line in told for sentence in line.sentences}
    texts = {line.text for line in told}
    kept: list[_Point] = []
    for point in points:
        if len(kept) >= most or len(seen) >= _CITED or point.worth < _ALSO * points[0].worth:
            break
        if point.place in seen:
            continue
        ranks = [rank for rank in point.ranks if point.document.placed[rank].sentence.place not in seen]
        left = replace(point, ranks=tuple(ranks))
        if (text := _text(left)) in texts:
            continue
        seen.update(one.sentence.place for one in _sentences(left))
        texts.add(text)
        kept.append(left)
    slugs = list(material.documents)
    kept.sort(key=lambda one: (slugs.index(one.document.slug), one.ranks[0]))
    return [_line(material, one) for one in kept]


def _points(material: QuestionMaterial, subject: Coverage) -> Iterator[_Point]:
    named = _kinds_named(material)
    readable = material.near or {one.sentence.place for one in material.statements}
    does = asks_what_plan_does(material.understood.text)
    says = says_what_is_asked(material.understood.text)
    read = {one.sentence.place: rank for rank, one in enumerate(material.reading())} if material.reading else {}
    for document in material.documents.values():
        listed = _short_lists(document)
        for rank, one in enumerate(document.placed):
            place = one.sentence.place
            if place not in readable or document.fillers.get(rank) in _NOTHING:
                continue
            fit = document.fit(material.understood.scope, rank)
            if fit is Fit.OUT:
                continue
            ranks = listed.get(rank, (rank,))
            if not states(material, one) and ranks == (rank,):
                continue
            text = one.sentence.row or one.sentence.text
            titles = " ".join((*document.headings[rank][-2:], document.captions.get(place, "")))
            share = subject.related_of(text, titles)
            known = material.near.get(place)
            if not share and (known is None or known.near < _NEAR):
                continue  # nothing tells that it is about the theme
            worth = (known.near if known else 0.0) + _THEME * share
            if place in read:
                worth += _FIRST * _FROM / (_FROM + read[place])
            if opens_act(text) or any(map(is_guide, document.headings[rank][-1:])):
                worth -= _FORMAL
            if fit is Fit.GENERAL:
                worth -= _GENERAL
            if one.passage.piece_kind in named:
                worth += _NAMED
            if says is not None and says(text):
                worth += _SAID
            if does and one.passage.piece_kind in BINDING:
                worth += _BINDS
            yield _Point(document, rank, ranks if len(ranks) > 1 else _with_before(material, document, rank), worth)


_NOTHING = frozenset({Filler.CONTENTS, Filler.LEGEND, Filler.RUNNING_TITLE, Filler.FRAGMENT, Filler.COLUMNS})


def _with_before(material: QuestionMaterial, document: ReadDocument, rank: int) -> tuple[int, ...]:
    """The rank of a sentence, after that of the one before where its first word points at it: « Elle ne vaut que… »."""
    one, before = document.placed[rank], document.placed[rank - 1] if rank else None
    if before is None or one.sentence.row is not None or before.sentence.row is not None:
        return (rank,)
    here = one.sentence.piece, one.passage.section
    points = POINTS_BACK.match(one.sentence.text) and (before.sentence.piece, before.passage.section) == here
    return (rank - 1, rank) if points and states(material, before) else (rank,)


def _kinds_named(material: QuestionMaterial) -> Collection[PieceKind]:
    """The kinds of piece that the question names, those of others where it asks what others say."""
    asked = material.understood.text
    others = NOT_OF_THE_PLAN if material.language.sentences.speaks_for_others(asked) else frozenset()
    return {*pieces_named(asked), *others}


def _short_lists(document: ReadDocument) -> Mapping[int, tuple[int, ...]]:
    """By the rank of each line of a short list that a line introduces, the ranks of all, that line first."""
    found: dict[int, tuple[int, ...]] = {}
    for start, end in document.runs:
        if not start or document.placed[start].sentence.row is not None or end - start > _ITEMS:
            continue
        lead = document.placed[start - 1].sentence
        ranks = tuple(range(start - 1, end))
        size = sum(len(document.placed[rank].sentence.text) for rank in ranks)
        same = lead.piece == document.placed[start].sentence.piece
        if same and lead.text.rstrip().endswith(":") and len(lead.text.split()) >= _LEAD and size <= _LIST:
            found.update(dict.fromkeys(ranks, ranks))
    return found


def _sentences(point: _Point) -> tuple[PlacedSentence, ...]:
    return tuple(point.document.placed[rank] for rank in point.ranks)


def _text(point: _Point) -> str:
    return " ".join((one.sentence.row or one.sentence.text).strip() for one in _sentences(point))


def _says(point: _Point, subject: Coverage) -> bool:
    return subject.related_of(_text(point), " ".join(point.document.headings[point.ranks[0]][-2:])) >= ALONE


def _line(material: QuestionMaterial, point: _Point) -> DraftLine:
    first = point.document.placed[point.ranks[0]]
    title = (point.document.headings[point.ranks[0]][-1:] or (first.sentence.piece,))[0]
    side = f"{first.sentence.document} – {title}" if material.several else title
    return DraftLine(_text(point), tuple(one.sentence for one in _sentences(point)), side=side, carrier=title)
