"""How answers look in a terminal: they say the same as the JSON, in plain French."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from commands.show import duration, number
from domain import Answer, Citation, ReadingProtocol, Verdict
from domain.labels import heard
from domain.said_values import values_once
from domain.whole_quotes import labels_cited, numbers_once, pages_cited, whole_quote

if TYPE_CHECKING:
    from indicator_queries import Grid
    from use_cases.answer_indicators import RunReport

VERDICTS = {
    Verdict.OUI: ("oui", "bold green"),
    Verdict.PARTIEL: ("partiel", "bold yellow"),
    Verdict.NON: ("non", "bold red"),
    Verdict.SANS_OBJET: ("sans objet", "dim"),
    Verdict.A_VERIFIER: ("à vérifier", "bold magenta"),
}


def place(citation: Citation, *, with_document: bool = False) -> str:
    """Where a citation stands: « reglement p. 12 (imprimée 8) », or a heading path; after its document if wanted."""
    document = f"{citation.document} : " if with_document and citation.document else ""
    if citation.page is None:
        return f"{document}{citation.piece}, {citation.label or 'sans page'}"
    pages, label = pages_cited(citation), labels_cited(citation)
    printed = f" (imprimée {label})" if label and label != pages else ""
    recognised = ""
    if citation.confidence is not None:
        recognised = f", page numérisée, confiance {citation.confidence:.0%}".replace("%", "\u202f%")
    return f"{document}{citation.piece} p. {pages}{printed}{recognised}"


def answers(out: Console, found: Sequence[Answer], grid: Grid) -> None:
    """The answers to the grid, one a row with its first quotes."""
    if not found:
        out.print("Aucune réponse. Lancez : biollm run IDENTIFIANT", highlight=False)
        return
    names = {indicator.code: indicator.name for indicator in grid.indicators}
    table = Table("Indicateur", "Verdict", "Valeurs", "Citations", show_lines=True)
    for answer in found:
        label, style = VERDICTS[answer.verdict]
        values = "\n".join(
            f"{number(value.value)} {value.unit or ''}".strip() + (f" – {value.label}" if value.label else "")
            for value in values_once(answer.values)
        )
        table.add_row(
            Text(f"{answer.indicator} {names.get(answer.indicator or '', '')}"),
            Text(label, style=style),
            Text(values),
            Text(_quotes(answer, most=2)),
        )
    out.print(table)


def answer(out: Console, found: Answer) -> None:
    """One answer in full."""
    label, style = VERDICTS[found.verdict]
    if found.question is not None:
        label = {Verdict.OUI: "trouvé", Verdict.NON: "non trouvé dans le document"}.get(found.verdict, label)
    out.print(Text(label, style=style))
    if found.composed is not None:
        out.print(f"Entendu comme : {heard(found.composed.understood)}", style="dim", markup=False, highlight=False)
    if found.rationale:
        out.print(found.rationale, markup=False, highlight=False)
    for value in values_once(found.values):
        text = f"  {number(value.value)} {value.unit or ''} {value.label or ''}".rstrip()
        out.print(text, markup=False, highlight=False)
    if found.citations:
        out.print(_quotes(found, most=len(found.citations)), markup=False, highlight=False)
    for hint in found.composed.hints if found.composed else ():
        out.print(f"Piste : {hint}", markup=False, highlight=False)
    if found.question is not None and found.provenance.nearest:
        out.print("Passages les plus proches :", highlight=False)
        for near in found.provenance.nearest:
            page = f", p. {near.page}" if near.page is not None else ""
            out.print(f"  {near.piece}{page} : « {near.text} »", markup=False, highlight=False)
    for warning in found.warnings:
        out.print(f"Attention : {warning}", style="yellow", markup=False, highlight=False)
    searched = found.searched
    protocol = found.protocol
    read = f"{searched.passages} passages lus"
    if protocol is ReadingProtocol.PACKETS:
        read = f"{searched.passages - searched.left_out} phrases lues sur {searched.passages}"
    made = found.way
    if protocol is not ReadingProtocol.RULES:
        made = f"{found.llm}, {made}"
    out.print(
        f"{read} dans {', '.join(searched.pieces)} ; {made} ; {duration(found.seconds)}",
        style="dim",
        markup=False,
        highlight=False,
    )


def run_footer(out: Console, report: RunReport) -> None:
    """How long a run took and what of it was found again."""
    line = f"{len(report.answers)} réponses en {duration(report.seconds)}"
    if report.reused:
        line += f", dont {report.reused} déjà données (pour les refaire : --fresh)"
    protocols = dict.fromkeys(answer.way for answer in report.answers)
    if protocols:
        line += f" ; {', '.join(protocols)}"
    out.print(line + ".", highlight=False)


def _quotes(answer: Answer, most: int) -> str:
    # An answer over several documents bears all their names: each quote then says which one it is of.
    quoted = numbers_once(answer.citations)
    # A sentence on two pages stands for two citations: a line of an answer refers to each by its number.
    numbered = answer.composed is not None and len(quoted) < len(answer.citations)
    lines = [
        ("".join(f"[{number}] " for number in numbers) if numbered else "")
        + f"« {whole_quote(citation)} » — {place(citation, with_document=citation.document != answer.document)}"
        for citation, numbers in quoted[:most]
    ]
    if len(quoted) > most:
        lines.append(f"… et {len(quoted) - most} autre(s)")
    return "\n".join(lines)
