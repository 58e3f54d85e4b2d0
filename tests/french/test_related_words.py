"""Words that mean the same: a sentence says the theme of a question in other words."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import SettingsError
from domain.text_folding import plain
from french.content_words import content_words
from french.question_analysis import Coverage, read_question
from french.related_words import NEAR, SAME, RelatedWords, forms_of, read_groups, word_groups

ENTRIES = sorted({entry for group in word_groups() for entry in (*group.same, *group.near)})


def coverage(question: str) -> Coverage:
    return Coverage(read_question(question), [])


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Où peut-on se garer ?", "Deux places de stationnement sont créées."),
        ("Un cabanon est-il permis ?", "Les annexes de moins de 20 m² sont admises."),
        ("Que devient la pluie ?", "Les eaux pluviales sont infiltrées à la parcelle."),
        ("Peut-on bâtir près d'un ruisseau ?", "Toute construction est interdite à moins de 10 m des cours d'eau."),
        ("Où rejeter l'eau ?", "L'eau est évacuée vers le réseau."),
        ("Quelles écoles ?", "Les équipements scolaires suffisent."),
        ("Qui contrôlera les rejets ?", "La commune surveille les déversements."),
        ("Quelle production communale ?", "La production de la commune est suivie."),
    ],
)
def test_a_sentence_says_more_of_a_question_by_related_words(question: str, sentence: str) -> None:
    asked = coverage(question)
    assert asked.related_of(sentence) > asked.of(sentence)
    assert asked.related_of(sentence) > 0.3


def test_a_sentence_off_the_subject_says_nothing_of_it() -> None:
    assert coverage("Où peut-on se garer ?").related_of("Les haies bordent les prairies.") == 0.0


def test_what_means_the_same_says_more_than_what_comes_near_and_less_than_the_word() -> None:
    asked = coverage("Quels ruisseaux ?")
    own, same, near = (asked.related_of(text) for text in ("Un ruisseau.", "Une rivière.", "Une berge."))
    assert (own, same, near) == pytest.approx((1.0, SAME, NEAR))


def test_a_phrase_is_said_by_all_of_its_words() -> None:
    asked = coverage("Quels ruisseaux ?")
    assert asked.related_of("Les cours d'eau.") == pytest.approx(SAME)
    assert asked.related_of("La cour de l'école.") == 0.0
    assert coverage("Quels cours d'eau ?").related_of("Les ruisseaux.") == pytest.approx(SAME)


def test_words_of_several_senses_come_near_each_other() -> None:
    told = coverage("Qui écrit ?").related_of("Le bureau d'études rédige.")
    assert [group.same for group in read_groups(b"x: ['~ a, b']", "x.yaml")] == [()]
    assert told == pytest.approx(NEAR)


def test_the_title_counts_as_part_of_the_sentence() -> None:
    asked = coverage("Quelle hauteur pour un cabanon ?")
    assert asked.related_of("Hauteur : 3 m.", "Annexes") > asked.related_of("Hauteur : 3 m.")


def test_a_question_that_is_no_longer_about_a_word_is_not_told_by_it() -> None:
    asked = coverage("Quelle hauteur pour un cabanon ?")
    assert asked.without(content_words("cabanon")).related_of("Les annexes.") == 0.0
    assert asked.without(content_words("cabanon")).related_of("La hauteur.") == pytest.approx(1.0)


def test_a_question_about_nothing_is_told_by_nothing() -> None:
    assert coverage("Combien ?").related_of("Les annexes.") == 0.0


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("limiter", "limitera"),
        ("rejeter", "rejetteront"),
        ("garantir", "garantissent"),
        ("maintenir", "maintenue"),
        ("construire", "construits"),
        ("interdire", "interdites"),
        ("vendre", "vendus"),
        ("permettre", "permettent"),
        ("communal", "communales"),
        ("routier", "routière"),
    ],
)
def test_forms_of_a_word_are_the_word(word: str, form: str) -> None:
    assert content_words(form) <= forms_of(word)


@given(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=6), st.lists(st.sampled_from(ENTRIES), max_size=6))
def test_related_words_never_say_less_than_the_words_themselves(theme: list[str], told: list[str]) -> None:
    asked = coverage(f"{' '.join(theme)} ?")
    sentence = ", ".join(told)
    assert asked.of(sentence) - 1e-9 <= asked.related_of(sentence) <= 1.0 + 1e-9


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_a_share(question: str, sentence: str) -> None:
    asked = coverage(question)
    assert asked.of(sentence) - 1e-9 <= asked.related_of(sentence) <= 1.0 + 1e-9


@given(st.sampled_from([group for group in word_groups() if len(group.same) > 1]), st.data())
def test_each_word_of_a_group_says_the_others(group: object, data: st.DataObject) -> None:
    one, other = data.draw(st.permutations(group.same))[:2]  # type: ignore[attr-defined]
    stems = content_words(one)
    told = RelatedWords({word: frozenset({word}) for word in stems}).told(content_words(other))
    assert all(told.get(word, 0.0) >= SAME for word in stems)


def test_each_entry_of_the_files_is_a_word_and_stands_once_in_its_group() -> None:
    for group in word_groups():
        entries = [plain(entry) for entry in (*group.same, *group.near)]
        assert len(entries) == len(set(entries)), f"the same word twice: {group}"
        assert len(entries) > 1, f"a word alone: {group}"
        assert len(group.same) != 1 or group.near, f"near to nothing: {group}"
        assert [entry for entry in entries if not content_words(entry)] == []
        assert [entry for entry in entries if len(entry.split()) > 8 or not entry[0].isalnum()] == []


def test_a_group_stands_once() -> None:
    groups = Counter(frozenset(plain(entry) for entry in (*one.same, *one.near)) for one in word_groups())
    assert [sorted(group) for group, times in groups.items() if times > 1] == []
    assert len(groups) >= 1_000


@pytest.mark.parametrize("content", ["- seul", "eau: ruisseau", "eau: [1]", "eau:\n  - a ~ b ~ c", "eau: [", "\x00"])
def test_a_file_of_another_form_is_refused_with_its_name(content: str) -> None:
    with pytest.raises(SettingsError, match="mots voisins") as told:
        read_groups(content.encode(), "eau.yaml")
    assert told.value.where == "french/data/mots_voisins/eau.yaml"
