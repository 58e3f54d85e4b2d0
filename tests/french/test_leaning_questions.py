"""A question that says nothing by itself is read with what is told before it in the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import QuestionKind
from french.leaning_questions import asking_part, is_bare_half, leans_back, told_for
from french.question_understanding import understand
from french.questions_of_text import questions_in


@pytest.mark.parametrize(
    "question",
    [
        "Est-ce que ça passe ?",
        "Puis-je l'agrandir ?",
        "Peut-on y planter des haies ?",
        "Que doit-il replanter ?",
        "C'est vrai ?",
        "À quelle distance sa clôture doit-elle être ?",
        "Quel recul est demandé à cet endroit ?",
        "Laquelle s'applique ici ?",
    ],
)
def test_what_points_back_leans_on_what_is_before(question: str) -> None:
    assert leans_back(question)


@pytest.mark.parametrize(
    "question",
    [
        "Combien y a-t-il de logements vacants ?",
        "Quelle hauteur est permise en zone UB ?",
        "L'enquête publique a-t-elle eu lieu ?",
        "Faut-il conserver les haies ?",
        "La commune a-t-elle inventorié ses mares ?",
        "Quelle part du terrain reste en pleine terre ?",
    ],
)
def test_what_names_its_thing_stands_by_itself(question: str) -> None:
    assert not leans_back(question)


def test_the_case_told_before_is_part_of_what_is_asked() -> None:
    text = "Bonjour, ma grange est classée en zone A. Puis-je en faire un gîte ?"
    (asked,) = questions_in(text)
    assert asked == "ma grange est classée en zone A. Puis-je en faire un gîte ?"
    heard = understand(asked)
    assert heard.kind is QuestionKind.YES_NO
    assert heard.scope.zones == ("A",)
    assert any(word.startswith("grang") for word in heard.theme)


def test_a_question_that_needs_no_case_is_read_alone() -> None:
    text = "Je suis géomètre. Quelle hauteur est permise en zone UB ?"
    assert questions_in(text) == ("Quelle hauteur est permise en zone UB ?",)


def test_a_bare_second_half_is_about_what_the_first_is() -> None:
    first, second = questions_in("Quelle distance garder autour des étables et quelle hauteur ?")
    heard = understand(second, [first], of_one_text=True)
    assert any(word.startswith("etabl") for word in heard.theme)
    assert not heard.required
    assert is_bare_half(second)
    # In a text of its own it is asked alone.
    assert not any(word.startswith("etabl") for word in understand(second).theme)


def test_two_measures_of_one_thing_are_two_questions() -> None:
    assert len(questions_in("Un abri de jardin : à quelle distance de la maison, et jusqu'à quelle surface ?")) == 2
    assert len(questions_in("Dans quelle pièce et à quelle page est-ce écrit ?")) == 1


@given(st.lists(st.text(alphabet="abcdéà ,'’.?", max_size=40), max_size=6), st.integers(0, 6))
def test_only_what_stands_before_is_told(sentences: list[str], rank: int) -> None:
    told = told_for(sentences, min(rank, len(sentences)))
    assert len(told) <= 270
    assert told == "" or any(told.endswith(one) for one in sentences[:rank])


@given(st.text(max_size=200))
def test_the_part_that_asks_ends_the_question(text: str) -> None:
    assert text.endswith(asking_part(text))
