"""Text of an open page as a reader of the page sees it: what is not seen left out, in reading order, with its tables.

The caller holds PDFium's lock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from domain.ledger import Fate
from ingestion.layout.columns import find_columns, read_as_prose
from ingestion.layout.fields import place_beside
from ingestion.layout.glyphs import Glyphs, rects_of
from ingestion.layout.hidden_text import hidden_text
from ingestion.layout.line_numbers import line_numbers
from ingestion.layout.page_objects import PageObjects
from ingestion.layout.page_space import PageSpace, Rect
from ingestion.layout.painted_order import in_painted_order
from ingestion.layout.permutation import LINE_KEY, Key, Order, places_in_order, reordered, runs_in_order
from ingestion.layout.raised_digits import raised_digits
from ingestion.layout.ruled import RuledGrid, find_grids, ruling_of
from ingestion.layout.stray_text import stray_text
from ingestion.layout.struck_text import crossed_text, strike_of, struck_text
from ingestion.layout.symbols import symbol_texts, written_symbols
from ingestion.layout.table_cells import TableSpans, place_in_cells

Edges = tuple[float, ...]

LAST = 1_000_000  # key of what is read after all else: text in the margin that runs another way


@dataclass(frozen=True, slots=True)
class SetAside:
    """Text of a page that no sentence holds: what became of it, its characters that are not white space, itself."""

    fate: Fate
    characters: int
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Text in reading order, made of the runs ``order`` of the file's text.

    Of its tables, the cells as offsets and the left edges of the columns. ``aside`` is what was left out,
    ``under_picture`` says that a picture lies over the text, as a scanner's software sets it, ``sideways`` that
    the text runs from bottom to top of the displayed page, or from top to bottom. From ``turned`` on, the text
    runs another way than the rest.
    """

    text: str
    order: Order = ()
    tables: tuple[tuple[TableSpans, Edges], ...] = ()
    aside: tuple[SetAside, ...] = ()
    under_picture: bool = False
    sideways: bool = False
    turned: int | None = None


def lay_out(page: Any, textpage: Any, objects: PageObjects, space: PageSpace, strikes: Sequence[Rect] = ()) -> Layout:
    """What an open page that draws these objects gives to read; ``space`` is that of the page.

    ``strikes`` are places (left, bottom, right, top in the page's space) that an annotation strikes out undrawn.

    Most pages cost little here: characters are looked at one by one only where something was found
    that asks for it.
    """
    text = str(textpage.get_text_range())
    if not text.strip():
        return Layout(text)
    seen = _see(page, textpage, text, objects, space, strikes)
    text = seen.text
    if seen.grids:
        found = place_in_cells(text, seen.glyphs.middles, seen.grids)
        if found is not None:
            keys = [seen.key(index, key) for index, key in enumerate(found.keys)] if seen.turned else found.keys
            order = runs_in_order(text, keys, seen.fates)
            tables = found.tables(places_in_order(order, len(text)))
            return _laid_out(text, order, tables, seen)
    return _laid_out(text, _in_columns(text, seen), (), seen)


def _laid_out(text: str, order: Order, tables: tuple[tuple[TableSpans, Edges], ...], seen: _Seen) -> Layout:
    said = reordered(text, order)
    turned = None
    if seen.turned:
        places = places_in_order(order, len(text))
        own = {places[index] for index in seen.turned}
        turned = len(said)
        while turned and (turned - 1 in own or said[turned - 1].isspace()):
            turned -= 1
    return Layout(said, order, tables, seen.aside, seen.under_picture, seen.sideways, turned)


@dataclass(slots=True)
class _Seen:
    """A page's text with what becomes of its characters, by index, in the space in which it runs to the right.

    ``painted`` gives the order of painting of its texts, by address, where they run another way on the page.
    """

    text: str
    space: PageSpace
    rects: Sequence[Rect]
    glyphs: Glyphs
    fates: dict[int, Fate] = field(default_factory=dict)
    turned: Mapping[int, int] = field(default_factory=dict)
    added: Set[int] = frozenset()
    grids: Sequence[RuledGrid] = ()
    aside: tuple[SetAside, ...] = ()
    under_picture: bool = False
    sideways: bool = False
    painted: Mapping[int, int] = field(default_factory=dict)

    def key(self, index: int, key: Key | None) -> Key | None:
        """The key of a character, that of the margin for one that runs another way outside the tables."""
        if index in self.turned and key is not None and len(key) <= LINE_KEY:
            return (LAST + self.turned[index],)
        return key


