"""Small workbooks of many kinds, each with what Excel shows of it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from ingestion.formats.office_content import AsideKind, OfficeContent, Unread
from ingestion.formats.readers.number_formats import shown_value
from ingestion.formats.readers.workbook_reader import read_sheets
from tests.ingestion.office_files import asides, relations, texts
from tests.ingestion.workbooks import X_SPACES, inline, sheet_row, styled, workbook

HEAD = sheet_row(1, inline("A1", "Zone"), inline("B1", "H"))
BODY = sheet_row(2, inline("A2", "UA"), inline("B2", "9 m"))
LINE = "Zone : UA ; H : 9 m"
FIRST_SHARED = "<c r='B2' t='s'><v>0</v></c>"


def read(path: Path, rows: str, **more: object) -> OfficeContent:
    return read_sheets(workbook(path / "a.xlsx", rows, **more))  # type: ignore[arg-type]


def drawn(inner: str, **diagrams: str) -> dict[str, object]:
    """What a sheet needs to show a drawing."""
    return {
        "after": "<drawing r:id='r1'/>",
        "named": {"r1": "drawing ../drawings/drawing1.xml"},
        "parts": {
            "xl/drawings/drawing1.xml": f"<xdr:wsDr {X_SPACES}><xdr:anchor>{inner}</xdr:anchor></xdr:wsDr>",
            "xl/drawings/_rels/drawing1.xml.rels": relations(**{key: f"diagramData ../{key}.xml" for key in diagrams}),
            **{f"xl/{key}.xml": f"<dgm:dataModel {X_SPACES}>{text}</dgm:dataModel>" for key, text in diagrams.items()},
        },
    }


def shape(text: str, properties: str = "") -> str:
    return (
        f"<xdr:sp><xdr:nvSpPr><xdr:cNvPr {properties}/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r>"
        "</a:p></xdr:txBody></xdr:sp>"
    )


@pytest.mark.parametrize(
    ("cells", "shared"),
    [
        (inline("A2", "UA_x000D_") + inline("B2", "9_x0020_m"), ""),
        (inline("A2", "UA") + FIRST_SHARED, "<si><t>9_x000D_\n m</t></si>"),
        (inline("A2", "UA") + FIRST_SHARED, "<si><t>9 m</t><rPh sb='0' eb='1'><t>lecture</t></rPh></si>"),
        (inline("A2", "UA") + FIRST_SHARED, "<si><r><t>9</t></r><r><t xml:space='preserve'> m</t></r></si>"),
        (inline("A2", "UA") + "<c r='B2' t='str'><f>A1</f><v>9 m</v></c>", ""),
    ],
)
def test_texts_of_cells(tmp_path: Path, cells: str, shared: str) -> None:
    assert texts(read(tmp_path, HEAD + sheet_row(2, cells), shared=shared)) == [LINE]


def test_rows_and_columns_without_a_size_are_hidden(tmp_path: Path) -> None:
    low = sheet_row(3, inline("A3", "UB"), inline("B3", "7 m"), attributes="ht='0' customHeight='1'")
    content = read(tmp_path, HEAD + BODY + low)
    assert (texts(content), asides(content, AsideKind.HIDDEN)) == ([LINE], ["UB ; 7 m"])
    content = read(tmp_path, HEAD + BODY, before="<cols><col min='2' max='2' width='0' customWidth='1'/></cols>")
    assert (texts(content), asides(content, AsideKind.HIDDEN)) == (["Zone", "UA"], ["H", "9 m"])


DARK = "<fill><patternFill patternType='solid'><fgColor rgb='FF1F4E79'/></patternFill></fill>"
PALE = "<fill><patternFill patternType='solid'><fgColor rgb='FFFFFFFF'/></patternFill></fill>"
FONTS = ("<color rgb='FFFFFFFF'/>", "<color theme='0'/>", "<color indexed='9'/>", "<sz val='1'/>",
         "<color rgb='FF000000'/>", "<color theme='0' tint='-0.5'/>")  # fmt: skip


@pytest.mark.parametrize(
    ("font", "fill", "seen"),
    [
        (1, 0, False),
        (2, 0, False),
        (3, 0, False),
        (4, 0, False),
        (5, 0, True),
        (6, 0, True),
        (1, 2, True),
        (1, 3, False),
    ],
)
def test_letters_that_cannot_be_seen(tmp_path: Path, font: int, fill: int, seen: bool) -> None:
    fonts = "<font/>" + "".join(f"<font>{one}</font>" for one in FONTS)
    styles = styled(fonts, f"<xf fontId='{font}' fillId='{fill}'/>", DARK + PALE)
    row = sheet_row(3, inline("A3", "UB"), inline("B3", "7 m", style=1))
    content = read(tmp_path, HEAD + BODY + row, styles=styles)
    assert texts(content) == [LINE, "Zone : UB ; H : 7 m" if seen else "Zone : UB"]
    assert asides(content, AsideKind.HIDDEN) == ([] if seen else ["7 m"])
    rule = "<cfRule type='expression' priority='1'><formula>TRUE</formula></cfRule>"
    condition = f"<conditionalFormatting sqref='B1:B9'>{rule}</conditionalFormatting>"
    coloured = read(tmp_path, HEAD + BODY + row, styles=styles, after=condition)
    assert texts(coloured)[1] == ("Zone : UB" if font == 4 else "Zone : UB ; H : 7 m")


def test_what_a_merged_cell_covers_is_told(tmp_path: Path) -> None:
    rows = HEAD + BODY + sheet_row(3, inline("A3", "dessous"), inline("B3", "7 m"))
    rows += sheet_row(4, "<c r='A4' t='s'><v>0</v></c>")
    merged = "<mergeCells><mergeCell ref='A2:A4'/></mergeCells>"
    content = read(tmp_path, rows, after=merged, shared="<si><t>plus bas</t></si>")
    assert texts(content) == [LINE, "Zone : UA ; H : 7 m", "Zone : UA"][: len(texts(content))]
    assert asides(content, AsideKind.HIDDEN) == ["dessous", "plus bas"]


def test_boxes_and_diagrams_on_a_sheet(tmp_path: Path) -> None:
    grouped = f"<xdr:grpSp>{shape('un')}<xdr:grpSp>{shape('deux')}</xdr:grpSp></xdr:grpSp>"
    content = read(tmp_path, HEAD + BODY, **drawn(grouped + shape("trois", "hidden='1'")))
    assert (texts(content)[1:], asides(content, AsideKind.HIDDEN)) == (["un", "deux"], ["trois"])
    copy = f"<mc:Choice Requires='a'><xdr:graphicFrame/></mc:Choice><mc:Fallback>{shape('Mettez à jour')}</mc:Fallback>"
    alternate = f"<mc:AlternateContent>{copy}</mc:AlternateContent>"
    assert texts(read(tmp_path, HEAD + BODY, **drawn(alternate))) == [LINE]
    point = "<dgm:ptLst><dgm:pt modelId='1'><dgm:t><a:p><a:r><a:t>Axe</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
    data = "<a:graphicData><dgm:relIds r:dm='d'/></a:graphicData>"
    graphic = f"<xdr:graphicFrame><a:graphic>{data}</a:graphic></xdr:graphicFrame>"
    assert texts(read(tmp_path, HEAD + BODY, **drawn(graphic, d=point))) == [LINE, "Axe"]


def test_fields_of_forms_on_a_sheet(tmp_path: Path) -> None:
    def field(kind: str, label: str, data: str = "") -> str:
        box = f"<v:textbox><div>{label}</div></v:textbox>"
        return f"<v:shape id='s{kind}'>{box}<x:ClientData ObjectType='{kind}'>{data}</x:ClientData></v:shape>"

    names = "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:x='urn:schemas-microsoft-com:office:excel'"
    fields = field("Checkbox", "Haie", "<x:Checked>1</x:Checked>") + field("Radio", "Mare") + field("Drop", "")
    page = f"<xml {names}>{fields}{field('Note', 'un commentaire')}</xml>"
    more = drawn(shape("Haie", "hidden='1' spid='sCheckbox'"))
    more["named"] = {"r1": "drawing ../drawings/drawing1.xml", "r2": "vmlDrawing ../drawings/v.vml"}
    more["parts"] = {**more["parts"], "xl/drawings/v.vml": page}  # type: ignore[dict-item]
    content = read(tmp_path, HEAD + BODY, **more)
    assert texts(content) == [LINE, "☑ Haie", "☐ Mare"]
    assert [one.kind for one in content.unread] == [Unread.OBJECT]
    assert not content.asides


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (-1234.5, '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "-1 234,50 €"),
        (0, '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', "-"), (-12, '"env. "0', "-env. 12"),
        (1234.5678, '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)', "1 234,57 €"),
        (1234.5, "##0.0E+0", "1,2E+3"), (12345, "##0.0E+0", "12,3E+3"), (0.00012, "0.00E+00", "1,20E-04"),
        (999.96, "0.0E+0", "1,0E+3"), (1234.5, "0E-0", "1E3"), (0, "0.00E+00", "0,00E+00"),
        (0.3, "# ?/10", "3/10"), (1.75, "#\\ ?/?", "1 3/4"), (1.5, '#" "?/?', "1 1/2"), (0.25, "# ?/4", "1/4"),
        (612345678, '0#" "##" "##" "##" "##', "06 12 34 56 78"), (45, 'General\\ "logements"', "45 logements"),
        (-45, 'General\\ "logements"', "-45 logements"), (2, '"R+"0;"R-"0;"RDC"', "R+2"),
        (0, '"R+"0;"R-"0;"RDC"', "RDC"),
        (0.5, ".00", ",50"), (12.5, ".0", "12,5"), (0.25, "#.00", ",25"), (-0.5, ".00%", "-50,00 %"),
        (12, '0"."0', "1.2"), (1234, '0"."00', "12.34"), (timedelta(minutes=95), "[mm]", "95"),
        (timedelta(minutes=95, seconds=3), "[mm]:ss", "95:03"),
        (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"), (timedelta(hours=3), '[h]" h"', "3 h"),
        (timedelta(hours=-3), "[h]:mm", "-3:00"), (time(9, 5), "hh\\hmm", "09h05"),
        (datetime(2024, 3, 1), "[$-409]mmmm d", "March 1"), (datetime(2024, 3, 1), "[$-en-GB]ddd", "Fri"),
        (datetime(2024, 3, 1), "[$-fr-FR]mmmm", "mars"),
    ],
)  # fmt: skip
def test_forms_of_values(value: object, code: str, shown: str) -> None:
    assert shown_value(value, code) == shown
