"""An HTML table as the grid that is seen: spans of rows and columns, tables inside cells, rows of names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ingestion.layout.table_rows import GridCell, TableGrid, table_lines

_BREAKS = {
    "br", "p", "li", "div", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "address", "article", "aside",
    "blockquote", "center", "details", "dl", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr",
    "legend", "main", "nav", "ol", "pre", "section", "summary", "ul",
}  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_GROUPS = ("thead", "tfoot", "tbody", "table")
_MAX_SPAN = 1_000


def table_rows(html: str) -> list[str]:
    """The rows of an HTML table, each cell with the name of its column; see :func:`table_lines`."""
    from lxml import html as markup

    if not html.strip():
        return []
    root = markup.fromstring(html)
    table = root if root.tag == "table" else next(iter(root.iter("table")), None)
    return [] if table is None else table_lines(grid_of(table))


def grid_of(table: Any, text_of: Callable[[Any], str] | None = None) -> TableGrid:
    """The grid of a ``table`` element of lxml; ``text_of`` gives the text of a cell, tables in it left out."""
    rows = list(_rows(table))
    grid = TableGrid(len(rows), _marked(rows))
    ends = _group_ends(rows)
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            column = grid.free(number, column)
            nested = tuple(grid_of(inner, text_of) for inner in _inner_tables(cell))
            text = (text_of or cell_text)(cell)
            wide = _span(cell, "colspan")
            high = min(_span(cell, "rowspan"), ends[number] - number)  # a cell ends with its group of rows
            grid.put(number, column, GridCell(text, nested), rows=high, columns=wide)
            column += wide
    return grid


def cell_text(cell: Any) -> str:
    """The text of a cell with white space collapsed, tables in it left out."""
    return " ".join("".join(_texts(cell)).split())


def _texts(node: Any) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str) and child.tag != "table":
            if child.tag in _BREAKS:
                yield " "
            yield from _texts(child)
            if child.tag in _BREAKS:
                yield " "
        elif child.tag == "table":
            yield " "
        yield child.tail or ""


def is_layout(table: Any) -> bool:
    """Whether a table only places text on the page: it says so, has one cell, or has titles over text in a cell."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    cells = [cell for row in _rows(table) for cell in _cells(row)]
    return len(cells) == 1 or any(
        len(cell_text(heading)) < len(cell_text(cell))
        for cell in cells
        for heading in _own(cell, _HEADINGS)
        if cell.tag == "td"
    )


def loose_texts(table: Any) -> list[str]:
    """What stands in a table and in none of its cells, nor in its caption."""
    found: list[str] = []

    def look(node: Any) -> None:
        found.append(node.text or "")
        for child in node:
            if isinstance(child.tag, str) and child.tag not in ("td", "th", "caption"):
                look(child)
            found.append(child.tail or "")

    look(table)
    return [text for one in found if (text := " ".join(one.split()))]


def _rows(table: Any) -> Iterator[Any]:
    """Rows of a table, those of its head first, as browsers put them; in forms inside the table too."""
    rows = list(_own(table, ("tr",)))
    for part in ("thead", None, "tfoot"):
        yield from (row for row in rows if _part_of(row) == part)


def _group_ends(rows: Sequence[Any]) -> list[int]:
    """For each row the place after the last one of its group (head, body, foot)."""
    groups = [next(one for one in row.iterancestors() if one.tag in _GROUPS) for row in rows]
    ends = [len(rows)] * len(rows)
    for number in range(len(rows) - 2, -1, -1):
        ends[number] = ends[number + 1] if groups[number] is groups[number + 1] else number + 1
    return ends


def _part_of(row: Any) -> str | None:
    found = next(one.tag for one in row.iterancestors() if one.tag in _GROUPS)
    return str(found) if found in ("thead", "tfoot") else None


def _cells(row: Any) -> Iterator[Any]:
    yield from _own(row, ("td", "th"))


def _own(node: Any, tags: Sequence[str]) -> Iterator[Any]:
    """Elements of these tags in another, none inside of one another nor of a table inside."""
    for child in node:
        if child.tag in tags:
            yield child
        elif isinstance(child.tag, str) and child.tag != "table":
            yield from _own(child, tags)


def _inner_tables(node: Any) -> Iterator[Any]:
    """The tables in a cell, those inside them aside."""
    for child in node:
        if child.tag == "table":
            yield child
        else:
            yield from _inner_tables(child)


def _marked(rows: list[Any]) -> int:
    """First rows that stand in the head of the table or have names of columns only."""
    count = 0
    for row in rows:
        cells = list(_cells(row))
        in_head = row.getparent() is not None and row.getparent().tag == "thead"
        if not in_head and (len(cells) < 2 or any(cell.tag == "td" for cell in cells)):
            break
        count += 1
    return count if count < len(rows) else 0


def _span(cell: Any, name: str) -> int:
    said = (cell.get(name) or "1").strip()
    if said == "0" and name == "rowspan":
        return _MAX_SPAN  # down to the last row of its group
    return min(int(said), _MAX_SPAN) if said.isdecimal() and int(said) > 0 else 1
