"""What cuts texts, in French: the functions of ``ingestion`` as its tests call them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from ingestion import parser
from ingestion.dossier import piece_kinds
from ingestion.layout import lines, running_heads
from ingestion.segmentation import passages, provisions, sentences
from ingestion.segmentation.headings import Headings
from languages.entries.french_language import LANGUAGE as FRENCH

HEADINGS = Headings(FRENCH.text)
split_sentences = partial(sentences.split_sentences, headings=HEADINGS)
provision_of = partial(provisions.provision_of, headings=HEADINGS)
lines_of = partial(lines.lines_of, headings=HEADINGS)
find_bodies = partial(running_heads.find_bodies, headings=HEADINGS)
guess_kind = partial(piece_kinds.guess_kind, names=FRENCH.text.piece_names)
read_piece = partial(parser.read_piece, language=FRENCH)


def draft_passages(units: Sequence[sentences.TextUnit], declared: Any = None) -> tuple[Any, ...]:
    """As in ``ingestion.segmentation.passages``."""
    return passages.draft_passages(units, HEADINGS, declared)


def split_page(page: int, text: str, start: int = 0, end: int | None = None, **more: Any) -> list[sentences.TextUnit]:
    """As in ``ingestion.segmentation.sentences``."""
    return sentences.split_page(page, text, HEADINGS, start, end, **more)
