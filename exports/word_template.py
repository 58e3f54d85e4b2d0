"""The styles that a Word template must have, and the Word template that is used where a service brings none."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from exports.word_xml import LANGUAGE, add_field, child

QUOTE, SOURCE, BLANK, NOTE = "BIOLLM Citation", "BIOLLM Source", "BIOLLM À compléter", "BIOLLM Note"
TABLE_TEXT, SMALL_TEXT, TABLE = "BIOLLM Texte de tableau", "BIOLLM Petit tableau", "BIOLLM Tableau"
TABLE_HEAD = "BIOLLM Titre de colonne"
NOT_REVIEWED, LINK = "BIOLLM Non relue", "BIOLLM Lien"
CONTENTS = ("BIOLLM Sommaire 1", "BIOLLM Sommaire 2")
CONTENTS_TITLE = "TOC Heading"
"""Style of the title of a table of contents that does not list itself; a service's template may lack it."""
CONTENTS_NOTE = (
    "Numéros de page : Word propose à l'ouverture de mettre à jour les champs ; répondez « Oui ». Plus tard, ou dans "
    "LibreOffice : clic droit sur le sommaire, puis « Mettre à jour »."
)
PARAGRAPHS = (
    "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Normal", "Caption", "List Bullet", QUOTE, SOURCE,
    BLANK, NOTE, TABLE_HEAD, TABLE_TEXT, SMALL_TEXT, *CONTENTS,
)  # fmt: skip
CHARACTERS = (NOT_REVIEWED, LINK)
TABLES = (TABLE,)
"""Names of the styles; a template may give them any look."""

FONT = "Arial"
_INK, _TITLE, _GREY = RGBColor(0x1C, 0x2B, 0x33), RGBColor(0x1F, 0x4E, 0x5F), RGBColor(0x4A, 0x57, 0x5E)
FIRST_PAGE = (("[[logo]]", "Normal"), ("[[titre]]", "Title"), ("[[sous-titre]]", "Subtitle"), ("[[date]]", "Normal"))
"""Markers of our first page, each with its style."""


