"""Small PDF files built for tests: typeset by typst, or written byte by byte."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path


def typeset(path: Path, source: str) -> Path:
    """Typesets a typst source into a PDF."""
    typst = __import__("typst")
    path.write_bytes(typst.compile(source.encode("utf-8")))
    return path


def pages_source(bodies: Sequence[str], *, header: str = "", footer: str = "", setup: str = "") -> str:
    """A typst source of one page for each body; header and footer are typst content."""
    page = f'#set page(paper: "a4", header: [{header}], footer: [{footer}])\n#set text(lang: "fr", size: 11pt)\n'
    return page + setup + "\n#pagebreak()\n".join(bodies)


def _width(text: str) -> int:
    """Of a page on which no line is cut: letters of Helvetica 12 are 10 points wide at most, 6 as a rule."""
    return max(612, 144 + 8 * max(len(line) for line in text.split("\n")))


def raw_pdf(texts: Sequence[str], *, rotate: int = 0, password: str | None = None, owner_only: bool = False) -> bytes:
    """A minimal PDF, one text of lines per page, in Helvetica 12 from (72, 720); pages are as wide as their lines.

    Args:
        texts: Latin-1 texts, one a page; lines are set 16 points apart.
        rotate: The pages' /Rotate.
        password: Encrypts with this user password (standard handler, revision 2, RC4 40 bits).
        owner_only: Encrypts with an empty user password.
    """
    count = len(texts)
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()
    crypt = _Crypt(password or "") if password or owner_only else None
    for index, text in enumerate(texts):
        number = 4 + 2 * index
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_width(text)} 792] /Rotate {rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>"
        ).encode()
        lines = " T* ".join(f"({_escape(line)}) Tj" for line in text.split("\n"))
        stream = f"BT /F1 12 Tf 16 TL 72 720 Td {lines} ET".encode("cp1252")
        if crypt:
            stream = crypt.stream(number + 1, stream)
        objects[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    extra = b""
    if crypt:
        number = 4 + 2 * count
        objects[number] = crypt.dictionary()
        extra = b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (
            number,
            crypt.file_id.hex().encode(),
            crypt.file_id.hex().encode(),
        )
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets[number]
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (size, extra, start)
    return bytes(out)


def _escape(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


class _Crypt:
    """The standard security handler, revision 2 (PDF 32000-1, 7.6.3)."""

    def __init__(self, user: str):
        self.file_id = b"0123456789abcdef"
        padded = (user.encode() + _PAD)[:32]
        owner_key = hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5]
        self.owner = _rc4(owner_key, padded)
        permissions = (-4).to_bytes(4, "little", signed=True)
        self.key = hashlib.md5(padded + self.owner + permissions + self.file_id).digest()[:5]
        self.user = _rc4(self.key, _PAD)

    def dictionary(self) -> bytes:
        return b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
            self.owner.hex().encode(),
            self.user.hex().encode(),
        )

    def stream(self, number: int, data: bytes) -> bytes:
        key = hashlib.md5(self.key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        return _rc4(key, data)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