def _see(page: Any, textpage: Any, text: str, objects: PageObjects, space: PageSpace, strikes: Sequence[Rect]) -> _Seen:
    seen = _Seen(text, space, rects_of(textpage, space), Glyphs(textpage, text, space))
    hidden = hidden_text(page, objects, seen.rects, seen.glyphs)
    seen.fates, seen.under_picture = dict(hidden.fates), hidden.under_picture
    stray = stray_text(objects.texts, objects.styles, space)
    if stray.quarters:
        seen.sideways = stray.quarters % 2 == 1
        seen.painted = {one.address: one.rank for one in objects.texts}
        seen.space = space.turned(stray.quarters)
        seen.rects = rects_of(textpage, seen.space)
        seen.glyphs = Glyphs(textpage, text, seen.space)
    glyphs = seen.glyphs
    if stray.watermarks:
        for index, _ in glyphs.of_objects(stray.watermarks):
            seen.fates.setdefault(index, Fate.WATERMARK)
    if stray.turned:
        seen.turned = {index: stray.turned[address] for index, address in glyphs.of_objects(stray.turned)}
    if objects.added:
        seen.added = {index for index, _ in glyphs.of_objects(objects.added)}
    ruling = ruling_of(objects.paths, seen.space)
    seen.grids = find_grids(ruling.edges)
    level = (*ruling.level, *(strike_of(seen.space.rect(*place)) for place in strikes))
    raised = raised_digits(text, seen.rects, glyphs)
    for fate, indices in (
        (Fate.STRUCK, struck_text(level, seen.rects, glyphs)),
        (Fate.STRUCK, crossed_text(ruling.slants, seen.rects, glyphs)),
        (Fate.LINE_NUMBER, line_numbers(text, seen.rects, glyphs, [grid.frame for grid in seen.grids])),
        (Fate.NOTE_CALL, raised.calls),
    ):
        for index in indices:
            seen.fates.setdefault(index, fate)
    seen.aside = tuple(_set_aside(text, seen.fates))
    symbols = symbol_texts(objects.texts)
    set_in = ((index, symbols[address]) for index, address in glyphs.of_objects(symbols)) if symbols else ()
    written = {**written_symbols(text, set_in), **raised.written}
    if written:
        chars = list(text)
        for index, char in written.items():
            chars[index] = char
        seen.text = "".join(chars)
    return seen


def _set_aside(text: str, fates: Mapping[int, Fate]) -> list[SetAside]:
    """The text of each fate, white space between its characters kept."""
    if not fates:
        return []
    parts: dict[Fate, list[str]] = {}
    counts: Counter[Fate] = Counter()
    last: dict[Fate, int] = {}
    for index in sorted(fates):
        fate = fates[index]
        run = parts.setdefault(fate, [])
        between = text[last.get(fate, index - 1) + 1 : index]
        if between:
            run.append(between if between.isspace() else "\n")
        run.append(text[index])
        counts[fate] += 1
        last[fate] = index
    return [SetAside(fate, counts[fate], " ".join("".join(run).split())) for fate, run in parts.items()]


def _in_columns(text: str, seen: _Seen) -> Order:
    """The order of a page without tables, whose columns may be written line by line."""
    columns = find_columns(seen.rects, seen.space.width)
    if columns is not None and columns.doubtful and not read_as_prose(text, seen.glyphs.middles, columns):
        columns = None
    if columns is None and seen.painted:
        lines = in_painted_order(text, seen.painted, seen.glyphs)
        return runs_in_order(text, [seen.key(index, key) for index, key in enumerate(lines)], seen.fates)
    if columns is None:
        if not seen.fates and not seen.turned and not seen.added:
            return ()
        if seen.added:
            return runs_in_order(text, place_beside(text, seen.added, seen.glyphs), seen.fates)
        plain: list[Key | None] = [None if char.isspace() else (0,) for char in text]
        if seen.turned:
            plain = [seen.key(index, key) for index, key in enumerate(plain)]
        return runs_in_order(text, plain, seen.fates)
    places = seen.glyphs.middles
    inside = [place is not None and columns.top - 1 <= place[1] <= columns.bottom + 1 for place in places]
    first = inside.index(True) if True in inside else 0
    keys: list[Key | None] = []
    for index, place in enumerate(places):
        if place is None:
            keys.append(None)
        elif inside[index]:
            keys.append((1 + sum(gutter <= place[0] for gutter in columns.gutters),))
        else:
            keys.append((0,) if index < first else (len(columns.gutters) + 2,))
    return runs_in_order(text, [seen.key(index, key) for index, key in enumerate(keys)], seen.fates)
