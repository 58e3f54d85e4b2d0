"""What memory the service holds, resident: after its start, a first question without a model, and the grid.

    python -m benchmarks.memory --data-dir a-copy-of-data --document SLUG [--most-question 450] [--most-grid 900]

The service is a process of its own without a model. Counted are its resident megabytes and those of the processes that
it started (what reads files, what draws pages), each with what it shares. For a plan of a thousand pages make the
directory first by ``python -m benchmarks.large_plan FILE... --data-dir DIR``.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import httpx

from benchmarks.service import RunningService, free_port, running_service

QUESTION = "Que dit le document des zones humides ?"
_WAIT = 3600.0  # seconds for the grid of a long plan


def prepared(client: httpx.Client) -> None:
    """Wait for the warm start to end."""
    while client.get("/api/v1/health").json()["preparing"]:
        time.sleep(0.2)


def grid_answered(client: httpx.Client, document: str) -> None:
    """Answer the whole grid anew, as a job.

    Raises:
        RuntimeError: The job did not end well.
    """
    job = client.post(f"/api/v1/documents/{document}/run", json={"fresh": True}).raise_for_status().json()["id"]
    until = time.monotonic() + _WAIT
    while (state := client.get(f"/api/v1/jobs/{job}").json()["status"]) in ("queued", "running"):
        if time.monotonic() > until:
            break
        time.sleep(0.5)
    if state != "done":
        raise RuntimeError(f"the grid was not answered: {state}")


def measured(service: RunningService, document: str) -> dict[str, tuple[float, int]]:
    """Megabytes and processes after each step, by its name."""
    found = {}
    with httpx.Client(base_url=service.url, timeout=600, trust_env=False) as client:
        found["start"] = service.megabytes, service.processes
        prepared(client)
        found["warm"] = service.megabytes, service.processes
        client.post(f"/api/v1/documents/{document}/questions", json={"question": QUESTION}).raise_for_status()
        found["question"] = service.megabytes, service.processes
        client.get(f"/dossiers/{document}/indicateurs/I05").raise_for_status()
        found["page of a cell"] = service.megabytes, service.processes
        grid_answered(client, document)
        found["grid"] = service.megabytes, service.processes
        client.post(f"/api/v1/documents/{document}/questions", json={"question": QUESTION}).raise_for_status()
        found["question again"] = service.megabytes, service.processes
    return found


def main() -> None:
    """Print one row a step; the exit code is 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True, help="a copy: questions and answers come into it")
    parser.add_argument("--document", required=True)
    parser.add_argument("--most-question", type=float, default=450.0, help="megabytes after the first question")
    parser.add_argument("--most-grid", type=float, default=900.0, help="megabytes after the grid")
    args = parser.parse_args()
    with running_service(args.data_dir, port=free_port()) as service:
        found = measured(service, args.document)
    print("| after | MB | processes |\n|---|---|---|")
    for name, (megabytes, processes) in found.items():
        print(f"| {name} | {megabytes:.0f} | {processes} |")
    aims = {"question": args.most_question, "grid": args.most_grid}
    missed = [f"{name}: more than {most:.0f} MB" for name, most in aims.items() if found[name][0] > most]
    print("aims held" if not missed else f"missed: {', '.join(missed)}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
