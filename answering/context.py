"""What an answer must say of the document besides the sentences read."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain import DocumentKind, PieceKind


@dataclass(frozen=True, slots=True)
class DocumentDescription:
    """What a reader is told of the document: kind, procedure, scope and territory, as short French texts.

    ``several`` is a line each where several documents are read together.
    """

    title: str = ""
    kind: str = ""
    procedure: str = ""
    territory: str = ""
    scope: str = ""
    pieces: tuple[str, ...] = ()
    several: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """One line a fact that is known."""
        return "\n".join([*self._facts, *([f"Pièces du dossier : {', '.join(self.pieces)}"] if self.pieces else [])])

    @property
    def short(self) -> str:
        """The same without the pieces, which a packet names; of several documents a line each."""
        return "\n".join(self.several or self._facts)

    @property
    def line(self) -> str:
        """All but the pieces in one line."""
        known = (self.title, self.kind, self.procedure, self.scope, self.territory)
        return " ; ".join(value for value in known if value)

    @property
    def _facts(self) -> list[str]:
        named = (
            ("Document", self.title),
            ("Nature", self.kind),
            ("Procédure", self.procedure),
            ("Périmètre", self.scope),
            ("Territoire", self.territory),
        )
        return [f"{name} : {value}" for name, value in named if value]


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """A fact of a document's record as a sentence; ``name`` is one of :data:`french.document_facts.FACTS`.

    ``known`` is whether the record has it: a sentence may only say that it has not. ``piece`` is the piece in whose
    margins it stands, empty of the record itself.
    """

    name: str
    sentence: str
    document: str = ""
    known: bool = True
    piece: str = ""


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What an answer must say of the document besides the passages read.

    ``pieces`` could be searched, in the order of the dossier, ``kinds`` are the parts they play, ``document_kind`` the
    kind of the document where it is known and one alone; ``pages_unread`` are the pages nobody could read
    (« piece p. n »), ``pages`` counts all pages; ``description`` is what a reader is told of the document. ``partial``
    names a procedure that changes a part of the plan only (« modification n° 2 »), and is empty for a whole plan;
    ``changes`` is the title of the plan that it changes, where that is known. ``facts`` are what its record says of it.
    """

    pieces: tuple[str, ...]
    pages_unread: tuple[str, ...]
    corpus_hash: str
    grid_digest: str | None = None
    kinds: tuple[PieceKind, ...] = ()
    document_kind: DocumentKind | None = None
    pages: int = 0
    description: DocumentDescription = field(default_factory=DocumentDescription)
    partial: str = ""
    changes: str = ""
    facts: tuple[DocumentFact, ...] = ()
