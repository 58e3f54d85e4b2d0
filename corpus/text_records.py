"""Rows of the text of the corpus as the values that other packages read."""

from __future__ import annotations

from sqlalchemy import Row

from corpus.ledger_content import ledger_from_json
from corpus.models.text_rows import PageRow, PassageRow, SentenceRow, TableRowsRow
from domain import (
    Page,
    PageKind,
    PageStatus,
    PageTable,
    PieceKind,
    Provision,
    ProvisionKind,
    StoredPassage,
    StoredRest,
    StoredSentence,
    TableRow,
)
from domain.quote_text import join_parts


def page_record(row: PageRow) -> Page:
    """A page, without its words and tables."""
    return Page(
        ordinal=row.ordinal,
        number=row.number,
        label=row.label,
        text=row.text,
        status=PageStatus(row.status),
        reason=row.reason,
        kind=PageKind(row.kind),
        triage=row.triage,
        confidence=row.confidence,
        removed=tuple(row.removed),
        ledger=ledger_from_json(row.ledger),
    )


def table_record(row: TableRowsRow) -> PageTable:
    """A table of a page."""
    return PageTable(row.html, tuple(TableRow(start, end, text) for start, end, text in row.rows))


def sentence_record(row: Row[SentenceRow, PageRow, str, str, PageRow]) -> StoredSentence:
    """A sentence, its text cut from its pages."""
    sentence, page = row.SentenceRow, row.PageRow
    text = _slice(page, sentence.start, sentence.end)
    rest = _rest(sentence, row.after, text)
    return StoredSentence(
        document=row.slug,
        piece=row.name,
        ordinal=sentence.ordinal,
        page=page.number,
        label=page.label,
        position=sentence.position,
        start=sentence.start,
        end=sentence.end,
        text=text if rest is None else join_parts(text, rest.text, cuts_word=bool(sentence.rest_cuts_word)),
        row=sentence.row,
        confidence=page.confidence,
        rest=rest,
    )


def _rest(sentence: SentenceRow, page: PageRow | None, before: str) -> StoredRest | None:
    start, end = sentence.rest_start, sentence.rest_end
    if page is None or start is None or end is None:
        return None
    return StoredRest(
        ordinal=page.ordinal,
        page=page.number,
        label=page.label,
        start=start,
        end=end,
        before=before,
        text=_slice(page, start, end),
        confidence=page.confidence,
    )


def _slice(page: PageRow, start: int, end: int) -> str:
    return " ".join(page.text[start:end].split())


def passage_record(row: Row[PassageRow, str, str, str, int | None, str | None, int | None]) -> StoredPassage:
    """A passage with the pages of its ends."""
    passage = row.PassageRow
    return StoredPassage(
        id=passage.id,
        document=row.slug,
        piece=row.name,
        piece_kind=PieceKind(row.kind),
        position=passage.position,
        section=tuple(passage.section),
        text=passage.text,
        first_position=passage.first_position,
        last_position=passage.last_position,
        first_page=row.first_page,
        last_page=row.last_page,
        first_ordinal=passage.first_ordinal,
        last_ordinal=passage.last_ordinal,
        label=row.label,
        provision=(
            Provision(ProvisionKind(passage.provision), passage.provision_number or "")
            if passage.provision is not None
            else None
        ),
    )
