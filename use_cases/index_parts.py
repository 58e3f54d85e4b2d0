"""The corpus, the two indexes with their model, and what finds passages in them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from use_cases.made_parts import MadeParts
from use_cases.progress import Progress, silent

if TYPE_CHECKING:
    from answering.questions.read_documents import ReadDocuments
    from answering.questions.token_matches import TokenMatcher
    from corpus import Corpus
    from french.learnt_kinds import Meaning
    from indicator_queries import Grid
    from languages import Language
    from retrieval import Retriever
    from use_cases.index import Indexer
    from vectorstore import ChromaIndex, DenseOnDemand, Embedder, LexicalIndex, TantivyIndex, VectorCache


class IndexParts(MadeParts):
    """The record of truth, the language and the grid that it is read by, and its indexes."""

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
        from vectorstore.torch_packages import need_torch

        settings = self.settings
        threads = settings.embedding_threads or None
        int8 = settings.embedding_precision == "int8"
        if not settings.embedding_model and settings.embedding_runtime == "onnx" and not int8:
            return OnnxEmbedder(ensure_e5_onnx(settings.models_dir, self._say), threads=threads)
        need_torch("Ce modèle d'embeddings")  # before the bundled one is assembled for it
        model = settings.embedding_model or str(ensure_e5(settings.models_dir, self._say))
        return LlamaIndexEmbedder(model, threads=threads, int8_in=settings.models_dir if int8 else None, say=self._say)

    @property
    def token_matcher(self) -> TokenMatcher | None:
        """Compares questions with sentences word by word; None where the embedding model has not learnt it."""
        from vectorstore import CachingEmbedder, OnnxEmbedder

        embedder = self.embedder
        inner = embedder.inner if isinstance(embedder, CachingEmbedder) else embedder
        return inner if isinstance(inner, OnnxEmbedder) else None

    @property
    def question_meaning(self) -> Meaning | None:
        """Gives the vectors that the kind of a question is told from; None where another model is chosen."""
        if self.token_matcher is None:
            return None
        embedder = self.embedder
        return lambda question: embedder.embed_queries([question])[0].tolist()

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

    @property
    def index_signature(self) -> str:
        """What a piece that is indexed as it would be now is signed with: the model of its vectors."""
        from use_cases.index import signature_of

        return signature_of(self.embedder)

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
    def read_documents(self) -> ReadDocuments:
        """Documents as free questions read them, kept between questions."""
        from answering.questions.read_documents import ReadDocuments

        return self._once("read_documents", lambda: ReadDocuments(self.retriever.texts))

    def rebuild_indexes(self, progress: Progress = silent) -> int:
        """Empty both indexes, whatever model made them, and make them again; returns the passages written."""
        from use_cases.index import Indexer

        self.close()
        with closing(self._open_dense(check=False)) as dense, closing(self._open_lexical(check=False)) as lexical:
            return Indexer(self.corpus, self.embedder, dense, lexical).rebuild(progress)
