"""Whether a model can read packets: short packets with traps first, then those of a dossier if it passes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from answering import DocumentContext
from answering.indicators.packet_checks import CARRYING, check_reading
from answering.llm import ChatBackend
from answering.llm.capabilities import Capabilities, ReadsPackets
from answering.packet_building import PacketRequest, build_packet
from answering.readers.packet_reader import PacketReader
from answering.trace import Costs
from domain import CriterionState, Packet, PieceKind, ScoredSentence, StoredSentence
from domain.errors import InvalidReply
from indicator_queries import Grid, find, load_grid
from indicator_queries.schema import Indicator
from languages import Language
from use_cases.ask import QuestionFigures
from use_cases.progress import Progress, silent
from use_cases.stored_dossier import PacketTrial

#: What a model must reach on the probes to be tried on a dossier. The probes are
#: sixteen: one criterion misread in ten, and one in twenty established where nothing is.
LEAST_STATES, MOST_FALSE, LEAST_JSON = 0.9, 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Probe:
    """A short packet and the states that a careful reader may give each criterion."""

    name: str
    indicator: Indicator
    packet: Packet
    states: dict[str, frozenset[CriterionState]]


@dataclass(frozen=True, slots=True)
class ProbeFigures:
    """What came of the probes: criteria judged, right, falsely established; replies and those valid at once."""

    criteria: int = 0
    right: int = 0
    nothing: int = 0
    falsely: int = 0
    replies: int = 0
    valid: int = 0
    failures: tuple[str, ...] = ()

    @property
    def right_share(self) -> float:
        """Share of criteria with a state that a careful reader gives."""
        return self.right / self.criteria if self.criteria else 0.0

    @property
    def false_share(self) -> float:
        """Share of criteria established, or partly so, among those where nothing is."""
        return self.falsely / self.nothing if self.nothing else 0.0

    @property
    def valid_share(self) -> float:
        """Share of replies that were valid JSON at the first attempt."""
        return self.valid / self.replies if self.replies else 0.0

    @property
    def passed(self) -> bool:
        """Whether the model reads well enough to be tried on a dossier."""
        return self.right_share >= LEAST_STATES and self.false_share <= MOST_FALSE and self.valid_share >= LEAST_JSON


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """How a model reads: probes, what came of the packets tried on a dossier, and what it is therefore good for.

    ``questions`` are those of the dossier, asked of a model that reads packets.
    """

    probes: ProbeFigures
    level: ReadsPackets
    standard: PacketTrial | None = None
    small: PacketTrial | None = None
    questions: QuestionFigures | None = None

    def capabilities(self, backend: ChatBackend, *, log_probabilities: bool) -> Capabilities:
        """What is kept of it for the service."""
        tried = self.standard if self.level is ReadsPackets.FULL else self.small
        verdicts = None if tried is None else tried.verdicts
        return Capabilities(
            self.level, backend.card.context_window, self.probes.valid_share, log_probabilities, verdicts
        )


def measure_reading(
    backend: ChatBackend,
    probes: Sequence[Probe],
    language: Language,
    trial: Callable[[bool], PacketTrial],
    *,
    worth_asking: bool,
    progress: Progress = silent,
) -> ReadingCard:
    """Put the reading of a model to the test.

    Args:
        backend: the model.
        probes: short packets with traps.
        language: that of the probes.
        trial: reads a dossier by packets, small ones if True.
        worth_asking: whether the model helps when it decides single sentences; what it does if it cannot read.
        progress: told of each probe.

    Raises:
        LlmUnavailable: the model cannot be reached.
    """
    figures = run_probes(backend, probes, language, progress)
    instead = ReadsPackets.SENTENCES if worth_asking else ReadsPackets.NONE
    if not figures.passed:
        return ReadingCard(figures, instead)
    standard = trial(False)
    if standard.passed:
        return ReadingCard(figures, ReadsPackets.FULL, standard)
    small = trial(True)
    return ReadingCard(figures, ReadsPackets.SMALL if small.passed else instead, standard, small)


def run_probes(
    backend: ChatBackend, probes: Sequence[Probe], language: Language, progress: Progress = silent
) -> ProbeFigures:
    """Let a model read the probes and count."""
    reader = PacketReader(backend, reply_tokens=800)
    counts = dict.fromkeys(("criteria", "right", "nothing", "falsely", "valid"), 0)
    failures = []
    for done, probe in enumerate(probes):
        progress("épreuves de lecture", done, len(probes))
        counts["criteria"] += len(probe.states)
        counts["nothing"] += sum(not states & CARRYING for states in probe.states.values())
        costs = Costs()
        try:
            reading = reader.read(probe.packet, probe.indicator, DocumentContext((), (), ""), costs)
        except InvalidReply as error:
            failures.append(f"{probe.name} : {error.message}")
            continue
        counts["valid"] += costs.calls == 1
        checked = check_reading(reading, probe.packet, probe.indicator, language)
        for key, states in probe.states.items():
            state = checked.state_of(key)
            counts["right"] += state in states
            counts["falsely"] += state in CARRYING and not states & CARRYING
    return ProbeFigures(**counts, replies=len(probes), failures=tuple(failures))


def read_probes(path: Path, grid: Grid | None = None) -> list[Probe]:
    """Read probes (JSON lines); their criteria are those of the bundled grid."""
    grid = grid or load_grid()
    probes = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        ranked = [
            ScoredSentence(
                StoredSentence("epreuve", piece, page, page, None, position, 0, len(text), text),
                1.0,
                (heading,),
                PieceKind.AUTRE,
            )
            for position, (piece, heading, page, text) in enumerate(entry["sentences"])
        ]
        request = PacketRequest(
            "epreuve",
            "epreuve",
            100_000,
            pieces=tuple(dict.fromkeys(piece for piece, *_ in entry["sentences"])),
            indicator=entry["indicator"],
        )
        states = {key: frozenset(map(CriterionState, allowed)) for key, allowed in entry["states"].items()}
        indicator = find(grid, entry["indicator"])
        probes.append(Probe(entry["name"], indicator, build_packet(ranked, request, len), states))
    return probes
