"""A loopback server of the OpenAI chat API whose replies a test gives: the protocol is real, the reader is the test."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """An error of the server, with its status and its message."""

    status: int
    message: str


#: Given the messages and the whole request, the text of the reply, a choice in full, an error, or any body.
Answering = Callable[[list[dict[str, str]], dict[str, Any]], "str | dict[str, Any] | Refusal | Raw"]


@dataclass(frozen=True)
class Raw:
    """A body that is sent as it is; ``length``: what is said of its size, where it is cut."""

    body: bytes
    length: int = 0


@dataclass
class ChatServer:
    """Where the server is, and the requests it received."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def serving_chat(answer: Answering) -> Iterator[ChatServer]:
    """Serve until the block is left."""
    served = ChatServer("")
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                served.requests.append(request)
            given = answer(request["messages"], request)
            if isinstance(given, Refusal):
                self._send(given.status, {"error": {"message": given.message, "type": "error", "code": given.status}})
                return
            if isinstance(given, Raw):
                self._send(200, given.body, given.length)
                return
            if isinstance(given, str):
                given = {"message": {"role": "assistant", "content": given}}
            text = given["message"].get("content") or ""
            size = sum(len(message["content"]) for message in request["messages"]) // 4
            usage = {"prompt_tokens": size, "completion_tokens": len(text) // 4, "total_tokens": size + len(text) // 4}
            choice = {"index": 0, "finish_reason": "stop", **given}
            reply = {"id": "1", "object": "chat.completion", "created": 0, "model": request["model"]}
            self._send(200, {**reply, "choices": [choice], "usage": usage})

        def _send(self, status: int, content: dict[str, Any] | bytes, length: int = 0) -> None:
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(length or len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
