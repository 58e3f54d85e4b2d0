"""Règlement in XML, as the standard CNIG « Structuration du règlement d'urbanisme » (SRU, level 1) has it."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat
from ingestion.formats.limits import TEXT_LIMITS

FORMAT = FileFormat(
    name="xml",
    extensions=(".xml",),
    media_type="application/xml",
    label="règlement structuré (XML)",
    word="un règlement structuré en XML",
    is_text=True,
    limits=TEXT_LIMITS,
    reader="rules_reader.read_rules",
    rank=90,
)
