"""The table of arrows between packages in docs/architecture.md: ``python -m tests.package_arrows`` writes it again.

Read from the imports themselves by grimp (which import-linter stands on), so that it cannot say what the code does not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
FIRST, LAST = "<!-- arrows: python -m tests.package_arrows -->", "<!-- end of arrows -->"


def layers() -> list[list[str]]:
    """The packages by layer, highest first, as the import contract has them."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    return [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]


def arrows() -> set[tuple[str, str]]:
    """The packages that import another one, as (who imports, what is imported)."""
    import grimp

    graph = grimp.build_graph(*[name for layer in layers() for name in layer], include_external_packages=False)
    pairs = (
        (module.partition(".")[0], imported.partition(".")[0])
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
    )
    return {pair for pair in pairs if pair[0] != pair[1]}


def table() -> str:
    """The table in Markdown: one line a package, with those that it imports."""
    return "\n".join(_lines(layers(), arrows()))


def _lines(order: list[list[str]], found: set[tuple[str, str]]) -> Iterator[str]:
    packages = [name for layer in order for name in layer]
    yield "| layer | package | imports |"
    yield "|---|---|---|"
    for level, layer in enumerate(order):
        for name in layer:
            below = [other for other in packages if (name, other) in found]
            yield f"| {len(order) - level} | `{name}` | {', '.join(below) or 'nothing of ours'} |"


def back_arrows() -> list[tuple[str, str]]:
    """Imports of a package above, or beside, the one that imports: none, or the contract is broken."""
    level = {name: number for number, layer in enumerate(layers()) for name in layer}
    return sorted(pair for pair in arrows() if level[pair[1]] <= level[pair[0]])


def in_page(text: str, made: str) -> str:
    """The text of the page with this table in its place."""
    before, _, rest = text.partition(FIRST)
    return f"{before}{FIRST}\n{made}\n{LAST}{rest.partition(LAST)[2]}"


if __name__ == "__main__":
    PAGE.write_text(in_page(PAGE.read_text("utf-8"), table()), encoding="utf-8")
