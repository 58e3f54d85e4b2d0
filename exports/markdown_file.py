"""Blocks -> Markdown, with front matter that a web tool reads."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from exports.deliverable_blocks import (
    Blank,
    Block,
    Bullets,
    DataTable,
    DeliverablePart,
    Heading,
    Paragraph,
    Picture,
    Quotation,
    plain,
)
from exports.file_text import clean

MEDIA_TYPE = "text/markdown; charset=utf-8"
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")

FrontMatter = Mapping[str, str | int | Sequence[str] | None]


def front_matter(fields: FrontMatter) -> str:
    """Fields between lines of dashes: YAML, whose strings and lists are written as JSON, which YAML reads."""
    lines = (f"{name}: {json.dumps(_clean(value), ensure_ascii=False)}" for name, value in fields.items())
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _clean(value: str | int | Sequence[str] | None) -> str | int | list[str] | None:
    if isinstance(value, str):
        return clean(value)
    return value if value is None or isinstance(value, int) else [clean(one) for one in value]


def markdown_text(title: str, parts: Sequence[DeliverablePart]) -> str:
    """The parts under their title; pictures are told by their alternative text."""
    said = [f"# {_text(title)}\n"]
    for part in parts:
        said.append(f"## {_text(part.title)}\n")
        said += [_block(block) for block in part.blocks]
    return "\n".join(said)


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_text(block.text)}\n"
        case Paragraph():
            return f"{_text(block.text)}\n"
        case Bullets():
            return "".join(f"- {_text(item)}\n" for item in block.items)
        case Quotation():
            source = f"[{_text(block.source)}]({block.href})" if block.href else _text(block.source)
            status = f" – {_text(block.status)}" if block.status else ""
            return f"> « {_text(block.text)} »\n>\n> {source}{status}\n"
        case Blank():
            return f"*À compléter : {_text(block.prompt)}*\n"
        case DataTable():
            rows = [block.headers, tuple("---" for _ in block.headers)]
            rows += [tuple(plain(one) for one in row) for row in block.rows]
            said = [" | ".join(one if one == "---" else _text(one) for one in row) for row in rows]
            return f"{_text(block.caption)}\n\n" + "".join(f"| {row} |\n" for row in said)
        case Picture():
            return f"*Figure : {_text(block.alternative)}*\n"
