"""From what the user named (files, folders) to the pieces of one dossier, in order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.errors import MissingPath, ReadingError, UnsupportedType, UsageError
from ingestion.cnig.dossier_files import JUNK_FOLDERS, why_no_piece
from ingestion.formats.files import extension_type, is_other_archive, readable
from ingestion.formats.types import format_of_extension


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file of a folder that is no piece, and why, in French."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Collected:
    """The pieces of a dossier in natural order with their names, and the files that were left aside."""

    pieces: tuple[Path, ...]
    names: tuple[str, ...]
    ignored: tuple[Ignored, ...]


def collect_pieces(paths: Sequence[Path]) -> Collected:
    """The pieces that files and folders hold (folders recursively, in natural order).

    Hidden files and lock files of office programs are not pieces and are passed over; any other
    file of a folder that no reader knows is handed back in ``ignored``.

    Raises:
        MissingPath: A path does not exist.
        UnsupportedType: A file named by the user has a type that no reader knows.
        UsageError: There is no piece at all.
        ReadingError: A folder cannot be listed.
    """
    pieces: dict[Path, Path] = {}
    ignored: list[Ignored] = []
    for path in paths:
        if path.is_dir():
            for file in _files(path):
                aside = why_no_piece(file)
                if aside is not None:
                    ignored.append(Ignored(file, aside))
                elif format_of_extension(file.suffix) is not None:
                    pieces.setdefault(file.resolve(), file)
                else:
                    kind = f"type « {file.suffix or 'sans extension'} » non pris en charge"
                    more = " : décompressez l'archive et donnez le dossier" if is_other_archive(file) else ""
                    ignored.append(Ignored(file, kind + more))
        elif path.is_file():
            extension_type(path)
            pieces.setdefault(path.resolve(), path)
        elif path.exists():
            raise UnsupportedType("ce n'est ni un fichier ni un dossier.", where=str(path))
        else:
            raise MissingPath(
                "ce fichier ou dossier n'existe pas.", where=str(path), remedy="Vérifiez le chemin, accents compris."
            )
    found = tuple(pieces.values())
    if not found:
        raise UsageError(
            "aucune pièce lisible n'a été trouvée.",
            # What was found, and not the folder that it was unpacked or sent to.
            where=", ".join([one.path.name for one in ignored][:5]) or ", ".join(str(path) for path in paths) or None,
            remedy=f"Types lus : {readable()}.",
        )
    return Collected(found, piece_names(found), tuple(ignored))


def piece_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """How pieces are called: by their file without extension, and by as much more as tells them apart.

    Two files of one name get their extension (« rapport.pdf », « rapport.docx »), or the folders that hold them
    (« zone-a - reglement », « zone-b - reglement »). File systems spell accents in two ways: names have one.
    """
    levels = [_spellings(path) for path in paths]
    names = [spellings[0] for spellings in levels]
    for depth in range(1, max((len(spellings) for spellings in levels), default=0)):
        many = {name for name, count in Counter(names).items() if count > 1}
        if not many:
            break
        names = [
            spellings[min(depth, len(spellings) - 1)] if name in many else name
            for name, spellings in zip(names, levels, strict=True)
        ]
    return tuple(names)


def _spellings(path: Path) -> list[str]:
    """Ever longer names of a file; the last are as long as its path, so that two files always differ."""
    whole = [unicodedata.normalize("NFC", part) for part in path.absolute().parts]
    stem = unicodedata.normalize("NFC", path.stem)
    folders = whole[1:-1]
    return [stem, *_below(folders, stem), whole[-1], *_below(folders, whole[-1])]


def _below(folders: Sequence[str], name: str) -> list[str]:
    """The name after one folder, two, and so on."""
    return [" - ".join([*folders[at:], name]) for at in range(len(folders) - 1, -1, -1)]


def _files(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: natural_key(path.name))
    except OSError as error:
        raise ReadingError(
            f"le dossier ne peut pas être lu ({error.strerror}).",
            where=str(folder),
            remedy="Vérifiez vos droits d'accès.",
        ) from error
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            # A link to a folder may lead back up: it would be walked for ever.
            if not entry.is_symlink() and entry.name.lower() not in JUNK_FOLDERS:
                yield from _files(entry)
        elif entry.is_file():
            yield entry


def natural_key(name: str) -> tuple[tuple[int, int | str], ...]:
    """Sorts « 2 » before « 10 », without regard to case."""
    parts = re.split(r"(\d+)", name.casefold())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)
