"""Small invented pieces, read as ingestion would."""

from __future__ import annotations

import hashlib

from domain import Page, PageStatus, PassageDraft, PieceKind, ReadPiece, Sentence


def read_piece(name: str = "reglement", *pages: str, unread: tuple[int, ...] = ()) -> ReadPiece:
    """A piece of these pages; sentences end at « . », every sentence is a passage."""
    texts = pages or ("Les haies sont\nprotégées. Les mares sont conservées.", "Un arbre est planté.")
    sentences: list[Sentence] = []
    for ordinal, text in enumerate(texts, 1):
        start = 0
        while (end := text.find(".", start) + 1) > 0:
            sentences.append(Sentence(ordinal, start, end, " ".join(text[start:end].split())))
            start = end + 1
    return ReadPiece(
        name=name,
        filename=f"{name}.pdf",
        sha256=hashlib.sha256("".join(texts).encode()).hexdigest(),
        size=sum(map(len, texts)),
        media_type="application/pdf",
        kind=PieceKind.REGLEMENT,
        reader="pdf-1",
        pages=tuple(
            Page(
                ordinal,
                ordinal,
                f"{ordinal + 10}",
                text,
                PageStatus.UNREADABLE if ordinal in unread else PageStatus.READ,
            )
            for ordinal, text in enumerate(texts, 1)
        ),
        sentences=tuple(sentences),
        passages=tuple(
            PassageDraft(position, position, ("Titre I", "Zone N"), sentence.text)
            for position, sentence in enumerate(sentences)
        ),
    )
