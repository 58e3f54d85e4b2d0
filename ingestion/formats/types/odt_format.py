"""Text of OpenDocument (LibreOffice Writer)."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat, Paging

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

FORMAT = FileFormat(
    name="odt",
    extensions=(".odt", ".ott"),
    media_type=_MEDIA_TYPE,
    label="ODT",
    word="un document OpenDocument",
    holds=lambda content: content.opendocument_type == _MEDIA_TYPE,
    reader="opendocument_reader.read_opendocument",
    paging=Paging.LAID_OUT,
    rank=30,
)
