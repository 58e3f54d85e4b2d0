"""HTML."""

from __future__ import annotations

from ingestion.formats.file_format import FileContent, FileFormat
from ingestion.formats.limits import TEXT_LIMITS

_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")


def _holds(content: FileContent) -> bool:
    head = content.data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<!--")):
        return b"<html" in head
    return head.startswith(_STARTS)


FORMAT = FileFormat(
    name="html",
    extensions=(".html", ".htm"),
    media_type="text/html",
    label="HTML",
    word="une page HTML",
    holds=_holds,
    is_text=True,
    limits=TEXT_LIMITS,
    reader="html_reader.read_html",
    rank=60,
)
