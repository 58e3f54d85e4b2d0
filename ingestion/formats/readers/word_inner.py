"""Documents that Word shows inside another: Word, HTML and plain text; others are counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ingestion.formats.office_content import Category, Unread
from ingestion.formats.readers.package import attribute
from ingestion.formats.readers.word_parts import WordParts

_DEEPEST = 5  # documents in one another
_MARKUP = re.compile(r"<(?:html|body|p|div|h[1-6]|table)\b", re.IGNORECASE)


def add_inner_document(parts: WordParts, part: str, chunk: Any, read_word: Callable[[bytes, int], None]) -> None:
    """Hands on what stands in the document that an ``altChunk`` of ``part`` names.

    Args:
        parts: The document around it.
        part: Which of its parts holds the element.
        chunk: The element.
        read_word: Reads a document of Word, given its bytes and how many documents are around it.
    """
    relation = parts.package.relations(part).get(attribute(chunk, "r:id") or "")
    if relation is None or relation.outside or relation.target not in parts.package:
        parts.builder.not_read(Unread.PART)
        return
    data = parts.package.data(relation.target)
    if data.startswith(b"PK\x03\x04") and parts.depth < _DEEPEST:
        read_word(data, parts.depth + 1)
    elif data.startswith(b"PK\x03\x04") or data.lstrip().startswith(b"{\\rtf") or _is_mail(data):
        parts.builder.not_read(Unread.PART, relation.target.rpartition("/")[2])
    else:
        from french.decoding import decode_text
        from ingestion.formats.readers.html_reader import add_html

        text = decode_text(data).text
        if _MARKUP.search(text[:4096]):
            add_html(text, parts.builder)
        else:
            for line in text.splitlines():
                parts.builder.add(Category.TEXT, line)


def _is_mail(data: bytes) -> bool:
    """Whether it is a page saved as one file (MHT), which is written like a mail."""
    return b"mime-version" in data[:200].lower()
