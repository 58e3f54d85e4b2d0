"""A dossier that comes as a ZIP: names and sizes are checked before a byte is unpacked."""

from __future__ import annotations

import shutil
import stat
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.disk import disk_full, file_errors
from domain.errors import DamagedFile, EncryptedFile, ReadingError
from ingestion.formats.types import ARCHIVES

MAX_ENTRIES = 10_000
MAX_UNPACKED = 8_000_000_000  # bytes: the largest dossiers hold 3 GB
MAX_RATIO = 200  # unpacked to packed, above SMALL: text packs ten times, zeros a thousand
SMALL = 50_000_000  # bytes
MAX_NAME = 200  # bytes of one name

_HIDDEN = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Paths to read in the place of those that were given, and the archives among them."""

    paths: tuple[Path, ...]
    archives: tuple[Path, ...]


def unpack_archives(paths: Sequence[Path], folder: Path) -> Unpacked:
    """Unpacks into ``folder`` every ZIP among the paths and in the folders among them.

    A ZIP inside a ZIP is left aside, as any file that no reader knows.

    Raises:
        DamagedFile: An archive is broken, unpacks to an unreasonable size, or has a name that would
            leave its folder.
        EncryptedFile: An archive asks for a password.
        DiskFull: No package to unpack.
    """
    result: list[Path] = []
    archives: list[Path] = []
    for path in paths:
        found = sorted(path.rglob("*.[zZ][iI][pP]")) if path.is_dir() else []
        if path.is_file() and path.suffix.lower() in ARCHIVES:
            found = [path]
        else:
            result.append(path)
        for archive in found:
            if archive.name.startswith(".") or not archive.is_file():
                continue
            target = folder / f"{len(archives)}"
            target.mkdir(parents=True)
            unpack(archive, target)
            archives.append(archive)
            result.append(target)
    return Unpacked(tuple(result), tuple(archives))


def unpack(archive: Path, target: Path) -> None:
    """Unpacks one archive into an empty folder; see :func:`unpack_archives`."""
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [(entry, _name(entry)) for entry in opened.infolist() if not entry.is_dir()]
            _check(archive, entries, target)
            for entry, name in entries:
                if _is_hidden(name) or stat.S_ISLNK(entry.external_attr >> 16):
                    continue
                place = target.joinpath(*PurePosixPath(name).parts)
                with file_errors(target):
                    place.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(entry) as source, place.open("wb") as written:
                    shutil.copyfileobj(source, written, 1 << 20)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, zipfile.LargeZipFile) as error:
        raise DamagedFile(
            "l'archive est endommagée ou incomplète.",
            where=archive.name,
            remedy="Copiez ou téléchargez de nouveau le fichier.",
        ) from error
    except RuntimeError as error:  # what zipfile says of a password
        raise EncryptedFile(
            "l'archive demande un mot de passe.", where=archive.name, remedy="Donnez une archive sans mot de passe."
        ) from error
    except OSError as error:
        with file_errors(archive):
            raise
        raise ReadingError("l'archive ne peut pas être lue.", where=archive.name) from error


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: without the flag of UTF-8, Windows writes the DOS page of France."""
    name = entry.filename
    if entry.flag_bits & 0x800:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~$")) or part in _HIDDEN for part in PurePosixPath(name).parts)


def _check(archive: Path, entries: Sequence[tuple[zipfile.ZipInfo, str]], target: Path) -> None:
    for _, name in entries:
        parts = PurePosixPath(name).parts
        unsafe = name.startswith(("/", "\\")) or "\\" in name or ".." in parts or any(":" in part for part in parts[:1])
        if unsafe or "\0" in name or any(len(part.encode("utf-8", "replace")) > MAX_NAME for part in parts):
            raise DamagedFile(
                f"l'archive contient un nom qui sortirait de son dossier ou ne peut pas être écrit : « {name[:80]} ».",
                where=archive.name,
                remedy="Rien n'en a été lu. Méfiez-vous de son origine, ou refaites l'archive.",
            )
    total = sum(entry.file_size for entry, _ in entries)
    packed = max(1, archive.stat().st_size)
    if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED or (total > SMALL and total > MAX_RATIO * packed):
        raise DamagedFile(
            f"l'archive de {packed / 1e6:.1f} Mo contient {len(entries)} fichiers et se décompresse en "
            f"{total / 1e6:.0f} Mo : elle n'est pas ouverte.",
            where=archive.name,
            remedy="Décompressez-la vous-même et donnez le dossier.",
        )
    if shutil.disk_usage(target).free < total:
        raise disk_full(target)
