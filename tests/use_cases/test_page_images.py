from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from domain.errors import DiskFull, UnknownPage
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description
from use_cases.page_images import WIDTHS

PAGES = ["Les haies sont protégées au plan de zonage.", "Au moins 40 % du terrain doit rester en pleine terre."]


@pytest.fixture
def read(application: FakeApplication, tmp_path: Path) -> FakeApplication:
    pdf = tmp_path / "reglement.pdf"
    pdf.write_bytes(raw_pdf(PAGES))
    note = tmp_path / "note.md"
    note.write_text("# Haies\n\nLes haies sont protégées par le règlement de la commune.\n", encoding="utf-8")
    application.dossiers.ingest([pdf, note], "plui-a", Description())
    return application


def test_a_page_has_a_picture_a_size_and_a_place_for_each_sentence(read: FakeApplication) -> None:
    sheet = read.page_images.geometry("plui-a", "reglement", 2)
    [sentence] = read.corpus.texts.page("plui-a", "reglement", 2).sentences
    [box] = sheet.boxes[sentence.position]
    assert 0 < box.x0 < box.x1 < sheet.width
    assert 0 < box.y0 < box.y1 < sheet.height
    for width in WIDTHS:
        with Image.open(read.page_images.picture("plui-a", "reglement", 2, width)) as picture:
            assert picture.format == "WEBP"
            assert picture.width == width
            assert picture.height / picture.width == pytest.approx(sheet.height / sheet.width, rel=0.01)


def test_what_was_drawn_is_kept_and_goes_with_the_document(read: FakeApplication, data_dir: Path) -> None:
    first = read.page_images.geometry("plui-a", "reglement", 1)
    drawn = read.page_images.picture("plui-a", "reglement", 1)
    before = drawn.stat().st_mtime_ns
    assert read.page_images.geometry("plui-a", "reglement", 1) == first
    assert read.page_images.picture("plui-a", "reglement", 1).stat().st_mtime_ns == before

    read.dossiers.delete("plui-a")
    assert not list((data_dir / "pages").rglob("*.*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
def test_a_full_disk_is_not_taken_for_a_page_that_cannot_be_drawn(
    read: FakeApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "touch", lambda path, **how: path.symlink_to("/dev/full"))
    with pytest.raises(DiskFull, match="place"):
        read.page_images.picture("plui-a", "reglement", 1)


def test_a_file_without_pages_has_no_picture(read: FakeApplication) -> None:
    with pytest.raises(UnknownPage):
        read.page_images.geometry("plui-a", "note", 1)


def test_a_page_that_does_not_exist_is_said_not_to(read: FakeApplication) -> None:
    with pytest.raises(UnknownPage):
        read.page_images.picture("plui-a", "reglement", 3)
