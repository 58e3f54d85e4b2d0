"""Stored form of the provenance of an answer; what any version stored is read, only this version is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from domain.enums import Verdict
from domain.provenance import (
    CriteriaOdds,
    MadeWith,
    NearSentence,
    PacketRecord,
    Provenance,
    ReadingProtocol,
    ReadingRecord,
    ScoredVerdict,
    SentencePlace,
    TracedPassage,
    TraceReason,
)
from domain.search import Side

#: Version of the form of a reading.
VERSION = 1
#: Names that sides of the index had before.
_SIDES = {"signs": Side.CUES}


def encode_provenance(provenance: Provenance) -> dict[str, Any]:
    """The provenance as JSON: one flat object, without the parts that are not known."""
    stored: dict[str, Any] = {}
    if provenance.made is not None:
        stored |= {**asdict(provenance.made), "evidence_tokens": list(provenance.evidence_tokens)}
    if provenance.presence_log_odds is not None:
        stored["presence_log_odds"] = list(provenance.presence_log_odds)
    if provenance.trace is not None:
        stored["trace"] = [_encode_passage(one) for one in provenance.trace]
    if provenance.criteria is not None:
        stored["criteria"] = dict(provenance.criteria)
    if provenance.criteria_odds is not None:
        stored["criteria_log_odds"] = [list(one) for one in provenance.criteria_odds.by_criterion]
        stored["weakest_log_odds"] = provenance.criteria_odds.weakest
    if provenance.nearest is not None:
        stored["nearest"] = [[one.piece, one.page, one.text] for one in provenance.nearest]
    if provenance.reading is not None:
        stored["reading"] = encode_reading(provenance.reading)
    if provenance.scored is not None:
        scored = provenance.scored
        stored["scored"] = {
            "proposed": scored.proposed.value,
            "chances": {verdict.value: chance for verdict, chance in scored.chances.items()},
            "criteria": dict(scored.criteria),
            "weights": scored.weights,
            "trained": scored.trained,
        }
    return stored


def decode_provenance(stored: Mapping[str, Any]) -> Provenance:
    """The provenance that any version stored; what it has that we do not know is left."""
    odds = stored.get("presence_log_odds")
    return Provenance(
        made=_decode_made(stored) if "model" in stored else None,
        evidence_tokens=tuple(stored.get("evidence_tokens", ())),
        presence_log_odds=None if odds is None else tuple(odds),
        trace=tuple(_decode_passage(one) for one in stored["trace"]) if "trace" in stored else None,
        criteria=dict(stored["criteria"]) if "criteria" in stored else None,
        criteria_odds=CriteriaOdds(
            tuple((str(key), odd) for key, odd in stored.get("criteria_log_odds", ())), stored["weakest_log_odds"]
        )
        if "weakest_log_odds" in stored
        else None,
        nearest=tuple(NearSentence(*one) for one in stored["nearest"]) if "nearest" in stored else None,
        reading=decode_reading(stored["reading"]) if "reading" in stored else None,
        scored=_decode_scored(stored["scored"]) if "scored" in stored else None,
    )


def encode_reading(reading: ReadingRecord) -> dict[str, Any]:
    """How an answer was read, as JSON."""
    return {
        "version": VERSION,
        "protocol": reading.protocol.value,
        "prompt_version": reading.prompt_version,
        "packets": [
            {
                "places": [[one.document, one.piece, one.position, one.page] for one in packet.places],
                "budget": packet.budget,
                "tokens": packet.tokens,
                "dropped": packet.dropped,
                "reply": packet.reply,
            }
            for packet in reading.packets
        ],
        "by_rule": reading.by_rule.value if reading.by_rule else None,
        "by_reader": reading.by_reader.value if reading.by_reader else None,
        "searched": reading.searched,
        "rejected": reading.rejected,
    }


def decode_reading(stored: Mapping[str, Any]) -> ReadingRecord:
    """How an answer was read, of any version."""
    by_rule, by_reader = stored.get("by_rule"), stored.get("by_reader")
    return ReadingRecord(
        protocol=ReadingProtocol(stored["protocol"]),
        prompt_version=str(stored["prompt_version"]),
        packets=tuple(
            PacketRecord(
                tuple(SentencePlace(*place) for place in packet["places"]),
                int(packet["budget"]),
                int(packet["tokens"]),
                int(packet["dropped"]),
                str(packet["reply"]),
            )
            for packet in stored["packets"]
        ),
        by_rule=Verdict(by_rule) if by_rule else None,
        by_reader=Verdict(by_reader) if by_reader else None,
        searched=stored.get("searched"),
        rejected=int(stored.get("rejected", 0)),
    )


def _decode_scored(stored: Mapping[str, Any]) -> ScoredVerdict:
    return ScoredVerdict(
        Verdict(stored["proposed"]),
        {Verdict(verdict): float(chance) for verdict, chance in stored["chances"].items()},
        {str(key): float(chance) for key, chance in stored["criteria"].items()},
        str(stored["weights"]),
        str(stored["trained"]),
    )


def _decode_made(stored: Mapping[str, Any]) -> MadeWith:
    return MadeWith(
        model=str(stored["model"]),
        model_digest=stored.get("model_digest"),
        quantisation=stored.get("quantisation"),
        context_window=int(stored.get("context_window") or 0),
        backend=str(stored.get("backend", "")),
        prompt_version=str(stored.get("prompt_version", "")),
        profile=str(stored.get("profile", "")),
        grid=stored.get("grid"),
        corpus=stored.get("corpus"),
        prompt_tokens=int(stored.get("prompt_tokens", 0)),
        completion_tokens=int(stored.get("completion_tokens", 0)),
        calls=int(stored.get("calls", 0)),
        seconds=dict(stored.get("seconds") or {}),
    )


def _encode_passage(one: TracedPassage) -> dict[str, Any]:
    why = [[reason.query, reason.side.value, reason.rank, reason.score] for reason in one.why]
    return {"passage": one.passage, "score": one.score, "batch": one.batch, "why": why}


def _decode_passage(stored: Mapping[str, Any]) -> TracedPassage:
    why = tuple(
        TraceReason(query, _SIDES.get(side) or Side(side), int(rank), float(score))
        for query, side, rank, score in stored.get("why", ())
    )
    return TracedPassage(str(stored["passage"]), float(stored["score"]), stored.get("batch"), why)
