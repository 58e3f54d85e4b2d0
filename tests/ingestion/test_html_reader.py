"""HTML as a browser shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.formats.office_content import AsideKind, Category, OfficeContent
from ingestion.formats.readers.html_reader import read_html
from tests.ingestion.office_files import asides, texts


def read(path: Path, text: str) -> OfficeContent:
    (path / "a.html").write_text(text, encoding="utf-8")
    return read_html(path / "a.html")


def test_what_is_not_shown_is_set_aside(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "<?xml version='1.0' encoding='iso-8859-1'?><html><head><title>x</title><style>.c, #d {display : none}"
        "@media print {p {display:none}} .r {text-decoration: line-through}</style></head><body><h1>Article 1</h1>"
        "<p>Visible <del>vieux</del>et <span class='b r'>abrogé</span>reste.<script>var x='secret'</script></p>"
        "<p style='display: none'>Caché.</p><p class='a c'>Par style.</p><p id='d'>Par nom.</p><p hidden>Autre.</p>"
        "<div>Suite<br>de la phrase.<br>- un point<ul><li>une haie</li></ul>fin</div></body></html>",
    )
    assert texts(content) == [
        "Article 1", "Visible et reste.", "Suite de la phrase. - un point", "une haie", "fin"
    ]  # fmt: skip
    assert asides(content, AsideKind.STRUCK) == ["vieux", "abrogé"]
    assert asides(content, AsideKind.HIDDEN) == ["Caché.", "Par style.", "Par nom.", "Autre."]
    assert content.elements[0].category is Category.TITLE
    assert "\n- un point" in content.elements[2].text


def test_tables_with_spans_heads_and_tables_inside(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "<table><caption>Règles</caption><thead><tr><th rowspan=2>Zone<th colspan=2>Hauteur</tr><tr><th>façade"
        "<th>faîtage</tr></thead><tr><td rowspan=2>UA<td>7 m<td>9 m<tr><td colspan=2>6 m<tr style='display:none'>"
        "<td>UX<td>1 m<td>1 m</table>"
        "<table><tr><td>Secteur<td>Règle<tr><td>Nord<td>Voir :<table><tr><td>Arbre<td>Distance<tr><td>Chêne<td>6 m"
        "</table></table>",
    )
    assert texts(content) == [
        "Règles",
        "Zone : UA ; Hauteur façade : 7 m ; Hauteur faîtage : 9 m",
        "Zone : UA ; Hauteur façade faîtage : 6 m",
        "Secteur : Nord ; Règle : Voir :",
        "Secteur : Nord ; Arbre : Chêne ; Distance : 6 m",
    ]


WORDS = st.lists(st.sampled_from(["haie", "mare", "forêt", "quai"]), min_size=1, max_size=3).map(" ".join)
KEPT = (
    "{}",
    "<b>{}</b>",
    "<a href='#'>{}</a>",
    "<span style='color:red'>{}</span>",
    "<ins>{}</ins>",
    "<font>{}</font>",
)
GONE = ("<s>{}</s>", "<span hidden>{}</span>", "<b style='display:none'>{}</b>", "<script>{}</script>", "<!--{}-->")
PIECES = st.lists(st.tuples(st.booleans(), st.integers(0, 5), WORDS), min_size=1, max_size=6)
BLOCKS = ("<p>{}</p>", "<div>{}</div>", "<h2>{}</h2>", "<ul><li>{}</li></ul>",
          "<section><div><p>{}</p></div></section>",
          "<table><tr><td>{}</td></tr></table>", "<blockquote>{}</blockquote>")  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(BLOCKS), PIECES), min_size=1, max_size=5))
def test_visible_text_comes_out_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[tuple[str, list[tuple[bool, int, str]]]]
) -> None:
    body, wanted = "", []
    for number, (block, pieces) in enumerate(blocks):
        inner, shown = f"n{number}", [f"n{number}"]
        for visible, form, text in pieces:
            kinds = KEPT if visible else GONE
            inner += " " + kinds[form % len(kinds)].format(text)
            shown += [text] if visible else []
        body += block.format(inner)
        wanted.append(" ".join(shown))
    assert texts(read(tmp_path_factory.mktemp("html"), f"<html><body>{body}</body></html>")) == wanted
