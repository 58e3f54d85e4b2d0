"""Many people at once on a running service: how long pages take, what fails, what is lost, what memory does.

    python -m benchmarks.load --data-dir a-copy-of-data --document SLUG [--people 50] [--minutes 5]
    python -m benchmarks.load --data-dir a-copy-of-data --document SLUG --kills 200 [--people 10] [--kept FILE]

The service is a process of its own without a model; people come from this one, on loopback. Each does one thing after
another with a pause between: opens a page, decides a cell, searches, asks, sends a file, takes a file away. With
``--kills`` the service is killed that many times (kill -9) at random moments and started again: what was acknowledged
before must stand afterwards (a connection that breaks is then no error). What was acknowledged is kept in a file after
each kill: the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import sqlite3
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.service import RunningService, free_port, running_service
from tests.ingestion.pdfs import raw_pdf

TEXTS = ("zones humides", "haies", "trame verte et bleue", "pleine terre", "corridors écologiques", "stationnement")
#: How often each thing is done, of a hundred.
SHARES = {"page": 60, "review": 18, "search": 10, "ask": 5, "export": 5, "upload": 2}
VERDICTS = ("oui", "non", "partiel")
#: Milliseconds that 95 requests of a hundred may take at most.
AIMS = {"page": 500, "health": 100}
#: A service is killed within so many seconds of one of its first decisions, or of so many seconds without any; people
#: pause less before that.
AT_ONCE, FIRST, LONGEST, QUICK = 0.3, 4, 8.0, 0.4
TOLD = 20  # kills between two lines


@dataclass(slots=True)
class Seen:
    """Milliseconds of each kind of request, what failed, and the decisions that were acknowledged."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    acknowledged: set[int] = field(default_factory=set)
    megabytes: list[float] = field(default_factory=list)
    killed: int = 0
    down: bool = False


class Person:
    """One of those who come."""

    def __init__(self, number: int, client: httpx.AsyncClient, seen: Seen, document: str, codes: list[str]):
        self._name = f"personne-{number}"
        self._client = client
        self._seen = seen
        self._document = document
        self._codes = codes
        self._dice = random.Random(number)

    async def once(self) -> None:
        """Do one of the things."""
        acts: dict[str, Callable[[], Awaitable[None]]] = {name: getattr(self, f"_{name}") for name in SHARES}
        [name] = self._dice.choices(list(SHARES), list(SHARES.values()))
        await acts[name]()

    async def _send(self, kind: str, method: str, path: str, **more: object) -> httpx.Response | None:
        begun = time.perf_counter()
        try:
            response = await self._client.request(method, path, **more)  # type: ignore[arg-type]
        except httpx.TransportError as error:
            if not self._seen.killed:
                self._seen.errors[f"{kind}: {type(error).__name__}"] += 1
            return None
        self._seen.times[kind].append(1000 * (time.perf_counter() - begun))
        # Somebody else decided the same cell in between: told, as it should be.
        if response.status_code >= 400 and response.status_code != httpx.codes.CONFLICT:
            self._seen.errors[f"{kind}: {response.status_code} {response.text[:120]}"] += 1
        return response

    async def _page(self) -> None:
        code = self._dice.choice(self._codes)
        paths = ("/", f"/dossiers/{self._document}", f"/dossiers/{self._document}/indicateurs/{code}", "/matrice")
        await self._send("page", "GET", self._dice.choices(paths, (2, 2, 5, 1))[0])

    async def _review(self) -> None:
        cell = f"/api/v1/documents/{self._document}/indicators/{self._dice.choice(self._codes)}"
        shown = await self._send("cell", "GET", f"{cell}/cell")
        if shown is None or shown.status_code != httpx.codes.OK:
            return
        # A verdict that says something is there must have a proof.
        verdict = self._dice.choice(VERDICTS) if shown.json()["citations"] else "non"
        content = {
            "seen": shown.json()["seen"],
            "reviewer": self._name,
            "decision": "corrige",
            "verdict": verdict,
            "comment": f"{self._name} {time.time()}",
        }
        decided = await self._send("review", "PUT", f"{cell}/review", json=content)
        if decided is not None and decided.status_code == httpx.codes.OK:
            self._seen.acknowledged.add(int(decided.json()["id"]))

    async def _search(self) -> None:
        asked = {"text": self._dice.choice(TEXTS), "documents": [self._document]}
        await self._send("search", "POST", "/api/v1/search", json=asked)

    async def _ask(self) -> None:
        question = f"Que dit le document sur : {self._dice.choice(TEXTS)} ?"
        await self._send("ask", "POST", f"/api/v1/documents/{self._document}/questions", json={"question": question})

    async def _export(self) -> None:
        form = self._dice.choice(("xlsx", "csv", "json"))
        await self._send("export", "GET", f"/api/v1/documents/{self._document}/answers.{form}")

    async def _upload(self) -> None:
        text = f"Les haies de {self._name} sont protégées au plan de zonage ({time.time()})."
        files = [("files", ("reglement.pdf", raw_pdf([text]), "application/pdf"))]
        data = {"slug": f"envoi-{self._name}", "title": self._name}
        await self._send("upload", "POST", "/api/v1/documents", data=data, files=files)


async def _come(person: Person, dice: random.Random, pause: float, until: float, seen: Seen) -> None:
    await asyncio.sleep(dice.random() * pause)
    while time.monotonic() < until and not seen.down:
        await person.once()
        await asyncio.sleep(pause * (0.5 + dice.random()))


