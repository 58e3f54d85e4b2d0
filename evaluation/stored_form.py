"""The version of what is stored of an evaluation or a study, read in one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.errors import StorageError

_KEY = "codec"


def stored_version(stored: Mapping[str, object], newest: int, unreadable: Callable[[str], StorageError]) -> int:
    """The version of a stored form; the first had no number.

    Args:
        stored: The JSON.
        newest: The version that this program writes.
        unreadable: Makes the error that says why something cannot be read.

    Raises:
        StorageError: a version after this one stored it, or what stands there is no version.
    """
    version = stored.get(_KEY, 1)
    if not isinstance(version, int) or version > newest:
        raise unreadable(f"version {version}")
    return version


def without_version(stored: Mapping[str, object]) -> dict[str, object]:
    """The fields of a stored form besides its version."""
    return {name: value for name, value in stored.items() if name != _KEY}
