"""What comes in kinds, one a module of a package: each module declares its entry under the same name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

T = TypeVar("T")


def registered(package: str, name: str, kind: type[T]) -> list[T]:
    """The entry of every module of a package, in the order of the modules' names.

    Args:
        package: Its dotted name; all its modules are imported.
        name: Of the entry in each module.
        kind: What each entry is.

    Raises:
        AttributeError: a module declares no entry.
        TypeError: an entry is something else.

    Example:
        >>> [language.code for language in registered("languages.entries", "LANGUAGE", Language)]
        ['fr']
    """
    found = []
    for module in iter_modules(import_module(package).__path__):
        entry = getattr(import_module(f"{package}.{module.name}"), name)
        if not isinstance(entry, kind):
            raise TypeError(f"{package}.{module.name}.{name} is no {kind.__name__}")
        found.append(entry)
    return found
