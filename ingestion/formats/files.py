"""Reading a file's bytes once, and knowing what they are."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from domain.errors import EmptyFile, EncryptedFile, MisnamedFile, MissingPath, ReadingError, UnsupportedType
from french.decoding import wide_encoding
from ingestion.formats.file_format import FileContent, FileFormat
from ingestion.formats.types import file_formats, format_of_extension, readable_extensions

_IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")
_OTHER_ARCHIVES = (
    ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".zst", ".tzst", ".lz4", ".lzma", ".cab",
    ".z01",
)  # fmt: skip
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def read_bytes(path: Path) -> bytes:
    """All bytes of a file, read once.

    Raises:
        MissingPath: The file does not exist.
        EmptyFile: It has no byte.
        ReadingError: It cannot be read, or changed while it was read.
    """
    try:
        before = path.stat()
        data = path.read_bytes()
        after = path.stat()
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise _refused(path, error) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or after.st_size != len(data):
        raise _changed(path)
    if not data:
        raise empty_file(path)
    return data


def read_part(path: Path, start: int, size: int) -> bytes:
    """At most ``size`` bytes of a file from ``start`` on; from its end where ``start`` is negative.

    Raises:
        MissingPath: The file does not exist.
        ReadingError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            whole = file.seek(0, io.SEEK_END)
            file.seek(max(0, whole + start) if start < 0 else min(start, whole))
            return file.read(size)
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise _refused(path, error) from error


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was when it was looked at: what must not change while it is read."""

    type: FileFormat
    sha256: str
    size: int
    changed: int


def look_at(path: Path) -> File:
    """Type, hash and size of a file. What its reader opens in parts is read so here: its size costs no memory.

    Raises:
        MissingPath: The file does not exist.
        ReadingError: It cannot be read, or a subclass says what is wrong with it.
    """
    known = format_of_extension(path.suffix)
    if known is None or not known.read_in_parts:
        data = read_bytes(path)
        found = file_type(path, data)
        return File(found, hashlib.sha256(data).hexdigest(), len(data), path.stat().st_mtime_ns)
    try:
        before = path.stat()
        with path.open("rb") as file:
            head = file.read(65536)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise _refused(path, error) from error
    if not head:
        raise empty_file(path)
    in_head = known.holds is not None and known.holds(FileContent(head, path.name))
    found = file_type(path, head if in_head else path.read_bytes())
    return File(found, sha256, before.st_size, before.st_mtime_ns)


def check_unchanged(path: Path, file: File) -> None:
    """Raises ReadingError when the file is no longer the one that was looked at."""
    try:
        now = path.stat()
    except OSError as error:
        raise _refused(path, error) from error
    if (now.st_size, now.st_mtime_ns) != (file.size, file.changed):
        raise _changed(path)


def _missing(path: Path) -> MissingPath:
    return MissingPath("le fichier n'existe pas.", where=str(path), remedy="Vérifiez le chemin.")


def _refused(path: Path, error: OSError) -> ReadingError:
    return ReadingError(
        f"le fichier ne peut pas être lu ({error.strerror}).", where=str(path), remedy="Vérifiez vos droits d'accès."
    )


def _changed(path: Path) -> ReadingError:
    return ReadingError(
        "le fichier a changé pendant la lecture.", where=path.name, remedy="Recommencez quand la copie est finie."
    )


def empty_file(path: Path) -> EmptyFile:
    """The error of a file without a byte."""
    return EmptyFile("le fichier est vide (0 octet).", where=path.name, remedy="Copiez ou téléchargez-le de nouveau.")


def readable() -> str:
    """The extensions that are read, for messages: « .docx, .htm, ... »."""
    return ", ".join(sorted(readable_extensions()))


def is_other_archive(path: Path) -> bool:
    """Whether a file is named an archive that is not opened."""
    return path.suffix.lower() in _OTHER_ARCHIVES


def extension_type(path: Path) -> FileFormat:
    """Format announced by the extension.

    Raises:
        UnsupportedType: No reader knows it.
    """
    known = format_of_extension(path.suffix)
    if known is None:
        kind = f"le type « {path.suffix} »" if path.suffix else "un fichier sans extension"
        raise UnsupportedType(
            f"{kind} n'est pas pris en charge.",
            where=path.name,
            remedy="Décompressez l'archive et donnez le dossier, ou refaites-en un ZIP."
            if is_other_archive(path)
            else f"Types lus : {readable()}. Convertissez-le en PDF.",
        )
    return known


def file_type(path: Path, data: bytes) -> FileFormat:
    """Format of a file, on which its extension and its content must agree.

    Raises:
        UnsupportedType: No reader knows the extension.
        MisnamedFile: The content is something else.
        EncryptedFile: An office file protected by a password.
        DamagedFile: A ZIP-based file whose archive is broken.
    """
    announced = extension_type(path)
    if announced.is_text:
        found = _binary_word(data) or _other_text(announced, data)
        if found is None:
            return announced
    else:
        content = _content_type(FileContent(data, path.name), path.name)
        if content == announced:
            return announced
        found = content.word if isinstance(content, FileFormat) else content
    raise MisnamedFile(
        f"le nom annonce {announced.word}, mais le contenu est {found}.",
        where=path.name,
        remedy="Redemandez le fichier ou donnez-lui la bonne extension.",
    )


def _content_type(content: FileContent, filename: str) -> FileFormat | str:
    """The format of a content, or what else it is, in French."""
    found = next((one for one in file_formats() if one.holds is not None and one.holds(content)), None)
    if found is not None:
        return found
    if content.is_archive:
        known = content.opendocument_type
        return f"un fichier OpenDocument ({known})" if known else "une archive ZIP"
    if content.data.startswith(_OLE_START):
        if "EncryptedPackage".encode("utf-16-le") in content.data:
            raise EncryptedFile(
                "le document demande un mot de passe.",
                where=filename,
                remedy="Enregistrez-en une copie sans mot de passe et donnez cette copie.",
            )
        return "un document Office d'ancien format (.doc, .xls ou .ppt)"
    return _binary_word(content.data) or "un texte"


def _other_text(announced: FileFormat, data: bytes) -> str | None:
    """What a text is by how it begins, where that is none of the format that its name says; else None."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    known = {b"{\\rtf": "rtf", b"<!doctype html": "html", b"<html": "html"}
    name = next((name for sign, name in known.items() if start.startswith(sign)), None)
    if name is None or name == announced.name or announced.name == "md":  # which may hold HTML
        return None
    return next(one.word for one in file_formats() if one.name == name)


def _binary_word(data: bytes) -> str | None:
    """What a file that should be text is instead; None when it is text."""
    if b"%PDF-" in data[:16]:
        return "un PDF"
    if data.startswith(b"PK\x03\x04"):
        return "une archive (ZIP ou document Office)"
    if data.startswith(_IMAGE_STARTS):
        return "une image"
    if data.startswith(_BOMS):
        return None
    if b"\x00" in data[:65536] and wide_encoding(data) is None:
        return "un contenu binaire inconnu"
    return None
