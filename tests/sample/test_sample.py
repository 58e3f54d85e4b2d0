"""The bundled dossier keeps what its gold promises: marks, pages, quotes, verdicts, bytes."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from typing import Any

import pypdfium2
import pytest

from domain import DocumentKind, Stage
from sample import (
    PIECE_NAMES,
    SAMPLE_METADATA,
    SAMPLE_SLUG,
    sample_dir,
    sample_gold,
    sample_pieces,
    sample_questions,
)
from sample.approved import approved_pieces

MARK = "DOCUMENT FICTIF – aucun territoire réel"
COLUMNS = ["document", "indicateur", "verdict", "valeur", "unite", "libelle_valeur"]
COLUMNS += ["piece", "page", "citation", "pertinence", "commentaire"]
INDICATORS = [f"I{number:02d}" for number in range(1, 16)]
WORDS = {
    "1": "un pour un",
    "1.5": "un mètre et demi",
    "2": "deux",
    "3": "trois",
    "4": "quatre",
    "5": "cinq",
    "6": "six",
    "7": "sept",
    "10": "dix",
    "11": "onze",
    "12": "douze",
    "15": "quinze",
    "17": "dix-sept",
    "640": "six cent quarante",
}


def plain(text: str) -> str:
    """Spaces normalised, line-end hyphens (U+FFFE in pdfium) joined."""
    return " ".join(text.replace("\ufffe", "").split())


@pytest.fixture(scope="module")
def pages() -> dict[str, list[str]]:
    texts = {}
    for path in sample_pieces():
        with pypdfium2.PdfDocument(path) as pdf:
            texts[path.stem] = [plain(page.get_textpage().get_text_range()) for page in pdf]
    return texts


@pytest.fixture(scope="module")
def gold() -> list[dict[str, str]]:
    with sample_gold().open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@pytest.fixture(scope="module")
def evidence(gold: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in gold if row["piece"]]


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in sample_questions().read_text(encoding="utf-8").splitlines()]


def test_metadata_uses_the_words_of_the_corpus() -> None:
    assert DocumentKind(SAMPLE_METADATA["kind"]) is DocumentKind.PLUI
    assert Stage(SAMPLE_METADATA["stage"]) is Stage.ARRETE
    assert sample_dir().name == SAMPLE_SLUG


def test_dossier_is_about_forty_pages_and_light(pages: dict[str, list[str]]) -> None:
    assert 36 <= sum(len(texts) for texts in pages.values()) <= 46
    assert sum(path.stat().st_size for path in sample_pieces()) < 1_000_000


def test_every_page_says_it_is_fictional(pages: dict[str, list[str]]) -> None:
    unmarked = [(piece, n) for piece, texts in pages.items() for n, text in enumerate(texts, 1) if MARK not in text]
    assert unmarked == []


def test_printed_numbers_differ_from_physical_ones() -> None:
    with pypdfium2.PdfDocument(sample_dir() / "reglement-et-oap.pdf") as pdf:
        labels = [pdf.get_page_label(index) for index in range(len(pdf))]
        assert labels[:4] == ["", "", "101", "102"]
        assert re.search(r"\b101\b", pdf[2].get_textpage().get_text_range())
    with pypdfium2.PdfDocument(sample_dir() / "rapport-de-presentation.pdf") as pdf:
        assert pdf.get_page_label(2) == "1"


def test_every_gold_quote_stands_on_its_page(evidence: list[dict[str, str]], pages: dict[str, list[str]]) -> None:
    astray = [
        (row["indicateur"], row["piece"], row["page"], row["citation"])
        for row in evidence
        if plain(row["citation"]) not in pages[row["piece"]][int(row["page"]) - 1]
    ]
    assert astray == []


def test_every_gold_value_is_written_in_its_quote(evidence: list[dict[str, str]]) -> None:
    def written(value: str, quote: str) -> bool:
        figures = re.escape(value.replace(".", ","))
        grouped = re.sub(r"^(\d{1,2})(\d{3})\b", r"\1 \2", figures)
        spelt = rf"\b{WORDS[value]}" if value in WORDS else r"(?!)"
        return bool(re.search(rf"(?<![\d,])(?:{figures}|{grouped})(?:,0)?(?![\d,]*\d)|{spelt}", quote, re.IGNORECASE))

    missing = [
        (row["indicateur"], row["valeur"], row["citation"])
        for row in evidence
        if re.fullmatch(r"\d+(\.\d+)?", row["valeur"])
        and not re.search(r"par (?:différence|décompte)", row["commentaire"])
        and not written(row["valeur"], row["citation"])
    ]
    assert missing == []


def test_gold_answers_every_indicator_once(gold: list[dict[str, str]]) -> None:
    cells: dict[str, set[str]] = defaultdict(set)
    for row in gold:
        assert row["document"] == SAMPLE_SLUG
        cells[row["indicateur"]].add(row["verdict"])
    assert sorted(cells) == INDICATORS
    assert all(len(verdicts) == 1 for verdicts in cells.values())
    assert set().union(*cells.values()) == {"oui", "partiel", "non"}


def test_non_cells_have_one_row_and_no_evidence(gold: list[dict[str, str]]) -> None:
    rows = [row for row in gold if row["verdict"] == "non"]
    assert len(rows) == len({row["indicateur"] for row in rows})
    assert all(not (row["piece"] or row["page"] or row["citation"] or row["pertinence"]) for row in rows)


def test_evidence_rows_are_complete(evidence: list[dict[str, str]]) -> None:
    for row in evidence:
        assert row["piece"] in PIECE_NAMES
        assert row["pertinence"] in {"1", "2", "3"}
        assert row["libelle_valeur"], row
        assert bool(row["valeur"]) or not row["unite"], row
    decisive = {row["indicateur"] for row in evidence if row["pertinence"] == "3"}
    assert decisive == {row["indicateur"] for row in evidence}


def test_answerable_questions_stand_on_their_page(questions: list[dict[str, Any]], pages: dict[str, list[str]]) -> None:
    answerable = [item for item in questions if item["answerable"]]
    assert len(answerable) == 12
    for item in answerable:
        assert plain(item["quote"]) in pages[item["piece"]][item["pages"][0] - 1], item["question"]


def test_unanswerable_questions_have_no_page(questions: list[dict[str, Any]]) -> None:
    unanswerable = [item for item in questions if not item["answerable"]]
    assert len(unanswerable) == 8
    assert all(not (item["pages"] or item["piece"] or item["quote"]) for item in unanswerable)


def test_the_traps_of_the_readme_are_there(pages: dict[str, list[str]]) -> None:
    report, rules = " ".join(pages["rapport-de-presentation"]), " ".join(pages["reglement-et-oap"])
    assert "ne prévoit aucun coefficient de biotope" in rules
    assert "Il est recommandé" in rules
    assert "sont interdits" in rules
    assert "techniques compensatoires" in report
    assert "sera définie ultérieurement" in report
    assert "L. 123-1-5 III 2°" in rules
    assert "L. 151-23" in rules
    assert "74,6 hectares" in report
    assert "81 hectares" in " ".join(pages["padd"])


def test_a_sentence_crosses_a_page_and_words_are_cut_at_line_ends(pages: dict[str, list[str]]) -> None:
    report = pages["rapport-de-presentation"]
    before = next(n for n, text in enumerate(report) if "Un inventaire de toutes les zones humides" in text)
    assert "arrêté du 24 juin 2008" not in report[before]
    assert "arrêté du 24 juin 2008" in report[before + 1]
    with pypdfium2.PdfDocument(sample_dir() / "rapport-de-presentation.pdf") as pdf:
        assert any("\ufffe" in page.get_textpage().get_text_range() for page in pdf)


def test_building_gives_the_shipped_bytes() -> None:
    typst = pytest.importorskip("typst", reason="typst n'est pas installé : la composition n'est pas vérifiée")
    from sample.build import TYPST_VERSION, typeset, typeset_approved

    if typst.__version__ != TYPST_VERSION:
        pytest.skip(f"les pièces ont été composées avec typst {TYPST_VERSION}, non {typst.__version__}")

    assert typeset_approved() == approved_pieces()[-1].read_bytes(), "lancer python -m sample.build"
    for path in sample_pieces():
        assert typeset(path.stem) == path.read_bytes(), f"{path.name} : lancer python -m sample.build"
