"""How long a person worked on a cell, counted from the heartbeats of the page on which the person works.

A page sends a heartbeat when the person does something (a key, a scroll, a click). From one heartbeat to the next the
time between is counted, two minutes at most: the person who goes for a coffee pays two minutes, whichever
way they work. After two minutes without a heartbeat the clock is in pause, even if the page died.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from corpus.engine import storage_errors
from corpus.models.review_rows import ClockRow
from corpus.revisions import Revisions
from domain import Clock, ClockMode, ClockState
from domain.errors import ClockStopped, UnknownClock

IDLE_SECONDS = 120.0


def utc_now() -> datetime:
    """Current time in UTC, without time zone, to the microsecond."""
    return datetime.now(UTC).replace(tzinfo=None)


class ClockStore:
    """Clocks of people on cells. One person works on one cell at a time: starting one pauses the others."""

    def __init__(self, engine: Engine, path: Path, revisions: Revisions, now: Callable[[], datetime] = utc_now):
        """``now`` is the server's time: that of a browser may be wrong, or be set."""
        self._engine = engine
        self._path = path
        self._revisions = revisions
        self.now = now

    def start(self, document: str, indicator: str, person: str, mode: ClockMode) -> Clock:
        """Start, or go on with, the person's clock on this cell; their clocks on other cells pause."""
        at = self.now()
        with storage_errors(self._path), Session(self._engine, expire_on_commit=False) as session:
            running = select(ClockRow).where(ClockRow.person == person, ClockRow.state != ClockState.ARRETE)
            rows = session.scalars(running.order_by(ClockRow.started_at)).all()
            own: ClockRow | None = None
            for row in rows:
                _count(row, at)
                if (row.document, row.indicator, row.mode) == (document, indicator, mode):
                    own = row
                else:
                    row.state = ClockState.EN_PAUSE
            if own is None:
                own = ClockRow(
                    id=uuid.uuid4().hex,
                    document=document,
                    indicator=indicator,
                    person=person,
                    mode=mode,
                    seconds=0.0,
                    idle_stops=0,
                    started_at=at,
                )
                session.add(own)
            own.state, own.last_at = ClockState.EN_MARCHE, at
            with self._revisions.of_documents(document, *(row.document for row in rows)):
                session.commit()
            return _clock(own)

    def heartbeat(self, identifier: str) -> Clock:
        """The person did something. A clock that idleness paused runs again, from now.

        Raises:
            UnknownClock: no clock has this identifier.
            ClockStopped: it was stopped.
        """
        return self._change(identifier, ClockState.EN_MARCHE)

    def pause(self, identifier: str) -> Clock:
        """Stop counting until the next start or heartbeat.

        Raises:
            UnknownClock: no clock has this identifier.
            ClockStopped: it was stopped.
        """
        return self._change(identifier, ClockState.EN_PAUSE)

    def stop(self, identifier: str) -> Clock:
        """End the measure; stopping twice changes nothing.

        Raises:
            UnknownClock: no clock has this identifier.
        """
        return self._change(identifier, ClockState.ARRETE)

    def get(self, identifier: str) -> Clock:
        """A clock as it stands now: in pause when its person worked on no page for two minutes.

        Raises:
            UnknownClock: no clock has this identifier.
        """
        with Session(self._engine) as session:
            row = _row(session, identifier)
            _settle(row, self.now())
            return _clock(row)

    def all(self, document: str | None = None) -> list[Clock]:
        """Every clock, of one document where one is named, as it stands now."""
        at = self.now()
        with Session(self._engine) as session:
            query = select(ClockRow).order_by(ClockRow.started_at, ClockRow.id)
            rows = session.scalars(query if document is None else query.where(ClockRow.document == document)).all()
            for row in rows:
                _settle(row, at)
            return [_clock(row) for row in rows]

    def _change(self, identifier: str, state: ClockState) -> Clock:
        with storage_errors(self._path), Session(self._engine, expire_on_commit=False) as session:
            row = _row(session, identifier)
            if row.state == ClockState.ARRETE:
                if state is ClockState.ARRETE:
                    return _clock(row)
                raise ClockStopped(
                    "Ce chronomètre est arrêté.", where=identifier, remedy="Démarrez-en un autre sur la même case."
                )
            at = self.now()
            _count(row, at)
            row.state, row.last_at = state, at
            if state is ClockState.ARRETE:
                row.stopped_at = at
            with self._revisions.of_documents(row.document):
                session.commit()
            return _clock(row)


def _count(row: ClockRow, at: datetime) -> None:
    """Add the time since the last heartbeat, two minutes at most, if the clock was running."""
    if row.state != ClockState.EN_MARCHE:
        return
    since = max(0.0, (at - row.last_at).total_seconds())  # a server clock set back counts nothing
    row.seconds += min(since, IDLE_SECONDS)
    row.idle_stops += since > IDLE_SECONDS
    row.last_at = at


def _settle(row: ClockRow, at: datetime) -> None:
    """What a reader sees: the time up to now, and a pause where the person is idle; nothing is written."""
    if row.state == ClockState.EN_MARCHE:
        idle = (at - row.last_at).total_seconds() > IDLE_SECONDS
        _count(row, at)
        if idle:
            row.state = ClockState.EN_PAUSE


def _row(session: Session, identifier: str) -> ClockRow:
    row = session.get(ClockRow, identifier)
    if row is None:
        raise UnknownClock(f"Aucun chronomètre n'a l'identifiant « {identifier} ».")
    return row


def _clock(row: ClockRow) -> Clock:
    return Clock(
        id=row.id,
        document=row.document,
        indicator=row.indicator,
        person=row.person,
        mode=ClockMode(row.mode),
        state=ClockState(row.state),
        seconds=round(row.seconds, 3),
        idle_stops=row.idle_stops,
        started_at=row.started_at,
        last_at=row.last_at,
        stopped_at=row.stopped_at,
    )
