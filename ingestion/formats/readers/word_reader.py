"""Word documents as Word shows them: revisions accepted, fields by their results, text boxes and notes once.

What a revision deleted, what is hidden or struck out (directly or by a style) and comments are set aside. Pictures and
charts are counted.
"""

from __future__ import annotations

from pathlib import Path

from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent
from ingestion.formats.readers.drawings import other_diagrams
from ingestion.formats.readers.package import Package, child
from ingestion.formats.readers.sinks import BodySink
from ingestion.formats.readers.word_fates import count_revisions
from ingestion.formats.readers.word_fields import FieldStack
from ingestion.formats.readers.word_parts import WordParts, WordPassage
from ingestion.formats.readers.word_story import WordStory, read_passage


def read_word(path: Path) -> OfficeContent:
    """The content of a Word document.

    Raises:
        DamagedFile: It is not sound.
    """
    builder = ContentBuilder()
    _read(path.read_bytes(), builder)
    return builder.build()


def _read(data: bytes, builder: ContentBuilder, depth: int = 0) -> None:
    """Hands on what a document holds; ``depth`` documents are around it."""
    parts = WordParts(Package(data), builder, depth)

    def inner(found: bytes, below: int) -> None:
        _read(found, builder, below)

    body = child(parts.root, "w:body")
    if body is None:
        return
    story = WordStory(parts, parts.main, FieldStack(body), inner, on_paper=not parts.has_ground())
    story.blocks(body, BodySink(builder))
    story.flush()
    for text in other_diagrams(parts.package, parts.main, builder, parts.diagrams):
        builder.add(Category.NOTE, text)

    def unused(passage: WordPassage) -> None:
        """Sets aside what Word shows nowhere."""
        kept = read_passage(parts, passage, inner)
        builder.set_aside(AsideKind.UNUSED, " ".join(text for _, text in kept.order))

    for note in parts.notes_left():
        unused(note)
    told: set[str] = set()
    for part, used in parts.margins().items():
        passage = WordPassage(part, parts.package.xml(part))
        if not used:
            unused(passage)
            continue
        for _, text in read_passage(parts, passage, inner).order:
            if text in told:
                builder.repeated(text)
            else:
                told.add(text)
                builder.add(Category.MARGIN, text)
    for comment in parts.comments():
        builder.set_aside(AsideKind.COMMENT, " ".join(read_passage(parts, comment, inner).texts))
    count_revisions(parts.root, builder)
