"""Small PDF files drawn operator by operator: what no typesetter writes, and files in circulation hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

A4 = (595, 842)


@dataclass(frozen=True)
class DrawnPage:
    """A page: its content stream, and what else its dictionary holds."""

    content: str
    more: str = ""
    box: tuple[int, int] = A4
    resources: str = ""


@dataclass
class Extra:
    """Objects besides the pages, by number from 100 on: dictionaries, or (dictionary, stream)."""

    objects: dict[int, str | tuple[str, str]] = field(default_factory=dict)
    catalog: str = ""


def line(text: str, x: float, y: float, size: float = 11, font: str = "F1") -> str:
    """Operators that set a text in Helvetica (F1), its bold (F2) or ZapfDingbats (F3)."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def turned(text: str, x: float, y: float, cosine: float, sine: float, size: float = 11) -> str:
    """The same along a slanting base line."""
    return f"BT /F1 {size} Tf {cosine} {sine} {-sine} {cosine} {x} {y} Tm ({text}) Tj ET\n"


def draw(path: Path, pages: Sequence[DrawnPage], extra: Extra | None = None, tail: bytes | None = None) -> Path:
    """Writes a PDF; ``tail`` stands in place of its end mark."""
    extra = extra or Extra()
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} {encoding} >>"
        for name, base, encoding in (
            ("F1", "Helvetica", "/Encoding /WinAnsiEncoding"),
            ("F2", "Helvetica-Bold", "/Encoding /WinAnsiEncoding"),
            ("F3", "ZapfDingbats", ""),
        )
    )
    objects: dict[int, bytes] = {1: f"<< /Type /Catalog /Pages 2 0 R {extra.catalog} >>".encode("cp1252")}
    kids = " ".join(f"{10 + 2 * index} 0 R" for index in range(len(pages)))
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    for index, page in enumerate(pages):
        number = 10 + 2 * index
        width, height = page.box
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] {page.more} "
            f"/Resources << /Font << {fonts} >> {page.resources} >> /Contents {number + 1} 0 R >>"
        ).encode("cp1252")
        objects[number + 1] = _stream("", page.content.encode("cp1252"))
    for number, content in extra.objects.items():
        if isinstance(content, tuple):
            dictionary = content[0].replace("FONTS", f"/Resources << /Font << {fonts} >> >>")
            objects[number] = _stream(dictionary, content[1].encode("cp1252"))
        else:
            objects[number] = content.encode("cp1252")
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(out)
    out += b"xref\n"
    for number in sorted(objects):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n" % (max(objects) + 1, start)
    path.write_bytes(bytes(out) + (b"%%EOF\n" if tail is None else tail))
    return path


def _stream(dictionary: str, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary.encode("cp1252"), len(data), data)


def table(rows: Sequence[Sequence[str]], x: float, top: float, width: float = 110, height: float = 24) -> str:
    """A ruled table, each cell a rectangle."""
    out = []
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            left, bottom = x + width * across, top - height * (down + 1)
            out.append(f"{left} {bottom} {width} {height} re S\n")
            out.append(line(cell, left + 4, bottom + 8, 9))
    return "".join(out)
