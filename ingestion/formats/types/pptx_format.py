"""PowerPoint."""

from __future__ import annotations

import re

from ingestion.formats.file_format import FileFormat, Paging

FORMAT = FileFormat(
    name="pptx",
    extensions=(".pptx",),
    media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    label="PowerPoint",
    word="une présentation PowerPoint",
    holds=lambda content: "ppt/presentation.xml" in content.members,
    partition="pptx",
    paging=Paging.LAID_OUT,
    text_parts=re.compile(r"ppt/(?:slides|notesSlides)/[^/]+\.xml"),
    rank=40,
)
