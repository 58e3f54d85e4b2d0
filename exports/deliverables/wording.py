"""How deliverables say things: what is established, what is not, where a quote stands, what a « non » rests on."""

from __future__ import annotations

import textwrap

from domain import Cell, CellStatus, Citation, DecisionStanding, DocumentInfo, Verdict
from domain.labels import DOCUMENT_KINDS, PIECE_KINDS, STATUSES, VERDICTS
from domain.proportions import wilson
from domain.whole_quotes import each_once, labels_cited, pages_cited, whole_quote
from exports.contents import ExportedDocument
from exports.deliverable_blocks import Linked, Quotation, ShownVerdict, TableText, plain
from exports.deliverables.material import Material, is_established
from exports.file_text import kind_text, many, place_text, verdict_text
from exports.table import Content, Tinted, opening

LEGEND = "Légende"
"""The sheet that says what the words of a workbook mean."""
COLOURS_TOLD: tuple[tuple[Content, Content], ...] = (
    *((Tinted(VERDICTS[one], one), "Établi par une personne.") for one in Verdict if one is not Verdict.A_VERIFIER),
    ("Sans couleur, « NON RELUE », « douteuse », « à revoir »",
     "Personne ne l'a établi : c'est la réponse de l'outil, ou une décision à reprendre."),
    ("« ouvrir »", "La page citée, dans l'outil, qui doit tourner à l'adresse du lien."),
)  # fmt: skip
_COLUMN = 48
"""Characters of the title of a document at the head of a column."""
NOT_ANSWERED = "pas de réponse"
QUOTES = 3
"""Quotes shown of a cell in running text; the comparative table has them all."""


def status_text(cell: Cell) -> str:
    """What the review says of a cell: « validée », « NON RELUE », « validée, preuve disparue : à revoir »."""
    if cell.status is CellStatus.NOT_REVIEWED:
        return "NON RELUE"
    said = STATUSES[cell.status]
    if cell.standing is DecisionStanding.EVIDENCE_GONE:
        return f"{said}, preuve disparue : à revoir"
    return f"{said}, à revoir" if cell.standing is not None and cell.standing.to_review else said


def shown(cell: Cell | None) -> ShownVerdict:
    """A verdict in a table; what nobody established says so."""
    if cell is None:
        return ShownVerdict(NOT_ANSWERED, None, False)
    done = is_established(cell)
    text = verdict_text(cell.verdict)
    if not done:
        text = f"{text} ({status_text(cell)})"
    return ShownVerdict(text, cell.verdict if done else None, done)


def quotation(material: Material, document: ExportedDocument, cell: Cell, citation: Citation) -> Quotation:
    """A quote of a cell with its document, piece, physical and printed page, link and review."""
    source = f"{material.title_of(citation.document or document.info.slug)}, {page_text(document, citation)}"
    return Quotation(whole_quote(citation), source, material.link(citation, document.info.slug),
                     f"case {status_text(cell)}", is_established(cell))  # fmt: skip


def is_prose(quote: str) -> bool:
    """Whether a quote reads as a sentence, rather than as a row of a table or a heading."""
    figures = sum(char.isdigit() for char in quote)
    return quote[:1].isupper() and quote.rstrip(' »”"').endswith((".", "!", "?", ";")) and figures < len(quote) * 0.1


def page_text(document: ExportedDocument, citation: Citation) -> str:
    """« règlement, p. 81 (imprimée 75) », « règlement, p. 81-82 »."""
    pages, printed = pages_cited(citation), document.printed(citation)
    if citation.on_two_pages:
        printed = labels_cited(citation)
    return place_text(document.piece_text(citation.piece), pages or None, printed or None)


