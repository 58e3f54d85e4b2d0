"""The deliverables, one a module of ``exports.deliverables.kinds``: what is added there is offered everywhere.

A module declares ``KIND``, a :class:`DeliverableKind`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from domain import CellStatus
from domain.errors import NothingToDeliver, UnknownDeliverable, UnknownFormat
from domain.registered import registered
from exports.deliverable_blocks import SlideShow, Written
from exports.deliverables.material import Material
from exports.file_text import many
from exports.page_file import page_bytes, slides_page_bytes
from exports.slide_file import slides_bytes
from exports.template_folder import OUR_TEMPLATE, Template
from exports.word_file import word_bytes

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


class Need(StrEnum):
    """What a deliverable cannot be made without, besides a document."""

    NOTHING = "nothing"
    VERSIONS = "versions"
    PRACTICES = "practices"
    KEPT_ANSWERS = "kept answers"


@dataclass(frozen=True, slots=True)
class DeliverableKind:
    """A deliverable.

    Attributes:
        name: What a user types (« rapport-final »).
        label: What a page says.
        purpose: What it is for, in a sentence.
        parts: Keys of its parts, that a template may order.
        rank: They are offered in this order.
        written: Makes it, to be written as Word, HTML or Markdown; None for slides.
        shown: Makes slides; None for what is written.
        book: Makes the workbook; None where it has none.
        markdown: Makes the Markdown; None where it has none.
        need: What it cannot be made without.
        blanks: What people have to write themselves, in a few words.
    """

    name: str
    label: str
    purpose: str
    parts: tuple[str, ...]
    rank: int
    written: Callable[[Material], Written] | None = None
    shown: Callable[[Material], SlideShow] | None = None
    book: Callable[[Material], bytes] | None = None
    markdown: Callable[[Material], str] | None = None
    need: Need = Need.NOTHING
    blanks: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The formats that it can be had in, the main one first."""
        found = ["pptx"] if self.shown else []
        found += ["docx"] if self.written else []
        found += ["xlsx"] if self.book else []
        found += ["html"]
        return (*found, *(["md"] if self.markdown else []))

    def content(self, material: Material, form: str, template: Template = OUR_TEMPLATE) -> bytes:
        """The file.

        Raises:
            UnknownFormat: it has no such format.
            NothingToDeliver: there is nothing to make it from.
        """
        if form not in self.forms:
            raise UnknownFormat(
                f"« {self.label} » ne s'écrit pas au format « {form} ».",
                remedy=f"Formats possibles : {', '.join(self.forms)}.",
            )
        self.check(material)
        if form == "xlsx" and self.book is not None:
            return self.book(material)
        if form == "md" and self.markdown is not None:
            return self.markdown(material).encode("utf-8", "replace")
        if self.shown is not None:
            show = self.shown(material)
            return slides_bytes(show, template) if form == "pptx" else slides_page_bytes(show)
        assert self.written is not None
        written = self.written(material)
        return word_bytes(written, template) if form == "docx" else page_bytes(written)

    def check(self, material: Material) -> None:
        """Refuse what would be an empty file.

        Raises:
            NothingToDeliver: there is nothing to make it from.
        """
        if self.need is Need.PRACTICES and not material.practices:
            raise NothingToDeliver(
                "Aucun passage n'a été retenu comme bonne pratique.",
                remedy="Retenez-en un : page « Bonnes pratiques », ou le lien sous une citation.",
            )
        if self.need is Need.KEPT_ANSWERS and not material.kept_answers:
            raise NothingToDeliver(
                "Aucune réponse à une question n'est gardée pour ces dossiers.",
                remedy="Posez une question, puis « Garder cette réponse ».",
            )
        if not material.export.documents and self.need is not Need.PRACTICES:
            raise NothingToDeliver("Aucun dossier n'est choisi.", remedy="Choisissez au moins un dossier lu.")
        if self.need is Need.VERSIONS and not material.versions():
            raise NothingToDeliver(
                "Il faut deux versions d'un même plan.",
                remedy="Donnez le même plan aux deux dossiers (« plan » dans leur description) et choisissez-les.",
            )

    def missing(self, material: Material) -> list[str]:
        """What is missing before it can be handed in, in French; the file is made all the same."""
        try:
            self.check(material)
        except NothingToDeliver as error:
            return [str(error)]
        cells = [cell for _, cell in material.cells()]
        found = []
        unseen = sum(cell.status is CellStatus.NOT_REVIEWED for cell in cells)
        doubtful = sum(cell.status is CellStatus.DOUBTFUL for cell in cells)
        changed = sum(cell.standing is not None and cell.standing.to_review for cell in cells)
        absent = len(material.export.documents) * len(material.grid.indicators) - len(cells)
        for count, one, several in (
            (unseen, "case non relue", "cases non relues"),
            (doubtful, "case douteuse", "cases douteuses"),
            (changed, "décision à revoir", "décisions à revoir"),
            (absent, "case sans réponse", "cases sans réponse"),
        ):
            if count:
                found.append(many(count, one, several))
        undescribed = [one.info.title for one in material.documents if one.info.kind is None]
        if undescribed:
            found.append(f"nature non renseignée : {', '.join(undescribed[:5])}{'…' if len(undescribed) > 5 else ''}")
        return found + [f"à écrire : {one}" for one in self.blanks]


@cache
def deliverable_kinds() -> Mapping[str, DeliverableKind]:
    """Every deliverable by its name, in the order in which they are offered."""
    found = registered("exports.deliverables.kinds", "KIND", DeliverableKind)
    return {one.name: one for one in sorted(found, key=lambda one: (one.rank, one.name))}


def deliverable_named(name: str) -> DeliverableKind:
    """A deliverable by its name.

    Raises:
        UnknownDeliverable: there is none of this name.
    """
    found = deliverable_kinds().get(name.lower())
    if found is None:
        raise UnknownDeliverable(
            f"Le livrable « {name} » n'est pas connu.", remedy=f"Livrables : {', '.join(deliverable_kinds())}."
        )
    return found


def every_part() -> tuple[str, ...]:
    """Keys of the parts of all deliverables, that a template may name."""
    return tuple(dict.fromkeys(key for kind in deliverable_kinds().values() for key in kind.parts))
