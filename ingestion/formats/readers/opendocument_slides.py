"""Slides of OpenDocument (LibreOffice Impress) as the show has them, from the top of each, its title first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent
from ingestion.formats.readers.opendocument_names import named, said
from ingestion.formats.readers.opendocument_reader import opened_file
from ingestion.formats.readers.opendocument_story import OpenDocumentFile, OpenDocumentStory
from ingestion.formats.readers.sinks import KeptSink

_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 0.0353}
_LEVEL = 0.3  # centimetres: shapes that begin so near to one height are read from the left
_OF_MASTERS = ("page-number", "header", "footer", "date-time")
_TITLES = ("title", "subtitle")


def read_slides(path: Path) -> OfficeContent:
    """The content of a presentation of OpenDocument; the part of an element is the number of its slide.

    Raises:
        DamagedFile: It is not sound.
        EncryptedFile: It asks for a password.
    """
    file, roots = opened_file(path)
    builder = ContentBuilder()
    for number, page in enumerate((node for node in roots[0].iter() if named(node) == "draw:page"), 1):
        builder.part = number
        style = said(page, "draw:style-name")
        hidden = file.styles.attribute("drawing-page", style, "presentation:visibility") == "hidden"
        builder.count(Content.SLIDE, Fate.NOT_SHOWN if hidden else Fate.READ)
        _OpenSlide(file, builder, hidden).read(page)
    builder.part = None
    return builder.build()


class _OpenSlide:
    def __init__(self, file: OpenDocumentFile, builder: ContentBuilder, hidden: bool):
        self._file = file
        self._builder = builder
        self._fate = AsideKind.HIDDEN if hidden else None

    def read(self, page: Any) -> None:
        shown = (shape for shape in _shapes(page) if said(shape, "presentation:class") not in _OF_MASTERS)
        for shape in sorted(shown, key=_place):
            is_title = said(shape, "presentation:class") == "title"
            for category, text in self._texts(shape):
                if is_title and category is not Category.TABLE:
                    self._builder.add(Category.TITLE, text, 0)
                elif category is Category.TABLE:
                    self._builder.table([text])
                else:
                    self._builder.add(Category.LIST_ITEM if category is Category.LIST_ITEM else Category.TEXT, text)
        for notes in page:
            if named(notes) == "presentation:notes":
                self._notes(shape for shape in _shapes(notes) if said(shape, "presentation:class") == "notes")

    def _notes(self, shapes: Iterable[Any]) -> None:
        for text in [text for shape in shapes for _, text in self._texts(shape)]:
            self._builder.add(Category.NOTE, text)
            self._builder.count(Content.NOTE)

    def _texts(self, shape: Any) -> list[tuple[Category, str]]:
        """What a shape shows; that of a place that nobody filled in is a prompt."""
        story = OpenDocumentStory(self._builder, self._file)
        prompt = AsideKind.PROMPT if said(shape, "presentation:placeholder") == "true" else None
        story.blocks([shape], KeptSink(), self._fate or prompt)
        return story.taken()


def _shapes(container: Any) -> Iterator[Any]:
    """The shapes of a slide, those of groups one by one."""
    for node in container:
        if named(node) == "draw:g":
            yield from _shapes(node)
        elif named(node).startswith("draw:") and named(node) != "draw:page-thumbnail":
            yield node


def _place(shape: Any) -> tuple[int, int, float]:
    kind = said(shape, "presentation:class")
    rank = _TITLES.index(kind) if kind in _TITLES else len(_TITLES)
    return rank, round(_length(shape, "svg:y") / _LEVEL), _length(shape, "svg:x")


def _length(shape: Any, name: str) -> float:
    found = _LENGTH.fullmatch(said(shape, name))
    return float(found[1]) * _CENTIMETRES[found[2]] if found else 0.0
