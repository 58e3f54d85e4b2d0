from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import SettingsError
from french.known_terms import FILES, KnownTerms
from french.terms import FrenchAnalyser

ANALYSER = FrenchAnalyser()


def known(text: str) -> set[str]:
    return {term for term in ANALYSER.content_terms(text) if term.startswith("=")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("la trame verte et bleue", "TVB"),
        ("les espaces boisés classés", "un E.B.C."),
        ("zéro artificialisation nette", "ZAN"),
        ("le Projet d’Aménagement Stratégique", "le PAS du SCoT"),
        ("un secteur de taille et de capacité d'accueil limitées", "les STECAL"[4:]),
        ("le schéma d’aménagement et de gestion des eaux", "le SAGE"),
    ],
)
def test_an_acronym_and_what_it_stands_for_find_each_other(one: str, other: str) -> None:
    assert known(one) & known(other)


@pytest.mark.parametrize("text", ["il n'est pas admis", "NE SONT PAS ADMISES", "un sage conseil", "plu depuis hier"])
def test_an_ordinary_word_is_not_an_acronym(text: str) -> None:
    assert known(text) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("l'article L.123-1-5 III 2° du code", "L. 151-23"),
        ("L 123-1-5, III, 2°", "L151-19"),
        ("en application du 2° du III de l'article L. 123-1-5", "L151-19"),
        ("au titre du 7° de l’article L.123-1-5", "L.151-23"),
        ("protégés au titre de l'article L123-1-5 al 7", "L.151-23"),
        ("l'article L.123-1-5, alinéa 7, du code", "L.151-23"),
        ("le 7ème alinéa de l'article L 123-1-5", "L.151-23"),
        ("au titre de l'article L.130-1", "articles L. 113-1 et suivants"),
        ("article R.* 123-11", "R. 151-43"),
    ],
)
def test_an_old_article_number_finds_the_new_one(old: str, new: str) -> None:
    assert known(old) & known(new)


def test_another_part_of_an_old_article_is_not_taken_for_it() -> None:
    assert not known("L.123-1-5 II 6°") & known("L.151-23")
    assert not known("6° du II de l'article L.123-1-5") & known("L.151-23")
    assert not known("le 7° du règlement, puis l'article L.123-1-5") & known("L.151-23")


@pytest.mark.parametrize("text", ["1 250,5 hectares", "1250,5 ha", "1\u00a0250,50 ha", "1.250,5 ha"])
def test_a_quantity_is_one_term_however_it_is_written(text: str) -> None:
    assert known(text) == {"=1250.5ha"}


@given(st.integers(0, 10**7), st.sampled_from(["%", "ha", "m²", "ans"]))
def test_grouped_digits_and_plain_ones_are_the_same_quantity(number: int, unit: str) -> None:
    grouped = f"{number:,}".replace(",", " ")
    assert known(f"soit {grouped} {unit} au total") == known(f"soit {number} {unit} au total") != set()


@given(st.text(max_size=80))
def test_any_text_has_terms_without_failing(text: str) -> None:
    assert all(isinstance(term, str) for term in ANALYSER.content_terms(text))


def test_a_fault_in_a_file_is_told_with_its_place(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "sigles.yaml").write_text("sigles:\n  - sigle: TVB\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"sigles > 1 > formes"):
        KnownTerms(ANALYSER.word_terms, tmp_path)


def test_editing_a_file_asks_for_a_new_index(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    before = KnownTerms(ANALYSER.word_terms, tmp_path).version
    (tmp_path / "sigles.yaml").write_text(
        "sigles:\n  - {sigle: TVB, formes: [trame verte et bleue]}\n", encoding="utf-8"
    )
    assert KnownTerms(ANALYSER.word_terms, tmp_path).version != before
