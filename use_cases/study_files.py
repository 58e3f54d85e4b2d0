"""Studies of the grid asked by the service: their files, kept under the data directory."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain import StudyResult
from domain.errors import UnknownRun
from evaluation.study_codec import StoredStudy, decode_study
from evaluation.study_report import write_study
from use_cases.container import Application
from use_cases.progress import Progress, silent

_JSON = "etude.json"
_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class KeptStudy:
    """A study in the list."""

    id: str
    made: datetime
    documents: tuple[str, ...]
    observations: int


class Studies:
    """Runs studies and finds their files: etude.html, etude.xlsx, etude.json."""

    def __init__(self, data_dir: Path):
        self._folder = data_dir / "studies"

    def run(
        self,
        application: Application,
        identifier: str,
        documents: Sequence[str],
        *,
        indicators: Sequence[str] = (),
        repetitions: int = 1,
        rewording: bool = True,
        depths: Sequence[float] = (0.5, 2.0),
        profiles: Sequence[str] = (),
        profile: str | None = None,
        progress: Progress = silent,
    ) -> StudyResult:
        """Study and write the files; done again after a stop, it goes on with what is missing.

        Raises:
            UnknownDocument: a document has not been read.
            UnknownIndicator: the grid has no such code.
            ModelError: the LLM failed; the answers made before are kept.
        """
        # Who lists studies does not import all that answers.
        from answering import profile_named
        from use_cases.run_study import Plan

        plan = Plan(
            repetitions=repetitions,
            rewording=rewording,
            depths=tuple(depths),
            profiles=[profile_named(name) for name in profiles],
        )
        found = application.studying(profile).run(documents, plan, indicators, progress=progress)
        write_study(found, self._path(identifier))
        return StudyResult(identifier, tuple(documents), found.observations)

    def all(self) -> list[KeptStudy]:
        """Every study, the newest first."""
        found = [(path.parent.name, _read(path)) for path in self._folder.glob(f"*/{_JSON}")]
        kept = [KeptStudy(name, one.made, one.documents, one.observations) for name, one in found]
        return sorted(kept, key=lambda one: one.made, reverse=True)

    def content(self, identifier: str) -> StoredStudy:
        """A study as it was kept by any version.

        Raises:
            UnknownRun: there is no such study, or it is not finished.
            StorageError: its file cannot be read.
        """
        return _read(self.file(identifier, _JSON))

    def file(self, identifier: str, name: str) -> Path:
        """One of the files of a study.

        Raises:
            UnknownRun: there is no such study, or it is not finished.
        """
        path = self._path(identifier) / name
        if not path.is_file():
            raise UnknownRun("Cette étude n'existe pas, ou n'est pas finie.", remedy="La liste : /api/v1/studies.")
        return path

    def _path(self, identifier: str) -> Path:
        if not _NAME.fullmatch(identifier):
            raise UnknownRun("Cet identifiant n'est pas celui d'une étude.")
        return self._folder / identifier


def _read(path: Path) -> StoredStudy:
    return decode_study(json.loads(path.read_text("utf-8")))
