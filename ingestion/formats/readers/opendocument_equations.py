"""Equations of OpenDocument: objects in frames that hold MathML, in the file itself or in a part of its own."""

from __future__ import annotations

import posixpath
from typing import Any

from domain.errors import DamagedFile
from ingestion.formats.readers.equations import markup_text
from ingestion.formats.readers.opendocument_names import named, said
from ingestion.formats.readers.package import Package


def equation_of(frame: Any, package: Package) -> str | None:
    """What an equation in a frame shows, on one line; None for a frame that holds something else."""
    thing = next((one for one in frame if named(one) == "draw:object"), None)
    if thing is None:
        return None
    root = next((one for one in thing if isinstance(one.tag, str)), None)
    part = f"{posixpath.normpath(said(thing, '?:href') or '-')}/content.xml"
    if root is None and part in package:
        try:
            root = package.xml(part)
        except DamagedFile:
            return None  # counted as an object that is not read
    is_equation = root is not None and isinstance(root.tag, str) and root.tag.rpartition("}")[2] == "math"
    return markup_text(root) if is_equation else None
