"""Import of criterion gold (CSV or XLSX): every fault at once, and nothing half imported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from domain import CriterionState
from domain.text_folding import fold
from evaluation.criterion_labels import CriterionGold, CriterionKey, CriterionLabel, LabelledSentence, strongest
from evaluation.gold_file import FileFault, columns_of, gold_error
from evaluation.gold_tables import read_table

COLUMNS = ("document", "indicateur", "critere", "etat", "piece", "page", "phrase", "annotateur", "doute")
STATES = {state.value: state for state in CriterionState}
_DOUBTS = {"": False, "doute": True, "oui": True, "non": False}

Criteria = Mapping[str, Sequence[str]]
"""The keys of the criteria of each indicator, by code."""


def read_criterion_gold(path: Path, *, criteria: Criteria | None = None) -> CriterionGold:
    """Import a file of labels: one row a sentence, or a row without a sentence for the criterion as a whole.

    Args:
        path: CSV in UTF-8 (comma, semicolon or tab) or XLSX (first sheet). Columns: document, indicateur, critere,
            etat (established, partly, announced, denied, quoted_from_other, absent), piece, page, phrase,
            annotateur, doute (« doute » or empty).
        criteria: Those of the grid; another one is a fault, and so is an indicator of which some are not labelled.
            None accepts any.

    Raises:
        MissingPath: There is no readable file at ``path``.
        GoldError: The file cannot be used; ``faults`` lists every fault with its line and column.
    """
    table = read_table(path, COLUMNS)
    reading = _LabelReader(columns_of(table, path, COLUMNS, ()), criteria)
    for line, position, message in table.faults:
        reading.faults.append((line, table.header[position] if position < len(table.header) else None, message))
    rows = [row for line, cells in table.rows if (row := reading.row(line, cells)) is not None]
    labels = _labels(rows, reading.faults)
    reading.require_all_criteria(labels)
    if not labels and not reading.faults:
        reading.faults.append((1, None, "le fichier n'a aucune ligne sous ses titres"))
    if reading.faults:
        raise gold_error(path, reading.faults)
    return CriterionGold.of(labels)


@dataclass(frozen=True, slots=True)
class _Row:
    """A checked line; ``sentence`` is None where it speaks of the criterion as a whole."""

    line: int
    key: CriterionKey
    state: CriterionState
    sentence: LabelledSentence | None
    annotator: str | None
    doubtful: bool


@dataclass(slots=True)
class _LabelReader:
    """Reads rows one by one and keeps what is wrong with them."""

    columns: Mapping[str, int]
    criteria: Criteria | None
    faults: list[FileFault] = field(default_factory=list)

    def row(self, line: int, cells: tuple[str, ...]) -> _Row | None:
        if not any(cells):
            return None
        before = len(self.faults)
        got = {name: cells[at] if at < len(cells) else "" for name, at in self.columns.items()}
        for column in ("document", "indicateur", "critere"):
            if not got[column]:
                self.faults.append((line, column, "cellule vide"))
        self._known(line, got["indicateur"], got["critere"])
        state = STATES.get(fold(got["etat"]).replace(" ", "_"))
        if state is None:
            said = f"« {got['etat']} » n'est pas un état" if got["etat"] else "cellule vide"
            self.faults.append((line, "etat", f"{said} ; états possibles : {', '.join(STATES)}"))
        doubtful = _DOUBTS.get(fold(got["doute"]))
        if doubtful is None:
            self.faults.append((line, "doute", f"« {got['doute']} » : mettez « doute », ou rien"))
        page = self._place(line, got)
        if len(self.faults) > before or state is None:
            return None
        sentence = LabelledSentence(got["piece"], page, got["phrase"], state, bool(doubtful)) if got["phrase"] else None
        key = (got["document"], got["indicateur"], got["critere"])
        return _Row(line, key, state, sentence, got["annotateur"] or None, bool(doubtful))

    def _known(self, line: int, indicator: str, criterion: str) -> None:
        if self.criteria is None or not indicator or not criterion:
            return
        if indicator not in self.criteria:
            self.faults.append((line, "indicateur", f"« {indicator} » n'est pas un code de la grille"))
        elif criterion not in self.criteria[indicator]:
            known = ", ".join(self.criteria[indicator])
            self.faults.append((line, "critere", f"« {criterion} » n'est pas un critère de {indicator} ({known})"))

    def _place(self, line: int, got: Mapping[str, str]) -> int | None:
        if got["phrase"] and not got["piece"]:
            self.faults.append((line, "piece", "une phrase demande sa pièce"))
        if not got["phrase"] and (got["piece"] or got["page"]):
            self.faults.append((line, "phrase", "cellule vide alors que la pièce ou la page est donnée"))
        if not got["page"]:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", got["page"]) or int(got["page"]) < 1:
            self.faults.append((line, "page", f"« {got['page']} » n'est pas un numéro de page (1, 2, 3...)"))
            return None
        return int(got["page"])

    def require_all_criteria(self, labels: Sequence[CriterionLabel]) -> None:
        """An indicator is labelled whole: a criterion that is not named would be taken for absent by mistake."""
        found: dict[tuple[str, str], set[str]] = {}
        for label in labels:
            found.setdefault((label.document, label.indicator), set()).add(label.criterion)
        for (document, indicator), keys in found.items():
            missing = [key for key in (self.criteria or {}).get(indicator, ()) if key not in keys]
            if missing and indicator in (self.criteria or {}):
                message = f"{document} / {indicator} : critère(s) sans état : {', '.join(missing)}"
                self.faults.append((1, "critere", message))


def _labels(rows: Sequence[_Row], faults: list[FileFault]) -> list[CriterionLabel]:
    groups: dict[CriterionKey, list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    return [_label(key, group, faults) for key, group in groups.items()]


def _label(key: CriterionKey, rows: Sequence[_Row], faults: list[FileFault]) -> CriterionLabel:
    name = " / ".join(key)
    whole = [row for row in rows if row.sentence is None]
    if len(whole) > 1:
        faults.append((whole[1].line, "etat", f"{name} : deux lignes sans phrase (l'autre : ligne {whole[0].line})"))
    seen: dict[tuple[str, int | None, str], int] = {}
    sentences = []
    for row in rows:
        if row.annotator != rows[0].annotator:
            faults.append((row.line, "annotateur", f"{name} : deux annotateurs ; séparez les fichiers"))
        if row.sentence is None:
            continue
        place = (row.sentence.piece, row.sentence.page, row.sentence.quote)
        if place in seen:
            faults.append((row.line, "phrase", f"{name} : même phrase qu'à la ligne {seen[place]}"))
        seen[place] = row.line
        sentences.append(row.sentence)
    state = whole[0].state if whole else strongest(sentence.state for sentence in sentences)
    deciding = [row for row in rows if row.state is state]
    doubtful = whole[0].doubtful if whole else bool(deciding) and all(row.doubtful for row in deciding)
    return CriterionLabel(*key, state, tuple(sentences), doubtful, rows[0].annotator)
