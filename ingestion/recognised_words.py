"""What recognition gave of a page: its words in the clean text, or why the page stays unread all the same."""

from __future__ import annotations

from dataclasses import replace

from domain import PageKind, RecognisedWord
from ingestion.cleaning import Cleaned
from ingestion.ocr.recognition import Recognised
from ingestion.ocr.triage import Triage

MAP_TEXT = "la reconnaissance ne trouve que des mots épars"
NOTHING_FOUND = "la reconnaissance n'y trouve aucun mot"
NOT_LANGUAGE = "la reconnaissance n'en tire pas de texte suivi"


def not_text(before: Triage, text: str, confidence: float) -> Triage:
    """Why a page stays unread although it was recognised; what was found is told with the measures."""
    words = len(text.split())
    said = f"reconnaissance : {words} mot(s), confiance {confidence:.0%}".replace("%", " %")
    measures = f"{before.measures}, {said}"
    if before.kind is PageKind.FONT:
        return replace(before, measures=measures, reason=f"{before.reason} ; {NOT_LANGUAGE}")
    if not words:
        return replace(before, measures=measures, reason=f"{before.reason} ; {NOTHING_FOUND}")
    return replace(before, kind=PageKind.MAP, measures=measures, reason=f"{before.reason} ; {MAP_TEXT}")


def placed_words(recognised: Recognised, clean: Cleaned) -> tuple[RecognisedWord, ...]:
    """The words with their offsets in the clean text: characters are followed back to the raw text."""
    spans: dict[int, list[int]] = {}
    starts = iter(enumerate(recognised.words))
    index, word = next(starts, (-1, None))
    for position, char in enumerate(clean.text):
        if char.isspace():
            continue
        raw = clean.alignment.raw_index(position)
        while word is not None and raw >= word[1]:
            index, word = next(starts, (-1, None))
        if word is None:
            break
        if raw >= word[0]:
            spans.setdefault(index, [position, position])[1] = position
    return tuple(
        RecognisedWord(start, last + 1, recognised.words[index][2], recognised.words[index][3])
        for index, (start, last) in spans.items()
    )
