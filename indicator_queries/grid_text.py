"""The text of a grid file becomes a Grid, or an error that names every fault by line and field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from domain.errors import GridError
from indicator_queries.faults import Fault, describe, duplicate_codes, syntax_fault
from indicator_queries.schema import Grid

MAX_NODES = 200_000
"""A grid has a few thousand nodes; aliases of aliases could otherwise make billions of them."""

_REMEDY = "Corrigez le fichier puis vérifiez-le par « biollm grid check »."


def parse_grid(content: bytes, where: str) -> Grid:
    """Read a grid that a person wrote.

    Args:
        content: YAML, in UTF-8.
        where: What to call the file in errors.

    Raises:
        GridError: The file cannot be used; ``faults`` lists every fault with its line and field.
    """
    tree = _load_tree(content, where)
    try:
        plain = _plain(tree, [], [MAX_NODES])
    except _TooMany as error:
        raise _error(where, [Fault(0, str(error))]) from error
    duplicates = duplicate_codes(tree)
    try:
        grid = Grid.model_validate(plain)
    except ValidationError as error:
        # The schema reports a duplicate only when the rest is right, and without a line: ours replace it.
        faults = [
            fault
            for item in error.errors()
            if not (duplicates and item["type"] == "value_error")
            for fault in describe(tree, item)
        ]
        raise _error(where, [*faults, *duplicates]) from error
    return grid


def _load_tree(content: bytes, where: str) -> CommentedMap:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "ce n'est pas du texte UTF-8 (enregistrez le fichier avec l'encodage UTF-8)"
        raise _error(where, [Fault(line, message)]) from error
    if not text.strip():
        raise _error(where, [Fault(0, "le fichier est vide")])
    try:
        tree = YAML(typ="rt").load(text)  # the round-trip loader keeps the line of every key
    except MarkedYAMLError as error:
        raise _error(where, [syntax_fault(error)]) from error
    except (YAMLError, ValueError, RecursionError) as error:  # forbidden characters, impossible dates, depth
        raise _error(where, [Fault(0, f"le fichier n'est pas du YAML lisible ({error})")]) from error
    if not isinstance(tree, CommentedMap):
        message = "le fichier doit être fait de champs (name, version, title, indicators)"
        raise _error(where, [Fault(1, message)])
    return tree


class _TooMany(ValueError):
    """The tree refers to itself, or is far larger than any grid."""


def _plain(node: Any, above: list[int], budget: list[int]) -> Any:
    """The tree as plain dicts, lists and scalars, without the loader's own string and number classes."""
    budget[0] -= 1
    if budget[0] < 0:
        raise _TooMany("le fichier est démesuré pour une grille (trop de renvois « * » ou d'éléments)")
    if id(node) in above:
        raise _TooMany("un renvoi « * » désigne l'élément qui le contient")
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value, [*above, id(node)], budget) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value, [*above, id(node)], budget) for value in node]
    if isinstance(node, str):
        return str(node)
    return node


def _error(where: str, faults: Sequence[Fault]) -> GridError:
    lines = tuple(str(fault) for fault in sorted(faults, key=lambda fault: fault.line))
    count = "1 défaut" if len(lines) == 1 else f"{len(lines)} défauts"
    return GridError(f"la grille ne peut pas être utilisée ({count}).", lines, where=where, remedy=_REMEDY)
