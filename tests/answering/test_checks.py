"""Each check that carries a guarantee."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answering.evidence import PromptEvidence
from answering.indicators.values import value_of
from answering.questions.answer_lines import answer_lines
from answering.questions.composition import Composition, DraftLine
from answering.reply import RepliedValue
from answering.reply_checks import (
    build_citations,
    check_values,
    existing_sentences,
    settle_verdict,
    unsupported_numbers,
)
from domain import AnswerWarning, StoredRest, StoredSentence, Verdict
from french.quantities import read_quantities
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import DOCUMENT, INDICATOR, page_text, stored_sentences

REGLEMENT = stored_sentences()["reglement"]
EVIDENCE = PromptEvidence("", tuple(REGLEMENT), (), (), 0)


def value(number: float, unit: str, sentence: int, what: int = 0) -> RepliedValue:
    return RepliedValue(nombre=number, unite=unit, phrase=sentence, quoi=what)


def test_a_sentence_that_does_not_exist_is_dropped_and_said() -> None:
    sentences, warnings = existing_sentences([2, 99, 2, 0], EVIDENCE)
    assert [sentence.position for sentence in sentences] == [1]
    assert "99, 0" in warnings[0].sentence


@pytest.mark.parametrize(
    ("replied", "expected"),
    [
        (value(40, "%", 1, 1), (40, "%", "part de pleine terre")),
        (value(40, "", 1, 0), (40, "%", "part de pleine terre")),  # the unit of the text
        (value(40, "pour cent", 1, 2), (40, "%", "part de pleine terre")),  # not a surface
        (value(9, "m", 4, 1), (9, "m", None)),
        (value(900, "cm", 4, 0), (9, "m", None)),  # as written in the document
    ],
)
def test_a_value_of_its_sentence_is_kept(replied: RepliedValue, expected: tuple[float, str, str | None]) -> None:
    kept = check_values([replied], EVIDENCE, INDICATOR.values, FRENCH.numbers)
    assert [(one.value, one.unit, one.label) for one in kept.values] == [expected]
    assert not kept.warnings


def test_a_value_keeps_the_sentence_that_gives_it() -> None:
    (kept,) = check_values([value(40, "%", 1, 1)], EVIDENCE, INDICATOR.values, FRENCH.numbers).values
    sentence = REGLEMENT[0]
    assert (kept.document, kept.quote, kept.ordinal) == (DOCUMENT, sentence.text, sentence.ordinal)
    assert (kept.start, kept.end) == (sentence.start, sentence.end)


@pytest.mark.parametrize(
    "replied",
    [value(45, "%", 1), value(40, "ha", 1), value(40, "%", 2), value(40, "%", 77), value(40, "girafes", 1)],
)
def test_a_value_that_is_not_in_its_sentence_is_dropped_and_counted(replied: RepliedValue) -> None:
    kept = check_values([replied], EVIDENCE, INDICATOR.values, FRENCH.numbers)
    assert kept.values == ()
    assert len(kept.warnings) == 1


def test_a_value_carries_the_page_of_its_sentence() -> None:
    kept = check_values([value(9, "m", 4)], EVIDENCE, (), FRENCH.numbers)
    assert (kept.values[0].piece, kept.values[0].page) == ("reglement", 13)


def test_neighbours_on_a_page_become_one_verbatim_quote_and_pages_stay_apart() -> None:
    citations = build_citations([REGLEMENT[2], REGLEMENT[1], REGLEMENT[3]], 5)
    assert [(citation.page, citation.label) for citation in citations] == [(12, "10"), (13, "11")]
    first = citations[0]
    assert page_text("reglement", 12)[first.start : first.end] == first.quote
    assert first.quote == f"{REGLEMENT[1].text} {REGLEMENT[2].text}"


def test_a_sentence_over_two_pages_gives_a_quote_of_each_and_its_value_the_page_that_says_it() -> None:
    rest = StoredRest(8, 8, "6", 0, 24, "Le recul est d'au moins", "12 mètres en zone UB.")
    whole = StoredSentence(DOCUMENT, "reglement", 7, 7, "5", 40, 100, 123, f"{rest.before} {rest.text}", rest=rest)
    citations = build_citations([whole], 5)
    assert [(one.page, one.label, one.start, one.end, one.quote) for one in citations] == [
        (7, "5", 100, 123, rest.before),
        (8, "6", 0, 24, rest.text),
    ]
    (quantity,) = read_quantities(whole.text)
    found = value_of(quantity, "recul", whole)
    assert (found.page, found.ordinal, found.quote, found.start, found.end) == (8, 8, rest.text, 0, 24)


def over_pages(position: int, ordinal: int, before: str, after: str) -> StoredSentence:
    rest = StoredRest(ordinal + 1, ordinal + 1, None, 0, len(after), before, after)
    text = f"{before} {after}"
    return StoredSentence(
        DOCUMENT, "reglement", ordinal, ordinal, None, position, 900, 900 + len(before), text, rest=rest
    )


def test_the_parts_of_a_sentence_over_two_pages_stand_together_and_neither_is_left_out() -> None:
    whole = over_pages(40, 7, "Le recul est d'au moins", "12 mètres en zone UB.")
    after = StoredSentence(DOCUMENT, "reglement", 8, 8, None, 41, 25, 45, "Les haies sont gardées.")
    title = StoredSentence(DOCUMENT, "reglement", 7, 7, None, 30, 0, 8, "Le recul")
    for sentences, most in (
        ([whole], 1),
        ([after, REGLEMENT[0], whole], 1),
        ([REGLEMENT[0], whole, after], 2),
        ([title, whole], 2),
    ):
        citations = build_citations(sentences, most)
        ends = [place for place, one in enumerate(citations) if one.quote.endswith("Le recul est d'au moins")]
        assert len(ends) == 1, sentences
        assert citations[ends[0] + 1].quote.startswith("12 mètres en zone UB."), sentences
    assert [one.quote for one in build_citations([REGLEMENT[0], whole], 1)] == [REGLEMENT[0].text]


def test_a_line_of_an_answer_cites_both_pages_of_its_sentence() -> None:
    whole = over_pages(40, 7, "Le recul est d'au moins", "12 mètres en zone UB.")
    lines, citations = answer_lines(
        Composition((DraftLine(whole.text, (whole,)), DraftLine(REGLEMENT[0].text, (REGLEMENT[0],)))), 6
    )
    assert [line.citations for line in lines] == [(1, 2), (3,)]
    assert [citation.page for citation in citations] == [7, 8, REGLEMENT[0].page]


def test_near_duplicates_of_a_page_are_quoted_once_but_other_pages_keep_theirs() -> None:
    def sentence(page: int, position: int, text: str) -> StoredSentence:
        return StoredSentence(DOCUMENT, "reglement", page, page, None, position, 0, len(text), text)

    rule = "Les espaces libres représentent au minimum 30 % de la parcelle."
    same_page = [sentence(5, 10, rule), sentence(5, 14, rule.replace("parcelle", "parcelle bâtie")[:64])]
    assert len(build_citations(same_page, 5)) == 1
    assert len(build_citations([same_page[0], sentence(9, 40, rule)], 5)) == 2


def test_citations_are_bounded() -> None:
    assert len(build_citations([REGLEMENT[0], REGLEMENT[2], REGLEMENT[4]], 2)) == 2


@pytest.mark.parametrize("verdict", [Verdict.OUI, Verdict.PARTIEL])
def test_yes_without_a_citation_is_an_abstention(verdict: Verdict) -> None:
    settled, warnings = settle_verdict(verdict, ())
    assert settled is Verdict.A_VERIFIER
    assert warnings == [AnswerWarning.no_citation(verdict)]
    assert settle_verdict(verdict, build_citations(REGLEMENT[:1], 1)) == (verdict, [])


@pytest.mark.parametrize("verdict", [Verdict.NON, Verdict.SANS_OBJET])
def test_no_needs_no_citation(verdict: Verdict) -> None:
    assert settle_verdict(verdict, ()) == (verdict, [])


def test_numbers_of_an_answer_must_stand_in_the_cited_sentences() -> None:
    assert unsupported_numbers("Au moins 40 % de pleine terre.", REGLEMENT[:1]) == []
    assert unsupported_numbers("Au moins quarante pour cent, soit 0,4.", REGLEMENT[:1]) == ["0,4"]
    assert unsupported_numbers("Au moins 60 %.", REGLEMENT[:1]) == ["60"]


def test_the_numbers_of_a_row_are_read_cell_by_cell_and_those_of_titles_count() -> None:
    row = "Critère : Coût (M€) ; A – Littoral : 148 ; B – Polycentrique : 112 ; C – Rétro-littoral : 131"
    table = replace(REGLEMENT[0], text="Coût (M€) 148 112 131", row=row)
    assert unsupported_numbers("Le scénario B coûte 112 M€.", [table]) == []
    assert unsupported_numbers("Le scénario B coûte 113 M€.", [table]) == ["113"]
    said = "Pour Natura 2000, au moins 40 % de pleine terre."
    assert unsupported_numbers(said, REGLEMENT[:1]) == ["2000"]
    assert unsupported_numbers(said, REGLEMENT[:1], ["6.2 Natura 2000"]) == []


def test_a_citation_of_a_recognised_page_carries_its_confidence() -> None:
    (citation,) = build_citations([replace(REGLEMENT[0], confidence=0.7)], 3)
    assert citation.confidence == 0.7
    assert citation.quote == REGLEMENT[0].text
