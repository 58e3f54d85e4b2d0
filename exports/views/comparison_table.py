"""Two documents side by side, indicator by indicator: verdict, review, values, proofs, and what differs."""

from __future__ import annotations

from collections.abc import Sequence

from domain import Cell, Citation
from domain.labels import STANDINGS, STATUSES
from domain.text_folding import fold
from domain.whole_quotes import each_once, pages_cited, whole_quote
from exports.contents import ExportedDocument
from exports.deliverables.material import is_established
from exports.file_text import NOT_ASKED, amounts_once, pages_text, verdict_text
from exports.legend import review_sentence
from exports.table import Column, Content, Table, Tinted
from exports.views.text_changes_table import CitedChange, change_text

SAME, VERDICT, VALUES, QUOTES = "aucun", "verdict", "valeurs", "citations"
#: Columns of two versions of one plan.
_QUOTES = (Column("Citations disparues", 60), Column("Citations apparues", 60), Column("Passages modifiés", 60))
_ABOUT_QUOTES = (
    ("Citations", "Celles de la première version que la seconde n'a pas, et l'inverse, mot pour mot."),
    ("Passages modifiés", "Ceux que l'une des versions cite et que l'autre écrit autrement, ou n'a pas."),
)


def comparison_table(
    first: ExportedDocument,
    second: ExportedDocument,
    *,
    only_changes: bool = False,
    changes: Sequence[CitedChange] | None = None,
) -> Table:
    """One row an indicator of the grid; ``only_changes`` leaves out those where nothing differs.

    ``changes`` are those of the text from the first to the second, None where they are no versions of one plan: the
    quotes of two plans differ anyhow.
    """
    versions = changes is not None
    sides = [{cell.indicator: cell for cell in document.cells} for document in (first, second)]
    rows = []
    for indicator in first.grid.indicators:
        cells = [side.get(indicator.code) for side in sides]
        change = difference(*cells, quotes=versions)
        if only_changes and change == SAME:
            continue
        content = [part for cell in cells for part in _side(cell)]
        if changes is not None:
            content += ("\n".join(quote_text(one) for one in each_once(side)) for side in changed_quotes(*cells))
            touching = [one.change for one in changes if indicator.code in one.indicators]
            content.append("\n\n".join(change_text(one) for one in touching))
        rows.append((f"{indicator.code} {indicator.name}", *content, change))
    names = [first.info.title, second.info.title]
    columns = [
        column
        for name in names
        for column in (
            Column(f"{name}\nVerdict", 14, centred=True),
            Column(f"{name}\nRelecture", 16),
            Column(f"{name}\nValeurs", 30),
            Column(f"{name}\nPages", 20),
        )
    ]
    return Table(
        name="Comparaison",
        subject=" / ".join(names),
        columns=(
            Column("Indicateur", 26),
            *columns,
            *(_QUOTES if versions else ()),
            Column("Écart", 10, centred=True),
        ),
        rows=tuple(rows),
        about=(
            ("Premier document", f"{names[0]} – {review_sentence(first)}"),
            ("Second document", f"{names[1]} – {review_sentence(second)}"),
            ("Grille", f"{first.grid.title}, version {first.grid.version}"),
            ("Lignes", "Seulement ce qui change." if only_changes else "Tous les indicateurs de la grille."),
            (
                "Écart",
                "« verdict » : les verdicts diffèrent ; « valeurs » : mêmes verdicts, autres nombres"
                + (" ; « citations » : seules les preuves diffèrent." if versions else "."),
            ),
            *(_ABOUT_QUOTES if versions else ()),
        ),
    )


def difference(first: Cell | None, second: Cell | None, *, quotes: bool = True) -> str:
    """What differs most between two cells: « verdict », « valeurs », « citations » (``quotes``) or « aucun »."""
    if (first and first.verdict) != (second and second.verdict):
        return VERDICT
    if _amounts(first) != _amounts(second):
        return VALUES
    return QUOTES if quotes and any(changed_quotes(first, second)) else SAME


def changed_quotes(first: Cell | None, second: Cell | None) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """The citations of the first cell that the second has not, word for word, and the other way round."""
    gone = _without(first, second)
    return gone, _without(second, first)


def _without(one: Cell | None, other: Cell | None) -> tuple[Citation, ...]:
    there = {_folded(citation) for citation in other.citations} if other else set()
    return tuple(each for each in (one.citations if one else ()) if each.quote and _folded(each) not in there)


def _folded(citation: Citation) -> str:
    return " ".join(fold(citation.quote).split())


def quote_text(citation: Citation) -> str:
    """« règlement, p. 4 : « … » »."""
    page = f", p. {pages_cited(citation)}" if citation.page is not None else ""
    return f"{citation.piece}{page} : « {whole_quote(citation)} »"


def _amounts(cell: Cell | None) -> set[tuple[float, str | None]]:
    return {(value.value, value.unit) for value in cell.values} if cell else set()


def _side(cell: Cell | None) -> tuple[Content, ...]:
    if cell is None:
        return NOT_ASKED, "", "", ""
    standing = f"\n{STANDINGS[cell.standing]}" if cell.standing and cell.standing.to_review else ""
    reviewer = f"\npar {cell.decision.reviewer}" if cell.decision and cell.decision.reviewer else ""
    return (
        Tinted(verdict_text(cell.verdict), cell.verdict if is_established(cell) else None),
        f"{STATUSES[cell.status]}{reviewer}{standing}",
        "\n".join(amounts_once(cell.values)),
        pages_text(cell.citations),
    )
