"""PowerPoint: what each slide shows, in the order of the page, with its notes; hidden slides and shapes are apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent, Unread
from ingestion.formats.readers.chart_texts import add_chart
from ingestion.formats.readers.drawings import diagram, drawn_paragraphs, in_order_shown, other_diagrams
from ingestion.formats.readers.package import Package, attribute, child, children, name_of
from ingestion.layout.table_rows import GridCell, TableGrid, table_lines

_SHAPES = ("p:sp", "p:grpSp", "p:graphicFrame", "p:pic", "p:cxnSp")
_TITLES = ("title", "ctrTitle")
_LEVEL = 72_000  # English Metric Units, 2 mm
_MARGINS = ("dt", "ftr", "hdr")


class _Place(NamedTuple):
    """Where a shape is read: titles first, then from the top, then from the left (English Metric Units)."""

    order: int
    top: int
    left: int


def read_slides(path: Path) -> OfficeContent:
    """The content of a PowerPoint presentation; the part of an element is the number of its slide.

    Raises:
        DamagedFile: It is not sound.
    """
    package = Package(path.read_bytes())
    builder = ContentBuilder()
    relations = package.relations(package.main)
    slides = child(package.xml(package.main), "p:sldIdLst")
    told = child(package.xml(package.main), "p:sldSz")
    size = None if told is None else (_number(told, "cx", 0), _number(told, "cy", 0))
    for number, slide in enumerate(slides if slides is not None else (), 1):
        relation = relations.get(attribute(slide, "r:id") or "")
        if relation is not None and not relation.outside and relation.target in package:
            builder.part = number
            _Slide(package, relation.target, builder, size).read()
    return builder.build()


class _Slide:
    def __init__(self, package: Package, part: str, builder: ContentBuilder, size: tuple[int, int] | None):
        self._package = package
        self._part = part
        self._size = size
        self._builder = builder
        self._root = package.xml(part)
        self._hidden = attribute(self._root, "show") in ("0", "false")
        self._diagrams: set[str] = set()
        layout = package.related(part, "slideLayout")
        self._layout = None if layout is None else package.xml(layout)

    def read(self) -> None:
        fate = Fate.NOT_SHOWN if self._hidden else Fate.READ
        self._builder.count(Content.SLIDE, fate)
        tree = child(self._root, "p:cSld", "p:spTree")
        if tree is not None:
            self._shapes(tree, self._hidden, outer=True)
        for text in other_diagrams(self._package, self._part, self._builder, self._diagrams):
            self._say(Category.TEXT, text, self._hidden)
        notes = self._package.related(self._part, "notesSlide")
        if notes is not None:
            self._builder.count(Content.NOTE, fate)
            for shape in self._package.xml(notes).iter():
                if name_of(shape) != "p:sp":
                    continue
                texts = drawn_paragraphs(child(shape, "p:txBody"), self._builder)
                if _placeholder(shape)[0] in ("body", None):
                    for text in texts:
                        self._say(Category.NOTE, text, self._hidden)
                else:
                    self._count_margin(texts)
        for relation in self._package.relations(self._part).values():
            if relation.kind == "comments" and relation.target in self._package:
                for node in self._package.xml(relation.target).iter():
                    text = "".join(one.text or "" for one in node if name_of(one) in ("p:text",))
                    texts = [*drawn_paragraphs(next((o for o in node if name_of(o).endswith(":txBody")), None),
                                               self._builder)]  # fmt: skip
                    self._builder.set_aside(AsideKind.COMMENT, " ".join([text, *texts]))

    def _say(self, category: Category, text: str, hidden: bool, depth: int | None = None) -> None:
        if hidden:
            self._builder.set_aside(AsideKind.HIDDEN, text)
        else:
            self._builder.add(category, text, depth)

    def _shapes(self, tree: Any, hidden: bool, *, outer: bool = False) -> None:
        """Shapes of a slide (``outer``) or a group, each once, in the order in which they are read."""
        shapes = (node for node in in_order_shown(tree) if name_of(node) in _SHAPES)
        for shape in _in_lines(sorted(((self._place(one), one) for one in shapes), key=lambda one: one[0])):
            properties = next((one for one in shape.iter() if name_of(one) == "p:cNvPr"), None)
            own = hidden or attribute(properties, "hidden") in ("1", "true") or (outer and self._is_off(shape))
            name = name_of(shape)
            if name == "p:grpSp":
                self._shapes(shape, own)
            elif name == "p:pic":
                self._builder.not_read(Unread.PICTURE)
            elif name == "p:graphicFrame":
                self._frame(shape, own)
            else:
                self._text(shape, own)

    def _text(self, shape: Any, hidden: bool) -> None:
        kind, _ = _placeholder(shape)
        texts = drawn_paragraphs(child(shape, "p:txBody"), self._builder)
        if kind == "sldNum":
            self._count_margin(texts)
            return
        if kind in _TITLES:
            self._say(Category.TITLE, " ".join(" ".join(texts).split()), hidden, 0)
            return
        for text in texts:
            self._say(Category.MARGIN if kind in _MARGINS else Category.TEXT, text, hidden)

    def _count_margin(self, texts: list[str]) -> None:
        """Counts what repeats on every page: the number of a slide, the head of its notes."""
        self._builder.count(Content.CHARACTER, Fate.RUNNING_HEAD, sum(len("".join(one.split())) for one in texts))

    def _frame(self, frame: Any, hidden: bool) -> None:
        """A table, a diagram, or what is only counted."""
        for node in in_order_shown(frame):
            name = name_of(node)
            if name == "a:tbl":
                lines = table_lines(self._table(node))
                for line in lines if hidden else ():
                    self._builder.set_aside(AsideKind.HIDDEN, line)
                if not hidden:
                    self._builder.table(lines)
            elif name == "dgm:relIds":
                for text in diagram(self._package, self._part, node, self._builder, self._diagrams):
                    self._say(Category.TEXT, text, hidden)
            elif name in ("c:chart", "cx:chart"):
                add_chart(self._package, self._part, node, self._builder)
            elif name == "p:oleObj":
                self._builder.not_read(Unread.OBJECT)
            elif name:
                self._frame(node, hidden)

    def _table(self, table: Any) -> TableGrid:
        rows = list(children(table, "a:tr"))
        grid = TableGrid(len(rows))
        for number, row in enumerate(rows):
            for column, cell in enumerate(children(row, "a:tc")):
                text = "\n".join(drawn_paragraphs(child(cell, "a:txBody"), self._builder))
                if attribute(cell, "hMerge") in ("1", "true") or attribute(cell, "vMerge") in ("1", "true"):
                    self._builder.set_aside(AsideKind.HIDDEN, text)  # what a merged cell covers
                    continue
                wide, high = _number(cell, "gridSpan", 1), _number(cell, "rowSpan", 1)
                grid.put(number, column, GridCell(text, diagonal=_has_diagonal(cell)), rows=high, columns=wide)
        return grid

    def _is_off(self, shape: Any) -> bool:
        """Whether a shape lies beside the slide, where nobody sees it in the show."""
        offset, size = _offset(shape), _size(shape)
        if offset is None or size is None or self._size is None:
            return False
        return any(at + long <= 0 or at >= edge for at, long, edge in zip(offset, size, self._size, strict=True))

    def _place(self, shape: Any) -> _Place:
        kind, index = _placeholder(shape)
        offset = _offset(shape)
        if offset is None and kind is not None and self._layout is not None:
            for one in self._layout.iter():
                if name_of(one) == "p:sp" and _same(_placeholder(one), (kind, index)):
                    offset = _offset(one)
                    break
        left, top = offset or (0, 0)
        return _Place(0 if kind in _TITLES else 1, top, left)


def _in_lines(placed: Sequence[tuple[_Place, Any]]) -> Iterator[Any]:
    """Shapes from the top; of those whose tops are level, within the precision of a hand, the left one first."""
    line: list[tuple[_Place, Any]] = []
    for place, shape in placed:
        if line and (place.order != line[0][0].order or place.top > line[0][0].top + _LEVEL):
            yield from (one for _, one in sorted(line, key=lambda one: one[0].left))
            line = []
        line.append((place, shape))
    yield from (one for _, one in sorted(line, key=lambda one: one[0].left))


def _placeholder(shape: Any) -> tuple[str | None, str | None]:
    """Type and index of the placeholder that a shape fills; no type for a shape that fills none."""
    for kind in ("p:nvSpPr", "p:nvPicPr", "p:nvGraphicFramePr", "p:nvCxnSpPr"):
        found = child(shape, kind, "p:nvPr", "p:ph")
        if found is not None:
            return attribute(found, "type") or "obj", attribute(found, "idx")
    return None, None


def _same(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    if one[0] in _TITLES and other[0] in _TITLES:
        return True
    return one[1] == other[1] if other[1] is not None else one == other


def _has_diagonal(cell: Any) -> bool:
    """Whether a line is drawn from the upper left corner of a cell to the lower right one."""
    line = child(cell, "a:tcPr", "a:lnTlToBr")
    return line is not None and child(line, "a:noFill") is None and len(line) > 0


def _offset(shape: Any) -> tuple[int, int] | None:
    """Left and top edge of a shape, as it says itself."""
    found = _of_frame(shape, "a:off")
    return None if found is None else (_number(found, "x", 0), _number(found, "y", 0))


def _size(shape: Any) -> tuple[int, int] | None:
    """Width and height of a shape, as it says itself."""
    found = _of_frame(shape, "a:ext")
    return None if found is None else (_number(found, "cx", 0), _number(found, "cy", 0))


def _of_frame(shape: Any, name: str) -> Any | None:
    places = [child(shape, properties, "a:xfrm", name) for properties in ("p:spPr", "p:grpSpPr")]
    return next((one for one in [*places, child(shape, "p:xfrm", name)] if one is not None), None)


def _number(node: Any, name: str, otherwise: int) -> int:
    said = attribute(node, name) or ""
    return int(said) if said.lstrip("-").isdecimal() else otherwise
