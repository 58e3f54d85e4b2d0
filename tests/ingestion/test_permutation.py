from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingestion.layout.columns import find_columns
from ingestion.layout.permutation import BREAK, JOINTS, place_in_file, places_in_order, reordered, runs_in_order


@given(st.lists(st.tuples(st.sampled_from("abcdé"), st.integers(0, 3)), max_size=40))
def test_reordering_keeps_every_character_and_knows_where_it_was(items: list[tuple[str, int]]) -> None:
    text = "".join(char for char, _ in items)
    order = runs_in_order(text, [(key,) for _, key in items])
    result = reordered(text, order)
    assert sorted(result.replace(JOINTS[BREAK], "")) == sorted(text)
    for place, char in enumerate(text):
        position = places_in_order(order, len(text))[place]
        assert position is not None
        assert result[position] == char
        assert place_in_file(order, position) == place
    keys = [key for _, key in items]
    assert (order == ()) == (keys == sorted(keys))


def test_columns_written_line_by_line_are_found_and_a_column_after_the_other_is_left() -> None:
    left = [(50.0, 100.0 + 14 * row, 270.0, 111.0 + 14 * row) for row in range(12)]
    right = [(310.0, 100.0 + 14 * row, 540.0, 111.0 + 14 * row) for row in range(12)]
    across = [rect for pair in zip(left, right, strict=True) for rect in pair]
    found = find_columns(across, 595)
    assert found is not None
    assert 270 < found.gutters[0] < 310
    assert find_columns([*left, *right], 595) is None


def test_a_narrow_column_of_numbers_is_no_column_of_prose() -> None:
    rows = [
        rect
        for row in range(12)
        for rect in (
            (50.0, 100.0 + 14 * row, 270.0, 111.0 + 14 * row),
            (310.0, 100.0 + 14 * row, 340.0, 111.0 + 14 * row),
        )
    ]
    assert find_columns(rows, 595) is None
