"""Examples of criteria in a file beside a grid: many sentences would drown the grid itself.

The file is YAML: a code, then the key of a criterion, then lists of sentences (see :class:`~.schema.Examples`)::

    I01:
      corridors:
        established:
          - Onze corridors relient les réservoirs entre eux.
        near_miss:
          - Un corridor de transport dessert la zone d'activités.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from domain.errors import GridError
from indicator_queries.schema import Criterion, Examples, Grid

SUFFIX = ".exemples.yaml"
_REMEDY = "Corrigez le fichier d'exemples puis vérifiez la grille par « biollm grid check »."
_Said = dict[str, dict[str, Examples]]


def with_examples(grid: Grid, path: Path) -> Grid:
    """The grid with the examples that stand beside its file; the same grid where there are none.

    Raises:
        GridError: The examples cannot be read, or name what the grid has not; ``faults`` list each.
    """
    beside = path.with_name(path.stem + SUFFIX)
    if not beside.is_file():
        return grid
    said = _read(beside)
    known = {indicator.code: {one.key for one in indicator.rubric.criteria} for indicator in grid.indicators}
    faults = [
        f"{code} : ce code n'est pas dans la grille" if code not in known else f"{code}.{key} : critère inconnu"
        for code, criteria in said.items()
        for key in criteria
        if key not in known.get(code, ())
    ]
    if faults:
        raise _error(beside, faults)
    indicators = tuple(
        indicator.model_copy(
            update={
                "rubric": indicator.rubric.model_copy(
                    update={"criteria": tuple(_joined(one, said[indicator.code]) for one in indicator.rubric.criteria)}
                )
            }
        )
        if indicator.code in said
        else indicator
        for indicator in grid.indicators
    )
    return grid.model_copy(update={"indicators": indicators})


def _joined(criterion: Criterion, said: dict[str, Examples]) -> Criterion:
    """The criterion with its own examples and those of the file."""
    if criterion.key not in said:
        return criterion
    own, more = criterion.examples or Examples(), said[criterion.key]
    joined = {name: (*getattr(own, name), *getattr(more, name)) for name in Examples.model_fields}
    return criterion.model_copy(update={"examples": Examples.model_validate(joined)})


def _read(path: Path) -> _Said:
    try:
        tree: Any = YAML(typ="safe").load(path.read_text(encoding="utf-8-sig"))
        return TypeAdapter(_Said).validate_python(tree or {})
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, one['loc']))} : {one['msg']}" for one in error.errors()]
        raise _error(path, faults) from error
    except (OSError, UnicodeDecodeError, YAMLError, ValueError, RecursionError) as error:
        raise _error(path, [f"le fichier n'est pas lisible ({error})"]) from error


def _error(path: Path, faults: list[str]) -> GridError:
    count = "1 défaut" if len(faults) == 1 else f"{len(faults)} défauts"
    return GridError(
        f"les exemples de la grille ne peuvent pas être utilisés ({count}).",
        tuple(faults),
        where=str(path),
        remedy=_REMEDY,
    )
