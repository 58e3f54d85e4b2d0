from __future__ import annotations

import http.server
import shutil
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import ReadPiece
from domain.errors import ReadingError
from ingestion.formats.pdf_source import HerePdf
from ingestion.formats.rendition import LibreOffice, find_libreoffice, place_sections
from ingestion.ocr.recognition import Recogniser
from ingestion.ocr.tesseract import SWITCHED_OFF
from ingestion.parser import Parser
from tests.fakes import kept_office
from tests.ingestion.in_french import FRENCH
from tests.ingestion.pdfs import pages_source, typeset

OFFICE = find_libreoffice()
with_libreoffice = pytest.mark.skipif(OFFICE is None, reason="LibreOffice n'est pas installé")
_ODT = """<?xml version="1.0"?><office:document-content
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2">
<office:body><office:text>{body}</office:text></office:body></office:document-content>"""
_MANIFEST = """<?xml version="1.0"?><manifest:manifest
xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
_STYLES = """<?xml version="1.0"?><office:document-styles
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2">
<office:font-face-decls/><office:styles/><office:automatic-styles/><office:master-styles/></office:document-styles>"""

HEDGES = "Les haies sont conservées sur tout le territoire de la commune."
WETLANDS = "Les zones humides sont protégées de tout remblai."


def odt(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODT.format(body=body))
        archive.writestr("styles.xml", _STYLES)
    return path


def two_chapters(path: Path) -> Path:
    head = '<text:h text:outline-level="1">{}</text:h><text:p>{}</text:p>'
    return odt(path, head.format("Les haies", HEDGES) + head.format("Les zones humides", WETLANDS))


@dataclass(frozen=True, slots=True)
class TypesetOffice(LibreOffice):
    """LibreOffice's place taken by pages typeset beforehand; « casse » stands for a conversion that fails."""

    pages: tuple[str, ...] = ()

    def convert(self, path: Path, folder: Path) -> Path:
        if self.executable == "casse":
            raise ReadingError("LibreOffice n'a pas pu le convertir.", where=path.name)
        return typeset(folder / "source.pdf", pages_source(self.pages))


def read(path: Path, office: LibreOffice | None) -> ReadPiece:
    return Parser(HerePdf(), Recogniser(SWITCHED_OFF), FRENCH, office, process=kept_office()).read(path)


def test_sections_are_told_with_their_pages_of_the_conversion(tmp_path: Path) -> None:
    office = TypesetOffice("", pages=("Sommaire", f"= Les haies\n{HEDGES}", f"= Les zones humides\n{WETLANDS}"))
    piece = read(two_chapters(tmp_path / "note.odt"), office)
    assert [page.label for page in piece.pages] == [
        "Les haies (p. 2 de la conversion en PDF)",
        "Les zones humides (p. 3 de la conversion en PDF)",
    ]
    assert [page.number for page in piece.pages] == [None, None]  # the file itself has no pages
    assert any("conversion en PDF par LibreOffice" in warning for warning in piece.warnings)


def test_without_libreoffice_or_when_it_fails_the_text_is_read_all_the_same(tmp_path: Path) -> None:
    path = two_chapters(tmp_path / "note.odt")
    plain, failed = read(path, None), read(path, TypesetOffice("casse"))
    assert [page.label for page in failed.pages] == ["Les haies", "Les zones humides"]
    assert failed.sentences == plain.sentences
    assert not plain.warnings
    assert any("n'a pas pu le convertir" in warning for warning in failed.warnings)


@pytest.mark.skipif(shutil.which("sleep") is None, reason="il faut un programme qui ne finit pas")
def test_a_conversion_that_hangs_is_ended(tmp_path: Path) -> None:
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\nsleep 60\n")
    script.chmod(0o755)
    piece = read(two_chapters(tmp_path / "note.odt"), LibreOffice(str(script), time_limit=0.3))
    assert any("dépassé" in warning for warning in piece.warnings)


WORDS = st.lists(st.sampled_from(["haie", "zone", "humide", "commune", "parcelle", "sol", "eau"]), min_size=1)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=6))
def test_every_section_is_placed_on_pages_that_hold_it(pages: list[list[list[str]]]) -> None:
    texts = [
        " ".join(f"{word}{number}{index}" for index, words in enumerate(page) for word in words)
        for number, page in enumerate(pages)
    ]
    assert place_sections(texts, texts) == [(number, number) for number in range(1, len(texts) + 1)]
    whole = " ".join(texts)
    assert place_sections([whole], texts) == [(1, len(texts))]
    assert place_sections(["rien de tel ici"], texts) == [None]


@with_libreoffice
def test_libreoffice_gives_pages_and_fetches_nothing(tmp_path: Path) -> None:
    asked: list[str] = []

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names of the standard library

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    picture = (
        '<draw:frame svg:width="3cm" svg:height="3cm" text:anchor-type="as-char"><draw:image xlink:type="simple" '
        f'xlink:href="http://127.0.0.1:{server.server_port}/suivi.png" xlink:actuate="onLoad"/></draw:frame>'
    )
    head = '<text:h text:outline-level="1">Les haies</text:h>'
    try:
        piece = read(odt(tmp_path / "note.odt", f"{head}<text:p>{HEDGES} {picture}</text:p>"), OFFICE)
    finally:
        server.shutdown()
        server.server_close()
    assert piece.pages[0].label == "Les haies (p. 1 de la conversion en PDF)"
    assert asked == []
