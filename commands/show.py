"""How results look in a terminal: tables that say the same as the JSON, in plain French."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain import (
    Answer,
    Citation,
    DocumentInfo,
    Hit,
    PieceState,
    ReadingProtocol,
    Side,
    Verdict,
)
from domain.labels import heard
from domain.territories import department_names
from domain.whole_quotes import labels_cited, numbers_once, pages_cited, whole_quote

if TYPE_CHECKING:
    from corpus.deleted_store import DeletedDocument
    from indicator_queries import Grid
    from use_cases.answer_indicators import RunReport
    from use_cases.exact_search import ExactFound, Occurrence
    from use_cases.ingest import IngestReport

SIDES = {
    Side.LEXICAL: "mots",
    Side.DENSE: "sens",
    Side.CUES: "expressions",
    Side.BOTH: "relecture",
    Side.MODEL: "modèle",
}
VERDICTS = {
    Verdict.OUI: ("oui", "bold green"),
    Verdict.PARTIEL: ("partiel", "bold yellow"),
    Verdict.NON: ("non", "bold red"),
    Verdict.SANS_OBJET: ("sans objet", "dim"),
    Verdict.A_VERIFIER: ("à vérifier", "bold magenta"),
}
_STATES = {
    PieceState.READ: "lue",
    PieceState.REPLACED: "remplacée",
    PieceState.UNCHANGED: "inchangée",
    PieceState.REFUSED: "REFUSÉE",
}


def number(value: float) -> str:
    """A number as French readers write it: 1250.5 -> « 1 250,5 »."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.replace(",", "\u202f").replace(".", ",")


def duration(seconds: float) -> str:
    """A duration in words: 75 -> « 1 min 15 s »."""
    if seconds < 60:
        return f"{number(round(seconds, 1))} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


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


def ingest_report(out: Console, report: IngestReport) -> None:
    """What became of each file, then every page that nobody could read."""
    table = Table("Pièce", "État", "Pages", title=f"Document {report.document}", title_justify="left")
    for piece in report.pieces:
        style = "red" if piece.state is PieceState.REFUSED else None
        table.add_row(Text(piece.filename), _STATES[piece.state], str(piece.pages), style=style)
    out.print(table)
    for piece in report.refused:
        out.print(f"Refusée. {piece.error}", style="red", markup=False, highlight=False)
    for line in report.ignored:
        out.print(f"Passé : {line}", markup=False, highlight=False)
    for line in report.warnings:
        out.print(f"Attention : {line}", style="yellow", markup=False, highlight=False)
    if report.unread_pages:
        out.print(
            f"{len(report.unread_pages)} page(s) sans texte lisible, que les réponses ne voient pas : "
            f"{', '.join(report.unread_pages)}",
            style="yellow",
            markup=False,
            highlight=False,
        )


def deleted_documents(out: Console, found: Sequence[DeletedDocument]) -> None:
    """Documents that are gone, with the work that is kept of each."""
    if not found:
        out.print("Aucun document supprimé n'a de décision gardée.", highlight=False)
        return
    table = Table("Identifiant", "Cases décidées", "Cases analysées à la main", "Dernière fois")
    for document in found:
        table.add_row(document.slug, str(document.decisions), str(document.noted), f"{document.last:%d/%m/%Y}")
    out.print(table)


def documents(out: Console, found: Sequence[DocumentInfo]) -> None:
    """The documents, one a line."""
    if not found:
        out.print("Aucun document. Commencez par : biollm ingest DOSSIER --document IDENTIFIANT", highlight=False)
        return
    versions = any(document.plan for document in found)
    columns = ["Identifiant", "Titre", "Nature", "Territoire", "État", "Pièces", "Pages lues", "Indexé"]
    table = Table(*columns, *(["Plan", "Version"] if versions else []))
    for document in found:
        pages = sum(piece.pages for piece in document.pieces)
        read = sum(piece.pages_read for piece in document.pieces)
        indexed = all(piece.indexed_by for piece in document.pieces)
        table.add_row(
            document.slug,
            Text(document.title),
            document.kind or "",
            Text(", ".join(part for part in (document.territory, department_names(document.departments)) if part)),
            document.stage or "",
            str(len(document.pieces)),
            f"{read} / {pages}",
            "oui" if indexed else "non",
            *((document.plan or "", Text(document.version or "")) if versions else ()),
        )
    out.print(table)


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
            for value in answer.values
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
    for value in found.values:
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
