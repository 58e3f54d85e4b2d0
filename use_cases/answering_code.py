"""A digest of the code that answers free questions: answers given by another version of it are not given again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import answering
import french
import indicator_queries
import languages
import retrieval
import vectorstore
from domain.identity import digest_of

_PACKAGES = (answering, french, indicator_queries, languages, retrieval, vectorstore)
#: What is compiled from the modules, by whichever Python runs them.
_COMPILED = ".pyc"


@cache
def answering_code() -> str:
    """The digest of the modules that understand, find, read and word, and of the weights and words they use.

    Read once a process.
    """
    return code_digest([Path(folder) for package in _PACKAGES for folder in package.__path__])


def code_digest(folders: list[Path]) -> str:
    """The digest of all files under some folders, modules and data, by their names within and their bytes."""
    files = sorted(
        (file.relative_to(folder).as_posix(), file)
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != _COMPILED
    )
    return digest_of(part for name, file in files for part in (name, hashlib.sha256(file.read_bytes()).hexdigest()))
