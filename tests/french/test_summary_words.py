"""What a question that wants a summary is about, and how documents conclude."""

from __future__ import annotations

import pytest

from domain import QuestionKind
from french.content_words import content_words
from french.question_understanding import understand
from french.questions_of_text import questions_in
from french.summary_words import asks_what_plan_does, is_guide, opens_act, says_what_is_asked


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("Résume la façon dont le SCoT protège les continuités écologiques.", "continuités écologiques"),
        ("Que conclut le dossier sur les incidences Natura 2000 ?", "incidences natura 2000"),
        ("Résumez la manière dont le plan traite les zones humides.", "humides"),
        ("Comment le plan préserve-t-il le bocage ?", "bocage"),
    ],
)
def test_words_that_only_ask_are_no_part_of_the_theme(question: str, theme: str) -> None:
    asked = understand(question)
    assert asked.kind is QuestionKind.SUMMARY
    assert asked.theme == content_words(theme)


@pytest.mark.parametrize(
    "question",
    [
        "Quelles suites ont été données aux observations des habitants ? Fais court.",
        "Pourquoi certains sites ont-ils été abandonnés ? Résume les motifs.",
        "Quelles mesures de réduction le plan retient-il ? Résume.",
        "Quelle est la trajectoire de consommation d'espace, du constat aux plafonds ?",
    ],
)
def test_what_is_asked_to_be_summed_up_is_a_summary(question: str) -> None:
    (asked,) = questions_in(question)
    assert understand(asked).kind is QuestionKind.SUMMARY


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Quelle hauteur maximale est admise en zone UB ? Fais court.", QuestionKind.VALUE),
        ("Les toitures-terrasses sont-elles autorisées ? Fais court.", QuestionKind.YES_NO),
        ("kel sont les 7 secteurs du volet commercial", QuestionKind.LIST),
        ("Quelles essences sont proscrites dans les haies ?", QuestionKind.LIST),
    ],
)
def test_a_question_that_wants_no_summary_is_none(question: str, kind: QuestionKind) -> None:
    (asked,) = questions_in(question)
    assert understand(asked).kind is kind


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Que conclut l'évaluation sur le bruit ?", "Le plan n'est pas susceptible d'affecter le site."),
        ("Que conclut l'évaluation sur le bruit ?", "Les incidences sont jugées faibles."),
        ("Que reproche l'avis au projet ?", "La mission regrette que le bruit ne soit pas mesuré."),
        ("Que recommande l'avis ?", "Elle recommande de mesurer le bruit."),
    ],
)
def test_a_sentence_that_says_a_thing_as_it_is_asked_is_known(question: str, sentence: str) -> None:
    says = says_what_is_asked(question)
    assert says is not None
    assert says(sentence)
    assert not says("Le site couvre 488 hectares.")


def test_a_question_about_a_theme_asks_for_no_such_saying() -> None:
    assert says_what_is_asked("Que dit l'évaluation du bruit ?") is None
    assert asks_what_plan_does("Comment le plan encadre-t-il le bruit ?")
    assert not asks_what_plan_does("Que dit l'évaluation du bruit ?")


def test_what_opens_an_act_and_what_says_how_to_read_are_known() -> None:
    assert opens_act("Vu l’arrêté du 9 octobre 2023 soumettant le projet à enquête publique ;")
    assert not opens_act("Considérant que le nombre des secteurs a été ramené de dix-neuf à quinze ;")
    assert is_guide("Avant-propos : mode d'emploi du DOO")
    assert not is_guide("1.2 Le plafond foncier")
