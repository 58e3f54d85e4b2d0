"""Pages, measured in the server and in a browser: ``python -m benchmarks.web``.

First page with all that it loads, the matrix of 200 documents × 15, and the page of a citation with its highlights,
drawn for the first time and again. The documents of the matrix are invented; the citation is the bundled sample's.
Times are those of this machine, the best and the median of ten requests over loopback.
"""

from __future__ import annotations

import random
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from corpus import Corpus
from corpus.review_store import ReviewDraft
from domain import Answer, Decision, DocumentKind, Searched, Stage, Verdict
from indicator_queries import load_grid
from sample import SAMPLE_SLUG
from settings import Settings
from use_cases.container import Application
from use_cases.demo import run_demo
from web.site import create_app

DOCUMENTS, REQUESTS = 200, 10
VERDICTS = (Verdict.OUI, Verdict.PARTIEL, Verdict.NON, Verdict.SANS_OBJET, Verdict.A_VERIFIER)


def fill(data_dir: Path) -> None:
    """Invented documents, all answered, a third reviewed."""
    corpus = Corpus(data_dir)
    chance = random.Random(1)
    codes = [indicator.code for indicator in load_grid(None).indicators]
    for number in range(DOCUMENTS):
        slug = f"plan-{number:03d}"
        corpus.documents.describe(
            slug,
            title=f"Plan fictif n° {number}",
            kind=chance.choice(list(DocumentKind)),
            stage=chance.choice(list(Stage)),
            territory=f"Territoire fictif {number % 20}",
        )
        for code in codes:
            searched = Searched((), 0, ())
            verdict = chance.choice(VERDICTS)
            answer = Answer(slug, code, None, verdict, "Réponse inventée.", (), (), searched, (), "aucun", 0.1)
            identifier = corpus.answers.add(answer, key=f"{slug}-{code}")
            if number % 3 == 0:
                draft = ReviewDraft(identifier, "A", Decision.DOUTE, None)
                corpus.reviews.put(slug, code, draft, None)
    corpus.close()


@contextmanager
def served(settings: Settings) -> Iterator[httpx.Client]:
    """The service on a free port, and a client of it."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        yield client
    server.should_exit = True
    thread.join(10)


def timed(ask: Callable[[], httpx.Response]) -> tuple[float, float, httpx.Response]:
    """Best and median milliseconds of some requests, and the last response."""
    spent = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        response = ask()
        spent.append((time.perf_counter() - started) * 1000)
        response.raise_for_status()
    return min(spent), statistics.median(spent), response


def show(name: str, best: float, median: float, more: str = "") -> None:
    print(f"{name:<58} {best:7.1f} {median:7.1f}  {more}")


def first_page(client: httpx.Client) -> None:
    best, median, response = timed(lambda: client.get("/"))
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', response.text))
    for name in list(assets):
        folder = name.rsplit("/", 1)[0]
        assets |= {f"{folder}/{other}" for other in re.findall(r'from "\./([^"]+)"', client.get(name).text)}
    weight = len(response.content) + sum(len(client.get(name).content) for name in assets)
    show("première page", best, median, f"{weight / 1000:.0f} ko avec {len(assets)} fichiers")


def main() -> None:
    """Print the figures."""
    print(f"{'':<58} {'le plus':>7} {'médiane':>7}")
    print(f"{'(millisecondes)':<58} {'rapide':>7}")
    with tempfile.TemporaryDirectory() as folder:
        empty, many = Path(folder) / "vide", Path(folder) / "matrice"
        with served(Settings(data_dir=empty, llm="none")) as client:
            first_page(client)
        fill(many)
        with served(Settings(data_dir=many, llm="none")) as client:
            best, median, response = timed(lambda: client.get("/matrice"))
            show(f"matrice de {DOCUMENTS} documents × 15", best, median, f"{len(response.content) / 1000:.0f} ko")
            best, median, _ = timed(lambda: client.get("/dossiers"))
            show(f"liste de {DOCUMENTS} documents", best, median)
            best, median, _ = timed(lambda: client.get("/api/v1/matrix.xlsx"))
            show("la même matrice en Excel", best, median)
        settings = Settings(data_dir=Path(folder) / "exemple", llm="none")
        application = Application(settings)
        with application.opened():
            run_demo(application)
        with served(settings) as client:
            for number in (1, 2, 3):
                address = f"/dossiers/{SAMPLE_SLUG}/indicateurs/I05?citation={number}"
                started = time.perf_counter()
                response = client.get(address)
                first = (time.perf_counter() - started) * 1000
                best, median, response = timed(lambda address=address: client.get(address))  # type: ignore[misc]
                show(f"citation {number}, la première fois", first, first)
                show(
                    f"citation {number}, page déjà dessinée", best, median, f"{response.text.count('<rect')} rectangles"
                )
            picture = re.findall(r'href="([^"]+image\.webp[^"]+)"', response.text)[0].replace("&amp;", "&")
            best, median, response = timed(lambda: client.get(picture))
            show("son image", best, median, f"{len(response.content) / 1000:.0f} ko")


if __name__ == "__main__":
    main()
