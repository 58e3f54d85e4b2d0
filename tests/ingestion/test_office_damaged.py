"""Damaged and hostile office files: each is read, or refused with an error that says so, and soon."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reading_fuzzed import damaged, damaged_inside, samples
from domain.errors import ReadingError
from ingestion import file_formats
from ingestion.formats.limits import OFFICE_LIMITS
from ingestion.formats.office import read_sections
from ingestion.formats.types import format_of_extension
from sample import sample_pieces
from tests.fakes import kept_office
from tests.ingestion.in_french import HEADINGS, read_piece
from tests.ingestion.office_files import O_SPACES, P_SPACES, W_SPACES, cell, paragraph, relations, run, word

SOON = 100.0  # seconds: a third of the time limit, on a machine that does much besides


def outcome(name: str, data: bytes) -> str:
    """« read », or what is said of a file that is refused; anything else is raised."""
    file_type = format_of_extension(Path(name).suffix)
    assert file_type is not None
    started = time.monotonic()
    try:
        read_sections(name, data, file_type, kept_office(), HEADINGS)
    except ReadingError as error:
        return error.message
    else:
        return "read"
    finally:
        assert time.monotonic() - started < SOON


class Samples(dict[str, bytes]):
    """Sound files by extension; of one that fails, its seed is to be shown and not all of them."""

    def __repr__(self) -> str:
        return f"<{len(self)} files>"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sound file of each type, by extension."""
    paths = samples(tmp_path_factory.mktemp("sains"), sample_pieces()[-1])
    return Samples({path.suffix: path.read_bytes() for path in paths if path.suffix != ".pdf"})


def test_a_sample_of_every_format_is_damaged_and_is_sound_itself(sound: dict[str, bytes]) -> None:
    formats = [known for known in file_formats() if known.name != "pdf"]
    assert all(known.extensions[0] in sound for known in formats)
    assert {suffix: outcome(f"piece{suffix}", data) for suffix, data in sound.items()} == dict.fromkeys(sound, "read")


@pytest.mark.parametrize(
    "suffix", [".docx", ".odt", ".pptx", ".xlsx", ".ods", ".odp", ".html", ".rtf", ".csv", ".xml", ".json"]
)
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32), inside=st.booleans())
def test_a_file_that_was_cut_or_changed_is_read_or_refused(
    sound: dict[str, bytes], suffix: str, seed: int, inside: bool
) -> None:
    generator = random.Random(seed)
    spoil = damaged_inside if inside and sound[suffix].startswith(b"PK") else damaged
    assert outcome(f"piece{suffix}", spoil(sound[suffix], generator))


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".pptx", ".xlsx"])
def test_a_file_without_its_parts_is_read_or_refused(sound: dict[str, bytes], suffix: str) -> None:
    with zipfile.ZipFile(io.BytesIO(sound[suffix])) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    main = next(
        name
        for name in ("word/document.xml", "content.xml", "ppt/presentation.xml", "xl/worksheets/sheet1.xml")
        if name in parts
    )
    cut = parts[main][: len(parts[main]) // 2]
    assert outcome(f"a{suffix}", archive({**parts, main: cut})) != "read"
    without = {name: data for name, data in parts.items() if not name.endswith((".rels", "styles.xml"))}
    assert outcome(f"a{suffix}", archive(without))


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".pptx", ".xlsx", ".ods", ".odp"])
def test_a_name_in_an_archive_that_is_no_text_is_refused(sound: dict[str, bytes], suffix: str) -> None:
    with zipfile.ZipFile(io.BytesIO(sound[suffix])) as source:
        parts: dict[str, bytes | str] = {name: source.read(name) for name in source.namelist()}
    named = archive({**parts, "é.bin": b""}).replace("é.bin".encode(), b"\xfd\xa9.bin")
    assert "archive" in outcome(f"a{suffix}", named)


@pytest.mark.parametrize("suffix", [".odt", ".ods", ".odp"])
def test_a_kind_that_cannot_be_unpacked_is_refused(tmp_path: Path, sound: dict[str, bytes], suffix: str) -> None:
    with zipfile.ZipFile(io.BytesIO(sound[suffix])) as source:
        size = source.getinfo("mimetype").compress_size
    start = 30 + len("mimetype")
    path = tmp_path / f"piece{suffix}"
    path.write_bytes(sound[suffix][:start] + b"\xff" * size + sound[suffix][start + size :])
    with pytest.raises(ReadingError):
        read_piece(path)


