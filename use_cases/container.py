"""The one place where everything is built, by plain constructors, each part when first needed.

So are the modules of the parts: what a command does not use, it does not import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from corpus.lock import DataDirLock, ServiceAddress
from domain.once import MadeOnce
from use_cases.concurrency import ConcurrencyLimiter
from use_cases.progress import Progress, silent

if TYPE_CHECKING:
    from answering.llm import ChatBackend
    from answering.llm.capabilities import CapabilityStore, ProtocolChoice
    from answering.scoring.learnt_heads import LearntHeadStore
    from answering.scoring.scorer import Scorer
    from corpus import Corpus
    from indicator_queries import Grid
    from ingestion import OcrCache, OfficeProcess, Parser, PdfSource
    from languages import Language
    from retrieval import Retriever
    from settings import Settings
    from use_cases.answer_indicators import Analysis
    from use_cases.answering_parts import AnsweringParts
    from use_cases.cells import Cells
    from use_cases.collect_practice import Collecting
    from use_cases.deliver import Delivering
    from use_cases.draw_charts import Charting
    from use_cases.export_documents import Exporting
    from use_cases.export_tables import Tables
    from use_cases.gather_material import Gathering
    from use_cases.index import Indexer
    from use_cases.ingest import Dossiers
    from use_cases.keep_answers import KeepingAnswers
    from use_cases.page_images import PageImages
    from use_cases.rename_document import Renaming
    from use_cases.review import Reviewing
    from use_cases.run_study import Studying
    from use_cases.version_changes import VersionChanges
    from vectorstore import ChromaIndex, DenseOnDemand, Embedder, LexicalIndex, TantivyIndex, VectorCache

T = TypeVar("T")

#: Tokens of context asked of a model where the settings say nothing.
_CONTEXT = 8192


def _quiet(line: str) -> None:
    pass


class Application:
    """All parts of one installation, wired by its settings.

    Parts are made when they are first asked for and once only: listing documents loads no model. No lock is held
    over the others while one is made.
    ``say`` receives the rare lines that a user should see while a model is being prepared.

    Example:
        >>> application = Application(load_settings())
        >>> with application.opened():
        ...     application.dossiers.ingest([Path("plui/")], "plui", Description())
    """

    def __init__(self, settings: Settings, say: Callable[[str], None] = _quiet):
        self.settings = settings
        self._say = say
        self._parts: MadeOnce[str, Any] = MadeOnce()
        self._one_by_one = ConcurrencyLimiter()
        self._lock = DataDirLock(settings.data_dir)

    @contextmanager
    def opened(self, *, owner: bool = True, service: ServiceAddress | None = None) -> Iterator[Application]:
        """Hold the data directory for the time of the block, and close every part at its end.

        ``owner=False`` is for commands that only read the corpus: they may run beside the owner. ``service`` is
        where the owner answers the others.

        Raises:
            DataDirLocked: another process owns the directory.
        """
        if owner:
            self._lock.acquire(service)
        try:
            yield self
        finally:
            self.close()
            self._lock.release()

    def close(self) -> None:
        """Close what was opened, last made first."""
        for part in self._parts.take_all():
            close = getattr(part, "close", None)
            if close is not None:
                close()

    def _once(self, name: str, make: Callable[[], T]) -> T:
        """A part by its name: a model that loads keeps nobody from the corpus."""
        return cast(T, self._parts.get(name, make))

    def rebuild_indexes(self, progress: Progress = silent) -> int:
        """Empty both indexes, whatever model made them, and make them again; returns the passages written."""
        from use_cases.index import Indexer

        self.close()
        with closing(self._open_dense(check=False)) as dense, closing(self._open_lexical(check=False)) as lexical:
            return Indexer(self.corpus, self.embedder, dense, lexical).rebuild(progress)

    def _open_dense(self, *, check: bool) -> ChromaIndex:
        from vectorstore import ChromaIndex

        return ChromaIndex(
            self.settings.chroma_url or self.settings.data_dir / "chroma",
            model_id=self.embedder.model_id,
            revision=self.embedder.revision,
            dimension=self.embedder.dimension,
            check=check,
        )

    def _open_lexical(self, *, check: bool) -> TantivyIndex:
        from vectorstore import TantivyIndex

        return TantivyIndex(self.settings.data_dir / "lexical", self.language.words.new_analyser(), check=check)

    # --- Storage -------------------------------------------------------------------------------

    @property
    def corpus(self) -> Corpus:
        """The record of truth."""
        from corpus import Corpus

        return self._once("corpus", lambda: Corpus(self.settings.data_dir))

    @property
    def embedder(self) -> Embedder:
        """The embedding model: the embedded one unless a setting names another."""

        def make() -> Embedder:
            from vectorstore import CachingEmbedder

            return CachingEmbedder(self._open_embedder(), self.vector_cache)

        return self._once("embedder", make)

    def _open_embedder(self) -> Embedder:
        from vectorstore import LlamaIndexEmbedder, OnnxEmbedder, ensure_e5, ensure_e5_onnx

        settings = self.settings
        threads = settings.embedding_threads or None
        int8 = settings.embedding_precision == "int8"
        if not settings.embedding_model and settings.embedding_runtime == "onnx" and not int8:
            return OnnxEmbedder(ensure_e5_onnx(settings.models_dir, self._say), threads=threads)
        model = settings.embedding_model or str(ensure_e5(settings.models_dir, self._say))
        return LlamaIndexEmbedder(model, threads=threads, int8_in=settings.models_dir if int8 else None, say=self._say)

    @property
    def vector_cache(self) -> VectorCache:
        """Vectors already made, by the hash of their text."""
        from vectorstore import VectorCache

        return self._once("vector_cache", lambda: VectorCache(self.settings.data_dir / "vectors.db"))

    @property
    def dense(self) -> DenseOnDemand:
        """The vectors."""
        from vectorstore import DenseOnDemand

        return self._once("dense", lambda: DenseOnDemand(lambda: self._open_dense(check=True)))

    @property
    def lexical(self) -> LexicalIndex:
        """The words."""
        return self._once("lexical", lambda: self._open_lexical(check=True))

    # --- Flows ---------------------------------------------------------------------------------

    @property
    def indexer(self) -> Indexer:
        """Keeps the indexes in step with the corpus; an index of another model is told before anything is read."""

        def make() -> Indexer:
            from use_cases.index import Indexer

            dense = self.dense
            dense.open()
            return Indexer(self.corpus, self.embedder, dense, self.lexical)

        return self._once("indexer", make)

    @property
    def index_signature(self) -> str:
        """What a piece that is indexed as it would be now is signed with: the model of its vectors."""
        from use_cases.index import signature_of

        return signature_of(self.embedder)

    @property
    def dossiers(self) -> Dossiers:
        """Takes dossiers in and out."""
        from use_cases.ingest import Dossiers

        return self._once(
            "dossiers",
            lambda: Dossiers(
                self.corpus, self.indexer, self.reader, self._ocr_cache, self.vector_cache, self.renaming.settle
            ),
        )

    @property
    def renaming(self) -> Renaming:
        """Gives documents other slugs."""
        from use_cases.rename_document import Renaming

        return self._once("renaming", lambda: Renaming(self.corpus, self.dense, self.lexical))

    @property
    def reader(self) -> Parser:
        """Reads files: PDF in a child process, pictures of text through Tesseract where there is one."""

        def make() -> Parser:
            from ingestion import SWITCHED_OFF, Parser, PieceLimits, Recogniser, find_libreoffice, find_tesseract

            settings = self.settings
            engine = find_tesseract(self.language.recognition, settings.ocr_timeout) if settings.ocr else SWITCHED_OFF
            recogniser = Recogniser(engine, self._ocr_cache, settings.ocr_processes)
            office = find_libreoffice() if settings.office_pages else None
            limits = PieceLimits(settings.max_pages, settings.max_characters)
            return Parser(
                self._new_pdf_process(), recogniser, self.language, office, self._new_office_process(), limits
            )

        return self._once("reader", make)

    def _new_pdf_process(self) -> PdfSource:
        from ingestion import ChildPdf

        return ChildPdf()

    def _new_office_process(self) -> OfficeProcess:
        from ingestion import OfficeProcess

        return OfficeProcess()

    @property
    def _ocr_cache(self) -> OcrCache:
        from ingestion import OcrCache

        return OcrCache(self.settings.data_dir / "ocr")

    @property
    def page_images(self) -> PageImages:
        """Draws pages for the eye."""
        from use_cases.page_images import PageImages

        return self._once("page_images", lambda: PageImages(self.corpus, self._new_pdf_process()))

    @property
    def retriever(self) -> Retriever:
        """Finds evidence."""

        def make() -> Retriever:
            from retrieval import CrossEncoderReranker, Retriever
            from vectorstore import CachingEmbedder

            named = self.settings.reranker
            reranker = CrossEncoderReranker(named) if named else None
            embedder = self.embedder
            kept = embedder if isinstance(embedder, CachingEmbedder) else None
            return Retriever(
                self.corpus.texts, embedder, self.dense, self.lexical, self.language, reranker=reranker, kept=kept
            )

        return self._once("retriever", make)

    @property
    def language(self) -> Language:
        """The language of the documents, handed to whoever reads texts."""
        from languages import language_named

        return language_named(self.settings.language)

    @property
    def grid(self) -> Grid:
        """The grid of indicators: the bundled one unless a setting names a file."""
        from indicator_queries import load_grid

        return self._once("grid", lambda: load_grid(self.settings.grid))

    @property
    def cells(self) -> Cells:
        """What people decided of each cell, beside what the tool answers."""
        from use_cases.cells import Cells

        return self._once("cells", lambda: Cells(self.corpus, self.grid))

    @property
    def exporting(self) -> Exporting:
        """Documents as files."""
        from use_cases.export_documents import Exporting
        from use_cases.reference_base import ReferenceRows

        reference = ReferenceRows(self.corpus, self.grid, self.cells, self.settings.service_address)
        return Exporting(self.corpus, self.grid, self.cells, reference, self.settings.service_address)

    @property
    def delivering(self) -> Delivering:
        """What a service hands in."""
        from ingestion import find_libreoffice
        from use_cases.deliver import Delivering

        settings = self.settings
        office = find_libreoffice() if settings.office_pages else None
        return Delivering(self.corpus, self._gathering, office, settings.deliverable_template)

    @property
    def charting(self) -> Charting:
        """Charts of what people established."""
        from use_cases.draw_charts import Charting

        return Charting(self._gathering)

    @property
    def _gathering(self) -> Gathering:
        from use_cases.gather_material import Gathering

        return Gathering(
            self.corpus,
            self.grid,
            self.exporting,
            self.page_images,
            self.keeping_answers,
            self.settings.service_address,
        )

    @property
    def collecting(self) -> Collecting:
        """Passages kept as good practices."""
        from use_cases.collect_practice import Collecting

        return Collecting(self.corpus)

    @property
    def keeping_answers(self) -> KeepingAnswers:
        """Answers kept as notes on documents."""
        from use_cases.keep_answers import KeepingAnswers

        return KeepingAnswers(self.corpus)

    @property
    def tables(self) -> Tables:
        """Screens as tables, to be carried away."""
        from use_cases.export_tables import Tables

        return Tables(self.corpus, self.grid, self.cells, self.version_changes)

    @property
    def version_changes(self) -> VersionChanges:
        """What changed in the text from one version of a plan to another."""
        from use_cases.version_changes import VersionChanges

        return self._once("version_changes", lambda: VersionChanges(self.corpus, self.language))

    @property
    def reviewing(self) -> Reviewing:
        """The acts of people on cells."""
        from use_cases.review import Reviewing

        return self._once("reviewing", lambda: Reviewing(self.corpus, self.grid, self.cells))

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

    def studying(self, profile: str | None = None) -> Studying:
        """Asks a battery of indicators in several ways, from the depth of a profile."""
        from use_cases.run_study import Studying

        return Studying(self._answering(profile, self.backend))

    def analysis(
        self,
        profile: str | None = None,
        *,
        backend: ChatBackend | None = None,
        choice: ProtocolChoice | None = None,
    ) -> Analysis:
        """Answers indicators and questions, at the depth of a profile.

        ``backend`` replaces the LLM of the settings, ``choice`` how it is used.
        """
        from use_cases.answer_indicators import Analysis

        return Analysis(self._answering(profile, backend or self.backend, choice))

    def _answering(
        self, profile: str | None, backend: ChatBackend, choice: ProtocolChoice | None = None
    ) -> AnsweringParts:
        from answering import profile_named
        from answering.llm.capabilities import SMALL_PACKET
        from answering.llm.none import NoModel
        from domain import ReadingProtocol
        from use_cases.answering_parts import AnsweringParts

        chosen = profile_named(profile or self.settings.profile)
        choice = choice or self.protocol(backend)
        if choice.small:
            chosen = chosen.with_small_packets(SMALL_PACKET)
        if choice.protocol is ReadingProtocol.RULES:
            backend = NoModel()
        turns, index = self._limiter(backend), self.index_signature
        scorer = self.scorer if choice.protocol is ReadingProtocol.RULES else None
        return AnsweringParts(
            self.corpus,
            self.grid,
            self.retriever,
            backend,
            chosen,
            turns,
            index,
            self.language,
            choice.protocol,
            scorer,
        )

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
            own = heads_of_examples(self.grid, self.embedder)
            learnt = self.learnt_heads.get()
            reviewed = {} if learnt is None else learnt.of(weights, known.heads)
            return Scorer(replace(known, heads={**known.heads, **reviewed, **own}), self.language)

        return self._once("scorer", make)

    @property
    def learnt_heads(self) -> LearntHeadStore:
        """What was learnt from the reviews of this installation."""
        from answering.scoring.learnt_heads import LearntHeadStore

        return self._once("learnt_heads", lambda: LearntHeadStore(self.settings.data_dir))

    def scorer_changed(self) -> None:
        """The scorer is made anew when it is asked for again."""
        self._parts.forget("scorer")
