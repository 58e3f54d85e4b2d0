"""Pages of office files: LibreOffice, where it is installed, lays the file out as a PDF.

The pages are those of the conversion and may differ from what Word prints: whoever shows them says
so. The conversion runs no macro and follows no link to a picture elsewhere.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import ReadingError
from ingestion.formats.file_format import FileFormat, Paging
from ingestion.formats.limits import run_limited
from ingestion.formats.pdf_source import PdfSource

if TYPE_CHECKING:
    from ingestion.formats.office import Section

TIME_LIMIT = 180.0  # seconds to start LibreOffice and convert one file
LEAD = 8  # words by which the beginning and the end of a section are found on a page

_USUAL_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
# Read by LibreOffice from its user profile: no macro, nothing fetched from elsewhere.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """The program of this system."""

    executable: str
    time_limit: float = TIME_LIMIT

    def convert(self, path: Path, folder: Path) -> Path:
        """The file as a PDF in an empty folder.

        Raises:
            ReadingError: It took too long, or could not be converted.
        """
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = folder / f"source{path.suffix.lower()}"
        shutil.copyfile(path, source)
        command = [self.executable, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
        try:
            run_limited(command, self.time_limit)
        except subprocess.TimeoutExpired as error:
            raise ReadingError(f"LibreOffice a dépassé {self.time_limit:.0f} secondes.", where=path.name) from error
        target = source.with_suffix(".pdf")
        if not target.is_file():
            raise ReadingError("LibreOffice n'a pas pu le convertir.", where=path.name)
        return target


def find_libreoffice(time_limit: float = TIME_LIMIT) -> LibreOffice | None:
    """The LibreOffice of this system, None where there is none."""
    found = shutil.which("soffice") or next((str(place) for place in _USUAL_PLACES if place.is_file()), None)
    return LibreOffice(found, time_limit) if found else None


class Renditions:
    """Tells on which pages of a conversion the sections of a file stand."""

    def __init__(self, source: PdfSource, office: LibreOffice | None):
        self._source = source
        self._office = office

    def lays_out(self, file_type: FileFormat) -> bool:
        """Whether files of this type get pages here."""
        return self._office is not None and file_type.paging is Paging.LAID_OUT

    def pages(self, path: Path, sections: Sequence[Section]) -> list[tuple[int, int] | None]:
        """First and last page of each section, None for one that was not found.

        Raises:
            ReadingError: The file could not be converted.
        """
        assert self._office is not None, "lays_out() comes first"
        with tempfile.TemporaryDirectory(prefix="biollm-", ignore_cleanup_errors=True) as folder:
            converted = self._office.convert(path, Path(folder))
            with self._source.open(converted) as pdf:
                texts = [page.text for page in pdf.pages()]
        return place_sections([section.text for section in sections], texts)


def place_sections(sections: Sequence[str], pages: Sequence[str]) -> list[tuple[int, int] | None]:
    """Where sections stand on pages, by their first and last words; both are in the same order."""
    placed = [(word, number) for number, page in enumerate(pages, 1) for word in _words(page)]
    words = [word for word, _ in placed]
    found: list[tuple[int, int] | None] = []
    position = 0
    for section in sections:
        own = _words(section)
        begin = _find(words, own[:LEAD], position)
        if begin is None:
            found.append(None)
            continue
        last = _find(words, own[-LEAD:], begin + max(0, len(own) // 2 - LEAD))
        stop = begin if last is None else last + len(own[-LEAD:]) - 1
        found.append((placed[begin][1], placed[stop][1]))
        position = begin
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _find(words: list[str], wanted: list[str], position: int) -> int | None:
    if not wanted:
        return None
    for start in range(position, len(words) - len(wanted) + 1):
        if words[start] == wanted[0] and words[start : start + len(wanted)] == wanted:
            return start
    return None


def said_of_pages(first: int, last: int) -> str:
    """« p. 3 de la conversion en PDF », « p. 3-5 de la conversion en PDF »."""
    return f"p. {first if first == last else f'{first}-{last}'} de la conversion en PDF"
