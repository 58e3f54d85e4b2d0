"""Sheets and slides of OpenDocument, each with what LibreOffice shows of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import DamagedFile
from ingestion.formats.files import file_type
from ingestion.formats.office_content import AsideKind, Category, OfficeContent, Unread
from ingestion.formats.readers.opendocument_sheets import read_sheets
from ingestion.formats.readers.opendocument_slides import read_slides
from tests.ingestion.office_files import O_SPACES, ODF, asides, texts, write_zip

SPACES = f'{O_SPACES} xmlns:presentation="{ODF}:presentation:1.0"'
STYLES = (
    "<style:style style:name='Barre' style:family='table-cell'><style:text-properties"
    " style:text-line-through-style='solid'/></style:style>"
    "<style:style style:name='Masque' style:family='table'><style:table-properties table:display='false'/>"
    "</style:style>"
    "<style:style style:name='Etroit' style:family='table-column'><style:table-column-properties"
    " style:column-width='0.4cm'/></style:style>"
    "<style:style style:name='PCache' style:family='drawing-page'><style:drawing-page-properties"
    " presentation:visibility='hidden'/></style:style>"
)


def written(path: Path, kind: str, body: str) -> Path:
    """A file of OpenDocument with sheets (« spreadsheet ») or slides (« presentation »)."""
    return write_zip(
        path,
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
            f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
            "</office:document-content>",
        },
    )


def cell(text: str, attributes: str = "") -> str:
    inner = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def row(*texts: str, attributes: str = "") -> str:
    cells = "".join(text if text.startswith("<") else cell(text) for text in texts)
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def sheet(*rows: str, columns: str = "", attributes: str = "") -> str:
    return f"<table:table table:name='F' {attributes}>{columns}{''.join(rows)}</table:table>"


def sheets(path: Path, *tables: str) -> OfficeContent:
    return read_sheets(written(path / "a.ods", "spreadsheet", "".join(tables)))


HEAD, UA = row("Zone", "H"), row("UA", "9 m")
LINE = "Zone : UA ; H : 9 m"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((HEAD, UA), [LINE]),
        ((HEAD, UA, row("", attributes="table:number-rows-repeated='1048000'")), [LINE]),
        ((HEAD, row("UA", attributes="table:number-rows-repeated='2'")), ["Zone ; H", "Zone : UA", "Zone : UA"]),
        ((HEAD, row(cell("UA", "table:number-rows-spanned='2'"), "9 m"), row("<table:covered-table-cell/>", "8 m")),
         [LINE, "Zone : UA ; H : 8 m"]),
        ((row("Zone", cell("H", "table:number-columns-repeated='2'")), row("UA", "6 m", "9 m")),
         ["Zone : UA ; H : 6 m ; H : 9 m"]),
        ((row("Zone", "H", "", "Secteur", "Nb"), row("UA", "9 m", "", "Nord", "2")), [LINE, "Secteur : Nord ; Nb : 2"]),
        ((HEAD, row("UA", cell("", "office:value-type='percentage' office:value='0.3'"))), ["Zone : UA ; H : 30 %"]),
        ((HEAD, row("UA", cell("", "office:value-type='string' office:string-value='9 m'"))), [LINE]),
        ((f"<table:table-header-rows>{HEAD}</table:table-header-rows>",
          f"<table:table-row-group>{UA}</table:table-row-group>"), [LINE]),
    ],
)  # fmt: skip
def test_what_a_sheet_shows(tmp_path: Path, rows: tuple[str, ...], said: list[str]) -> None:
    assert texts(sheets(tmp_path, sheet(*rows))) == said


def test_what_a_sheet_does_not_show_is_set_aside(tmp_path: Path) -> None:
    columns = "<table:table-column/><table:table-column table:visibility='collapse'/><table:table-column/>"
    note = "<office:annotation><text:p>À revoir</text:p></office:annotation><text:p>9 m</text:p>"
    content = sheets(
        tmp_path,
        sheet(
            row("Zone", "x", "H"),
            row("UA", "y", f"<table:table-cell>{note}</table:table-cell>"),
            row("UB", "z", "8 m", attributes="table:visibility='filter'"),
            row("UC", "", cell("7 m", "table:style-name='Barre'")),
            row("UD", "", "#REF!"),
            columns=columns,
        ),
        sheet(row("Zone", "Part"), row("UA", "80 %"), attributes="table:style-name='Masque'"),
    )
    assert texts(content) == [LINE, "Zone : UC", "Zone : UD ; H : #REF!"]
    assert asides(content, AsideKind.HIDDEN) == ["x", "y", "UB ; z ; 8 m", "Zone ; Part", "UA ; 80 %"]
    assert asides(content, AsideKind.STRUCK) == ["7 m"]
    assert asides(content, AsideKind.COMMENT) == ["À revoir"]
    assert [(one.kind, one.place) for one in content.unread] == [(Unread.ERROR_CELL, "F, ligne 5")]


def test_what_is_repeated_without_end_is_read_soon(tmp_path: Path) -> None:
    wide = cell("x", "table:number-columns-repeated='16384' table:number-columns-spanned='16384'")
    rows = [row(wide, attributes="table:number-rows-repeated='1048576'")] * 20
    started = time.process_time()
    assert texts(sheets(tmp_path, sheet(*rows)))
    assert time.process_time() - started < 20


def test_a_narrow_column_parts_no_tables(tmp_path: Path) -> None:
    wide = "<table:table-column table:number-columns-repeated='2'/>"
    columns = f"{wide}<table:table-column table:style-name='Etroit'/>{wide}"
    rows = row("Zone", "H", "", "Secteur", "Nb"), row("UA", "9 m", "", "Nord", "2")
    assert texts(sheets(tmp_path, sheet(*rows, columns=columns))) == [f"{LINE} ; Secteur : Nord ; Nb : 2"]


def box(text: str, left: int = 0, top: int = 0, attributes: str = "") -> str:
    place = f"svg:x='{left}cm' svg:y='{top}cm' {attributes}"
    return f"<draw:frame {place}><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"


def page(*shapes: str, attributes: str = "") -> str:
    return f"<draw:page {attributes}>{''.join(shapes)}</draw:page>"


def test_what_slides_show(tmp_path: Path) -> None:
    table = f"<draw:frame svg:y='4cm'>{sheet(HEAD, UA)}<draw:image/></draw:frame>"
    notes = "<presentation:notes>" + box("3", attributes="presentation:class='page-number'")
    notes += box("Note.", attributes="presentation:class='notes'") + "</presentation:notes>"
    first = page(
        box("droite", 5, 3), box("gauche", 1, 3), f"<draw:g>{box('bas', 1, 9)}{box('haut', 1, 1)}</draw:g>", table,
        box("Titre", 1, 8, "presentation:class='title'"), box("Cliquez", 1, 5, "presentation:placeholder='true'"),
        box("Commune", 1, 12, "presentation:class='footer'"), notes,
    )  # fmt: skip
    path = written(
        tmp_path / "a.odp", "presentation", first + page(box("Piège"), attributes="draw:style-name='PCache'")
    )
    content = read_slides(path)
    assert texts(content) == ["Titre", "haut", "gauche", "droite", LINE, "bas", "Note."]
    assert content.elements[0].category is Category.TITLE
    assert (asides(content, AsideKind.HIDDEN), asides(content, AsideKind.PROMPT)) == (["Piège"], ["Cliquez"])


def test_each_kind_is_known_by_its_content(tmp_path: Path) -> None:
    for name, kind in (("a.ods", "spreadsheet"), ("a.odp", "presentation")):
        path = written(tmp_path / name, kind, "")
        assert file_type(path, path.read_bytes()).name == name[2:]
    broken = write_zip(tmp_path / "b.ods", {"content.xml": "<office"})
    with pytest.raises(DamagedFile):
        read_sheets(broken)


VALUES = st.one_of(st.just(""), st.sampled_from(["haie", "mare", "quai"]))


@settings(max_examples=30)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=5), st.integers(0, 4), st.integers(0, 2))
def test_every_shown_cell_comes_out_and_no_hidden_one(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], gone_row: int, gone_column: int
) -> None:
    marked = [[f"{text}-{y}-{x}" if text else "" for x, text in enumerate(line)] for y, line in enumerate(rows)]
    gone = "table:visibility='collapse'"
    columns = "".join(f"<table:table-column {gone if x == gone_column else ''}/>" for x in range(3))
    lines = [row(*line, attributes=gone if y == gone_row else "") for y, line in enumerate(marked)]
    content = sheets(tmp_path_factory.mktemp("ods"), sheet(*lines, columns=columns))
    shown = {text for y, line in enumerate(marked) for x, text in enumerate(line) if y != gone_row and x != gone_column}
    assert set(" ; ".join(texts(content)).replace(" : ", " ; ").split(" ; ")) - {""} == shown - {""}
    said = {part for text in asides(content, AsideKind.HIDDEN) for part in text.split(" ; ")}
    assert said == {text for line in marked for text in line if text} - shown


@pytest.mark.parametrize(("suffix", "kind"), [("ott", "text"), ("ots", "spreadsheet"), ("otp", "presentation")])
def test_a_template_is_read_as_what_it_makes(tmp_path: Path, suffix: str, kind: str) -> None:
    path = written(tmp_path / f"modele.{suffix}", f"{kind}-template", "")
    assert f".{suffix}" in file_type(path, path.read_bytes()).extensions
