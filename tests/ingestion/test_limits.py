"""Small files made to keep the only worker busy are refused, and it is said what to do."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from domain import ReadPiece
from domain.errors import ReadingError
from ingestion import SWITCHED_OFF, HerePdf, Parser, PieceLimits, Recogniser
from ingestion.formats.limits import run_limited
from tests.fakes import kept_office
from tests.ingestion.in_french import FRENCH
from tests.ingestion.pdfs import raw_pdf

Read = Callable[[Path], ReadPiece]


def _reader(limits: PieceLimits | None = None) -> Parser:
    return Parser(HerePdf(), Recogniser(SWITCHED_OFF), FRENCH, process=kept_office(), limits=limits)


def _same_page(times: int) -> bytes:
    """A PDF whose tree of pages names one page again and again, six bytes each."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (times, b" ".join([b"3 0 R"] * times)),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out) + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def _docx(text: str) -> bytes:
    from docx import Document

    document = Document()
    for _ in range(20):
        document.add_paragraph(text)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_a_small_pdf_of_two_hundred_thousand_pages_is_refused_at_once(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "annexe.pdf"
    path.write_bytes(_same_page(200_000))
    assert path.stat().st_size < 1_300_000
    begun = time.process_time()
    with pytest.raises(ReadingError, match="200\u00a0000 pages, plus que les 10\u00a0000") as refused:
        read(path)
    assert time.process_time() - begun < 20
    assert "max_pages" in (refused.value.remedy or "")


def test_a_zip_that_holds_more_text_than_is_read_is_refused(tmp_path: Path, read: Read) -> None:
    packed = tmp_path / "dossier.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rapport.txt", "Les haies sont protégées. " * 1_800_000)
    assert packed.stat().st_size < 300_000
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path)
    with pytest.raises(ReadingError, match="plus de texte") as refused:
        read(tmp_path / "rapport.txt")
    assert "Découpez-le" in (refused.value.remedy or "")


@pytest.mark.parametrize("name", ["note.txt", "note.md", "note.html", "note.docx"])
def test_text_is_counted_whatever_the_format(tmp_path: Path, name: str) -> None:
    text = "Les haies sont protégées. " * 40
    path = tmp_path / name
    path.write_bytes(_docx(text) if name.endswith("docx") else f"<p>{text * 20}</p>".encode())
    assert _reader(PieceLimits(characters=30_000)).read(path).pages
    with pytest.raises(ReadingError, match="plus de texte"):
        _reader(PieceLimits(characters=15_000)).read(path)


def test_the_last_page_that_may_be_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(raw_pdf(["Une page.", "Une autre."]))
    assert len(_reader(PieceLimits(pages=2)).read(path).pages) == 2
    with pytest.raises(ReadingError, match="2 pages, plus que les 1 "):
        _reader(PieceLimits(pages=1)).read(path)


def test_a_program_that_is_ended_leaves_no_pipe_open(recwarn: pytest.WarningsRecorder) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        run_limited([sys.executable, "-c", "import time; time.sleep(60)"], 0.2, stdout=subprocess.PIPE)
    gc.collect()
    assert not [one for one in recwarn if issubclass(one.category, ResourceWarning)]
