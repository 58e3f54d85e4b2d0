"""Reading of real and fictional dossiers kept beside the project (skipped where they are absent)."""

from __future__ import annotations

import csv
import html
import random
import re
import shutil
import zipfile
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from domain import PageStatus, ReadPiece
from ingestion import SWITCHED_OFF, HerePdf, Parser, Recogniser, sentence_boxes
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.fakes import kept_office
from tests.ingestion.independent_readers import (
    kept,
    pdf_texts,
    poppler_texts,
    strangers,
    texts_of,
    unaccounted,
    unwritten,
)
from tests.ingestion.independent_readers import plain as plain_text
from tests.ingestion.test_boxes import letters, text_under
from tests.ingestion.test_pdf import check_whole

DATA = Path(__file__).parents[2].parent / "shared" / "data"
PDFS = sorted(path for folder in ("real", "fictional") for path in (DATA / folder).rglob("*.pdf"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PDFS, reason="les données de développement ne sont pas à côté du projet"),
]
#: Every other file that can be compared with a reader of another kind, the one-fault files and the later dossiers too.
OTHERS = sorted(
    path
    for suffix in ("pdf", "docx", "odt", "pptx", "xlsx", "html")
    for path in DATA.rglob(f"*.{suffix}")
    if path not in PDFS
)
each_pdf = pytest.mark.parametrize("path", PDFS or [Path("absent.pdf")], ids=lambda path: path.stem[:40])


@lru_cache(maxsize=64)
def read(path: Path) -> ReadPiece:
    return Parser(HerePdf(), Recogniser(SWITCHED_OFF), FRENCH, process=kept_office()).read(path)


def raw_pages(path: Path) -> list[str]:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]  # what stands beyond the page is not seen


def words(text: str) -> Counter[str]:
    # Words cut at a line end count as one on both sides.
    text = re.sub(r"(?<=\w)(?:[\ufffe\x02\xad]\s*|-[ \t]*\r\n)(?=\w)", "", text)
    for ligature, plain in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff")):
        text = text.replace(ligature, plain)
    return Counter(re.findall(r"\w+", text.replace("-", "").casefold()))


@each_pdf
def test_every_page_is_accounted_for_and_words_are_kept(path: Path) -> None:
    piece = read(path)
    raws = raw_pages(path)
    check_whole(piece)
    assert len(piece.pages) == len(raws)
    assert all(page.reason for page in piece.pages if page.status is not PageStatus.READ)
    expected = sum((words(raw) for raw in raws), Counter[str]())
    found = sum((words(page.text) for page in piece.pages), Counter[str]())
    lost = sum((expected - found).values())
    assert lost <= 0.005 * sum(expected.values())


