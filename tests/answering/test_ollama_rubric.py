"""The rubric and the structured reply through Ollama's protocol, when the server misbehaves in the middle."""

from __future__ import annotations

import pytest

from answering.evidence_sentences import read_hits
from answering.indicators.rubric import judge
from answering.reply import QuestionReply, ask, question_schema
from answering.trace import Costs
from domain import PieceKind, Verdict
from domain.errors import InvalidReply, LlmModelMissing, LlmUnavailable
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import FakeSentences, hits_of
from tests.answering.test_ollama import ASK, backend
from tests.answering.test_rubric import BINDS, FOUND, INDICATOR, sentences
from tests.scripted_engine import Crash, Logprobs, Slow

YES, NO = Logprobs({"oui": -0.1, "non": -3.0}), Logprobs({"oui": -3.0, "non": -0.1})


def judged(server):  # type: ignore[no-untyped-def]
    pieces = sentences(FOUND, BINDS)
    reads = read_hits(hits_of(pieces), FakeSentences(pieces), FRENCH)
    return judge(INDICATOR, reads, server, Costs(), kinds=(PieceKind.REGLEMENT,), asked=2, most=10)


def test_the_model_behind_ollama_confirms_or_refuses_each_criterion() -> None:
    with backend(YES, NO) as (ollama, _):
        assert judged(ollama).verdict is Verdict.PARTIEL


@pytest.mark.parametrize(("step", "error"), [(Crash(), LlmUnavailable), (Slow(2.0), LlmUnavailable)])
def test_a_server_lost_between_two_criteria_is_said_so(step: object, error: type[Exception]) -> None:
    with backend(YES, step, timeout=0.5) as (ollama, _), pytest.raises(error):  # type: ignore[arg-type]
        judged(ollama)


def test_broken_json_gets_one_repair_then_a_typed_error() -> None:
    good = '{"preuves": [1], "reponse": "Quarante."}'
    with backend('{"preuves": [1], "repo', good) as (ollama, _):
        reply, spent = ask(ollama, ASK, QuestionReply, question_schema(1), max_tokens=50)
    assert (reply.reponse, len(spent)) == ("Quarante.", 2)
    with backend("pas du JSON", "toujours pas") as (ollama, _), pytest.raises(InvalidReply):
        ask(ollama, ASK, QuestionReply, question_schema(1), max_tokens=50)


def test_a_model_taken_away_between_two_criteria_is_named() -> None:
    with backend(YES) as (ollama, engine):
        engine.models = []
        with pytest.raises(LlmModelMissing, match="ollama pull"):
            judged(ollama)
