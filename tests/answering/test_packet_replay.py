"""Packets of the sample dossier and careful replies to them, recorded: what code makes of them, without any model.

One reply gives a value that its sentence does not bear, one a verdict that the rule of the grid does not give.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from answering.indicators.packet_checks import check_reading
from answering.indicators.packet_verdict import conclude
from answering.readers.packet_reply import PacketReply
from answering.reply import read_reply
from answering.reply_checks import build_citations
from domain import Packet, PacketSentence, PieceKind, StoredSentence
from indicator_queries import find, load_grid
from languages.entries.french_language import LANGUAGE as FRENCH

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("packet-*.json"))


def packet_of(stored: dict[str, Any]) -> Packet:
    sentences = tuple(
        PacketSentence(
            number,
            StoredSentence(
                stored["document"], one["piece"], one["page"], one["page"], one["label"], one["position"], one["start"],
                one["end"], one["text"], one["row"],
            ),
            tuple(one["heading"]),
            one["row"] or one["text"],
            PieceKind(one["kind"]),
        )
        for number, one in enumerate(stored["sentences"], 1)
    )  # fmt: skip
    return Packet(
        stored["document"], stored["indicator"], None, sentences, stored["budget"], stored["tokens"],
        stored["dropped"], "rapide",
    )  # fmt: skip


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_recorded_reply_gives_the_same_answer_again(path: Path) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    packet, expected = packet_of(stored["packet"]), stored["expected"]
    indicator = find(load_grid(), packet.indicator or "")
    reading = read_reply(stored["reply"], PacketReply).reading(stored["reply"])
    checked = check_reading(reading, packet, indicator, FRENCH)
    found = conclude(checked, indicator)
    assert found.verdict == expected["verdict"]
    assert {one.key: one.state.value for one in checked.criteria} == expected["criteria"]
    cited = {(one.piece, one.page) for one in build_citations(found.sentences, 30)}
    assert cited == {(piece, page) for piece, page in expected["pages"]}
    assert [[one.value, one.unit, one.page] for one in checked.values] == expected["values"]
    assert checked.dropped == expected["rejected"]


def test_fixtures_are_there() -> None:
    assert len(FIXTURES) == 3
