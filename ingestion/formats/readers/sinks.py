"""What takes the paragraphs and tables of a text in order: the content of the file, or a cell, a note, a text box."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingestion.formats.office_content import Category, ContentBuilder
from ingestion.layout.table_rows import TableGrid, table_lines


@dataclass(frozen=True, slots=True)
class BodySink:
    """Hands what it takes to the content of the file."""

    builder: ContentBuilder

    def paragraph(self, category: Category, text: str, depth: int | None = None) -> None:
        """Takes a paragraph; ``depth`` is that of a title."""
        self.builder.add(category, text, depth)

    def table(self, grid: TableGrid) -> None:
        """Takes a table."""
        self.builder.table(table_lines(grid))


@dataclass(slots=True)
class KeptSink:
    """Keeps what it takes: of a cell, a note, a text box. What has no text is not kept; a title there is a text.

    Attributes:
        texts: The paragraphs.
        tables: The tables.
        order: Both, a table as its rows.
    """

    texts: list[str] = field(default_factory=list)
    tables: list[TableGrid] = field(default_factory=list)
    order: list[tuple[Category, str]] = field(default_factory=list)

    def paragraph(self, category: Category, text: str, depth: int | None = None) -> None:
        """Takes a paragraph."""
        del depth
        if text.strip():
            self.texts.append(text.strip())
            self.order.append((Category.TEXT if category is Category.TITLE else category, text))

    def table(self, grid: TableGrid) -> None:
        """Takes a table."""
        self.tables.append(grid)
        self.order.append((Category.TABLE, "\n\n".join(table_lines(grid))))
