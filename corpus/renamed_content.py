"""What stored JSON says of a document, brought to the document's new slug; free texts are left as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

_ONE = ("document", "slug")
_SEVERAL = ("documents", "touches", "corpus")
_FIRST_OF_EACH = ("not_blind", "places")
"""Fields that hold lists, each with a document first; warnings have « places » too, which are texts."""

_NEAREST = "nearest"
"""The field of sentences that came nearest: lists of a piece, after its document where several were asked, …"""


class RenameStep(StrEnum):
    """How far a renaming is.

    ``BEGUN``: the document has its former slug, the indexes may know it under both. ``RENAMED``: it has the new one,
    the indexes may still know the former. ``DONE``: nothing is left to do.
    """

    BEGUN = "begun"
    RENAMED = "renamed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class NewNames:
    """New names of what stored JSON may name.

    Attributes:
        former: The slug that the document had.
        slug: The one that it has now.
        passages: New ids of its passages by the old ones: the slug is part of them.
        golds: New digests of versions of the gold by the old ones: so it is of those.
    """

    former: str
    slug: str
    passages: Mapping[str, str] = field(default_factory=dict)
    golds: Mapping[str, str] = field(default_factory=dict)

    def in_json(self, content: Any) -> Any:
        """The content with the new names.

        A slug is replaced where a field says that it names a document (``document``, ``slug``; ``documents``,
        ``touches`` and ``corpus``, as lists or by key; lists with a document first; pieces of ``nearest`` after their
        document), never in another text: the slug « eau » is also a word.
        """
        if isinstance(content, Mapping):
            return {name: self._in_field(name, one) for name, one in content.items()}
        if isinstance(content, list | tuple):
            return [self.in_json(one) for one in content]
        return self.golds.get(content, content) if isinstance(content, str) else content

    def _in_field(self, name: str, content: Any) -> Any:
        if name in _ONE and isinstance(content, str):
            return ", ".join(self._named(one) for one in content.split(", "))  # an answer may be over several
        if name in _SEVERAL and isinstance(content, list | tuple):
            return [self._named(one) if isinstance(one, str) else self.in_json(one) for one in content]
        if name in _SEVERAL and isinstance(content, Mapping):
            return {self._named(slug): self.in_json(one) for slug, one in content.items()}
        if name in _FIRST_OF_EACH and isinstance(content, list | tuple):
            return [
                [self._named(one[0]), *one[1:]] if isinstance(one, list | tuple) and one else one for one in content
            ]
        if name == _NEAREST and isinstance(content, list | tuple):
            return [[self._of_piece(one[0]), *one[1:]] if isinstance(one, list | tuple) else one for one in content]
        if name == "passage" and isinstance(content, str):
            return self.passages.get(content, content)
        return self.in_json(content)

    def _of_piece(self, piece: str) -> str:
        slug, comma, name = piece.partition(", ")
        return f"{self._named(slug)}{comma}{name}" if comma else piece

    def _named(self, slug: str) -> str:
        return self.slug if slug == self.former else slug
