"""Plain text: what any text is that nothing else recognises."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat
from ingestion.formats.limits import TEXT_LIMITS

FORMAT = FileFormat(
    name="txt",
    extensions=(".txt",),
    media_type="text/plain",
    label="texte",
    word="un texte",
    is_text=True,
    limits=TEXT_LIMITS,
    reader="plain_text_reader.read_text",
    rank=80,
)
