"""Words are compared in one way."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from domain.identity import slugify
from domain.text_folding import fold, plain


def test_case_accents_ligatures_and_signs_do_not_count() -> None:
    assert fold("L’ÉVITEMENT sur‑le‑champ") == "l'evitement sur-le-champ"
    assert plain("Cœurs de nature, ex æquo") == "coeurs de nature, ex aequo"


@given(st.text(st.characters(max_codepoint=0x24F), max_size=60))
def test_folding_twice_changes_nothing_more_and_leaves_no_accent(text: str) -> None:
    folded = fold(text)
    assert not any(unicodedata.combining(char) for char in unicodedata.normalize("NFKD", folded))
    assert fold(folded) == folded


def test_a_slug_is_what_it_was() -> None:
    assert slugify("PLUi du Piémont de l’Ormèze") == "plui-du-piemont-de-lormeze"
    assert slugify("SCoT de l'Albigeois") == "scot-de-l-albigeois"


@given(st.text(max_size=60))
def test_every_sign_that_is_put_on_another_goes(text: str) -> None:
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‑", "-"))
    assert fold(text) == "".join(char for char in apart if not unicodedata.combining(char)).casefold()


def test_no_accent_comes_before_the_first() -> None:
    assert not any(unicodedata.combining(chr(code)) for code in range(0x300))
