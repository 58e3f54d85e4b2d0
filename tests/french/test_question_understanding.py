"""A free question as it is understood: kind, scope, theme; whole, split, corrected."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import PieceKind, QuestionKind, QuestionScope
from domain.text_folding import fold
from french.content_words import content_words
from french.question_scope import read_scope
from french.question_understanding import understand
from french.questions_of_text import MOST_QUESTIONS, questions_in, told_before

ASKED = {
    "Quelle est la hauteur maximale en zone UB ?": QuestionKind.VALUE,
    "Combien d'arbres faut-il par place de stationnement ?": QuestionKind.VALUE,
    "Hauteur en zone UB": QuestionKind.VALUE,
    "Quand l'inventaire a-t-il été fait ?": QuestionKind.VALUE,
    "Quels sont les réservoirs de biodiversité et leurs surfaces ?": QuestionKind.LIST,
    "Espaces libres par secteur": QuestionKind.LIST,
    "Liste des communes concernées par un corridor": QuestionKind.LIST,
    "Quelles règles s'appliquent aux clôtures en zone A ?": QuestionKind.RULE,
    "Que dit l'article 13 en zone UB ?": QuestionKind.RULE,
    "Que dit la prescription P15 ?": QuestionKind.RULE,
    "Peut-on abattre une haie ?": QuestionKind.YES_NO,
    "Les haies sont-elles protégées ?": QuestionKind.YES_NO,
    "Est-il interdit de remblayer une mare ?": QuestionKind.YES_NO,
    "Quelles différences entre les zones UA et UB pour la hauteur ?": QuestionKind.COMPARISON,
    "Compare les deux plans sur les haies": QuestionKind.COMPARISON,
    "Résume les mesures sur les haies": QuestionKind.SUMMARY,
    "Que prévoit le plan pour les haies ?": QuestionKind.SUMMARY,
    "Où parle-t-on des haies ?": QuestionKind.WHERE,
    "À quelle page est-il question des haies ?": QuestionKind.WHERE,
    "De quand date ce document ?": QuestionKind.DOCUMENT,
    "Combien de pages ?": QuestionKind.DOCUMENT,
    "Quelles pièces manquent ?": QuestionKind.DOCUMENT,
    "What is the maximum height in zone UB?": QuestionKind.VALUE,
    "Is there a list of wetlands in the zone N?": QuestionKind.YES_NO,
}


@pytest.mark.parametrize(("question", "kind"), ASKED.items())
def test_the_kind_is_told_by_the_words(question: str, kind: QuestionKind) -> None:
    assert understand(question).kind is kind


@pytest.mark.parametrize(("question", "kind"), ASKED.items())
def test_neither_accents_nor_capitals_change_the_kind(question: str, kind: QuestionKind) -> None:
    assert understand(fold(question)).kind is kind
    assert understand(question.upper()).kind is kind


@pytest.mark.parametrize(
    ("question", "scope"),
    [
        ("Quelle hauteur en N-3 ?", QuestionScope(zones=("N-3",))),
        ("quelle hauteur en zone n-3 ?", QuestionScope(zones=("N-3",))),
        ("Hauteur en 4AU1, article 10", QuestionScope(zones=("4AU1",), articles=("10",))),
        ("Que dit l'article UA 9 ?", QuestionScope(zones=("UA",), articles=("9",))),
        ("Que dit l'article DG 7 ?", QuestionScope(articles=("DG 7",))),
        (
            "Ce que prévoit le PADD sur les haies est-il repris dans le règlement ?",
            QuestionScope(pieces=(PieceKind.PADD, PieceKind.REGLEMENT)),
        ),
        ("Que dit la prescription P15 ?", QuestionScope(provisions=("P15",))),
        ("Que dit la recommandation n° R4 ?", QuestionScope(provisions=("R4",))),
        ("Quelles haies dans le règlement ?", QuestionScope(pieces=(PieceKind.REGLEMENT,))),
        ("Quel programme pour la commune de Valbrune ?", QuestionScope(places=("Valbrune",))),
        ("Hauteurs en zones UA et UB ?", QuestionScope(zones=("UA", "UB"))),
        ("Les zones humides sont-elles protégées ?", QuestionScope()),
    ],
)
def test_the_scope_is_read_from_the_question(question: str, scope: QuestionScope) -> None:
    assert understand(question, known=("n-3", "4au1", "ua", "ub")).scope == scope


def test_one_piece_held_to_another_is_a_comparison() -> None:
    asked = understand("Le règlement reprend-il ce que dit le PADD sur les haies ?")
    assert (asked.kind, asked.sides) == (QuestionKind.COMPARISON, ("padd", "reglement"))


def test_codes_of_the_scope_are_no_words_of_the_theme() -> None:
    asked = understand("Quelle hauteur des constructions en zone N-3, article 10 ?")
    assert asked.theme == content_words("hauteur constructions")


def test_a_misspelt_word_is_read_as_the_one_word_of_the_documents_that_it_may_be() -> None:
    asked = understand("Quelle hautuer pour les clotures ?", words=content_words("hauteur clôture haie"))
    assert "hauteur" in asked.theme
    assert asked.corrected == (("hautuer", "hauteur"),)
    assert understand("Quelle température ?", words=content_words("hauteur clôture")).corrected == ()


def test_a_follow_up_keeps_kind_zone_and_theme() -> None:
    before = ["Quelle est la hauteur maximale en zone UA ?"]
    zone = understand("Et en UB ?", before, known=("ua", "ub"))
    assert (zone.kind, zone.scope.zones) == (QuestionKind.VALUE, ("UB",))
    assert "hauteur" in zone.theme
    theme = understand("Et les clôtures ?", before, known=("ua", "ub"))
    assert (theme.kind, theme.scope.zones) == (QuestionKind.VALUE, ("UA",))
    assert theme.required == content_words("clôtures")


def test_what_a_person_chose_goes_before_what_the_words_tell() -> None:
    asked = understand("Les haies ?", kind=QuestionKind.SUMMARY, scope=QuestionScope(zones=("UB",)))
    assert (asked.kind, asked.scope.zones, asked.chosen) == (QuestionKind.SUMMARY, ("UB",), True)


def test_two_questions_in_one_are_two() -> None:
    assert questions_in("Quelle hauteur en UB et combien d'arbres ?") == (
        "Quelle hauteur en UB ?",
        "combien d'arbres ?",
    )
    assert questions_in("J'instruis un permis. Quelle hauteur en UB ? Peut-on clore ?") == (
        "Quelle hauteur en UB ?",
        "Peut-on clore ?",
    )
    assert questions_in("Hauteur en UB") == ("Hauteur en UB",)


def test_the_number_of_items_of_a_list_is_read() -> None:
    assert understand("Quels sont les sept sites de compensation ?").announced == 7
    assert understand("Quels sont les sites de compensation ?").announced is None


@settings(max_examples=60)
@given(st.text(max_size=2000), st.lists(st.text(max_size=60), max_size=2))
def test_whatever_is_typed_is_understood_as_something(text: str, before: list[str]) -> None:
    for part in questions_in(text):
        asked = understand(part, before, known=("n-3", "ub"), words=frozenset({"hauteur"}))
        assert asked.kind in QuestionKind
        assert asked.required <= asked.theme
    assert 1 <= len(questions_in(text)) <= MOST_QUESTIONS


def test_a_long_text_asks_only_its_asking_sentences() -> None:
    story = "Nous préparons une note pour la commission. " * 12
    assert questions_in(f"{story}Merci donc de résumer les règles sur les haies.") == (
        "Merci donc de résumer les règles sur les haies.",
    )
    assert questions_in(f"{story}Voici ma question : que demande la prescription P19 ?") == (
        "Que demande la prescription P19 ?",
    )
    assert "prepar" not in understand(questions_in(f"{story}Résumez les règles sur les haies.")[0]).theme


def test_a_letter_left_out_is_likelier_than_one_exchanged() -> None:
    words = content_words("évaluation évolution")
    assert understand("Quelle évalution ?", words=words).corrected == (("évalution", "evalu"),)
    assert not understand("Quelle largeur ?", words=content_words("large")).corrected  # another word, not a slip


def test_a_preposition_without_its_accent_is_no_zone_and_capitals_name_no_commune() -> None:
    assert understand("Quels secteurs a urbaniser ?", known={"a", "ub"}).scope == QuestionScope()
    assert understand("QUELLE SURFACE À L'INTÉRIEUR DU PARC ?").scope == QuestionScope()


def test_a_misspelt_place_is_a_word_of_the_theme() -> None:
    asked = understand("Quelle largeur à Sauvetere ?", words=content_words("largeur sauveterre"))
    assert asked.scope == QuestionScope()
    assert content_words("sauveterre") <= asked.theme


def test_those_that_are_asked_for_the_same_are_two_questions() -> None:
    assert questions_in("Quelles sont les règles sur les haies, et celles qui concernent les mares ?") == (
        "Quelles sont les règles sur les haies ?",
        "Quelles sont les règles qui concernent les mares ?",
    )


def test_english_words_that_name_nothing_leave_the_theme() -> None:
    asked = understand("How many wetlands does the inventory count, and what area do they cover?")
    assert not asked.theme & {"do", "does", "they", "what"}
    assert "humid" in asked.theme


def test_an_english_word_without_a_french_one_is_no_part_of_the_theme_unless_documents_have_it() -> None:
    words = content_words("Le corridor de Montclar est protégé.")
    asked = understand("Which gorgeous corridors does Montclar protect?", words=words)
    assert asked.theme == content_words("corridors Montclar protège")
    assert asked.typed == "Which gorgeous corridors does Montclar protect?"


STORY = " Le pétitionnaire souhaite conserver les arbres de la parcelle et construire un garage de deux places." * 5


def test_the_case_told_before_a_question_keeps_its_zone() -> None:
    text = f"Nous instruisons un dossier en zone N-3.{STORY} Combien d'arbres faut-il planter ?"
    assert questions_in(text) == ("Combien d'arbres faut-il planter ?",)
    assert told_before(text) == "Nous instruisons un dossier en zone N-3."
    assert read_scope(told_before(text)).zones == ("N-3",)


def test_a_long_text_that_names_no_place_keeps_what_it_is_about() -> None:
    text = f"Bonjour. Nous suivons la restauration des mares du plateau.{STORY} Combien y en a-t-il ?"
    assert told_before(text) == "Nous suivons la restauration des mares du plateau."


def test_a_question_alone_tells_no_case() -> None:
    for text in ("Quelle hauteur en zone UB ?", "Bonjour. Quelle hauteur en zone UB ?", "résume les mesures"):
        assert told_before(text) == ""


def test_what_is_told_before_a_question_is_short() -> None:
    text = " ".join(f"La parcelle {n} est en zone UB{n} depuis la révision du plan." for n in range(40))
    assert len(told_before(f"{text} Quelle hauteur ?")) <= 402


def test_a_line_for_each_is_a_list_though_nothing_says_so() -> None:
    for question in ("Espaces libres par secteur 4AU1", "Hauteur par zone"):
        assert understand(question).kind is QuestionKind.LIST
    assert understand("Compare les espaces libres par secteur en 4AU1 et en 4AU2").kind is QuestionKind.COMPARISON
