"""What an instructor reads: no word of statistics, programming or the inside of the tool; the method is folded."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import api.app
from domain import ClockMode, Decision
from settings import Settings
from tests.fakes import FakeApplication
from use_cases.gold_imports import GoldImports
from use_cases.review import Decided, Reviewing
from web.site import create_app

SLUG = "plui-piemont-ormeze"
GOLD = Path(__file__).parents[2] / "sample" / "gold.csv"
#: Words that a page for instructors does not say outside a fold. One a line, as a regular expression.
FORBIDDEN = (
    r"kappa", r"krippendorff", r"gwet", r"mcnemar", r"\bholm\b", r"bootstrap", r"wilson", r"tau-b", r"\bp\s*=\s*0",
    r"\bn\s*=\s*\d", r"appariée?s", r"interquartile", r"quantification", r"intervalle à 95",
    r"--\w+", r"\bnone\b", r"\bnull\b", r"\bnan\b", r"\bundefined\b", r"\btrue\b", r"\bfalse\b", r"\bjson\b",
    r"\bslug\b", r"\bhash\b", r"\btokens?\b", r"jetons", r"prompt", r"embedding", r"backend", r"\bgold\b", r"oracle",
    r"baseline", r"\bLLM\b", r"fallback", r"rubrique ambiguë", r"trace absente", r"médiane", r"entropie",
    r"temps perdu", r"-\d+\s*(?:à|%)", r"\bregle\b", r"\breservoirs\b", r"[a-zà-ÿ]+_[a-zà-ÿ_]+", r"hors_invite",
)  # fmt: skip


class Text(HTMLParser):
    """The text of a page that is in sight: no script, no style, nothing inside a fold but its title."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "details", "summary", "svg"):
            self._open.append(tag)
        self.parts += [
            value for name, value in attrs if value and name in ("title", "aria-label", "placeholder", "alt")
        ]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        hidden = set(self._open) & {"script", "style", "svg"} or (
            "details" in self._open and "summary" not in self._open
        )
        if not hidden:
            self.parts.append(data)


def in_sight(html: str) -> str:
    """The text that a reader sees without opening anything."""
    reader = Text()
    reader.feed(html)
    return " ".join(" ".join(reader.parts).split())


@pytest.fixture
def client(sample_data: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The sample, answered by a model that is none, reviewed in part, and compared with a reference."""
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    shutil.copytree(sample_data, data_dir)
    with TestClient(create_app(Settings(data_dir=data_dir)), base_url="http://127.0.0.1") as started:
        started.cookies.set("biollm_personne", "A.%20B.")
        yield started


def compared(client: TestClient) -> str:
    """An evaluation of the sample, with time spent both ways: longer with the tool."""
    application = client.app.state.service.application  # type: ignore[attr-defined]
    reviewing = Reviewing(application.corpus, application.grid)
    for code in ("I01", "I02"):
        for mode in (ClockMode.MAIN, ClockMode.ASSISTE):
            clock = reviewing.start_clock(SLUG, code, "A. B.", mode)
            application.corpus.clocks.stop(clock.id)
    number, _ = application.corpus.answers.numbered(SLUG)["I01"]
    decided = Decided(number, "A. B.", Decision.DOUTE, None, "À revoir.", None, None, None)
    reviewing.review(SLUG, "I01", decided, None)
    done = GoldImports(application.corpus, application.grid).keep([GOLD])
    made = client.post("/api/v1/evaluations", json={"gold": done.gold.digest})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def test_no_page_says_a_technical_word_outside_a_fold(client: TestClient, data_dir: Path) -> None:
    first = compared(client)
    pages = [
        "/dossiers", f"/dossiers/{SLUG}", f"/dossiers/{SLUG}/lecture", f"/dossiers/{SLUG}/recherche?texte=haies",
        f"/dossiers/{SLUG}/a-la-main", f"/dossiers/{SLUG}/a-la-main/I05", "/matrice", "/questions", "/evaluations",
        f"/evaluations/{first}", f"/api/v1/evaluations/{first}/report.html", "/aide", "/aide/glossaire",
        "/aide/limites", "/aide/confidentialite", "/vous",
        *(f"/dossiers/{SLUG}/indicateurs/I{number:02d}" for number in range(1, 16)),
    ]  # fmt: skip
    said: list[str] = []
    for address in pages:
        response = client.get(address)
        assert response.status_code == 200, address
        # The names of a person's own files and folders are theirs.
        text = in_sight(response.text).replace(GOLD.name, "fichier").replace(str(data_dir), "dossier")
        for word in FORBIDDEN:
            said += [
                f"{address}: {word}: …{text[max(0, found.start() - 60) : found.end() + 40]}…"
                for found in list(re.finditer(word, text, re.IGNORECASE))[:2]
            ]
    assert not said, "\n".join(said)


def test_the_scan_sees_what_is_in_sight_and_only_that() -> None:
    html = "<p title='none'>a</p><details><summary>b</summary>kappa</details><script>json</script><p>-145 à -13 %</p>"
    assert in_sight(html) == "none a b -145 à -13 %"
