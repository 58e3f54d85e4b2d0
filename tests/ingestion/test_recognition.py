from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import Box, PageKind, PageStatus, ReadPiece
from ingestion import recognised_boxes
from ingestion.formats.pdf_source import HerePdf
from ingestion.ocr.cache import OcrCache
from ingestion.ocr.recognition import Recogniser, compose
from ingestion.ocr.tesseract import ABSENT, OcrWord, RecognitionFailed, Tesseract, find_tesseract
from ingestion.ocr.triage import is_text
from ingestion.parser import UNRECOGNISED, Parser
from tests.ingestion.in_french import FRENCH
from tests.ingestion.pdfs import pages_source, typeset
from tests.ingestion.test_pdf import PROSE, check_whole

ENGINE = find_tesseract("fra")
with_tesseract = pytest.mark.skipif(isinstance(ENGINE, str), reason=f"Tesseract : {ENGINE}")

TEXT = (
    "Les haies sont conservées sur tout le territoire. Au moins 40 % de pleine terre sont exigés. "
    "Les zones humides sont protégées de tout remblai et de tout assèchement."
)


def scan(path: Path, pages: int = 2) -> Path:
    """A PDF of a typed page, then pages that are pictures of text."""
    import pypdfium2 as pdfium

    source = typeset(path.with_name("source.pdf"), pages_source([f"#text(size: 14pt)[{TEXT}]"]))
    with pdfium.PdfDocument(source.read_bytes()) as typed:
        picture = typed[0].render(scale=200 / 72, grayscale=True).to_pil()
    picture.save(path.with_name("page.png"))
    image = '#set page(margin: 0pt)\n#image("page.png", width: 100%)'
    typst = __import__("typst")
    main = path.with_name("main.typ")
    main.write_text(pages_source([PROSE], footer="") + "".join(f"\n#pagebreak()\n{image}" for _ in range(pages)))
    path.write_bytes(typst.compile(str(main)))
    return path


