"""Two peers on the same passages and the same embedding model: LlamaIndex's retrievers, at their defaults.

The one with BM25 needs the extra ``bench``: llama-index-retrievers-bm25 is no part of the product.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import Any

from domain import Hit, StoredPassage
from vectorstore import Embedder

#: How many passages a peer is asked for; enough for 50 pages.
TOP_K = 200


def ensure_installed() -> None:
    """Stop with what to do when the extra is missing, before anything long begins."""
    if find_spec("llama_index.retrievers.bm25") is None:
        sys.exit(
            "LlamaIndex's BM25 is not installed. Run: .venv/bin/uv pip install --python .venv/bin/python "
            "--constraint constraints.txt --editable '.[bench]'"
        )


class Peers:
    """VectorStoreIndex, and QueryFusionRetriever over it and a BM25Retriever with its French stemmer."""

    def __init__(self, passages: Sequence[StoredPassage], embedder: Embedder):
        """Index the passages; their vectors are the ones of ``embedder``, as for our own index."""
        from llama_index.core import VectorStoreIndex
        from llama_index.core.base.embeddings.base import BaseEmbedding
        from llama_index.core.schema import TextNode

        class Same(BaseEmbedding):  # type: ignore[misc]
            def _get_query_embedding(self, query: str) -> list[float]:
                return list(map(float, embedder.embed_queries([query])[0]))

            def _get_text_embedding(self, text: str) -> list[float]:
                return list(map(float, embedder.embed_passages([text])[0]))

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_query_embedding(query)

        self._passages = {passage.id: passage for passage in passages}
        vectors = embedder.embed_passages([passage.text for passage in passages])
        self._nodes = [
            TextNode(id_=passage.id, text=passage.text, embedding=list(map(float, vector)))
            for passage, vector in zip(passages, vectors, strict=True)
        ]
        self._depth = min(TOP_K, len(self._nodes))
        self._index = VectorStoreIndex(self._nodes, embed_model=Same())
        self._vector = self._index.as_retriever(similarity_top_k=self._depth)

    @cached_property
    def _fusion(self) -> Any:
        import Stemmer
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.retrievers.bm25 import BM25Retriever

        words = BM25Retriever.from_defaults(
            nodes=self._nodes, similarity_top_k=self._depth, stemmer=Stemmer.Stemmer("french"), language="fr"
        )
        return QueryFusionRetriever(
            [self._vector, words],
            similarity_top_k=self._depth,
            num_queries=1,
            mode="reciprocal_rerank",
            llm=MockLLM(),
            use_async=False,
        )

    def vector(self, text: str) -> list[Hit]:
        """VectorStoreIndex: the question's nearest passages."""
        return self._hits(self._vector.retrieve(text))

    def fusion(self, text: str) -> list[Hit]:
        """QueryFusionRetriever: reciprocal ranks of both."""
        return self._hits(self._fusion.retrieve(text))

    def engine(self, llm: Any, k: int) -> Any:
        """LlamaIndex's default query engine over ``k`` passages: its own prompts, « compact » synthesis."""
        return self._index.as_query_engine(llm=llm, similarity_top_k=k)

    def sub_question_engine(self, llm: Any, k: int) -> Any:
        """LlamaIndex's engine that has the model split a question, over the default engine as its only tool."""
        from llama_index.core import get_response_synthesizer
        from llama_index.core.query_engine import SubQuestionQueryEngine
        from llama_index.core.question_gen import LLMQuestionGenerator
        from llama_index.core.tools import QueryEngineTool

        tool = QueryEngineTool.from_defaults(self.engine(llm, k), name="dossier", description="Le plan d'urbanisme.")
        return SubQuestionQueryEngine.from_defaults(
            query_engine_tools=[tool],
            llm=llm,  # else it looks for one of the Internet
            question_gen=LLMQuestionGenerator.from_defaults(llm=llm),
            response_synthesizer=get_response_synthesizer(llm=llm, use_async=False),
            use_async=False,
            verbose=False,  # its sub-questions tell the questions of a half that is kept apart
        )

    def hits(self, response: Any) -> list[Hit]:
        """The passages that a query engine's response was made from."""
        return self._hits(response.source_nodes)

    def _hits(self, found: Sequence[Any]) -> list[Hit]:
        # The engine of sub-questions also gives each sub-answer as a node, which is no passage.
        known = [item for item in found if item.node.node_id in self._passages]
        return [Hit(self._passages[item.node.node_id], float(item.score or 0.0)) for item in known]
