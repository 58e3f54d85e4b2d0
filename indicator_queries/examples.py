"""Examples of criteria in a file beside a grid: many sentences would drown the grid itself.

A YAML file has a code, then the key of a criterion, then lists of sentences (see :class:`~.schema.Examples`)::

    I01:
      corridors:
        established:
          - Onze corridors relient les réservoirs entre eux.
        near_miss:
          - Un corridor de transport dessert la zone d'activités.

A table (CSV, « , » or « ; ») has a line a sentence, with the columns ``indicateur``, ``critere``, ``etat`` (a state of
criteria: established, partly, announced, denied, quoted_from_other, absent) and ``phrase``; others are for whoever
keeps it. The bundled grid has such a table. What it shows is in the trained weights already, so it is read only when
asked for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from domain import CriterionState
from domain.errors import GridError
from indicator_queries.schema import Criterion, Examples, Grid

SUFFIX, TABLE_SUFFIX = ".exemples.yaml", ".exemples.csv"
#: The list in which a sentence of each state stands: what is met in part is evidence too.
LISTS = {
    CriterionState.ESTABLISHED: "established",
    CriterionState.PARTLY: "established",
    CriterionState.ANNOUNCED: "announced",
    CriterionState.DENIED: "denied",
    CriterionState.QUOTED: "quoted",
    CriterionState.ABSENT: "near_miss",
}
_REMEDY = "Corrigez le fichier d'exemples puis vérifiez la grille par « biollm grid check »."
_Said = dict[str, dict[str, Examples]]


def with_examples(grid: Grid, path: Path) -> Grid:
    """The grid with the examples that stand beside its file; the same grid where there are none.

    Raises:
        GridError: The examples cannot be read, or name what the grid has not; ``faults`` list each.
    """
    for suffix, read in ((SUFFIX, _read_yaml), (TABLE_SUFFIX, _read_table)):
        beside = path.with_name(path.stem + suffix)
        if beside.is_file():
            grid = _with(grid, read(beside), beside)
    return grid


@lru_cache(maxsize=1)
def bundled_examples() -> Mapping[str, Examples]:
    """What stands beside the bundled grid, by « indicator/criterion »."""
    from indicator_queries.load import BUNDLED

    table = files("indicator_queries") / "grids" / (BUNDLED.removesuffix(".yaml") + TABLE_SUFFIX)
    said = _of_rows(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    return {f"{code}/{key}": examples for code, criteria in said.items() for key, examples in criteria.items()}


def _with(grid: Grid, said: _Said, where: Path) -> Grid:
    known = {indicator.code: {one.key for one in indicator.rubric.criteria} for indicator in grid.indicators}
    faults = [
        f"{code} : ce code n'est pas dans la grille" if code not in known else f"{code}.{key} : critère inconnu"
        for code, criteria in said.items()
        for key in criteria
        if key not in known.get(code, ())
    ]
    if faults:
        raise _error(where, faults)
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


def _read_yaml(path: Path) -> _Said:
    try:
        tree: Any = YAML(typ="safe").load(path.read_text(encoding="utf-8-sig"))
        return TypeAdapter(_Said).validate_python(tree or {})
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, one['loc']))} : {one['msg']}" for one in error.errors()]
        raise _error(path, faults) from error
    except (OSError, UnicodeDecodeError, YAMLError, ValueError, RecursionError) as error:
        raise _error(path, [f"le fichier n'est pas lisible ({error})"]) from error


def _read_table(path: Path) -> _Said:
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _error(path, [f"le fichier n'est pas lisible ({error})"]) from error
    states = ", ".join(LISTS)
    wanted = ("indicateur", "critere", "etat", "phrase")
    if missing := [name for name in wanted if rows and name not in rows[0]]:
        raise _error(path, [f"colonnes absentes : {', '.join(missing)}"])
    faults = [
        f"ligne {number} : état inconnu « {row['etat']} » ({states})"
        for number, row in enumerate(rows, 2)
        if row["critere"] and row["etat"] not in LISTS
    ]
    if faults:
        raise _error(path, faults)
    return _of_rows(rows)


def _of_rows(rows: Iterable[Mapping[str, str]]) -> _Said:
    """The sentences of a table by indicator, criterion and list; those of no criterion aside."""
    said: dict[str, dict[str, dict[str, list[str]]]] = {}
    for row in rows:
        if row["critere"] and row["phrase"].strip():
            lists = said.setdefault(row["indicateur"], {}).setdefault(row["critere"], {})
            lists.setdefault(LISTS[CriterionState(row["etat"])], []).append(row["phrase"].strip())
    return TypeAdapter(_Said).validate_python(said)


def _error(path: Path, faults: list[str]) -> GridError:
    count = "1 défaut" if len(faults) == 1 else f"{len(faults)} défauts"
    return GridError(
        f"les exemples de la grille ne peuvent pas être utilisés ({count}).",
        tuple(faults),
        where=str(path),
        remedy=_REMEDY,
    )
