from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from french.spelling import pattern_of, same_words


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("zone humide", "Les ZONES  HUMIDES\ndu territoire"),
        ("zones humides", "une zone\nhumide"),
        ("evenement", "L’Événement du siècle"),
        ("l'inventaire", "L’inventaire"),
        ("coeur de nature", "cœurs de nature"),
        ("cœur", "Coeur"),
        ("« pleine terre »", "en pleine terre."),
        ("L.151-23", "article L.151-23 du code"),
        ("30 %", "au moins 30 % de la parcelle"),
    ],
)
def test_a_text_is_found_as_it_is_typed(typed: str, text: str) -> None:
    pattern = pattern_of(typed)
    assert pattern is not None
    assert pattern.search(text)


@pytest.mark.parametrize(
    ("typed", "text"), [("30", "300 ou 130"), ("haie", "haiesque"), ("zone humide", "zone très humide"), ("ha", "haie")]
)
def test_what_only_looks_alike_is_not(typed: str, text: str) -> None:
    pattern = pattern_of(typed)
    assert pattern is not None
    assert not pattern.search(text)


def test_nothing_to_look_for_is_no_pattern() -> None:
    assert pattern_of(" « » - ") is None


@given(st.text(alphabet="abcdeéèêçôœ'’ -ABCDÉ0123.", min_size=1, max_size=40))
def test_every_text_is_found_in_itself_and_in_capitals(text: str) -> None:
    pattern = pattern_of(text)
    if pattern is not None:
        words = text.strip('«»"“” \u00a0')
        assert pattern.search(f"avant {words} après")
        assert pattern.search(f"AVANT {words.upper()} APRÈS")


def test_words_of_a_question_are_shown_by_their_stem() -> None:
    text = "L’inventaire des haies est annexé."
    assert [text[a:b] for a, b in same_words(text, "Y a-t-il des inventaires de haie ?")] == ["inventaire", "haies"]
