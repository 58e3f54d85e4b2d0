"""Titles among the lines of a document: which texts have the form of one, and which stand above a sentence."""

from __future__ import annotations

from collections.abc import Sequence

#: Words of a title; a longer line without a full stop is text cut by the page.
TITLE_WORDS = 16
#: Headings above a sentence that are read with it, the nearest ones.
TITLES_ABOVE = 2
_CLOSING = ".;:,"


def has_title_form(text: str, most_words: int = TITLE_WORDS) -> bool:
    """Whether a text is short, mostly letters, and stops on no punctuation that ends or goes on with a sentence.

    The one test of a title: ingestion asks it of a line (that begins with a capital besides), answering of what stands
    above a sentence, and of a sentence that would settle a criterion.

    Args:
        text: A line or a sentence.
        most_words: Words above which it is no title; fewer where a sentence must not be taken for one.
    """
    text = text.strip()
    if not text or text[-1] in _CLOSING or len(text.split()) > most_words:
        return False
    return sum(char.isalpha() for char in text) >= max(3, len(text) // 2)


def is_fragment(text: str, least_words: int) -> bool:
    """Whether a text has too few words to state anything."""
    return len(text.split()) < least_words


def title_above(section: Sequence[str]) -> str:
    """The headings above a sentence as they are read with it, by a search and by a verdict alike."""
    return " ".join(section[-TITLES_ABOVE:])
