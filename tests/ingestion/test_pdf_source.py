from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import PageKind, PageStatus
from domain.errors import DamagedFile, ReadingError
from ingestion.formats.child_process import Child
from ingestion.formats.pdf_source import ChildPdf, HerePdf
from ingestion.ocr.recognition import Recogniser
from ingestion.ocr.tesseract import SWITCHED_OFF
from ingestion.parser import Parser
from tests.ingestion.in_french import FRENCH
from tests.ingestion.pdfs import pages_source, raw_pdf, typeset
from tests.ingestion.test_pdf import PROSE, check_whole


@pytest.fixture(scope="module")
def child() -> Iterator[ChildPdf]:
    source = ChildPdf(page_time=20)
    yield source
    source.close()


def reader(source: ChildPdf | HerePdf) -> Parser:
    return Parser(source, Recogniser(SWITCHED_OFF), FRENCH)


def test_a_child_reads_what_this_process_reads(child: ChildPdf, tmp_path: Path) -> None:
    table = "#table(columns: 3, [Zone], [Pleine terre], [Hauteur], [UA], [40 %], [9 m], [UB], [50 %], [7 m])"
    path = typeset(tmp_path / "a.pdf", pages_source([f"= Titre\n{PROSE}", f"{PROSE}\n\n{table}"], header="Commune"))
    assert reader(child).read(path) == reader(HerePdf()).read(path)


def test_a_refusal_of_the_child_is_the_same_error(child: ChildPdf, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(raw_pdf([PROSE])[:-40])
    with pytest.raises(DamagedFile, match=r"a\.pdf.*incomplet"):
        reader(child).read(path)
    path.write_bytes(raw_pdf([PROSE]))
    assert reader(child).read(path).sentences


@pytest.mark.parametrize("how", ["exit", "hang", pytest.param("memory", marks=pytest.mark.skipif(
    sys.platform != "linux", reason="la limite de mémoire n'existe que sous Linux"))])  # fmt: skip
def test_a_page_that_kills_its_reader_is_lost_alone(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYING", how)
    source = ChildPdf(page_time=1.5, module="tests.ingestion.dying_worker")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        raw_pdf([f"La page {name} a son propre texte. {PROSE}" for name in ("une", "deux", "trois", "quatre")])
    )
    try:
        # A new process is started after the page, and dies at its own second page: never reached.
        piece = reader(source).read(path)
    finally:
        source.close()
    assert [page.kind for page in piece.pages] == [PageKind.TEXT, PageKind.BROKEN, PageKind.TEXT, PageKind.TEXT]
    assert piece.pages[1].status is PageStatus.UNREADABLE
    assert piece.pages[1].reason is not None
    assert {sentence.page for sentence in piece.sentences} == {1, 3, 4}
    assert any("(p. 2)" in warning for warning in piece.warnings)


class _Stop(Exception):
    pass


def test_a_reading_stopped_in_the_middle_does_not_disturb_the_next(child: ChildPdf, tmp_path: Path) -> None:
    long, short = tmp_path / "long.pdf", tmp_path / "court.pdf"
    long.write_bytes(raw_pdf([PROSE] * 60))
    short.write_bytes(raw_pdf(["Une seule page dit ceci."]))

    def stop(stage: str, done: int, total: int) -> None:
        if done == 2:
            raise _Stop

    with pytest.raises(_Stop):
        reader(child).read(long, progress=stop)
    assert [sentence.text for sentence in reader(child).read(short).sentences] == ["Une seule page dit ceci."]


def test_an_opening_that_was_interrupted_does_not_disturb_the_next(
    child: ChildPdf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long, short = tmp_path / "long.pdf", tmp_path / "court.pdf"
    long.write_bytes(raw_pdf([PROSE] * 60))
    short.write_bytes(raw_pdf(["Une seule page dit ceci."]))

    def interrupted(_child: Child, _limit: float) -> dict[str, Any]:
        raise _Stop

    with monkeypatch.context() as patched:
        patched.setattr(Child, "receive", interrupted)
        with pytest.raises(_Stop):
            reader(child).read(long)
    assert [sentence.text for sentence in reader(child).read(short).sentences] == ["Une seule page dit ceci."]


SAMPLE = raw_pdf([PROSE, "Article UA 13 – Espaces libres\nAu moins 40 % de pleine terre.", ""])


@given(
    cut=st.integers(0, len(SAMPLE)),
    flips=st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 7)), max_size=8),
    whole=st.booleans(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    child: ChildPdf, tmp_path: Path, cut: int, flips: list[tuple[int, int]], whole: bool
) -> None:
    data = bytearray(SAMPLE if whole else SAMPLE[:cut])
    for place, bit in flips:
        if place < len(data):
            data[place] ^= 1 << bit
    path = tmp_path / "a.pdf"
    path.write_bytes(bytes(data))
    try:
        piece = reader(child).read(path)
    except ReadingError:
        return
    check_whole(piece)
    assert all(page.reason for page in piece.pages if page.status is not PageStatus.READ)


def test_a_page_of_ten_metres_is_drawn_within_bounds(child: ChildPdf, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(re.sub(rb"MediaBox \[[^]]*\]", b"MediaBox [0 0 28346 28346]", raw_pdf([PROSE])))
    target = tmp_path / "a.pgm"
    with child.open(path) as pdf:
        scale = pdf.render(1, 200, target)
    assert scale < 200 / 72
    assert target.stat().st_size < 50_000_000
