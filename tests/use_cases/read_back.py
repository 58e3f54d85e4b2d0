"""What a person reads in an exported file, read by other programs than those that wrote it, as plain values.

Everything is compared with :func:`shown`: what a page shows of a cell. Texts are compared without their white space,
because a CSV puts a quote on one line.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from openpyxl import load_workbook

from domain import Cell, CellStatus, DecisionStanding, Verdict
from domain.labels import STANDINGS, STATUSES, VERDICTS
from exports.file_text import NO_VERDICT, NOT_ASKED, amount_text

_VERDICTS: dict[str, Verdict | None] = {label: verdict for verdict, label in VERDICTS.items()} | {NO_VERDICT: None}
_STATUSES = {label: status for status, label in STATUSES.items()}
_STANDINGS: dict[str, DecisionStanding | None] = {label: one for one, label in STANDINGS.items()} | {"": None}

Quote = tuple[str, str, str]
"""(piece, page, words)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it is read: what holds, who decided it, what shows it, and the tool's own verdict.

    ``values`` are (amount in words, the quote that gives it).
    """

    verdict: Verdict | None
    status: CellStatus
    standing: DecisionStanding | None
    reviewer: str
    comment: str
    tool: Verdict | None
    quotes: tuple[Quote, ...]
    values: tuple[tuple[str, str], ...]


def shown(cell: Cell) -> Shown:
    """The cell as pages show it."""
    return Shown(
        cell.verdict,
        cell.status,
        cell.standing,
        cell.decision.reviewer if cell.decision else "",
        flat(cell.comment),
        cell.answer.verdict if cell.answer else None,
        tuple((one.piece, _page(one.page), flat(one.quote)) for one in cell.citations),
        tuple((flat(amount_text(value)), flat(value.quote)) for value in cell.values),
    )


def with_lost(cell: Cell) -> Shown:
    """The cell as files show it that list the sentences of lost values among its citations."""
    more = [one for one in cell.lost if one not in cell.citations]
    one = shown(cell)
    return replace(one, quotes=(*one.quotes, *((each.piece, _page(each.page), flat(each.quote)) for each in more)))


def of_workbook(content: bytes, names: Mapping[str, str]) -> dict[str, Shown]:
    """The cells of a dossier's workbook by code, from its sheets of verdicts, citations and values.

    ``names`` are the names of pieces by what the workbook calls them.
    """
    book = load_workbook(io.BytesIO(content))
    quotes: dict[str, list[Quote]] = {}
    for row in _sheet(book["Citations"]):
        quotes.setdefault(_code(row), []).append(
            (names.get(row["Pièce"], row["Pièce"] or ""), _page(row["Page"]), flat(row["Citation"]))
        )
    values: dict[str, list[tuple[float, str]]] = {}
    for row in _sheet(book["Valeurs"]):
        values.setdefault(_code(row), []).append((float(row["Valeur"]), flat(row["Phrase"])))
    found = {}
    for row in _sheet(book["Verdicts"]):
        code = _code(row)
        amounts = [flat(line) for line in (row["Valeurs"] or "").splitlines()]
        own = values.get(code, [])
        assert len(own) == len(amounts), f"{code}: {len(amounts)} values on one sheet, {len(own)} on another"
        found[code] = Shown(
            _VERDICTS[row["Verdict"]],
            _STATUSES[row["Relecture"]],
            _STANDINGS[row["État de la décision"] or ""],
            row["Relu par"] or "",
            flat(row["Commentaire"]),
            None if row["Verdict de l'outil"] == NOT_ASKED else _VERDICTS[row["Verdict de l'outil"]],
            tuple(quotes.get(code, [])),
            tuple((amount, quote) for amount, (_, quote) in zip(amounts, own, strict=True)),
        )
    book.close()
    return found


def of_csv(content: bytes) -> dict[str, tuple[Shown, frozenset[tuple[str, str]]]]:
    """The cells of a dossier's CSV by code; its values stand beside quotes, as (amount, quote of the row)."""
    groups: dict[str, list[Mapping[str, str]]] = {}
    for row in csv_rows(content):
        groups.setdefault(row["indicateur"], []).append(row)
    found = {}
    for code, rows in groups.items():
        first = rows[0]
        cited = [row for row in rows if row["nature_citation"] in ("Preuve", "Preuve disparue")]
        beside = frozenset(
            (flat(amount), flat(row["citation"])) for row in rows for amount in row["valeurs"].split(" | ") if amount
        )
        one = Shown(
            _VERDICTS[first["verdict"]],
            _STATUSES[first["relecture"]],
            _STANDINGS[first["etat_decision"]],
            first["relecteur"],
            flat(first["commentaire"]),
            _VERDICTS[first["verdict_outil"]] if first["verdict_outil"] else None,
            tuple((row["piece"], row["page"], flat(row["citation"])) for row in cited),
            (),
        )
        found[code] = (one, beside)
    return found


def of_json(content: bytes) -> dict[str, Shown]:
    """The cells of a dossier's JSON by code."""
    (document,) = json.loads(content)["documents"]
    return {
        one["indicator"]: Shown(
            Verdict(one["verdict"]) if one["verdict"] else None,
            CellStatus(one["status"]),
            DecisionStanding(one["standing"]) if one["standing"] else None,
            one["decision"]["reviewer"] if one["decision"] else "",
            flat(one["comment"]),
            Verdict(one["tool"]["verdict"]) if one["tool"] else None,
            tuple((each["piece"], _page(each["page"]), flat(each["quote"])) for each in one["citations"]),
            tuple((f"{each['value']:g}", flat(each["quote"])) for each in one["values"]),
        )
        for one in document["cells"]
    }


def csv_rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV as a French Excel reads it, without the apostrophes that keep texts from being formulas."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return [{name: text.removeprefix("'") for name, text in row.items()} for row in rows]


def table_rows(content: bytes) -> list[list[str]]:
    """The rows of the first sheet of a table's workbook, as texts without their white space."""
    book = load_workbook(io.BytesIO(content))
    rows = [[flat("" if one is None else str(one)) for one in row] for row in book.worksheets[0].values]
    book.close()
    return rows[1:]


def flat(text: str | None) -> str:
    """The text without white space, nor what keeps it from being a formula."""
    return "".join((text or "").split())


def _page(page: object) -> str:
    return "" if page is None else str(page)


def _code(row: Mapping[str, Any]) -> str:
    return str(row["Indicateur"]).split()[0]


def _sheet(sheet: Any) -> Iterable[dict[str, Any]]:
    rows = list(sheet.values)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
