"""The sheets of a dossier: what was decided, what shows it, and, at the end, what only a program needs."""

from __future__ import annotations

from collections.abc import Iterable

from domain import Answer, Cell, Citation, Value
from domain.labels import STANDINGS, STATUSES
from domain.said_values import SaidValue, said_together
from domain.text_layout import lines_in
from exports.contents import Export, ExportedDocument, rows_of
from exports.deliverables.material import is_established
from exports.file_text import (
    NOT_ASKED,
    SCALE_UNIT,
    amounts_once,
    day,
    evidence_kind,
    many,
    pages_text,
    scale_text,
    verdict_text,
    whole_text,
)
from exports.legend import about_lines, legend_lines
from exports.measured_surface import MeasuredSurface, surface_line
from exports.sheet import Book, new_book, pairs_sheet, rows_sheet
from exports.table import Addressed, Content, Tinted, opening

Row = list[Content]
TABLES = "Tables géographiques"
LISTED = 12
"""Lines of values in a row of the first sheet; all of them stand on the sheet that is named there."""
_OF_SHEETS: tuple[tuple[Content, Content], ...] = (
    ("Verdict sans couleur", "Personne ne l'a établi : c'est la réponse de l'outil, ou une décision à reprendre."),
    ("« ouvrir », numéro souligné", "La case ou la page citée, dans l'outil, qui doit tourner à l'adresse du lien."),
    ("(suite)", "Suite d'un texte trop long pour une seule ligne d'Excel. Verdict et nombres n'y sont pas répétés."),
)


def dossier_book(export: Export) -> Book:
    """The workbook of one document or several."""
    book = new_book(f"Réponses à la grille d'indicateurs – {export.title}")
    _verdicts(book, export)
    _citations(book, export)
    _values(book, export)
    if any(document.surfaces for document in export.documents):
        _surfaces(book, export)
    _tool(book, export)
    pairs_sheet(book, "Légende", export.title, [*legend_lines(), *_OF_SHEETS])
    pairs_sheet(book, "À propos", export.title, about_lines(export))
    _technical(book, export)
    return book


def _sheet(
    book: Book,
    name: str,
    export: Export,
    columns: list[tuple[str, float]],
    rows: Iterable[tuple[ExportedDocument, Row]],
    centred: tuple[int, ...] = (),
) -> None:
    """Add a sheet; where there are several documents, each row begins with the name of its own."""
    shift = 1 if export.several else 0
    head = [("Document", 24.0)] if shift else []
    rows_sheet(
        book,
        name,
        export.title,
        [*head, *columns],
        ([document.info.title, *row] if shift else row for document, row in rows),
        centred=[column + shift for column in centred],
        frozen="C2" if shift else "B2",
    )


def _each(export: Export) -> Iterable[tuple[ExportedDocument, Cell]]:
    return ((document, cell) for document in export.documents for cell in document.cells)


def _verdicts(book: Book, export: Export) -> None:
    columns = [
        ("Indicateur", 26.0), ("Verdict", 11.0), ("Relecture", 12.0), ("Relu par", 16.0), ("Le", 11.0),
        ("État de la décision", 15.0), ("Verdict de l'outil", 11.0), ("Commentaire", 30.0), ("Valeurs", 34.0),
        ("Pages", 28.0), ("Case", 8.0),
    ]  # fmt: skip
    centred = [2, 3, 5, 6, 7, len(columns)]
    measured = any(document.measured(cell) for document, cell in _each(export))
    if measured:
        columns.append((TABLES, 34.0))
    rows = (
        (document, [*_verdict_row(export, document, cell), *([_measured(document, cell)] if measured else [])])
        for document, cell in _each(export)
    )
    _sheet(book, "Verdicts", export, columns, rows, centred=tuple(centred))


def _measured(document: ExportedDocument, cell: Cell) -> str:
    return _listed([surface_line(one) for one in document.measured(cell)], 34, TABLES)


def _verdict_row(export: Export, document: ExportedDocument, cell: Cell) -> Row:
    decision, answer = cell.decision, cell.answer
    return [
        document.named(cell),
        _verdict(cell),
        STATUSES[cell.status],
        decision.reviewer if decision else "",
        day(decision.created_at) if decision else "",
        STANDINGS[cell.standing] if cell.standing else "",
        verdict_text(answer.verdict) if answer else NOT_ASKED,  # no colour: nobody established it
        cell.comment or "",
        _listed(amounts_once(cell.values), 34, "Valeurs"),
        pages_text(cell.citations, document.piece_text),
        opening(export.cell_link(cell)),
    ]


def _verdict(cell: Cell) -> Content:
    """The verdict of a cell; only what a person established has its colour."""
    return Tinted(verdict_text(cell.verdict), cell.verdict if is_established(cell) else None)


def _listed(lines: list[str], width: float, sheet: str) -> str:
    """The lines that fit in a row, then how many there are besides and on which sheet."""
    taken = 0
    for number, line in enumerate(lines):
        taken += lines_in(line, width)
        if taken > LISTED and number:
            rest = f"… et {many(len(lines) - number, 'autre', 'autres')} : feuille « {sheet} »"
            return "\n".join([*lines[:number], rest])
    return "\n".join(lines)


def _citations(book: Book, export: Export) -> None:
    columns = [
        ("Indicateur", 24.0), ("Verdict", 11.0), ("Relecture", 12.0), ("Pièce", 20.0), ("Page", 7.0),
        ("Page imprimée", 10.0), ("Citation", 60.0), ("Valeurs citées", 26.0), ("Nature", 13.0),
        ("Phrase entière, sur deux pages", 60.0),
    ]  # fmt: skip
    rows = ((document, row) for document, cell in _each(export) for row in _citation_rows(export, document, cell))
    _sheet(book, "Citations", export, columns, rows, centred=(2, 3, 5, 6, 9))


