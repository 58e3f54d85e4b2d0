"""The command that puts a language model to the test."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from commands import show
from commands.answers import Llm, Profile
from commands.dossiers import AsJson
from commands.state import state_of
from evaluation.figure_wording import percent, shown
from evaluation.metric_registry import Place, metrics_at
from use_cases.qualify import Card
from use_cases.qualify import qualify as put_to_the_test
from use_cases.qualify_json import CardJson


def qualify(
    context: typer.Context,
    llm: Llm = None,
    indicator: Annotated[list[str] | None, typer.Option(help="Code d'un indicateur (par défaut : tous).")] = None,
    questions: Annotated[int | None, typer.Option(min=1, help="Nombre de questions (par défaut : toutes).")] = None,
    profile: Profile = None,
    as_json: AsJson = False,
) -> None:
    """Met un modèle de langage à l'épreuve de deux dossiers fictifs, à côté de l'outil sans modèle."""
    state = state_of(context).with_settings(llm=llm)
    with state.application() as application, state.progress() as progress:
        card = put_to_the_test(
            application, codes=indicator or (), most_questions=questions, profile=profile, progress=progress
        )
    if as_json:
        state.print_json(CardJson.of(card).model_dump(mode="json"))
    else:
        state.out.print(_table(card))
        state.out.print(f"{card.model} : {card.advice}.", markup=False, highlight=False)
        for failure in card.failures:
            state.out.print(f"Attention : {failure}", style="yellow", markup=False, highlight=False)


def _table(card: Card) -> Table:
    table = Table("", card.model, "sans modèle")
    for metric in metrics_at(Place.MODEL_CARD):
        row = (one.overall.figures.of(metric).value for one in (card.evaluation, card.baseline))
        table.add_row(metric.label, *(shown(metric, value) for value in row))
    own, base = card.questions, card.baseline_questions
    for label, mine, theirs in (
        ("Questions sans réponse refusées", own.refused_share, base.refused_share),
        ("Questions répondues juste", own.right_share, base.right_share),
        ("… avec une bonne page", own.right_page_share, base.right_page_share),
    ):
        table.add_row(label, percent(mine), percent(theirs))
    table.add_row("JSON valide au premier essai", percent(card.json_valid), "–")
    table.add_row("Probabilités du premier jeton", "oui" if card.log_probabilities else "non", "–")
    table.add_row("Secondes par indicateur", show.number(card.seconds_an_indicator), "")
    table.add_row("Jetons par indicateur", show.number(card.tokens_an_indicator), "0")
    if card.reading is not None:
        probes = card.reading.probes
        table.add_row("Épreuves de lecture : critères bien lus", percent(probes.right_share), "–")
        table.add_row("… établis à tort", percent(probes.false_share), "–")
        standard = card.reading.standard
        right, small_right = (one.verdicts if one else None for one in (standard, card.reading.small))
        table.add_row("Second dossier, en paquets : verdicts justes", percent(right), "–")
        if standard is not None:
            table.add_row("… « oui » donnés à tort", str(standard.false_yes), "–")
            table.add_row("… pages décisives citées", percent(standard.decisive), "–")
            table.add_row("… phrases trompeuses citées à l'appui", f"{standard.misled} sur {standard.misleading}", "–")
        table.add_row("… en petits paquets : verdicts justes", percent(small_right), "–")
        if card.reading.questions is not None:
            asked = card.reading.questions
            table.add_row("Second dossier : questions sans réponse refusées", percent(asked.refused_share), "–")
            table.add_row("… répondues juste", percent(asked.right_share), "–")
            table.add_row("… avec une bonne page", percent(asked.right_page_share), "–")
    table.add_row("Mémoire de ce processus", f"{card.memory / 1e9:.1f} Go".replace(".", ","), "")
    return table
