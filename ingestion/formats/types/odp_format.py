"""Slides of OpenDocument (LibreOffice Impress)."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat, Paging

_MEDIA_TYPE = "application/vnd.oasis.opendocument.presentation"

FORMAT = FileFormat(
    name="odp",
    extensions=(".odp", ".otp"),
    media_type=_MEDIA_TYPE,
    label="ODP",
    word="une présentation OpenDocument",
    holds=lambda content: content.opendocument_type == _MEDIA_TYPE,
    reader="opendocument_slides.read_slides",
    paging=Paging.LAID_OUT,
    rank=45,
)
