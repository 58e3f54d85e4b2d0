"""The parts of a running application, lent to whoever comes with other settings of the answering."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from domain.errors import UsageError
from settings import Settings
from use_cases.container import Application

if TYPE_CHECKING:
    from answering.llm import ChatBackend
    from answering.questions.read_documents import ReadDocuments
    from corpus import Corpus
    from retrieval import Retriever
    from vectorstore import Embedder

#: Settings that say how the service is reached; whoever asks has reached it.
_OF_THE_SERVICE = frozenset({"host", "port", "api_key", "openai_api_key", "max_upload_mb"})
#: Settings of one call. All others are those of parts that are shared.
_OF_THE_CALL = frozenset({"llm", "llm_protocol", "llm_timeout", "llm_context", "llm_parallel", "profile"})
_OF_THE_MODEL = frozenset({"llm", "llm_protocol", "llm_timeout", "llm_context", "llm_parallel"})


@contextmanager
def lent(application: Application, settings: Settings) -> Iterator[Application]:
    """The application itself, or one that shares its corpus, its indexes and its embedding model.

    Raises:
        UsageError: The settings name other parts than those that are open.
    """
    own = {name for name in Settings.model_fields if getattr(settings, name) != getattr(application.settings, name)}
    own -= _OF_THE_SERVICE
    if not own:
        yield application
        return
    if other := sorted(own - _OF_THE_CALL):
        raise UsageError(
            f"Le service en marche a d'autres réglages : {', '.join(other)}.",
            remedy="Arrêtez-le pour exécuter cette commande, ou donnez les mêmes réglages.",
        )
    guest = _Guest(application, settings, own_model=bool(own & _OF_THE_MODEL))
    try:
        yield guest
    finally:
        guest.close()


class _Guest(Application):
    """Opens nothing that its host has open."""

    def __init__(self, host: Application, settings: Settings, *, own_model: bool):
        kept = {"openai_api_key": host.settings.openai_api_key}
        super().__init__(settings.model_copy(update=kept))
        self._host = host
        self._own_model = own_model
        self._one_by_one = host._one_by_one  # one request at a time, whoever asks

    @property
    def corpus(self) -> Corpus:
        return self._host.corpus

    @property
    def embedder(self) -> Embedder:
        return self._host.embedder

    @property
    def retriever(self) -> Retriever:
        return self._host.retriever

    @property
    def read_documents(self) -> ReadDocuments:
        return self._host.read_documents

    @property
    def backend(self) -> ChatBackend:
        return super().backend if self._own_model else self._host.backend
