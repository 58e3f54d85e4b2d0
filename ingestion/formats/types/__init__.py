"""The file formats that are read, one a module: adding one adds a module here that declares ``FORMAT``.

The upload page, the API, the command line, messages and ``docs/formats.md`` ask this registry; nothing else names a
format.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from domain.registered import registered
from ingestion.formats.file_format import FileFormat

__all__ = ["file_formats", "format_of_extension", "readable_extensions"]

#: What holds pieces and is none itself.
ARCHIVES = (".zip",)


@cache
def file_formats() -> tuple[FileFormat, ...]:
    """Every format, in the order in which they are told."""
    formats = registered(__name__, "FORMAT", FileFormat)
    return tuple(sorted(formats, key=lambda one: (one.rank, one.name)))


@cache
def _by_extension() -> Mapping[str, FileFormat]:
    return {extension: one for one in file_formats() for extension in one.extensions}


def format_of_extension(extension: str) -> FileFormat | None:
    """The format that files of this extension (with its point) have, None where none is read."""
    return _by_extension().get(extension.lower())


def readable_extensions() -> tuple[str, ...]:
    """Extensions of the files that are read, in the order of the formats."""
    return tuple(_by_extension())
