"""Small pages of many kinds, each with what a browser shows of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.formats.office_content import AsideKind, ContentBuilder, OfficeContent
from ingestion.formats.readers.html_reader import add_html
from tests.ingestion.office_files import asides, texts


def read(page: str) -> OfficeContent:
    builder = ContentBuilder()
    add_html(page, builder)
    return builder.build()


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=5><li>a<li>b</ol>", ["5. a", "6. b"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ol type=A><li>a<li value=7>b<li>c</ol>", ["A. a", "G. b", "H. c"]),
        ("<ol><li>a<ol type=i><li>x<li>y</ol><li>b</ol>", ["1. a", "i. x", "ii. y", "2. b"]),
        ("<style>ol{list-style:upper-roman inside}</style><ol><li>a<li>b</ol>", ["I. a", "II. b"]),
        ("<ol style='list-style:none'><li>a</ol><ul><li>b</ul>", ["a", "b"]),
        ("<ol><li>a<li hidden>h<li>b</ol>", ["1. a", "2. b"]),
        ("<ol><li><p>a</p><p>suite</p><li></ol><ol><li></li><li>b</ol>", ["1. a", "suite", "2. b"]),
        ("<table><tr><th>Z<th>R<tr><td>UA<td><ol><li>x<li>y</ol></table>", ["Z : UA ; R : 1. x 2. y"]),
        ("<style>.n::before{content:'NON '}</style><p>sont <b class=n>admis</b></p>", ["sont NON admis"]),
        ("<style>.n:after{content:' m\\b2'}</style><p><b class=n>40</b> au plus", ["40 m² au plus"]),
        ("<style>b:after{content:counter(x)} i:before{content:'\\f101'}</style><p><b>a</b><i>b</i>", ["ab"]),
        (
            "<p><math><msup><mi>m</mi><mn>2</mn></msup></math>, <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>",
            ["m², 1/2"],
        ),
        ("<p>m<sup><b>2</b></sup>, 320<sup><a href='#n'>1</a></sup>", ["m², 320¹"]),
        ("<style>.e{vertical-align:super}</style><p>m<span class=e>2</span>", ["m²"]),
        ("<p>cons<wbr>truction <b>neu<wbr>ve</b>", ["construction neuve"]),
        ("<style>@media (max-width:600px){p{display:none}}</style><p>a", ["a"]),
        ("<style>@media print{p{display:none}}</style><p>a", ["a"]),
        ("<ul style='font-size:0'><li style='font-size:14px'>a</ul>", ["a"]),
        ("<div style='color:white'><p style='color:#333'>a</p></div>", ["a"]),
        ("<div style='background:#123'><p style='color:white'>a</p></div>", ["a"]),
        ("<p aria-hidden=true>a", ["a"]),
        (
            "<style>h2{text-transform:uppercase}</style><h2>zone <i style='text-transform:none'>ua</i> b</h2>",
            ["ZONE ua B"],
        ),
        ("<p style='text-transform:capitalize'>l'îlot vert</p>", ["L'îlot Vert"]),
        ("<table><tr><th>Z<th>H<tr><td colspan=0>UA<td>9</table>", ["Z : UA ; H : 9"]),
        ("<table><tr><th>Z<th>H<tr><td rowspan=0>UA<td>9<tr><td>8</table>", ["Z : UA ; H : 9", "Z : UA ; H : 8"]),
        (
            "<table><tr><th>Z<th>H<tbody><tr><td rowspan=0>UA<td>9<tr><td>8<tbody><tr><td>UB<td>7</table>",
            ["Z : UA ; H : 9", "Z : UA ; H : 8", "Z : UB ; H : 7"],
        ),
        (
            "<table><tr><th>Z<th>R<tr><td>UA<td><details><summary>Voir</summary>9 m</details></table>",
            ["Z : UA ; R : Voir 9 m"],
        ),
    ],
)
def test_what_a_page_shows(page: str, shown: list[str]) -> None:
    assert texts(read(page)) == shown


@pytest.mark.parametrize(
    "style",
    [
        "max-height:0;overflow:hidden", "clip-path:inset(100%)", "clip-path:circle(0)", "transform:scale(0)",
        "transform:translateX(-9999px)", "content-visibility:hidden", "position:absolute;right:-9999px",
        "margin-left:-9999px", "color:#123456;background:#123456", "font-size:0", "color:white",
        "color:rgba(10, 20, 30, 0)", "color:rgb(0 0 0 / 0%)", "color:#00000000",
    ],
)  # fmt: skip
def test_what_no_browser_shows(style: str) -> None:
    content = read(f"<div style='{style}'>caché</div><p>lu</p>")
    assert (texts(content), asides(content, AsideKind.HIDDEN)) == (["lu"], ["caché"])


@pytest.mark.parametrize(
    "rules",
    [
        "<!-- .a{display:none} -->", "@layer x{.a{display:none}}", "@supports (display:grid){.a{display:none}}",
        "@media screen and (min-width:40em){.a{display:none}}", "@media print, screen{.a{display:none}}",
    ],
)  # fmt: skip
def test_rules_that_hold_on_a_screen(rules: str) -> None:
    assert texts(read(f"<style>{rules}</style><p class=a>caché</p><p>lu")) == ["lu"]


def test_white_by_old_attributes() -> None:
    content = read("<body bgcolor=white><p><font color=white>caché</font>lu")
    assert (texts(content), asides(content, AsideKind.HIDDEN)) == (["lu"], ["caché"])
    assert texts(read("<body bgcolor=navy><p><font color=white>lu</font>")) == ["lu"]


def test_what_stands_in_the_place_of_an_object_is_kept() -> None:
    content = read("<object>secours</object><p>lu")
    assert (texts(content), asides(content, AsideKind.UNUSED)) == (["lu"], ["secours"])


# --- any page of these kinds -----------------------------------------------------------------------

WORD = st.sampled_from(["haie", "mare", "forêt", "quai"])
SHOWN = (
    "{}", "<b>{}</b>", "<span style='font-size:0'><i style='font-size:1em'>{}</i></span>", "<a href='#'>{}</a>",
    "<span style='color:white;background:#123'>{}</span>", "<ins>{}</ins>", "<label>{}</label>", "<font>{}</font>",
    "<span style='visibility:hidden'><i style='visibility:visible'>{}</i></span>", "<input value='{}'>", "<wbr>{}",
)  # fmt: skip
UNSEEN = (
    "<del>{}</del>", "<span hidden>{}</span>", "<span style='display:none'>{}</span>", "<template>{}</template>",
    "<span style='opacity:0'>{}</span>", "<span style='font-size:1px'>{}</span>", "<script>{}</script>",
    "<span style='text-decoration:line-through'><i>{}</i></span>", "<input type=hidden value='{}'>", "<!-- {} -->",
)  # fmt: skip
PIECES = st.lists(st.tuples(st.booleans(), st.integers(0, 10), WORD), min_size=1, max_size=6)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["p", "h2", "li", "td", "pre"]), PIECES), min_size=1, max_size=4))
def test_visible_text_comes_out_once_and_in_order(blocks: list) -> None:  # type: ignore[type-arg]
    page, wanted = "", []
    for number, (tag, pieces) in enumerate(blocks):
        inner, said = f"n{number}", [f"n{number}"]
        for seen, form, word in pieces:
            kinds = SHOWN if seen else UNSEEN
            inner += " " + kinds[form % len(kinds)].format(word)
            said += [word] if seen else []
        around = {"td": "<table><tr>{}</tr></table>", "li": "<ol start=3>{}</ol>"}.get(tag, "{}")
        page += around.format(f"<{tag}>{inner}</{tag}>")
        wanted.append(("3. " if tag == "li" else "") + " ".join(said))
    assert texts(read(page)) == wanted
