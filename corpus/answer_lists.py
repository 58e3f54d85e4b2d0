"""Answers as they are listed and found again, kept until something is written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from sqlite3 import Row

from corpus.document_infos import stored_json
from corpus.plain_reads import PlainReads
from corpus.revisions import Revisions
from corpus.stored_names import document_number
from domain import Answer, Citation, Verdict
from domain.answer_codec import decode_answer
from domain.once import MadeOnce

#: What the answers of a document are read from (see ``corpus.text_store``), and of how many documents they are kept:
#: some 200 kB each.
_READ_FROM = ("former_slug", "answer", "citation")
_KEPT = 24
_TOGETHER = 100  # documents whose answers are read in one query

_CITATION = tuple(field.name for field in fields(Citation))
#: Columns of a citation that hold JSON.
_PARTS = ("before", "after")
_ANSWERS = """
SELECT answer.id, document.slug AS document, indicator, question, verdict, rationale, "values", searched, warnings, llm,
       seconds, record
FROM answer JOIN document ON document.id = answer.document_id
"""
_CITATIONS = "SELECT answer_id, {} FROM citation".format(", ".join(f'"{name}"' for name in _CITATION))
_NEWEST = """
SELECT max(id) FROM answer WHERE indicator IS NOT NULL {of_documents} GROUP BY document_id, indicator
"""
_VERDICTS = f"""
SELECT document.slug, answer.indicator, answer.id, answer.verdict
FROM answer JOIN document ON document.id = answer.document_id
WHERE answer.id IN ({_NEWEST.format(of_documents="")})
"""


class AnswerLists:
    """Finds answers; the current one of a cell is the newest."""

    def __init__(self, reads: PlainReads, revisions: Revisions):
        self._reads = reads
        self._revisions = revisions
        self._numbered: MadeOnce[tuple[object, ...], dict[str, tuple[int, Answer]]] = MadeOnce(_KEPT)
        self._verdicts: MadeOnce[tuple[object, ...], dict[str, dict[str, tuple[int, Verdict]]]] = MadeOnce(1)

    def find(self, document: str, key: str) -> Answer | None:
        """The newest answer made from exactly this, if there is one."""
        own = document_number(self._reads, document)
        return self._one("SELECT max(id) FROM answer WHERE document_id = ? AND key = ?", [own, key])

    def by_number(self, number: int) -> Answer | None:
        """An answer by its number, current or not."""
        return self._one("SELECT ?", [number])

    def current(self, document: str) -> list[Answer]:
        """The newest answer of each indicator of a document, by indicator code."""
        return [answer for _, answer in self.numbered(document).values()]

    def numbered(self, document: str) -> dict[str, tuple[int, Answer]]:
        """As :meth:`current`, by indicator code, each answer with its number: what a review is of."""
        key = (document, *self._revisions.of(*_READ_FROM, document=document))
        return dict(self._numbered.get(key, lambda: self._read_numbered(document)))

    def _read_numbered(self, document: str) -> dict[str, tuple[int, Answer]]:
        return self._newest("AND document_id = ?", [document_number(self._reads, document)]).get(document, {})

    def numbered_of(self, documents: Sequence[str]) -> dict[str, dict[str, tuple[int, Answer]]]:
        """As :meth:`numbered`, of many documents in a few queries; one that has no answer is absent."""
        found: dict[str, dict[str, tuple[int, Answer]]] = {}
        for start in range(0, len(documents), _TOGETHER):
            slugs = documents[start : start + _TOGETHER]
            places = ", ".join("?" * len(slugs))
            found.update(self._newest(f"AND document_id IN (SELECT id FROM document WHERE slug IN ({places}))", slugs))
        return found

    def verdicts(self) -> dict[str, dict[str, tuple[int, Verdict]]]:
        """The newest verdict of every cell of every document, as {slug: {code: (number, verdict)}}, in one query.

        What is returned is shared: it is read, never changed.
        """
        return self._verdicts.get(self._revisions.of(*_READ_FROM), self._read_verdicts)

    def _read_verdicts(self) -> dict[str, dict[str, tuple[int, Verdict]]]:
        found: dict[str, dict[str, tuple[int, Verdict]]] = {}
        for slug, code, number, verdict in self._reads.rows(_VERDICTS):
            found.setdefault(slug, {})[str(code)] = (number, Verdict(verdict))
        return found

    def _newest(self, of_documents: str, values: Sequence[object]) -> dict[str, dict[str, tuple[int, Answer]]]:
        """The newest answer of each indicator of these documents, as {slug: {code: (number, answer)}}."""
        found: dict[str, dict[str, tuple[int, Answer]]] = {}
        for number, answer in self._read(_NEWEST.format(of_documents=of_documents), values):
            found.setdefault(answer.document, {})[str(answer.indicator)] = (number, answer)
        return found

    def _one(self, numbers: str, values: Sequence[object]) -> Answer | None:
        return next((answer for _, answer in self._read(numbers, values)), None)

    def _read(self, numbers: str, values: Sequence[object]) -> list[tuple[int, Answer]]:
        """The answers whose numbers a statement finds, by indicator code, the citations of all in one query."""
        rows = self._reads.rows(f"{_ANSWERS} WHERE answer.id IN ({numbers}) ORDER BY indicator", values)
        cited: dict[int, list[Row]] = {}
        if rows:
            quotes = f"{_CITATIONS} WHERE answer_id IN ({numbers}) ORDER BY answer_id, position"
            for quote in self._reads.rows(quotes, values):
                cited.setdefault(quote["answer_id"], []).append(quote)
        return [(row["id"], _answer(row, cited.get(row["id"], ()))) for row in rows]


def _answer(row: Row, citations: Sequence[Row]) -> Answer:
    return decode_answer(
        {
            "document": row["document"],
            "indicator": row["indicator"],
            "question": row["question"],
            "verdict": row["verdict"],
            "rationale": row["rationale"],
            "values": json.loads(row["values"]),
            "citations": [
                {name: stored_json(one[name]) if name in _PARTS else one[name] for name in _CITATION}
                for one in citations
            ],
            "searched": json.loads(row["searched"]),
            "warnings": json.loads(row["warnings"]),
            "llm": row["llm"],
            "seconds": row["seconds"],
            "record": json.loads(row["record"]),
        }
    )
