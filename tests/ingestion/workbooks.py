"""Workbooks written by hand, down to their XML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.ingestion.office_files import OOXML, relations, write_zip

X_SPACES = (
    f'xmlns="{OOXML}/spreadsheetml/2006/main" xmlns:r="{OOXML}/officeDocument/2006/relationships"'
    f' xmlns:mc="{OOXML}/markup-compatibility/2006" xmlns:xdr="{OOXML}/drawingml/2006/spreadsheetDrawing"'
    f' xmlns:a="{OOXML}/drawingml/2006/main" xmlns:dgm="{OOXML}/drawingml/2006/diagram"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = {
    "workbook": "sheet.main",
    "worksheets/sheet1": "worksheet",
    "sharedStrings": "sharedStrings",
    "styles": "styles",
}


def inline(reference: str, text: str, style: int = 0) -> str:
    """A cell with a text of its own."""
    return f"<c r='{reference}' s='{style}' t='inlineStr'><is><t xml:space='preserve'>{text}</t></is></c>"


def sheet_row(number: int, *cells: str, attributes: str = "") -> str:
    """A row of a sheet."""
    return f"<row r='{number}' {attributes}>{''.join(cells)}</row>"


def workbook(
    path: Path,
    rows: str,
    *,
    shared: str = "",
    before: str = "",
    after: str = "",
    styles: str = "",
    named: Mapping[str, str] | None = None,
    parts: Mapping[str, str] | None = None,
) -> Path:
    """A workbook of one sheet.

    Args:
        path: Where it is written.
        rows: Of the sheet.
        shared: Strings that cells name by their number.
        before: What stands before the rows.
        after: What stands after them.
        styles: The part with the styles; a font and a format where it is empty.
        named: Relations of the sheet.
        parts: Further parts.
    """
    kinds = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in _TYPES.items()
    )
    own = styles or styled("<font/>", "")
    listed = "<sheets><sheet name='F' sheetId='1' r:id='r1'/></sheets>"
    return write_zip(
        path,
        {
            "[Content_Types].xml": f'<Types xmlns="{OOXML}/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/>{kinds}</Types>',
            "_rels/.rels": relations(r1="officeDocument xl/workbook.xml"),
            "xl/workbook.xml": f"<workbook {X_SPACES}>{listed}</workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                r1="worksheet worksheets/sheet1.xml", r2="sharedStrings sharedStrings.xml", r3="styles styles.xml"
            ),
            "xl/worksheets/sheet1.xml": f"<worksheet {X_SPACES}>{before}<sheetData>{rows}</sheetData>{after}"
            "</worksheet>",
            "xl/worksheets/_rels/sheet1.xml.rels": relations(**(named or {})),
            "xl/sharedStrings.xml": f"<sst {X_SPACES}>{shared}</sst>",
            "xl/styles.xml": f"<styleSheet {X_SPACES}>{own}</styleSheet>",
            **(parts or {}),
        },
    )


def styled(fonts: str, formats: str, fills: str = "") -> str:
    """The styles of a workbook: fonts, what cells take of them, colours of ground (after the two usual ones)."""
    usual = "".join(f"<fill><patternFill patternType='{kind}'/></fill>" for kind in ("none", "gray125"))
    return (
        f"<fonts>{fonts}</fonts><fills>{usual}{fills}</fills><borders><border/></borders>"
        f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/>{formats}</cellXfs>"
        "<cellStyles><cellStyle name='Normal' xfId='0' builtinId='0'/></cellStyles>"
    )
