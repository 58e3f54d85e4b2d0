"""Pages and facts of a PDF as plain JSON values, between a reading process and ours."""

from __future__ import annotations

from typing import Any

from domain.ledger import Fate
from ingestion.formats.pdf import LineMark, RawPage, RawTable
from ingestion.formats.pdf_file import Outlined, PdfFacts
from ingestion.layout.reading_order import SetAside

_PLAIN = ("ordinal", "text", "label", "images", "drawings", "objects", "hidden", "broken", "why", "pictures", "fields")


def facts_to_wire(facts: PdfFacts) -> dict[str, Any]:
    """Facts as JSON values."""
    outline = [[entry.depth, entry.title, entry.page] for entry in facts.outline]
    return {
        "pages": facts.pages,
        "repaired": facts.repaired,
        "warnings": list(facts.warnings),
        "outline": outline,
        "unread": facts.unread,
    }


def facts_from_wire(found: dict[str, Any]) -> PdfFacts:
    """Facts from JSON values."""
    outline = tuple(Outlined(*entry) for entry in found["outline"])
    return PdfFacts(found["pages"], found["repaired"], tuple(found["warnings"]), outline, found["unread"])


def page_to_wire(page: RawPage) -> dict[str, Any]:
    """A page as JSON values."""
    return {
        **{name: getattr(page, name) for name in _PLAIN},
        "marks": page.marks,
        "tables": [[table.rows, table.columns] for table in page.tables],
        "order": page.order,
        "aside": [[one.fate, one.characters, one.text] for one in page.aside],
    }


def page_from_wire(found: dict[str, Any]) -> RawPage:
    """A page from JSON values."""
    return RawPage(
        **{name: found[name] for name in _PLAIN},
        marks=tuple(map(LineMark._make, found["marks"])),
        tables=tuple(
            RawTable(
                tuple(tuple(None if cell is None else (cell[0], cell[1]) for cell in row) for row in rows),
                tuple(columns),
            )
            for rows, columns in found["tables"]
        ),
        order=tuple((start, end, joint) for start, end, joint in found["order"]),
        aside=tuple(SetAside(Fate(fate), characters, text) for fate, characters, text in found["aside"]),
    )
