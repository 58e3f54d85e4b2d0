"""Whether a model reads packets is measured: short packets with traps, then the sample dossier."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from answering.llm import ChatBackend, Message, Reply
from answering.llm.capabilities import ReadsPackets
from domain import CriterionState
from languages.entries.french_language import LANGUAGE as FRENCH
from sample import reading_probes
from tests.fakes import FakeApplication, FakeBackend
from use_cases.qualify import qualify
from use_cases.qualify_json import CardJson
from use_cases.qualify_reading import Probe, measure_reading, read_probes, run_probes
from use_cases.stored_dossier import PacketTrial

PROBES = read_probes(reading_probes())


class ProbeReader(FakeBackend):
    """Answers probes from their key; ``wrong`` of the first ones are read as established throughout."""

    def __init__(self, wrong: int = 0, prose: int = 0):
        super().__init__()
        self.wrong = wrong
        self.prose = prose
        self.read = 0

    def complete(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, max_tokens: int) -> Reply:
        text = "\n".join(message.content for message in messages)
        probe = next(one for one in PROBES if one.packet.sentences[0].text in text)
        self.read += 1
        if self.read <= self.prose:
            return Reply("Je ne sais pas.", 10, 5, 0.0)
        keys = re.findall(r"^- ([a-z_]+) \(", text, re.MULTILINE)
        first = next(iter(re.findall(r"^\[(\d+)\]", text, re.MULTILINE)))
        criteria = [{"key": key, "state": self._state(probe, key), "sentences": [int(first)]} for key in keys]
        return Reply(json.dumps({"criteria": criteria, "verdict": "non"}), 100, 10, 0.0)

    def _state(self, probe: Probe, key: str) -> str:
        if PROBES.index(probe) < self.wrong:
            return "established"
        return sorted(probe.states.get(key, [CriterionState.ABSENT]))[0].value


def level(
    backend: ChatBackend, standard: float, small: float = 0.0, *, helps: bool = False, false_yes: int = 0
) -> ReadsPackets:
    tried: list[bool] = []

    def trial(of_small: bool) -> PacketTrial:
        tried.append(of_small)
        return PacketTrial(15, small if of_small else standard, false_yes, None, None, None, 0, 15)

    return measure_reading(backend, PROBES, FRENCH, trial, worth_asking=helps).level


def test_probes_name_criteria_of_the_bundled_grid_and_existing_states() -> None:
    assert len(PROBES) == 16
    for probe in PROBES:
        assert probe.states.keys() <= {one.key for one in probe.indicator.rubric.criteria}
        assert len(probe.packet.sentences) >= 2


def test_a_careful_reader_passes_and_one_that_takes_all_for_established_does_not() -> None:
    assert run_probes(ProbeReader(), PROBES, FRENCH).passed
    figures = run_probes(ProbeReader(wrong=16), PROBES, FRENCH)
    # What an opinion alone says is never established, whatever the reader says of it: code sees to that.
    assert figures.false_share > 0.8
    assert not figures.passed


def test_what_a_model_is_good_for_follows_from_what_it_did() -> None:
    assert level(ProbeReader(), 0.93) is ReadsPackets.FULL
    assert level(ProbeReader(), 0.6, 0.9) is ReadsPackets.SMALL
    assert level(ProbeReader(), 0.6, 0.6, helps=True) is ReadsPackets.SENTENCES
    assert level(ProbeReader(wrong=8), 1.0) is ReadsPackets.NONE
    assert level(ProbeReader(wrong=8), 1.0, helps=True) is ReadsPackets.SENTENCES
    # A false « oui » in one cell of seven is no way to read, whatever the share of verdicts.
    assert level(ProbeReader(), 0.93, 0.93, false_yes=2) is ReadsPackets.NONE


def test_replies_that_need_repair_are_counted_against_it() -> None:
    figures = run_probes(ProbeReader(prose=3), PROBES, FRENCH)
    assert figures.valid_share < 0.95
    assert not figures.passed


def test_the_card_is_kept_for_the_service(application: FakeApplication) -> None:
    card = qualify(application, codes=["I05"], most_questions=1)
    assert card.reading is not None
    kept = application.capabilities.get(application.backend.card)
    assert kept is not None
    assert kept.reads_packets is card.reading.level
    assert CardJson.of(card).model_dump(mode="json")["reading"]["reads_packets"] == card.reading.level.value
