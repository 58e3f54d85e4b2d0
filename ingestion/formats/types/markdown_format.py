"""Markdown."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat
from ingestion.formats.limits import TEXT_LIMITS

FORMAT = FileFormat(
    name="md",
    extensions=(".md",),
    media_type="text/markdown",
    label="Markdown",
    word="un texte Markdown",
    is_text=True,
    limits=TEXT_LIMITS,
    reader="unstructured_reader.read_markdown",
    rank=70,
)
