"""A list: every item with its page, said to be complete or not; « par secteur » asks for a line for each sector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answering.questions.around import answering, answering_in_scope
from answering.questions.carried_scope import Fit, zones_of
from answering.questions.composition import ALONE, AnswerKind, Composition, DraftLine, QuestionMaterial, line_of
from answering.questions.item_blocks import ItemBlock, announced_in, item_blocks
from answering.questions.item_runs import LEAST
from answering.questions.kinds.rule_answer import rule_of
from answering.questions.numbered_titles import numbered_noun, numbered_titles
from answering.questions.pointed_lists import announced_list, list_of_rows
from answering.questions.statements import Statement
from domain import AnswerForm, PlacedSentence, QuestionKind, StoredSentence
from domain.row_text import cells
from french.content_words import content_words
from french.quantities import read_quantities
from french.question_kinds import asks_for_each, columns_asked, things_listed
from french.zone_codes import canonical, holders

#: Items shown; the share of what introduces a list that it must say; what the items weigh beside it.
_MOST = 40
#: A comma between two things, and not that of a decimal.
_COMMA = re.compile(r",(?!\d)")
_CODE = re.compile(r"\b[A-Z]{1,3}-?\d{1,3}\b")
_ITEMS = 0.8
#: Share of the theme from which a row says all of it.
_WHOLE = 0.9
#: What a list gains whose first column, or whose titles, name the things asked, and a column what is asked of them;
#: what a standard deviation of nearness adds, and items whose nearness is looked at.
_THINGS_LISTED, _THINGS_TITLED, _COLUMN_ASKED, _NEAR, _SAMPLE = 0.4, 0.3, 0.15, 0.1, 5
_SAYS_YES = re.compile(r"\W*(?:oui|x|o|✓)\W*$", re.IGNORECASE)
#: By how much a sentence must say more than any list to stand for it; share of the best from which others stand
#: beside it, and how many.
_SURER, _NEARLY, _MORE = 0.15, 0.9, 4
#: By how much a sentence that names several things may be less likely than the best to come before it, and less likely
#: right than an answer must be: what is right was learnt from questions that want one thing.
_LESS_LIKELY, _LESS_RIGHT = 2.0, -0.85


def compose(material: QuestionMaterial) -> Composition | None:
    """The items of the list that is about the theme; without one, the sentences that answer."""
    if asks_for_each(material.understood.text) and (by_each := _by_zone(material)) is not None:
        return by_each
    if (titles := _numbered(material)) is not None:
        return titles
    known = [
        block for document in material.documents.values() for block in item_blocks(document, material.understood.scope)
    ]
    blocks = [
        (worth, own)
        for block in known
        for own in (block, *_rows_of_theme(material, block))
        if (worth := worth_of(material, own)) >= ALONE
    ]
    said = answering_in_scope(material)
    fullest = max(said, key=lambda one: one.share, default=None)
    most = fullest.share if fullest else 0.0
    if not blocks or (
        most >= ALONE and most > max(worth for worth, _ in blocks) + _SURER and fullest and _enumerates(fullest)
    ):
        pointed = announced_list(material, known, said)
        if pointed is None and not (said and _names_things(said[0])):
            pointed = list_of_rows(material, known, said)
        return _of_items(material, pointed) if pointed else of_sentences(material, said, enumerating=True)
    wanted = material.understood.announced
    worth, best = max(
        blocks,
        key=lambda one: (
            _as_announced(one[1], wanted),
            _own(material, one[1]),
            one[0] + _fitness(material, one[1]),
            len(one[1].items),
        ),
    )
    if (qualified := _qualified(material, best)) is not None:
        lines = tuple(DraftLine(text, (one.sentence,), carrier=_title_of(best)) for text, one in qualified[:_MOST])
        note = f"{len(qualified)} lignes sur {len(best.items)} du tableau répondent à ce que la question précise."
        return Composition(lines, AnswerForm.LIST, note=note)
    return _of_items(material, best)


def _of_items(material: QuestionMaterial, best: ItemBlock) -> Composition:
    """The items of a list, and whether they are as many as are announced."""
    lines = tuple(DraftLine(text, (one.sentence,), carrier=_title_of(best)) for text, one in best.items[:_MOST])
    announced = material.understood.announced or best.announced or _announced_elsewhere(material)
    complete = None if announced is None else len(best.items) >= announced
    return Composition(lines, AnswerForm.LIST, complete=complete, note=list_note(len(best.items), announced))


def _numbered(material: QuestionMaterial) -> Composition | None:
    """The numbered titles that are asked for (« les quatre axes »), of the document that has most."""
    noun = numbered_noun(material.understood.text, material.understood.theme)
    if noun is None:
        return None
    found = [numbered_titles(document, material.understood.scope, noun) for document in material.documents.values()]
    best = max((one for one in found if one is not None), key=lambda one: len(one.items), default=None)
    if best is None:
        return None
    announced = material.understood.announced
    complete = None if announced is None else len(best.items) >= announced
    lines = tuple(DraftLine(text, (one.sentence,)) for text, one in best.items[:_MOST])
    return Composition(lines, AnswerForm.LIST, complete=complete, note=list_note(len(best.items), announced))


def _rows_of_theme(material: QuestionMaterial, block: ItemBlock) -> list[ItemBlock]:
    """The rows of a table that say the whole theme, where the others do not and its title does not either."""
    if material.coverage.of(block.head) >= ALONE:
        return []
    own = tuple(item for item in block.items if material.coverage.of(item[0]) >= _WHOLE)
    return [replace(block, items=own, announced=None)] if LEAST <= len(own) < len(block.items) else []


def of_sentences(
    material: QuestionMaterial, said: Sequence[Statement], *, enumerating: bool = False
) -> Composition | None:
    """Where no list or side is about it, the sentences that say as much as the best: one may name all items.

    Of a list (``enumerating``) one that names several things comes before others about as likely.
    """
    composed = rule_of(material, _enumerating_first(said) if enumerating else said)
    if composed is None:
        return None
    told = {sentence.place for line in composed.lines for sentence in line.sentences}
    most = max((one.share for one in said), default=0.0)
    more = [one for one in said if one.share >= max(ALONE, _NEARLY * most) and one.sentence.place not in told]
    more.sort(key=lambda one: not _enumerates(one))
    named = _enumerated_after(material, composed.lines[0].sentences[0]) if composed.lines[0].sentences else []
    lines = (*composed.lines[:1], *named, *composed.lines[1:], *(line_of(one) for one in more[:_MORE]))
    return replace(composed, lines=tuple(dict.fromkeys(lines)))


def _enumerating_first(said: Sequence[Statement]) -> list[Statement]:
    """Statements, first of them one that names several things, else one that stands, about as likely as the best."""
    best = max((one.chance or 0.0 for one in said), default=0.0)
    near = [one for one in said if one.right is not None and (one.chance or 0.0) >= best - _LESS_LIKELY]
    named = next((one for one in near if _names_things(one)), None)
    first = replace(named, right=max(named.right or 0.0, 0.0)) if named else next((o for o in near if o.stands), None)
    if first is None:
        return list(said)
    return [first, *(one for one in said if one.sentence.place != first.sentence.place)]


def _names_things(one: Statement) -> bool:
    """Whether a sentence names several things and is not far from right."""
    return _enumerates(one) and one.right is not None and one.right >= _LESS_RIGHT


def _enumerated_after(material: QuestionMaterial, sentence: StoredSentence) -> list[DraftLine]:
    """The next sentence, where it names the things that this one tells of: « Quatre ont été délimités : A, B, C »."""
    document = material.documents[sentence.document]
    place = document.index.get(sentence.place)
    following = document.after(place, 1) if place is not None else []
    text = document.placed[following[0]].sentence.text if following else ""
    if not following or ":" not in text or text.count(",") + text.count(" ; ") < 2:
        return []
    return [DraftLine(text, (document.placed[following[0]].sentence,))]


def _enumerates(one: Statement) -> bool:
    """Whether a sentence names several things: « A, B et C », « A ; B ; C »; a row of a table is one of them."""
    text = one.sentence.text
    commas = len(_COMMA.findall(text))
    return one.sentence.row is None and (max(commas, text.count(" ; ")) >= 2 or (":" in text and commas > 0))


def worth_of(material: QuestionMaterial, block: ItemBlock) -> float:
    """How much of the theme a list says: what introduces it, else its items."""
    required = material.understood.required
    if required and not required & content_words(block.head):
        return 0.0
    shares = [material.coverage.of(text, block.head) for text, _ in block.items[:_MOST]]
    # The codes that a question names (« M1 à M6 ») are said by the list as a whole, each by its item.
    codes = " ".join(code for text, _ in block.items[:_MOST] for code in _CODE.findall(text)[:1])
    return max(material.coverage.of(codes, block.head), _ITEMS * sum(shares) / max(len(shares), 1))


def _qualified(material: QuestionMaterial, block: ItemBlock) -> list[tuple[str, PlacedSentence]] | None:
    """The rows whose cell is what the question says of its column (« de sensibilité forte »); None: it says none.

    A column whose name the question says whole and whose cells say yes or no keeps the rows that say yes.
    """
    theme = material.understood.theme
    for column in dict.fromkeys(name for text, _ in block.items for name, _ in cells(text)):
        named = content_words(column)
        if not named & theme:
            continue
        values = [(text, one, dict(cells(text)).get(column, "")) for text, one in block.items]
        if named <= theme and any(_SAYS_YES.match(cell) for _, _, cell in values):
            fitting = [(text, one) for text, one, cell in values if _SAYS_YES.match(cell)]
        else:
            words = [(text, one, content_words(cell)) for text, one, cell in values]
            fitting = [(text, one) for text, one, said in words if said and said <= theme]
        if fitting and len(fitting) < len(block.items):
            return fitting
    return None


def _fitness(material: QuestionMaterial, block: ItemBlock) -> float:
    """How well a list fits besides its words: it is a list of the very things asked, and near in meaning."""
    text, _ = block.items[0]
    columns = [name for name, _ in cells(text) if name]
    titles = " ".join((block.title, block.caption, *block.items[0][1].passage.section[-1:]))
    things = things_listed(material.understood.text)
    fitness = 0.0
    if things and things & content_words(" ".join(columns[:1])):
        fitness += _THINGS_LISTED
    elif things and things & content_words(titles):
        fitness += _THINGS_TITLED
    if len(columns) > 1 and (asked_of := columns_asked(material.understood.text)):
        fitness += _COLUMN_ASKED * bool(asked_of & content_words(" ".join(columns[1:])))
    near = [found.near for _, one in block.items[:_SAMPLE] if (found := material.near.get(one.sentence.place))]
    return fitness + _NEAR * max(-1.0, min(sum(near) / max(len(near), 1), 4.0))


def _own(material: QuestionMaterial, block: ItemBlock) -> bool:
    """Whether a list stands for the very scope that is asked, and not for all zones."""
    scope, document = material.understood.scope, material.documents[block.document]
    place = document.index[block.items[0][1].sentence.place]
    return bool(scope) and document.fit(scope, place) is not Fit.GENERAL


def _as_announced(block: ItemBlock, wanted: int | None) -> bool:
    return wanted is not None and abs(len(block.items) - wanted) <= 1


def _title_of(block: ItemBlock) -> str:
    """The title of its table; else of its section, which on scanned pages may be that of the page before."""
    if block.title:
        return block.title
    titles = block.items[0][1].passage.section
    return titles[-1] if titles else ""


def _announced_elsewhere(material: QuestionMaterial) -> int | None:
    """The number of items that the sentence which says most of the theme announces."""
    for one in material.statements[:3]:
        if one.share >= ALONE and (number := announced_in(one.text)) is not None:
            return number
    return None


def list_note(found: int, announced: int | None) -> str:
    """How many items were found, of how many that are announced."""
    if announced is None:
        return f"{found} éléments relevés ; le document n'annonce pas leur nombre."
    if found >= announced:
        return f"Liste complète : {found} éléments relevés, {announced} annoncés."
    return f"Liste incomplète : {found} éléments relevés sur {announced} annoncés."


def _by_zone(material: QuestionMaterial) -> Composition | None:
    """A line for each sector of the zones asked, and the sectors for which nothing was found."""
    found = [
        one for one in answering(material, material.statements) if one.share >= ALONE and one.fit is not Fit.GENERAL
    ]
    # Those that say the theme themselves go before those that only stand under its title, figures before words.
    said = [one for one in found if material.coverage.of(one.text) >= ALONE] or found
    given = [one for one in said if any(quantity.unit for quantity in read_quantities(one.text))] or said
    shares = max((one.share for one in given), default=0.0)
    lines: list[DraftLine] = []
    told: set[str] = set()

    # The rules under a title of the theme first, then those that speak of it elsewhere.
    def order(one: Statement) -> tuple[str, bool, int]:
        return one.sentence.document, material.coverage.of(one.carried.title) < ALONE, one.place

    for one in sorted(given, key=order):
        zones = one.carried.zones
        if not zones or one.share < shares:
            continue
        told |= zones
        lines.append(line_of(one, side=", ".join(sorted(zone.upper() for zone in zones))))
    if not lines:
        return None
    missing = _sectors(material) - told
    missing = {zone for zone in missing if not set(holders(zone)) & told}
    note = f"Sans règle trouvée : {', '.join(sorted(zone.upper() for zone in missing))}." if missing else ""
    return Composition(tuple(lines[:_MOST]), AnswerForm.TABLE, complete=not missing, note=note)


def _sectors(material: QuestionMaterial) -> set[str]:
    """The sectors of the zones asked; the zones themselves where they have none."""
    asked = [canonical(zone) for zone in material.understood.scope.zones]
    known: Sequence[str] = sorted({zone for one in material.documents.values() for zone in zones_of(one.carried)})
    return {zone for zone in known if any(own in holders(zone) for own in asked)}


ENTRY = AnswerKind(QuestionKind.LIST, compose, gathers=True)
