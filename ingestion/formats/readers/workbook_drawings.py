"""What lies on the cells of a sheet: text boxes, diagrams, fields of forms; pictures and charts are counted."""

from __future__ import annotations

from typing import Any

from domain.ledger import Content
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, Unread
from ingestion.formats.readers.chart_texts import add_chart
from ingestion.formats.readers.drawings import diagram, drawn_paragraphs, in_order_shown
from ingestion.formats.readers.package import Package, attribute, child, name_of

_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_TICKED = ("Checkbox", "Radio")
_CHOICES = ("Drop", "List", "Scroll", "Spin", "Edit")
_OBJECTS = ("oleObject", "package", "control")  # relations of a sheet to what other programs show in it


class SheetDrawings:
    """Reads what lies on one sheet, ``part``; all of it is set aside where the sheet is ``hidden``."""

    def __init__(self, package: Package, part: str, builder: ContentBuilder, hidden: bool):
        self._package = package
        self._part = part
        self._builder = builder
        self._hidden = hidden
        self._controls: set[str] = set()

    def read(self) -> None:
        """Hands on what is found."""
        fields = self._package.related(self._part, "vmlDrawing")
        if fields is not None:
            self._form(self._package.xml(fields))
        drawing = self._package.related(self._part, "drawing")
        if drawing is not None:
            self._shapes(self._package.xml(drawing), drawing, self._hidden)
        for relation in self._package.relations(self._part).values():
            if relation.kind in _OBJECTS:
                self._builder.not_read(Unread.OBJECT)

    def _say(self, text: str, hidden: bool) -> None:
        if hidden:
            self._builder.set_aside(AsideKind.HIDDEN, text)
        else:
            self._builder.add(Category.NOTE, text)

    def _shapes(self, container: Any, part: str, hidden: bool) -> None:
        for node in in_order_shown(container):
            name = name_of(node)
            if name == "xdr:sp":
                self._shape(node, hidden)
            elif name == "xdr:pic":
                self._builder.not_read(Unread.PICTURE)
            elif name in ("c:chart", "cx:chart"):
                add_chart(self._package, part, node, self._builder)
            elif name == "dgm:relIds":
                for text in diagram(self._package, part, node, self._builder, set()):
                    self._say(text, hidden)
            elif name:
                self._shapes(node, part, hidden or _is_hidden(node))

    def _shape(self, shape: Any, hidden: bool) -> None:
        told = {value for node in shape.iter() for key, value in node.attrib.items() if key == "spid"}
        if told & self._controls:
            return  # the copy of a field that was read
        for text in drawn_paragraphs(child(shape, "xdr:txBody"), self._builder):
            self._say(text, hidden or _is_hidden(shape))

    def _form(self, root: Any) -> None:
        """Fields of forms; comments stand in the same drawing, and are read with their cells."""
        for shape in root.iter():
            data = next((one for one in shape if one.tag == f"{_EXCEL}ClientData"), None)
            kind = "" if data is None else data.get("ObjectType") or ""
            if data is None or kind in ("Note", "Pict", ""):
                continue
            self._controls.add(attribute(shape, "id") or "")
            boxes = (one for one in shape if name_of(one) == "v:textbox")
            label = " ".join(" ".join(box.itertext()) for box in boxes)
            if kind in _TICKED:
                ticked = (data.findtext(f"{_EXCEL}Checked") or "0").strip() != "0"
                label = f"{'☑' if ticked else '☐'} {label}"
                self._builder.count(Content.FIELD)
            elif kind in _CHOICES:
                self._builder.not_read(Unread.OBJECT)  # what is chosen stands in other cells
            self._say(" ".join(label.split()), self._hidden)


def _is_hidden(shape: Any) -> bool:
    own = (child(shape, f"xdr:nv{kind}Pr", "xdr:cNvPr") for kind in ("Sp", "GrpSp", "GraphicFrame"))
    return any(attribute(one, "hidden") in ("1", "true") for one in own)
