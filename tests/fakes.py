"""A whole application without torch and without an LLM: an embedder of words and a model that follows a rule."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from answering.llm import Message, ModelCard, OptionDecision, Reply
from domain.errors import LlmUnavailable
from domain.json_types import JsonObject
from indicator_queries import Grid, load_grid
from ingestion import ChildPdf, OfficeProcess, PdfSource
from settings import Settings
from use_cases.container import Application
from vectorstore import Part

DIMENSION = 32


@cache
def _vector_of(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)


class FakeEmbedder:
    """Sums of hashed words, normalised; counts the texts it is given, so that a test sees work being repeated."""

    model_id = "factice"
    revision = "1"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.embedded = 0

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += len(texts)
        vectors = self._vectors(texts)
        if progress is not None:
            progress(len(texts), len(texts))
        return vectors

    def embed_parts(
        self,
        texts: Sequence[str],
        parts: Sequence[Sequence[Part]],
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        slices = [[text[first:last] for first, last in own] for text, own in zip(texts, parts, strict=True)]
        return self.embed_passages(texts, progress), [self._vectors(own) for own in slices]

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._vectors(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As any queries."""
        return self.embed_queries(texts)

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [sum((_vector_of(word) for word in text.lower().split() or [""]), np.zeros(DIMENSION)) for text in texts]
        vectors = np.asarray(rows, dtype=np.float32).reshape(len(texts), DIMENSION)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class FakeBackend:
    """Finds that a sentence answers when it holds ``word``, cites the first sentence shown, and counts its calls.

    Asked of anything that holds ``fails_on``, or after ``fails_after`` replies, the server is gone:
    ``LlmUnavailable``, as from Ollama killed in the middle of a run.
    """

    def __init__(self, word: str = "", *, fails_on: str | None = None, name: str = "modele-factice"):
        self.word = word
        self.fails_on = fails_on
        self.fails_after: int | None = None
        self.says = "La réponse est dans la phrase citée."  # to a free question
        self.takes = 0.0  # seconds a decision, for tests that look at work in progress
        self.name = name
        self.calls = 0
        self.replies = 0
        self.kind: Literal["embedded", "ollama"] = "embedded"
        self.busy = self.most_busy = 0  # requests being answered, and the most there were together
        self._counting = threading.Lock()

    @property
    def card(self) -> ModelCard:
        return ModelCard(self.name, "abc", "Q4", 8192, self.kind)

    @property
    def llm(self) -> Any:
        raise NotImplementedError

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        self._fail_if_told(messages)
        with self._counting:
            self.calls += 1
            self.busy += 1
            self.most_busy = max(self.busy, self.most_busy)
        time.sleep(self.takes)
        with self._counting:
            self.busy -= 1
        found = self.word.lower() in messages[-1].content.lower()
        return OptionDecision(options[0] if found else options[1], 2.0 if found else -2.0, 50, 1, 0.0)

    def complete(self, messages: Sequence[Message], *, schema: JsonObject | None, max_tokens: int) -> Reply:
        self._fail_if_told(messages)
        self.calls += 1
        self.replies += 1
        asked = schema["properties"] if schema else {}
        if isinstance(asked, Mapping) and "reponse" in asked:
            said: dict[str, Any] = {"preuves": [1], "reponse": self.says}
        else:
            said = {"preuves": [1], "valeurs": [], "verdict": "oui", "raison": "La phrase citée le dit."}
        return Reply(json.dumps(said), 100, 10, 0.0)

    def _fail_if_told(self, messages: Sequence[Message]) -> None:
        told = self.fails_on is not None and self.fails_on in messages[-1].content
        if told or (self.fails_after is not None and self.replies >= self.fails_after):
            raise LlmUnavailable("Le serveur ne répond plus.", where="http://127.0.0.1:11434")

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def close(self) -> None:
        pass


class KeptPdf:
    """A reading process of PDF that outlives the applications of the tests: it takes longer to start than to read."""

    def __init__(self) -> None:
        self._child = ChildPdf()

    def open(self, path: Path) -> Any:
        return self._child.open(path)

    def end(self) -> None:
        self._child.close()


class KeptOffice(OfficeProcess):
    """The same for office files."""

    def close(self) -> None:
        """Stays for the next test."""

    def end(self) -> None:
        super().close()


@cache
def kept_pdf() -> KeptPdf:
    """The one that all tests of this process share; the end of the session ends it."""
    return KeptPdf()


@cache
def kept_office() -> KeptOffice:
    """The one that all tests of this process share; the end of the session ends it."""
    return KeptOffice()


@cache
def bundled_grid() -> Grid:
    """The grid that comes with the project, read once: it never changes, and reading it takes 0.7 s."""
    return load_grid(None)


class FakeApplication(Application):
    """An application whose two models are the fakes above; all the rest is the real thing.

    Its files are read in child processes as anywhere, but these are shared by all tests.
    """

    def __init__(
        self,
        settings: Settings,
        say: Callable[[str], None] = lambda line: None,
        *,
        embedder: FakeEmbedder | None = None,
        backend: FakeBackend | None = None,
    ):
        super().__init__(settings, say)
        self._embedder = embedder or FakeEmbedder()
        self._backend = backend or FakeBackend()

    @property
    def embedder(self) -> FakeEmbedder:
        return self._embedder

    @property
    def backend(self) -> FakeBackend:
        return self._backend

    @property
    def grid(self) -> Grid:
        return bundled_grid() if self.settings.grid is None else super().grid

    def _new_pdf_process(self) -> PdfSource:
        return kept_pdf()

    def _new_office_process(self) -> OfficeProcess:
        return kept_office()


def application_in(data_dir: Path, **parts: Any) -> FakeApplication:
    """An application over this data directory, with default settings otherwise."""
    return FakeApplication(Settings(data_dir=data_dir), **parts)
