"""An ingestion of 400 pages with recognition, killed ten times at random, compared with an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.fakes import application_in
from tests.use_cases.dump import dump

PAGES = 400
SCANNED = 240
KILLS = 10
_INGEST = """
import sys
from pathlib import Path
from use_cases.ingest import Description
from tests.fakes import application_in
with application_in(Path(sys.argv[1])).opened() as application:
    application.dossiers.ingest([Path(sys.argv[2])], "dossier", Description())
"""


def killed_ten_times(scans: Path) -> str:
    """One line: how often it was killed, and whether the corpora are the same."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        dossier = folder / "dossier"
        dossier.mkdir()
        pages = _mixed(scans, dossier / "annexe.pdf")
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", _INGEST, str(folder / "calme"), str(dossier)], check=True)
        whole = time.perf_counter() - started
        generator = random.Random(3)
        kills = 0
        for _ in range(KILLS):
            process = subprocess.Popen(
                [sys.executable, "-c", _INGEST, str(folder / "tue"), str(dossier)], start_new_session=True
            )
            try:
                process.wait(generator.uniform(0.1, 0.9) * whole / 3)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                kills += 1
            process.wait()
        subprocess.run([sys.executable, "-c", _INGEST, str(folder / "tue"), str(dossier)], check=True)
        found = []
        for name in ("calme", "tue"):
            with application_in(folder / name).opened() as application:
                found.append(dump(application))
    same = "the same corpus" if found[0] == found[1] else "ANOTHER CORPUS"
    return f"{pages} pages, {SCANNED} of them scanned, {whole:.0f} s undisturbed; killed {kills} times: {same}"


def _mixed(scans: Path, target: Path) -> int:
    """A PDF of text pages among which scanned ones stand, as annexes come."""
    import pypdfium2 as pdfium

    text = scans.parent / "plu-grabels" / "Grabels_PLU_reglement.pdf"
    pictures = [scans / "ZONE-N_scan150.pdf", scans / "OAP_Oz_scan200.pdf"]
    with pdfium.PdfDocument.new() as document, pdfium.PdfDocument(text) as typed:
        left = SCANNED
        while left:
            for picture in pictures:
                with pdfium.PdfDocument(picture) as scanned:
                    count = min(left, len(scanned))
                    document.import_pages(scanned, list(range(count)))
                    left -= count
        while len(document) < PAGES:
            document.import_pages(typed, list(range(min(len(typed), PAGES - len(document)))))
        document.save(target)
        return len(document)
