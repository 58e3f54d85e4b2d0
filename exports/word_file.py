"""Blocks -> a Word file that a person goes on writing: real styles, contents, links, alternative texts, no macro."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Sequence
from datetime import UTC
from itertools import zip_longest
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Emu

from exports.deliverable_blocks import (
    Blank,
    Block,
    Bullets,
    DataTable,
    DeliverablePart,
    Heading,
    Linked,
    Paragraph,
    Picture,
    Quotation,
    ShownVerdict,
    TableText,
    Written,
)
from exports.file_text import clean
from exports.sheet import COLOURS
from exports.template_folder import OUR_TEMPLATE, Template
from exports.word_template import (
    BLANK,
    CONTENTS,
    CONTENTS_NOTE,
    CONTENTS_TITLE,
    LINK,
    NOT_REVIEWED,
    NOTE,
    QUOTE,
    SMALL_TEXT,
    SOURCE,
    TABLE,
    TABLE_HEAD,
    TABLE_TEXT,
    default_word,
)
from exports.word_xml import (
    LANGUAGE,
    Hyperlinks,
    add_bookmark,
    add_contents,
    add_field,
    add_run,
    child,
    column_widths,
    describe_picture,
    keep_with_next,
    paragraph_in,
    remove_paragraph,
    replace_text,
    start_table,
    table_cell,
    table_row,
    update_fields_when_opened,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARKER = re.compile(r"\s*\[\[\s*([^\[\]]+?)\s*\]\]\s*")
TITLE_LENGTH = 150
"""Characters of a title on the first page: what is longer is cut there, and whole in the text."""
BESIDE_TITLE, BESIDE_TITLE_LANDSCAPE = 24, 11
"""Lines of a table of contents that still stand on the first page, under the title."""
HEAD_COLOUR = "1F4E5F"
"""Behind titles of columns: a template with another table style keeps them legible all the same."""
_TWENTIETHS = 635
"""EMU in a twentieth of a point."""


def word_bytes(written: Written, template: Template = OUR_TEMPLATE) -> bytes:
    """The file. The text of the template stays; its markers give way to what they name."""
    document = Document(str(template.word)) if template.word is not None else default_word()
    return _WordFile(document, written, template.logo).bytes()


class _WordFile:
    """One file while it is written."""

    def __init__(self, document: Any, written: Written, logo: bytes | None):
        self._document = document
        self._written = written
        self._logo = logo
        self._links = Hyperlinks(document.part)
        self._ids = {style.name: style.style_id for style in document.styles}
        self._pictures = self._pictures_told = self._tables = 0
        self._titles: list[tuple[int, str, str]] = []
        self._before: Any = None

    def bytes(self) -> bytes:
        """Fill the markers and save."""
        if self._written.landscape:
            self._turn()
        self._fill_texts()
        self._write_parts()
        self._properties()
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    # --- Markers --------------------------------------------------------------------------------

    def _fill_texts(self) -> None:
        said = {
            "titre": textwrap.shorten(clean(self._written.title), TITLE_LENGTH, placeholder="…"),
            "sous-titre": textwrap.shorten(clean(self._written.subtitle), 600, placeholder="…"),
            "date": self._written.made.strftime("%d/%m/%Y"),
        }
        for paragraph in self._every_paragraph():
            for name, text in said.items():
                for written in (f"[[{name}]]", f"[[ {name} ]]"):
                    if written in paragraph.text:
                        replace_text(paragraph, written, text)

    def _every_paragraph(self) -> list[Any]:
        found = list(self._document.paragraphs)
        for table in self._document.tables:
            found += [one for row in table.rows for cell in row.cells for one in cell.paragraphs]
        for section in self._document.sections:
            for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
                if not part.is_linked_to_previous:
                    found += part.paragraphs
        return found

    def _write_parts(self) -> None:
        markers = [(paragraph, match[1]) for paragraph in self._document.paragraphs
                   if (match := MARKER.fullmatch(paragraph.text))]  # fmt: skip
        named = [name.removeprefix("partie:").strip() for _, name in markers if name.startswith("partie:")]
        rest = [part for part in self._written.parts if part.key not in named]
        after = next((one for one, name in markers if name == "parties"), None)
        contents = next((one for one, name in markers if name == "sommaire"), None)
        for paragraph, name in markers:
            if name == "logo":
                self._put_logo(paragraph)
            elif name.startswith("partie:"):
                key = name.removeprefix("partie:").strip()
                self._at(paragraph, [part for part in self._written.parts if part.key == key])
            elif name == "parties":
                self._at(paragraph, rest)
        if after is None:  # the template orders the parts itself: those that cannot be left out come last
            left = [part for part in rest if part.required or not named]
            self._at(self._document.add_paragraph(), left)
        if contents is not None:
            self._put_contents(contents)

    def _at(self, marker: Any, parts: Sequence[DeliverablePart]) -> None:
        """Write parts in the place of a marker."""
        self._before = marker._p
        for part in parts:
            self._title(part.title, 1, new_page=part.new_page)
            for block, following in zip_longest(part.blocks, part.blocks[1:]):
                self._block(block)
                if _introduces(block, following):
                    keep_with_next(self._before.getprevious())
        remove_paragraph(marker)

    def _put_logo(self, paragraph: Any) -> None:
        if self._logo is None:
            remove_paragraph(paragraph)
            return
        replace_text(paragraph, paragraph.text, "")
        drawn = paragraph.add_run().add_picture(io.BytesIO(self._logo), height=Cm(2))
        self._pictures += 1
        describe_picture(drawn._inline, self._pictures, "Logo du service")

    def _put_contents(self, paragraph: Any) -> None:
        if not self._written.contents or not self._titles:
            remove_paragraph(paragraph)
            return
        wanted = [one for one in self._titles if one[0] == 1] if len(self._titles) > 45 else self._titles
        self._before = paragraph._p
        if len(wanted) > (BESIDE_TITLE_LANDSCAPE if self._written.landscape else BESIDE_TITLE):
            self._page_break()
        self._paragraph("Sommaire", CONTENTS_TITLE if CONTENTS_TITLE in self._ids else "Heading 1")
        add_contents(paragraph._p, wanted, [self._ids[name] for name in CONTENTS])
        update_fields_when_opened(self._document.settings.element)
        self._paragraph(CONTENTS_NOTE, NOTE)
        self._page_break()
        remove_paragraph(paragraph)

    # --- Blocks ---------------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        writers: dict[type, Callable[[Any], None]] = {
            Heading: lambda one: self._title(one.text, one.level),
            Paragraph: self._running,
            Bullets: self._bullets,
            Quotation: self._quotation,
            Blank: self._blank,
            DataTable: self._table,
            Picture: self._picture,
        }
        writers[type(block)](block)

    def _title(self, text: str, level: int, *, new_page: bool = False) -> None:
        made = self._paragraph(text, f"Heading {level}")
        if new_page and self._titles:
            child(made.find(qn("w:pPr")), "w:pageBreakBefore")
        if level <= len(CONTENTS):
            bookmark = f"_partie{len(self._titles) + 1}"
            add_bookmark(made, bookmark, len(self._titles) + 1)
            self._titles.append((level, text, bookmark))

    def _running(self, block: Paragraph) -> None:
        made = self._paragraph(None, NOTE if block.note else "Normal")
        add_run(made, block.text, bold=block.strong)

    def _bullets(self, block: Bullets) -> None:
        for item in block.items:
            self._paragraph(item, "List Bullet")

    def _quotation(self, block: Quotation) -> None:
        self._paragraph(f"« {block.text} »", QUOTE)
        source = self._paragraph(None, SOURCE)
        if block.href:
            self._links.add(source, block.source, block.href, self._ids[LINK])
        else:
            add_run(source, block.source)
        if block.status:
            add_run(source, f" – {block.status}", style=None if block.established else self._ids[NOT_REVIEWED])

    def _blank(self, block: Blank) -> None:
        made = self._paragraph(None, BLANK)
        add_run(made, f"À compléter : {block.prompt}" + "\n " * block.lines)

    def _table(self, block: DataTable) -> None:
        self._tables += 1
        self._caption("Tableau", self._tables, block.caption, "Caption")
        widths = block.widths or (1.0,) * len(block.headers)
        total = self._text_width() // _TWENTIETHS
        table = start_table(widths, total, self._ids[TABLE], block.caption)
        columns = column_widths(widths, total)
        style = self._ids[SMALL_TEXT if block.small else TABLE_TEXT]
        header = table_row(table, header=True)
        for title, width in zip(block.headers, columns, strict=True):
            add_run(paragraph_in(table_cell(header, width, HEAD_COLOUR), self._ids[TABLE_HEAD]), title)
        for row in block.rows:
            made = table_row(table)
            for content, width in zip(row, columns, strict=True):
                self._cell(made, content, width, style)
        self._before.addprevious(table)
        self._paragraph("", NOTE)

    def _cell(self, row: Any, content: TableText, width: int, style: str) -> None:
        colour = COLOURS[content.verdict] if isinstance(content, ShownVerdict) and content.verdict else None
        paragraph = paragraph_in(table_cell(row, width, colour), style)
        if isinstance(content, Linked):
            if content.before:
                add_run(paragraph, content.before)
            self._links.add(paragraph, content.text, content.href, self._ids[LINK])
        elif isinstance(content, ShownVerdict):
            add_run(paragraph, content.text, style=None if content.established else self._ids[NOT_REVIEWED])
        else:
            add_run(paragraph, content)

    def _picture(self, block: Picture) -> None:
        held = self._document.add_paragraph(style="Normal")
        held.paragraph_format.keep_with_next = True
        drawn = held.add_run().add_picture(io.BytesIO(block.png), width=Emu(int(self._text_width() * block.width)))
        tallest = int(self._document.sections[-1].page_height * 0.55)
        if drawn.height > tallest:
            drawn.width, drawn.height = Emu(int(drawn.width * tallest / drawn.height)), Emu(tallest)
        self._pictures += 1
        self._pictures_told += 1
        describe_picture(drawn._inline, self._pictures, block.alternative)
        self._before.addprevious(held._p)
        self._caption("Figure", self._pictures_told, block.caption, NOTE)

    def _caption(self, kind: str, number: int, text: str, style: str) -> None:
        """« Tableau 3 – … »: Word counts anew when a person adds one."""
        made = self._paragraph(None, style)
        add_run(made, f"{kind} ")
        add_field(made, f" SEQ {kind} \\* ARABIC ", str(number))
        add_run(made, f" – {text}")

    def _paragraph(self, text: str | None, style: str) -> Any:
        """A paragraph before the marker; None leaves it without text."""
        made = paragraph_in(self._document.element.body, self._ids[style])
        if text:
            add_run(made, text)
        self._before.addprevious(made)
        return made

    def _page_break(self) -> None:
        held = self._document.add_paragraph()
        held.add_run().add_break(WD_BREAK.PAGE)
        self._before.addprevious(held._p)

    def _text_width(self) -> int:
        section = self._document.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    # --- The whole file -------------------------------------------------------------------------

    def _turn(self) -> None:
        for section in self._document.sections:
            if section.page_width < section.page_height:
                section.orientation = WD_ORIENT.LANDSCAPE
                section.page_width, section.page_height = section.page_height, section.page_width

    def _properties(self) -> None:
        core = self._document.core_properties
        core.title = clean(self._written.title)[:255]
        core.subject = clean(self._written.subtitle)[:255]
        core.author = "BIOLLM"
        core.comments = ""
        core.language = LANGUAGE
        core.created = core.modified = self._written.made.astimezone(UTC).replace(tzinfo=None)


def _introduces(block: Block, following: Block | None) -> bool:
    """Whether a block would say nothing alone at the foot of a page."""
    shown = isinstance(following, DataTable | Picture)
    return isinstance(block, Paragraph) and (shown or (block.note and isinstance(following, Paragraph)))
