"""What is of another zone than asked, or said by others than the plan, does not answer as the plan's rule."""

from __future__ import annotations

from answering.questions.checked_reading import check_question
from answering.questions.hints import nearest_sentences, unknown_zones
from answering.questions.read_documents import ReadDocument, read_document
from answering.questions.sentence_standing import Standing, standing_of, stands_in_scope
from domain import (
    LineRole,
    Packet,
    PacketSentence,
    PieceKind,
    QuestionReading,
    QuestionScope,
    ReadLine,
    StoredSentence,
)
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_reglement import SLUG, LastFirst, placed

QUESTION = understand("Quelle part d'espaces libres en zone N-3 ?")


def document() -> ReadDocument:
    return read_document(SLUG, placed())


def saying(text: str) -> StoredSentence:
    return next(one.sentence for one in placed() if text in one.sentence.text)


def standing(sentence: StoredSentence, question: str = QUESTION.text) -> Standing:
    return standing_of(sentence, understand(question), {SLUG: document()}, FRENCH)


def test_the_rule_of_another_sector_is_told_by_the_line_above_it() -> None:
    assert standing(saying("60 % de l'unité")) is Standing.OWN
    assert standing(saying("20 % de l'unité")) is Standing.OTHER_ZONE
    assert standing(saying("Dans toutes les zones, les haies")) is Standing.OWN
    assert standing(saying("20 % de l'unité"), "Quelle part d'espaces libres ?") is Standing.OWN


def test_what_stands_in_another_piece_than_the_one_asked_is_told() -> None:
    question = "Que dit le règlement sur les haies ?"
    assert understand(question).scope.pieces
    assert standing(saying("Dans toutes les zones, les haies"), question) is Standing.OWN
    assert standing(saying("Toute imperméabilisation"), question) is Standing.OTHER_PIECE


def test_what_an_authority_asks_is_no_rule_of_the_plan_unless_it_is_asked() -> None:
    one = StoredSentence(SLUG, "rapport", 1, 1, "1", 99, 0, 9, "L'autorité environnementale recommande 40 % de haies.")
    assert standing(one, "Quelle part de haies ?") is Standing.SAID_BY_OTHERS
    assert standing(one, "Que recommande l'autorité environnementale ?") is Standing.OWN


def checked(*texts: str, contradicting: str = "") -> tuple[list[tuple[LineRole, str]], list[str]]:
    """Roles and texts of the lines where a reader names these sentences as answers, and the warnings."""
    named = [saying(text) for text in (*texts, *([contradicting] if contradicting else []))]
    sentences = tuple(PacketSentence(number, one, (), one.text) for number, one in enumerate(named, start=1))
    packet = Packet(SLUG, None, QUESTION.text, sentences, 100, 50, 0, "standard")
    answers = sentences[: len(texts)]
    lines = tuple(ReadLine(one.text, (one.number,)) for one in answers)
    against = tuple(one.number for one in sentences[len(texts) :])
    reading = QuestionReading(tuple(one.number for one in answers), contradicts=against, lines=lines)

    def in_scope(sentence: StoredSentence) -> bool:
        return stands_in_scope(sentence, QUESTION, {SLUG: document()})

    found = check_question(reading, packet, QUESTION, standing, in_scope)
    assert found.composed is not None
    return [(line.role, line.text) for line in found.composed.lines], [one.sentence for one in found.warnings]


def test_the_rule_of_another_sector_beside_the_one_asked_is_not_quoted_and_its_place_is_told() -> None:
    lines, warnings = checked("20 % de l'unité", "60 % de l'unité")
    assert [role for role, _ in lines] == [LineRole.ANSWER]
    assert "60 %" in lines[0][1]
    assert warnings == ["Autre chose est dit ailleurs, mais pas pour ce que vous demandez : reglement p. 3."]


def test_a_sentence_that_names_no_zone_does_not_contradict_the_rule_of_one() -> None:
    everywhere, none = saying("Dans toutes les zones, les haies"), saying("Toute imperméabilisation")
    asked = understand("Quelle part d'espaces libres en zone N-3 ?")
    documents = {SLUG: document()}
    assert stands_in_scope(saying("60 % de l'unité"), asked, documents)
    assert stands_in_scope(everywhere, asked, documents)
    assert not stands_in_scope(saying("20 % de l'unité"), asked, documents)
    assert not stands_in_scope(none, asked, documents)
    assert stands_in_scope(none, understand("Quelle part d'espaces libres ?"), documents)


def test_a_piece_named_anywhere_in_the_question_leaves_the_others_out_of_scope() -> None:
    documents = {SLUG: document()}
    asked = understand("Le DOO interdit-il d'imperméabiliser une zone humide ?")
    assert stands_in_scope(saying("Toute imperméabilisation"), asked, documents)
    assert not stands_in_scope(saying("Dans toutes les zones, les haies"), asked, documents)
    beside_a_road = understand("Quel recul par rapport à la voie ?")  # names no report
    assert stands_in_scope(saying("Dans toutes les zones, les haies"), beside_a_road, documents)


def test_another_figure_of_a_piece_that_explains_is_no_condition_of_a_rule_that_binds() -> None:
    texts = (
        "Une bande de 20 mètres est maintenue.",
        "La bande est de 10 mètres.",
        "La bande de 20 mètres est plantée.",
    )
    sentences = tuple(
        PacketSentence(
            number, StoredSentence(SLUG, "rapport" if number > 1 else "doo", 1, 1, str(number), number, 0, 9, text),
            (), text, PieceKind.RAPPORT_PRESENTATION if number > 1 else PieceKind.DOO,
        )
        for number, text in enumerate(texts, start=1)
    )  # fmt: skip
    packet = Packet(SLUG, None, "Quelle bande ?", sentences, 100, 50, 0, "standard")
    reading = QuestionReading((1,), conditions=(2, 3), lines=(ReadLine(texts[0], (1,)),))
    found = check_question(reading, packet, understand("Quelle largeur pour la bande ?"))
    assert found.composed is not None
    assert [(line.role, line.text) for line in found.composed.lines] == [
        (LineRole.ANSWER, texts[0]),
        (LineRole.CONDITION, texts[2]),
        (LineRole.OTHERWISE, texts[1]),
    ]


def test_what_contradicts_in_the_zone_asked_is_quoted() -> None:
    lines, warnings = checked("60 % de l'unité", contradicting="Dans toutes les zones, les haies")
    assert [role for role, _ in lines] == [LineRole.ANSWER, LineRole.OTHERWISE]
    assert any("autre chose" in one for one in warnings)


def test_another_s_rule_alone_is_marked() -> None:
    lines, warnings = checked("20 % de l'unité")
    assert [role for role, _ in lines] == [LineRole.ANSWER]
    assert any("vaut pour une autre zone (reglement p. 3)" in one for one in warnings)


def test_a_zone_that_no_document_names_is_said_with_those_that_it_has() -> None:
    said = unknown_zones(QuestionScope(zones=("UX",)), [document()])
    assert "UX" in said
    assert "N-3" in said
    assert unknown_zones(QuestionScope(zones=("N-3",)), [document()]) == ""
    assert unknown_zones(QuestionScope(zones=("UX",)), []) == ""


def test_the_nearest_sentences_are_told_once_without_titles() -> None:
    near = nearest_sentences(LastFirst().ranked_sentences(SLUG, ()), several=False)
    assert len(near) == 5
    assert len({one.text for one in near}) == 5
    assert all(len(one.text.split()) >= 4 for one in near)
