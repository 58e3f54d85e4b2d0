"""The lexical index: words of passages in tantivy (BM25), behind an interface of our own.

A text becomes index terms in one place, a language's analyser; tantivy only splits them at spaces.
Queries are built term by term: what a user types is never read as a query language. Everything here
can be rebuilt from the corpus.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

from domain import StoredPassage
from domain.errors import DiskFull, IndexMismatch, StorageError
from languages import TermAnalyser

REINDEX = "Reconstruisez l'index par la commande « biollm reindex »."
#: Version of the fields below; with the analyser's, it says whether an index on disk can be used.
_FIELDS = "2"
_HEAP = 50_000_000
_QUOTED = re.compile(r'«\s*([^«»]+?)\s*»|"([^"]+)"|“([^“”]+)”')


class LexicalIndex(Protocol):
    """Passages searched by their words."""

    def upsert(self, passages: Sequence[StoredPassage]) -> None:
        """Write passages; writing twice changes nothing."""
        ...

    def delete(self, document: str, piece: str | None = None) -> None:
        """Remove a document, or one piece of it; removing what is not there changes nothing."""
        ...

    def query(self, text: str, k: int, *, documents: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Return at most ``k`` (passage id, BM25 score), best first; no documents means all of them."""
        ...

    def count(self, document: str | None = None) -> int:
        """Count the passages of a document, or of all."""
        ...

    def reset(self) -> None:
        """Forget everything."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...


class TantivyIndex:
    """A tantivy index in a directory; each write is one commit, so a crash leaves the one before."""

    def __init__(
        self,
        path: Path,
        analyser: TermAnalyser,
        *,
        section_boost: float = 0.5,
        phrase_boost: float = 1.0,
        check: bool = True,
    ):
        """Open the index, creating it where there is none.

        Args:
            path: Directory of the index.
            analyser: Makes the terms of passages and of queries.
            section_boost: Weight of a word found in the headings above a passage, its text being 1.
            phrase_boost: Weight of a quoted phrase found whole, on top of its words.
            check: False opens an index of another version too, so that it can be ``reset``.

        Raises:
            IndexMismatch: The index on disk has other fields or other rules for words.
            StorageError: The directory cannot be used.
        """
        self._path = path
        self._section_boost = section_boost
        self._phrase_boost = phrase_boost
        self._analyser = analyser
        self._layout = f"{_FIELDS}-{self._analyser.version}"
        self._lock = RLock()
        layout = path / "layout.json"
        with self._translated():
            if not layout.is_file():
                self._create()
            elif check and json.loads(layout.read_text(encoding="utf-8")) != {"layout": self._layout}:
                raise IndexMismatch(
                    "L'index des mots a été fait par une autre version du logiciel.",
                    where=str(path),
                    remedy=REINDEX,
                )
            self._index = self._open()

    def upsert(self, passages: Sequence[StoredPassage]) -> None:
        """Write passages in one commit; see :class:`LexicalIndex`.

        Raises:
            DiskFull: There is no space left; the index is as before.
            StorageError: tantivy refused the write.
        """
        import tantivy

        with self._writer() as writer:
            for passage in passages:
                writer.delete_documents_by_term("id", passage.id)
            for passage in passages:
                document = tantivy.Document()
                document.add_text("id", passage.id)
                document.add_text("document", passage.document)
                document.add_text("piece", passage.piece)
                document.add_text("section", self._field(" ; ".join(passage.section)))
                document.add_text("text", self._field(passage.text))
                writer.add_document(document)

    def delete(self, document: str, piece: str | None = None) -> None:
        """Remove a document or one of its pieces; see :class:`LexicalIndex`."""
        with self._writer() as writer:
            if piece is None:
                writer.delete_documents_by_term("document", document)
            else:
                writer.delete_documents_by_query(self._all_of([("document", document), ("piece", piece)]))

    def query(self, text: str, k: int, *, documents: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Return the passages that share words with ``text``; see :class:`LexicalIndex`.

        Any of the words is enough (OR); a word said twice counts twice. Words between « », or
        straight or curly double quotes, count as a phrase besides.
        """
        from tantivy import Occur, Query

        words = self._words_query(text)
        if k < 1 or words is None:
            return []
        wanted = sorted(set(documents or ()))
        if wanted:
            among = Query.term_set_query(self._index.schema, "document", wanted)
            words = Query.boolean_query([(Occur.Must, words), (Occur.Must, Query.const_score_query(among, 0.0))])
        with self._translated():
            with self._lock:
                searcher = self._index.searcher()
            # A searcher sees the index as it was: searches run side by side, and beside a write.
            found = searcher.search(words, limit=k, count=False)
            hits = [(str(searcher.doc(address)["id"][0]), float(score)) for score, address in found.hits]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def count(self, document: str | None = None) -> int:
        """Count passages; see :class:`LexicalIndex`."""
        from tantivy import Query

        with self._lock, self._translated():
            searcher = self._index.searcher()
            if document is None:
                return int(searcher.num_docs)
            query = Query.term_query(self._index.schema, "document", document)
            return int(searcher.search(query, limit=1, count=True).count or 0)

    def reset(self) -> None:
        """Forget everything; see :class:`LexicalIndex`."""
        with self._lock, self._translated():
            self._index = None
            self._create()
            self._index = self._open()

    def close(self) -> None:
        """Let go of the files; closing twice does nothing more."""
        with self._lock:
            self._index = None

    # --- Building queries ------------------------------------------------------------------------

    def _words_query(self, text: str) -> Any:
        from tantivy import Occur, Query

        terms = Counter(self._analyser.query_terms(text))
        parts = [(Occur.Should, boosted) for term, times in terms.items() for boosted in self._term(term, times)]
        for match in _QUOTED.finditer(text):
            words = self._analyser.word_terms(next(group for group in match.groups() if group))
            if len(words) > 1:
                phrase = Query.phrase_query(self._index.schema, "text", words)
                parts.append((Occur.Should, Query.boost_query(phrase, self._phrase_boost)))
        return Query.boolean_query(parts) if parts else None

    def _term(self, term: str, times: int) -> Iterator[Any]:
        from tantivy import Query

        for field, boost in (("text", 1.0), ("section", self._section_boost)):
            if boost:
                query = Query.term_query(self._index.schema, field, term, index_option="freq")
                yield Query.boost_query(query, boost * times)

    def _all_of(self, pairs: Sequence[tuple[str, str]]) -> Any:
        from tantivy import Occur, Query

        return Query.boolean_query(
            [(Occur.Must, Query.term_query(self._index.schema, field, value)) for field, value in pairs]
        )

    def _field(self, text: str) -> str:
        return " ".join(self._analyser.terms(text))

    # --- Files -----------------------------------------------------------------------------------

    def _create(self) -> None:
        """Make an empty index; the version file comes last, so a killed creation is done again."""
        import tantivy

        (self._path / "layout.json").unlink(missing_ok=True)
        shutil.rmtree(self._path, ignore_errors=True)
        self._path.mkdir(parents=True, exist_ok=True)
        tantivy.Index(_schema(), path=str(self._path))
        temporary = self._path / "layout.json.part"
        temporary.write_text(json.dumps({"layout": self._layout}), encoding="utf-8")
        os.replace(temporary, self._path / "layout.json")  # noqa: PTH105 - named as the atomic step it is

    def _open(self) -> Any:
        import tantivy

        return tantivy.Index.open(str(self._path))

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        """A writer whose work is committed at the end, or not at all."""
        with self._lock, self._translated():
            writer = self._index.writer(_HEAP, 1)
            try:
                yield writer
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()  # also frees the writer's lock on the directory
            self._index.reload()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what tantivy or the system raise into errors that a user can act upon."""
        try:
            yield
        except OSError as error:
            raise self._storage_error(error) from error
        except ValueError as error:  # tantivy-py raises ValueError for all that tantivy reports
            raise self._storage_error(error) from error

    def _storage_error(self, error: Exception) -> StorageError:
        text = str(error)
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        if full or "No space left" in text:
            return DiskFull(
                "Plus de place sur le disque : l'index des mots n'a pas pu être écrit.",
                where=str(self._path),
                remedy="Libérez de la place, puis relancez la même commande.",
            )
        return StorageError(f"L'index des mots ne répond pas ({text}).", where=str(self._path), remedy=REINDEX)


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("piece", tokenizer_name="raw", index_option="basic")
    # Terms come from the analyser, joined by spaces.
    builder.add_text_field("section", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    return builder.build()
