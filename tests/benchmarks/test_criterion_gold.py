"""The criterion gold of the development dossiers says what the grid asks and quotes what stands on its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.criterion_gold import (
    FOLDER,
    SECOND_READING,
    load_criterion_gold,
    read_readings,
    rule_verdict,
    sentence_agreement,
)
from domain import CriterionState, PieceKind, Verdict
from evaluation import read_gold
from evaluation.criterion_labels import CriterionGold, misquoted
from indicator_queries import load_grid
from ingestion import SWITCHED_OFF, ChildPdf, OcrCache, Parser, Recogniser, collect_pieces
from sample import SAMPLE_SLUG, sample_gold, sample_pieces
from tests.ingestion.in_french import FRENCH

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
DOSSIERS = {
    "plu-grabels": SHARED / "real" / "plu-grabels",
    "oap-oz-montpellier": SHARED / "real" / "oap-oz-montpellier",
    "plui-coteaux-de-la-save": SHARED / "fictional" / "plui-coteaux-de-la-save",
    "scot-plaine-et-lagunes": SHARED / "fictional" / "scot-plaine-et-lagunes",
    "plui-val-de-gardelle": SHARED / "unseen" / "plui-val-de-gardelle",
    "scot-hautes-combes": SHARED / "unseen" / "scot-hautes-combes",
}
#: Dossiers that come with the repository.
BUNDLED = {path.name: path for path in (FOLDER.parent / "dossiers").iterdir() if path.is_dir()}
GRID = load_grid()


class Pages:
    """Texts of the pages of a dossier, read without recognition of characters."""

    def __init__(self, files: list[Path], cache: Path):
        self._texts: dict[tuple[str, int | None], str] = {}
        reader = Parser(ChildPdf(), Recogniser(SWITCHED_OFF, OcrCache(cache), 1), FRENCH)
        try:
            for file in files:
                piece = reader.read(file)
                for page in piece.pages:
                    self._texts[piece.name, page.number] = page.text
                self._texts[piece.name, None] = "\n".join(page.text for page in piece.pages)
        finally:
            reader.close()

    def __call__(self, document: str, piece: str, page: int | None) -> str | None:
        return self._texts.get((piece, page))

    def has_text(self, piece: str, page: int | None) -> bool:
        return bool((self._texts.get((piece, page)) or "").strip())


def not_found(slug: str, files: list[Path], tmp_path: Path) -> tuple[list[str], int]:
    """Quotes that are not on their page, and how many were looked for; pictures of pages are left aside."""
    pages = Pages(files, tmp_path)
    gold = load_criterion_gold(GRID, [slug])
    sentences = [one for label in gold.labels for one in label.sentences]
    looked = [one for one in sentences if pages.has_text(one.piece, one.page)]
    wrong = [one.quote for _, one in misquoted(gold, pages) if pages.has_text(one.piece, one.page)]
    return wrong, len(looked)


def test_every_file_names_criteria_of_the_grid_and_labels_all_fifteen_indicators() -> None:
    gold = load_criterion_gold(GRID)
    assert set(gold.documents) == {*DOSSIERS, *BUNDLED, SAMPLE_SLUG} == {file.stem for file in FOLDER.glob("*.csv")}
    for document in gold.documents:
        labelled = {label.indicator for label in gold.labels if label.document == document}
        assert labelled == {indicator.code for indicator in GRID.indicators}
    assert all(len(one.quote) <= 400 for label in gold.labels for one in label.sentences)


def test_each_state_has_examples_and_so_have_near_misses() -> None:
    gold = load_criterion_gold(GRID)
    sentences = [one.state for label in gold.labels for one in label.sentences]
    assert {state: sentences.count(state) >= 20 for state in CriterionState} == dict.fromkeys(CriterionState, True)


def test_the_rule_of_the_grid_gives_the_reference_of_the_sample_from_its_labels() -> None:
    gold = load_criterion_gold(GRID, [SAMPLE_SLUG])
    for cell in read_gold(sample_gold()).cells:
        assert rule_verdict(GRID, cell.indicator, gold.states_of(SAMPLE_SLUG, cell.indicator)) is cell.verdict


def test_what_is_partly_established_can_carry_partiel_and_no_more() -> None:
    partly, absent = CriterionState.PARTLY, CriterionState.ABSENT
    assert (
        rule_verdict(GRID, "I11", {"modalites": partly, "perte_nette": partly, "principe": absent}) is Verdict.PARTIEL
    )
    assert rule_verdict(GRID, "I11", {"modalites": absent, "perte_nette": partly, "principe": absent}) is Verdict.NON
    denied = dict.fromkeys(("modalites", "perte_nette", "principe"), CriterionState.DENIED)
    assert rule_verdict(GRID, "I11", denied) is Verdict.NON


def test_where_no_piece_could_answer_nothing_is_sans_objet() -> None:
    absent = dict.fromkeys(("terrain", "date", "limite"), CriterionState.ABSENT)
    assert rule_verdict(GRID, "I07", absent, {PieceKind.REGLEMENT}) is Verdict.SANS_OBJET
    assert rule_verdict(GRID, "I07", absent, {PieceKind.EIE}) is Verdict.NON


def test_quotes_of_the_sample_stand_on_their_pages(tmp_path: Path) -> None:
    wrong, looked = not_found(SAMPLE_SLUG, sample_pieces(), tmp_path)
    assert wrong == []
    assert looked > 200


@pytest.mark.parametrize("slug", sorted(BUNDLED))
def test_quotes_of_the_bundled_dossiers_stand_on_their_pages(slug: str, tmp_path: Path) -> None:
    (folder,) = (path for path in BUNDLED[slug].iterdir() if path.is_dir())
    files = [path for path in collect_pieces([folder]).pieces if path.suffix.lower() in (".pdf", ".docx")]
    wrong, looked = not_found(slug, files, tmp_path)
    assert wrong == []
    assert looked > 500


@pytest.mark.shared
@pytest.mark.parametrize("slug", DOSSIERS)
def test_quotes_of_the_development_data_stand_on_their_pages(slug: str, tmp_path: Path) -> None:
    if not DOSSIERS[slug].is_dir():
        pytest.skip("the development data are not on this machine")
    files = [path for path in collect_pieces([DOSSIERS[slug]]).pieces if path.suffix.lower() in (".pdf", ".docx")]
    wrong, looked = not_found(slug, files, tmp_path)
    assert wrong == []
    assert looked > 100


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    path = tmp_path / "readings.csv"
    path.write_text(
        "document,tokens,indicateur,verdict,critere,etat,piece,page,phrase\n"
        "d,3000,I02,oui,regle,absent,,,\nd,8000,I02,oui,regle,denied,r,1,x\nd,8000,I02,oui,regle,partly,r,2,y\n",
        "utf-8",
    )
    return path


def test_readings_are_taken_by_budget_at_their_strongest(readings: Path) -> None:
    key = ("d", "I02", "regle")
    assert read_readings([readings]) == {"3000": {key: CriterionState.ABSENT}, "8000": {key: CriterionState.PARTLY}}


def test_a_gold_without_documents_is_empty() -> None:
    assert CriterionGold.of([]).documents == ()


def test_sentences_read_a_second_time_agree_as_the_guide_says() -> None:
    found, sure = sentence_agreement(SECOND_READING), sentence_agreement(SECOND_READING, sure=True)
    assert found.n >= 150
    assert {key[0] for key, *_ in found.differing} <= set(load_criterion_gold(GRID).documents)
    assert found.kappa is not None
    assert sure.kappa is not None
    assert found.kappa >= 0.75
    assert sure.kappa > found.kappa
