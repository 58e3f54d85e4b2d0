"""PowerPoint: what each slide shows, in the order of the page, with its notes; hidden slides and shapes are apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent, Unread
from ingestion.formats.readers.drawings import diagram, drawn_paragraphs, other_diagrams
from ingestion.formats.readers.package import Package, attribute, child, children, chosen, name_of
from ingestion.layout.table_rows import GridCell, TableGrid, table_lines

_SHAPES = ("p:sp", "p:grpSp", "p:graphicFrame", "p:pic", "p:cxnSp")
_TITLES = ("title", "ctrTitle")
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
    for number, slide in enumerate(slides if slides is not None else (), 1):
        relation = relations.get(attribute(slide, "r:id") or "")
        if relation is not None and not relation.outside and relation.target in package:
            builder.part = number
            _Slide(package, relation.target, builder).read()
    return builder.build()


class _Slide:
    def __init__(self, package: Package, part: str, builder: ContentBuilder):
        self._package = package
        self._part = part
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
            self._shapes(tree, self._hidden)
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

    def _shapes(self, tree: Any, hidden: bool) -> None:
        """Shapes of a slide or a group, each once, in the order in which they are read."""
        for shape in sorted(_shown(tree), key=self._place):
            properties = next((one for one in shape.iter() if name_of(one) == "p:cNvPr"), None)
            own = hidden or attribute(properties, "hidden") in ("1", "true")
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
        for node in frame.iter():
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
                self._builder.not_read(Unread.CHART)
            elif name == "p:oleObj":
                self._builder.not_read(Unread.OBJECT)

    def _table(self, table: Any) -> TableGrid:
        rows = list(children(table, "a:tr"))
        grid = TableGrid(len(rows))
        for number, row in enumerate(rows):
            for column, cell in enumerate(children(row, "a:tc")):
                if attribute(cell, "hMerge") in ("1", "true") or attribute(cell, "vMerge") in ("1", "true"):
                    continue
                text = "\n".join(drawn_paragraphs(child(cell, "a:txBody"), self._builder))
                wide, high = _number(cell, "gridSpan", 1), _number(cell, "rowSpan", 1)
                grid.put(number, column, GridCell(text), rows=high, columns=wide)
        return grid

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


def _shown(tree: Any) -> Iterator[Any]:
    for node in tree:
        name = name_of(node)
        if name in _SHAPES:
            yield node
        elif name == "mc:AlternateContent":
            option = chosen(node)
            if option is not None:
                yield from _shown(option)


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


def _offset(shape: Any) -> tuple[int, int] | None:
    """Left and top edge of a shape, as it says itself."""
    for properties in ("p:spPr", "p:grpSpPr"):
        found = child(shape, properties, "a:xfrm", "a:off")
        if found is not None:
            return _number(found, "x", 0), _number(found, "y", 0)
    found = child(shape, "p:xfrm", "a:off")
    return None if found is None else (_number(found, "x", 0), _number(found, "y", 0))


def _number(node: Any, name: str, otherwise: int) -> int:
    said = attribute(node, name) or ""
    return int(said) if said.lstrip("-").isdecimal() else otherwise
