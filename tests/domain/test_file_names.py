from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.file_names import LONGEST_NAME, free_name, name_key, writable_name


def test_names_are_told_apart_as_every_system_does() -> None:
    assert name_key("RÈGLEMENT.md") == name_key("re\u0300glement.MD")
    taken = {name_key("a.md"), name_key("A (2).md")}
    assert free_name("a.md", taken) == "a (3).md"


@given(st.text(max_size=300))
def test_any_name_can_be_written(name: str) -> None:
    found = writable_name(name)
    assert 0 < len(found.encode("utf-8", "replace")) <= LONGEST_NAME
    assert not set('<>:"|?*\0\n') & set(found)
    assert writable_name(found) == found
