"""The thing that a question asks for is the noun after the word that asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from french.asked_thing import thing_asked
from french.content_words import content_words


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Quelle est la largeur minimale des haies ?", "largeur"),
        ("quelle largeur pour les haies", "largeur"),
        ("Quel coefficient de biotope est exigé en zone UX ?", "coefficient"),
        ("COMBIEN DE LOGEMENTS à Valmont ?", "logements"),
        ("Combien d’hectares sont consommés ?", "hectares"),
        ("Quel est le nombre de communes ?", "nombre"),
        ("Dans quelles communes y a-t-il des argiles ?", "communes"),
        ("Quelle est l'emprise au sol maximale ?", "emprise"),
    ],
)
def test_the_noun_after_the_word_that_asks(question: str, thing: str) -> None:
    assert thing_asked(question) in content_words(thing)


@pytest.mark.parametrize("question", ["Peut-on abattre une haie ?", "", "résume le PADD", "Quelle ?"])
def test_no_thing_is_named(question: str) -> None:
    assert thing_asked(question) is None


@given(st.text(max_size=80))
def test_a_thing_is_always_a_word_of_the_question(question: str) -> None:
    found = thing_asked(question)
    assert found is None or found in content_words(question)
