"""Gold files written: the empty template that people fill, and cells as a file that imports again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.atomic import write_atomic
from domain.errors import UsageError
from evaluation.gold_cells import GoldCell, GoldEvidence, GoldValue
from evaluation.gold_file import OPTIONAL, PLACE_OF_VALUE, REQUIRED, VERDICTS
from evaluation.gold_tables import GUARDED
from evaluation.sheets import add_rows, book_bytes, harmless, new_book
from indicator_queries import Grid

COLUMNS = (*REQUIRED, *OPTIONAL)
"""Of the template that people fill."""
WRITTEN = (*COLUMNS, *PLACE_OF_VALUE)
"""Of a file that is written from cells."""
SHEET = "Analyse"
_WIDTHS = (24, 11, 12, 10, 9, 24, 26, 7, 60, 11, 40, 9, 13)
_PLACE_WIDTHS = (24, 11, 60)
_HELP = (
    "Une ligne par preuve : recopiez document, indicateur et verdict sur chaque ligne de la même case.",
    "verdict : oui, partiel, non ou sans_objet. Un « non » tient en une ligne, sans pièce ni page.",
    "piece : nom du fichier sans son extension. page : numéro physique (la première page du fichier est 1).",
    "citation : recopiée mot pour mot. pertinence : 3 décisive, 2 appuie, 1 liée au sujet.",
    "valeur et unite : un chiffre de la preuve et son unité (12,5 et ha) ; libelle_valeur : ce qu'il mesure.",
    "commentaire : écrivez « doute » si un autre lecteur soigneux pourrait décider autrement.",
    "minutes : temps passé sur la case (sur sa première ligne), lecture comprise. Sans ce temps, aucun gain de temps "
    "ne peut être calculé. Si vous n'avez que le temps du document entier, mettez-le sur sa toute première ligne.",
    "Les lignes que vous laissez vides sont passées à l'import. Vérifiez le fichier : biollm gold check FICHIER.",
)


@dataclass(frozen=True, slots=True)
class TemplateDocument:
    """A document to annotate: its slug, and the names of its pieces for the drop-down list."""

    slug: str
    pieces: tuple[str, ...]


def write_template(path: Path, documents: Sequence[TemplateDocument], grid: Grid, annotator: str = "") -> None:
    """Write an empty gold file: one row for each indicator of each document (XLSX, or CSV by the suffix).

    The workbook has lists of the verdicts, pertinences and pieces, a sheet of instructions and one that
    shows the indicators with their rubric.

    Raises:
        UsageError: The suffix is neither .xlsx nor .csv.
        DiskFull: No space left on the disk.
        StorageError: The file cannot be written.
    """
    rows = [
        [document.slug, indicator.code, *[""] * (len(COLUMNS) - 3), annotator]
        for document in documents
        for indicator in grid.indicators
    ]
    if _suffix(path) == ".csv":
        write_atomic(path, _csv(rows))
        return
    write_atomic(path, _template_book(rows, documents, grid))


def template_bytes(documents: Sequence[TemplateDocument], grid: Grid) -> bytes:
    """As :func:`write_template`, the bytes of an .xlsx file."""
    rows = [
        [document.slug, indicator.code, *[""] * (len(COLUMNS) - 2)]
        for document in documents
        for indicator in grid.indicators
    ]
    return _template_book(rows, documents, grid)


def _template_book(rows: Sequence[Sequence[str]], documents: Sequence[TemplateDocument], grid: Grid) -> bytes:
    book = new_book("Analyse manuelle, référence")
    sheet = add_rows(book, SHEET, COLUMNS, rows, _WIDTHS)
    _add_lists(sheet, documents)
    add_rows(book, "Mode d'emploi", ("Mode d'emploi",), [[line] for line in _HELP], (100,))
    add_rows(
        book,
        "Indicateurs",
        ("code", "nom", "question", "oui", "partiel", "non", "sans objet"),
        [
            [
                indicator.code,
                indicator.name,
                indicator.question,
                indicator.rubric.oui,
                indicator.rubric.partiel,
                indicator.rubric.non,
                indicator.rubric.sans_objet or "",
            ]
            for indicator in grid.indicators
        ],
        (8, 30, 50, 50, 50, 40, 40),
    )
    return book_bytes(book)


def write_gold(path: Path, cells: Iterable[GoldCell], comments: Mapping[tuple[str, str], str] | None = None) -> None:
    """Write cells as a gold file (XLSX or CSV) that :func:`evaluation.read_gold` imports as the same cells.

    Args:
        path: .xlsx or .csv.
        cells: The cells.
        comments: Comment of a cell by (document, indicator).

    Raises:
        UsageError: The suffix is neither .xlsx nor .csv.
        DiskFull: No space left on the disk.
        StorageError: The file cannot be written.
    """
    said = comments or {}
    rows = [row for cell in cells for row in _rows(cell, said.get((cell.document, cell.indicator), ""))]
    if _suffix(path) == ".csv":
        write_atomic(path, _csv(rows, WRITTEN))
        return
    write_atomic(path, _book(rows))


def gold_bytes(cells: Iterable[GoldCell], comments: Mapping[tuple[str, str], str] | None = None) -> bytes:
    """As :func:`write_gold`, the bytes of an .xlsx file."""
    said = comments or {}
    return _book([row for cell in cells for row in _rows(cell, said.get((cell.document, cell.indicator), ""))])


def _book(rows: Iterable[Sequence[str]]) -> bytes:
    book = new_book("Analyse manuelle, référence")
    texts = ([_guarded(text) for text in row] for row in rows)
    add_rows(book, SHEET, WRITTEN, texts, (*_WIDTHS, *_PLACE_WIDTHS))
    return book_bytes(book)


def _rows(cell: GoldCell, comment: str) -> list[list[str]]:
    """One row a value beside the evidence that gives it, evidence without values, then values that no evidence gives.

    A value is never beside a quote that does not give it. The first row carries comment and minutes.
    """
    if cell.doubtful and "doute" not in comment:
        comment = f"doute. {comment}".strip()
    beside: list[list[GoldValue]] = [[] for _ in cell.evidence]
    alone: list[GoldValue] = []
    for value in cell.values:
        at = next((at for at, evidence in enumerate(cell.evidence) if _gives(evidence, value)), None)
        (alone if at is None else beside[at]).append(value)
    pairs: list[tuple[GoldEvidence | None, GoldValue | None]] = [
        (evidence, value) for evidence, values in zip(cell.evidence, beside, strict=True) for value in values or (None,)
    ]
    pairs += [(None, value) for value in alone]
    return [
        [
            cell.document,
            cell.indicator,
            cell.verdict.value,
            *_value_texts(value),
            evidence.piece if evidence else "",
            str(evidence.page) if evidence and evidence.page is not None else "",
            (evidence.quote if evidence else "") or "",
            str(evidence.pertinence) if evidence else "",
            comment if number == 0 else "",
            f"{cell.minutes:.10g}".replace(".", ",") if cell.minutes is not None and number == 0 else "",
            cell.annotator or "",
            *_place_texts(evidence, value),
        ]
        for number, (evidence, value) in enumerate(pairs or [(None, None)])
    ]


def _gives(evidence: GoldEvidence, value: GoldValue) -> bool:
    """Whether the value's own quote stands in the evidence."""
    if value.quote is None or evidence.quote is None:
        return False
    return (value.piece, value.page) == (evidence.piece, evidence.page) and value.quote in evidence.quote


