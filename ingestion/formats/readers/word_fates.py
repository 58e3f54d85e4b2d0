"""What becomes of the text of an element of Word: which revisions take it away, what is no text at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, ContentBuilder
from ingestion.formats.readers.package import chosen, name_of

NOT_TEXT = {
    "w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:trPr", "w:tcPr", "w:tblGrid", "w:delInstrText",
    "w:proofErr", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:rt", "w:rubyPr", "w:fldData", "w:ffData",
    "w:ftr", "w:hdr", "w:annotationRef", "w:lastRenderedPageBreak", "w:footnoteRef", "w:endnoteRef", "m:ctrlPr",
}  # fmt: skip
_GONE = {"w:del": AsideKind.DELETED, "w:moveFrom": None}
_REVISIONS = {
    "w:ins": (Content.INSERTION, Fate.READ), "w:moveTo": (Content.INSERTION, Fate.READ),
    "w:del": (Content.DELETION, Fate.DELETED), "w:moveFrom": (Content.DELETION, Fate.ELSEWHERE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordFate:
    """Why all that stands inside of an element is no text of the document; ``gone``: it stands elsewhere."""

    kind: AsideKind | None = None
    gone: bool = False

    @property
    def shows(self) -> bool:
        """Whether it is text of the document."""
        return self.kind is None and not self.gone

    def inside(self, name: str) -> WordFate:
        """What becomes of the text inside an element of that name in this one."""
        if name not in _GONE:
            return self
        kind = _GONE[name]
        return WordFate(kind, self.gone or kind is None)


SHOWN = WordFate()


def count_revisions(root: Any, builder: ContentBuilder) -> None:
    """Counts what was put in and taken out while changes were tracked."""
    for node in root.iter():
        name = name_of(node)
        if name in _REVISIONS and name_of(node.getparent()) not in ("w:rPr", "w:trPr"):
            builder.count(*_REVISIONS[name])


def looked_into(container: Any) -> Iterator[tuple[str, Any]]:
    """The elements of another that may hold text, with their names; of alternatives the one that is shown."""
    for node in container:
        name = name_of(node)
        if name == "mc:AlternateContent":
            option = chosen(node)
            if option is not None:
                yield from looked_into(option)
        elif name and name not in NOT_TEXT:
            yield name, node
