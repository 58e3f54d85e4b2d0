"""The command that trains the scorer on the reviews of this installation."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from rich.table import Table

from commands.dossiers import AsJson
from commands.state import state_of
from domain import LearnResult
from use_cases.learn_from_reviews import learn_from_reviews, undo_learning
from use_cases.learning_json import LearningJson

_KEPT = "Gardé : sans modèle, l'outil répond désormais ainsi. Pour revenir en arrière : biollm train-scorer --undo."
_NOT_KEPT = "Non gardé : ce n'est pas mieux sur les décisions mises de côté. Rien ne change."
_RESTART = "Un service déjà démarré le reprend à son prochain démarrage."


def train_scorer(
    context: typer.Context,
    undo: Annotated[
        bool, typer.Option("--undo", help="Revient à ce qui avait été appris avant, ou à ce qui est fourni.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Apprend des relectures de cette installation, pour répondre sans modèle ; gardé seulement si c'est mieux.

    Il faut au moins dix cases décidées, dont un même indicateur dans deux dossiers.
    """
    state = state_of(context)
    with state.application() as application, state.progress() as progress:
        if undo:
            before = undo_learning(application)
        else:
            found = learn_from_reviews(application, date.today(), progress)
    if undo:
        said = "ce qui est fourni avec l'outil" if before is None else f"ce qui avait été appris le {before.date}"
        if as_json:
            state.print_json({"restored": None if before is None else before.date})
        else:
            state.out.print(f"L'outil reprend {said}. {_RESTART}", highlight=False)
    elif as_json:
        state.print_json(LearningJson.of(found).model_dump(mode="json"))
    else:
        state.out.print(_table(found))
        state.out.print(f"{_KEPT} {_RESTART}" if found.kept else _NOT_KEPT, highlight=False)


def _table(found: LearnResult) -> Table:
    table = Table("Décisions mises de côté", "avant", "après")
    for label, before, after in (
        ("Verdicts proposés comme décidés", found.before.right, found.after.right),
        ("« Oui » proposés à tort", found.before.false_yes, found.after.false_yes),
    ):
        table.add_row(label, f"{before} sur {found.reviews}", f"{after} sur {found.reviews}")
    losses = (f"{one.loss:.2f}".replace(".", ",") for one in (found.before, found.after))
    table.add_row("Écart à la certitude", *losses)
    table.add_row("Phrases dont l'outil apprend", "", str(found.examples))
    table.add_row("Critères changés", "", str(found.criteria))
    return table
