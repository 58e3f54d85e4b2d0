"""Numbers that Writer shows before titles and items of lists."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.formats.readers.opendocument_reader import read_opendocument
from tests.ingestion.office_files import O_SPACES, opendocument, texts, write_zip

#: As LibreOffice writes them, of which it shows « TITRE I – », « Article I.1 », « a) », « ◦ », « 1° », « 5. ».
OUTLINE = (
    "<text:outline-style style:name='Outline'>"
    "<text:outline-level-style text:level='1' style:num-prefix='TITRE ' style:num-suffix=' –' style:num-format='I'/>"
    "<text:outline-level-style text:level='2' style:num-prefix='Article ' style:num-format='1'"
    " text:display-levels='2'/>"
    "<text:outline-level-style text:level='3' style:num-format=''/></text:outline-style>"
)
LISTS = (
    "<text:list-style style:name='L'>"
    "<text:list-level-style-number text:level='1' style:num-suffix=')' style:num-format='a'/>"
    "<text:list-level-style-bullet text:level='2' text:bullet-char='◦'/>"
    "<text:list-level-style-number text:level='3' style:num-suffix='°' style:num-format='1'/></text:list-style>"
    "<text:list-style style:name='M'>"
    "<text:list-level-style-number text:level='1' loext:num-list-format='%1%.' style:num-format='1'"
    " text:start-value='5' xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'/>"
    "</text:list-style>"
)


def shown(path: Path, body: str) -> list[str]:
    """What a text with these styles shows."""
    found = opendocument(path / "a.odt", body, styles=LISTS)
    with_outline = (
        f"<office:document-styles {O_SPACES}><office:styles>{OUTLINE}</office:styles></office:document-styles>"
    )
    with zipfile.ZipFile(found) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return texts(read_opendocument(write_zip(found, {**members, "styles.xml": with_outline})))


def title(text: str, level: int, more: str = "") -> str:
    return f"<text:h text:outline-level='{level}' {more}>{text}</text:h>"


def item(inner: str, more: str = "") -> str:
    inner = inner if inner.startswith("<") else f"<text:p>{inner}</text:p>"
    return f"<text:list-item {more}>{inner}</text:list-item>"


def test_titles_and_items_have_the_numbers_that_are_shown(tmp_path: Path) -> None:
    nested = (
        f"<text:p>deux</text:p><text:list>{item('<text:p>puce</text:p><text:list>' + item('sous') + '</text:list>')}"
    )
    body = (
        title("Dispositions", 1) + title("Hauteur", 2)
        + f"<text:list text:style-name='L'>{item('un')}{item(nested + '</text:list>')}"
        + item("<text:p>trois</text:p><text:p>suite de trois</text:p>")
        + "</text:list>"
        + title("Recul", 2) + title("Détail", 3)
        + f"<text:list xml:id='x' text:style-name='M'>{item('x')}</text:list><text:p>Coupe.</text:p>"
        + f"<text:list text:continue-numbering='true' text:style-name='M'>{item('y')}</text:list>"
        + "<text:list text:continue-list='x' text:style-name='M'><text:list-header><text:p>tête</text:p>"
        + f"</text:list-header>{item('z')}{item('')}{item('fin')}</text:list>"
        + title("Zones", 1) + title("Sans numéro", 2, "text:is-list-header='true'") + title("Emprise", 2)
        + f"<text:list text:style-name='M'>{item('neuf', 'text:start-value=' + chr(39) + '9' + chr(39))}{item('dix')}"
        + "</text:list>"
    )  # fmt: skip
    assert shown(tmp_path, body) == [
        "TITRE I – Dispositions", "Article I.1 Hauteur", "a) un", "b) deux", "puce", "1° sous", "c) trois",
        "suite de trois", "Article I.2 Recul", "Détail", "5. x", "Coupe.", "6. y", "tête", "7. z", "9. fin",
        "TITRE II – Zones", "Sans numéro", "Article II.1 Emprise", "9. neuf", "10. dix",
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["", "-4", "abc", "99999999999999999999"])
def test_odd_numbers_of_levels_do_no_harm(tmp_path: Path, said: str) -> None:
    odd = f"text:start-value='{said}'"
    body = f"<text:list text:style-name='L'>{item('un', odd)}{item('deux')}</text:list>"
    assert [text.rpartition(" ")[2] for text in shown(tmp_path, body)] == ["un", "deux"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 3), max_size=8))
def test_titles_count_like_their_levels(tmp_path_factory: pytest.TempPathFactory, levels: list[int]) -> None:
    """The rule told once more: a level counts on, and begins anew under each title above it."""
    wanted = []
    articles = parts = 0
    for level in levels:
        if level == 1:
            parts, articles = parts + 1, 0
        elif level == 2:
            parts, articles = max(parts, 1), articles + 1
        else:
            parts, articles = max(parts, 1), max(articles, 1)
        label = {1: f"TITRE {'I' * parts if parts < 4 else ''}", 2: f".{articles} "}.get(level, "")
        wanted.append(label)
    found = shown(tmp_path_factory.mktemp("odt"), "".join(title("x", level) for level in levels))
    assert all(label in text for label, text in zip(wanted, found, strict=True))