def archive(members: Mapping[str, bytes | str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return written.getvalue()


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/hostname'>"
PARTS = {
    ".docx": ("word/document.xml", f"<w:document {W_SPACES}><w:body>{paragraph(run('TEXTE'))}</w:body></w:document>"),
    ".odt": (
        "content.xml",
        f"<office:document-content {O_SPACES}><office:body><office:text><text:p>TEXTE</text:p></office:text>"
        "</office:body></office:document-content>",
    ),
    ".pptx": (
        "ppt/slides/slide1.xml",
        f"<p:sld {P_SPACES}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>TEXTE</a:t></a:r></a:p></p:txBody></p:sp>"
        "</p:spTree></p:cSld></p:sld>",
    ),
}


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE], ids=["growing", "outside"])
@pytest.mark.parametrize("suffix", PARTS)
def test_entities_are_never_looked_up(sound: dict[str, bytes], suffix: str, declared: str) -> None:
    name, part = PARTS[suffix]
    with zipfile.ZipFile(io.BytesIO(sound[suffix])) as source:
        members: dict[str, bytes | str] = {one: source.read(one) for one in source.namelist()}
    said = outcome(f"a{suffix}", archive({**members, name: f"{declared}]>{part.replace('TEXTE', '&i;')}"}))
    assert f"({name})" in said
    assert "déclare un type de document" in said or "endommagée" in said


def test_an_html_page_takes_nothing_from_elsewhere(tmp_path: Path) -> None:
    page = f"{OUTSIDE}]><html><body><p>avant &i; après</p></body></html>"
    file_type = format_of_extension(".html")
    assert file_type is not None
    text = " ".join(one.text for one in kept_office().content("a.html", page.encode(), file_type).elements)
    assert "avant" in text
    assert Path("/etc/hostname").read_text().strip() not in text.split()


def inner_bomb(path: Path) -> bytes:
    """A document inside another that unpacks to thirty megabytes of one letter."""
    long = word(path / "b.docx", paragraph(run("x" * 30_000_000))).read_bytes()
    return word(
        path / "a.docx", "<w:altChunk r:id='r1'/>", parts={"word/b.docx": long}, r1="aFChunk b.docx"
    ).read_bytes()


def own_inside(path: Path) -> bytes:
    """Documents in documents, deeper than anybody makes them."""
    data = word(path / "0.docx", paragraph(run("Au fond."))).read_bytes()
    for number in range(8):
        body = paragraph(run(f"Niveau {number}.")) + "<w:altChunk r:id='r1'/>"
        data = word(path / "a.docx", body, parts={"word/b.docx": data}, r1="aFChunk b.docx").read_bytes()
    return data


def deep_tables(path: Path) -> bytes:
    """Tables in tables, deeper than a parser goes."""
    inner = cell("fond")
    for _ in range(120):
        inner = cell(f"<w:tbl><w:tr>{inner}</w:tr></w:tbl>")
    return word(path / "a.docx", f"<w:tbl><w:tr>{inner}</w:tr></w:tbl>").read_bytes()


def repeated_cells(path: Path) -> bytes:
    """A row and a cell that say that they are repeated as often as a file can say it."""
    rows = (
        "<table:table><table:table-row table:number-rows-repeated='1048576'><table:table-cell"
        " table:number-columns-repeated='16384'><text:p>haie</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    text = PARTS[".odt"][1].replace("<text:p>TEXTE</text:p>", rows)
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": text})


def far_cell(path: Path) -> bytes:
    """A sheet of two cells, one of them in its last row and column."""
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "haie"
    book.active["XFD1048576"] = "mare"
    book.save(path / "a.xlsx")
    return (path / "a.xlsx").read_bytes()


def wide_spans(path: Path) -> bytes:
    """Cells over as many rows and columns as a page can say."""
    return ("<table>" + "<tr>" + "<td rowspan=65534 colspan=1000>haie" * 40 + "</table>").encode()


def deep_page(path: Path) -> bytes:
    """Elements in elements without an end."""
    return b"<div>" * 200_000 + b"haie"


def ring(path: Path) -> bytes:
    """A slide list that names one slide a thousand times."""
    names = {f"r{number}": "slide slides/slide1.xml" for number in range(1000)}
    listed = "".join(f'<p:sldId id="{number + 256}" r:id="r{number}"/>' for number in range(1000))
    return archive({
        "_rels/.rels": relations(r1="officeDocument ppt/presentation.xml"),
        "ppt/presentation.xml": f"<p:presentation {P_SPACES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(**names),
        PARTS[".pptx"][0]: PARTS[".pptx"][1],
    })  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "made"),
    [
        (".docx", inner_bomb), (".docx", own_inside), (".docx", deep_tables), (".odt", repeated_cells),
        (".xlsx", far_cell), (".html", wide_spans), (".html", deep_page), (".pptx", ring),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)  # fmt: skip
def test_files_made_to_take_long_do_not(tmp_path: Path, suffix: str, made: object) -> None:
    assert callable(made)
    data = made(tmp_path)
    assert len(data) < 2_000_000
    assert outcome(f"a{suffix}", data)
    assert OFFICE_LIMITS.seconds > SOON