def _value_texts(value: GoldValue | None) -> tuple[str, str, str]:
    return (value.text, value.unit or "", value.label or "") if value else ("", "", "")


def _place_texts(evidence: GoldEvidence | None, value: GoldValue | None) -> tuple[str, str, str]:
    """The place of a value, empty where reading the row again gives it by itself."""
    if value is None or value.piece is None:
        return "", "", ""
    if evidence is not None and value.quote == evidence.quote and value.gives(value.quote or ""):
        return "", "", ""
    return value.piece, "" if value.page is None else str(value.page), value.quote or ""


def _add_lists(sheet: Any, documents: Sequence[TemplateDocument]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    pieces = ",".join(dict.fromkeys(name.replace(",", " ") for document in documents for name in document.pieces))
    choices = {"verdict": ",".join(VERDICTS), "pertinence": "3,2,1", "piece": pieces}
    for column, listed in choices.items():
        if not listed or len(listed) > 250:  # Excel refuses a longer list
            continue
        letter = sheet.cell(row=1, column=COLUMNS.index(column) + 1).column_letter
        # A warning and no refusal: what is typed may be right (a piece added since), the import checks it anyway.
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, errorStyle="warning")
        sheet.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}2000")
    # Values are typed as text: Excel then does not make a date of 2-3.
    letter = sheet.cell(row=1, column=COLUMNS.index("valeur") + 1).column_letter
    sheet.column_dimensions[letter].number_format = "@"
    for row in range(2, sheet.max_row + 1):
        sheet[f"{letter}{row}"].number_format = "@"


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise UsageError(
            f"le format « {suffix or 'sans extension'} » n'est pas connu.",
            where=str(path),
            remedy="Nommez le fichier en .xlsx ou en .csv.",
        )
    return suffix


def _guarded(text: str) -> str:
    """The text with one apostrophe more where reading it again would take one away."""
    return f"'{text}" if GUARDED.match(text) else text


def _csv(rows: Iterable[Sequence[str]], columns: Sequence[str] = COLUMNS) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(_guarded(text)) for text in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace")
