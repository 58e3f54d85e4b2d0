"""What a file is that is named a ZIP and is none, by how it begins, and what helps then; both in French."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from corpus.disk import file_errors

_ARCHIVES = {
    b"Rar!": "RAR", b"7z\xbc\xaf": "7-Zip", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard", b"\x04\x22\x4d\x18": "LZ4", b"MSCF": "CAB",
}  # fmt: skip
_TAR = slice(257, 262)  # where a TAR says that it is one
_PART = b"PK\x07\x08"  # of an archive over several files
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<head")
_UNPACK = "Décompressez-la et donnez le dossier, ou refaites-en un ZIP."
_ASK_AGAIN = "Téléchargez de nouveau le fichier : un site rend parfois une page (connexion, erreur) à sa place."


class OtherContent(NamedTuple):
    """What a file is, and what helps."""

    word: str
    remedy: str


def other_content(path: Path) -> OtherContent | None:
    """What a file is that is no ZIP; None where that is not known."""
    with file_errors(path), path.open("rb") as file:
        head = file.read(512)
    archive = next((name for sign, name in _ARCHIVES.items() if head.startswith(sign)), None)
    if archive is None and head[_TAR] == b"ustar":
        archive = "TAR"
    if archive is not None:
        return OtherContent(f"une archive {archive}", _UNPACK)
    if head.startswith(_PART):
        return OtherContent("une partie d'une archive", "Réunissez ses parties, décompressez-la et donnez le dossier.")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        return OtherContent("une page", _ASK_AGAIN)
    if head.startswith(b"%PDF-"):
        return OtherContent("un PDF", "Donnez-lui l'extension .pdf.")
    return None
