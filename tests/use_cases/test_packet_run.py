"""A run whose model reads packets, behind a real server of the chat API."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from domain import ReadingProtocol, Verdict
from tests.chat_server import Answering, serving_chat
from tests.fakes import FakeApplication
from use_cases.answer_indicators import RunReport

CODES = ["I04", "I05", "I14"]


@pytest.fixture
def filled(filled: FakeApplication) -> FakeApplication:
    """The same, read in packets, three requests at a time."""
    filled.settings = filled.settings.model_copy(update={"llm_protocol": "packets", "llm_parallel": 3})
    return filled


def run(application: FakeApplication, answer: Answering) -> RunReport:
    with serving_chat(answer) as server:
        backend = application.open_backend(f"openai:{server.url}#lecteur")
        try:
            return application.analysis(backend=backend).run("plui-a", CODES)
        finally:
            backend.close()


def numbers(prompt: str, word: str) -> list[int]:
    """The numbers of the sentences that hold a word, as a reader would name them."""
    return [int(number) for number, text in re.findall(r"^\[(\d+)\] (.*)$", prompt, re.MULTILINE) if word in text]


def reading(messages: list[dict[str, str]], request: dict[str, Any]) -> str:
    """Everything is established by the sentence on wetlands, for the indicator on wetlands; else nothing is."""
    prompt = messages[-1]["content"]
    keys = re.findall(r"^- ([a-z_]+) \(", prompt, re.MULTILINE)
    about = "Indicateur I05" in prompt
    found = numbers(prompt, "zones humides") if about else []
    state = "established" if found else "absent"
    return json.dumps(
        {
            "criteria": [{"key": key, "state": state, "sentences": found} for key in keys],
            "cite": found,
            "values": [],
            "verdict": "oui" if found else "non",
            "missing": "",
        }
    )


def test_each_indicator_is_one_call_and_says_how_it_was_read(filled: FakeApplication) -> None:
    with serving_chat(reading) as server:
        backend = filled.open_backend(f"openai:{server.url}#lecteur")
        report = filled.analysis(backend=backend).run("plui-a", CODES)
        backend.close()
    assert len(server.requests) == 3
    verdicts = {answer.indicator: answer.verdict for answer in report.answers}
    assert verdicts == {"I04": Verdict.NON, "I05": Verdict.OUI, "I14": Verdict.NON}
    wet = report.answers[1]
    assert [(one.piece, one.page) for one in wet.citations] == [("reglement", 1)]
    page = filled.corpus.texts.page("plui-a", "reglement", 1).page.text
    assert wet.citations[0].quote in " ".join(page.split())
    stored = filled.corpus.answers.current("plui-a")[1]
    record = stored.provenance.reading
    assert record is not None
    assert record.protocol is ReadingProtocol.PACKETS
    assert json.loads(record.packets[0].reply)["verdict"] == "oui"
    assert report.failures == ()
    assert {answer.protocol for answer in report.answers} == {ReadingProtocol.PACKETS}


def test_a_prompt_stands_by_itself(filled: FakeApplication) -> None:
    """A person who is given the prompt alone can answer: rules, question, criteria, sentences, form of the reply."""
    with serving_chat(reading) as server:
        backend = filled.open_backend(f"openai:{server.url}#lecteur")
        filled.analysis(backend=backend).run("plui-a", ["I05"])
        backend.close()
    text = "\n".join(message["content"] for message in server.requests[0]["messages"])
    indicator = next(one for one in filled.grid.indicators if one.code == "I05")
    wanted = [indicator.question, indicator.rubric.oui, *(one.question for one in indicator.rubric.criteria)]
    for part in (*wanted, "quoted_from_other", '"missing"', "[1] ", "# reglement ["):
        assert part in text


def test_one_bad_reply_costs_one_cell_and_is_told(filled: FakeApplication) -> None:
    def answer(messages: list[dict[str, str]], request: dict[str, Any]) -> str:
        if any("Indicateur I05" in message["content"] for message in messages):
            return "Je ne sais pas répondre en JSON."
        return reading(messages, request)

    report = run(filled, answer)
    assert [answer.indicator for answer in report.answers] == ["I04", "I14"]
    assert [failure.indicator for failure in report.failures] == ["I05"]
    assert "deux essais" in report.failures[0].message
    assert {answer.indicator for answer in filled.corpus.answers.current("plui-a")} == {"I04", "I14"}
    again = run(filled, reading)
    assert (again.reused, len(again.answers)) == (2, 3)


def test_answers_of_another_protocol_are_not_taken_for_these(filled: FakeApplication) -> None:
    assert run(filled, reading).reused == 0
    filled.settings = filled.settings.model_copy(update={"llm_protocol": "sentences"})
    report = run(filled, lambda messages, request: "oui")
    assert (report.reused, len(report.answers)) == (0, 3)
    assert {answer.protocol for answer in report.answers} == {ReadingProtocol.SENTENCES}


def test_a_server_that_reads_packets_is_given_a_wider_window(filled: FakeApplication) -> None:
    backend = filled.open_backend("openai:http://127.0.0.1:9/v1#lecteur")
    assert backend.card.context_window == 32_768
    backend.close()
    filled.settings = filled.settings.model_copy(update={"llm_context": 12_000})
    backend = filled.open_backend("openai:http://127.0.0.1:9/v1#lecteur")
    assert backend.card.context_window == 12_000
    backend.close()


def test_two_questions_of_one_text_are_one_call_that_shows_both(filled: FakeApplication) -> None:
    """Alone, the second would not say of what it asks the total."""
    none = {"answers": [], "conditions": [], "contradicts": [], "lines": [], "complete": False, "missing": ""}
    asked = "Combien de zones humides sont protégées, et combien au total sur vingt ans ?"
    with serving_chat(lambda messages, request: json.dumps(none)) as server:
        backend = filled.open_backend(f"openai:{server.url}#lecteur")
        filled.analysis(backend=backend).ask("plui-a", asked)
        backend.close()
    (request,) = server.requests
    prompt = request["messages"][-1]["content"]
    assert "Combien de zones humides sont protégées ? combien au total sur vingt ans ?" in prompt
