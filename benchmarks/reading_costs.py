"""Instructions that the reading of PDF files costs, beside those of an earlier copy of the code.

Counted by callgrind, so that other work on the machine changes nothing: every file is read twice in one process of
each copy, and the second reading counts.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

#: A call that does nothing else marks where one reading ends and the next begins; earlier copies are called otherwise.
_READ = """
import os, sys
from pathlib import Path
from ingestion import SWITCHED_OFF, HerePdf, Recogniser
try:
    from ingestion import Parser
    from languages.entries.french_language import LANGUAGE
    reader = Parser(HerePdf(), Recogniser(SWITCHED_OFF), LANGUAGE)
except ImportError:
    from ingestion import Reader
    reader = Reader(HerePdf(), Recogniser(SWITCHED_OFF))
for _ in range(2):
    for name in sys.argv[1:]:
        os.getppid()
        reader.read(Path(name))
os.getppid()
"""
_SUMMARY = re.compile(r"^summary: (\d+)", re.MULTILINE)
_MARK = "getppid"


def costs(files: Sequence[Path], before: Path | None) -> None:
    """Prints a table of millions of instructions a file; ``before`` is the folder of an earlier copy of the code."""
    print("\n## Instructions of a reading\n")
    if shutil.which("valgrind") is None:
        print("not measured: valgrind is not installed")
        return
    now = _counted(files, Path(__file__).parents[1])
    old = _counted(files, before) if before else [None] * len(files)
    print("| file | before, millions | now, millions | |\n|---|---|---|---|")
    for name, one, other in [
        *((path.stem, one, other) for path, one, other in zip(files, old, now, strict=True)),
        ("together", None if before is None else sum(one or 0 for one in old), sum(now)),
    ]:
        ratio = "" if not one else f"{other / one - 1:+.0%}"
        print(f"| {name} | {'-' if one is None else f'{one / 1e6:.0f}'} | {other / 1e6:.0f} | {ratio} |", flush=True)


def _counted(files: Sequence[Path], tree: Path) -> list[int]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", f"--dump-before={_MARK}"]
        environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
        done = subprocess.run(
            [*command, sys.executable, "-c", _READ, *map(str, files)],
            cwd=tree, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(done.stderr)
        # The first part is the start of the process, then come both turns.
        parts = [Path(f"{out}.{number}") for number in range(len(files) + 2, 2 * len(files) + 2)]
        return [int(found[1]) for part in parts if (found := _SUMMARY.search(part.read_text("utf-8", "replace")))]
