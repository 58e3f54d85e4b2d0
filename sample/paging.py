"""Puts the physical pages back into the gold and the questions after a source has changed.

``python -m sample.paging`` looks for every quote in its piece, keeps the page written beside it where
the quote still stands there, and otherwise takes the only page where it does.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from functools import cache
from pathlib import Path

from domain.errors import BiollmError
from sample import sample_dir, sample_gold, sample_questions


class QuoteNotPlaced(BiollmError):
    """A quote stands on no page of its piece, or on several with none of them named."""


def flatten(text: str) -> str:
    """Text as a quote is compared: hyphens at line ends joined, white space collapsed.

    pdfium writes a hyphen that ends a line as U+FFFE and drops the line break after it.
    """
    return re.sub(r"\s+", " ", text.replace("\ufffe", "")).strip()


@cache
def page_texts(piece: str) -> tuple[str, ...]:
    """Flattened text of every page of a piece of the sample, in order."""
    import pypdfium2

    with pypdfium2.PdfDocument(sample_dir() / f"{piece}.pdf") as pdf:
        return tuple(flatten(page.get_textpage().get_text_range()) for page in pdf)


def locate(piece: str, quote: str, written: int | None) -> int:
    """Physical page of a quote, from 1.

    Raises:
        QuoteNotPlaced: No page has the quote, or several have it and ``written`` is none of them.
    """
    found = [number for number, text in enumerate(page_texts(piece), 1) if flatten(quote) in text]
    if written in found:
        return written
    if len(found) != 1:
        raise QuoteNotPlaced(
            f"La citation se trouve sur {len(found)} page(s) au lieu d’une.",
            where=f"{piece} : « {quote} »",
            remedy="Corriger la citation, ou écrire la page voulue dans le fichier.",
        )
    return found[0]


def repage_gold(path: Path) -> str:
    """The gold file's content with its pages brought up to date."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        columns = reader.fieldnames or []
        rows = list(reader)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        if row["piece"]:
            row["page"] = str(locate(row["piece"], row["citation"], int(row["page"] or 0)))
        writer.writerow(row)
    return out.getvalue()


def repage_questions(path: Path) -> str:
    """The questions' content with the page of each quote brought up to date, first in ``pages``."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["answerable"]:
            first, *others = item["pages"] or [0]
            item["pages"] = [locate(item["piece"], item["quote"], first), *others]
        lines.append(json.dumps(item, ensure_ascii=False) + "\n")
    return "".join(lines)


def _replace(path: Path, content: str) -> None:
    draft = path.with_suffix(path.suffix + ".part")
    draft.write_text(content, encoding="utf-8", newline="")
    draft.replace(path)


if __name__ == "__main__":
    try:
        _replace(sample_gold(), repage_gold(sample_gold()))
        _replace(sample_questions(), repage_questions(sample_questions()))
    except BiollmError as error:
        sys.exit(str(error))
