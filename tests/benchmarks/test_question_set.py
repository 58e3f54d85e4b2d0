"""The set of questions by kind has its form, and what it says of the bundled sample stands on its pages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from benchmarks.question_scoring import missing_facts
from benchmarks.question_set import FOLDER, ExpectedKind, Half, SetQuestion, Wording, load_questions
from domain.errors import UsageError
from sample import SAMPLE_SLUG, sample_pieces
from sample.approved import APPROVED_SLUG, approved_pieces

BOTH = {half: load_questions(half) for half in (Half.DEVELOPMENT, Half.HELD)}
QUESTIONS = [question for half in BOTH.values() for question in half]
BUNDLED = {SAMPLE_SLUG: sample_pieces(), APPROVED_SLUG: approved_pieces()}


def test_there_are_120_questions_in_two_halves_alike() -> None:
    assert [len(questions) for questions in BOTH.values()] == [60, 60]
    assert len({question.id for question in QUESTIONS}) == len({question.question for question in QUESTIONS}) == 120
    development, held = (Counter(one.kind for one in questions) for questions in BOTH.values())
    assert development == held
    assert min((development + held)[kind] for kind in ExpectedKind) >= 12
    assert "KEPT APART" in (FOLDER / "held.yaml").read_text(encoding="utf-8").splitlines()[0]


def test_the_second_series_asks_every_kind_and_nothing_of_the_halves() -> None:
    second = load_questions(Half.SECOND)
    assert {one.kind for one in second} == set(ExpectedKind)
    assert len({one.id for one in second}) == len(second) >= 60
    assert not {one.question for one in second} & {one.question for one in QUESTIONS}


def test_the_third_series_is_drawn_in_two_of_each_kind() -> None:
    third, validation = load_questions(Half.THIRD), load_questions(Half.VALIDATION)
    for series in (third, validation):
        assert Counter(one.kind for one in series) == dict.fromkeys(ExpectedKind, 5)
    asked = {one.question for one in (*third, *validation)}
    assert len(asked) == len({one.id for one in (*third, *validation)}) == 90
    assert not asked & {one.question for one in QUESTIONS}


def test_the_fourth_series_is_halved_alike_and_asks_nothing_twice() -> None:
    fourth, apart = load_questions(Half.FOURTH), load_questions(Half.FOURTH_APART)
    assert Counter(one.kind for one in fourth) == Counter(one.kind for one in apart)
    assert min(Counter(one.kind for one in fourth).values()) >= 4
    asked = {one.question for one in (*fourth, *apart)}
    assert len(asked) == len({one.id for one in (*fourth, *apart)}) == 86
    assert not asked & {one.question for one in QUESTIONS}


def test_the_series_of_other_authors_ask_the_dossiers_that_come_with_them() -> None:
    series = [load_questions(half) for half in (Half.FRESH, Half.FURTHER)]
    for questions in series:
        assert {one.kind for one in questions} == set(ExpectedKind)
        assert len({slug for one in questions for slug in one.documents}) == 2
    asked = [one for questions in series for one in questions]
    assert len({one.id for one in asked}) == len(asked) == 160
    dossiers = FOLDER.parent / "dossiers"
    assert {slug for one in asked for slug in one.documents} == {one.name for one in dossiers.iterdir() if one.is_dir()}
    pieces = {file.stem for file in dossiers.rglob("*.pdf")}
    assert {place.piece for one in asked for place in one.right_places} <= pieces


def test_the_series_about_dossiers_asks_what_records_do_not_hold() -> None:
    about = load_questions(Half.ABOUT)
    assert {one.kind for one in about} == {ExpectedKind.DOCUMENT, ExpectedKind.UNANSWERABLE}
    assert len({one.id for one in about}) == len(about) == 42
    assert all(one.facts and one.places for one in about if one.answerable)


def test_the_composed_series_has_what_is_made_of_several_sentences() -> None:
    composed = load_questions(Half.COMPOSED)
    kinds = Counter(one.kind for one in composed)
    assert kinds == {ExpectedKind.LIST: 20, ExpectedKind.COMPARISON: 16, ExpectedKind.UNANSWERABLE: 4}
    assert len({one.id for one in composed}) == len({one.question for one in composed}) == 40
    assert all(len(one.facts) > 1 and one.right_places for one in composed if one.answerable)


def test_each_half_has_every_wording() -> None:
    for questions in BOTH.values():
        assert {one.wording for one in questions} == set(Wording)
    long = [len(one.question) for one in QUESTIONS if one.wording is Wording.LONG]
    assert all(1900 <= length <= 2000 for length in long), long
    capitals = [one.question for one in QUESTIONS if one.wording is Wording.CAPITALS]
    assert all(text == text.upper() for text in capitals)
    assert all(one.question.isascii() for one in QUESTIONS if one.wording is Wording.NO_ACCENTS)


def test_each_question_says_what_its_kind_is_scored_by() -> None:
    for one in QUESTIONS:
        located = one.kind in (ExpectedKind.DOCUMENT, ExpectedKind.UNANSWERABLE) or bool(one.right_places)
        told = one.kind in (ExpectedKind.WHERE, ExpectedKind.UNANSWERABLE) or bool(one.facts)
        assert located, one.id
        assert told, one.id
        assert (one.polarity in ("oui", "non")) == (one.kind is ExpectedKind.YES_NO), one.id
        assert one.scope or one.kind is not ExpectedKind.RULE, one.id
        assert {place.document for place in (*one.right_places, *one.also)} <= set(one.documents), one.id
        several = one.kind in (ExpectedKind.LIST, ExpectedKind.COMPARISON, ExpectedKind.SUMMARY)
        assert len(one.facts) >= 2 or not several, one.id


def bundled() -> list[SetQuestion]:
    return [one for one in QUESTIONS if set(one.documents) <= set(BUNDLED)]


def test_what_is_said_of_the_bundled_sample_stands_on_its_pages() -> None:
    texts: dict[tuple[str, str, int | None], str] = {}
    for slug, pieces in BUNDLED.items():
        for piece in pieces:
            with pypdfium2.PdfDocument(piece) as pdf:
                for number, page in enumerate(pdf, start=1):
                    text = page.get_textpage().get_text_range()
                    texts[slug, piece.stem, number] = text.replace("\ufffe\r\n", "").replace("\ufffe", "")
    faults = {one.id: missing_facts(one, lambda *page: texts.get(page)) for one in bundled()}
    assert {id: found for id, found in faults.items() if found} == {}
    assert len(faults) >= 30


def test_a_file_with_a_fault_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "held.yaml").write_text("- {id: x, kind: poem}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"held\.yaml"):
        load_questions(Half.HELD, tmp_path)
    page = "- {id: x, kind: where, origin: own, documents: [d], question: q, answer: a, facts: [], places: [nowhere]}\n"
    (tmp_path / "held.yaml").write_text(page, encoding="utf-8")
    with pytest.raises(UsageError, match="nowhere"):
        load_questions(Half.HELD, tmp_path)
