"""Import of a gold file (CSV or XLSX): every fault at once, and nothing half imported."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from domain import Verdict
from domain.errors import GoldError
from domain.text_folding import fold
from evaluation.gold_cells import Gold, GoldCell, GoldEvidence, GoldRow, GoldValue
from evaluation.gold_tables import GoldTable, known_as, read_table
from french.quantities import read_number

REQUIRED = (
    "document", "indicateur", "verdict", "valeur", "unite", "libelle_valeur",
    "piece", "page", "citation", "pertinence", "commentaire",
)  # fmt: skip
OPTIONAL = ("minutes", "annotateur")
#: Where a value stands, when it is not in the quote of its row. The template leaves them out.
PLACE_OF_VALUE = ("piece_valeur", "page_valeur", "citation_valeur")
_FILLED_FOR_YOU = ("document", "indicateur", "annotateur")
VERDICTS = {verdict.value: verdict for verdict in Verdict if verdict is not Verdict.A_VERIFIER}

# « sans doute » and « aucun doute » say the contrary of a doubt.
_DOUBT = re.compile(r"(?<!sans )(?<!aucun )\bdoute(?:s|ux|use|uses)?\b", re.IGNORECASE)
# What Excel makes of 1/2 or 3-4 typed in a cell: « 01-févr », « 3-avr. », « févr-26 ».
_MONTH = re.compile(
    r"(?:\d{1,2}-)?(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)\.?(?:-\d{2,4})?", re.IGNORECASE
)
_REMEDY = "Corrigez ces lignes puis recommencez : rien n'a été importé."


def read_gold(path: Path, *, codes: Collection[str] | None = None, annotator: str | None = None) -> Gold:
    """Import a gold file: one row per piece of evidence, grouped into cells.

    Args:
        path: CSV in UTF-8 (comma, semicolon or tab; a BOM and decimal commas are fine) or XLSX
            (first sheet). Columns: document, indicateur, verdict, valeur, unite, libelle_valeur,
            piece, page, citation, pertinence, commentaire, and if wanted minutes, annotateur, and
            piece_valeur, page_valeur, citation_valeur: where a value stands, if not in the quote of its row.
        codes: Codes of the grid; a row with another one is a fault. None accepts any.
        annotator: Whose rows to keep, where several people annotated the same file.

    Raises:
        MissingPath: There is no readable file at ``path``.
        GoldError: The file cannot be used; ``faults`` lists every fault with its line and column.
    """
    rows, reading = _read_rows(path, codes)
    if annotator is not None:
        rows = [row for row in rows if row.annotator is not None and fold(row.annotator) == fold(annotator)]
        if not rows and not reading.faults:
            reading.faults.append((1, "annotateur", f"aucune ligne de « {annotator} »"))
    cells = _cells(rows, reading.faults)
    _refuse_faults(path, reading, cells)
    return Gold.of(cells, reading.blank)


def read_annotations(path: Path, *, codes: Collection[str] | None = None) -> dict[str, Gold]:
    """Import a file in which several people annotated the same cells, one gold a person.

    Args:
        path: As for :func:`read_gold`; the column ``annotateur`` tells the people apart.
        codes: As for :func:`read_gold`.

    Returns:
        Each annotator's gold, by name as first written; rows without a name are under the name "".

    Raises:
        MissingPath: There is no readable file at ``path``.
        GoldError: The file cannot be used; ``faults`` lists every fault with its line and column.
    """
    rows, reading = _read_rows(path, codes)
    people: dict[str, list[GoldRow]] = {}
    names: dict[str, str] = {}
    for row in rows:
        name = names.setdefault(fold(row.annotator or ""), row.annotator or "")
        people.setdefault(name, []).append(replace(row, annotator=name or None))
    cells = {name: _cells(own, reading.faults) for name, own in people.items()}
    _refuse_faults(path, reading, [cell for own in cells.values() for cell in own])
    return {name: Gold.of(own) for name, own in cells.items()}


def _read_rows(path: Path, codes: Collection[str] | None) -> tuple[list[GoldRow], _RowReader]:
    table = read_table(path, (*REQUIRED, *OPTIONAL, *PLACE_OF_VALUE))
    columns = columns_of(table, path)
    reading = _RowReader(columns, codes)
    names = {position: name for name, position in columns.items()}
    reading.faults += [(line, names.get(position), message) for line, position, message in table.faults]
    reading.spoilt = frozenset((line, names.get(position, "")) for line, position, _ in table.faults)
    return [row for line, cells in table.rows if (row := reading.row(line, cells)) is not None], reading


def _refuse_faults(path: Path, reading: _RowReader, cells: Sequence[GoldCell]) -> None:
    if not cells and not reading.faults:
        said = "aucune ligne n'a de verdict" if reading.blank else "le fichier n'a aucune ligne sous ses titres"
        reading.faults.append((1, None, said))
    if reading.faults:
        raise gold_error(path, reading.faults)


FileFault = tuple[int, str | None, str]
Faults = list[FileFault]


def gold_error(path: Path, faults: Sequence[FileFault]) -> GoldError:
    """All faults of a file as one error, by line; each is (line, column or None, what is wrong)."""
    lines = tuple(
        f"ligne {line}, colonne {column} : {message}" if column else f"ligne {line} : {message}"
        for line, column, message in sorted(faults, key=lambda fault: fault[0])
    )
    count = "1 défaut" if len(lines) == 1 else f"{len(lines)} défauts"
    return GoldError(
        f"le fichier de référence ne peut pas être importé ({count}).", lines, where=str(path), remedy=_REMEDY
    )


def columns_of(
    table: GoldTable,
    path: Path,
    required: Sequence[str] = REQUIRED,
    optional: Sequence[str] = (*OPTIONAL, *PLACE_OF_VALUE),
) -> dict[str, int]:
    """Position of each known column.

    Raises:
        GoldError: A column is unknown, there twice, without a title, or absent though required.
    """
    allowed = (*required, *optional)
    columns: dict[str, int] = {}
    faults: Faults = []
    names = [known_as(name) for name in table.header]
    for position, name in enumerate(names):
        if not name:
            if any(len(cells) > position and cells[position] for _, cells in table.rows):
                faults.append((table.header_line, None, f"la colonne n° {position + 1} n'a pas de titre"))
        elif name in columns:
            faults.append((table.header_line, name, "cette colonne est présente deux fois"))
        elif name not in allowed:
            close = get_close_matches(name, allowed, n=1)
            hint = f" ; vouliez-vous dire « {close[0]} » ?" if close else ""
            faults.append((table.header_line, name, f"colonne inconnue{hint}"))
        else:
            columns[name] = position
    faults += [(table.header_line, name, "colonne absente") for name in required if name not in columns]
    if faults:
        raise gold_error(path, faults)
    return columns


@dataclass(slots=True)
class _RowReader:
    """Reads rows one by one and keeps what is wrong with them."""

    columns: Mapping[str, int]
    codes: Collection[str] | None
    faults: Faults = field(default_factory=list)
    spoilt: frozenset[tuple[int, str]] = frozenset()
    blank: int = 0
    """Rows of a template that nobody filled: a document and an indicator, and nothing else."""

    def row(self, line: int, cells: tuple[str, ...]) -> GoldRow | None:
        if not any(cells):
            return None
        before = len(self.faults)
        width = max(self.columns.values()) + 1
        if any(cells[width:]):
            self.faults.append((line, None, "il y a plus de cellules que de colonnes (un séparateur de trop ?)"))
        got = {name: cells[at] if at < len(cells) else "" for name, at in self.columns.items()}
        if got["document"] and got["indicateur"] and not any(got[name] for name in got if name not in _FILLED_FOR_YOU):
            self.blank += 1
            return None
        document = self._needed(line, got, "document")
        indicator = self._needed(line, got, "indicateur")
        if indicator and self.codes is not None and indicator not in self.codes:
            self.faults.append((line, "indicateur", f"« {indicator} » n'est pas un code de la grille"))
        verdict = self._verdict(line, got["verdict"])
        evidence = self._evidence(line, got)
        if evidence is not None and verdict is Verdict.NON:
            self.faults.append((line, "piece", "un verdict « non » n'a pas de preuve : laissez pièce et page vides"))
        value = self._placed(line, got, self._value(line, got), evidence)
        minutes = self._minutes(line, got.get("minutes", ""))
        if len(self.faults) > before or verdict is None:
            return None
        comment, annotator = got["commentaire"] or None, got.get("annotateur") or None
        return GoldRow(line, document, indicator, verdict, value, evidence, comment, minutes, annotator)

    def _needed(self, line: int, got: Mapping[str, str], column: str) -> str:
        if not got[column]:
            self.faults.append((line, column, "cellule vide"))
        return got[column]

    def _verdict(self, line: int, text: str) -> Verdict | None:
        verdict = VERDICTS.get(fold(text).replace(" ", "_"))
        if verdict is None:
            said = "cellule vide" if not text else f"« {text} » n'est pas un verdict"
            self.faults.append((line, "verdict", f"{said} ; verdicts possibles : {', '.join(VERDICTS)}"))
        return verdict

    def _value(self, line: int, got: Mapping[str, str]) -> GoldValue | None:
        text, unit, label = got["valeur"], got["unite"] or None, got["libelle_valeur"] or None
        if _MONTH.fullmatch(text) and (line, "valeur") not in self.spoilt:
            message = f"« {text} » : le tableur a sans doute changé une valeur en date ; mettez la colonne en texte"
            self.faults.append((line, "valeur", message))
            return None
        if not text:
            if unit:
                self.faults.append((line, "unite", "une unité sans valeur"))
            return None
        if text.endswith("%") and unit in (None, "%"):
            text, unit = text[:-1].strip(), "%"
        return GoldValue(text, read_number(text), unit, label)

    def _placed(
        self, line: int, got: Mapping[str, str], value: GoldValue | None, evidence: GoldEvidence | None
    ) -> GoldValue | None:
        """The value with its own place: the columns that say it, else the quote of its row where that one gives it."""
        piece, page, quote = (got.get(name, "") for name in PLACE_OF_VALUE)
        if not piece:
            for name, said in (("page_valeur", page), ("citation_valeur", quote)):
                if said:
                    self.faults.append((line, name, "remplie alors que piece_valeur est vide"))
            if value is None or evidence is None or evidence.quote is None or not value.gives(evidence.quote):
                return value
            return replace(value, piece=evidence.piece, page=evidence.page, quote=evidence.quote)
        if value is None:
            self.faults.append((line, "piece_valeur", "une pièce sans valeur"))
            return None
        return replace(value, piece=piece, page=self._page(line, page, "page_valeur"), quote=quote or None)

    def _evidence(self, line: int, got: Mapping[str, str]) -> GoldEvidence | None:
        piece, page = got["piece"], self._page(line, got["page"])
        if not piece:
            for column in ("page", "citation", "pertinence"):
                if got[column]:
                    self.faults.append((line, column, "remplie alors que la pièce est vide"))
            return None
        if got["pertinence"] not in ("1", "2", "3"):
            said = f"« {got['pertinence']} » n'est pas une pertinence" if got["pertinence"] else "cellule vide"
            message = f"{said} ; valeurs possibles : 1 (liée), 2 (appuie), 3 (décisive)"
            self.faults.append((line, "pertinence", message))
            return None
        return GoldEvidence(piece, page, got["citation"] or None, int(got["pertinence"]))

    def _page(self, line: int, text: str, column: str = "page") -> int | None:
        if not text or (line, column) in self.spoilt:
            return None
        number = re.fullmatch(r"(?:p(?:age|\.)?\s*)?([0-9]{1,6})", text, re.IGNORECASE)
        if number is None or int(number[1]) < 1:
            self.faults.append((line, column, f"« {text} » n'est pas un numéro de page (1, 2, 3...)"))
            return None
        return int(number[1])

    def _minutes(self, line: int, text: str) -> float | None:
        if not text or (line, "minutes") in self.spoilt:
            return None
        minutes = read_number(text)
        if minutes is None or minutes < 0:
            self.faults.append((line, "minutes", f"« {text} » n'est pas une durée en minutes"))
            return None
        return minutes


def _cells(rows: list[GoldRow], faults: Faults) -> list[GoldCell]:
    """Group rows into cells; rows of one cell must agree on verdict, minutes and annotator."""
    groups: dict[tuple[str, str], list[GoldRow]] = {}
    for row in rows:
        groups.setdefault((row.document, row.indicator), []).append(row)
    return [_cell(group, faults) for group in groups.values()]


def _cell(rows: list[GoldRow], faults: Faults) -> GoldCell:
    first = rows[0]
    minutes: float | None = None
    for row in rows:
        cell = f"la case {row.document} / {row.indicator}"
        if row.annotator != first.annotator:
            message = f"{cell} a deux annotateurs ; choisissez-en un, ou séparez les fichiers"
            faults.append((row.line, "annotateur", message))
        elif row.verdict is not first.verdict:
            message = f"« {row.verdict} » contredit « {first.verdict} » à la ligne {first.line} ({cell})"
            faults.append((row.line, "verdict", message))
        if row.minutes is not None:
            if minutes is not None and row.minutes != minutes:
                faults.append((row.line, "minutes", f"{cell} a deux durées différentes"))
            minutes = row.minutes
    # The same quote may stand on several rows, one for each value that it gives.
    strongest: dict[tuple[str, int | None, str | None], GoldEvidence] = {}
    for row in rows:
        if row.evidence is not None:
            key = (row.evidence.piece, row.evidence.page, row.evidence.quote)
            known = strongest.get(key)
            if known is None or row.evidence.pertinence > known.pertinence:
                strongest[key] = row.evidence
    if first.verdict in (Verdict.OUI, Verdict.PARTIEL) and not strongest:
        faults.append((first.line, "piece", f"un verdict « {first.verdict} » demande au moins une preuve (pièce)"))
    return GoldCell(
        document=first.document,
        indicator=first.indicator,
        verdict=first.verdict,
        values=tuple(dict.fromkeys(row.value for row in rows if row.value is not None)),
        evidence=tuple(strongest.values()),
        minutes=minutes,
        doubtful=any(row.comment is not None and _DOUBT.search(row.comment) for row in rows),
        annotator=first.annotator,
    )
