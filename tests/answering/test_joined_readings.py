"""Two readings of a question are one answer: what the first kept, and what one more search adds."""

from __future__ import annotations

from answering.questions.joined_readings import joined_readings, named_sentences
from domain import Packet, QuestionReading, ReadLine
from tests.answering.packet_fakes import packet


def test_what_the_second_reading_adds_follows_what_the_first_kept() -> None:
    first = packet()
    size = len(first.sentences)
    second = packet({"annexe": ("Une mare est recensée.", "Deux haies.")})
    kept = QuestionReading(
        (1,), lines=(ReadLine("Cent quatre-vingt-six zones", (1,)),), complete=False, missing="les mares"
    )
    added = QuestionReading((1,), conditions=(2,), lines=(ReadLine("Une mare", (1,)),), complete=True)
    both, reading = joined_readings((first, kept), (second, added))
    assert reading.answers == (1, size + 1)
    assert reading.conditions == (size + 2,)
    assert [line.sentences for line in reading.lines] == [(1,), (size + 1,)]
    assert reading.complete
    assert reading.missing is None
    found = both.sentence(size + 1)
    assert found is not None
    assert found.text == "Une mare est recensée."


def test_a_second_reading_that_finds_nothing_leaves_the_first_as_it_is() -> None:
    first: Packet = packet()
    kept = QuestionReading((2,), complete=False, missing="la date")
    _, reading = joined_readings((first, kept), (packet({"annexe": ("Rien.",)}), QuestionReading((), complete=False)))
    assert reading.answers == (2,)
    assert not reading.complete
    assert reading.missing == "la date"


def test_a_number_that_the_second_packet_has_not_names_no_sentence_of_the_first() -> None:
    both, reading = joined_readings(
        (packet(), QuestionReading(())), (packet({"annexe": ("Rien.",)}), QuestionReading((3,)))
    )
    assert [both.sentence(number) for number in reading.answers] == [None]


def test_what_was_kept_is_what_answers_conditions_and_bears_lines() -> None:
    kept = named_sentences(
        packet(), QuestionReading((2,), conditions=(4,), lines=(ReadLine("x", (1,)),), contradicts=(5,))
    )
    assert [one.number for one in kept] == [1, 2, 4]