class CountedEngine(Tesseract):
    """Tesseract's place taken by words known beforehand, and counted calls."""

    calls: list[Path] = []  # noqa: RUF012 - emptied by each test

    def recognise(self, image: Path, dpi: int) -> tuple[OcrWord, ...]:
        self.calls.append(image)
        if self.executable == "lent":
            raise RecognitionFailed("reconnaissance trop longue (plus de 1 s)")
        confidence = 0.6 if self.executable == "flou" else 0.95
        return tuple(
            OcrWord((1, 1, 1 + index // 8), Box(100 + 60 * (index % 8), 100 + 40 * (index // 8),
                                                150 + 60 * (index % 8), 120 + 40 * (index // 8)), confidence, word)
            for index, word in enumerate(TEXT.split())
        )  # fmt: skip


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    CountedEngine.calls.clear()
    return scan(tmp_path / "annexe.pdf")


def read(path: Path, engine: Tesseract | str, cache: OcrCache | None = None) -> ReadPiece:
    return Parser(HerePdf(), Recogniser(engine, cache, 2), FRENCH).read(path)


def test_what_was_recognised_is_kept_as_long_as_a_file_needs_it(tmp_path: Path) -> None:
    cache = OcrCache(tmp_path / "ocr")
    words = CountedEngine("net", "essai", "fra").recognise(tmp_path / "page.pgm", 200)
    cache.put("plu", "alone", words)
    cache.put("plu", "shared", words)
    assert cache.get("modification", "shared") == words
    cache.sweep(frozenset({"modification"}))
    assert cache.get("modification", "shared") == words
    assert cache.get("modification", "alone") is None
    cache.sweep(frozenset())
    assert not [path for path in (tmp_path / "ocr").rglob("*") if path.is_file()]


@with_tesseract
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_scanned_on_its_side_or_upside_down_is_read(angle: int, tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    assert isinstance(ENGINE, Tesseract)
    if not ENGINE.finds_turns:
        pytest.skip("les données d'orientation de Tesseract (tesseract-ocr-osd) manquent")
    source = typeset(tmp_path / "a.pdf", pages_source([f"#text(size: 14pt)[{TEXT} {TEXT}]"]))
    with pdfium.PdfDocument(source.read_bytes()) as typed:
        picture = typed[0].render(scale=200 / 72, grayscale=True).to_pil()
    picture.rotate(angle, expand=True).save(tmp_path / "page.pgm")
    words = ENGINE.recognise(tmp_path / "page.pgm", 200)
    found = " ".join(word.text for word in words)
    assert "zones humides sont protégées" in found
    # Boxes are those of the picture as it lies: sideways, words are taller than wide.
    longest = max(words, key=lambda word: len(word.text)).box
    assert (longest.x1 - longest.x0 > longest.y1 - longest.y0) is (angle == 180)


def test_scanned_pages_are_read_and_keep_words_with_boxes(scanned: Path) -> None:
    piece = read(scanned, CountedEngine("net", "essai", "fra"))
    check_whole(piece)
    assert [page.kind for page in piece.pages] == [PageKind.TEXT, PageKind.SCAN, PageKind.SCAN]
    assert [page.confidence for page in piece.pages] == [None, 0.95, 0.95]
    assert piece.reader.endswith("+essai")
    page = piece.pages[1]
    assert all(page.text[word.start : word.end] for word in page.words)
    assert " ".join(page.text[word.start : word.end] for word in page.words) == TEXT
    sentence = next(one for one in piece.sentences if one.page == 2)
    (boxes,) = recognised_boxes(page.words, [(sentence.start, sentence.end)])
    assert boxes
    assert boxes[0].x0 == pytest.approx(100 / (200 / 72), abs=1)


def test_a_page_badly_recognised_is_said(scanned: Path) -> None:
    piece = read(scanned, CountedEngine("flou", "essai", "fra"))
    assert piece.pages[1].confidence == 0.6
    assert any("mal reconnue" in warning and "2-3" in warning for warning in piece.warnings)


def test_without_an_engine_pages_stay_unread_with_what_to_install(scanned: Path) -> None:
    piece = read(scanned, ABSENT)
    assert [page.status for page in piece.pages] == [PageStatus.READ, PageStatus.EMPTY, PageStatus.EMPTY]
    assert "tesseract-ocr-fra" in (piece.pages[1].reason or "")
    assert piece.reader.endswith(UNRECOGNISED)
    later = Parser(HerePdf(), Recogniser(CountedEngine("net", "essai", "fra")), FRENCH)
    assert not later.is_current("annexe.pdf", piece.reader)
    assert Parser(HerePdf(), Recogniser(ABSENT), FRENCH).is_current("annexe.pdf", piece.reader)


def test_a_page_too_slow_is_left_with_the_reason(scanned: Path) -> None:
    piece = read(scanned, CountedEngine("lent", "essai", "fra"))
    assert piece.pages[1].status is PageStatus.EMPTY
    assert "trop longue" in (piece.pages[1].reason or "")


def test_a_page_is_recognised_once(scanned: Path, tmp_path: Path) -> None:
    cache = OcrCache(tmp_path / "ocr")
    first = read(scanned, CountedEngine("net", "essai", "fra"), cache)
    calls = len(CountedEngine.calls)
    assert 1 <= calls <= 2  # the two pages are the same picture
    assert read(scanned, CountedEngine("net", "essai", "fra"), cache) == first
    assert len(CountedEngine.calls) == calls
    for path in (tmp_path / "ocr").rglob("*.json"):
        path.write_text("abîmé")
    assert read(scanned, CountedEngine("net", "essai", "fra"), cache) == first


class _Stop(Exception):
    pass


def test_pages_finished_before_a_pause_are_kept(scanned: Path, tmp_path: Path) -> None:
    cache = OcrCache(tmp_path / "ocr")

    def pause(stage: str, done: int, total: int) -> None:
        if stage == "reconnaissance" and done == 1:
            raise _Stop

    reader = Parser(HerePdf(), Recogniser(CountedEngine("net", "essai", "fra"), cache, 1), FRENCH)
    with pytest.raises(_Stop):
        reader.read(scanned, progress=pause)
    assert list((tmp_path / "ocr").rglob("*.json"))
    CountedEngine.calls.clear()
    assert reader.read(scanned).pages[2].confidence == 0.95
    assert CountedEngine.calls == []


@with_tesseract
def test_tesseract_reads_the_scan(scanned: Path) -> None:
    assert isinstance(ENGINE, Tesseract)
    piece = read(scanned, ENGINE)
    assert piece.pages[1].confidence is not None
    words = set(piece.pages[1].text.split())
    assert len(words & set(TEXT.split())) >= 0.9 * len(set(TEXT.split()))


@with_tesseract
def test_tesseract_is_ended_at_its_time_limit(scanned: Path) -> None:
    assert isinstance(ENGINE, Tesseract)
    piece = read(scanned, replace(ENGINE, time_limit=0.01))
    assert "trop longue" in (piece.pages[1].reason or "")


WORDS = st.lists(
    st.builds(
        OcrWord,
        st.tuples(st.integers(1, 2), st.integers(1, 2), st.integers(1, 3)),
        st.builds(Box, *(st.floats(0, 100) for _ in range(4))),
        st.floats(0, 1),
        st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=8),
    ),
    max_size=30,
)


@given(WORDS)
def test_every_recognised_word_stands_where_it_says(words: list[OcrWord]) -> None:
    found = compose(words, 2.0)
    assert [found.text[start:end] for start, end, _, _ in found.words] == [word.text for word in words]


@pytest.mark.parametrize(
    ("text", "confidence", "drawings", "expected"),
    [
        (TEXT, 0.9, 0, True),
        (TEXT, 0.3, 0, False),
        ("Rapport de présentation\nPLU de Nulleville", 0.92, 20, True),
        ("\n".join(["Bourg", "Lac", "Mas", "Bois", "Pré", "Rue", "Ru", "Col", "Puy", "Val", "Gué", "Cap", "Pic"]), 0.9,
         9000, False),
    ],
)  # fmt: skip
def test_scattered_names_of_a_map_are_no_text(text: str, confidence: float, drawings: int, expected: bool) -> None:
    assert is_text(text, confidence, drawings) is expected
