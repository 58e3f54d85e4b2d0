"""Material -> deliverables: what is missing, the file, its preview, and what was made from which answers."""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from corpus import Corpus
from corpus.atomic import write_atomic
from domain.errors import ReadingError, StorageError
from domain.practices import MadeDeliverable, SourceCell
from exports.deliverables.kinds.practice_notes import practice_markdown
from exports.deliverables.material import Material
from exports.deliverables.registry_of_kinds import DeliverableKind, deliverable_kinds, deliverable_named, every_part
from exports.deliverables.wording import status_text
from exports.template_folder import OUR_TEMPLATE, Template, read_template
from ingestion import LibreOffice
from use_cases.draw_charts import OfferedChart, offered_charts
from use_cases.gather_material import Gathering

MEASURED = frozenset({"critique-batterie"})
PICTURED = frozenset({"fiches"})
"""Deliverables that evaluations, and pictures of pages, are gathered for."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """A deliverable with what is missing before it can be handed in, in French."""

    kind: DeliverableKind
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: its content, and the line of the history."""

    content: bytes
    record: MadeDeliverable


class Delivering:
    """Makes deliverables and remembers them."""

    def __init__(self, corpus: Corpus, gathering: Gathering, office: LibreOffice | None, template: Path | None):
        """``template`` is the folder of the service's own, None for ours; ``office`` lays previews out."""
        self._corpus = corpus
        self._gathering = gathering
        self._office = office
        self._template = template

    @property
    def has_office(self) -> bool:
        """Whether previews are laid out as PDF."""
        return self._office is not None

    def readiness(self, slugs: Sequence[str]) -> list[Readiness]:
        """Every deliverable with what is missing for these documents.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        return _readiness(self._gathering.material(slugs))

    def offered(self, slugs: Sequence[str]) -> tuple[list[Readiness], list[OfferedChart]]:
        """Every deliverable and every chart, from material gathered once.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        material = self._gathering.material(slugs)
        return _readiness(material), offered_charts(material)

    def make(
        self,
        name: str,
        slugs: Sequence[str],
        *,
        form: str | None = None,
        practices: Sequence[int] = (),
        template: Path | None = None,
        person: str = "",
    ) -> Made:
        """Make a deliverable, keep its file and note what it was made from.

        Args:
            name: Of the deliverable.
            slugs: The documents.
            form: Format; its main one by default.
            practices: Passages, where it is made of some.
            template: Folder of another template than that of the settings.
            person: Who asks.

        Raises:
            UnknownDeliverable: there is none of this name.
            UnknownFormat: it has no such format.
            UnknownDocument: no document has one of these slugs.
            NothingToDeliver: there is nothing to make it from.
            TemplateError: the template cannot be used.
            StorageError: the file cannot be kept.
        """
        kind = deliverable_named(name)
        chosen = form or kind.forms[0]
        material = self._material(kind, slugs, practices)
        content = kind.content(material, chosen, self._read_template(template))
        record = _record(kind, chosen, material, content, person)
        write_atomic(self._path(record), content)
        self._corpus.deliverables.add(record)
        return Made(content, record)

    def preview(self, name: str, slugs: Sequence[str], *, practices: Sequence[int] = ()) -> tuple[bytes, str]:
        """What the main file looks like: a PDF where LibreOffice is installed, else HTML; with its media type.

        Raises:
            UnknownDeliverable: there is none of this name.
            UnknownDocument: no document has one of these slugs.
            NothingToDeliver: there is nothing to make it from.
            TemplateError: the template cannot be used.
        """
        kind = deliverable_named(name)
        material = self._material(kind, slugs, practices)
        if self._office is None:
            return kind.content(material, "html"), "text/html; charset=utf-8"
        content = kind.content(material, kind.forms[0], self._read_template(None))
        with tempfile.TemporaryDirectory(prefix="biollm-", ignore_cleanup_errors=True) as folder:
            given, room = Path(folder) / f"livrable.{kind.forms[0]}", Path(folder) / "pdf"
            room.mkdir()
            given.write_bytes(content)
            try:
                return self._office.convert(given, room).read_bytes(), "application/pdf"
            except ReadingError:  # LibreOffice without the part that opens this format: the text is shown all the same
                return kind.content(material, "html"), "text/html; charset=utf-8"

    def missing(self, name: str, slugs: Sequence[str], *, practices: Sequence[int] = ()) -> list[str]:
        """What one of them lacks before it can be handed in, in French."""
        return deliverable_named(name).missing(self._gathering.material(slugs, practices=practices))

    def practice_files(self, numbers: Sequence[int]) -> dict[str, bytes]:
        """A fiche a passage, as Markdown with front matter, by the name of its file.

        Raises:
            UnknownPractice: no passage has one of these numbers.
        """
        if not numbers:
            return {}
        material = self._gathering.material([], practices=numbers, described=True)
        return {
            f"bonne-pratique-{one.number}.md": practice_markdown(material, one).encode("utf-8", "replace")
            for one in material.practices
        }

    def history(self) -> list[MadeDeliverable]:
        """What was made, newest first."""
        return self._corpus.deliverables.all()

    def made(self, identifier: str) -> MadeDeliverable:
        """One that was made.

        Raises:
            UnknownDeliverable: there is none.
        """
        return self._corpus.deliverables.get(identifier)

    def file(self, identifier: str) -> Made:
        """One that was made, with its file as it was.

        Raises:
            UnknownDeliverable: there is none.
            StorageError: its file is gone or was changed.
        """
        record = self._corpus.deliverables.get(identifier)
        path = self._path(record)
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != record.sha256:
            raise StorageError(
                "Le fichier de ce livrable n'est plus là, ou a été modifié.",
                where=str(path),
                remedy="Faites-le de nouveau : page « Livrables ».",
            )
        return Made(content, record)

    def _material(self, kind: DeliverableKind, slugs: Sequence[str], practices: Sequence[int]) -> Material:
        return self._gathering.material(
            slugs, practices=practices, measured=kind.name in MEASURED, pictures=kind.name in PICTURED
        )

    def _read_template(self, folder: Path | None) -> Template:
        chosen = folder or self._template
        return read_template(chosen, every_part()) if chosen is not None else OUR_TEMPLATE

    def _path(self, record: MadeDeliverable) -> Path:
        return self._corpus.data_dir / "deliverables" / f"{record.id}.{record.form}"


def _readiness(material: Material) -> list[Readiness]:
    return [Readiness(kind, tuple(kind.missing(material))) for kind in deliverable_kinds().values()]


def _record(kind: DeliverableKind, form: str, material: Material, content: bytes, person: str) -> MadeDeliverable:
    slugs = tuple(document.info.slug for document in material.export.documents)
    one = slugs[0] if len(slugs) == 1 else f"{len(slugs)}-documents" if slugs else "corpus"
    made = material.made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return MadeDeliverable(
        id=uuid.uuid4().hex,
        kind=kind.name,
        form=form,
        filename=f"{kind.name}-{one}.{form}",
        documents=slugs,
        cells=tuple(
            SourceCell(
                cell.document,
                cell.indicator,
                cell.answer_number,
                cell.decision.id if cell.decision else None,
                cell.verdict.value if cell.verdict else None,
                status_text(cell),
            )
            for _, cell in material.cells()
        ),
        sha256=hashlib.sha256(content).hexdigest(),
        person=person,
        made_at=made,
        practices=tuple(one.number for one in material.practices),
    )
