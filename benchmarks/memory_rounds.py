"""Whether memory grows with repetition: everything that the service does, round after round.

    python -m benchmarks.memory_rounds --data-dir a-copy-of-data --document SLUG [--rounds 5] [--most 10]

The first round loads what each thing needs (what draws pages, what reads files, what writes workbooks). From the second
on a round asks as much of the service as the one before, with other questions, other texts to search and other files:
what is resident then should stay as it is. The service is a process of its own without a model; eight people come at a
time, each thing is done by all of them before the next, so that rounds are alike. Memory is looked at once the service
has given back what the round freed (:mod:`api.free_memory`).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import psutil

from api.free_memory import EVERY
from benchmarks.memory import grid_answered, prepared
from benchmarks.service import RunningService, free_port, running_service
from tests.ingestion.pdfs import raw_pdf

PEOPLE = 8
WORDS = ("zones humides", "haies", "trame verte", "pleine terre", "corridors", "stationnement", "énergie", "pente")
FORMS = ("xlsx", "csv", "json", "docx", "pptx")
VERDICTS = ("oui", "non", "partiel")
#: How many of each thing a round does.
DECISIONS, SEARCHES, QUESTIONS, FILES, DRAWN = 30, 30, 20, 6, 12
_WAIT = 600.0  # seconds for the files of a round to be read


class Everything:
    """What a round does, for one document."""

    def __init__(self, client: httpx.Client, document: str):
        self._client = client
        self._document = document
        self._codes = [one["code"] for one in client.get("/api/v1/indicators").raise_for_status().json()]
        pieces = client.get(f"/api/v1/documents/{document}").raise_for_status().json()["pieces"]
        self._piece = max(pieces, key=lambda piece: int(piece["pages"]))["piece"]

    def acts(self, number: int) -> dict[str, list[Callable[[], object]]]:
        """Each kind of thing -> what is done of it in a round; what is asked differs from one round to the next."""
        document, codes = f"/dossiers/{self._document}", self._codes
        pages = ("/", document, "/matrice", f"{document}/lecture", f"{document}/fiche", f"{document}/a-revoir", "/aide")
        cells = [f"{document}/indicateurs/{code}" for code in codes]
        drawn = [f"{document}/pieces/{self._piece}/pages/{1 + n}" for n in range(DRAWN)]
        return {
            "pages": [partial(self._get, path) for path in (*pages, *cells, *pages, *cells)],
            "pages of the text": [partial(self._get, path) for path in drawn],
            "pictures of pages": [
                partial(self._get, f"/api/v1/documents/{self._document}/pieces/{self._piece}/pages/{1 + n}/image.webp")
                for n in range(DRAWN)
            ],
            "decisions": [partial(self._decide, codes[n % len(codes)], n) for n in range(DECISIONS)],
            "searches": [partial(self._search, f"{WORDS[n % len(WORDS)]} {number} {n}") for n in range(SEARCHES)],
            "questions": [partial(self._ask, f"{WORDS[n % len(WORDS)]} ({number}, {n})") for n in range(QUESTIONS)],
            "files taken away": [
                partial(self._get, f"/api/v1/documents/{self._document}/answers.{form}")
                for form in FORMS
                for _ in range(3)
            ],
            "files sent": [partial(self._send, n, number) for n in range(FILES)],
            "files read": [self._all_read],
            "the grid": [partial(grid_answered, self._client, self._document)],
        }

    def _get(self, path: str) -> None:
        self._client.get(path).raise_for_status()

    def _decide(self, code: str, number: int) -> None:
        cell = f"/api/v1/documents/{self._document}/indicators/{code}"
        shown = self._client.get(f"{cell}/cell").raise_for_status().json()
        content = {"seen": shown["seen"], "reviewer": f"personne-{number % PEOPLE}", "decision": "corrige"}
        # A verdict that says something is there must have a proof.
        content["verdict"] = VERDICTS[number % len(VERDICTS)] if shown["citations"] else "non"
        response = self._client.put(f"{cell}/review", json=content)
        if response.status_code != httpx.codes.CONFLICT:  # somebody decided in between
            response.raise_for_status()

    def _search(self, text: str) -> None:
        asked = {"text": text, "documents": [self._document]}
        self._client.post("/api/v1/search", json=asked).raise_for_status()

    def _ask(self, about: str) -> None:
        asked = {"question": f"Que dit le document sur : {about} ?"}
        self._client.post(f"/api/v1/documents/{self._document}/questions", json=asked).raise_for_status()

    def _send(self, number: int, turn: int) -> None:
        text = f"Les haies du secteur {number} sont protégées au plan de zonage, version {turn}."
        files = [("files", ("reglement.pdf", raw_pdf([text] * 4), "application/pdf"))]
        data = {"slug": f"memoire-{number}", "title": f"Essai {number}"}
        self._client.post("/api/v1/documents", data=data, files=files).raise_for_status()

    def _all_read(self) -> None:
        until = time.monotonic() + _WAIT
        while any(job["status"] in ("queued", "running") for job in self._client.get("/api/v1/jobs").json()):
            if time.monotonic() > until:
                raise RuntimeError("files were not read")
            time.sleep(0.2)


def resident(service: RunningService) -> tuple[float, float]:
    """Megabytes of the service, and of the processes that it started."""
    own = psutil.Process(service.process.pid)
    return own.memory_info().rss / 1e6, sum(one.memory_info().rss for one in own.children(recursive=True)) / 1e6


def rounds(service: RunningService, document: str, number: int) -> list[tuple[float, float]]:
    """Do everything so many times; megabytes after each round. What each thing adds is printed for each."""
    found = []
    with httpx.Client(base_url=service.url, timeout=600, trust_env=False) as client:
        prepared(client)
        print(f"start: {resident(service)[0]:.0f} MB", flush=True)
        everything = Everything(client, document)
        for turn in range(number + 1):
            said = []
            for name, acts in everything.acts(turn).items():
                before = resident(service)[0]
                _all_at_once(acts)
                said.append(f"{name} {resident(service)[0] - before:+.1f}")
            time.sleep(EVERY + 5)  # what a round freed has been given back
            found.append(resident(service))
            print(f"round {turn}: {found[-1][0]:.0f} + {found[-1][1]:.0f} MB ({', '.join(said)})", flush=True)
    return found


def _all_at_once(acts: Sequence[Callable[[], object]]) -> None:
    with ThreadPoolExecutor(PEOPLE) as people:
        for done in [people.submit(act) for act in acts]:
            done.result()


def main() -> None:
    """Print one line a round; the exit code is 1 where memory still grows after the second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True, help="a copy: decisions, questions and files come in")
    parser.add_argument("--document", required=True)
    parser.add_argument("--rounds", type=int, default=5, help="after the first, which loads what each thing needs")
    parser.add_argument("--most", type=float, default=10.0, help="megabytes that a round may add, on average")
    args = parser.parse_args()
    with running_service(args.data_dir, port=free_port()) as service:
        found = rounds(service, args.document, args.rounds)
    grown = (found[-1][0] - found[1][0]) / max(1, args.rounds - 1)
    print(f"a round adds {grown:.1f} MB: {'held' if grown <= args.most else 'more than may be'}")
    sys.exit(grown > args.most)


if __name__ == "__main__":
    main()
