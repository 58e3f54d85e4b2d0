"""Rich text (RTF)."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat

FORMAT = FileFormat(
    name="rtf",
    extensions=(".rtf",),
    media_type="application/rtf",
    label="texte enrichi (RTF)",
    word="un texte enrichi (RTF)",
    is_text=True,
    reader="rich_text_reader.read_rich_text",
    rank=55,
)
