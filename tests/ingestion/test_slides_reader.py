"""PowerPoint as its slides are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.formats.office_content import AsideKind, Category
from ingestion.formats.readers.slides_reader import read_slides
from tests.ingestion.office_files import asides, shape, slides, texts


def group(*shapes: str) -> str:
    return f"<p:grpSp><p:nvGrpSpPr><p:cNvPr id='1' name='g'/></p:nvGrpSpPr><p:grpSpPr/>{''.join(shapes)}</p:grpSp>"


def test_groups_notes_and_hidden_slides(tmp_path: Path) -> None:
    path = slides(
        tmp_path / "a.pptx",
        shape("Pied de page", kind="ftr") + shape("7", kind="sldNum") + group(group(shape("12 mares créées")))
        + shape("Trame verte", kind="title") + shape("secret", hidden=True)
        + shape("abrogé", run_properties='strike="sngStrike"'),
        shape("Hypothèse abandonnée"),
        shape("Suites", kind="title"),
        shown=(True, False, True),
        notes={1: "Le budget est de 250 000 euros.", 2: "À taire."},
    )  # fmt: skip
    content = read_slides(path)
    assert texts(content) == ["Trame verte", "12 mares créées", "Le budget est de 250 000 euros.", "Suites"]
    assert [(one.part, one.category) for one in content.elements if "budget" in one.text] == [(1, Category.NOTE)]
    assert [one.part for one in content.elements if one.text == "Suites"] == [3]
    assert asides(content, AsideKind.HIDDEN) == ["secret", "Hypothèse abandonnée", "À taire."]
    assert asides(content, AsideKind.STRUCK) == ["abrogé"]


def test_tables_with_merged_cells(tmp_path: Path) -> None:
    def cell(text: str, spans: str = "") -> str:
        return f"<a:tc {spans}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    rows = (
        cell("Zone") + cell("Destination") + cell("Hauteur"),
        cell("UB", 'rowSpan="2"') + cell("Logement") + cell("9 m"),
        cell("", 'vMerge="1"') + cell("Commerce") + cell("7 m"),
        cell("UC", 'gridSpan="2"') + cell("", 'hMerge="1"') + cell("5 m"),
    )
    graphic = "".join(f"<a:tr>{row}</a:tr>" for row in rows)
    data = f"<a:graphicData><a:tbl>{graphic}</a:tbl></a:graphicData>"
    frame = f"<p:graphicFrame><a:graphic>{data}</a:graphic></p:graphicFrame>"
    assert texts(read_slides(slides(tmp_path / "a.pptx", frame))) == [
        "Zone : UB ; Destination : Logement ; Hauteur : 9 m",
        "Zone : UB ; Destination : Commerce ; Hauteur : 7 m",
        "Zone Destination : UC ; Hauteur : 5 m",
    ]


@given(st.lists(st.lists(st.tuples(st.integers(0, 99), st.booleans()), max_size=5), min_size=1, max_size=3))
def test_shapes_are_read_from_the_top_each_once(
    tmp_path_factory: pytest.TempPathFactory, trees: list[list[tuple[int, bool]]]
) -> None:
    built, wanted = [], []
    for number, places in enumerate(trees):
        shapes = [(top, f"forme {number}-{index}", grouped) for index, (top, grouped) in enumerate(places)]
        drawn = (shape(text, top=top) for top, text, _ in shapes)
        wrapped = (
            f"<mc:AlternateContent><mc:Choice>{one}</mc:Choice></mc:AlternateContent>" if inside else one
            for one, (_, _, inside) in zip(drawn, shapes, strict=True)
        )
        built.append("".join(wrapped))
        wanted += [text for _, text, _ in sorted(shapes, key=lambda one: one[0])]
    assert texts(read_slides(slides(tmp_path_factory.mktemp("pptx") / "a.pptx", *built))) == wanted
