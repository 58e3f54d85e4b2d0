"""A file format as it declares itself: how its files are called, known by their content, and read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from domain.errors import DamagedFile
from ingestion.formats.limits import OFFICE_LIMITS, ReadingLimits

_ZIP_START = b"PK\x03\x04"
#: Bytes above which the member that names the type of an OpenDocument file names none.
_LONGEST_TYPE = 200


class ParserFamily(StrEnum):
    """What reads a format; each family has a version of its own (``ingestion.parser.PARSER_VERSION``)."""

    PDF = "pdf"
    OFFICE = "office"


class Paging(StrEnum):
    """Where the pages of a format come from."""

    OWN = "own"
    LAID_OUT = "laid_out"
    NONE = "none"


class FileContent:
    """The bytes of a file, and what its archive holds where it is one; opened once, when first asked."""

    def __init__(self, data: bytes, filename: str):
        self.data = data
        self._filename = filename

    @property
    def is_archive(self) -> bool:
        """Whether the bytes begin like a ZIP."""
        return self.data.startswith(_ZIP_START)

    @property
    def members(self) -> frozenset[str]:
        """Names of what the archive holds; none where the file is no archive.

        Raises:
            DamagedFile: the archive is broken.
        """
        return self._archive[0]

    @property
    def declared_type(self) -> str | None:
        """The media type that an OpenDocument file names in its archive.

        Raises:
            DamagedFile: the archive is broken.
        """
        return self._archive[1]

    @property
    def opendocument_type(self) -> str | None:
        """The media type of an OpenDocument file, a template's told as that of what it makes; None for another.

        Raises:
            DamagedFile: the archive is broken.
        """
        declared = self.declared_type
        return declared.removesuffix("-template") if declared and "content.xml" in self.members else None

    @cached_property
    def _archive(self) -> tuple[frozenset[str], str | None]:
        if not self.is_archive:
            return frozenset(), None
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                names = frozenset(archive.namelist())
                declared = None
                if "mimetype" in names and archive.getinfo("mimetype").file_size < _LONGEST_TYPE:
                    declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return names, declared
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            raise DamagedFile(
                "l'archive du document est endommagée ou incomplète.",
                where=self._filename,
                remedy="Copiez ou téléchargez de nouveau le fichier.",
            ) from error


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of files that are read.

    Attributes:
        name: Extension without its point; the format's name everywhere.
        extensions: With their point, lower case.
        media_type: Of HTTP, kept with each piece.
        label: What a list says (« Word »).
        word: What a message says (« un document Word »).
        parser: What reads it.
        holds: Tells from the content that it is of this format; None where only the name can say (plain text).
        is_text: Its files are plain text: no signature is asked of them, only that they are not binary.
        read_in_parts: Its reader opens the path; the file is never in memory whole.
        reader: What reads its files in a child process: a function of ``ingestion.formats.readers`` with its module.
        paging: Where its pages come from; LAID_OUT is a conversion by LibreOffice, where that is installed.
        limits: What reading may take.
        rank: Formats are told, and recognised, in this order.
    """

    name: str
    extensions: tuple[str, ...]
    media_type: str
    label: str
    word: str
    parser: ParserFamily = ParserFamily.OFFICE
    holds: Callable[[FileContent], bool] | None = None
    is_text: bool = False
    read_in_parts: bool = False
    reader: str = ""
    paging: Paging = Paging.NONE
    limits: ReadingLimits = OFFICE_LIMITS
    rank: int = 100
