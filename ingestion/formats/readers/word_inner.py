"""Documents that Word shows inside another: Word, HTML, MHT pages, rich and plain text; others are counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any

from french.decoding import decode_text
from ingestion.formats.office_content import Category, ContentBuilder, Unread
from ingestion.formats.readers.package import attribute
from ingestion.formats.readers.rich_text_reader import START, add_rich_text
from ingestion.formats.readers.word_parts import WordParts

_DEEPEST = 5  # documents in one another
_MARKUP = re.compile(r"<(?:!doctype html|html|body|p|div|h[1-6]|table|[uo]l|span|b|i|br)\b", re.IGNORECASE)
_PAGES = (".htm", ".html", ".xhtml", ".xht")


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
    name = relation.target.rpartition("/")[2]
    if data.startswith(b"PK\x03\x04") and parts.depth < _DEEPEST:
        read_word(data, parts.depth + 1)
    elif data.startswith(b"PK\x03\x04"):
        parts.builder.not_read(Unread.PART, name)
    elif data.lstrip().startswith(START):
        add_rich_text(data, parts.builder)
    elif _is_mail(data):
        _add_mail(data, name, parts.builder)
    else:
        _add_text(decode_text(data).text, parts.builder, is_page=name.lower().endswith(_PAGES))


def _is_mail(data: bytes) -> bool:
    """Whether it is a page saved as one file (MHT), which is written like a mail."""
    return b"mime-version:" in data[:1000].lower()


def _add_mail(data: bytes, name: str, builder: ContentBuilder) -> None:
    """Hands on the page of a mail; its pictures are counted where the page shows them."""
    root = message_from_bytes(data)
    pages = list(_texts(root, "text/html"))
    if not pages and not (pages := list(_texts(root, "text/plain"))):
        builder.not_read(Unread.PART, name)
        return
    # The first page is the document; the others are frames and lists of its files.
    page = pages[0]
    content = page.get_payload(decode=True)
    if isinstance(content, bytes):
        text = decode_text(content, [page.get_content_charset() or ""]).text
        _add_text(text, builder, is_page=page.get_content_type() == "text/html")
    for other in pages[1:]:
        builder.not_read(Unread.PART, (other.get("Content-Location") or name).rpartition("/")[2])


def _texts(root: Message, kind: str) -> Iterator[Message]:
    return (one for one in root.walk() if one.get_content_type() == kind and not one.is_multipart())


def _add_text(text: str, builder: ContentBuilder, *, is_page: bool) -> None:
    from ingestion.formats.readers.html_reader import add_html

    if is_page or _MARKUP.search(text[:4096]):
        add_html(text, builder)
    else:
        for line in text.splitlines():
            builder.add(Category.TEXT, line)
