"""Règlement in JSON, as the standard CNIG « Structuration du règlement d'urbanisme » has it since 2026."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat
from ingestion.formats.limits import TEXT_LIMITS

FORMAT = FileFormat(
    name="json",
    extensions=(".json",),
    media_type="application/json",
    label="règlement structuré (standard de 2026)",
    word="un règlement structuré en JSON",
    is_text=True,
    limits=TEXT_LIMITS,
    reader="rules_json_reader.read_json_rules",
    rank=91,
)
