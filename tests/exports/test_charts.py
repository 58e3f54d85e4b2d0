from __future__ import annotations

import io
import re
from dataclasses import replace
from html import escape
from itertools import pairwise

import pytest
from lxml import etree
from PIL import Image

from domain.errors import NothingToDeliver
from exports import ExportedDocument
from exports.charts import FILLS, bar_chart, interval_chart, stacked_chart
from exports.deliverables.registry_of_charts import chart_kinds, chart_named
from tests.exports.deliverable_samples import NEVER_SEEN, OLDER, material
from tests.exports.samples import GRID


def lightness(colour: str) -> float:
    """Of a colour as black-and-white print shows it, from 0 to 1 (ITU-R BT.601)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_pieces_are_told_apart_without_colour() -> None:
    for (face, hatch), (other, other_hatch) in pairwise(FILLS):
        assert abs(lightness(face) - lightness(other)) > 0.05
        assert hatch != other_hatch
    assert len({(round(lightness(face), 1), hatch) for face, hatch in FILLS}) == len(FILLS)


def test_a_chart_says_in_words_what_it_shows_and_is_drawn_in_both_forms() -> None:
    chart = stacked_chart(
        "Verdicts $établis$", [("I01 Trame", (2, 0, 1, 0, 3))], ("Oui", "Partiel", "Non", "Sans objet", "Non établi")
    )
    assert chart.text == "I01 Trame : Oui 2, Non 1, Non établi 3"
    drawn = etree.fromstring(chart.svg().encode())
    assert drawn.get("role") == "img"
    assert "Oui 2" in drawn.get("aria-label", "")
    assert Image.open(io.BytesIO(chart.png())).width > 800
    assert chart.picture().alternative.startswith("Verdicts")


def test_every_chart_says_in_words_what_it_shows_or_what_is_missing() -> None:
    whole = material()
    for kind in chart_kinds().values():
        text = kind.chart(whole).text
        assert re.search(r"\d", text), kind.name
        assert kind.content(whole, "svg").decode().count(escape(text.split(" ; ")[0])), kind.name
    alone = material(ExportedDocument(OLDER, GRID, (NEVER_SEEN,)))
    unseen = replace(alone, seconds={})
    missing = {kind.name for kind in chart_kinds().values() if kind.drawn(unseen) is None}
    assert missing == {"natures", "versions", "accord", "temps"}
    with pytest.raises(NothingToDeliver, match="deux versions"):
        chart_named("versions").content(unseen, "svg")


def test_a_version_stands_under_the_one_before_it() -> None:
    text = chart_named("versions").chart(material()).text
    assert text.index("PLUi arrêté") < text.index("PLUi approuvé")


def test_shares_carry_their_interval_and_n_and_numbers_their_unit() -> None:
    assert (
        interval_chart("Parts", [("PLUi", 0.5, (0.2, 0.8), 4)]).text == "PLUi : 50 %, intervalle de 20 % à 80 %, n = 4"
    )
    assert bar_chart("Minutes", [("I01", 2.5)], "min").text == "I01 : 2,5 min"
