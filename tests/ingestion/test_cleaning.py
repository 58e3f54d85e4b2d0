from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from french.hyphenation import HyphenLexicon, may_cut
from ingestion.cleaning import _SPECIAL, LIGATURES, clean_page, cut_words, find_specials

# What PDF text is made of: words, French signs, every kind of space, of line end, of hyphen and of garbage.
PIECES = st.sampled_from(
    [
        *"abcdezÉéàœ0123456789.,;:!?«»()’'-–%²°",
        *("ﬁ", "ﬃ", "ﬀ", "e\u0301", "C\u0327", " ", "  ", "\t", "\xa0", "\u202f", "mot", "Ville", "𝑥"),
        *("\n", "\r\n", " \r\n", "\r\n \r\n", "\xad", "\ufffe", "\x02", "-\r\n", "\xad\n"),
        *("\x01", "\x01 ", "\uf0b7 ", "\uf0b3", "\u200b", "\ufeff"),
    ]
)
RAW = st.lists(PIECES, max_size=60).map("".join)


def letters(text: str) -> str:
    expanded = "".join(LIGATURES.get(char, char) for char in text)
    return "".join(char for char in unicodedata.normalize("NFC", expanded) if char.isalnum())


@given(RAW)
def test_no_letter_and_no_digit_is_lost_or_moved(raw: str) -> None:
    assert letters(clean_page(raw, HyphenLexicon([raw])).text) == letters(raw)


@given(RAW)
def test_alignment_is_monotonic_and_points_at_the_same_character(raw: str) -> None:
    cleaned = clean_page(raw, HyphenLexicon([raw]))
    places = [cleaned.alignment.raw_index(position) for position in range(len(cleaned.text))]
    assert places == sorted(places)
    for char, place in zip(cleaned.text, places, strict=True):
        assert 0 <= place < len(raw)
        if char.isalnum():
            around = LIGATURES.get(raw[place], unicodedata.normalize("NFC", raw[place : place + 2])[0])
            assert char in (raw[place], *around)


@given(RAW)
@example("a\n\uf0b7 \na")
@example("a\n\uf0b7\n\uf0b7\na")
def test_white_space_is_normal(raw: str) -> None:
    text = clean_page(raw, HyphenLexicon([raw])).text
    assert text == text.strip()
    assert "  " not in text
    assert " \n" not in text
    assert "\n " not in text
    assert "\n\n\n" not in text
    assert not {char for char in text if char.isspace()} - {" ", "\n"}
    assert not {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Co")} - {"\n"}


@given(RAW)
def test_cleaning_with_the_stored_text_gives_it_back(raw: str) -> None:
    # That is how boxes are computed from one page, without the words of the others.
    text = clean_page(raw, HyphenLexicon([raw])).text
    again = clean_page(raw, lambda _left, _right, position: text[position : position + 1] == "-").text
    assert again == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("les zones d’aﬀectation ﬁxées", "les zones d’affectation fixées"),
        ("1 250 m² et ½ ha, n° 3", "1 250 m² et ½ ha, n° 3"),
        ("e\u0301tude de\u0301taille\u0301e", "étude détaillée"),
        ("12\xa0% de la\u202fsurface", "12 % de la surface"),
        ("la compensa\ufffetion est due\r\nau titre", "la compensation\nest due\nau titre"),
        ("la compensa-\r\ntion est due", "la compensation\nest due"),
        ("la compensa\xad\r\ntion", "la compensation"),
        ("la compen\xadsation", "la compensation"),
        ("une orien\ufffetation ; puis", "une orientation ;\npuis"),
        ("les articles L. 151-\r\n22 et suivants", "les articles L. 151-22\net suivants"),
        ("de 2020-\r\n2030 à", "de 2020-2030\nà"),
        ("le secteur de Pont-de\ufffeSave est", "le secteur de Pont-de-Save\nest"),
        ("-\r\nLes haies", "-\nLes haies"),
        ("liste :\r\n\x01 les haies\r\n\uf06e les mares", "liste :\n\nles haies\n\nles mares"),
        ("au moins \uf0b3 10 m", "au moins ≥ 10 m"),
        ("un \uf0b7 deux", "un deux"),
        ("un titre \r\n \r\n un texte ", "un titre\n\nun texte"),
        ("35 %\x01\r\nCet objectif", "35 %\nCet objectif"),
    ],
)
def test_repairs(raw: str, clean: str) -> None:
    assert clean_page(raw, HyphenLexicon()).text == clean


def test_glyphs_without_meaning_are_counted() -> None:
    assert clean_page("\x04\x05\x06\x07 texte", HyphenLexicon()).lost_glyphs == 4
    assert clean_page("texte\xad net\u200b", HyphenLexicon()).lost_glyphs == 0


@given(RAW)
def test_the_short_way_finds_the_special_characters_that_the_pattern_finds(raw: str) -> None:
    assert [match.span() for match in find_specials(raw)] == [match.span() for match in _SPECIAL.finditer(raw)]


@given(RAW)
def test_a_page_with_a_cut_word_waits_for_the_others(raw: str) -> None:
    assert may_cut(raw) or not cut_words(raw)
