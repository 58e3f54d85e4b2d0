"""Answers as CSV, one row a citation, and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from domain import Answer
from domain.verdict_words import VERDICTS
from exports.answer_json import answer_to_json
from exports.wording import french, harmless, value_text
from indicator_queries import Grid

COLUMNS = (
    "document", "indicateur", "nom", "question", "verdict", "justification", "valeurs", "piece", "page",
    "page_imprimee", "citation", "avertissements", "modele", "secondes",
)  # fmt: skip


def to_csv(answers: Sequence[Answer], grid: Grid) -> bytes:
    """Semicolons, decimal commas, UTF-8 with BOM: opens by a double click in a French Excel.

    One row a citation; an answer without any has one row. Document text that a spreadsheet would
    compute gets an apostrophe in front.
    """
    known = {indicator.code: indicator for indicator in grid.indicators}
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for answer in answers:
        indicator = known.get(answer.indicator) if answer.indicator is not None else None
        before = (
            answer.document,
            answer.indicator or "",
            indicator.name if indicator else "",
            answer.question or (indicator.question if indicator else ""),
            VERDICTS[answer.verdict],
            answer.rationale,
            " | ".join(value_text(value) for value in answer.values),
        )
        after = (" | ".join(warning.sentence for warning in answer.warnings), answer.llm)
        places = [
            (citation.piece, "" if citation.page is None else str(citation.page), citation.label or "", citation.quote)
            for citation in answer.citations
        ] or [("", "", "", "")]
        for where in places:
            cells = [harmless(text) for text in (*before, *where, *after)]
            writer.writerow([*cells, french(round(answer.seconds, 1))])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def to_json(answers: Sequence[Answer]) -> bytes:
    """The list of answers in the shape of the API, each with its record."""
    content = [answer_to_json(answer, record=True) for answer in answers]
    # A text layer can hold a lone surrogate, which UTF-8 cannot: it is written as its escape \udxxx.
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return (_escaped(text) + "\n").encode()


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(char):04x}" if "\ud800" <= char <= "\udfff" else char for char in text)