def default_word() -> Any:
    """Our template: a first page, a table of contents, then all parts; a python-docx document."""
    document = Document()
    _drop_second_styles(document)
    _set_language(document)
    _restyle(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    footer = section.footer.paragraphs[0]
    footer.style = document.styles[SOURCE]
    footer.paragraph_format.left_indent = Cm(0)
    footer.add_run("[[titre]] – page ")
    add_field(footer._p, "PAGE", "1")
    for text, style in FIRST_PAGE:
        document.add_paragraph(text, style=style)
    document.add_paragraph("[[sommaire]]", style="Normal")
    document.add_paragraph("[[parties]]", style="Normal")
    return document


def _drop_second_styles(document: Any) -> None:
    """Leave out the copy of the styles that Word 2010 kept for Word 2007: it would not know ours."""
    for name, one in list(document.part.rels.items()):
        if one.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(name)


def _set_language(document: Any) -> None:
    properties = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for former in properties.findall(qn("w:lang")):
        properties.remove(former)
    child(properties, "w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")


def _restyle(document: Any) -> None:
    styles = document.styles
    _text(styles["Normal"], 10.5, after=6)
    styles["Normal"].paragraph_format.line_spacing = 1.1
    _text(styles["Title"], 26, _TITLE, bold=True, before=90, after=10)
    for border in styles["Title"].element.pPr.findall(qn("w:pBdr")):
        styles["Title"].element.pPr.remove(border)
    _text(styles["Subtitle"], 13, _GREY, after=14)
    styles["Subtitle"].font.italic = False
    for spacing in styles["Subtitle"].element.rPr.findall(qn("w:spacing")):
        styles["Subtitle"].element.rPr.remove(spacing)
    for name, size, before in (("Heading 1", 17, 18), ("Heading 2", 13, 14), ("Heading 3", 11, 10)):
        _text(styles[name], size, _TITLE, bold=True, before=before, after=5)
        styles[name].paragraph_format.keep_with_next = True
    _text(styles["Caption"], 9, _GREY, bold=True, before=8, after=3)
    styles["Caption"].paragraph_format.keep_with_next = True
    _text(styles["List Bullet"], 10.5, after=3)
    quote = _added(document, QUOTE, WD_STYLE_TYPE.PARAGRAPH, 10.5, before=4, after=1)
    quote.paragraph_format.left_indent = Cm(0.6)
    quote.paragraph_format.keep_with_next = True
    _border(quote, "left", "1F6F8B", 18, space=8)
    source = _added(document, SOURCE, WD_STYLE_TYPE.PARAGRAPH, 8.5, _GREY, after=8)
    source.paragraph_format.left_indent = Cm(0.6)
    blank = _added(document, BLANK, WD_STYLE_TYPE.PARAGRAPH, 10, after=6, before=4)
    blank.font.italic = True
    for side in ("top", "left", "bottom", "right", "between"):
        _border(blank, side, "8A6D00", 6, space=4)
    _shade(blank, "FFF8E1")
    _added(document, NOTE, WD_STYLE_TYPE.PARAGRAPH, 9, _GREY, after=4)
    head = _added(document, TABLE_HEAD, WD_STYLE_TYPE.PARAGRAPH, 8.5, RGBColor(0xFF, 0xFF, 0xFF), after=0)
    head.font.bold = True
    head.paragraph_format.keep_with_next = True
    _added(document, TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH, 9, after=0)
    _added(document, SMALL_TEXT, WD_STYLE_TYPE.PARAGRAPH, 7.5, after=0)
    for name, indent in zip(CONTENTS, (0.0, 0.7), strict=True):
        line = _added(document, name, WD_STYLE_TYPE.PARAGRAPH, 10.5, after=3)
        line.paragraph_format.left_indent = Cm(indent)
    unseen = styles.add_style(NOT_REVIEWED, WD_STYLE_TYPE.CHARACTER)
    unseen.font.italic = True
    link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor(0x0B, 0x57, 0x8A)
    link.font.underline = True
    _table_style(document)


def _text(style: Any, size: float, colour: RGBColor = _INK, *, bold: bool = False, before: float = 0,
          after: float = 0) -> None:  # fmt: skip
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # the theme would win over the font's name
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.color.rgb = colour
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _added(document: Any, name: str, kind: Any, size: float, colour: RGBColor = _INK, *, before: float = 0,
           after: float = 0) -> Any:  # fmt: skip
    style = document.styles.add_style(name, kind)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _text(style, size, colour, before=before, after=after)
    return style


def _border(style: Any, side: str, colour: str, size: int, space: int) -> None:
    properties = style.element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = child(properties, "w:pBdr")
        _in_order(properties, borders)
    child(borders, f"w:{side}", val="single", sz=str(size), space=str(space), color=colour)


def _shade(style: Any, colour: str) -> None:
    properties = style.element.get_or_add_pPr()
    shade = child(properties, "w:shd", val="clear", color="auto", fill=colour)
    _in_order(properties, shade)


#: What stands after borders and shade in the properties of a paragraph, in the schema's order.
_AFTER = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")


def _in_order(properties: Any, made: Any) -> None:
    later = next((one for one in properties if one.tag in {qn(name) for name in _AFTER}), None)
    if later is not None:
        later.addprevious(made)


def _table_style(document: Any) -> None:
    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Table Grid"]
    element = style.element
    properties = child(element, "w:tblPr")
    borders = child(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        child(borders, f"w:{side}", val="single", sz="4", space="0", color="9AA7AE")
    margins = child(properties, "w:tblCellMar")
    for side, width in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80)):
        child(margins, f"w:{side}", w=str(width), type="dxa")
    first = child(element, "w:tblStylePr", type="firstRow")
    text = child(first, "w:rPr")
    child(text, "w:b")
    child(text, "w:color", val="FFFFFF")
    cells = child(first, "w:tcPr")
    child(cells, "w:shd", val="clear", color="auto", fill="1F4E5F")
