from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from domain import PieceKind, ReadPiece
from domain.errors import DamagedFile, EmptyFile, EncryptedFile, ReadingError
from ingestion import OfficeProcess
from ingestion.formats.office import LEFTOVERS, MAX_TEXT_UNZIPPED, read_sections
from ingestion.formats.types.text_format import FORMAT as TEXT
from tests.ingestion.in_french import HEADINGS
from tests.ingestion.test_pdf import check_whole

Read = Callable[[Path], ReadPiece]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def words(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text))


def xml_words(path: Path, *parts: str) -> list[str]:
    """All words of parts of a ZIP-based file, tags taken out: the crudest of extractions."""
    with zipfile.ZipFile(path) as archive:
        text = " ".join(re.sub(r"<[^>]+>", " ", archive.read(part).decode()) for part in parts)
    return words(text)


def by_label(piece: ReadPiece) -> dict[str | None, str]:
    return {page.label: page.text for page in piece.pages}


@pytest.fixture(scope="module")
def docx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph("Résumé non technique du projet")
    document.add_heading("1. Le territoire", 1)
    document.add_paragraph("Le territoire compte 118\xa0400 habitants. Il est littoral.")
    document.add_heading("1.1 Les enjeux", 2)
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(table.rows, (("Thème", "Niveau"), ("Lagunes", "Majeur"), ("Nuit", "Fort")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("Les corridors sont étudiés ;", style="List Bullet")
    document.add_heading("2. Le projet", 1)
    document.add_paragraph("La consommation ne dépasse pas 240 hectares.")
    document.sections[0].header.paragraphs[0].text = "Plan de Nulleville"
    buffer = io.BytesIO()
    document.save(buffer)
    # A text box, which the reader leaves out.
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        "<w:p><w:r><w:t>Encadré sur les mares temporaires</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    path = tmp_path_factory.mktemp("office") / "resume-non-technique.docx"
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:sectPr", box.encode() + b"<w:sectPr", 1)
            target.writestr(name, data)
    return path


def test_docx_sections_tables_and_leftovers(docx: Path, read: Read) -> None:
    piece = read(docx)
    check_whole(piece)
    assert piece.kind is PieceKind.RESUME_NON_TECHNIQUE
    assert all(page.number is None for page in piece.pages)
    texts = by_label(piece)
    assert list(texts) == [None, "1. Le territoire", "1. Le territoire > 1.1 Les enjeux", "2. Le projet", LEFTOVERS]
    assert "118 400 habitants" in texts["1. Le territoire"]
    assert "Thème : Lagunes ; Niveau : Majeur" in texts["1. Le territoire > 1.1 Les enjeux"]
    assert "Plan de Nulleville" in texts[LEFTOVERS]
    assert texts["2. Le projet"].endswith("Encadré sur les mares temporaires")
    assert ("1. Le territoire",) in [passage.section[:1] for passage in piece.passages]
    found = words(" ".join(sentence.text for sentence in piece.sentences))
    assert set(xml_words(docx, "word/document.xml", "word/header1.xml")) <= set(found)
    assert read(docx) == piece


def test_odt_keeps_every_word(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "notice.odt"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>'
        '<text:h text:outline-level="1">Objet de la mission</text:h>'
        "<text:p>La commune a prescrit la révision du plan.<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Délibération du 3 mai</text:p></text:note-body></text:note></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Étape</text:p></table:table-cell>"
        "<table:table-cell><text:p>Durée</text:p></table:table-cell></table:table-row><table:table-row>"
        "<table:table-cell><text:p>Diagnostic</text:p></table:table-cell><table:table-cell><text:p>12 mois</text:p>"
        "</table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        "</manifest:manifest>"
    )
    styles = (
        '<?xml version="1.0"?><office:document-styles office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:font-face-decls/><office:styles/>'
        "<office:automatic-styles/><office:master-styles/></office:document-styles>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", styles)
        archive.writestr("META-INF/manifest.xml", manifest)
    piece = read(path)
    check_whole(piece)
    assert "Objet de la mission" in (piece.pages[0].label or "")
    text = " ".join(sentence.text for sentence in piece.sentences)
    assert "Étape : Diagnostic ; Durée : 12 mois" in text
    assert set(xml_words(path, "content.xml")) - {"1"} <= set(words(text))


def test_html_markdown_text(tmp_path: Path, read: Read) -> None:
    html = tmp_path / "a.html"
    html.write_text(
        "<html><body><h1>Règlement</h1><h2>Zone N</h2><p>Les haies sont conservées.</p>"
        "<table><tr><th>Zone</th><th>Part</th></tr><tr><td>UA</td><td>20 %</td></tr></table></body></html>",
        encoding="utf-8",
    )
    piece = read(html)
    check_whole(piece)
    assert by_label(piece)["Règlement > Zone N"].endswith("Zone : UA ; Part : 20 %")

    markdown = tmp_path / "b.md"
    markdown.write_text("# Projet\n\n## Axe 1\n\nLes mares sont conservées.\n", encoding="utf-8")
    assert "Les mares sont conservées." in by_label(read(markdown))["Projet > Axe 1"]

    text = tmp_path / "c.txt"
    text.write_bytes("TITRE I\n\nLa forêt est protégée. L’été, l’accès est limité.\n".encode("cp1252"))
    piece = read(text)
    assert [sentence.text for sentence in piece.sentences][1:] == [
        "La forêt est protégée.",
        "L’été, l’accès est limité.",
    ]
    assert piece.pages[0].label == "TITRE I"


def test_slides_and_sheets(tmp_path: Path, read: Read) -> None:
    from openpyxl import Workbook
    from pptx import Presentation

    slides = Presentation()
    for title, body in (("Les enjeux", "La trame verte est fragile"), ("Les suites", "Une enquête aura lieu")):
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, body
    slides.save(str(tmp_path / "a.pptx"))
    piece = read(tmp_path / "a.pptx")
    assert [page.label for page in piece.pages] == ["Diapositive 1 > Les enjeux", "Diapositive 2 > Les suites"]
    assert "Une enquête aura lieu" in piece.pages[1].text

    book = Workbook()
    sheet = book.active
    sheet.title = "Indicateurs"
    for row in (("Commune", "Surface"), ("Nulleville", 12.5), ("Basville", 7)):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    piece = read(tmp_path / "b.xlsx")
    assert piece.pages[0].label == "Indicateurs"
    assert "Commune : Nulleville ; Surface : 12,5" in piece.pages[0].text


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def test_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(archive(**{"word__document.xml": b"0" * (MAX_TEXT_UNZIPPED + 1)}))
    assert path.stat().st_size < 500_000
    with pytest.raises(DamagedFile, match="se décompresse en"):
        read(path)


def test_broken_xml_fails_alone_with_a_clear_message(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(archive(**{"word__document.xml": b"<w:document><w:p>"}))
    with pytest.raises(DamagedFile, match="n'a pas pu être lu"):
        read(path)


def test_truncated_archive(docx: Path, tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx.read_bytes()[:-400])
    with pytest.raises(DamagedFile, match="archive"):
        read(path)


def test_password_protected_document(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(EncryptedFile, match="mot de passe"):
        read(path)


def test_time_limit() -> None:
    endless = OfficeProcess(time_limit=0.1, module="tests.ingestion.greedy_worker")
    with closing(endless) as process, pytest.raises(ReadingError, match="dépassé"):
        read_sections("a.txt", b"SANS FIN", TEXT, process, HEADINGS)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system reads each file in a process of its own anyway")
def test_a_file_that_kills_its_reader_dies_alone() -> None:
    with closing(OfficeProcess(module="tests.ingestion.greedy_worker")) as process:
        for content in (b"MEMOIRE", b"MORT"):
            with pytest.raises(ReadingError, match="mémoire"):
                process.content("a.txt", content, TEXT)
            (element,) = process.content("b.txt", b"La haie reste.", TEXT).elements
            assert element.text == "La haie reste."


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system reads each file in a process of its own anyway")
def test_a_process_that_ended_for_want_of_files_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDLE", "1.5")
    with closing(OfficeProcess(module="tests.ingestion.greedy_worker")) as process:
        for text in (b"Une haie.", b"Une mare."):
            (element,) = process.content("a.txt", text, TEXT).elements
            assert element.text == text.decode()
            child = process._child._process
            assert child is not None
            assert child.wait(60) == 0


def test_document_without_text(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b" \n \n")
    with pytest.raises(EmptyFile, match="aucun texte"):
        read(path)
