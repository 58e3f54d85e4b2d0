"""What people say of documents and answers: manual analyses, reviews and their clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.enums import Verdict


@dataclass(frozen=True, slots=True)
class Annotation:
    """One cell of a manual analysis; ``content`` holds its evidence and values as JSON."""

    document: str
    indicator: str
    annotator: str
    verdict: Verdict
    minutes: float | None
    content: Mapping[str, Any]


class Decision(StrEnum):
    """What a person says of an answer."""

    ACCEPTE = "accepte"
    CORRIGE = "corrige"
    DOUTE = "doute"


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on a cell.

    ``verdict`` is the person's own, None only where the person doubts without saying one. ``content`` holds
    the ``values`` and ``evidence`` that replace the answer's, each None where the answer's are kept. ``id`` of
    the current review is what a later one must name, so that nobody overwrites what they have not seen.
    ``seconds`` is the time that the clock counted for the person on this cell, None without a clock.
    """

    id: int
    document: str
    indicator: str
    answer: int
    reviewer: str
    decision: Decision
    verdict: Verdict | None
    comment: str | None
    seconds: float | None
    content: Mapping[str, Any]
    replaces: int | None
    current: bool
    created_at: datetime


class ClockMode(StrEnum):
    """Whether the person works from the document alone, or from the tool's answer."""

    MAIN = "main"
    ASSISTE = "assiste"


class ClockState(StrEnum):
    """``EN_PAUSE`` also after two minutes without a sign of the person."""

    EN_MARCHE = "en_marche"
    EN_PAUSE = "en_pause"
    ARRETE = "arrete"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time spent by a person on a cell; ``seconds`` counts up to ``last_at``, idle time left out."""

    id: str
    document: str
    indicator: str
    person: str
    mode: ClockMode
    state: ClockState
    seconds: float
    idle_stops: int
    started_at: datetime
    last_at: datetime
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True)
class GoldVersion:
    """A version of the manual analysis, by the digest of what it says."""

    digest: str
    name: str
    origin: str
    cells: int
    details: Mapping[str, Any]
    created_at: datetime
