"""Tables in CSV, and in TSV."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat
from ingestion.formats.limits import TEXT_LIMITS

FORMAT = FileFormat(
    name="csv",
    extensions=(".csv", ".tsv"),
    media_type="text/csv",
    label="CSV",
    word="un tableau CSV",
    is_text=True,
    limits=TEXT_LIMITS,
    reader="csv_reader.read_csv",
    rank=53,
)