async def _look(client: httpx.AsyncClient, service: RunningService, until: float, seen: Seen) -> None:
    """Asks for health twice a second, and for the memory."""
    while time.monotonic() < until:
        begun = time.perf_counter()
        try:
            (await client.get("/api/v1/health")).raise_for_status()
            seen.times["health"].append(1000 * (time.perf_counter() - begun))
        except httpx.HTTPError as error:
            seen.errors[f"health: {type(error).__name__}"] += 1
        seen.megabytes.append(service.megabytes)
        await asyncio.sleep(0.5)


async def _crowd(service: RunningService, args: argparse.Namespace, seen: Seen, until: float) -> None:
    limits = httpx.Limits(max_connections=args.people, max_keepalive_connections=args.people)
    async with (
        httpx.AsyncClient(base_url=service.url, timeout=120, trust_env=False, limits=limits) as client,
        httpx.AsyncClient(base_url=service.url, timeout=60, trust_env=False) as apart,
    ):
        codes = [one["code"] for one in (await client.get("/api/v1/indicators")).json()]
        if not args.kills:  # models are loaded, as after the warm start
            await client.post("/api/v1/search", json={"text": "haies", "documents": [args.document]})
        people = [Person(number, client, seen, args.document, codes) for number in range(args.people)]
        coming = [_come(one, random.Random(-number), args.pause, until, seen) for number, one in enumerate(people)]
        looking = [] if args.kills else [_look(apart, service, until, seen)]
        await asyncio.gather(*coming, *looking)


def under_load(args: argparse.Namespace) -> Seen:
    """Let them come for the minutes asked."""
    seen = Seen()
    with running_service(args.data_dir, port=free_port(), tree=args.tree) as service:
        print(f"first answer {service.started_in:.1f} s after the start")
        asyncio.run(_crowd(service, args, seen, time.monotonic() + 60 * args.minutes))
    return seen


def under_kills(args: argparse.Namespace) -> Seen:
    """Kill the service at random moments while they come."""
    file = args.kept or args.data_dir / "kills.json"
    seen = _so_far(file)
    while seen.killed < args.kills:
        with running_service(args.data_dir, port=free_port(), tree=args.tree) as service:
            seen.killed += 1
            asyncio.run(_until_killed(service, args, seen, random.Random(seen.killed)))
        file.write_text(json.dumps({"killed": seen.killed, "acknowledged": sorted(seen.acknowledged)}))
        if seen.killed % TOLD == 0:
            missing, integrity = lost(args.data_dir, seen.acknowledged)
            told = f"{seen.killed} kills, {len(seen.acknowledged)} decisions, {missing} lost, store {integrity}"
            print(told, flush=True)
    return seen


def _so_far(file: Path) -> Seen:
    """What earlier runs of the command did, from the file that they kept."""
    if not file.exists():
        return Seen()
    kept = json.loads(file.read_text())
    return Seen(acknowledged=set(kept["acknowledged"]), killed=kept["killed"])


async def _until_killed(service: RunningService, args: argparse.Namespace, seen: Seen, dice: random.Random) -> None:
    seen.down = False
    enough = len(seen.acknowledged) + dice.randint(1, FIRST)
    last = time.monotonic() + LONGEST

    async def kill() -> None:
        while len(seen.acknowledged) < enough and time.monotonic() < last:
            await asyncio.sleep(0.01)
        await asyncio.sleep(AT_ONCE * dice.random())
        service.process.kill()
        seen.down = True

    killing = asyncio.create_task(kill())
    with contextlib.suppress(httpx.TransportError):  # killed while the crowd was being let in
        await _crowd(service, args, seen, last + 1)
    await killing


def p95(times: list[float]) -> float:
    """What 95 of a hundred take at most."""
    return statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]


def lost(data_dir: Path, acknowledged: set[int]) -> tuple[int, str]:
    """How many acknowledged decisions are not in the store, and what SQLite says of it."""
    with sqlite3.connect(data_dir / "corpus.db") as store:
        there = {row[0] for row in store.execute("SELECT id FROM review")}
        return len(acknowledged - there), str(store.execute("PRAGMA integrity_check").fetchone()[0])


def main() -> None:
    """Print one row a kind of request, then what failed and what was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True, help="a copy: decisions and files come into it")
    parser.add_argument("--document", required=True)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two acts of a person, on average")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--kept", type=Path, help="where kills so far are kept; default: in the data directory")
    parser.add_argument("--tree", type=Path, default=Path(__file__).parents[1], help="the copy of the code to measure")
    args = parser.parse_args()
    if args.kills:
        args.pause = min(args.pause, QUICK)
    seen = under_kills(args) if args.kills else under_load(args)
    print("| request | number | p50 ms | p95 ms | most ms |\n|---|---|---|---|---|")
    for kind, times in sorted(seen.times.items()):
        print(f"| {kind} | {len(times)} | {statistics.median(times):.0f} | {p95(times):.0f} | {max(times):.0f} |")
    if seen.megabytes:
        tenth = max(1, len(seen.megabytes) // 10)
        first, last = (statistics.mean(part) for part in (seen.megabytes[:tenth], seen.megabytes[-tenth:]))
        print(
            f"memory: {first:.0f} MB in the first tenth, {last:.0f} MB in the last, {max(seen.megabytes):.0f} at most"
        )
    missing, integrity = lost(args.data_dir, seen.acknowledged)
    print(f"decisions: {len(seen.acknowledged)} acknowledged, {missing} lost; killed {seen.killed}; store {integrity}")
    print("errors:", dict(seen.errors) or 0)
    slow = [kind for kind, most in AIMS.items() if len(seen.times[kind]) > 1 and p95(seen.times[kind]) > most]
    if not args.kills:
        print("aims (p95 of pages 500 ms, of health 100 ms):", f"missed by {', '.join(slow)}" if slow else "held")


if __name__ == "__main__":
    main()
