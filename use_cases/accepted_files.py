"""Files that may be given as pieces of a document: what the page, the API and the command line say of them."""

from __future__ import annotations

from ingestion import ARCHIVES, file_formats, readable_extensions


def accepted_extensions() -> tuple[str, ...]:
    """Extensions with their point, lower case: of the formats that are read, then of archives of them."""
    return (*readable_extensions(), *ARCHIVES)


def accepted_labels() -> str:
    """The formats as a list to be read: « PDF, Word, ..., texte »."""
    return ", ".join(one.label for one in file_formats())


def accepted_names() -> str:
    """The formats as a user types them: « pdf, docx, ..., txt »."""
    return ", ".join(one.name for one in file_formats())
