"""Word: the comparative table of the documents."""

from __future__ import annotations

from exports.contents import Export
from exports.registry import ExportFormat

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(export: Export) -> bytes:
    """The same as the deliverable, in our own template."""
    from exports.deliverables.kinds.comparative_table import KIND  # python-docx takes its time to import
    from exports.deliverables.material import Material

    return KIND.content(Material.of(export), "docx")


FORMAT = ExportFormat("docx", "Word", MEDIA, write, rank=45, on_pages=False)