def _citation_rows(export: Export, document: ExportedDocument, cell: Cell) -> Iterable[Row]:
    for row in rows_of(cell):
        cited = row.citation
        if cited is None or not row.cited:  # sentences that only give a value are on the sheet of values
            continue
        yield [
            document.named(cell),
            _verdict(cell),
            STATUSES[cell.status],
            *_place(export, document, cited),
            document.printed(cited),
            cited.quote,
            "\n".join(amounts_once(row.values)),
            evidence_kind(cell, row),
            whole_text(cited),
        ]


def _values(book: Book, export: Export) -> None:
    columns = [
        ("Indicateur", 24.0), ("Relecture", 12.0), ("Ce qui est mesuré", 28.0), ("Valeur", 11.0), ("Unité", 9.0),
        ("Zone, condition", 18.0), ("Phrase", 66.0), ("Pièce", 20.0), ("Page", 7.0), ("Page imprimée", 10.0),
        ("Aussi", 30.0),
    ]  # fmt: skip
    rows = (
        (document, _value_row(export, document, cell, said))
        for document, cell in _each(export)
        for said in said_together(cell.values)
    )
    _sheet(book, "Valeurs", export, columns, rows, centred=(2, 5, 9, 10))


def _value_row(export: Export, document: ExportedDocument, cell: Cell, said: SaidValue) -> Row:
    value = said.value
    measured = " – ".join(part for part in (value.label, value.subject) if part)
    return [
        document.named(cell),
        STATUSES[cell.status],
        measured,
        *_amount(value),
        ", ".join(part for part in (value.zone, value.condition) if part),
        value.quote or "",
        *_place(export, document, value),
        document.printed(value),
        pages_text(said.elsewhere, document.piece_text),
    ]


def _surfaces(book: Book, export: Export) -> None:
    """What the layers measure, each once: hectares of a column can be summed as far as objects do not overlap."""
    columns = [
        ("Ce qui est mesuré", 40.0), ("Hectares", 11.0), ("Source", 30.0), ("Indicateurs", 12.0),
        ("Texte et table", 13.0), ("Chiffres du texte", 34.0), ("Phrases du texte", 60.0),
    ]  # fmt: skip
    rows = ((document, _surface_row(one)) for document in export.documents for one in document.surfaces)
    _sheet(book, TABLES, export, columns, rows, centred=(4, 5))


def _surface_row(surface: MeasuredSurface) -> Row:
    return [
        surface.what,
        round(surface.hectares, 2),
        surface.source,
        ", ".join(surface.indicators),
        surface.agreement,
        "\n".join(surface.compared),
        "\n".join(f"« {one.quote} »" for one in surface.text),
    ]


def _place(export: Export, document: ExportedDocument, place: Citation | Value) -> tuple[Content, Content]:
    """Piece and page; the page opens the viewer."""
    address, piece = export.link(place, document.info.slug), document.piece_text(place.piece)
    if address is None:
        return piece, place.page
    if place.page is None:
        return piece, opening(address)
    return piece, Addressed(place.page, address)


def _amount(value: Value) -> tuple[Content, Content]:
    """Number and unit, that a person can sum; a scale is one text."""
    return (scale_text(value.value), "") if value.unit == SCALE_UNIT else (value.value, value.unit or "")


def _tool(book: Book, export: Export) -> None:
    columns = [
        ("Indicateur", 24.0), ("Question", 44.0), ("Verdict de l'outil", 11.0), ("Justification de l'outil", 70.0),
        ("Avertissements", 44.0),
    ]  # fmt: skip
    rows = (
        (document, _tool_row(document, cell, cell.answer))
        for document, cell in _each(export)
        if cell.answer is not None
    )
    _sheet(book, "Réponses de l'outil", export, columns, rows, centred=(3,))


def _tool_row(document: ExportedDocument, cell: Cell, answer: Answer) -> Row:
    indicator = document.indicator(cell)
    return [
        document.named(cell),
        indicator.question if indicator else "",
        verdict_text(answer.verdict),
        answer.rationale,
        "\n".join(warning.sentence for warning in answer.warnings),
    ]


def _technical(book: Book, export: Export) -> None:
    """Identifiers, for whoever must find again what made a line."""
    columns = [
        ("Identifiant du document", 28.0), ("Code", 8.0), ("Réponse n°", 10.0), ("Décision n°", 10.0),
        ("Statut", 14.0), ("État", 16.0), ("Modèle", 24.0), ("Empreinte du modèle", 18.0), ("Profil", 12.0),
        ("Façon de répondre", 28.0), ("Grille", 18.0), ("Secondes", 10.0),
    ]  # fmt: skip
    rows = [
        _technical_row(cell, digest)
        for document in export.documents
        for digest in [document.grid.digest[:16]]  # worked out anew each time it is asked for
        for cell in document.cells
    ]
    rows_sheet(book, "Technique", export.title, columns, rows, centred=(3, 4, 12))


def _technical_row(cell: Cell, digest: str) -> Row:
    answer = cell.answer
    made = answer.provenance.made if answer else None
    return [
        cell.document,
        cell.indicator,
        cell.answer_number,
        cell.decision.id if cell.decision else None,
        cell.status.value,
        cell.standing.value if cell.standing else "",
        answer.llm if answer else "",
        (made.model_digest or "")[:16] if made else "",
        made.profile if made else "",
        answer.way if answer else "",
        digest,
        round(answer.seconds, 1) if answer else None,
    ]
