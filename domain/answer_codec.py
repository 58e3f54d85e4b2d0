"""Stored form of answers: one JSON, in the columns of an answer and in the questions of conversations.

Version 1 kept warnings as French sentences, knew no outcome, and no number of its version; version 2 did not keep how
a question was understood. Whatever was stored by any version is read; only this version is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, cast

from domain.answers import Answer, Citation, CitedPart, Comparator, Outcome, Searched, Value
from domain.composed_codec import decode_composed, encode_composed
from domain.enums import Verdict
from domain.provenance_codec import decode_provenance, encode_provenance
from domain.warnings import AnswerWarning, WarningCode, WarningParams

VERSION = 3
_CITATION_FIELDS = frozenset(field.name for field in fields(Citation))
_VALUE_FIELDS = frozenset(field.name for field in fields(Value))

#: Sentences of version 1 that told counts: read once here, so that statistics of old answers stay what they were.
_UNKNOWN_SENTENCES_1 = re.compile(r"Phrases citées par le modèle mais inexistantes, écartées : ([0-9, -]+)\.")
_VALUE_DROPPED_1 = re.compile(r"Valeur écartée : « (.*) » n'est pas dans la phrase indiquée\.")
#: What version 1 wrote as the reason of a question off the subject: it had no other mark.
_OFF_TOPIC_1 = "Hors du sujet : aucun passage de ce document ne parle de ce que demande la question."


def encode_answer(answer: Answer) -> dict[str, Any]:
    """The whole of an answer as JSON."""
    return {
        "codec": VERSION,
        "document": answer.document,
        "indicator": answer.indicator,
        "question": answer.question,
        "verdict": answer.verdict.value,
        "rationale": answer.rationale,
        "values": [encode_value(value) for value in answer.values],
        "citations": [asdict(citation) for citation in answer.citations],
        "searched": encode_searched(answer.searched),
        "warnings": encode_warnings(answer.warnings),
        "llm": answer.llm,
        "seconds": answer.seconds,
        "record": encode_record(answer),
    }


def decode_answer(stored: Mapping[str, Any]) -> Answer:
    """The answer that any version stored.

    Args:
        stored: What :func:`encode_answer` wrote, or the columns of an answer under the same names with its citations
            as mappings.
    """
    record = dict(stored["record"])
    verdict = Verdict(stored["verdict"])
    outcome, composed = record.pop("outcome", None), record.pop("composed", None)
    return Answer(
        document=stored["document"],
        indicator=stored["indicator"],
        question=stored["question"],
        verdict=verdict,
        rationale=stored["rationale"],
        values=tuple(decode_value(value) for value in stored["values"]),
        citations=tuple(decode_citation(citation) for citation in stored["citations"]),
        searched=decode_searched(stored["searched"]),
        warnings=decode_warnings(stored["warnings"]),
        llm=stored["llm"],
        seconds=stored["seconds"],
        provenance=decode_provenance(record),
        outcome=Outcome(outcome) if outcome else _outcome_1(stored, verdict),
        composed=decode_composed(composed) if composed else None,
    )


def encode_value(value: Value) -> dict[str, Any]:
    """A value as JSON."""
    return {**asdict(value), "comparator": value.comparator.value if value.comparator else None}


def decode_value(stored: Mapping[str, Any]) -> Value:
    """A value of any version; what it has that we do not know is left."""
    known = {name: value for name, value in stored.items() if name in _VALUE_FIELDS}
    comparator = stored.get("comparator")
    return Value(**{**known, "comparator": Comparator(comparator) if comparator else None})


def decode_citation(stored: Mapping[str, Any]) -> Citation:
    """A citation of any version, the parts of its sentences on other pages included; what we do not know is left."""
    known = {name: value for name, value in stored.items() if name in _CITATION_FIELDS}
    for side in ("before", "after"):
        known[side] = decode_part(known.get(side))
    return Citation(**known)


def decode_part(stored: Any) -> CitedPart | None:
    """A part of a sentence on another page; None where nothing is kept."""
    return CitedPart(**stored) if stored else None


def encode_searched(searched: Searched) -> dict[str, Any]:
    """What was looked at, as JSON."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(searched).items()}


def decode_searched(stored: Mapping[str, Any]) -> Searched:
    """What was looked at, of any version."""
    fields_: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    return Searched(**fields_)


def encode_warnings(warnings: Sequence[AnswerWarning]) -> list[dict[str, Any]]:
    """Warnings as JSON: code and parameters."""
    return [{"code": warning.code.value, "params": dict(warning.params)} for warning in warnings]


def decode_warnings(stored: Sequence[str | Mapping[str, Any]]) -> tuple[AnswerWarning, ...]:
    """Warnings of any version; a sentence of version 1 stays as it was said."""
    return tuple(
        _warning_1(one)
        if isinstance(one, str)
        else AnswerWarning(WarningCode(one["code"]), cast(WarningParams, one["params"]))
        for one in stored
    )


def encode_record(answer: Answer) -> dict[str, Any]:
    """The provenance of an answer; what became of a question, and its lines, are kept with it."""
    composed = {} if answer.composed is None else {"composed": encode_composed(answer.composed)}
    return {**encode_provenance(answer.provenance), "outcome": answer.outcome.value, **composed}


def _warning_1(sentence: str) -> AnswerWarning:
    if numbers := _UNKNOWN_SENTENCES_1.fullmatch(sentence):
        return AnswerWarning.unknown_sentences(int(number) for number in numbers[1].split(","))
    if dropped := _VALUE_DROPPED_1.fullmatch(sentence):
        return AnswerWarning.value_dropped(dropped[1])
    return AnswerWarning.legacy(sentence)


def _outcome_1(stored: Mapping[str, Any], verdict: Verdict) -> Outcome:
    if stored["question"] is None or verdict is not Verdict.NON:
        return Outcome.ANSWERED
    return Outcome.OFF_TOPIC if stored["rationale"] == _OFF_TOPIC_1 else Outcome.NOT_FOUND
