"""What servers send in the place of a reply: read where it says something, else told as an error of ours."""

from __future__ import annotations

import contextlib
import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.json_mending import mended_json
from answering.llm import Message
from answering.llm.ollama import OllamaBackend
from answering.llm.openai import OpenAICompatibleBackend
from answering.reply import QuestionReply, read_reply
from domain.errors import BiollmError, ContextOverflow, InvalidReply, LlmOutOfMemory, LlmUnavailable
from tests.chat_server import Answering, Raw, Refusal, serving_chat

ASK = [Message("user", "Les haies sont-elles protégées ?")]


def written(answer: Answering) -> str:
    """What a model behind an OpenAI-compatible server writes."""
    with serving_chat(answer) as server:
        backend = OpenAICompatibleBackend(server.url, "lecteur")
        try:
            return backend.complete(ASK, schema=None, max_tokens=20).text
        finally:
            backend.close()


def body(**content: Any) -> Answering:
    return lambda messages, request: Raw(json.dumps(content).encode())


def choice(**said: Any) -> Answering:
    return body(id="1", object="chat.completion", created=0, model="m", choices=[{"index": 0, **said}])


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (body(error={"message": "model is loading", "code": 503}), LlmUnavailable, "model is loading"),
        (body(error="panne"), LlmUnavailable, "panne"),
        (body(detail="Not Found"), LlmUnavailable, "Not Found"),
        (body(error={"message": "CUDA out of memory"}), LlmOutOfMemory, "mémoire manque"),
        (body(error={"message": "the request exceeds the available context size"}), ContextOverflow, "available"),
        (body(id="1", choices=None), LlmUnavailable, "vide"),
        (body(id="1", choices=[]), LlmUnavailable, "vide"),
        (choice(), LlmUnavailable, "sans message"),
        (lambda messages, request: Raw(b""), LlmUnavailable, "rien répondu"),
        (lambda messages, request: Raw(b"<html>Connexion</html>"), LlmUnavailable, "une page au lieu"),
        (lambda messages, request: Raw(b'{"id": "1", "choi'), LlmUnavailable, "illisible ou coupée"),
        (lambda messages, request: Raw(b'{"id": "1", "choi', length=4000), LlmUnavailable, "au milieu"),
        (lambda messages, request: Raw(b"[1]"), LlmUnavailable, "n'en est pas une"),
        (lambda messages, request: Refusal(413, "prompt is too long"), ContextOverflow, "too long"),
        (lambda messages, request: Refusal(422, "`max_new_tokens` must be <= 4096"), ContextOverflow, "4096"),
        (lambda messages, request: Refusal(400, "maximum context length is 4096"), ContextOverflow, "llm_context"),
        (lambda messages, request: Refusal(502, "<html>Bad gateway</html>"), LlmUnavailable, "une page au lieu"),
    ],
)  # fmt: skip
def test_what_is_no_reply_is_told(answer: Answering, error: type[BiollmError], said: str) -> None:
    with pytest.raises(error) as caught:
        written(answer)
    assert said in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "answer",
    [
        choice(message={"content": "oui"}),
        choice(text="oui"),
        choice(message={"content": [{"type": "text", "text": "ou"}, {"type": "text", "text": "i"}]}),
        choice(message={"role": "assistant", "content": None, "refusal": "oui"}),
        choice(message={"content": "oui"}, logprobs={"content": [{"token": "o", "logprob": None}]}),
        body(choices=[{"index": 0, "message": {"role": "assistant", "content": "oui"}}]),
    ],
)  # fmt: skip
def test_a_reply_in_an_odd_form_is_read(answer: Answering) -> None:
    assert written(answer) == "oui"


def test_thoughts_among_the_pieces_of_a_reply_are_no_part_of_it() -> None:
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": "Voyons."}]}
    assert written(choice(message={"content": [thought, {"type": "text", "text": "oui"}]})) == "oui"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 600) | st.sampled_from(["oui", ""]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["choices", "message", "content", "error", "code", "text", "type", "reasoning"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(JSON_VALUES)
def test_no_body_is_an_error_of_the_program(value: Any) -> None:
    from answering.llm.readable_replies import ReadableReplies

    transport = ReadableReplies("http://localhost")
    try:
        response = transport._readable(value, with_odds=False)
    except LlmUnavailable:
        return
    assert response.status_code != 200 or isinstance(response.json()["choices"][0]["message"], dict)


@pytest.mark.parametrize(
    ("sent", "said"),
    [(b'{"error": "panne"}', "panne"), (b'{"model": "m", "done": true}', "illisible"), (b"<html>", "illisible")],
)
def test_ollama_says_what_it_lacks(sent: bytes, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = SimpleNamespace(name="lecteur", digest="d", quantisation="q")
    monkeypatch.setattr("answering.llm.ollama.find_model", lambda url, model: found)
    with serving_chat(lambda messages, request: Raw(sent)) as server:
        backend = OllamaBackend("lecteur", url=server.url.removesuffix("/v1"))
        try:
            with pytest.raises(LlmUnavailable, match=said):
                backend.decide(ASK, ("oui", "non"))
        finally:
            backend.close()


# --- JSON as small models write it ------------------------------------------------------------------

WHOLE = '{"preuves": [1, 2], "reponse": "Les haies, [1] {2}."}'


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("}", ",}", 2).replace(",}.", "}."),
        WHOLE.replace("2]", "2, ]"),
        WHOLE.replace("2],", "2], // les deux\n"),
        WHOLE.replace("2],", "2], # les deux\n"),
        WHOLE.replace(', "rep', ', /* suite */ "rep'),
        WHOLE[:-1],
        f"Voici :\n```json\n{WHOLE[:-1]}\n```",
    ],
)
def test_json_is_mended_where_nothing_is_guessed(text: str) -> None:
    assert read_reply(text, QuestionReply) == QuestionReply(preuves=[1, 2], reponse="Les haies, [1] {2}.")


def test_line_ends_in_a_text_are_those_of_the_text() -> None:
    assert read_reply('{"preuves": [1], "reponse": "Les\nhaies."}', QuestionReply).reponse == "Les\nhaies."


@pytest.mark.parametrize("text", ['{"preuves": [1, 1', '{"preuves": [1,', '{"preuves": [1], "reponse": "Les ha', "{]"])
def test_a_reply_that_ends_inside_of_a_value_is_refused(text: str) -> None:
    assert mended_json(text) is None
    with pytest.raises(InvalidReply):
        read_reply(text, QuestionReply)


@given(st.text(alphabet='{}[]",:/*#\\ \n1a', max_size=40))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(InvalidReply):
        read_reply(text, QuestionReply)
    mended = mended_json(text)
    assert mended is None or mended_json(mended) == mended


@given(st.lists(st.integers(0, 99), max_size=4), st.text(max_size=20), st.booleans())
def test_sound_json_stays_as_it_is(proofs: list[int], text: str, indented: bool) -> None:
    sound = json.dumps({"preuves": proofs, "reponse": text}, indent=2 if indented else None, ensure_ascii=indented)
    assert json.loads(mended_json(sound) or "") == json.loads(sound)
