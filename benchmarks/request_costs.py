"""What one request costs the service: milliseconds of processor, SQL statements, bytes, and memory that stays.

    python -m benchmarks.request_costs --data-dir a-copy-of-data --document SLUG [--times 30]

The service runs in this process, without a model and without a socket: what is counted is its own work, whatever else
the machine does. Two requests of each kind are not counted. « After a decision » is the same request when somebody
decides a cell before each; « kept » is what the process grew by over the turns.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from api.dependencies import Service
from corpus import Corpus
from corpus.review_store import ReviewDraft
from domain import Decision, Verdict
from settings import Settings
from tests.corpus.statements import counted
from web.site import create_app

CODE, DECIDED, WITH_TABLES = "I05", "I06", "I04"


@dataclass(frozen=True, slots=True)
class MeasuredRequest:
    """A request by the name of its row; ``body`` is sent as JSON."""

    name: str
    method: str
    path: str
    body: dict[str, object] | None = None


def requests_on(document: str) -> tuple[MeasuredRequest, ...]:
    """What is measured."""
    pages, api = f"/dossiers/{document}", f"/api/v1/documents/{document}"
    search: dict[str, object] = {"text": "zones humides", "documents": [document]}
    return (
        MeasuredRequest("health", "GET", "/api/v1/health"),
        MeasuredRequest("list of documents", "GET", "/"),
        MeasuredRequest("page of a document", "GET", pages),
        MeasuredRequest("page of a cell", "GET", f"{pages}/indicateurs/{CODE}"),
        MeasuredRequest("page of a cell with tables", "GET", f"{pages}/indicateurs/{WITH_TABLES}"),
        MeasuredRequest("matrix", "GET", "/matrice"),
        MeasuredRequest("cell (API)", "GET", f"{api}/indicators/{CODE}/cell"),
        MeasuredRequest("search, words known", "POST", "/api/v1/search", search),
        MeasuredRequest("question without model", "POST", f"{api}/questions", {"question": "Que dit-il des haies ?"}),
        MeasuredRequest("answers.xlsx", "GET", f"{api}/answers.xlsx"),
        MeasuredRequest("answers.csv", "GET", f"{api}/answers.csv"),
        MeasuredRequest("answers.json", "GET", f"{api}/answers.json"),
    )


def decide(corpus: Corpus, document: str) -> None:
    """Decide a cell of the document."""
    last = corpus.reviews.last(document).get(DECIDED)
    corpus.reviews.put(
        document, DECIDED, ReviewDraft(None, "mesure", Decision.CORRIGE, Verdict.NON), last.id if last else None
    )


async def _measured(client: httpx.AsyncClient, one: MeasuredRequest, times: int, corpus: Corpus, document: str) -> str:
    for _ in range(2):
        answer = await client.request(one.method, one.path, json=one.body)
        answer.raise_for_status()
    own = psutil.Process()
    spent = {"same": 0.0, "decided": 0.0}
    statements = 0
    before = own.memory_info().rss
    for kind in spent:
        for _ in range(times):
            if kind == "decided":
                decide(corpus, document)
            with counted(corpus) as said:
                begun = time.process_time()
                await client.request(one.method, one.path, json=one.body)
                spent[kind] += 1000 * (time.process_time() - begun) / times
            statements = len(said)
    kept = (own.memory_info().rss - before) / 1e6
    size = len(answer.content) / 1000
    return f"| {one.name} | {spent['same']:.1f} | {spent['decided']:.1f} | {statements} | {size:.0f} | {kept:.1f} |"


async def measure(args: argparse.Namespace) -> None:
    """Print one row a request."""
    app = create_app(Settings(data_dir=args.data_dir, llm="none"))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client,
    ):
        service = app.state.service
        assert isinstance(service, Service)
        print("| request | processor ms | after a decision | SQL statements then | kB | kept MB |")
        print("|---|---|---|---|---|---|")
        for one in requests_on(args.document):
            print(await _measured(client, one, args.times, service.application.corpus, args.document), flush=True)


def main() -> None:
    """Measure each request alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True, help="a copy: decisions and questions come into it")
    parser.add_argument("--document", required=True)
    parser.add_argument("--times", type=int, default=30)
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
