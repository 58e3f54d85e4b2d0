"""Follow-up over time: two versions of one plan, what changed by indicator, with both quotes."""

from __future__ import annotations

from domain import Cell
from exports.charts import change_chart
from exports.contents import ExportedDocument
from exports.deliverable_blocks import (
    Blank,
    Block,
    DataTable,
    DeliverablePart,
    Heading,
    Paragraph,
    TableText,
    Written,
)
from exports.deliverables.common_parts import SERIES, counts_of, limits_part, method_part, review_part, sample_part
from exports.deliverables.material import Material, is_established, tally
from exports.deliverables.registry_of_kinds import DeliverableKind, Need
from exports.deliverables.wording import COLOURS_TOLD, LEGEND, address_of, document_text, first_proof, in_book, shown
from exports.file_text import amounts_once
from exports.sheet import new_book, pairs_sheet, rows_sheet, workbook_bytes
from exports.table import Content

TO_WRITE = ("lecture du changement : ce qu'il veut dire, et d'où il vient",)
UNKNOWN, SAME, VERDICT, VALUES = "non établi", "aucun", "verdict", "valeurs"
CHARTED = 30
"""Pairs of versions that have a chart each, at most: of more, the series at the end say the same."""
HEADERS = ("Indicateur", "Changement", "Avant", "Citation d'avant", "Après", "Citation d'après")


def written(material: Material) -> Written:
    """One chapter a pair of versions."""
    blocks: list[Block] = []
    pairs = material.versions()
    for older, newer in pairs:
        blocks += _pair(material, older, newer, charted=len(pairs) <= CHARTED)
    parts = [
        sample_part(material),
        review_part(material),
        DeliverablePart("changements", "Ce qui change d'une version à l'autre", tuple(blocks)),
        DeliverablePart("series", "Séries par territoire", (_series(material),)),
        method_part(material),
        limits_part("Un changement n'est dit établi que si les deux cases le sont ; deux versions ne se comparent qu'à "
                    "même grille et même périmètre."),
    ]  # fmt: skip
    return Written("Suivi dans le temps", material.export.title, material.made, tuple(parts), landscape=True)


def change(before: Cell | None, after: Cell | None) -> str:
    """What changed between two cells, as far as people established both."""
    if before is None or after is None or not (is_established(before) and is_established(after)):
        return UNKNOWN
    if before.verdict != after.verdict:
        return VERDICT
    return VALUES if _amounts(before) != _amounts(after) else SAME


def _amounts(cell: Cell) -> set[tuple[float, str | None]]:
    return {(value.value, value.unit) for value in cell.values}


def _pair(material: Material, older: ExportedDocument, newer: ExportedDocument, *, charted: bool) -> list[Block]:
    counts = {
        name: (before, after)
        for name, before, after in zip(
            SERIES, counts_of(tally(list(older.cells))), counts_of(tally(list(newer.cells))), strict=True
        )
    }
    title = f"{newer.info.territory or newer.info.plan or newer.info.title} : {_version(older)} puis {_version(newer)}"
    rows = tuple(_row(material, older, newer, one.code, one.name) for one in material.grid.indicators)
    chart = change_chart(f"Verdicts établis, {title}", _version(older), _version(newer), counts)
    return [
        Heading(title),
        *([chart.picture(0.7)] if charted else []),
        DataTable(f"Changements, {title}", HEADERS, rows, (1.6, 1.3, 1.2, 3.1, 1.2, 3.1), small=True),
        *(Blank(prompt, 3) for prompt in TO_WRITE),
    ]


def _version(document: ExportedDocument) -> str:
    return document_text(document)


def _row(
    material: Material, older: ExportedDocument, newer: ExportedDocument, code: str, name: str
) -> tuple[TableText, ...]:
    before, after = ({cell.indicator: cell for cell in one.cells}.get(code) for one in (older, newer))
    return (f"{code} {name}", change(before, after), shown(before), _proof(material, older, before), shown(after),
            _proof(material, newer, after))  # fmt: skip


def _proof(material: Material, document: ExportedDocument, cell: Cell | None) -> TableText:
    values = " ; ".join(amounts_once(cell.values)[:3]) if cell else ""
    return first_proof(material, document, cell, f"Valeurs : {values}\n" if values else "")


def _series(material: Material) -> Block:
    documents = [one for pair in material.versions() for one in pair]
    rows = []
    for document in {one.info.slug: one for one in documents}.values():
        found = counts_of(tally(list(document.cells)))
        day = document.info.date.strftime("%d/%m/%Y") if document.info.date else "sans date"
        rows.append(
            (document.info.territory or document.info.plan or "", day, document_text(document), *map(str, found))
        )
    if not rows:
        return Paragraph("Aucune série : il faut deux versions d'un même plan.")
    return DataTable("Verdicts établis par version", ("Territoire", "Date", "Version", *SERIES), tuple(sorted(rows)),
                     (2, 1, 2, 0.7, 0.7, 0.7, 0.9, 0.9))  # fmt: skip


def book(material: Material) -> bytes:
    """The same rows, to be filtered."""
    made = new_book("Suivi dans le temps")
    rows: list[list[Content]] = []
    for older, newer in material.versions():
        for one in material.grid.indicators:
            row = _row(material, older, newer, one.code, one.name)
            rows.append(
                [
                    newer.info.territory or newer.info.plan or "",
                    _version(older),
                    _version(newer),
                    *map(in_book, row[:4]),
                    address_of(row[3]),
                    *map(in_book, row[4:]),
                    address_of(row[5]),
                ]
            )
    own = [*zip(HEADERS, (28.0, 13.0, 16.0, 60.0, 16.0, 60.0), strict=True)]
    columns = [("Territoire", 24.0), ("Version d'avant", 20.0), ("Version d'après", 20.0), *own[:4],
               ("Page d'avant", 9.0), *own[4:], ("Page d'après", 9.0)]  # fmt: skip
    centred = (5, 6, 8, 9, 11)
    rows_sheet(made, "Changements", material.export.title, columns, rows, centred=centred, frozen="E2")
    pairs_sheet(made, LEGEND, material.export.title, [
        *COLOURS_TOLD,
        ("Changement", "« verdict » ou « valeurs » : les deux cases sont établies et diffèrent. « aucun » : elles sont "
                       "établies et disent de même. « non établi » : l'une au moins n'a pas été relue."),
    ])  # fmt: skip
    return workbook_bytes(made)


KIND = DeliverableKind(
    "suivi",
    "Suivi dans le temps",
    "Deux versions d'un plan : ce qui change par indicateur, avec les deux citations ; séries par territoire.",
    ("echantillon", "relecture", "changements", "series", "methode", "limites"),
    70,
    written=written,
    book=book,
    need=Need.VERSIONS,
    blanks=TO_WRITE,
)
