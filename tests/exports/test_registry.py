from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.errors import UnknownFormat
from exports import file_formats, format_named, table_formats
from exports.reference_shapes import ReferenceBase
from exports.registry import ExportFormat
from exports.table import Column, Table
from tests.exports.samples import CORRECTED, export

TABLE = Table("T", "s", (Column("Nom", 10),), (("a",),))


@pytest.mark.parametrize("name", list(file_formats()))
def test_a_format_says_how_it_is_served_and_writes_what_it_is_given(name: str) -> None:
    form = format_named(name)
    assert form.extension == f".{form.ending or form.name}"
    assert "/" in form.media_type
    assert form.label
    if form.write_base is None:
        assert form.cells(export(CORRECTED))
    else:
        assert form.write_base(ReferenceBase({}, datetime(2025, 6, 1, tzinfo=UTC)))


def test_excel_is_offered_first() -> None:
    assert [form.label for form in file_formats().values()][:2] == ["Excel", "CSV"]


def test_an_unknown_format_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownFormat, match="xlsx, csv, json"):
        format_named("ods")


def test_a_format_without_tables_says_so() -> None:
    form = ExportFormat("docx", "Word", "application/x", lambda _: b"")
    with pytest.raises(UnknownFormat, match="xlsx"):
        form.table(TABLE)


def test_every_format_of_tables_writes_one() -> None:
    assert all(form.table(TABLE) for form in table_formats())
