"""What a question that wants a summary is about, and how documents conclude."""

from __future__ import annotations

import pytest

from domain import QuestionKind
from french.content_words import content_words
from french.question_understanding import questions_in, understand
from french.summary_words import asks_conclusion, concludes


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
        ("Quelles essences sont proscrites dans les haies ?", QuestionKind.LIST),
    ],
)
def test_a_value_or_a_yes_stays_one_where_a_short_answer_is_wanted(question: str, kind: QuestionKind) -> None:
    (asked,) = questions_in(question)
    assert understand(asked).kind is kind


def test_a_conclusion_is_known_by_how_it_is_worded() -> None:
    assert asks_conclusion("Que conclut l'évaluation sur le bruit ?")
    assert not asks_conclusion("Que dit l'évaluation du bruit ?")
    assert concludes("Le plan n'est pas susceptible d'affecter le site.")
    assert concludes("Les incidences sont jugées faibles.")
    assert not concludes("Le site couvre 488 hectares.")