def searched_text(cell: Cell) -> str:
    """What a « non » rests on: passages, pieces, pages that could not be read."""
    if cell.answer is None:
        return "recherche non renseignée"
    searched = cell.answer.searched
    said = f"{many(searched.passages, 'passage examiné', 'passages examinés')} dans " \
           f"{many(len(searched.pieces), 'pièce', 'pièces')}"  # fmt: skip
    if searched.pages_unread:
        said += f" ; {many(len(searched.pages_unread), 'page illisible', 'pages illisibles')}"
    return said


def proof_text(document: ExportedDocument, cell: Cell) -> str:
    """The pages of a cell, or what was searched where there are none."""
    if cell.citations:
        return "\n".join(dict.fromkeys(page_text(document, one) for one in each_once(cell.citations)[:6]))
    if cell.verdict is Verdict.NON:
        return f"Rien trouvé : {searched_text(cell)}"
    return "aucune citation"


def first_proof(material: Material, document: ExportedDocument, cell: Cell | None, said: str = "") -> TableText:
    """The first quote of a cell with a link to its page, after ``said``; what was searched where it has none."""
    if cell is None:
        return ""
    if not cell.citations:
        return proof_text(document, cell)
    first = cell.citations[0]
    before, place = f"{said}« {whole_quote(first)} » – ", page_text(document, first)
    href = material.link(first, document.info.slug)
    return Linked(place, href, before) if href else before + place


def in_book(content: TableText) -> Content:
    """A cell of a table as a workbook has it: an established verdict has its colour."""
    if isinstance(content, ShownVerdict) and content.verdict:
        return Tinted(content.text, content.verdict)
    return plain(content)


def address_of(content: TableText) -> Content:
    """A cell of a workbook that opens what a cell of a table opens; empty where that opens nothing."""
    return opening(content.href) if isinstance(content, Linked) else None


def share_text(top: int, bottom: int) -> str:
    """« 3 sur 4 (75 %, intervalle 30–95 %) »: never a share without its n."""
    bounds = wilson(top, bottom)
    if bounds is None:
        return "aucune case établie"
    low, high = bounds
    return f"{top} sur {bottom} ({top / bottom:.0%}, intervalle {low:.0%} à {high:.0%})".replace("%", "\u00a0%")


def undecided_text(undecided: int, cells: int) -> str:
    """« 3 cases sur 15 ne sont pas établies : elles ne comptent dans aucun taux. »."""
    if not undecided:
        return f"Toutes les cases sont établies ({cells})."
    if undecided == 1:
        return f"Une case sur {cells} n'est pas établie : elle ne compte dans aucun taux."
    return f"{undecided} cases sur {cells} ne sont pas établies : elles ne comptent dans aucun taux."


def pages_read_text(info: DocumentInfo) -> str:
    """« 120 », « 120, dont 3 non lues »."""
    unread = sum(piece.pages_unread for piece in info.pieces)
    said = str(sum(piece.pages for piece in info.pieces))
    return f"{said}, dont {many(unread, 'non lue', 'non lues')}" if unread else said


def document_text(document: ExportedDocument) -> str:
    """« PLUi arrêté, modification n° 2, 12/03/2025 »."""
    info = document.info
    kind = kind_text(info) or "nature non renseignée"
    return ", ".join(part for part in (kind, info.version, info.date.strftime("%d/%m/%Y") if info.date else "") if part)


def column_title(document: ExportedDocument) -> str:
    """The title of a document at the head of a column, where a long one would fill the page."""
    return textwrap.shorten(document.info.title, _COLUMN, placeholder="…") or document.info.title[:_COLUMN]


def kind_name(kind: object) -> str:
    """« PLUi », or that it is not known."""
    return next((name for known, name in DOCUMENT_KINDS.items() if known == kind), "Nature non renseignée")


def pieces_text(kinds: tuple[object, ...]) -> str:
    """Kinds of piece in words."""
    return ", ".join(name for known in kinds for kind, name in PIECE_KINDS.items() if kind == known)


def verdict_word(verdict: Verdict | None) -> str:
    """The verdict in words."""
    return verdict_text(verdict)
