"""Small texts of OpenDocument of many kinds, each with what LibreOffice Writer shows of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingestion.formats.office_content import AsideKind, OfficeContent
from ingestion.formats.readers.opendocument_reader import read_opendocument
from tests.ingestion.office_files import asides, opendocument, texts

DELETED, HIDDEN, PROMPT, STRUCK = AsideKind.DELETED, AsideKind.HIDDEN, AsideKind.PROMPT, AsideKind.STRUCK


def read(path: Path, body: str, **more: object) -> OfficeContent:
    return read_opendocument(opendocument(path / "a.odt", body, **more))  # type: ignore[arg-type]


def paragraph(content: str, style: str = "") -> str:
    return f"<text:p text:style-name='{style}'>{content}</text:p>"


def span(content: str, style: str) -> str:
    return f"<text:span text:style-name='{style}'>{content}</text:span>"


def frame(content: str) -> str:
    return f"<draw:frame><draw:text-box>{content}</draw:text-box></draw:frame>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def cell(content: str, attributes: str = "") -> str:
    inner = content if content.startswith("<") else paragraph(content)
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def deletion(identifier: str, content: str) -> str:
    return (
        f"<text:tracked-changes><text:changed-region text:id='{identifier}'><text:deletion><office:change-info>"
        f"<dc:creator>X</dc:creator></office:change-info>{content}</text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )


def style(name: str, properties: str, family: str = "text", parent: str = "") -> str:
    return (
        f"<style:style style:name='{name}' style:family='{family}' style:parent-style-name='{parent}'>"
        f"<style:text-properties {properties}/></style:style>"
    )


LINE = "style:text-line-through-style"
STYLES = (
    style("Majuscule", "fo:text-transform='uppercase'") + style("Minuscule", "fo:text-transform='none'")
    + style("Barre", f"{LINE}='solid'") + style("Net", f"{LINE}='none'")
    + style("NetFils", f"{LINE}='none'", parent="Barre")
    + style("Cache", "text:display='none'") + style("Montre", "text:display='true'")
    + style("PBarre", f"{LINE}='solid'", "paragraph") + style("PCache", "text:display='none'", "paragraph")
    + style("Nain", "fo:font-size='1pt'") + style("Blanc", "fo:color='#ffffff'")
    + style("SurFond", "fo:color='#ffffff' fo:background-color='#1f4e79'")
    + style("Haut", "style:text-position='33% 58%'")
    + style("Coche", "style:font-name='Wingdings1'") + style("Signe", "fo:font-family='Symbol'")
    + "<style:font-face style:name='Wingdings1' svg:font-family='Wingdings'/>"
)  # fmt: skip
NOTE = f"<text:note><text:note-body>{paragraph('n')}</text:note-body></text:note>"


@pytest.mark.parametrize(
    ("body", "shown", "aside"),
    [
        (paragraph(span("a", "NetFils") + span(" b", "Barre")), ["a"], {STRUCK: ["b"]}),
        (paragraph("a " + span("b", "Net"), "PBarre"), ["b"], {STRUCK: ["a"]}),
        (paragraph("a " + span("b", "Montre"), "PCache"), ["b"], {HIDDEN: ["a"]}),
        (paragraph(span("a" + span("b", "Net"), "Barre")), ["b"], {STRUCK: ["a"]}),
        (paragraph("a" + span(frame(paragraph("b")), "Barre")), ["a", "b"], {}),
        (paragraph("a" + span(NOTE, "Barre")), ["a", "n"], {}),
        (paragraph("a" + span(frame(paragraph("b")), "Cache")), ["a"], {HIDDEN: ["b"]}),
        (paragraph("a" + span(" b", "Nain")), ["a"], {HIDDEN: ["b"]}),
        (paragraph("a" + span(" b", "Blanc")), ["a"], {HIDDEN: ["b"]}),
        (paragraph(span("a", "SurFond")), ["a"], {}),
        (table(cell(paragraph(span("A", "Blanc"))) + cell("B"), cell("c") + cell("9 m")), ["A : c ; B : 9 m"], {}),
        (paragraph(span("\uf0fe", "Coche") + " oui, " + span("\uf0b3", "Signe") + " 3 m"), ["☑ oui, ≥ 3 m"], {}),
        (paragraph(span("zone " + span("ua", "Minuscule"), "Majuscule") + " b"), ["ZONE ua b"], {}),
        (table(cell("Zone") + cell("H"), cell("UA") + cell(table(cell("9 m"), cell("8 m")))),
         ["Zone ; H", "Zone : UA ; H : 9 m", "Zone : UA ; H : 8 m"], {}),
        (paragraph("320" + span("1", "Haut") + " m" + span("2", "Haut")), ["320¹ m²"], {}),
        (paragraph("a<text:placeholder>b</text:placeholder>"), ["a"], {PROMPT: ["b"]}),
        (paragraph("a<loext:content-control loext:showing-place-holder='true'>b</loext:content-control>"), ["a"],
         {PROMPT: ["b"]}),
        (paragraph("a<loext:content-control>b</loext:content-control>"), ["ab"], {}),
        (paragraph("a<text:variable-set text:display='none'>9</text:variable-set>b"), ["ab"], {HIDDEN: ["9"]}),
        (table(cell("Zone") + cell("H"), cell("UA", "table:number-columns-spanned='2'")
               + f"<table:covered-table-cell>{paragraph('9 m')}</table:covered-table-cell>"), ["Zone ; H", "UA"],
         {HIDDEN: ["9 m"]}),
        (deletion("c", table(cell("a") + cell("b"), cell("c") + cell("1"))) + paragraph("x"), ["x"],
         {DELETED: ["a : c ; b : 1"]}),
        (paragraph("9 <draw:frame><draw:object xlink:href='./Object 1'/></draw:frame> au plus"), ["9 m² au plus"], {}),
        (paragraph("<draw:frame><draw:object><math:math><math:mfrac><math:mrow><math:mi>a</math:mi><math:mo>+</math:mo>"
                   "<math:mi>b</math:mi></math:mrow><math:mn>2</math:mn></math:mfrac></math:math></draw:object>"
                   "</draw:frame>"), ["(a+b)/2"], {}),
    ],
)  # fmt: skip
def test_what_writer_shows(tmp_path: Path, body: str, shown: list[str], aside: dict[AsideKind, list[str]]) -> None:
    square = "<math xmlns='http://www.w3.org/1998/Math/MathML'><msup><mi>m</mi><mn>2</mn></msup></math>"
    content = read(tmp_path, body, styles=STYLES, parts={"Object 1/content.xml": square})
    assert texts(content) == shown
    assert {kind: asides(content, kind) for kind in aside} == aside
    assert {one.kind for one in content.asides} == set(aside)
    assert not content.unread


def test_an_equation_that_declares_a_document_type_is_an_object_that_is_not_read(tmp_path: Path) -> None:
    part = "<!DOCTYPE math><math/>"
    content = read(
        tmp_path,
        paragraph("a<draw:frame><draw:object xlink:href='./O'/></draw:frame>"),
        parts={"O/content.xml": part},
    )
    assert texts(content) == ["a"]
    assert len(content.unread) == 1


def test_white_letters_on_a_coloured_page_or_paragraph_are_read(tmp_path: Path) -> None:
    page = "<style:page-layout><style:page-layout-properties fo:background-color='#1f4e79'/></style:page-layout>"
    assert texts(read(tmp_path, paragraph(span("a", "Blanc")), styles=STYLES, margins=page)) == ["a"]
    ground = "<style:style style:name='Fond' style:family='paragraph'><style:paragraph-properties "
    ground += "fo:background-color='#1f4e79'/></style:style>"
    assert texts(read(tmp_path, paragraph(span("a", "Blanc"), "Fond"), styles=STYLES + ground)) == ["a"]


def test_what_was_deleted_from_a_running_head_is_told(tmp_path: Path) -> None:
    header = f"<style:header>{deletion('c', paragraph('ancien'))}{paragraph('Tête')}</style:header>"
    content = read(tmp_path, paragraph("a"), margins=f"<style:master-page>{header}</style:master-page>")
    assert asides(content, DELETED) == ["ancien"]


def test_a_struck_title_counts(tmp_path: Path) -> None:
    level = "<text:list-level-style-number text:level='1' style:num-format='1'/>"
    items = "".join(
        f"<text:list-item>{paragraph(text, name)}</text:list-item>"
        for text, name in (("a", ""), ("b", "PBarre"), ("c", ""))
    )
    styles = STYLES + f"<text:list-style style:name='L'>{level}</text:list-style>"
    content = read(tmp_path, f"<text:list text:style-name='L'>{items}</text:list>", styles=styles)
    assert texts(content) == ["1 a", "3 c"]


@pytest.mark.parametrize(
    ("form", "count", "shown"),
    [
        ("001, 002, 003, ...", 2, ["001", "002"]),
        ("First", 2, ["premier", "deuxième"]),
        ("One", 1, ["un"]),
        ("a", 28, [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab"]),
    ],
)
def test_forms_of_numbers(tmp_path: Path, form: str, count: int, shown: list[str]) -> None:
    level = f"<text:list-level-style-number text:level='1' style:num-format='{form}'/>"
    items = f"<text:list-item>{paragraph('x')}</text:list-item>" * count
    styles = f"<text:list-style style:name='L'>{level}</text:list-style>"
    in_list = read(tmp_path, f"<text:list text:style-name='L'>{items}</text:list>", styles=styles)
    assert texts(in_list) == [f"{number} x" for number in shown]
    alone = "<text:numbered-paragraph text:list-id='l' text:level='1' text:style-name='L'><text:p>x</text:p>"
    without = read(tmp_path, f"{alone}</text:numbered-paragraph>" * count, styles=styles)
    assert texts(without) == texts(in_list)
