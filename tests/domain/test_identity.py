from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UsageError
from domain.identity import check_slug, digest_of, passage_id, slugify


@given(st.text(max_size=200))
def test_what_slugify_makes_of_any_text_can_name_a_document(text: str) -> None:
    slug = slugify(text)
    if slug:
        assert check_slug(slug) == slug
        assert slugify(slug) == slug


@given(st.lists(st.text(alphabet="abc019", min_size=1, max_size=8), min_size=1, max_size=5).map("-".join))
def test_small_letters_digits_and_single_hyphens_are_a_slug(slug: str) -> None:
    assert check_slug(slug) == slug


@pytest.mark.parametrize(
    "slug", ["", "-", "a--b", "-a", "a-", "A", "é", "a b", "a/b", "..", "a\n", "a.b", "a" * 101, "plui_a"]
)
def test_other_texts_are_refused(slug: str) -> None:
    with pytest.raises(UsageError, match="tirets"):
        check_slug(slug)


@given(
    st.lists(st.text(alphabet="ab", max_size=3), max_size=4), st.lists(st.text(alphabet="ab", max_size=3), max_size=4)
)
def test_two_sequences_have_one_digest_only_if_they_are_equal(first: list[str], second: list[str]) -> None:
    assert (digest_of(first) == digest_of(second)) == (first == second)


def test_every_part_of_a_passage_counts_in_its_name() -> None:
    parts = ("plui-a", "padd", "0" * 64, 3, "Un texte.")
    others = [("plui-b", *parts[1:]), ("plui-a", "oap", *parts[2:]), (*parts[:2], "1" * 64, *parts[3:])]
    others += [(*parts[:3], 4, parts[4]), (*parts[:4], "Un autre.")]
    names = {passage_id(*one) for one in (parts, *others)}
    assert len(names) == 6
