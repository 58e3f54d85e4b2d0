"""A dossier that comes as a ZIP: names and sizes are checked before a byte is unpacked."""

from __future__ import annotations

import errno
import re
import shutil
import stat
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.disk import disk_full, file_errors
from domain.errors import DamagedFile, EmptyFile, EncryptedFile, MisnamedFile, ReadingError
from domain.file_names import free_name, name_key, writable_name
from ingestion.dossier.entry_names import meant_names
from ingestion.dossier.other_contents import other_content
from ingestion.formats.files import empty_file
from ingestion.formats.types import ARCHIVES

MAX_ENTRIES = 10_000
MAX_UNPACKED = 8_000_000_000  # bytes: the largest dossiers hold 3 GB
MAX_RATIO = 200  # unpacked to packed, above SMALL: text packs ten times, zeros a thousand
SMALL = 50_000_000  # bytes

#: Told of each file of an archive: its name, files done, files in it.
Told = Callable[[str, int, int], None]

_SHOWN_NAME = 80  # characters of a name in a message
_LOCKED = "demande un mot de passe"
_PACKED_OTHERWISE = "est compressé d'une manière qui n'est pas lue"
_NO_FILE = "l'archive ne contient aucun fichier."
_BY_HAND = "Décompressez-la vous-même et donnez le dossier."
_DRIVE = re.compile(r"[A-Za-z]:/")
_HIDDEN = ("__MACOSX", "Thumbs.db", "desktop.ini")


def no_telling(archive: str, done: int, total: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Paths to read in the place of those that were given, and what became of archives among them.

    Attributes:
        paths: To read.
        archives: That were given.
        left_aside: What of them was not unpacked, and why, in French.
        renamed: Files that have another name than in their archive, in French.
    """

    paths: tuple[Path, ...]
    archives: tuple[Path, ...]
    left_aside: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of an archive: its name as it was meant, and where it is written (parts of a path)."""

    info: zipfile.ZipInfo
    name: str
    place: tuple[str, ...]


def unpack_archives(paths: Sequence[Path], folder: Path, told: Told = no_telling) -> Unpacked:
    """Unpacks into ``folder`` every ZIP among the paths and in the folders among them.

    A ZIP inside a ZIP is left aside, as any file that no reader knows. An entry whose name would leave its folder, or
    that is damaged, is left aside alone. What an earlier call left whole in ``folder`` is not written again.

    Args:
        paths: Files and folders.
        folder: Where archives are unpacked, each in a folder of its own name.
        told: Told of each file: (name of the archive, files done, files in it).

    Raises:
        DamagedFile: An archive is broken, unpacks to an unreasonable size, or nothing of it can be unpacked.
        EncryptedFile: An archive asks for a password.
        EmptyFile: The one archive that was named holds no file.
        MisnamedFile: It is an archive of another kind, or none.
        DiskFull: No package to unpack.
    """
    result: list[Path] = []
    archives: list[Path] = []
    left_aside: list[str] = []
    renamed: list[str] = []
    taken: set[str] = set()
    for path in paths:
        found = sorted(path.rglob("*.[zZ][iI][pP]")) if path.is_dir() else []
        if path.is_file() and path.suffix.lower() in ARCHIVES:
            found = [path]
        else:
            result.append(path)
        for archive in found:
            if archive.name.startswith(".") or not archive.is_file():
                continue
            # Pieces of one name are told apart by their folders: that of an archive has its name.
            name = free_name(writable_name(archive.stem), taken)
            taken.add(name_key(name))
            target = folder / name
            target.mkdir(parents=True, exist_ok=True)
            aside, changed = unpack(archive, target, told)
            left_aside += aside or _nothing_in(archive, target, alone=path.is_file() and len(paths) == 1)
            renamed += changed
            archives.append(archive)
            result.append(target)
    return Unpacked(tuple(result), tuple(archives), tuple(left_aside), tuple(renamed))


def _nothing_in(archive: Path, target: Path, *, alone: bool) -> list[str]:
    """What is said of an archive without files; an error where it is what was given."""
    if any(target.iterdir()):
        return []
    if alone:
        raise EmptyFile(_NO_FILE, where=archive.name, remedy="Vérifiez l'archive, ou donnez le dossier lui-même.")
    return [f"{archive.name} : {_NO_FILE}"]


def unpack(archive: Path, target: Path, told: Told = no_telling) -> tuple[list[str], list[str]]:
    """Unpacks one archive into a folder that holds nothing else; see :func:`unpack_archives`.

    Returns:
        What was left aside and what has another name, in French.
    """
    locked = packed = 0
    try:
        with zipfile.ZipFile(archive) as opened:
            entries, aside = _entries(opened, archive)
            _check(archive, opened.infolist(), target)
            written = 0
            for done, entry in enumerate(entries):
                told(archive.name, done, len(entries))
                why = _write(opened, entry, target)
                if why is None:
                    written += 1
                else:
                    locked += why is _LOCKED
                    packed += why is _PACKED_OTHERWISE
                    aside.append(f"{archive.name} : « {_cut(entry.name)} » {why}.")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, zipfile.LargeZipFile) as error:
        if not archive.stat().st_size:
            raise empty_file(archive) from error
        other = other_content(archive)
        if other is not None:
            raise MisnamedFile(
                f"le nom annonce une archive ZIP, mais le contenu est {other.word}.",
                where=archive.name,
                remedy=other.remedy,
            ) from error
        raise DamagedFile(
            "l'archive est endommagée ou incomplète.",
            where=archive.name,
            remedy="Copiez ou téléchargez de nouveau le fichier.",
        ) from error
    except OSError as error:
        with file_errors(archive):
            raise
        raise ReadingError("l'archive ne peut pas être lue.", where=archive.name) from error
    if locked and not written:
        raise EncryptedFile(
            "l'archive demande un mot de passe.", where=archive.name, remedy="Donnez une archive sans mot de passe."
        )
    if aside and not written:
        raise DamagedFile(
            f"rien de l'archive n'a pu être lu. {' '.join(aside[:5])}",
            where=archive.name,
            remedy=_BY_HAND if packed == len(aside) else "Méfiez-vous de son origine, ou refaites l'archive.",
        )
    changed = [
        f"{archive.name} : « {_cut(entry.name)} » est lu sous le nom « {entry.place[-1]} »."
        for entry in entries
        if name_key(entry.place[-1]) != name_key(PurePosixPath(entry.name).name)
    ]
    return aside, changed


