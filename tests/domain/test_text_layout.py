"""Texts in columns: how many lines they take, and where they are cut."""

from __future__ import annotations

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text_layout import cut_in_lines, lines_in

WORDS = st.lists(st.text("abcdé-", min_size=1, max_size=40), min_size=1, max_size=40)
ENDS = st.lists(st.sampled_from([" ", "\n", "\n\n"]), min_size=40, max_size=40)


@settings(max_examples=50, deadline=None)
@given(words=WORDS, ends=ENDS, width=st.integers(2, 40))
def test_no_line_is_forgotten_and_nothing_is_lost_where_a_text_is_cut(
    words: list[str], ends: list[str], width: int
) -> None:
    text = "".join(word + end for word, end in zip(words, ends, strict=False)).strip()
    letters = max(1, int(width * 1.05))
    wrapped = sum(len(textwrap.wrap(line, letters)) or 1 for line in text.splitlines())
    assert lines_in(text, width) >= wrapped
    parts = cut_in_lines(text, width, 3)
    assert "".join(parts) == text
    assert len(parts) <= max(1, wrapped)


def test_a_text_that_fits_is_not_cut() -> None:
    assert cut_in_lines("Des haies\nprotégées.", 40, 2) == ["Des haies\nprotégées."]
