"""Names of the files in a ZIP as they were meant: their encoding is told, or found by how they read."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence

from french.decoding import decode_text

_UTF8 = 0x800  # flag: the name is in UTF-8
_UNICODE_PATH = 0x7075  # extra field that holds the name in UTF-8, beside one in an old encoding


def meant_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Names as they were meant, with « / » between their parts.

    Without the flag of UTF-8 nothing says what they are in: UTF-8 where they are that, else one encoding for the
    archive, in which they read best.
    """
    raw = [info.orig_filename.encode("cp437", "replace") for info in infos]
    told = [
        info.filename if info.flag_bits & _UTF8 else _unicode_path(info) or _in_utf8(name)
        for info, name in zip(infos, raw, strict=True)
    ]
    unknown = [name for name, known in zip(raw, told, strict=True) if known is None]
    encoding = decode_text(b"\n".join(unknown)).encoding if unknown else "utf-8"
    return [
        (name.decode(encoding, "replace") if known is None else known).replace("\\", "/")
        for name, known in zip(raw, told, strict=True)
    ]


def _in_utf8(name: bytes) -> str | None:
    """A name with letters above ASCII, where it is in UTF-8."""
    try:
        return None if name.isascii() else name.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """The name that an archive tells in UTF-8 beside another: it holds while it belongs to that one (its CRC-32)."""
    raw = info.orig_filename.encode("cp437", "replace")
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
    return None
