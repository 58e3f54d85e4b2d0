"""The child process that reads office and text files, as its owner sees it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from domain.errors import DamagedFile, ReadingError
from ingestion.formats.child_process import Child, ChildDied, ChildReader, error_from_wire
from ingestion.formats.file_format import FileFormat
from ingestion.formats.limits import OFFICE_LIMITS
from ingestion.formats.office_content import OfficeContent
from ingestion.formats.office_wire import content_from_wire

START_TIME_LIMIT = 120.0  # seconds to start the process and load what it reads with
TIME_LIMIT = OFFICE_LIMITS.seconds  # seconds for one file


class OfficeProcess(ChildReader):
    """Reads office and text files in a child process with limits, started at the first file and kept while files come.

    One file at a time. The child reads each file in a copy of itself: a file that kills its reader does so alone.
    """

    def __init__(
        self,
        *,
        time_limit: float = TIME_LIMIT,
        start_time: float = START_TIME_LIMIT,
        module: str = "ingestion.formats.office_worker",
    ):
        super().__init__(module)
        self._time_limit = time_limit
        self._start_time = start_time

    def content(self, filename: str, data: bytes, file_type: FileFormat) -> OfficeContent:
        """What is found in a file.

        Args:
            filename: Its name, for messages.
            data: What it holds; text is in UTF-8.
            file_type: What it is.

        Raises:
            DamagedFile: The file is broken.
            ReadingError: Reading took too long or too much memory.
        """
        with self._reading() as child, tempfile.TemporaryDirectory(prefix="biollm-") as folder:
            source, target, errors = (
                Path(folder) / name for name in (f"source.{file_type.name}", "elements", "errors")
            )
            source.write_bytes(data)
            code = self._read(child, filename, file_type, source, target, errors)
            if code != 0 or not target.exists():
                raise _failure(filename, code, errors.read_text("utf-8", "replace") if errors.exists() else "")
            found = json.loads(target.read_text(encoding="utf-8"))
        if "error" in found:
            raise error_from_wire({**found["error"], "where": filename})
        return content_from_wire(found)

    def _load(self, child: Child, file_type: FileFormat) -> None:
        """Has the child load what reads such files, in a new one where it has ended (it does when idle)."""
        request = {"do": "load", "reader": file_type.reader}
        try:
            child.send(request)
            child.receive(self._start_time)
        except ChildDied as death:
            if death.slow:
                raise
            child.send(request)
            child.receive(self._start_time)

    def _read(
        self, child: Child, filename: str, file_type: FileFormat, source: Path, target: Path, errors: Path
    ) -> int:
        """Has the child read a file; how that ended, 0 when it went well."""
        places = {"source": str(source), "target": str(target), "errors": str(errors)}
        try:
            self._load(child, file_type)
            child.send({"do": "read", "reader": file_type.reader, **places})
            return int(child.receive(self._time_limit)["code"])
        except ChildDied as death:
            if not death.slow:
                return 1
            raise ReadingError(
                f"la lecture a dépassé {self._time_limit:.0f} secondes.",
                where=filename,
                remedy="Enregistrez le document en PDF, ou découpez-le.",
            ) from death


def _failure(filename: str, code: int, stderr: str) -> ReadingError:
    last = stderr.strip().splitlines()[-1] if stderr.strip() else f"code {code}"
    if "MemoryError" in stderr or code in (-9, 137):
        return ReadingError(
            "la lecture demande trop de mémoire.",
            where=filename,
            remedy="Enregistrez le document en PDF, ou découpez-le.",
        )
    if "ModuleNotFoundError" in last or "ImportError" in last:
        return ReadingError(
            f"le lecteur de ce type de document n'est pas installé ({last}).",
            where=filename,
            remedy="Réinstallez BIOLLM avec toutes ses dépendances, ou convertissez le document en PDF.",
        )
    return DamagedFile(
        "le document n'a pas pu être lu : il n'est pas fait comme son format le demande.",
        where=filename,
        remedy="Ouvrez-le et enregistrez-le de nouveau, ou convertissez-le en PDF.",
    )
