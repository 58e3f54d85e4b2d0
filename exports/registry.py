"""The formats of files, one a module of ``exports.formats``: what is added there is offered everywhere.

A module declares ``FORMAT``, an :class:`ExportFormat`. The API, the command line and the pages ask this registry;
nothing else names a format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from domain.errors import UnknownFormat
from domain.registered import registered

if TYPE_CHECKING:
    from exports.contents import Export
    from exports.reference_shapes import ReferenceBase
    from exports.table import Table


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format of files.

    Attributes:
        name: What a user types (« xlsx »); it is also the extension of the files.
        label: What a button says (« Excel »).
        media_type: Of HTTP.
        write: The file of one document or several.
        write_table: The file of a table; None where the format has none.
        rank: Formats are offered in this order.
        on_pages: Whether pages have a button for it; the API and the command line offer every format.
        write_base: The file of the tables of the reference base; None for what is written from cells.
        ending: Extension of the files, without its point, where it is not the name.
    """

    name: str
    label: str
    media_type: str
    write: Callable[[Export], bytes] | None
    write_table: Callable[[Table], bytes] | None = None
    rank: int = 100
    on_pages: bool = True
    write_base: Callable[[ReferenceBase], bytes] | None = None
    ending: str = ""

    @property
    def extension(self) -> str:
        """With its point: « .xlsx »."""
        return f".{self.ending or self.name}"

    def cells(self, export: Export) -> bytes:
        """The file of documents with their cells; of a format that is not made of the tables of the base."""
        assert self.write is not None, "a format of the reference base"
        return self.write(export)

    def table(self, table: Table) -> bytes:
        """The file of a table.

        Raises:
            UnknownFormat: the format has none.
        """
        if self.write_table is None:
            raise UnknownFormat(
                f"Un tableau ne s'écrit pas au format « {self.name} ».",
                remedy=f"Formats possibles : {', '.join(one.name for one in table_formats())}.",
            )
        return self.write_table(table)


@cache
def file_formats() -> Mapping[str, ExportFormat]:
    """Every format by its name, in the order in which they are offered."""
    found = registered("exports.formats", "FORMAT", ExportFormat)
    return {one.name: one for one in sorted(found, key=lambda one: (one.rank, one.name))}


def table_formats() -> tuple[ExportFormat, ...]:
    """The formats that a table can be written in."""
    return tuple(one for one in file_formats().values() if one.write_table is not None)


def format_named(name: str) -> ExportFormat:
    """A format by its name.

    Raises:
        UnknownFormat: there is none of this name.
    """
    found = file_formats().get(name.lower())
    if found is None:
        raise UnknownFormat(
            f"Le format « {name} » n'est pas connu.", remedy=f"Formats possibles : {', '.join(file_formats())}."
        )
    return found
