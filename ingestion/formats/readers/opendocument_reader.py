"""Texts of OpenDocument (LibreOffice Writer) as they are shown; what is deleted, struck or hidden is apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from domain.errors import EncryptedFile
from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent
from ingestion.formats.readers.opendocument_forms import OpenDocumentForms
from ingestion.formats.readers.opendocument_names import named, said
from ingestion.formats.readers.opendocument_numbering import OpenDocumentNumbering
from ingestion.formats.readers.opendocument_story import OpenDocumentFile, OpenDocumentStory
from ingestion.formats.readers.opendocument_styles import OpenDocumentStyles
from ingestion.formats.readers.package import Package
from ingestion.formats.readers.sinks import BodySink, KeptSink

_MARGINS = {
    "style:header", "style:footer", "style:header-first", "style:footer-first", "style:header-left",
    "style:footer-left",
}  # fmt: skip


def read_opendocument(path: Path) -> OfficeContent:
    """The content of a text of OpenDocument.

    Raises:
        DamagedFile: It is not sound.
        EncryptedFile: It asks for a password.
    """
    file, roots = opened_file(path)
    builder = ContentBuilder()
    story = OpenDocumentStory(builder, file, on_paper=True)
    for node in roots[0].iter():
        if named(node) == "text:tracked-changes":
            _deletions(node, builder, file)
        elif named(node) == "office:text":
            story.blocks(node, BodySink(builder))
    for root in roots[1:]:
        _margins(root, builder, file)
    return builder.build()


def opened_file(path: Path) -> tuple[OpenDocumentFile, list[Any]]:
    """A file of OpenDocument and its parts, that with the content first; errors as of :func:`read_opendocument`."""
    package = Package(path.read_bytes())
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise EncryptedFile(
            "le document demande un mot de passe.",
            remedy="Enregistrez-en une copie sans mot de passe et donnez cette copie.",
        )
    roots = [package.xml("content.xml"), *(package.xml(part) for part in ("styles.xml",) if part in package)]
    styles = OpenDocumentStyles(roots)
    return OpenDocumentFile(styles, OpenDocumentNumbering(roots, styles), OpenDocumentForms(roots), package), roots


def _deletions(changes: Any, builder: ContentBuilder, file: OpenDocumentFile) -> None:
    """Sets aside what revisions deleted."""
    for region in changes:
        for change in region:
            if named(change) == "text:insertion":
                builder.count(Content.INSERTION)
            elif named(change) == "text:deletion":
                builder.count(Content.DELETION, Fate.DELETED)
                kept = KeptSink()
                unnumbered = OpenDocumentFile(
                    file.styles, OpenDocumentNumbering((), file.styles), file.forms, file.package
                )
                story = OpenDocumentStory(builder, unnumbered)
                story.blocks(change, kept)
                texts = [text for _, text in (*kept.order, *story.taken())]
                builder.set_aside(AsideKind.DELETED, " ".join(texts))


def _margins(root: Any, builder: ContentBuilder, file: OpenDocumentFile) -> None:
    """Running heads and feet of the pages."""
    told: set[str] = set()
    for node in root.iter():
        if named(node) == "text:tracked-changes":
            _deletions(node, builder, file)
        if named(node) not in _MARGINS:
            continue
        kept = KeptSink()
        story = OpenDocumentStory(builder, file)
        story.blocks(node, kept)
        for _, text in (*kept.order, *story.taken()):
            if text in told:
                builder.repeated(text)
            elif said(node, "style:display") == "false":
                builder.set_aside(AsideKind.UNUSED, text)
            else:
                told.add(text)
                builder.add(Category.MARGIN, text)
