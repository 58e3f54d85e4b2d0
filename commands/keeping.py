"""Commands on answers to free questions that people keep: kept list, kept judge, kept remove."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commands.state import state_of
from domain import Citation, DecisionStanding
from domain.kept_answers import KeptQuote
from domain.whole_quotes import whole_quote

Number = Annotated[int, typer.Argument(metavar="NUMÉRO", help="Celui que donne « biollm kept list ».")]
NoteText = Annotated[str, typer.Option(help="Ce que vous en dites.")]


class Worth(StrEnum):
    """What a person says of an answer."""

    USEFUL = "utile"
    USELESS = "pas-utile"
    UNSAID = "sans-avis"

    @property
    def useful(self) -> bool | None:
        """As it is stored."""
        return {Worth.USEFUL: True, Worth.USELESS: False}.get(self)


WorthOption = Annotated[Worth, typer.Option("--avis", help="Si la réponse est utile.")]


def show_kept(
    context: typer.Context,
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[SLUG...]", help="De ces documents seulement.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Fichier Word (.docx) ou page (.html) à écrire.")] = None,
) -> None:
    """Liste les réponses gardées, ou les écrit dans un fichier avec leurs citations."""
    from corpus.atomic import write_atomic

    state = state_of(context)
    with state.application(owner=out is not None) as application:
        found = application.keeping_answers.placed(documents or ())
        if out is not None:
            slugs = documents or [info.slug for info in application.corpus.documents.all()]
            form = out.suffix.removeprefix(".") or "docx"
            made = application.delivering.make("reponses-gardees", slugs, form=form)
            write_atomic(out, made.content)
    for one in found:
        worth = {True: ", utile", False: ", pas utile", None: ""}[one.kept.useful]
        state.out.print(f"{one.kept.number}. {one.kept.text} ({', '.join(one.kept.documents)}{worth})", highlight=False)
        state.out.print(f"    {one.kept.answer.rationale}", highlight=False, markup=False)
        for quote, _ in one.quotes_once:
            state.out.print(f"    {_place(quote)} : « {whole_quote(quote.cited)} »", highlight=False, markup=False)
        if one.kept.note:
            state.out.print(f"    Note : {one.kept.note}", highlight=False, markup=False)
    if out is not None:
        state.err.print(f"{out} écrit.", highlight=False)


def _place(quote: KeptQuote) -> str:
    said = _said(quote.cited)
    if quote.today is None:
        return f"{said}, disparue depuis"
    if quote.standing is DecisionStanding.EVIDENCE_MOVED:
        return f"{said}, aujourd'hui {_said(quote.today)}"
    return said


def _said(citation: Citation) -> str:
    from exports.file_text import cited_place

    return cited_place(citation.piece, citation)


def judge_kept(context: typer.Context, number: Number, worth: WorthOption = Worth.UNSAID, note: NoteText = "") -> None:
    """Dit ce que vaut une réponse gardée ; l'avis et la note remplacent ceux d'avant."""
    state = state_of(context)
    with state.application() as application:
        application.keeping_answers.judge(number, note=note, useful=worth.useful)
    state.err.print(f"Réponse {number} : {worth.value}.", highlight=False)


def remove_kept(context: typer.Context, number: Number) -> None:
    """Ne garde plus une réponse."""
    state = state_of(context)
    with state.application() as application:
        application.corpus.kept_answers.remove(number)
    state.err.print(f"La réponse {number} n'est plus gardée.", highlight=False)
