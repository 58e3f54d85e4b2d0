"""What the record of a document says of it, as sentences: its date, pages, pieces, communes, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from answering.context import DocumentFact
from domain import NOT_OF_THE_PLAN, DocumentInfo, DocumentKind, PieceKind
from domain.labels import DOCUMENT_KINDS, PIECE_KINDS, STAGES, procedure_label
from domain.text_folding import fold
from french.document_dates import is_edition, is_signature

#: Pieces that the code de l'urbanisme asks of a plan: L. 141-2 of a SCoT, L. 151-2 of a PLU. A SCoT from before 2021
#: has a PADD and a rapport de présentation instead of the PAS and the annexes.
_WANTED: dict[DocumentKind, tuple[tuple[PieceKind, ...], ...]] = {
    DocumentKind.SCOT: (
        (PieceKind.PAS, PieceKind.PADD),
        (PieceKind.DOO,),
        (PieceKind.ANNEXE, PieceKind.RAPPORT_PRESENTATION),
    ),
    DocumentKind.PLU: (
        (PieceKind.RAPPORT_PRESENTATION,),
        (PieceKind.PADD,),
        (PieceKind.OAP,),
        (PieceKind.REGLEMENT,),
        (PieceKind.ANNEXE,),
    ),
}
#: How pieces with the maps of zones are named.
_GRAPHIC = re.compile(r"graphique|zonage|plan[_ -]de[_ -]zon")
_WANTED[DocumentKind.PLUI] = _WANTED[DocumentKind.PLU]


def facts_of(info: DocumentInfo, margins: Mapping[str, Sequence[str]]) -> tuple[DocumentFact, ...]:
    """The facts of a document's record, each under its name of :data:`french.document_facts.FACTS`.

    Args:
        info: The document.
        margins: Lines that come again in the margins of each piece: its edition, who made it.
    """
    told = (
        ("titre", _title(info)),
        ("nature", _nature(info)),
        ("date", _date(info)),
        ("pages", _pages(info)),
        ("pieces", _counted(info)),
        ("manquantes", _missing(info)),
        ("communes", _communes(info)),
    )
    unknown = {"date"} if info.date is None else set()
    if not info.communes and not info.territory:
        unknown.add("communes")
    if info.title == info.slug:
        unknown.add("titre")
    if info.kind is None and _kind_of_pieces(info) is None:
        unknown.add("nature")
    facts = [DocumentFact(name, sentence, info.title, name not in unknown) for name, sentence in told]
    place = next(number for number, fact in enumerate(facts) if fact.name == "pieces") + 1
    facts[place:place] = _pieces(info)
    for name, label, tells in (("edition", "Édition", is_edition), ("auteur", "Auteurs", is_signature)):
        for piece, lines in margins.items():
            told_there = [line for line in lines if tells(line)]
            facts += [
                DocumentFact(name, f"{label}, en marge des pages de {piece} : « {line} ».", info.title, piece=piece)
                for line in told_there[:1]
            ]
    return tuple(facts)


def _title(info: DocumentInfo) -> str:
    kind = f" ({DOCUMENT_KINDS[info.kind]})" if info.kind else ""
    return f"Titre : {info.title}{kind}."


def _nature(info: DocumentInfo) -> str:
    kind = info.kind or _kind_of_pieces(info)
    if kind is None:
        return "Nature : la fiche du dossier n'en dit rien."
    by = "" if info.kind else " (d'après ses pièces)"
    return f"Nature : {DOCUMENT_KINDS[kind]}{by}."


def _date(info: DocumentInfo) -> str:
    procedure = procedure_label(info.procedure, info.procedure_number) if info.procedure else ""
    made = ", ".join(part for part in (info.version or procedure, STAGES[info.stage] if info.stage else "") if part)
    state = f" ({made})" if made else ""
    if info.date is None:
        return f"Date : la fiche du dossier n'en donne pas{state}."
    return f"Date : {info.date.strftime('%d/%m/%Y')}{state}."


def _pages(info: DocumentInfo) -> str:
    pages = sum(piece.pages for piece in info.pieces)
    unread = sum(piece.pages_unread for piece in info.pieces)
    lost = f", dont {unread} qui n'ont pas pu être lues" if unread else ""
    count = len(info.pieces)
    return f"Pages : {pages} en {count} {'pièces' if count > 1 else 'pièce'}{lost}."


def _counted(info: DocumentInfo) -> str:
    apart = sum(piece.kind in NOT_OF_THE_PLAN for piece in info.pieces)
    beside = f", dont {apart} hors du plan lui-même (procédure, avis)" if apart else ""
    return f"Pièces du dossier : {len(info.pieces)}{beside}."


def _pieces(info: DocumentInfo) -> list[DocumentFact]:
    """A line for each piece: those of the plan, then annexes, then those that are no piece of the plan itself."""
    ordered = sorted(info.pieces, key=lambda piece: (piece.kind in NOT_OF_THE_PLAN, piece.kind is PieceKind.ANNEXE))
    return [
        DocumentFact(
            "pieces",
            f"{'Hors du plan lui-même – ' if piece.kind in NOT_OF_THE_PLAN else ''}{PIECE_KINDS[piece.kind]}"
            f"{f' « {piece.title} »' if piece.title else ''} ({piece.name}, {piece.pages} p.).",
            info.title,
            piece=piece.name,
        )
        for piece in ordered
    ]


def _missing(info: DocumentInfo) -> str:
    kind = info.kind or _kind_of_pieces(info)
    if kind is None:
        return "Pièces manquantes : la nature du document (SCoT, PLU, PLUi) n'est pas dite, on ne peut les nommer."
    if info.is_partial:
        return "Pièces manquantes : la procédure ne change qu'une partie du plan, le dossier n'a pas à être entier."
    have = {piece.kind for piece in info.pieces}
    missing = [" ou ".join(PIECE_KINDS[kind] for kind in kinds) for kinds in _WANTED[kind] if not have & set(kinds)]
    by = "" if info.kind else f" (d'après ses pièces, le dossier est celui d'un {DOCUMENT_KINDS[kind]})"
    # The maps of the règlement are no text: whether they are in the dossier is told by the names of its pieces alone.
    if kind is not DocumentKind.SCOT and not any(_GRAPHIC.search(fold(piece.name)) for piece in info.pieces):
        missing.append("règlement graphique (aucune pièce n'en porte le nom)")
    return f"Pièces manquantes{by} : {', '.join(missing) or 'aucune des pièces attendues'}."


def _kind_of_pieces(info: DocumentInfo) -> DocumentKind | None:
    """What a dossier is by its pieces, where its record does not say: a DOO or a PAS make a SCoT, a règlement a PLU."""
    have = {piece.kind for piece in info.pieces}
    if have & {PieceKind.DOO, PieceKind.PAS}:
        return DocumentKind.SCOT
    return DocumentKind.PLU if PieceKind.REGLEMENT in have else None


def _communes(info: DocumentInfo) -> str:
    if info.communes:
        if len(info.communes) == 1:
            return f"Commune (code INSEE) : {info.communes[0]}."
        return f"Communes : {len(info.communes)} (codes INSEE : {', '.join(info.communes)})."
    return f"Territoire : {info.territory}." if info.territory else "Territoire : la fiche du dossier n'en dit rien."