@pytest.mark.parametrize("path", [*PDFS, *OTHERS] or [Path("absent.pdf")], ids=lambda path: path.stem[:40])
def test_every_character_of_an_independent_reader_is_accounted_for(path: Path) -> None:
    piece = read(path)
    if path.suffix != ".pdf":
        texts = texts_of(path)
        assert unaccounted(texts, piece.pages, piece) == Counter()
        # A number is stored as it is shown.
        assert path.suffix == ".xlsx" or strangers(texts, piece.pages) == []
        return
    last = len(piece.pages)
    # Two pages of each: pdfminer.six takes a tenth of a second for one.
    for ordinal, text in pdf_texts(path, sorted({1 + last // 3, last})).items():
        page = piece.pages[ordinal - 1]
        assert unaccounted([text], [page]) == Counter(), ordinal
        # What is only counted is no way out: of a page that is read it is little.
        assert page.status is not PageStatus.READ or unwritten([page]) <= 0.1 * len(text) + 5, ordinal


@pytest.mark.parametrize("path", [*PDFS, *(one for one in OTHERS if one.suffix == ".pdf")] or [Path("absent.pdf")])
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext n'est pas installé")
def test_every_page_holds_the_letters_that_poppler_finds(path: Path) -> None:
    """Page by page, of all pages: letters and digits, those that are set aside included."""
    pages = poppler_texts(path)
    piece = read(path)
    assert len(pages) == len(piece.pages)
    differing = []
    for text, page in zip(pages, piece.pages, strict=True):
        missing = Counter(filter(str.isalnum, plain_text(text))) - Counter(filter(str.isalnum, kept(page)))
        if missing.total() > unwritten([page]) + 3 + 0.002 * len(text):
            differing.append((page.ordinal, missing.most_common(5)))
    assert differing == []


@each_pdf
def test_sentences_lose_no_more_than_headers_and_footers(path: Path) -> None:
    piece = read(path)
    for page in piece.pages:
        if page.status is not PageStatus.READ:
            continue
        spans = [(sentence.start, sentence.end) for sentence in piece.sentences if sentence.page == page.ordinal]
        outside = page.text[: spans[0][0]] + page.text[spans[-1][1] :]
        assert len(outside.split()) <= 60
        between = [page.text[end:start] for (_, end), (start, _) in pairwise(spans)]
        assert not "".join(between).strip()


def plain(text: str) -> str:
    """Words apart by one space; an exponent is its figure, as annotators type it."""
    return " ".join(text.translate({ord("²"): "2", ord("³"): "3"}).split())


def gold_quotes() -> list[tuple[str, int, str]]:
    quotes = set()
    for path in sorted(DATA.glob("*/gold.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["page"] and row["citation"]:
                    quotes.add((row["piece"], int(row["page"]), plain(row["citation"])))
    return sorted(quotes)


def test_every_gold_quote_of_a_page_with_text_stands_verbatim_on_it() -> None:
    paths = {path.stem: path for path in PDFS}
    checked = 0
    for name, number, quote in gold_quotes():
        piece = read(paths[name])
        page = piece.pages[number - 1]
        if page.status is PageStatus.EMPTY:  # a scan
            continue
        checked += 1
        assert quote in plain(page.text), (name, number)
        # A sentence that goes on over the page stands on both.
        told = (sentence.text for sentence in piece.sentences if number in (sentence.page, sentence.last_page))
        assert quote in plain(" ".join(told)), (name, number)
    assert checked > 300


def test_pages_with_a_broken_font_are_not_indexed() -> None:
    piece = read(next(path for path in PDFS if "GARBLED" in path.name))
    unreadable = [page for page in piece.pages if page.status is PageStatus.UNREADABLE]
    assert len(unreadable) >= 45
    assert len(piece.sentences) < 20


def test_scans_are_empty_or_damaged_pages_with_a_reason() -> None:
    for path in PDFS:
        if path.parent.name == "scans":
            piece = read(path)
            assert not piece.sentences
            assert piece.warnings


def test_printed_labels_of_real_pieces() -> None:
    pieces = {path.stem: path for path in PDFS}
    assert [page.label for page in read(pieces["ZONE-N"]).pages] == [str(number) for number in range(335, 350)]
    assert read(pieces["Grabels_PLU_reglement"]).pages[80].label == "81"


def test_text_under_the_boxes_is_the_sentence() -> None:
    generator = random.Random(7)
    sentences = [
        (path, sentence, read(path).pages[sentence.page - 1].text)
        for path in PDFS
        if "GARBLED" not in path.name
        for sentence in read(path).sentences
    ]
    sample = generator.sample(sentences, 150)
    right = 0
    for path, sentence, text in sample:
        (boxes,) = sentence_boxes(path, sentence.page, [(sentence.start, sentence.end)], text=text)
        right += text_under(path, sentence.page, boxes) == letters(sentence.text)
    assert right >= 0.97 * len(sample)


OFFICE = sorted(path for path in (DATA / "real").rglob("*") if path.suffix in (".docx", ".odt"))
_NOT_SHOWN = re.compile(
    r"<(w:del|w:moveFrom|w:instrText|mc:Fallback|text:tracked-changes|office:annotation|text:note-citation"
    r"|office:binary-data|svg:desc|svg:title|dc:\w+)\b[^>]*(?<!/)>.*?</\1>",
    re.DOTALL,
)


@pytest.mark.parametrize("path", OFFICE or [Path("absent.docx")], ids=lambda path: path.stem[:40])
def test_every_word_of_an_office_file_is_read_or_set_aside(path: Path) -> None:
    """The independent reader: the words between the tags of its main part."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml" if path.suffix == ".docx" else "content.xml").decode()
    body = _NOT_SHOWN.sub("", xml[xml.index("body") :])
    # A paragraph, a tab or a cell parts words; runs of one paragraph do not.
    text = re.sub(
        r"<[^>]+>", "", re.sub(r"<(?:/w:p|w:tab|w:br|/text:[ph]|text:s|text:tab|text:line-break)\b[^>]*>", " ", body)
    )
    # A style may show letters in capitals.
    wanted = Counter(re.findall(r"[^\W\d_]{3,}", html.unescape(text).casefold()))
    found = Counter(re.findall(r"[^\W\d_]{3,}", " ".join(page.text for page in read(path).pages).casefold()))
    lost = wanted - found
    assert sum(lost.values()) <= 0.002 * sum(wanted.values()), lost.most_common(20)


CASES = DATA / "cases"
IN_THE_TEXT = {
    "d01-suivi-des-modifications.docx": ["ne doit pas dépasser 12 mètres", "est interdit dans les parcs"],
    "d02-controles-de-contenu.docx": ["exigé deux places", "Au moins 45 % du terrain"],
    "d03-boites-commentaires.docx": ["la bande enherbée mesure 5 mètres", "restaurer 14 kilomètres", "Arbre : Chêne"],
    "d05-ooxml-strict.docx": ["3,50 mètres"],
    "d07-cellules-fusionnees.docx": ["Zone : UB ; Destination : Commerce ; Hauteur : 7 m"],
    "d08-balises-actives-word-2003.docx": ["à 5 mètres au moins", "au moins 3 mètres"],
    "d10-insertion-qui-inverse-le-sens.docx": ["non autorisés", "ininterdites en limite"],
    "d13-texte-barre.docx": ["est de 12 mètres au faîtage"],
    "d17-en-tete-a-deux-niveaux.docx": ["Zone : UB ; Hauteur faîtage : 9 m ; Hauteur égout : 6 m"],
    "t01-notes-groupes-masquee.pptx": ["12 mares créées", "250 000 euros"],
    "x01-formats.xlsx": ["30 %", "01/03/2024", "Secteur : Nord ; Règle : Recul ; Valeur : 5 m"],
    "h01-windows-1252.html": ["Forêts protégées"],
    "h04-utf16-sans-bom.html": ["Forêts protégées"],
    "h05-cp850.txt": ["Les forêts protégées"],
    "h05-utf16le-sans-bom.txt": ["Les forêts protégées"],
}
NOT_CITED = ("5 mètres au moins de la voie", "sur 10 mètres", "40 mètres", "80 %", "99 mètres")


@pytest.mark.skipif(not CASES.is_dir(), reason="les cas ne sont pas à côté du projet")
@pytest.mark.parametrize(("name", "said"), IN_THE_TEXT.items(), ids=IN_THE_TEXT)
def test_inputs_that_people_report(name: str, said: list[str]) -> None:
    piece = read(CASES / name)
    text = " ".join(sentence.text for sentence in piece.sentences)
    assert [one for one in said if one not in text] == []
    assert [one for one in NOT_CITED if one in text] == []
