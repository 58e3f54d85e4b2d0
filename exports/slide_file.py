"""Slides -> a PowerPoint file: a title on each, alternative texts, titles of tables, French, notes for the speaker."""

from __future__ import annotations

import io
import textwrap
from datetime import UTC
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Cm, Emu, Pt

from exports.deliverable_blocks import (
    Blank,
    Block,
    Bullets,
    DataTable,
    Heading,
    Linked,
    Paragraph,
    Picture,
    Quotation,
    ShownVerdict,
    SlideShow,
    plain,
)
from exports.deliverable_blocks import Slide as SlideContent
from exports.file_text import clean, spaced
from exports.sheet import COLOURS
from exports.slide_layouts import add_slide_number, find_layouts
from exports.template_folder import OUR_TEMPLATE, Template
from exports.word_xml import LANGUAGE

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FONT = "Arial"
_INK, _TITLE, _GREY, _LINK = (RGBColor.from_string(one) for one in ("1C2B33", "1F4E5F", "4A575E", "0B578A"))
_HEAD, _BLANK = RGBColor.from_string("1F4E5F"), RGBColor.from_string("FFF8E1")
LONGEST = 420
"""Characters of a quote on a slide; the whole quote is in the other files."""


def slides_bytes(show: SlideShow, template: Template = OUR_TEMPLATE) -> bytes:
    """The file. Slides of the template stay; one that is ``[[partie:KEY]]`` gives way to the slide of that name."""
    made = Presentation(str(template.slides)) if template.slides is not None else default_slides()
    writer = _SlideFile(made, show, template)
    writer.write()
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def default_slides() -> Any:
    """Our template: white, wide, dark titles; a python-pptx presentation without a slide."""
    show = Presentation()
    show.slide_width, show.slide_height = Cm(33.867), Cm(19.05)
    for layout in show.slide_layouts:
        for held in layout.placeholders:
            _place(held, show)
    for held in show.slide_master.placeholders:
        _place(held, show)
    return show


def _place(held: Any, show: Any) -> None:
    """Placeholders of a 4:3 layout, brought to 16:9."""
    margin, width = Cm(1.5), show.slide_width - Cm(3)
    kind = held.placeholder_format.type
    if kind == PP_PLACEHOLDER.CENTER_TITLE:
        held.left, held.top, held.width, held.height = margin, Cm(5), width, Cm(4)
    elif kind == PP_PLACEHOLDER.SUBTITLE:
        held.left, held.top, held.width, held.height = margin, Cm(9.6), width, Cm(5)
    elif kind == PP_PLACEHOLDER.TITLE:
        held.left, held.top, held.width, held.height = margin, Cm(0.7), width, Cm(2)


