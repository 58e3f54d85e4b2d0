"""Which text of an HTML page shows: the rules of style that hold, and what elements say themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.formats.office_content import AsideKind
from tests.ingestion.office_files import asides, texts
from tests.ingestion.test_html_reader import read


def shown(path: Path, style: str, body: str) -> list[str]:
    content = read(path, f"<html><head><style>{style}</style></head><body>{body}</body></html>")
    return " ".join(texts(content)).split()


@pytest.mark.parametrize(
    ("style", "element"),
    [
        ("div.x > p { display: none }", "<div class=x><p>KO</p></div>"),
        (".x p, .y p { visibility: hidden }", "<div class=y><section><p>KO</p></section></div>"),
        ("#x .y { opacity: 0 }", "<div id=x><b class=y>KO</b></div>"),
        ("p[data-etat=abroge] { display: none }", "<p data-etat=abroge>KO</p>"),
        ("@media screen { .x { display: none } }", "<p class=x>KO</p>"),
        (".x { display: block } .x { display: none }", "<p class=x>KO</p>"),
        ("p.x { display: none } .x { display: block }", "<p class=x>KO</p>"),
        (".x { display: none !important }", "<p class=x style='display: block'>KO</p>"),
        (".x { position: absolute; left: -9999px }", "<p class=x>KO</p>"),
        (".x { clip: rect(0, 0, 0, 0); width: 1px }", "<p class=x>KO</p>"),
        (".x { height: 0; overflow: hidden }", "<p class=x>KO</p>"),
        (".x { font-size: 1px }", "<p class=x>KO</p>"),
        (".x { color: #FFF }", "<p class=x>KO</p>"),
        (".x { color: hsl(0, 0%, 100%) }", "<p class=x>KO</p>"),
        (".x { color: rgb(100% 100% 100%) }", "<p class=x>KO</p>"),
        (".x { font: 0/0 a }", "<p class=x>KO</p>"),
        (".x { font: italic 700 1px serif }", "<p class=x>KO</p>"),
        (".o { color: red; & .x, .y { display: none } }", "<div class=o><p class=x>KO</p></div>"),
        (".o, .w { .y { display: none } color: red }", "<div class=w><p class=y>KO</p></div>"),
        (".o { > .x { &.z { display: none } } }", "<div class=o><p class='x z'>KO</p></div>"),
        (".o { @media screen { .x { display: none } } }", "<div class=o><p class=x>KO</p></div>"),
        ("", "<p style='color: white'>KO</p>"),
        ("", "<p hidden><s>KO</s></p>"),
        ("", "<dialog>KO</dialog>"),
        ("", "<input type=hidden value=KO>"),
    ],
)
def test_what_no_reader_of_the_page_sees_is_set_aside_once(tmp_path: Path, style: str, element: str) -> None:
    content = read(tmp_path, f"<html><head><style>{style}</style></head><body>{element}<p>vu</p></body></html>")
    assert texts(content) == ["vu"]
    assert asides(content, AsideKind.HIDDEN) == ([] if "input" in element else ["KO"])


@pytest.mark.parametrize(
    ("style", "element"),
    [
        ("@media print { .x { display: none } }", "<p class=x>vu</p>"),
        ("@media (max-width: 600px) { .x { display: none } } .y { color: red }", "<p class=x>vu</p>"),
        (".x { display: none } body .x { display: block }", "<p class=x>vu</p>"),
        (".x { display: none }", "<p class=x style='display: inline'>vu</p>"),
        (".x { visibility: hidden } .x b { visibility: visible }", "<p class=x><b>vu</b></p>"),
        (".x { color: #fff; background: #036 }", "<p class=x>vu</p>"),
        (".x { color: hsl(0, 0%, 90%); font: 700 12px/1 serif }", "<p class=x>vu</p>"),
        (".o { & .x { display: none } }", "<p class=x>vu</p>"),
        (".o { .x { display: none } } .o .x { display: block }", "<div class=o><p class=x>vu</p></div>"),
        ("p:is(.a, .b) { color: red } .x { display: none } p.x { display: block", "<p class=x>vu</p>"),
        ("table { background: navy } td { color: white }", "<table><tr><td>vu</td></tr></table>"),
        ("", "<link rel=stylesheet href=a.css><p style='color: white'>vu</p>"),
        ("a::before { display: none } p:hover { display: none } ..x { display: none }", "<p class=x>vu</p>"),
        ("del { text-decoration: none }", "<del>vu</del>"),
        ("", "<details><summary>vu</summary></details>"),
        ("", "<dialog open>vu</dialog>"),
    ],
)
def test_what_shows_is_read(tmp_path: Path, style: str, element: str) -> None:
    assert shown(tmp_path, style, element) == ["vu"]


def test_fields_and_forms_in_tables_and_tables_that_place_text(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "<table><form><tr><th>Zone<th>Commerce<th>Choix</tr></form><tr><td>UA<td><input type=checkbox checked> admis"
        "<td><select><option>1 place<option selected>2 places</select></table>"
        "<table><tr><td>Nord<td>sous réserve<table><caption>Arbres</caption><tr><td>Chêne<td>6 m</table></table>"
        "<table><tr><td><h2>Article 2</h2><p>Une règle de 40 m<sup>2</sup>.</p><td>Menu</table>"
        "<table>Avant<tr><td>a<td>b</table><template>modèle</template>",
    )
    assert texts(content) == [
        "Zone : UA ; Commerce : ☑ admis ; Choix : 2 places", "Nord ; sous réserve Arbres", "Nord ; Chêne ; 6 m",
        "Article 2", "Une règle de 40 m².", "Menu", "Avant", "a ; b",
    ]  # fmt: skip
    assert asides(content, AsideKind.UNUSED) == ["modèle", "1 place"]  # what is not chosen, and what no page shows


WORDS = st.sampled_from(["haie", "mare", "forêt", "quai"])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(WORDS, st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_rows_of_tables_in_tables_show_what_is_visible_once(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, bool, bool]]
) -> None:
    body, wanted = "", []
    for number, (word, hidden, nested) in enumerate(cells):
        first, text, last = (f"{one}{100_000 + number}" for one in ("n", word, "x"))  # too few letters for a name
        inner = f"<table><tr><td>{text}</td><td>{last}</td></tr></table>" if nested else f"{text} {last}"
        body += f"<tr {'class=gone' if hidden else ''}><td>{first}</td><td>{inner}</td></tr>"
        wanted += [] if hidden else [first, text, last]
    found = shown(tmp_path_factory.mktemp("html"), "tr.gone { display: none }", f"<table>{body}</table>")
    assert [one for one in found if one != ";"] == wanted


@pytest.mark.parametrize("tag", ["font", "div", "b"])
def test_tags_that_are_never_closed_lose_nothing(tmp_path: Path, tag: str) -> None:
    assert shown(tmp_path, "", f"<p>avant</p>{f'<{tag}>' * 600}haie<p>après") == ["avant", "haie", "après"]
