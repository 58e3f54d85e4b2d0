"""The command that puts the battery of indicators itself under study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from answering import profile_named
from commands.answers import GridFile, Llm, Profile
from commands.dossiers import AsJson
from commands.state import state_of
from evaluation.figure_wording import minutes, percent
from evaluation.study import Study
from evaluation.study_json import StudyJson
from evaluation.study_report import write_study
from use_cases.run_study import Plan, read_wordings


def study(
    context: typer.Context,
    documents: Annotated[list[str], typer.Argument(metavar="SLUG...", help="Identifiants des documents.")],
    indicator: Annotated[list[str] | None, typer.Option(help="Code d'un indicateur ; plusieurs fois possible.")] = None,
    repeat: Annotated[int, typer.Option(min=0, max=20, help="Répétitions à l'identique.")] = 1,
    wordings: Annotated[
        Path | None, typer.Option(help="Autres formulations des questions (YAML : code, puis liste).")
    ] = None,
    rewording: Annotated[bool, typer.Option(help="Reformule les questions.")] = True,
    depth: Annotated[
        list[float] | None, typer.Option(help="Facteur sur le nombre de passages (0.5, 2…) ; plusieurs fois possible.")
    ] = None,
    other_profile: Annotated[list[str] | None, typer.Option(help="Autre profil à essayer.")] = None,
    other_llm: Annotated[list[str] | None, typer.Option(help="Autre modèle à essayer.")] = None,
    out: Annotated[Path | None, typer.Option(help="Dossier où écrire l'étude (HTML, XLSX, JSON).")] = None,
    profile: Profile = None,
    llm: Llm = None,
    grid: GridFile = None,
    as_json: AsJson = False,
) -> None:
    """Éprouve les indicateurs : stabilité, discrimination, redondance ; propose, et une personne décide."""
    state = state_of(context).with_settings(llm=llm, grid=grid)
    with state.application() as application, state.progress() as progress:
        opened = [application.open_backend(spec) for spec in other_llm or ()]
        try:
            plan = Plan(
                repetitions=repeat,
                wordings=read_wordings(wordings, application.grid) if wordings else None,
                rewording=rewording,
                depths=(0.5, 2.0) if depth is None else depth,
                profiles=[profile_named(name) for name in other_profile or ()],
                backends=opened,
            )
            found = application.studying(profile).run(documents, plan, indicator or (), progress=progress)
        finally:
            for backend in opened:
                backend.close()
    written = write_study(found, out) if out else ()
    if as_json:
        state.print_json(StudyJson.of(found).model_dump(mode="json"))
    else:
        _show(state.out, found)
    for path in written:
        state.err.print(f"Écrit : {path}", highlight=False)


def _show(out: Console, found: Study) -> None:
    table = Table("Indicateur", "Stable", "Distingue", "À vérifier", "Proposition", "Pourquoi")
    for one in found.indicators:
        table.add_row(
            f"{one.code} {one.name}",
            f"{percent(one.stability)} (n = {one.n_varied})",
            percent(one.discrimination),
            f"{percent(one.to_verify)} (n = {one.n})",
            one.proposal.label,
            " ; ".join(one.reasons),
        )
    out.print(table)
    out.print(
        f"{found.observations} réponses sur {len(found.documents)} document(s), {minutes(found.seconds / 60)} de "
        "calcul. Ce sont des propositions : une personne décide.",
        highlight=False,
    )
