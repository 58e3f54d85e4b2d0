"""Tables as rows of text that carry their headers: « Thème : Eau ; Niveau d'enjeu : Fort »."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser


class _Grid(HTMLParser):
    """Cells of an HTML table, row by row; a cell over several columns stands in the first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.marked_header = False
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr" and self._depth == 0:
            self.rows.append([])
        elif tag in ("td", "th"):
            if self._depth == 0:
                if not self.rows:
                    self.rows.append([])
                self.rows[-1].append("")
                self._span = int(dict(attrs).get("colspan") or 1)
                self.marked_header |= tag == "th" and len(self.rows) == 1
            self._depth += 1
        elif tag in ("br", "p", "li", "div") and self._depth:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self.rows[-1].extend([""] * (min(self._span, 200) - 1))

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.rows[-1][-1] += data


def is_header(cells: Sequence[str]) -> bool:
    """Whether the cells of a first row can name columns: two at least, most of them filled, none long, in words."""
    named = [cell for cell in cells if cell]
    in_words = [cell for cell in named if sum(map(str.isalpha, cell)) >= sum(map(str.isdigit, cell))]
    return (
        len(named) >= 2
        and len(named) > len(cells) // 2
        and max(map(len, named)) <= 80
        and len(in_words) > len(named) // 2
    )


def table_rows(html: str) -> list[str]:
    """The rows of an HTML table, each with the header of its columns; no text is left out.

    The first row is the header when it has at least two columns with text, no long cell, and rows
    below. A header whose column is empty in all rows is kept on a row of its own.
    """
    grid = _Grid()
    grid.feed(html)
    grid.close()
    rows = [[" ".join(cell.split()) for cell in row] for row in grid.rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    header = rows[0]
    named = [cell for cell in header if cell]
    if len(rows) < 2 or not is_header(header):
        return [" ; ".join(cell for cell in row if cell) for row in rows]
    used = {column for row in rows[1:] for column, cell in enumerate(row) if cell}
    lines = []
    if any(cell and column not in used for column, cell in enumerate(header)):
        lines.append(" ; ".join(named))
    for row in rows[1:]:
        cells = []
        for column, cell in enumerate(row):
            name = header[column] if column < len(header) else ""
            if cell:
                cells.append(f"{name} : {cell}" if name and name != cell else cell)
        lines.append(" ; ".join(cells))
    return lines
