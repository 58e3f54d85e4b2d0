"""Blocks -> HTML: one file that opens anywhere, and the same without its head for a page of the service."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from exports.deliverable_blocks import (
    Blank,
    Block,
    Bullets,
    DataTable,
    DeliverablePart,
    Heading,
    Linked,
    Paragraph,
    Picture,
    Quotation,
    ShownVerdict,
    SlideShow,
    TableText,
    Written,
)
from exports.file_text import clean, spaced

MEDIA_TYPE = "text/html; charset=utf-8"
NOTE = ' class="note"'
_STYLE = """
body{font-family:Arial,sans-serif;line-height:1.5;color:#1c2b33;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{color:#1f4e5f;line-height:1.2}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.2rem;font-size:.9rem}
caption{text-align:left;font-weight:bold;padding:.3rem 0}td,th{border:1px solid #9aa7ae;padding:.3rem .5rem;
vertical-align:top;text-align:left}th{background:#1f4e5f;color:#fff}blockquote{margin:1rem 0;padding:.2rem 1rem;
border-left:4px solid #1f6f8b}cite{display:block;font-style:normal;font-size:.85rem;color:#4a575e}
.a-completer{border:1px solid #8a6d00;background:#fff8e1;padding:.6rem;font-style:italic;min-height:3rem}
.note{font-size:.85rem;color:#4a575e}img{max-width:100%}.v-oui{background:#c6e0b4}.v-partiel{background:#ffe699}
.v-non{background:#f4b183}.v-sans_objet{background:#d9d9d9}.v-a_verifier{background:#bdd7ee}
figure{margin:1rem 0}a{color:#0b578a}
"""


def page_bytes(written: Written) -> bytes:
    """A whole page: nothing in it is fetched from elsewhere, and nothing runs."""
    return _page(written.title, written.subtitle, f"{written.made:%d/%m/%Y}", fragment(written.parts))


def slides_page_bytes(show: SlideShow) -> bytes:
    """Slides one under the other."""
    parts = tuple(DeliverablePart(slide.key, slide.title, slide.blocks) for slide in show.slides)
    return _page(show.title, show.subtitle, f"{show.made:%d/%m/%Y}", fragment(parts))


def _page(title: str, subtitle: str, made: str, body: str) -> bytes:
    said = escape(clean(title))
    text = (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{said}</title>'
        f"<style>{_STYLE}</style></head>\n<body><header><h1>{said}</h1><p>{escape(clean(subtitle))}</p>"
        f'<p class="note">{made}</p></header>\n<main>\n{body}</main></body></html>\n'
    )
    return text.encode("utf-8", "replace")


def fragment(parts: tuple[DeliverablePart, ...]) -> str:
    """The parts, without the page around them."""
    return "".join(
        f'<section id="{escape(part.key)}"><h2>{_text(part.title)}</h2>\n'
        + "".join(_block(block) for block in part.blocks)
        + "</section>\n"
        for part in parts
    )


def _text(text: str) -> str:
    return escape(clean(spaced(text))).replace("\n", "<br>")


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level + 1}>{_text(block.text)}</h{block.level + 1}>\n"
        case Paragraph():
            said = f"<strong>{_text(block.text)}</strong>" if block.strong else _text(block.text)
            return f"<p{' class=note' if block.note else ''}>{said}</p>\n"
        case Bullets():
            return "<ul>" + "".join(f"<li>{_text(item)}</li>" for item in block.items) + "</ul>\n"
        case Quotation():
            source = _link(block.source, block.href) if block.href else _text(block.source)
            status = _text(f" – {block.status}") if block.status else ""
            status = status if block.established else f"<em>{status}</em>"
            return f"<blockquote><p>« {_text(block.text)} »</p><cite>{source}{status}</cite></blockquote>\n"
        case Blank():
            return f'<p class="a-completer">À compléter : {_text(block.prompt)}</p>\n'
        case DataTable():
            return _table(block)
        case Picture():
            data = b64encode(block.png).decode()
            return (
                f'<figure><img src="data:image/png;base64,{data}" alt="{escape(clean(block.alternative))}">'
                f'<figcaption class="note">{_text(block.caption)}</figcaption></figure>\n'
            )


def _table(block: DataTable) -> str:
    head = "".join(f'<th scope="col">{_text(title)}</th>' for title in block.headers)
    rows = "".join("<tr>" + "".join(_cell(content) for content in row) + "</tr>\n" for row in block.rows)
    return (
        f"<table><caption>{_text(block.caption)}</caption><thead><tr>{head}</tr></thead>\n<tbody>{rows}"
        "</tbody></table>\n"
    )


def _cell(content: TableText) -> str:
    if isinstance(content, Linked):
        return f"<td>{_text(content.before)}{_link(content.text, content.href)}</td>"
    if isinstance(content, ShownVerdict):
        said = _text(content.text) if content.established else f"<em>{_text(content.text)}</em>"
        return f'<td class="v-{content.verdict.value}">{said}</td>' if content.verdict else f"<td>{said}</td>"
    return f"<td>{_text(content)}</td>"


def _link(text: str, href: str) -> str:
    return f'<a href="{escape(href)}">{_text(text)}</a>'
