"""In which order sentences go into the packet of a question.

Three rankings are joined by rank: nearness to the question (words and meaning), the share of its theme that a sentence
says with what stands above it, and, where much is gathered, the lists that are about it. A sentence then brings what
it belongs to: the list, the table, the paragraph under « Dans le secteur N-4 : », the provision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from answering.questions.carried_scope import Fit
from answering.questions.composition import ALONE, QuestionMaterial
from answering.questions.item_blocks import ItemBlock, item_blocks
from answering.questions.kinds import answer_kinds
from answering.questions.kinds.list_answer import worth_of
from answering.questions.packet_lanes import lanes_of
from answering.questions.place_groups import groups_of
from answering.questions.read_documents import ReadDocument
from answering.questions.statements import Statement
from answering.questions.wholes import Wholes
from answering.sentence_context import Place
from domain import NOT_OF_THE_PLAN, PlacedSentence, QuestionKind, QuestionScope, ScoredSentence
from domain.text_folding import fold
from french.question_kinds import asks_for_each
from french.question_scope import is_numbered

#: Ranks are counted from here, so that the first of a ranking does not outweigh the next ones by much.
_FROM = 8
#: What the share of the theme, the lists and the criteria of the grid weigh beside nearness.
_SHARE, _LISTS, _CRITERIA = 1.5, 1.0, 0.5
#: What the list weighs that is asked for, and the share of the theme that it says: its lines come before all else.
_THE_LIST, _ALL_OF_IT = 3.0, 0.99
#: What the learnt chance to answer weighs: it knows the rule that says « extension » where « agrandir » is asked.
_CHANCE = 1.0
#: Sentences that are ranked by it.
_LIKELY = 60
#: What a sentence of the plan is worth where it is asked what others say of it.
_OWN_WORDS = 0.4
#: What a sentence is worth that does not name the side of a comparison that is looked for.
_UNNAMED = 0.4
#: What the sentences weigh that put a commune in a level or a sector.
_GROUPS = 1.0
#: Lists about the theme that count.
_MOST_LISTS = 4
#: Sentences under a title that come for it, and their characters.
_UNDER_TITLE, _UNDER_TITLE_SIZE = 4, 500
#: What a sentence is worth by how it stands to the scope: another's rule comes last, for a reader who sees its title.
_FITS = {Fit.OWN: 1.0, Fit.PART: 0.9, Fit.GENERAL: 0.6, Fit.OUT: 0.25}


def evidence_order(
    material: QuestionMaterial,
    ranked: Mapping[str, Sequence[ScoredSentence]],
    by_criteria: Mapping[str, Sequence[ScoredSentence]],
    scope: QuestionScope,
) -> list[ScoredSentence]:
    """The sentences of the documents for a packet, best first, each with what it belongs to after it.

    What is compared (documents, zones, pieces) comes in turn, the best of each.

    Args:
        material: What the question is, and what its sentences say of the theme.
        ranked: The sentences of each document by nearness, best first.
        by_criteria: Those that bear the criteria of the grid on the theme of a summary; may be empty.
        scope: Where the answer must stand.
    """
    lanes = [
        _ordered(material, document, ranked.get(document.slug, ()), by_criteria.get(document.slug, ()), side, name)
        for document in material.documents.values()
        for side, name in _sides(material, scope)
    ]
    return [one for one in chain(*zip_longest(*lanes)) if one is not None] if len(lanes) > 1 else lanes[0]


def _sides(material: QuestionMaterial, scope: QuestionScope) -> list[tuple[QuestionScope, str]]:
    """What is compared: each zone, each piece, or each thing that the question names."""
    if len(scope.zones) > 1:
        return [(scope.only_zone(zone), "") for zone in scope.zones]
    if len(scope.pieces) > 1:
        return [(replace(scope, pieces=(piece,)), "") for piece in scope.pieces]
    return [(scope, name) for name in material.understood.sides or ("",)]


def _ordered(
    material: QuestionMaterial,
    document: ReadDocument,
    ranked: Sequence[ScoredSentence],
    by_criteria: Sequence[ScoredSentence],
    scope: QuestionScope,
    name: str,
) -> list[ScoredSentence]:
    """One document for one side of a question: a scope, and what is named there, if anything."""
    known: dict[Place, ScoredSentence] = {}
    twin_of: dict[Place, Place] = {}
    scores: dict[Place, float] = {}
    for rank, one in enumerate(ranked):
        own = _placed(_best_place(one, document, scope), document)
        known[own.sentence.place] = own
        twin_of.update((each.place, own.sentence.place) for each in (own.sentence, *own.also))
        scores[own.sentence.place] = 1 / (_FROM + rank)
    nearness = {place: rank for rank, place in enumerate(scores)}
    kind = answer_kinds().get(material.understood.kind)
    titles = kind is not None and kind.titles
    gathers = kind is not None and (kind.gathers or asks_for_each(material.understood.text))
    said = [
        one
        for one in material.statements
        if one.sentence.document == document.slug and one.share > 0 and (titles or not one.heading)
    ]
    said.sort(key=lambda one: (-round(one.share, 2), -one.fit, nearness.get(_of(twin_of, one.sentence.place), 10**6)))
    if material.understood.kind is QuestionKind.SUMMARY:
        said = _over_sections(material, said)
    for rank, statement in enumerate(said):
        place = _of(twin_of, statement.sentence.place)
        scores[place] = scores.get(place, 0.0) + _SHARE * statement.share / (_FROM + rank)
    for rank, statement in enumerate(_likely(material, document, titles=titles)):
        place = _of(twin_of, statement.sentence.place)
        scores[place] = scores.get(place, 0.0) + _CHANCE / (_FROM + rank)
    for rank, one in enumerate(by_criteria):
        place = _of(twin_of, one.sentence.place)
        known.setdefault(place, _placed(one, document))
        scores[place] = scores.get(place, 0.0) + _CRITERIA / (_FROM + rank)
    blocks = _lists_about(material, document, scope) if gathers else []
    for rank, (worth, block) in enumerate(blocks):  # its first item brings the others
        place = _of(twin_of, block.items[0][1].sentence.place)
        first = not rank and worth >= _ALL_OF_IT and material.understood.kind is QuestionKind.LIST
        scores[place] = scores.get(place, 0.0) + (_THE_LIST if first else _LISTS) * worth / (_FROM + rank)
    groups = groups_of(document, [place for place in scope.places if not is_numbered(place)])
    for weight, lane in (*lanes_of(material, document, scope), (_GROUPS, groups.sentences)):
        for rank, placed in enumerate(lane):
            place = _of(twin_of, placed.sentence.place)
            known.setdefault(place, _scored(placed, document))
            scores[place] = scores.get(place, 0.0) + weight / (_FROM + rank)
    by_others = material.language.sentences.speaks_for_others(material.understood.text) and not scope.pieces
    for place in scores:
        if place in document.index:
            number = document.index[place]
            if by_others and document.placed[number].passage.piece_kind not in NOT_OF_THE_PLAN:
                scores[place] *= _OWN_WORDS
            fit = document.fit(scope, number)
            sentence = document.placed[number].sentence
            if fit is Fit.GENERAL and groups.named_in(sentence.row or sentence.text):
                fit = Fit.PART
            scores[place] *= _FITS[fit]
            if name and not _names(document, number, name):
                scores[place] *= _UNNAMED
    order = sorted(scores, key=lambda place: -scores[place])
    wholes = Wholes(document, articles=bool(scope.zones))
    if gathers:
        starts = {start for start, end in document.runs for _, block in blocks if _begins(document, block, start, end)}
        wholes = Wholes(document, lambda title: material.coverage.of(title) >= ALONE, starts)
    return list(_with_wholes(document, wholes, order, known, twin_of, titles=titles))


def _likely(material: QuestionMaterial, document: ReadDocument, *, titles: bool) -> list[Statement]:
    """The sentences of a document that are likeliest to answer by what was learnt, best first."""
    known = [
        one
        for one in material.statements
        if one.sentence.document == document.slug and one.chance is not None and (titles or not one.heading)
    ]
    return sorted(known, key=lambda one: -(one.chance or 0.0))[:_LIKELY]


def _names(document: ReadDocument, number: int, name: str) -> bool:
    """Whether a sentence, or what stands above it, names a thing."""
    one = document.placed[number]
    said = " ".join((*one.passage.section, document.carried[number].opening, one.sentence.row or one.sentence.text))
    return fold(name) in fold(said)


def _begins(document: ReadDocument, block: ItemBlock, start: int, end: int) -> bool:
    """Whether a list of a document is the one that a block was made of."""
    return start <= document.index[block.items[0][1].sentence.place] < end


def _over_sections(material: QuestionMaterial, said: Sequence[Statement]) -> list[Statement]:
    """For a summary the sections in turn: its points stand in many. Those whose title is the theme wait for none."""
    seen: Counter[tuple[str, ...]] = Counter()
    turns: dict[Place, int] = {}
    for one in said:
        section = (one.sentence.piece, *one.placed.passage.section[-1:], one.carried.title)
        about = material.coverage.of(" ".join(section[1:])) >= ALONE
        turns[one.sentence.place] = 0 if about else seen[section]
        seen[section] += 1
    return sorted(said, key=lambda one: (-round(one.share, 1), turns[one.sentence.place]))


def _of(twins: dict[Place, Place], place: Place) -> Place:
    return twins.get(place, place)


def _best_place(one: ScoredSentence, document: ReadDocument, scope: QuestionScope) -> ScoredSentence:
    """Of a sentence said in several places, the one that stands best to the scope."""
    if not scope or not one.also:
        return one

    def fit(place: Place) -> Fit:
        number = document.index.get(place)
        return Fit.OUT if number is None else document.fit(scope, number)

    best = max((one.sentence, *one.also), key=lambda sentence: fit(sentence.place))
    if best is one.sentence:
        return one
    return replace(one, sentence=best, also=tuple(each for each in (one.sentence, *one.also) if each is not best))


def _lists_about(
    material: QuestionMaterial, document: ReadDocument, scope: QuestionScope
) -> list[tuple[float, ItemBlock]]:
    """The lists about the theme, those that say most of it first."""
    worth = [(worth_of(material, block), block) for block in item_blocks(document, scope)]
    about = (one for one in worth if one[0] >= ALONE and _is_about(material, document, one[1]))
    return sorted(about, key=lambda one: -one[0])[:_MOST_LISTS]


def _is_about(material: QuestionMaterial, document: ReadDocument, block: ItemBlock) -> bool:
    """Whether the items of a list, its title or the line that introduces it say anything of the theme.

    A table may follow a sentence of another subject: « L'édification des clôtures est soumise à déclaration. »
    """
    first = block.items[0][1]
    start = document.index[first.sentence.place]
    above = document.placed[start - 1].sentence.text if start else ""
    introduced = above if above.rstrip().endswith(":") else ""
    titles = " ".join((block.title, block.caption, *document.headings[start][-2:], introduced))
    return material.coverage.of(titles) > 0 or any(material.coverage.of(text) > 0 for text, _ in block.items)


def _with_wholes(
    document: ReadDocument,
    wholes: Wholes,
    order: Sequence[Place],
    known: dict[Place, ScoredSentence],
    twin_of: dict[Place, Place],
    *,
    titles: bool,
) -> Iterator[ScoredSentence]:
    given: set[Place] = set()
    for place in order:
        number = document.index.get(place)
        if number is not None and not titles and document.names_section(number):
            # A title is shown above what it opens, and says nothing by itself.
            together = [document.placed[rank] for rank in _under_title(document, number)]
        else:
            together = [document.placed[rank] for rank in wholes.of(number)] if number is not None else []
        for each in together:
            own = _of(twin_of, each.sentence.place)
            if own not in given:
                given.add(own)
                yield known.get(own) or _scored(each, document)
        if number is None and place not in given:
            given.add(place)
            yield known[place]


def _under_title(document: ReadDocument, number: int) -> list[int]:
    """The first sentences of the section that a title opens."""
    path = document.headings[number]
    found: list[int] = []
    size = 0
    for rank in range(number + 1, min(number + 1 + _UNDER_TITLE, len(document.placed))):
        sentence = document.placed[rank].sentence
        size += len(sentence.row or sentence.text)
        if document.headings[rank][: len(path)] != path or size > _UNDER_TITLE_SIZE:
            break
        if not document.names_section(rank):
            found.append(rank)
    return found


def _scored(one: PlacedSentence, document: ReadDocument) -> ScoredSentence:
    number = document.index[one.sentence.place]
    return ScoredSentence(one.sentence, 0.0, _heading(document, number), one.passage.piece_kind)


def _placed(one: ScoredSentence, document: ReadDocument) -> ScoredSentence:
    """A sentence under the headings of the place where it is shown, which may be another than where it was found."""
    number = document.index.get(one.sentence.place)
    if number is None:
        return one
    return replace(one, heading=_heading(document, number), kind=document.placed[number].passage.piece_kind)


def _heading(document: ReadDocument, number: int) -> tuple[str, ...]:
    """The titles above a sentence, and the line that opens its paragraph: « 2) Dans le secteur N-3 : »."""
    path, opening = document.headings[number], document.carried[number].opening
    return (*path, opening) if opening and opening not in path else path
