"""PowerPoint: slides for a committee."""

from __future__ import annotations

from exports.contents import Export
from exports.registry import ExportFormat

MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def write(export: Export) -> bytes:
    """The same as the deliverable, in our own template."""
    from exports.deliverables.kinds.committee_slides import KIND  # python-pptx takes its time to import
    from exports.deliverables.material import Material

    return KIND.content(Material.of(export), "pptx")


FORMAT = ExportFormat("pptx", "PowerPoint", MEDIA, write, rank=46, on_pages=False)
