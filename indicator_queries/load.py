"""A grid file becomes a Grid, or an error that names every fault by line and field."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from domain.errors import GridError, MissingPath
from indicator_queries.examples import with_examples
from indicator_queries.faults import Fault, describe, duplicate_codes, syntax_fault
from indicator_queries.schema import Grid

BUNDLED = "biodiversite-erca-15.yaml"
MAX_NODES = 200_000
"""A grid has a few thousand nodes; aliases of aliases could otherwise make billions of them."""

_REMEDY = "Corrigez le fichier puis vérifiez-le par « biollm grid check »."


def load_grid(path: Path | None = None) -> Grid:
    """Read a grid file; the bundled grid of fifteen indicators when ``path`` is None.

    Args:
        path: A YAML file, in UTF-8, or the name of a bundled grid (« evaluation-environnementale »).

    Returns:
        The grid, checked. Examples of its criteria may stand in a file beside it: « NAME.exemples.yaml » beside
        « NAME.yaml » (see :mod:`indicator_queries.examples`).

    Raises:
        MissingPath: There is no readable file at ``path``.
        GridError: The file cannot be used; ``faults`` lists every fault with its line and field.
    """
    if path is None:
        path = Path(BUNDLED.removesuffix(".yaml"))
    if len(path.parts) == 1 and path.name in bundled_grids() and not path.exists():
        bundled = files("indicator_queries") / "grids" / f"{path.name}.yaml"
        return _parse(bundled.read_bytes(), bundled.name)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        known = ", ".join(bundled_grids())
        remedy = f"Vérifiez le chemin donné ; grilles fournies : {known}."
        raise MissingPath("la grille n'existe pas.", where=str(path), remedy=remedy) from None
    except OSError as error:
        raise MissingPath(
            f"la grille ne peut pas être lue ({error.strerror}).",
            where=str(path),
            remedy="Indiquez un fichier YAML que vous avez le droit de lire.",
        ) from error
    return with_examples(_parse(content, str(path)), path)


def bundled_grids() -> tuple[str, ...]:
    """Names of the grids that come along, in the order of the alphabet."""
    folder = files("indicator_queries") / "grids"
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")))


def check_grid(path: Path) -> Grid:
    """Check a grid written by a person; what ``biollm grid check`` calls.

    Raises:
        MissingPath: There is no readable file at ``path``.
        GridError: The file cannot be used; ``faults`` lists every fault with its line and field.
    """
    return load_grid(path)


def _parse(content: bytes, where: str) -> Grid:
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
