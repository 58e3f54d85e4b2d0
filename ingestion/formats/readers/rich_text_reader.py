"""Rich text (RTF) as Word shows it: paragraphs, titles by their outline level, tables, notes, running heads."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from domain.errors import DamagedFile
from domain.ledger import Content
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent, Unread
from ingestion.formats.readers.line_ends import LINE
from ingestion.formats.readers.rich_text_look import RichTextLook
from ingestion.formats.readers.rich_text_tables import RichTextTable
from ingestion.formats.readers.rich_text_tokens import Token, tokens
from ingestion.formats.readers.sinks import BodySink, KeptSink
from ingestion.formats.readers.superscripts import raised
from ingestion.formats.readers.word_paragraph import WordParagraph
from ingestion.formats.readers.word_styles import depth_by_name
from ingestion.formats.readers.word_symbols import in_symbols

START = b"{\\rtf"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_DEEPEST = 2_000  # groups in one another
#: Groups whose text is shown, in a place of their own or where they stand; of others that begin by « * » nothing is.
_SHOWN = {"shpinst", "shptxt", "shppict", "shpgrp", "do", "dptxbxtext", "listtext", "pntext", "field",
          "fldrslt", "result", "sdt", "sdtcontent"}  # fmt: skip
_UNSHOWN = {
    "fonttbl", "colortbl", "info", "generator", "listtable", "listoverridetable", "fldinst", "pn", "sp", "shprslt",
    "nonshppict", "nonesttables", "bkmkstart", "bkmkend", "datafield", "objdata", "objclass", "objname", "xe", "tc",
    "rxe", "atnid", "atnauthor", "atnref", "atndate", "atntime", "atnparent", "pnseclvl", "template", "filetbl",
    "revtbl", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "background",
}  # fmt: skip
_MARGINS = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
_APART = {"footnote": Category.NOTE, "shptxt": Category.NOTE, "dptxbxtext": Category.NOTE}
_COUNTED = {"pict": Unread.PICTURE, "object": Unread.OBJECT}
_SIGNS = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
          "tab": " ", "enspace": " ", "emspace": " ", "qmspace": " ", "line": LINE, "lbr": LINE}  # fmt: skip
_LABELS = ("listtext", "pntext")
_ROWS = {"trowd", "cellx", "trhdr", "trleft", "irow", "lastrow", "clmgf", "clmrg", "clvmgf", "clvmrg"}


@dataclass(slots=True)
class _OpenText:
    """A text of its own: the body, a note, a running head; ``level`` of groups at which it ends."""

    sink: BodySink | KeptSink
    level: int = 0
    end: Callable[[KeptSink], None] | None = None
    paragraph: WordParagraph = field(default_factory=lambda: WordParagraph(None))
    table: RichTextTable = field(default_factory=RichTextTable)
    cell: KeptSink = field(default_factory=KeptSink)


def read_rich_text(path: Path) -> OfficeContent:
    """The content of a file of rich text, which is in UTF-8 whatever it says of itself.

    Raises:
        DamagedFile: It is none, or its groups stand in one another more deeply than is read.
    """
    builder = ContentBuilder()
    add_rich_text(_NOT_ASCII.sub(_escaped, path.read_text("utf-8")).encode("ascii", "replace"), builder)
    return builder.build()


def _escaped(letters: re.Match[str]) -> str:
    """Letters of no known encoding as the file names those of Unicode."""
    units = letters[0].encode("utf-16-le", "surrogatepass")
    codes = (int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2))
    written = "".join(rf"\u{code}?" for code in codes)
    return rf"{{\uc1{written}}}"


def add_rich_text(data: bytes, builder: ContentBuilder) -> None:
    """Hands the content of a text to ``builder``; errors as of :func:`read_rich_text`."""
    if not data.lstrip().startswith(START):
        raise DamagedFile(
            "le fichier n'est pas du texte enrichi (RTF).", remedy="Enregistrez-le de nouveau, ou en PDF."
        )
    reader = _RichText(builder)
    for token in tokens(data.strip(b"\0 \r\n")):
        reader.take(token)
    reader.finish()


class _RichText:
    def __init__(self, builder: ContentBuilder):
        self._builder = builder
        self._stories = [_OpenText(BodySink(builder))]
        self._looks = [RichTextLook()]
        self._fresh = self._starred = False
        self._styles: dict[int, int] = {}
        self._style = 0
        self._fonts: dict[int, str] = {}
        self._after: list[tuple[Category, str]] = []
        self._margins: dict[str, None] = {}

    def take(self, token: Token) -> None:
        """Goes on by a piece of the file."""
        if token.word == "{":
            if len(self._looks) > _DEEPEST:
                raise DamagedFile("le texte enrichi (RTF) est emboîté trop profondément.")
            self._looks.append(self._looks[-1])
            self._fresh, self._starred = True, False
        elif token.word == "}":
            self._close()
        elif token.word == "*":
            self._starred = True
        elif not token.word:
            self._fresh = False
            self._text(token.text)
        else:
            if self._fresh:
                self._begin(token.word)
            self._fresh = False
            self._word(token.word, token.number)

    def finish(self) -> None:
        """Ends what is still open."""
        while len(self._stories) > 1:
            self._end_story()
        self._end_paragraph()
        self._end_table()
        for text in self._margins:
            self._builder.add(Category.MARGIN, text)

    # --- groups ---------------------------------------------------------------------------------

    def _begin(self, word: str) -> None:
        """Begins a group that is named by its first word."""
        look = self._looks[-1]
        if word in ("fonttbl", "stylesheet", "upr"):
            self._looks[-1] = replace(look, place=word, unshown=True)
        elif word == "ud" and look.place == "upr":  # the same as what is beside it, in Unicode
            self._looks[-1] = replace(look, place="", unshown=False)
        elif look.unshown:
            return
        elif word in _COUNTED:
            self._builder.not_read(_COUNTED[word])
            self._looks[-1] = replace(look, unshown=word == "pict")
        elif word in _MARGINS:
            self._open(lambda kept: self._margins.update(dict.fromkeys(text for _, text in kept.order)))
        elif word == "annotation":
            self._open(
                lambda kept: self._builder.set_aside(AsideKind.COMMENT, " ".join(text for _, text in kept.order))
            )
        elif word in _APART:
            self._open(lambda kept: self._after.extend((Category.NOTE, text) for _, text in kept.order))
            if word == "footnote":
                self._builder.count(Content.NOTE)
        elif word in _UNSHOWN or (self._starred and word not in _SHOWN):
            self._looks[-1] = replace(look, unshown=True)
        elif word in _LABELS:
            self._looks[-1] = replace(look, place=word)
            self._stories[-1].paragraph.category = Category.LIST_ITEM

    def _open(self, end: Callable[[KeptSink], None]) -> None:
        # What is noted or drawn has its own looks.
        self._looks[-1] = RichTextLook(font=self._looks[-1].font)
        self._stories.append(_OpenText(KeptSink(), len(self._looks), end))

    def _close(self) -> None:
        if len(self._stories) > 1 and self._stories[-1].level == len(self._looks):
            self._end_story()
        if len(self._looks) > 1:
            self._looks.pop()
        self._fresh = False

    def _end_story(self) -> None:
        self._end_paragraph()
        self._end_table()
        story = self._stories.pop()
        assert isinstance(story.sink, KeptSink)
        assert story.end is not None
        story.end(story.sink)

    # --- words ----------------------------------------------------------------------------------

    def _word(self, word: str, number: int | None) -> None:
        look = self._looks[-1]
        if look.place == "stylesheet":
            self._of_style(word, number)
        if word == "f":
            self._looks[-1] = replace(look, font=number)
            return
        if word == "nestrow":
            self._stories[-1].table.end_nested_row()
        if look.unshown:
            return
        if word in _SIGNS:
            self._text(_SIGNS[word])
        elif word in _ROWS:
            self._stories[-1].table.say(word, number)
        elif word in ("par", "sect", "page", "column"):
            self._end_paragraph()
        elif word in ("cell", "nestcell"):
            self._end_cell(nested=word == "nestcell")
        elif word == "row":
            self._stories[-1].table.end_row()
        else:
            self._looks[-1] = look.changed(word, number, self._styles)

    def _of_style(self, word: str, number: int | None) -> None:
        if word in ("s", "cs", "ds", "ts"):
            self._style = number or 0 if word == "s" else -1
        elif word == "outlinelevel" and number is not None and self._style >= 0:
            self._styles[self._style] = number

    # --- text -----------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        look = self._looks[-1]
        if look.place == "fonttbl" and look.font is not None:
            self._fonts[look.font] = self._fonts.get(look.font, "") + text
        elif look.place == "stylesheet" and self._style >= 0:
            depth = depth_by_name(text.split(";")[0].strip())
            if depth is not None:
                self._styles.setdefault(self._style, depth)
        if look.unshown or (look.place in _LABELS and text.strip() and not any(map(str.isalnum, text))):
            return  # a bullet is no text
        if look.font is not None and "\uf020" <= max(text) <= "\uf0ff":
            text = in_symbols(self._fonts.get(look.font, "").split(";")[0], text)
        text = raised(text) if "raised" in look.said else text
        paragraph = self._stories[-1].paragraph
        if text.strip() and look.depth is not None:
            paragraph.category, paragraph.depth = Category.TITLE, look.depth
        paragraph.take(text.upper() if "capitals" in look.said else text, look.fate)

    def _end_paragraph(self) -> None:
        story = self._stories[-1]
        in_table = "in table" in self._looks[-1].said
        if not in_table and story.table.is_begun:
            self._end_table()
        self._finish(story, story.cell if in_table else story.sink)
        if not in_table and not story.table.is_begun and isinstance(story.sink, BodySink):
            self._flush()

    def _finish(self, story: _OpenText, sink: BodySink | KeptSink) -> None:
        paragraph, story.paragraph = story.paragraph, WordParagraph(None)
        # Letters beyond the first plane come as two.
        paragraph.shown = ["".join(paragraph.shown).encode("utf-16", "surrogatepass").decode("utf-16", "replace")]
        paragraph.finish(sink, self._builder, "")

    def _end_cell(self, *, nested: bool) -> None:
        story = self._stories[-1]
        self._finish(story, story.cell)
        text, story.cell = "\n".join(story.cell.texts), KeptSink()
        if nested:
            story.table.end_nested_cell(text)
        else:
            story.table.end_cell(text)

    def _end_table(self) -> None:
        story = self._stories[-1]
        if story.cell.texts:
            story.table.end_cell("\n".join(story.cell.texts))
            story.cell = KeptSink()
        if story.table.is_begun:
            for grid in story.table.taken(self._builder):
                story.sink.table(grid)
        if isinstance(story.sink, BodySink):
            self._flush()

    def _flush(self) -> None:
        """Hands on the notes and text boxes called since the last time."""
        for category, text in self._after:
            self._builder.add(category, text)
        self._after.clear()
