"""Wordings that no rule knew until questions were written from the pages of plans alone."""

from __future__ import annotations

import pytest

from domain import PieceKind, QuestionKind
from french.compared_names import compared_names
from french.content_words import content_words
from french.document_dates import is_edition, is_signature
from french.permission import Permission, read_permission, rule_and_exception, stance_of_heading
from french.piece_roles import speaks_for_others
from french.quantities import read_quantities
from french.question_analysis import read_question, same_words
from french.question_kinds import columns_asked, things_listed
from french.question_scope import pieces_named, read_scope
from french.question_understanding import understand
from french.questions_of_text import questions_in
from french.stemming import light_stem


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Fais-moi le point sur les déplacements", QuestionKind.SUMMARY),
        ("Résume les règles de stationnement en zone UA", QuestionKind.SUMMARY),
        ("Que dit le règlement sur la zone UA ?", QuestionKind.RULE),
        ("C'est quoi les quatre axes du PADD ?", QuestionKind.LIST),
        ("QU'EST-CE QUI EST INTERDIT EN ZONE UB ?", QuestionKind.LIST),
        ("Entre le Grand Étang et le Petit Étang, lequel est dans le meilleur état ?", QuestionKind.COMPARISON),
        ("Le plan a-t-il été approuvé à l'unanimité ?", QuestionKind.YES_NO),
        ("Le plan a-t-il été approuvé ?", QuestionKind.DOCUMENT),
        ("De quand date l'édition du règlement de la zone N ?", QuestionKind.DOCUMENT),
        ("Quel est l'auteur du règlement ?", QuestionKind.DOCUMENT),
    ],
)
def test_what_kind_of_answer_is_wanted(question: str, kind: QuestionKind) -> None:
    assert understand(question, known={"ua", "ub", "n"}).kind is kind


def test_a_list_and_what_is_asked_of_its_items_is_one_question() -> None:
    assert len(questions_in("Quels sites ont été retenus et quelle est leur surface ?")) == 1
    assert len(questions_in("Quelle hauteur en UB et combien d'arbres ?")) == 2


def test_a_letter_asks_what_stands_after_its_colon() -> None:
    story = "Bonjour, je travaille à la mairie et je relis le dossier depuis une semaine. " * 5
    (asked,) = questions_in(
        f"{story}Avant de répondre je veux vérifier un point : combien de captages y a-t-il ? Merci."
    )
    assert asked == "Combien de captages y a-t-il ?"
    (scoped,) = questions_in(f"{story}Pour la zone UB : quelle est la hauteur des clôtures ? Merci.")
    assert "UB" in scoped


def test_sectors_to_build_are_no_zone() -> None:
    assert read_scope("Quels sont les secteurs à urbaniser ?", {"a", "n"}).zones == ()
    assert read_scope("Que permet la zone A ?", {"a", "n"}).zones == ("A",)


def test_the_number_of_things_is_no_word_of_the_theme() -> None:
    assert understand("Où est la liste des quatorze noyaux de nature ?").theme == {"natur", "noyau"}


def test_an_adjective_asks_for_its_measure() -> None:
    assert "longueur" in read_question("Où peut-on construire le plus haut ?").dimensions
    assert "surface" in read_question("Laquelle est la plus étendue ?").dimensions


def test_words_that_are_the_same_and_words_that_are_not() -> None:
    assert content_words("coeurs de nature") == content_words("cœurs de nature")
    assert "murs" in same_words("mur", frozenset({"murs", "mare"}))
    assert "agrivoltaiqu" in same_words("agrivoltaism", frozenset({"agrivoltaiqu", "agricol"}))
    assert light_stem("vente") != light_stem("vent")
    assert light_stem("stationnements") != light_stem("station")


def test_what_a_list_lists_and_which_column_is_asked() -> None:
    assert things_listed("Quelles sont les neuf mesures de réduction ?") == content_words("mesures mesure")
    assert "station" in things_listed("Liste des stations d'épuration")
    assert {"surfac", "ha"} <= columns_asked("Quels sites et leur surface ?")
    assert columns_asked("Quels sites ?") == frozenset()


def test_names_are_compared_past_the_word_that_stands_for_the_thing() -> None:
    assert compared_names("Entre l'étang de Cantelle et celui des Aresques, lequel ?") == ("Cantelle", "Aresques")


def test_metres_and_hundredths_are_one_length() -> None:
    (length,) = read_quantities("Les talus n'excèdent pas un mètre cinquante de hauteur")
    assert (length.value, length.unit and length.unit.dimension) == (1.5, "longueur")
    assert [one.value for one in read_quantities("deux mètres et trente arbres")] == [2, 30]


def test_what_is_not_admitted_there_is_forbidden() -> None:
    assert read_permission("les constructions n’y sont pas admises") is Permission.FORBIDDEN
    assert stance_of_heading("Sont interdits :") is Permission.FORBIDDEN
    assert (
        stance_of_heading("Article 2 : occupations soumises à des conditions particulières") is Permission.CONDITIONAL
    )
    assert stance_of_heading("Article 6 : implantation") is None


def test_an_exception_is_told_from_its_rule() -> None:
    assert rule_and_exception("Elle est autorisée, sauf en zone rouge.") == (
        "Elle est autorisée, ",
        "sauf en zone rouge.",
    )
    assert rule_and_exception("Elle est autorisée.") == ("Elle est autorisée.", "")


def test_margins_tell_the_edition_and_who_made_it() -> None:
    assert is_edition("PLU – Edition novembre 2020")
    assert not is_edition("Règlement de la zone N")
    assert is_signature("Atelier Inventé – Dupré – Cabinet Rive")
    assert not any(map(is_signature, ("PLU de Valmont – Règlement", "12", "Valmont", "DOCUMENT FICTIF – DOO")))


def test_votes_and_opinions_are_read_in_the_papers_of_the_procedure() -> None:
    assert speaks_for_others("Quels amendements ont été présentés ?")
    assert not speaks_for_others("Quelle hauteur en UB ?")
    assert pieces_named("Quelles sont les grandes lignes du PADD ?") == (PieceKind.PADD,)