class _SlideFile:
    """One file while it is written."""

    def __init__(self, made: Any, show: SlideShow, template: Template):
        self._made = made
        self._show = show
        self._logo = template.logo
        self._own = template.slides is None
        self._layouts = find_layouts(made)

    def write(self) -> None:
        """Every slide, in the order of the template."""
        markers = self._markers()
        given = len(self._made.slides)
        if not given:
            self._first()
        slides = {slide.key: slide for slide in self._show.slides}
        left = [slide for slide in self._show.slides if slide.key not in markers.values()]
        if markers and "parties" not in markers.values():
            left = [slide for slide in left if slide.required]
        order = list(self._made.slides._sldIdLst)
        for at, name in markers.items():
            chosen = left if name == "parties" else [slides[name]] if name in slides else []
            for added in [self._slide(slide) for slide in chosen]:
                order[at].addprevious(added)
        if "parties" not in markers.values():
            for slide in left:
                self._slide(slide)
        for at in markers:  # last: new slides are numbered by how many there are
            self._drop(order[at])
        self._properties()

    def _markers(self) -> dict[int, str]:
        """Slides of the template that are a marker, by their rank; texts are filled on the way."""
        found: dict[int, str] = {}
        for number, slide in enumerate(self._made.slides):
            for shape in slide.shapes:
                if not shape.has_text_frame:
                    continue
                text = shape.text_frame.text.strip()
                if text.startswith("[[") and text.endswith("]]"):
                    name = text[2:-2].strip()
                    if name == "parties" or name.startswith("partie:"):
                        found[number] = name.removeprefix("partie:").strip()
                        continue
                self._fill(shape)
        return found

    def _fill(self, shape: Any) -> None:
        said = {"titre": self._show.title, "sous-titre": self._show.subtitle,
                "date": self._show.made.strftime("%d/%m/%Y")}  # fmt: skip
        for paragraph in shape.text_frame.paragraphs:
            whole = "".join(run.text for run in paragraph.runs)
            filled = whole
            for name, text in said.items():
                filled = filled.replace(f"[[{name}]]", clean(text))
            if filled != whole:
                for run in paragraph.runs[1:]:
                    run.text = ""
                paragraph.runs[0].text = filled

    def _drop(self, identifier: Any) -> None:
        self._made.part.drop_rel(identifier.rId)
        identifier.getparent().remove(identifier)

    def _first(self) -> None:
        slide = self._made.slides.add_slide(self._layouts.first)
        title = slide.shapes.title
        _say(title.text_frame, textwrap.shorten(clean(self._show.title), 140, placeholder="…"), 34, _TITLE, bold=True)
        for held in slide.placeholders:
            if held.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE:
                below = (
                    f"{textwrap.shorten(clean(self._show.subtitle), 300, placeholder='…')}\n{self._show.made:%d/%m/%Y}"
                )
                _say(held.text_frame, below, 18, _GREY)
        if self._logo is not None:
            drawn = slide.shapes.add_picture(io.BytesIO(self._logo), Cm(1.5), Cm(1), height=Cm(2.4))
            drawn._element.nvPicPr.cNvPr.set("descr", "Logo du service")

    def _slide(self, content: SlideContent) -> Any:
        """Add a slide at the end; returns its place in the list of slides."""
        slide = self._made.slides.add_slide(self._layouts.titled)
        _say(slide.shapes.title.text_frame, textwrap.shorten(clean(content.title), 110, placeholder="…"), 26, _TITLE,
             bold=True, own=self._own)  # fmt: skip
        for held in list(slide.placeholders):
            if held.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                held._element.getparent().remove(held._element)
        title = slide.shapes.title
        top = (title.top or 0) + (title.height or 0) + Cm(0.3)
        left, width = title.left or Cm(1.5), title.width or self._made.slide_width - Cm(3)
        bottom = self._made.slide_height - Cm(0.9)
        if self._own:
            add_slide_number(slide, self._made, Pt(11), _GREY, FONT)
        for number, block in enumerate(content.blocks):
            share = (bottom - top) // (len(content.blocks) - number)
            top += self._block(slide, block, left, top, width, share) + Cm(0.25)
        if content.notes:
            slide.notes_slide.notes_text_frame.text = clean(content.notes)
        return self._made.slides._sldIdLst[-1]

    def _block(self, slide: Any, block: Block, left: int, top: int, width: int, room: int) -> int:
        """Show a block in this height at most; returns what it took."""
        if isinstance(block, Picture):
            return self._picture(slide, block, left, top, width, room)
        if isinstance(block, DataTable):
            return self._table(slide, block, left, top, width, room)
        lines = _lines(block)
        size = 24.0 if isinstance(block, Bullets) else 20.0
        while size > 10 and _height(lines, width, size) > room:
            size -= 1
        height = min(_height(lines, width, size), room)
        box = slide.shapes.add_textbox(left, top, width, height)
        box.text_frame.word_wrap = True
        if isinstance(block, Blank):
            box.fill.solid()
            box.fill.fore_color.rgb = _BLANK
            box.line.color.rgb = RGBColor.from_string("8A6D00")
        for number, (text, href) in enumerate(lines):
            paragraph = box.text_frame.paragraphs[0] if number == 0 else box.text_frame.add_paragraph()
            run = paragraph.add_run()
            run.text = clean(spaced(text))
            _look(
                run, size if not href else max(9.0, size - 4), _LINK if href else _INK, italic=isinstance(block, Blank)
            )
            if href:
                run.hyperlink.address = href
            paragraph.space_after = Pt(4)
        return int(height)

    def _picture(self, slide: Any, block: Picture, left: int, top: int, width: int, room: int) -> int:
        drawn = slide.shapes.add_picture(io.BytesIO(block.png), left, top, width=width)
        if drawn.height > room:
            drawn.width, drawn.height = int(drawn.width * room / drawn.height), room
            drawn.left = left + (width - drawn.width) // 2
        drawn._element.nvPicPr.cNvPr.set("descr", clean(block.alternative))
        return int(drawn.height)

    def _table(self, slide: Any, block: DataTable, left: int, top: int, width: int, room: int) -> int:
        rows = len(block.rows) + 1
        size = 16.0 if rows <= 9 else 11.0 if rows <= 14 else 9.0
        height = min(room, int(Pt(size * 1.9)) * rows)
        frame = slide.shapes.add_table(rows, len(block.headers), left, top, width, height)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(block.caption))
        table = frame.table
        widths = block.widths or (1.0,) * len(block.headers)
        for column, share in zip(table.columns, widths, strict=True):
            column.width = Emu(int(width * share / sum(widths)))
        for row in table.rows:
            row.height = Emu(height // rows)
        for column, said in enumerate(block.headers):
            cell = table.cell(0, column)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _HEAD
            _in_cell(cell, said, size, RGBColor.from_string("FFFFFF"), bold=True)
        for number, content in enumerate(block.rows, 1):
            for column, one in enumerate(content):
                cell = table.cell(number, column)
                tinted = isinstance(one, ShownVerdict) and one.verdict is not None
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(
                    COLOURS[one.verdict] if isinstance(one, ShownVerdict) and one.verdict else "FFFFFF"
                )
                italic = isinstance(one, ShownVerdict) and not one.established
                said = plain(one)
                _in_cell(
                    cell, said, size, _INK, italic=italic and tinted, href=one.href if isinstance(one, Linked) else None
                )
        return height

    def _properties(self) -> None:
        core = self._made.core_properties
        core.title, core.subject = clean(self._show.title)[:255], clean(self._show.subtitle)[:255]
        core.author, core.language = "BIOLLM", LANGUAGE
        core.created = core.modified = self._show.made.astimezone(UTC).replace(tzinfo=None)


def _lines(block: Block) -> list[tuple[str, str | None]]:
    """The lines of a block of text, each with its address where it has one."""
    if isinstance(block, Bullets):
        return [(f"• {item}", None) for item in block.items]
    if isinstance(block, Quotation):
        quote = textwrap.shorten(clean(block.text), LONGEST, placeholder=" […]")
        source = f"{block.source} – {block.status}" if block.status else block.source
        return [(f"« {quote} »", None), (source, block.href or "")] if block.href else [(f"« {quote} »", None),
                                                                                      (source, None)]  # fmt: skip
    if isinstance(block, Blank):
        return [(f"À compléter : {block.prompt}", None), *[("", None)] * block.lines]
    if isinstance(block, Heading | Paragraph):
        return [(block.text, None)]
    raise TypeError(type(block))


def _height(lines: list[tuple[str, str | None]], width: int, size: float) -> int:
    """Height of a text: a letter is about half as wide as it is high."""
    across = max(1, int(width / Pt(size * 0.52)))
    count = sum(max(1, -(-len(text) // across)) for text, _ in lines)
    return int(Pt(size * 1.25)) * count + int(Pt(4)) * len(lines) + int(Cm(0.3))


def _say(frame: Any, text: str, size: float, colour: RGBColor, *, bold: bool = False, own: bool = True) -> None:
    frame.text = clean(spaced(text))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", LANGUAGE)
            if own:
                _look(run, size, colour, bold=bold)


def _look(run: Any, size: float, colour: RGBColor, *, bold: bool = False, italic: bool = False) -> None:
    run.font.size, run.font.name, run.font.bold, run.font.italic = Pt(size), FONT, bold, italic
    run.font.color.rgb = colour
    run._r.get_or_add_rPr().set("lang", LANGUAGE)


def _in_cell(cell: Any, text: str, size: float, colour: RGBColor, *, bold: bool = False, italic: bool = False,
             href: str | None = None) -> None:  # fmt: skip
    cell.margin_top = cell.margin_bottom = Cm(0.08)
    cell.margin_left = cell.margin_right = Cm(0.15)
    paragraph = cell.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = clean(spaced(text))
    _look(run, size, colour, bold=bold, italic=italic)
    if href:
        run.hyperlink.address = href
