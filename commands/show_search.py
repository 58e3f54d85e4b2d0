"""What a search found, for the terminal: passages with their trace, places of a text as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from commands.show import number
from domain import Hit, Side

if TYPE_CHECKING:
    from use_cases.exact_search import ExactFound, Occurrence

SIDES = {
    Side.LEXICAL: "mots",
    Side.DENSE: "sens",
    Side.CUES: "expressions",
    Side.BOTH: "relecture",
    Side.MODEL: "modèle",
}


def hits(out: Console, found: Sequence[Hit], *, trace: bool = False) -> None:
    """Passages with their place and score; with their trace, why each came."""
    if not found:
        out.print("Aucun passage trouvé.")
    for rank, hit in enumerate(found, start=1):
        passage = hit.passage
        page = f"p. {passage.first_page}" if passage.first_page else (passage.label or "")
        head = f"{rank}. {passage.piece} {page}  (score {number(round(hit.score, 3))})"
        out.print(head, style="bold", markup=False, highlight=False)
        if passage.section:
            out.print(" > ".join(passage.section), style="dim", markup=False, highlight=False)
        out.print(passage.text, markup=False, highlight=False)
        if hit.also:
            places = ", ".join(f"{twin.piece} p. {twin.first_page}" for twin in hit.also)
            out.print(f"Même texte, à peu de choses près : {places}", style="dim", markup=False, highlight=False)
        if trace:
            out.print(_trace(hit))
        out.print()


def exact(out: Console, found: ExactFound, *, several: bool = False, trace: bool = False) -> None:
    """How many times a text stands as it was typed and where, then the passages that are near."""
    out.print(f"{found.counted} de « {found.text} ».", style="bold", markup=False, highlight=False)
    if len(found.exact) < found.total:
        out.print(f"Les {len(found.exact)} premières :", style="dim", highlight=False)
    _places(out, found.exact, several=several)
    if found.hidden_total:
        shown = " :" if found.hidden else " (--include-hidden les montre)"
        out.print(f"{found.counted_hidden}{shown}", style="bold", markup=False, highlight=False)
        _places(out, found.hidden, several=several)
    out.print()
    title = "Et les passages proches :" if found.exact else "Passages proches :"
    out.print(title, style="bold", highlight=False)
    hits(out, found.near, trace=trace)


def _places(out: Console, places: Sequence[Occurrence], *, several: bool) -> None:
    for one in places:
        page = f"p. {one.pages}" if one.page else (one.label or "")
        where = f"{f'{one.document} : ' if several else ''}{one.piece} {page}".strip()
        said = (where, "bold"), f" ({one.why})" if one.why else "", "  ", one.before, (one.found, "reverse"), one.after
        out.print(Text.assemble(*said))


def searched(out: Console, queries: Sequence[tuple[str, str]]) -> None:
    """What was looked for, so that nothing found says something."""
    out.print("Ce qui a été cherché :", style="bold", highlight=False)
    for origin, text in queries:
        out.print(f"  {origin} : {_short(text, 200)}", markup=False, highlight=False)


def _trace(hit: Hit) -> Table:
    """Why a passage came: each query that speaks for it, best rank first."""
    table = Table("Requête", "Recherche", "Rang", "Score", title="Pourquoi ce passage", title_justify="left")
    for found in sorted(hit.trace, key=lambda found: found.rank):
        table.add_row(Text(_short(found.query, 70)), SIDES[found.side], str(found.rank), number(round(found.score, 3)))
    return table


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