def _write(opened: zipfile.ZipFile, entry: _Entry, target: Path) -> str | None:
    """Writes one file, where it does not lie there whole; why it could not be, or None."""
    place = target.joinpath(*entry.place)
    try:
        if _is_whole(place, entry.info):
            return None
        with file_errors(target):
            place.parent.mkdir(parents=True, exist_ok=True)
            # Never into the same bytes: they may have another name by now (``FileStore.adopt``).
            place.unlink(missing_ok=True)
        with opened.open(entry.info) as source, place.open("wb") as written:
            shutil.copyfileobj(source, written, 1 << 20)
    except NotImplementedError:  # as Windows compresses files of more than 2 GB
        place.unlink(missing_ok=True)
        return _PACKED_OTHERWISE
    except RuntimeError:  # what zipfile says of a password
        place.unlink(missing_ok=True)
        return _LOCKED
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError):
        place.unlink(missing_ok=True)
        return "est endommagé"
    except OSError as error:
        if error.errno not in (errno.ENAMETOOLONG, errno.EINVAL, errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
            raise
        return "a un nom qui ne peut pas être écrit"
    return None


def _is_whole(place: Path, info: zipfile.ZipInfo) -> bool:
    """Whether the file of an entry lies there already, by its size and its checksum (CRC-32)."""
    if not place.is_file() or place.stat().st_size != info.file_size:
        return False
    crc = 0
    with place.open("rb") as file:
        while chunk := file.read(1 << 20):
            crc = zlib.crc32(chunk, crc)
    return crc == info.CRC


def _entries(opened: zipfile.ZipFile, archive: Path) -> tuple[list[_Entry], list[str]]:
    """The files of an archive with the places they are written to, all different, and what is left aside."""
    infos = [info for info in opened.infolist() if not info.is_dir()]
    names = meant_names(infos)
    aside = []
    found: list[tuple[zipfile.ZipInfo, str, list[str]]] = []
    for info, name in zip(infos, names, strict=True):
        parts = [part for part in name.split("/") if part not in ("", ".")]
        if not parts or _is_hidden(parts):
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            aside.append(f"{archive.name} : « {_cut(name)} » est un lien vers un autre fichier, il n'est pas lu.")
            continue
        if name.startswith("/") or ".." in parts or _DRIVE.match(name):
            aside.append(f"{archive.name} : « {_cut(name)} » sortirait de son dossier, il n'est pas lu.")
        elif not name.endswith("/"):
            found.append((info, name, [writable_name(part) for part in parts]))
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for _, _, parts in found:
        for depth in range(1, len(parts)):
            taken[name_key("/".join(parts[: depth - 1]))].add(name_key(parts[depth - 1]))
    entries = []
    for info, name, parts in found:
        inside = taken[name_key("/".join(parts[:-1]))]
        last = free_name(parts[-1], inside)
        inside.add(name_key(last))
        entries.append(_Entry(info, name, (*parts[:-1], last)))
    return entries, aside


def _cut(name: str) -> str:
    return name if len(name) <= _SHOWN_NAME else f"{name[:_SHOWN_NAME]}…"


def _is_hidden(parts: Sequence[str]) -> bool:
    return any((part.startswith((".", "~$")) and part != "..") or part in _HIDDEN for part in parts)


def _check(archive: Path, entries: Sequence[zipfile.ZipInfo], target: Path) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = max(1, archive.stat().st_size)
    if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED or (total > SMALL and total > MAX_RATIO * packed):
        raise DamagedFile(
            f"l'archive de {packed / 1e6:.1f} Mo contient {len(entries)} fichiers et se décompresse en "
            f"{total / 1e6:.0f} Mo : elle n'est pas ouverte.",
            where=archive.name,
            remedy=_BY_HAND,
        )
    if shutil.disk_usage(target).free < total - _bytes_in(target):
        raise disk_full(target)


def _bytes_in(folder: Path) -> int:
    """Bytes of the files of a folder: what an earlier call unpacked needs no more space."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
