"""Pictures of answers for docs/ui/answers/: ``python -m benchmarks.question_screens --data-dir COPY [NAME...]``.

The questions are asked on the page of questions, without a language model, of dossiers that the data directory holds
read and indexed. Give a copy: questions and a kept answer are written into it, and taken out again at the end. Needs
Chromium and Playwright (extra ``dev``).
"""

from __future__ import annotations

import argparse
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from PIL import Image

from benchmarks.served_pages import served
from settings import Settings

OUT = Path("docs/ui/answers")
MONTPELLIER, LAGOONS, HILLS = "oap-oz-montpellier", "scot-plaine-et-lagunes", "plui-coteaux-de-la-save"
SITES = "Quels sont les sept sites de compensation et leurs surfaces ?"
COLOURS = 64
"""Of a picture: enough for text on plain backgrounds, and a third of the size."""


@dataclass(frozen=True, slots=True)
class QuestionScreen:
    """A question to picture with its answer; ``before`` is asked first, ``kept`` pictures the page of the dossier."""

    name: str
    documents: tuple[str, ...]
    question: str
    before: str = ""
    kept: bool = False


SCREENS = (
    QuestionScreen("espaces-libres", (MONTPELLIER,), "Espaces libres par secteur 4AU1"),
    QuestionScreen("arbres", (MONTPELLIER,), "Combien d'arbres par place de stationnement en N-3 ?"),
    QuestionScreen("sites", (LAGOONS,), SITES),
    QuestionScreen("impermeabiliser", (LAGOONS,), "Peut-on imperméabiliser une petite zone humide ?"),
    QuestionScreen("compensation", (LAGOONS,), "Résume les mesures de compensation"),
    QuestionScreen("compensation-autre", (HILLS,), "Résume les mesures de compensation"),
    QuestionScreen("differences", (LAGOONS, HILLS), "Quelles différences entre ces deux plans sur les zones humides ?"),
    QuestionScreen("hauteur", (MONTPELLIER,), "Quelle est la hauteur en N-4 ?"),
    QuestionScreen("clotures", (HILLS,), "Quelle hauteur est laissée sous les clôtures ?"),
    QuestionScreen("renaturation", (LAGOONS,), "Et les zones de renaturation ?", before=SITES),
    QuestionScreen(
        "non-trouve", (LAGOONS,), "Quelle est la largeur minimale des corridors écologiques en zone agricole ?"
    ),
    QuestionScreen("gardee", (LAGOONS,), SITES, kept=True),
)


def _ask(page: Any, question: str, number: int) -> None:
    page.locator("#question").fill(question)
    page.get_by_role("button", name="Demander").click()
    page.locator("article").nth(number).wait_for(timeout=120_000)


def _keep(page: Any, address: str, slug: str) -> None:
    """Keep the last answer, then go to where the page of its dossier lists it."""
    article = page.locator("article").last
    article.get_by_text("Garder cette réponse").click()
    article.get_by_label("Cette réponse est").select_option("utile")
    article.get_by_label("Note").fill("Pour l’avis : les sites sont localisés.")
    article.get_by_role("button", name="Garder").click()
    page.get_by_role("link", name="Voir parmi les réponses gardées").wait_for()
    page.goto(f"{address}/dossiers/{slug}")


def _picture(page: Any, screen: QuestionScreen) -> bytes:
    if screen.kept:
        section = page.locator("section[aria-labelledby=gardees]")
        section.evaluate("section => window.scrollTo(0, section.offsetTop - 300)")
        return bytes(page.screenshot())
    page.evaluate("document.activeElement.blur()")
    return bytes(page.locator("article").last.screenshot())


def _forget(page: Any, address: str, conversation: str, slug: str, *, kept: bool) -> None:
    if kept:
        page.goto(f"{address}/reponses-gardees?dossier={slug}")
        page.locator("article").last.get_by_role("button", name="Ne plus garder").click()
    page.request.delete(f"{address}/api/v1/conversations/{conversation}")


def main() -> None:
    """Take all pictures, or those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    with served(Settings(data_dir=asked.data_dir, llm="none")) as (address, browser):
        for screen in SCREENS:
            if asked.names and screen.name not in asked.names:
                continue
            page = browser.new_page(viewport={"width": 1280, "height": 720}, locale="fr-FR", reduced_motion="reduce")
            page.goto(f"{address}/questions?{urlencode({'dossier': screen.documents}, doseq=True)}")
            for number, question in enumerate(one for one in (screen.before, screen.question) if one):
                _ask(page, question, number)
            page.wait_for_load_state("networkidle")
            conversation = page.url.partition("#")[0].rpartition("/")[2]
            if screen.kept:
                _keep(page, address, screen.documents[0])
            drawn = Image.open(io.BytesIO(_picture(page, screen))).convert("RGB")
            drawn.quantize(COLOURS).save(OUT / f"{screen.name}.png", optimize=True)
            print(f"{screen.name}: {OUT / screen.name}.png", flush=True)
            _forget(page, address, conversation, screen.documents[0], kept=screen.kept)
            page.close()


if __name__ == "__main__":
    main()
