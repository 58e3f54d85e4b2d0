"""Comparative table, indicator by document: verdicts, values, quotes and sources, reviewed or not."""

from __future__ import annotations

from domain import Cell
from domain.evidence_rows import sentences_once
from domain.whole_quotes import whole_quote
from exports.contents import ExportedDocument, rows_of
from exports.deliverable_blocks import (
    DataTable,
    DeliverablePart,
    Heading,
    Linked,
    Paragraph,
    ShownVerdict,
    TableText,
    Written,
)
from exports.deliverables.common_parts import limits_part, method_part, review_part, sample_part
from exports.deliverables.material import Material, is_established
from exports.deliverables.registry_of_kinds import DeliverableKind
from exports.deliverables.wording import column_title, page_text, proof_text, shown, status_text
from exports.dossier_book import dossier_book
from exports.file_text import amounts_once, day, many, model_text
from exports.sheet import workbook_bytes

PROOFS = 3
"""Quotes of a cell in the Word file; the workbook has them all."""
ACROSS = 7
"""Documents side by side on a page, at most; with more, each indicator has a row a document."""
MEASURED = "Mesuré dans une table géographique, et non cité."
"""What stands in place of a quote beside hectares."""


def written(material: Material) -> Written:
    """The matrix where it fits a page, then each indicator with its documents."""
    parts = [sample_part(material), review_part(material)]
    if len(material.documents) <= ACROSS:
        parts.append(DeliverablePart("matrice", "Vue d'ensemble", (_matrix(material),)))
    parts += [
        DeliverablePart("indicateurs", "Indicateur par indicateur", tuple(_indicators(material))),
        method_part(material),
        limits_part(),
    ]
    return Written(
        "Tableau comparatif des documents d'urbanisme",
        f"{material.export.title} – {material.grid.title}",
        material.made,
        tuple(parts),
        landscape=True,
    )


def book(material: Material) -> bytes:
    """One sheet a view: verdicts, citations, values, answers of the tool, legend, sources."""
    return workbook_bytes(dossier_book(material.export))


def _matrix(material: Material) -> DataTable:
    cells = {(document.info.slug, cell.indicator): cell for document, cell in material.cells()}
    rows: tuple[tuple[TableText, ...], ...] = tuple(
        (
            f"{one.code} {one.name}",
            *(shown(cells.get((document.info.slug, one.code))) for document in material.documents),
        )
        for one in material.grid.indicators
    )
    headers = ("Indicateur", *(column_title(document) for document in material.documents))
    return DataTable(
        "Verdicts par indicateur et par document (en italique : rien n'est établi)",
        headers, rows, (2.6, *[1.6] * len(material.documents)), small=len(material.documents) > 3,
    )  # fmt: skip


def _indicators(material: Material) -> list[Heading | Paragraph | DataTable]:
    blocks: list[Heading | Paragraph | DataTable] = []
    for one in material.grid.indicators:
        found = material.of_indicator(one.code)
        if not found:
            continue
        rows = tuple(
            row
            for document, cell in found
            for row in (*_rows(material, document, cell), *_surface_rows(document, cell))
        )
        blocks += [
            Heading(f"{one.code} {one.name}"),
            Paragraph(one.question),
            DataTable(
                f"{one.code} {one.name}, par document",
                ("Document", "Verdict", "Relu par, modèle", "Valeurs", "Citation", "Pièce et page"),
                rows, (1.7, 1.2, 1.5, 1.8, 4.4, 1.8), small=True,
            ),
        ]  # fmt: skip
    return blocks


def _rows(material: Material, document: ExportedDocument, cell: Cell) -> list[tuple[TableText, ...]]:
    decision, answer = cell.decision, cell.answer
    who = f"{decision.reviewer or 'sans nom'}, {day(decision.created_at)}" if decision else "relue par personne"
    who += f"\n{model_text(answer.llm)}" if answer else ""
    established = is_established(cell)
    idem = ShownVerdict("idem" if established else f"idem ({status_text(cell)})", None, established)
    quoted = sentences_once(rows_of(cell))
    values = amounts_once(cell.values)[:6]
    if not quoted:
        return [(document.info.title, shown(cell), who, "\n".join(values), "", proof_text(document, cell))]
    rows: list[tuple[TableText, ...]] = []
    for number, row in enumerate(quoted[:PROOFS]):
        citation = row.citation
        assert citation is not None
        href = material.link(citation, document.info.slug)
        place = page_text(document, citation)
        first: tuple[TableText, ...] = (document.info.title, shown(cell), who)
        if number:
            first = (document.info.title, idem, "")
        rows.append(
            (
                *first,
                "\n".join(amounts_once(row.values)[:6]),
                f"« {whole_quote(citation)} »",
                Linked(place, href) if href else place,
            )
        )
    more = len(quoted) - PROOFS
    if more > 0:
        said = many(more, "autre citation", "autres citations")
        where = "dans le classeur et dans le service"
        opened = Linked("ouvrir la case", material.cell_link(cell))
        rows.append((document.info.title, idem, "", "", f"{said} {where}", opened))
    return rows


def _surface_rows(document: ExportedDocument, cell: Cell) -> list[tuple[TableText, ...]]:
    """Hectares of geographic tables: a row each, without a quote, which they do not have."""
    return [
        (
            document.info.title,
            ShownVerdict("idem", None, is_established(cell)),
            "",
            surface.said,
            "\n".join((MEASURED, *(f"Texte : {one}" for one in surface.compared))),
            surface.source,
        )
        for surface in document.measured(cell)
    ]


KIND = DeliverableKind(
    "tableau-comparatif",
    "Tableau comparatif",
    "Tous les indicateurs et tous les documents côte à côte, avec verdicts, valeurs, citations et sources.",
    ("echantillon", "relecture", "matrice", "indicateurs", "methode", "limites"),
    10,
    written=written,
    book=book,
)
