"""What starting a command costs: seconds, memory and modules, beside another copy of the code.

    python -m benchmarks.startup --data-dir data --document SLUG [--beside ../other-copy] [--turns 3] [--service-only]

Each command runs in a process of its own, the copies in turn, and the least of the turns counts: what a machine does
besides only adds. Peak memory is that of the process and of those that it started, at once or not. Compiled modules
are kept in a folder of this run, as where the tool is used; a first turn, which makes them, is not counted.

The service is asked for a page from the moment its process starts, until that page is there: the list of documents,
and in a start of its own the help, whose routes come after the first page. Nobody must serve the data directory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

from benchmarks.service import free_port

ROOT = Path(__file__).parents[1]
#: Runs a command and says what was imported for it, on the last line of the error output.
WATCHED = """
import atexit, json, sys
atexit.register(lambda: sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)) + "\\n"))
sys.argv = ["biollm", *sys.argv[1:]]
import cli
cli.main()
"""
#: Pages of the service that are asked for, by the name of their row.
PAGES = {"serve: list of documents": "/", "serve: a page of later routes": "/aide"}
HEAVY = (
    "torch",
    "transformers",
    "chromadb",
    "llama_index",
    "sklearn",
    "scipy",
    "unstructured",
    "alembic",
    "sqlalchemy",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run: seconds of wall and processor, megabytes at the peak, modules imported, the heavy ones by name."""

    wall: float
    processor: float
    megabytes: float
    modules: int
    heavy: tuple[str, ...]


def measured(tree: Path, arguments: Sequence[str], data_dir: Path) -> Cost:
    """Run a command of one copy of the code.

    Raises:
        subprocess.CalledProcessError: The command failed.
    """
    command = [sys.executable, "-c", WATCHED, "--data-dir", str(data_dir), *arguments]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "PYTHONPATH": str(tree), "PYTHONWARNINGS": "ignore"}
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=tree, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    _, said = process.communicate()
    # communicate() has waited for the process; what it took is the difference of what all children took.
    wall = time.monotonic() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    names = json.loads(said.strip().splitlines()[-1])
    heavy = tuple(name for name in HEAVY if name in names)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, len(names), heavy)


def first_page(tree: Path, address: str, data_dir: Path) -> Cost:
    """Start the service of one copy and ask for a page until it answers.

    Args:
        tree: The copy.
        address: Of the page, from the root of the service.
        data_dir: Nobody else's while this runs.

    Returns:
        Seconds of wall from the start of the process to the page, seconds of processor and memory of the service then.

    Raises:
        RuntimeError: The service ended instead of answering.
    """
    port = free_port()
    command = [sys.executable, "-m", "cli", "--data-dir", str(data_dir), "serve", "--port", str(port), "--llm", "none"]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "PYTHONPATH": str(tree), "PYTHONWARNINGS": "ignore"}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=tree, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                opener.open(f"http://127.0.0.1:{port}{address}", timeout=60).read()
                break
            except (urllib.error.URLError, OSError):  # nobody listens yet
                if process.poll() is not None:
                    raise RuntimeError(f"the service of {tree} ended with code {process.returncode}") from None
                time.sleep(0.01)
        wall = time.monotonic() - start
        seen = psutil.Process(process.pid)
        times = seen.cpu_times()
        return Cost(wall, times.user + times.system, seen.memory_info().rss / 2**20, 0, ())
    finally:
        process.terminate()
        process.wait()


def alone(tree: Path, arguments: Sequence[str], data_dir: Path) -> Cost:
    """The same in a process that has no other child, so that processor and memory are those of this run."""
    script = (
        "import dataclasses, json, sys; from pathlib import Path; from benchmarks.startup import measured; "
        "print(json.dumps(dataclasses.asdict(measured(Path(sys.argv[1]), sys.argv[3:], Path(sys.argv[2])))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tree), str(data_dir), *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    cost = json.loads(done.stdout)
    return Cost(**{**cost, "heavy": tuple(cost["heavy"])})


def least(costs: Sequence[Cost]) -> Cost:
    """The run that took the least processor time."""
    return min(costs, key=lambda cost: cost.processor)


def commands(document: str, question: str) -> dict[str, list[str]]:
    """The commands that are measured, by the name of their row."""
    return {
        "--help": ["--help"],
        "settings": ["settings"],
        "documents": ["documents"],
        "answers": ["answers", document],
        "search": ["search", document, question],
        "ask (none)": ["ask", document, question, "--llm", "none", "--fresh"],
    }


def main() -> None:
    """Print one row a command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True, help="an indexed data directory; questions are kept")
    parser.add_argument("--document", required=True)
    parser.add_argument("--question", default="zones humides à préserver")
    parser.add_argument("--beside", type=Path, help="another copy of the code, measured in the same run")
    parser.add_argument("--service-only", action="store_true", help="the pages of the service, no other command")
    parser.add_argument("--turns", type=int, default=3)
    args = parser.parse_args()
    trees = [ROOT, *([args.beside.resolve()] if args.beside else [])]
    with tempfile.TemporaryDirectory() as compiled:
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        table(trees, args)


def table(trees: Sequence[Path], args: argparse.Namespace) -> None:
    """Measure and print each command of each copy, and the first pages of their services."""
    print(
        "| command | wall s | processor s | peak MB | modules | heavy imports |" + (" ratio |" if args.beside else "")
    )
    print("|---|---|---|---|---|---|" + ("---|" if args.beside else ""))
    data_dir = args.data_dir.resolve()
    for name, arguments in commands(args.document, args.question).items():
        if not args.service_only:
            rows(name, trees, args.turns, partial(alone, arguments=arguments, data_dir=data_dir))
    for name, address in PAGES.items():
        rows(name, trees, args.turns, partial(first_page, address=address, data_dir=data_dir))


def rows(name: str, trees: Sequence[Path], turns: int, measure: Callable[[Path], Cost]) -> None:
    """Measure one thing in each copy in turn, and print a row each."""
    found: dict[Path, list[Cost]] = {tree: [] for tree in trees}
    for turn in range(turns + 1):
        for tree in trees:
            cost = measure(tree)
            if turn:
                found[tree].append(cost)
    best = {tree: least(costs) for tree, costs in found.items()}
    for tree, cost in best.items():
        where = "" if tree == ROOT else " (beside)"
        ratio = "" if len(trees) == 1 else f" {best[trees[-1]].processor / cost.processor:.1f} |"
        print(
            f"| {name}{where} | {cost.wall:.1f} | {cost.processor:.1f} | {cost.megabytes:.0f} | {cost.modules or '–'} "
            f"| {', '.join(cost.heavy) or '–'} |{ratio}",
            flush=True,
        )


if __name__ == "__main__":
    main()
