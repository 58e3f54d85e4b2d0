"""Pictures of the pages for docs/ui/: ``python -m benchmarks.screens [NAME...]``.

The service runs on the fictional sample, read and answered without a language model (``--llm none``), in
``benchmarks/out/screens``. Needs Chromium and Playwright (extra ``dev``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.served_pages import served
from domain import DocumentKind
from sample import sample_pieces
from sample.approved import APPROVED_SLUG, SAMPLE_PLAN
from settings import Settings
from use_cases.container import Application
from use_cases.demo import add_approved, run_demo
from use_cases.ingest import Description

OUT = Path("docs/ui")
DATA = Path("benchmarks/out/screens")


OTHER = "piemont-reglement-seul"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page to take: its address, and what to do in it first."""

    name: str
    path: str
    act: Callable[[Any], None] = lambda _page: None
    whole: bool = False


def _ask(page: Any) -> None:
    page.get_by_label("Votre question").fill("Quelle part de pleine terre le règlement impose-t-il ?")
    page.get_by_role("button", name="Demander").click()
    page.locator("article").wait_for()
    page.get_by_label("Question suivante").or_(page.get_by_label("Votre question")).fill("Quel est le prix du pain ?")
    page.get_by_role("button", name="Demander").click()
    page.locator("article").nth(1).wait_for()
    page.evaluate("window.scrollTo(0, 0)")


def _first_evaluation(page: Any) -> None:
    page.locator("tbody th a").first.click()
    page.get_by_role("heading", name="Les chiffres").wait_for()


def _correct(page: Any) -> None:
    page.get_by_role("button", name="Corriger").click()


def _choose_files(page: Any) -> None:
    page.get_by_label("Pièces du dossier").set_input_files([*sample_pieces()])
    page.get_by_label("Nom du dossier").fill("PLUi des Deux Rives (fictif)")


def _compare_evaluations(page: Any) -> None:
    for box in page.locator("input[name=evaluation]").all()[:2]:
        box.check()
    page.get_by_role("button", name="Comparer les deux cochées").click()
    page.get_by_role("heading", name="Par indicateur").wait_for()


def _text_changes(page: Any) -> None:
    page.locator("#texte-compare").evaluate("heading => heading.scrollIntoView()")


def _task(page: Any) -> None:
    job = page.evaluate("fetch('/api/v1/sample', {method: 'POST'}).then(answer => answer.json())")
    page.goto(page.url.replace("/aide", f"/taches/{job['id']}"))
    page.get_by_role("link", name="Relire les réponses").wait_for(timeout=60_000)


SCREENS = (
    Screen("dossiers", "/"),
    Screen("envoi", "/", _choose_files),
    Screen("dossier", "/dossiers/plui-piemont-ormeze", whole=True),
    Screen("lecture", "/dossiers/plui-piemont-ormeze/lecture", whole=True),
    Screen("matrice", "/matrice"),
    Screen("comparaison", f"/comparer?a=plui-piemont-ormeze&b={APPROVED_SLUG}"),
    Screen("textes-modifies", f"/comparer?a=plui-piemont-ormeze&b={APPROVED_SLUG}", _text_changes),
    Screen("plan", f"/plans/{SAMPLE_PLAN}"),
    Screen("tache", "/aide", _task),
    Screen("glossaire", "/aide/glossaire"),
    Screen("a-la-main-liste", "/dossiers/plui-piemont-ormeze/a-la-main"),
    Screen("cellule", "/dossiers/plui-piemont-ormeze/indicateurs/I05?citation=2"),
    Screen("non", "/dossiers/plui-piemont-ormeze/indicateurs/I07"),
    Screen("correction", "/dossiers/plui-piemont-ormeze/indicateurs/I05", _correct),
    Screen("recherche", "/dossiers/plui-piemont-ormeze/recherche?texte=pleine+terre"),
    Screen("a-la-main", "/dossiers/plui-piemont-ormeze/a-la-main/I05?texte=inventaire+des+zones+humides"),
    Screen("aide", "/aide"),
    Screen("questions", "/questions", _ask, whole=True),
    Screen("comparaison-evaluations", "/evaluations", _compare_evaluations, whole=True),
    Screen("evaluations", "/evaluations", whole=True),
    Screen("evaluation", "/evaluations", _first_evaluation, whole=True),
)


def prepare(settings: Settings) -> None:
    """Read, answer and evaluate the sample; done again, it is quick."""
    application = Application(settings, print)
    with application.opened():
        run_demo(application)
        add_approved(application)
        # A second document to compare with: the same plan, its règlement alone.
        description = Description(
            title="PLUi du Piémont de l’Ormèze, règlement seul (document fictif)", kind=DocumentKind.PLUI
        )
        application.dossiers.ingest(sample_pieces()[2:], OTHER, description)
        application.analysis().run(OTHER, [])


def main() -> None:
    """Take all screens, or those named."""
    wanted = [screen for screen in SCREENS if not sys.argv[1:] or screen.name in sys.argv[1:]]
    settings = Settings(data_dir=DATA, llm="none")
    prepare(settings)
    OUT.mkdir(parents=True, exist_ok=True)
    with served(settings) as (address, browser):
        for screen in wanted:
            page = browser.new_page(viewport={"width": 1280, "height": 720}, locale="fr-FR", reduced_motion="reduce")
            page.goto(f"{address}{screen.path}")
            screen.act(page)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=OUT / f"{screen.name}.png", full_page=screen.whole)
            print(f"{screen.name}: {OUT / screen.name}.png")
            page.close()


if __name__ == "__main__":
    main()
