"""What was read of a piece, as the rows of its tables (:mod:`corpus.models.text_rows`)."""

from __future__ import annotations

from typing import Any

from corpus.ledger_content import ledger_to_json
from domain import ReadPiece
from domain.identity import passage_id


def page_rows(piece: ReadPiece) -> list[dict[str, Any]]:
    """The pages of a piece, as they are stored."""
    return [
        {
            "ordinal": page.ordinal,
            "number": page.number,
            "label": page.label,
            "text": page.text,
            "status": page.status,
            "reason": page.reason,
            "kind": page.kind,
            "triage": page.triage,
            "confidence": page.confidence,
            "removed": list(page.removed),
            "ledger": ledger_to_json(page.ledger),
        }
        for page in piece.pages
    ]


def recognition_rows(piece: ReadPiece) -> list[dict[str, Any]]:
    """The words of the pages that were read from an image."""
    return [
        {
            "ordinal": page.ordinal,
            "words": [
                [word.start, word.end, word.box.x0, word.box.y0, word.box.x1, word.box.y1, word.confidence]
                for word in page.words
            ],
        }
        for page in piece.pages
        if page.words
    ]


def table_rows(piece: ReadPiece) -> list[dict[str, Any]]:
    """The ruled tables of its pages."""
    return [
        {
            "ordinal": page.ordinal,
            "position": position,
            "html": table.html,
            "rows": [[row.start, row.end, row.text] for row in table.rows],
        }
        for page in piece.pages
        for position, table in enumerate(page.tables)
    ]


def sentence_rows(piece: ReadPiece) -> list[dict[str, Any]]:
    """Its sentences, by their place."""
    return [
        {
            "position": position,
            "ordinal": sentence.page,
            "start": sentence.start,
            "end": sentence.end,
            "row": sentence.row,
            "rest_ordinal": sentence.rest.page if sentence.rest else None,
            "rest_start": sentence.rest.start if sentence.rest else None,
            "rest_end": sentence.rest.end if sentence.rest else None,
            "rest_cuts_word": sentence.rest.cuts_word if sentence.rest else None,
        }
        for position, sentence in enumerate(piece.sentences)
    ]


def passage_rows(slug: str, piece: ReadPiece) -> list[dict[str, Any]]:
    """Its passages, each with the identifier that its content gives it."""
    return [
        {
            "id": passage_id(slug, piece.name, piece.sha256, position, passage.text),
            "position": position,
            "section": list(passage.section),
            "text": passage.text,
            "first_position": passage.first,
            "last_position": passage.last,
            "first_ordinal": piece.sentences[passage.first].page,
            "last_ordinal": piece.sentences[passage.last].last_page,
            "provision": passage.provision.force if passage.provision else None,
            "provision_number": passage.provision.number if passage.provision else None,
        }
        for position, passage in enumerate(piece.passages)
    ]
