"""An Ollama server for tests: its documented HTTP API, over the embedded model or over a script.

The shapes follow Ollama's OpenAPI description (docs/openapi.yaml in its repository): /api/version,
/api/tags, /api/ps, /api/show, /api/chat, /api/generate, /api/embed, streamed as NDJSON unless
``"stream": false``. What matters to us is served as the real one behaves: a prompt longer than
``num_ctx`` loses its oldest part without a word unless ``"truncate": false``, a missing model is a 404
with ``{"error": ...}``, ``format`` takes a JSON schema.

``tests/llama_engine.py`` answers with a llama.cpp model, ``tests/scripted_engine.py`` with canned replies and faults.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

DEFAULT_NUM_CTX = 4096


@dataclass(frozen=True)
class Piece:
    """A part of a reply: text, and in the last one what it cost and the log-probabilities."""

    text: str
    done: bool = False
    prompt_tokens: int = 0
    tokens: int = 0
    reason: str = "stop"
    logprobs: tuple[dict[str, Any], ...] = ()
    thinking: str = ""


@dataclass(frozen=True)
class ServedModel:
    """A model that the server lists."""

    name: str
    size: int = 1_000_000_000
    family: str = "qwen2"
    capabilities: tuple[str, ...] = ("completion",)
    digest: str = "0" * 64
    quantisation: str = "Q4_K_M"
    remote_host: str | None = None
    loaded: bool = False


class OllamaError(Exception):
    """An error as Ollama words it."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status
        self.message = message


class BrokenLineError(Exception):
    """Raised by the script where the stream must hold a line that is no JSON."""


class Engine(Protocol):
    """What stands behind the server."""

    models: list[ServedModel]

    def run(self, body: Mapping[str, Any], messages: Sequence[Mapping[str, str]]) -> Iterator[Piece]:
        """The reply to a conversation, piece by piece."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a text."""


# --- The HTTP API ------------------------------------------------------------------------------


def create_app(engine: Engine) -> FastAPI:
    """The HTTP API over ``engine``."""
    app = FastAPI()

    @app.exception_handler(OllamaError)
    def _error(_: Request, error: OllamaError) -> JSONResponse:
        return JSONResponse({"error": error.message}, status_code=error.status)

    def find(name: str) -> ServedModel:
        for model in engine.models:
            if model.name in (name, f"{name}:latest"):
                return model
        raise OllamaError(404, f"model '{name}' not found")

    def details(model: ServedModel) -> dict[str, Any]:
        return {
            "format": "gguf",
            "family": model.family,
            "families": [model.family],
            "parameter_size": "1.5B",
            "quantization_level": model.quantisation,
        }

    def listed(model: ServedModel) -> dict[str, Any]:
        entry = {
            "name": model.name,
            "model": model.name,
            "modified_at": "2026-01-01T00:00:00Z",
            "size": model.size,
            "digest": model.digest,
            "details": details(model),
        }
        if model.remote_host:
            entry.update(remote_host=model.remote_host, remote_model=model.name)
        return entry

    @app.get("/api/version")
    def _version() -> dict[str, str]:
        return {"version": "0.13.0"}

    @app.get("/api/tags")
    def _tags() -> dict[str, Any]:
        return {"models": [listed(model) for model in engine.models]}

    @app.get("/api/ps")
    def _ps() -> dict[str, Any]:
        soon = {"expires_at": "2026-01-01T00:05:00Z", "size_vram": 0, "context_length": DEFAULT_NUM_CTX}
        return {"models": [listed(model) | soon for model in engine.models if model.loaded]}

    @app.post("/api/show")
    def _show(body: dict[str, Any]) -> dict[str, Any]:
        model = find(body["model"])
        info = {"general.architecture": model.family, f"{model.family}.context_length": 32768}
        return {
            "details": details(model),
            "model_info": info,
            "capabilities": list(model.capabilities),
            "modified_at": "2026-01-01T00:00:00Z",
            "template": "",
            "parameters": "",
            "license": "Apache-2.0",
        }

    @app.post("/api/chat")
    def _chat(body: dict[str, Any]) -> Response:
        model = find(body["model"])
        return answer(model, body, body["messages"], lambda text: {"message": {"role": "assistant", "content": text}})

    @app.post("/api/generate")
    def _generate(body: dict[str, Any]) -> Response:
        model = find(body["model"])
        messages = [{"role": "system", "content": body["system"]}] if body.get("system") else []
        messages.append({"role": "user", "content": body.get("prompt", "")})
        return answer(model, body, messages, lambda text: {"response": text})

    @app.post("/api/embed")
    def _embed(body: dict[str, Any]) -> dict[str, Any]:
        model = find(body["model"])
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        return {"model": model.name, "embeddings": engine.embed(texts), "total_duration": 1, "load_duration": 1}

    def answer(model: ServedModel, body: dict[str, Any], messages: list[dict[str, str]], shape: Any) -> Response:
        started = time.perf_counter_ns()
        pieces = engine.run(body, messages)
        first = next(pieces)  # errors before the first token have a status of their own

        def lines() -> Iterator[dict[str, Any]]:
            yield line(first)
            for piece in pieces:
                yield line(piece)

        def encoded() -> Iterator[str]:
            try:
                for one in lines():
                    yield json.dumps(one) + "\n"
            except BrokenLineError:
                yield '{"model": \n'

        def line(piece: Piece) -> dict[str, Any]:
            out = {"model": model.name, "created_at": datetime.now(UTC).isoformat(), **shape(piece.text)}
            if piece.thinking and "message" in out:
                out["message"]["thinking"] = piece.thinking
            out["done"] = piece.done
            if piece.logprobs and body.get("logprobs"):
                out["logprobs"] = list(piece.logprobs)
            if piece.done:
                spent = time.perf_counter_ns() - started
                out |= {
                    "done_reason": piece.reason,
                    "total_duration": spent,
                    "load_duration": 1,
                    "prompt_eval_count": piece.prompt_tokens,
                    "prompt_eval_duration": spent,
                    "eval_count": piece.tokens,
                    "eval_duration": spent,
                }
            return out

        if body.get("stream", True):
            return StreamingResponse(encoded(), media_type="application/x-ndjson")
        whole = list(lines())
        key = "message" if "message" in whole[-1] else "response"
        text = "".join(one[key]["content"] if key == "message" else one[key] for one in whole)
        logprobs = [entry for one in whole for entry in one.get("logprobs", ())]
        shaped = shape(text)
        if key == "message":
            shaped["message"] |= {"thinking": "".join(one[key].get("thinking", "") for one in whole)}
        return JSONResponse(whole[-1] | shaped | ({"logprobs": logprobs} if logprobs else {}))

    return app


@contextlib.contextmanager
def serving(engine: Engine) -> Iterator[str]:
    """Serve on loopback, on a free port; gives the base URL."""
    config = uvicorn.Config(create_app(engine), host="127.0.0.1", port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the test server did not start")
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=10)
