"""Word."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat, Paging

FORMAT = FileFormat(
    name="docx",
    extensions=(".docx", ".docm", ".dotx", ".dotm"),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    label="Word",
    word="un document Word",
    holds=lambda content: "word/document.xml" in content.members,
    reader="word_reader.read_word",
    paging=Paging.LAID_OUT,
    rank=20,
)
