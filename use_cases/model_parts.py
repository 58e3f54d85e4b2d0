"""The language model of an installation, what was measured of it, and the scorer that stands for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from use_cases.concurrency import ConcurrencyLimiter
from use_cases.index_parts import IndexParts
from use_cases.made_parts import quiet

if TYPE_CHECKING:
    from answering.llm import ChatBackend
    from answering.llm.capabilities import CapabilityStore, ProtocolChoice
    from answering.scoring.learnt_heads import LearntHeadStore
    from answering.scoring.scorer import Scorer
    from settings import Settings

#: Tokens of context asked of a model where the settings say nothing.
_CONTEXT = 8192


class ModelParts(IndexParts):
    """Opens models as the settings or a measurement say."""

    def __init__(self, settings: Settings, say: Callable[[str], None] = quiet):
        super().__init__(settings, say)
        self._one_by_one = ConcurrencyLimiter()

    @property
    def backend(self) -> ChatBackend:
        """The LLM of the settings, opened once."""
        return self._once("backend", lambda: self.open_backend(self.settings.llm))

    def open_backend(self, spec: str | None, *, packets: bool = False) -> ChatBackend:
        """Open the LLM of a spec, the settings deciding the rest; whoever asks closes it.

        ``packets`` gives it the window of a reader of packets, whatever was measured of it.

        Raises:
            SettingsError: the spec cannot be read.
            ModelError: the model cannot be reached or loaded.
        """
        from answering.llm import choose_backend, open_backend
        from answering.llm.kinds import traits_of
        from answering.llm.patient import PatientBackend
        from domain import ReadingProtocol

        settings = self.settings
        chosen = choose_backend(spec, ollama_url=settings.ollama_url).spec

        def opened(context: int) -> ChatBackend:
            backend = open_backend(
                chosen,
                models_dir=settings.models_dir,
                ollama_url=settings.ollama_url,
                api_key=settings.openai_api_key.get_secret_value() if settings.openai_api_key else None,
                threads=settings.llm_threads,
                context=context,
                timeout=settings.llm_timeout,
                say=self._say,
            )
            on_server = traits_of(backend.card).side_by_side
            return PatientBackend(backend, self._say) if on_server else backend

        backend = opened(settings.llm_context or _CONTEXT)
        wider = self._wider_window(backend)
        if wider and (packets or self.protocol(backend).protocol is ReadingProtocol.PACKETS):
            backend.close()  # a client of a server: nothing was loaded
            backend = opened(wider)
        return backend

    @contextmanager
    def reading_backend(self, backend: ChatBackend) -> Iterator[ChatBackend]:
        """The LLM of the settings with the window of a reader of packets; ``backend`` itself where that is the same."""
        if self._wider_window(backend) is None:
            yield backend
            return
        with closing(self.open_backend(self.settings.llm, packets=True)) as wide:
            yield wide

    def _wider_window(self, backend: ChatBackend) -> int | None:
        """The context of a server whose model reads packets, None where the settings or the back end decide."""
        from answering.llm.kinds import traits_of

        return None if self.settings.llm_context is not None else traits_of(backend.card).packet_context

    @property
    def capabilities(self) -> CapabilityStore:
        """What was measured of models."""
        from answering.llm.capabilities import CapabilityStore

        return self._once("capabilities", lambda: CapabilityStore(self.settings.data_dir))

    def protocol(self, backend: ChatBackend) -> ProtocolChoice:
        """How a model is used: as the settings say, else as it was measured."""
        from answering.llm.capabilities import choose_protocol

        return choose_protocol(backend.card, self.settings.llm_protocol, self.capabilities.get(backend.card))

    def _limiter(self, backend: ChatBackend) -> ConcurrencyLimiter:
        """How many requests a model takes at a time: one in this process, what the settings say on a server."""
        from answering.llm.kinds import traits_of

        if not traits_of(backend.card).side_by_side:
            return self._one_by_one
        return self._once("turns", lambda: ConcurrencyLimiter(self.settings.llm_parallel))

    @property
    def learnt_heads(self) -> LearntHeadStore:
        """What was learnt from the reviews of this installation."""
        from answering.scoring.learnt_heads import LearntHeadStore

        return self._once("learnt_heads", lambda: LearntHeadStore(self.settings.data_dir))

    @property
    def scorer(self) -> Scorer | None:
        """Judges criteria without a model; None with another embedding model than the one it was trained with."""

        def make() -> Scorer | None:
            from answering.scoring.scorer import Scorer
            from answering.scoring.scorer_weights import shipped_weights
            from use_cases.example_heads import heads_of_examples

            weights = shipped_weights()
            if not self.index_signature.startswith(weights.space):  # on eight bits vectors are nearly the same
                return None
            known = weights.of_grid(self.grid)
            own = heads_of_examples(self.grid, self.embedder, known.heads)
            learnt = self.learnt_heads.get()
            reviewed = {} if learnt is None else learnt.of(weights, known.heads)
            return Scorer(replace(known, heads={**known.heads, **reviewed, **own}), self.language)

        return self._once("scorer", make)

    def scorer_changed(self) -> None:
        """The scorer is made anew when it is asked for again."""
        self._parts.forget("scorer")
