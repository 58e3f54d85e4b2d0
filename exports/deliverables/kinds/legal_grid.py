"""Legal reading grid: each obligation of the grid with its article, the piece that carries it, and what was found."""

from __future__ import annotations

import re

from domain import DocumentKind
from domain.labels import PIECE_KINDS
from exports.contents import ExportedDocument
from exports.deliverable_blocks import (
    Blank,
    DataTable,
    DeliverablePart,
    Heading,
    Paragraph,
    TableText,
    Written,
)
from exports.deliverables.common_parts import limits_part, method_part, review_part
from exports.deliverables.former_articles import former_articles
from exports.deliverables.material import Material
from exports.deliverables.registry_of_kinds import DeliverableKind
from exports.deliverables.wording import COLOURS_TOLD, LEGEND, address_of, first_proof, in_book, kind_name, shown
from exports.sheet import new_book, pairs_sheet, rows_sheet, workbook_bytes
from exports.table import Content
from indicator_queries import Indicator

TO_WRITE = ("lecture juridique du service : portée des textes, jurisprudence", "suites à donner")
_SCOT, _PLU = re.compile(r"\bSCoT\b"), re.compile(r"\bPLU")
HEADERS = ("Document", "Obligation", "Article (ancien numéro)", "Pièce attendue", "Trouvé ?", "Citation et page")
WIDTHS = (1.6, 1.8, 2.4, 1.5, 1.3, 4.2)


def written(material: Material) -> Written:
    """One table a document."""
    parts = [DeliverablePart("avertissement", "Avant de lire", (
        Paragraph("Sous « Trouvé ? », « Oui » et « Partiel » en couleur veulent dire qu'une personne a établi que le "
                  "dossier en parle ; ce qui est en italique, personne ne l'a établi. Ce tableau ne dit pas si le "
                  "document respecte le droit : c'est l'affaire du service. Les articles sont ceux de la grille, à "
                  "revérifier sur Légifrance."),), required=True)]  # fmt: skip
    blocks: list[Heading | DataTable | Paragraph] = []
    for document in material.documents:
        blocks += [
            Heading(document.info.title),
            DataTable(f"Obligations et preuves, {document.info.title}", HEADERS[1:], tuple(
                row[1:] for row in _rows(material, document)), WIDTHS[1:], small=True),
            *_left_out(material, document),
        ]  # fmt: skip
    parts += [
        DeliverablePart("obligations", "Obligations, document par document", tuple(blocks)),
        DeliverablePart("lecture-juridique", "Lecture juridique", tuple(Blank(prompt, 4) for prompt in TO_WRITE)),
        review_part(material),
        method_part(material),
        limits_part(
            "Les numéros d'articles viennent de la grille ; la correspondance avec les anciens numéros est indicative."
        ),
    ]
    return Written("Grille de lecture juridique", material.export.title, material.made, tuple(parts), landscape=True)


def _rows(material: Material, document: ExportedDocument) -> list[tuple[TableText, ...]]:
    cells = {cell.indicator: cell for cell in document.cells}
    rows: list[tuple[TableText, ...]] = []
    for one in material.grid.indicators:
        cell = cells.get(one.code)
        articles = _articles(material, one, document.info.kind)
        if articles:
            rows.append((document.info.title, f"{one.code} {one.name}", articles, _pieces(one, document.info.kind),
                         shown(cell), first_proof(material, document, cell)))  # fmt: skip
    return rows


def _left_out(material: Material, document: ExportedDocument) -> tuple[Paragraph, ...]:
    """Says which lines of the grid are missing because none of their articles holds for this kind of plan."""
    named = [f"{one.code} {one.name}" for one in material.grid.indicators
             if not _articles(material, one, document.info.kind)]  # fmt: skip
    if not named:
        return ()
    said = f"Sans article dans la grille pour un {kind_name(document.info.kind)} : {', '.join(named)}."
    return (Paragraph(said, note=True),)


def _articles(material: Material, one: Indicator, kind: DocumentKind | None) -> str:
    """The articles that hold for a kind of plan, each with its former number where it is known."""
    own = []
    for text in one.legal_basis:
        scot, plu = bool(_SCOT.search(text)), bool(_PLU.search(text))
        if kind is DocumentKind.SCOT and plu and not scot:
            continue
        if kind in (DocumentKind.PLU, DocumentKind.PLUI) and scot and not plu:
            continue
        former = former_articles(text, material.former_articles)
        own.append(f"{text} – anciennement {', '.join(former)}" if former else text)
    return "\n".join(own)


def _pieces(one: Indicator, kind: DocumentKind | None) -> str:
    outside = {
        DocumentKind.SCOT: ("reglement", "oap"),
        DocumentKind.PLU: ("doo", "pas"),
        DocumentKind.PLUI: ("doo", "pas"),
    }
    left_out = outside.get(kind, ()) if kind else ()
    return ", ".join(PIECE_KINDS[piece] for piece in one.where if piece.value not in left_out)


def book(material: Material) -> bytes:
    """The same rows, to be filtered, with columns for the reading of the service."""
    made = new_book("Grille de lecture juridique")
    rows: list[list[Content]] = []
    for document in material.documents:
        for row in _rows(material, document):
            rows.append([*map(in_book, row), address_of(row[-1]), kind_name(document.info.kind), "", ""])
    columns = [*zip(HEADERS, (24.0, 26.0, 40.0, 24.0, 16.0, 70.0), strict=True), ("Page", 8.0), ("Nature", 10.0),
               ("Lecture du service", 40.0), ("Jurisprudence", 30.0)]  # fmt: skip
    rows_sheet(made, "Obligations", material.export.title, columns, rows, centred=(5, 7, 8), frozen="C2")
    pairs_sheet(made, LEGEND, material.export.title, [
        *COLOURS_TOLD,
        ("Trouvé ?", "Verdict établi par une personne ; sinon la case le dit. Un « non » dit ce qui a été cherché."),
        ("Articles", "Ceux de la grille, à revérifier sur Légifrance. Les anciens numéros sont indicatifs."),
        ("Lecture du service", "À écrire par le service : l'outil ne porte aucune appréciation juridique."),
    ])  # fmt: skip
    return workbook_bytes(made)


KIND = DeliverableKind(
    "grille-juridique",
    "Grille de lecture juridique",
    "Chaque obligation de la grille, son article, la pièce qui devrait la porter, ce qui a été trouvé et où.",
    ("avertissement", "obligations", "lecture-juridique", "relecture", "methode", "limites"),
    30,
    written=written,
    book=book,
    blanks=TO_WRITE,
)
