"""A packet as an outline: each piece and each title once, above its sentences, in Markdown.

With a full path at every change of title a third of a packet is titles; as an outline they take a tenth, and the same
budget holds more of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain import NOT_OF_THE_PLAN, PacketSentence
from domain.labels import PIECE_KINDS
from domain.row_text import cells

_CONVERTED = re.compile(r"\((p\. [^()]*)\)\s*$")
#: Level of the deepest title.
_DEEPEST = 5
#: Characters of a title above sentences: a subject needs no more.
TITLE_LENGTH = 80
#: What tells that lines of a table or list are not shown: under the last that is, with the number of all the others
#: where they are counted; else between two rows that are apart, with the number of those between.
LEFT_OUT = "autres lignes"
#: A line of an outline, by what it opens: the piece, a title in it, a page.
Key = tuple[str, ...]


def outline(sentences: Sequence[PacketSentence]) -> str:
    """Numbered sentences under the piece and the titles that they stand in, with the pages.

    A sentence that is itself a title opens what follows it: it is not written twice. Lines of a table or list that are
    not shown are counted under those that are.
    """
    lines: list[str] = []
    piece: Key = ()
    path: Key = ()
    page = ""
    last: PacketSentence | None = None
    counted = any(one.left_out for one in sentences)
    for one in sentences:
        titles = titles_of(one)
        opened = False
        if _piece(one) != piece or (path and not titles and not one.is_title):
            piece, path, page = _piece(one), (), ""
            lines.append(f"# {_name(one)}")
            opened = True
        same = next((i for i, (a, b) in enumerate(zip(path, titles, strict=False)) if a != b), None)
        common = min(len(path), len(titles)) if same is None else same
        if common == len(titles) and len(path) > len(titles) and titles and not one.is_title:
            common -= 1  # back to a title: it is written again, so that nothing seems to stand under the last one
        for depth in range(common, len(titles)):
            lines.append(f"{_level(depth)} {titles[depth]}")
            opened = True
        path = titles
        if one.is_title:
            path = (*titles, short_title(one.text))
            lines.append(f"{_level(len(titles))} {one.line}")
            opened = True
        here = _page(one)
        if here != page:
            page = here
            if opened and here:
                lines[-1] += f" ({here})"
            elif here:
                lines.append(f"({here})")
        if last is not None and not opened and not last.left_out and (between := _rows_between(last, one)):
            lines.append(f"({LEFT_OUT})" if counted else f"({LEFT_OUT} : {between})")
        if not one.is_title:
            lines.append(one.line)
        if one.left_out:
            lines.append(f"({LEFT_OUT} : {one.left_out})")
        last = one
    return "\n".join(lines)


def _rows_between(last: PacketSentence, one: PacketSentence) -> int:
    """How many rows stand between two of one table: they are not shown."""
    first, second = last.sentence, one.sentence
    if first.row is None or second.row is None or _piece(last) != _piece(one):
        return 0
    same = [name for name, _ in cells(first.row)] == [name for name, _ in cells(second.row)] != []
    return second.position - first.position - 1 if same else 0


def header_lines(one: PacketSentence) -> list[tuple[Key, str]]:
    """The lines above a sentence in an outline by what they open: each costs once."""
    titles = titles_of(one)
    piece = _piece(one)
    lines = [(piece, f"# {_name(one)}")]
    lines += [((*piece, *titles[: depth + 1]), f"{_level(depth)} {title}") for depth, title in enumerate(titles)]
    return [*lines, ((*piece, *titles, _page(one)), f"({_page(one)})")]


def short_title(title: str) -> str:
    """A title as it stands above sentences."""
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…"


def titles_of(one: PacketSentence) -> Key:
    """The titles above a sentence in its piece."""
    heading = one.heading
    return heading[1:] if heading and heading[0] == one.sentence.document else heading


def _piece(one: PacketSentence) -> Key:
    several = bool(one.heading) and one.heading[0] == one.sentence.document
    return (one.sentence.document if several else "", one.sentence.piece)


def _name(one: PacketSentence) -> str:
    document, piece = _piece(one)
    kind = PIECE_KINDS[one.kind]
    apart = " : n’est pas le plan" if one.kind in NOT_OF_THE_PLAN else ""
    return " — ".join(part for part in (document, f"{piece} [{kind}{apart}]") if part)


def _page(one: PacketSentence) -> str:
    sentence = one.sentence
    if sentence.page is not None:
        return f"p. {sentence.page}"
    label = sentence.label or ""  # of a file without pages: « 4. Titre > 4.5 Sous-titre (p. 3 de la conversion) »
    converted = _CONVERTED.search(label)
    return converted[1] if converted else "" if label.split(" > ")[-1] in one.heading else label


def _level(depth: int) -> str:
    return "#" * min(depth + 2, _DEEPEST)
