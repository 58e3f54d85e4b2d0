"""Where a grid stands: one that comes along, or the file of a person."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from domain.errors import MissingPath
from indicator_queries.kept_grid import parsed_yaml
from indicator_queries.schema import Grid

BUNDLED = "biodiversite-erca-15.yaml"


def load_grid(path: Path | None = None) -> Grid:
    """Read a grid file; the bundled grid of fifteen indicators when ``path`` is None.

    Args:
        path: A YAML file, in UTF-8, or the name of a bundled grid (« evaluation-environnementale »).

    Returns:
        The grid, checked. Examples of its criteria may stand in a file beside it: « NAME.exemples.yaml » or
        « NAME.exemples.csv » beside « NAME.yaml » (see :mod:`indicator_queries.examples`). Those of the bundled grid
        are in the trained weights and are read only when asked for.

    Raises:
        MissingPath: There is no readable file at ``path``.
        GridError: The file cannot be used; ``faults`` lists every fault with its line and field.
    """
    if path is None:
        path = Path(BUNDLED.removesuffix(".yaml"))
    if len(path.parts) == 1 and path.name in bundled_grids() and not path.exists():
        bundled = files("indicator_queries") / "grids" / f"{path.name}.yaml"
        return Grid.model_validate(parsed_yaml(bundled.read_bytes(), Path(str(bundled))))
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
    from indicator_queries.examples import with_examples
    from indicator_queries.grid_text import parse_grid

    return with_examples(parse_grid(content, str(path)), path)


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
