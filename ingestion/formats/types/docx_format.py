"""Word."""

from __future__ import annotations

import re

from ingestion.formats.file_format import FileFormat, Paging

FORMAT = FileFormat(
    name="docx",
    extensions=(".docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    label="Word",
    word="un document Word",
    holds=lambda content: "word/document.xml" in content.members,
    partition="docx",
    paging=Paging.LAID_OUT,
    text_parts=re.compile(r"word/(?:document|footnotes|endnotes)\.xml"),
    rank=20,
)
