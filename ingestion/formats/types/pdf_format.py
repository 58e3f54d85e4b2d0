"""PDF: pages of its own, read one by one."""

from __future__ import annotations

from ingestion.formats.file_format import FileContent, FileFormat, Paging, ParserFamily
from ingestion.formats.limits import PDF_LIMITS

#: Bytes at the head of a file among which a PDF may begin: some programs write a line before it.
HEAD = 1024


def _holds(content: FileContent) -> bool:
    return b"%PDF-" in content.data[:HEAD]


FORMAT = FileFormat(
    name="pdf",
    extensions=(".pdf",),
    media_type="application/pdf",
    label="PDF",
    word="un PDF",
    parser=ParserFamily.PDF,
    holds=_holds,
    read_in_parts=True,
    paging=Paging.OWN,
    limits=PDF_LIMITS,
    rank=10,
)
