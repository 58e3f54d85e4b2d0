"""A digest of the code that answers free questions: answers given by another version of it are not given again."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import answering
import french
import indicator_queries
import languages
import retrieval
from domain.identity import digest_of

_PACKAGES = (answering, french, indicator_queries, languages, retrieval)


@cache
def answering_code() -> str:
    """The digest of the modules that understand, find, read and word; read once a process."""
    return code_digest([Path(folder) for package in _PACKAGES for folder in package.__path__])


def code_digest(folders: list[Path]) -> str:
    """The digest of all Python files under some folders, by their names within and their bytes."""
    files = sorted((file.relative_to(folder).as_posix(), file) for folder in folders for file in folder.rglob("*.py"))
    return digest_of(part for name, file in files for part in (name, file.read_text(encoding="utf-8")))
