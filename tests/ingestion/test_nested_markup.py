"""Markup in markup in markup: a text shows where nothing around it hides it, once, in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.formats.readers.html_reader import read_html
from ingestion.formats.readers.opendocument_reader import read_opendocument
from ingestion.formats.readers.slides_reader import read_slides
from ingestion.formats.readers.word_reader import read_word
from tests.ingestion.office_files import opendocument, paragraph, run, shape, slides, texts, word

WORD_KEEPS = (
    "<w:ins>{}</w:ins>", "<w:moveTo>{}</w:moveTo>", "<w:smartTag>{}</w:smartTag>", "<w:hyperlink>{}</w:hyperlink>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:fldSimple w:instr='REF'>{}</w:fldSimple>",
    "<w:customXml>{}</w:customXml>", "<w:bdo>{}</w:bdo>",
    "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback/></mc:AlternateContent>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>IF</w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
)  # fmt: skip
WORD_HIDES = (
    "<w:del>{}</w:del>", "<w:moveFrom>{}</w:moveFrom>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
)  # fmt: skip
OPENDOCUMENT_KEEPS = (
    "<text:span>{}</text:span>", "<text:a>{}</text:a>", "<text:bookmark-ref>{}</text:bookmark-ref>",
    "<text:meta>{}</text:meta>",
    "<text:change-start/>{}<text:change-end/>", "<text:ruby><text:ruby-base>{}</text:ruby-base></text:ruby>",
)  # fmt: skip
OPENDOCUMENT_HIDES = (
    "<text:span text:style-name='Vieux'>{}</text:span>", "<text:span text:style-name='Cache'>{}</text:span>",
    "<office:annotation><text:p>{}</text:p></office:annotation>",
)  # fmt: skip
STYLES = (
    "<style:style style:name='Vieux' style:family='text'><style:text-properties style:text-line-through-style='solid'/>"
    "</style:style><style:style style:name='Cache' style:family='text'><style:text-properties text:display='none'/>"
    "</style:style>"
)
HTML_KEEPS = ("<b>{}</b>", "<a>{}</a>", "<ins>{}</ins>", "<font>{}</font>", "<label>{}</label>")
HTML_HIDES = (
    "<del>{}</del>", "<span hidden>{}</span>", "<i style='display:none'>{}</i>", "<b class='x'>{}</b>",
    "<template>{}</template>",
)  # fmt: skip

#: For each text the wrappers around it, innermost first: whether it hides, and which one it is.
Texts = Sequence[Sequence[tuple[bool, int]]]
WRAPPED = st.lists(
    st.lists(st.tuples(st.integers(0, 3).map(lambda one: one == 0), st.integers(0, 99)), max_size=4),
    min_size=1,
    max_size=6,
)


def _word(path: Path, inner: Sequence[str]) -> list[str]:
    return texts(read_word(word(path / "a.docx", "".join(paragraph(one) for one in inner))))


def _opendocument(path: Path, inner: Sequence[str]) -> list[str]:
    body = "".join(f"<text:p>{one}</text:p>" for one in inner)
    return texts(read_opendocument(opendocument(path / "a.odt", body, styles=STYLES)))


def _html(path: Path, inner: Sequence[str]) -> list[str]:
    body = "".join(f"<p>{one}</p>" for one in inner)
    page = f"<html><head><style>b.x {{ visibility: hidden }}</style></head><body>{body}</body></html>"
    (path / "a.html").write_text(page, encoding="utf-8")
    return texts(read_html(path / "a.html"))


Formats = tuple[Callable[[Path, Sequence[str]], list[str]], Callable[[str], str], Sequence[str], Sequence[str]]
FORMATS: dict[str, Formats] = {
    "Word": (_word, run, WORD_KEEPS, WORD_HIDES),
    "OpenDocument": (_opendocument, str, OPENDOCUMENT_KEEPS, OPENDOCUMENT_HIDES),
    "HTML": (_html, str, HTML_KEEPS, HTML_HIDES),
}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None)
@given(wrapped=WRAPPED)
def test_a_text_shows_where_nothing_around_it_hides_it(
    tmp_path_factory: pytest.TempPathFactory, name: str, wrapped: Texts
) -> None:
    read, plain, keeps, hides = FORMATS[name]
    inner, wanted = [], []
    for number, wrappers in enumerate(wrapped):
        markup = plain(f"haie{number}")
        for hiding, which in wrappers:
            kinds = hides if hiding else keeps
            markup = kinds[which % len(kinds)].format(markup)
        inner.append(plain(f"n{number} ") + markup + plain(" fin"))
        shown = not any(hiding for hiding, _ in wrappers)
        wanted.append(f"n{number} haie{number} fin" if shown else f"n{number} fin")
    assert read(tmp_path_factory.mktemp("imbrique"), inner) == wanted


#: A shape (whether it is hidden), or a group of them.
SHAPES = st.recursive(st.booleans(), lambda inner: st.tuples(st.booleans(), st.lists(inner, max_size=3)), max_leaves=8)


@settings(max_examples=25, deadline=None)
@given(trees=st.lists(st.lists(SHAPES, max_size=4), min_size=1, max_size=3), shown=st.lists(st.booleans(), min_size=3))
def test_groups_in_groups_of_slides(
    tmp_path_factory: pytest.TempPathFactory, trees: list[list[object]], shown: list[bool]
) -> None:
    number, wanted = count(), list[str]()

    def drawn(tree: object, visible: bool) -> str:
        if isinstance(tree, tuple):
            hidden, inner = tree
            mark = ' hidden="1"' if hidden else ""
            written = "".join(drawn(one, visible and not hidden) for one in inner)
            return (
                f"<p:grpSp><p:nvGrpSpPr><p:cNvPr id='1' name='g'{mark}/></p:nvGrpSpPr><p:grpSpPr/>{written}</p:grpSp>"
            )
        text = f"forme {next(number)}"
        wanted.extend([text] if visible and not tree else [])
        return shape(text, hidden=bool(tree))

    built = ["".join(drawn(one, visible) for one in tree) for tree, visible in zip(trees, shown, strict=False)]
    path = slides(tmp_path_factory.mktemp("pptx") / "a.pptx", *built, shown=tuple(shown[: len(built)]))
    assert texts(read_slides(path)) == wanted
