"""llama.cpp in this process, through the prebuilt wheel ``xllamacpp``.

The wheel always starts llama.cpp's HTTP server beside its in-process calls. Here it listens on a
Unix socket in a private directory with a random key, so that no port is opened and nobody else can
use the model; the socket serves only to count tokens, which has no in-process call. Where Unix
sockets do not exist it listens on loopback, an ephemeral port and the same key.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from domain.errors import ModelError, ModelFilesMissing


def physical_cores() -> int:
    """Cores this process may use, hyper-threads not counted."""
    import psutil

    cores = psutil.cpu_count(logical=False) or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    return max(1, min(cores, allowed))


class LlamaServer:
    """A loaded GGUF model. One request at a time; the prompt cache of the last request is kept."""

    def __init__(self, weights: Path, *, context: int, threads: int = 0, alias: str, port: int | None = None):
        """Load the model (a few seconds).

        Args:
            weights: a GGUF file.
            context: context window in tokens.
            threads: CPU threads; 0 for the physical cores.
            alias: name under which the server announces the model.
            port: also serve llama.cpp's OpenAI-compatible HTTP API on this loopback port, without a
                key (0 = any free port). None, the default, opens no port.

        Raises:
            ModelFilesMissing: xllamacpp is not installed.
            ModelError: llama.cpp cannot load the file.
        """
        try:
            import xllamacpp
        except ImportError as error:
            raise ModelFilesMissing(
                "le moteur llama.cpp (xllamacpp) n'est pas installé.",
                remedy="Installez-le par « pip install biollm[embedded] ».",
            ) from error
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="biollm-llm-")  # mode 0700
        self._key = secrets.token_hex(16)
        self.weights = weights
        self.context = context
        self.threads = threads or physical_cores()
        params = xllamacpp.CommonParams()
        params.model.path = str(weights)
        params.model_alias = {alias}
        params.n_ctx = context
        params.n_parallel = 1
        params.cpuparams.n_threads = self.threads
        params.cpuparams_batch.n_threads = self.threads
        params.cache_prompt = True
        params.cache_ram_mib = 0  # the live prompt cache is enough; copies in memory cost 30 kB a token
        params.warmup = False
        params.verbosity = -1
        params.ui = False
        params.offline = True
        if port is None and hasattr(os, "mkfifo"):  # a Unix
            self._socket: str | None = str(Path(self._folder.name) / "llama.sock")
            params.hostnames = [self._socket]
            params.api_keys = [self._key]
        else:
            self._socket = None
            params.hostnames = ["127.0.0.1"]
            params.port = port or 0
            if port is None:
                params.api_keys = [self._key]
        try:
            self._server = xllamacpp.Server(params)
        except RuntimeError as error:
            self._folder.cleanup()
            raise ModelError("llama.cpp ne peut pas charger ce modèle.", where=str(weights)) from error
        self.address: str = self._server.listening_address
        self._http: Any = None

    def chat(self, request: Mapping[str, Any], on_chunk: Callable[[Any], bool | None] | None = None) -> dict[str, Any]:
        """Run a request of llama.cpp's ``/v1/chat/completions`` and return its answer.

        An answer that has an ``error`` key is returned as it is. With ``on_chunk`` and
        ``stream: true`` the chunks go there; returning True from it stops the generation.
        """
        with self._lock:
            if on_chunk is None:
                answer = self._server.handle_chat_completions(dict(request))
            else:
                answer = self._server.handle_chat_completions(dict(request), on_chunk)
        if isinstance(answer, str | bytes):
            answer = json.loads(answer)
        return answer if isinstance(answer, dict) else {}

    def complete(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Run a request of llama.cpp's ``/v1/completions`` (a bare prompt, no chat template)."""
        with self._lock:
            answer = self._server.handle_completions(dict(request))
        return answer if isinstance(answer, dict) else {}

    def count_tokens(self, text: str) -> int:
        """Number of tokens of ``text`` in this model's tokenizer."""
        response = self._client().post("/tokenize", json={"content": text})
        response.raise_for_status()
        return len(response.json()["tokens"])

    def close(self) -> None:
        """Unload the model."""
        with self._lock:
            if self._http is not None:
                self._http.close()
                self._http = None
            self._server = None
            with contextlib.suppress(OSError):
                self._folder.cleanup()

    def _client(self) -> Any:
        if self._http is None:
            import httpx

            transport = httpx.HTTPTransport(uds=self._socket)
            base = "http://llama" if self._socket else self.address
            headers = {"Authorization": f"Bearer {self._key}"}
            self._http = httpx.Client(transport=transport, base_url=base, headers=headers, timeout=60)
        return self._http
