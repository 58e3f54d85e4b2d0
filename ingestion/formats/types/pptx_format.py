"""PowerPoint."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat, Paging

FORMAT = FileFormat(
    name="pptx",
    extensions=(".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"),
    media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    label="PowerPoint",
    word="une présentation PowerPoint",
    holds=lambda content: "ppt/presentation.xml" in content.members,
    reader="slides_reader.read_slides",
    paging=Paging.LAID_OUT,
    rank=40,
)
