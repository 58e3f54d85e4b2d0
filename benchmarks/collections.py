"""What retrieval is measured on: dossiers with the pages a reader cites, and PIAF's questions on paragraphs."""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import Corpus
from domain import Page, PageStatus, PassageDraft, PieceKind, Query, ReadPiece, Sentence
from indicator_queries import Grid, queries_for, queries_for_question
from ingestion import ChildPdf, OcrCache, Parser, Recogniser, collect_pieces, find_tesseract
from languages.entries.french_language import LANGUAGE as FRENCH
from vectorstore import DenseIndex, Embedder, LexicalIndex

#: (document, piece, physical page)
PageKey = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to look for, and the pages that answer it with their pertinence (1 to 3)."""

    name: str
    queries: tuple[Query, ...]
    documents: tuple[str, ...]
    kinds: tuple[PieceKind, ...]
    relevant: Mapping[PageKey, int]


@dataclass(frozen=True, slots=True)
class Collection:
    """A data set: topics asked of documents that are in the corpus."""

    name: str
    topics: tuple[Topic, ...]


def read_gold(files: Iterable[Path]) -> dict[tuple[str, str], dict[PageKey, int]]:
    """Pages of each (document, indicator) with their pertinence; rows without a page are left out."""
    gold: dict[tuple[str, str], dict[PageKey, int]] = defaultdict(dict)
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["page"]:
                    page = (row["document"], row["piece"], int(row["page"]))
                    cell = gold[row["document"], row["indicateur"]]
                    cell[page] = max(cell.get(page, 0), int(row["pertinence"]))
    return gold


def add_dossier(corpus: Corpus, document: str, folder: Path) -> None:
    """Read the pieces of a folder into the corpus, scanned pages by recognition as the application does."""
    corpus.documents.describe(document)
    reader = Parser(ChildPdf(), Recogniser(find_tesseract("fra", 90), OcrCache(corpus.data_dir / "ocr"), 0), FRENCH)
    for path in collect_pieces([folder]).pieces:
        corpus.documents.put_piece(document, reader.read(path))


def dossier(grid: Grid, document: str, gold: Mapping[tuple[str, str], Mapping[PageKey, int]]) -> Collection:
    """The indicators of the grid for which the gold cites pages of a document."""
    topics = tuple(
        Topic(
            indicator.code,
            tuple(queries_for(indicator)),
            (document,),
            indicator.where,
            gold[document, indicator.code],
        )
        for indicator in grid.indicators
        if gold.get((document, indicator.code))
    )
    return Collection(document, topics)


def together(name: str, collections: Sequence[Collection]) -> Collection:
    """The indicators of several dossiers, each asked once of all of them."""
    relevant: dict[str, dict[PageKey, int]] = defaultdict(dict)
    first: dict[str, Topic] = {}
    for collection in collections:
        for topic in collection.topics:
            first.setdefault(topic.name, topic)
            relevant[topic.name].update(topic.relevant)
    return Collection(
        name,
        tuple(replace(topic, documents=(), relevant=relevant[code]) for code, topic in sorted(first.items())),
    )


def piaf(corpus: Corpus, file: Path, questions: int, seed: int) -> Collection:
    """Put PIAF's articles into the corpus, a paragraph a page and a passage; draw some of its questions."""
    topics = []
    for number, article in enumerate(json.loads(file.read_text(encoding="utf-8"))["data"]):
        slug = f"piaf-{number}"
        corpus.documents.describe(slug)
        texts = [" ".join(paragraph["context"].split()) for paragraph in article["paragraphs"]]
        corpus.documents.put_piece(slug, _paragraphs(texts))
        for page, paragraph in enumerate(article["paragraphs"], start=1):
            for asked in paragraph["qas"]:
                topics.append((asked["question"], (slug, "article", page)))
    drawn = random.Random(seed).sample(topics, min(questions, len(topics)))
    return Collection(
        "piaf",
        tuple(Topic(text, tuple(queries_for_question(text)), (), (), {page: 3}) for text, page in drawn),
    )


def index(corpus: Corpus, documents: Sequence[str], embedder: Embedder, dense: DenseIndex, words: LexicalIndex) -> None:
    """Write the passages of some documents to both indexes."""
    passages = [passage for document in documents for passage in corpus.texts.passages(document)]
    dense.upsert(passages, embedder.embed_passages([passage.text for passage in passages]))
    words.upsert(passages)


def _paragraphs(texts: Sequence[str]) -> ReadPiece:
    return ReadPiece(
        name="article",
        filename="article.txt",
        sha256=hashlib.sha256("\n".join(texts).encode()).hexdigest(),
        size=sum(map(len, texts)),
        media_type="text/plain",
        kind=PieceKind.AUTRE,
        reader="piaf",
        pages=tuple(Page(n, n, None, text, PageStatus.READ) for n, text in enumerate(texts, start=1)),
        sentences=tuple(Sentence(n, 0, len(text), text) for n, text in enumerate(texts, start=1)),
        passages=tuple(PassageDraft(n, n, (), text) for n, text in enumerate(texts)),
    )
