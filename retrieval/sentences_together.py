"""Which sentences are given together: alone, each of them would not say what it is about.

- « Elles sont plantées… » comes with the sentence before it, an item of a list with the line that introduces it, and
  that line with its items;
- a sentence that a page cuts in two comes with its other half;
- a row of a small table comes with the others under the same columns;
- a short numbered provision comes whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from domain import StoredPassage, StoredSentence
from domain.row_text import cells
from french.anaphora import POINTS_BACK
from retrieval.sentence_scoring import states_nothing

#: Sentences above an item among which the line that introduces its list is looked for.
_REACH = 12

_INTRODUCES = re.compile(r":\W*$")
#: The second half of a sentence begins with a small letter, its first ends with no mark.
_GOES_ON, _ENDS = re.compile(r"^\s*[a-zà-ÿ][\w'’]+ "), re.compile(r"[.!?;:»)]\W*$")
_ITEM = re.compile(r"^\s*(?:[-–—•·▪■◦*➢✓]|(?:o\s)+|\d{1,2}\s?\)|[a-z]\s?\)|[a-zà-ÿ])")


def given_together(
    sentences: Sequence[StoredSentence], passages: Sequence[StoredPassage], owners: Sequence[int], most: int
) -> Mapping[int, tuple[int, ...]]:
    """For each sentence that does not come alone, the sentences that come with it, itself included, in order.

    Args:
        sentences: The sentences of a document, in the order of its text.
        passages: Its passages.
        owners: For each sentence the index of its passage.
        most: Characters of a provision, list or table from which on its sentences come one by one.
    """
    found: dict[int, set[int]] = {}
    for number, before_it in _leaning(sentences, most):
        found.setdefault(number, {number}).update(before_it)
    for group in (*_provisions(sentences, passages, owners, most), *_tables(sentences, most)):
        for number in group:
            found.setdefault(number, {number}).update(group)
    return {number: tuple(sorted(group)) for number, group in found.items() if len(group) > 1}


def _leaning(sentences: Sequence[StoredSentence], most: int) -> Iterable[tuple[int, tuple[int, ...]]]:
    """What a sentence leans on, and what an introduction introduces."""
    for number, sentence in enumerate(sentences):
        if sentence.row is not None:
            continue
        before = number - 1
        if POINTS_BACK.match(sentence.text) and _continues(sentences, before, number):
            yield number, (before,)
        if not _ITEM.match(sentence.text):
            continue
        if (
            _GOES_ON.match(sentence.text)
            and _continues(sentences, before, number)
            and not _ENDS.search(sentences[before].text)
        ):
            yield number, (before,)
            yield before, (number,)
            continue
        while before >= max(0, number - _REACH) and _continues(sentences, before, before + 1):
            if _INTRODUCES.search(sentences[before].text):
                yield number, (before,)
                if sum(len(one.text) for one in sentences[before : number + 1]) <= most:
                    yield before, (number,)
                break
            if not _ITEM.match(sentences[before].text):
                break
            before -= 1


def _continues(sentences: Sequence[StoredSentence], before: int, after: int) -> bool:
    """Whether a sentence follows another one of the same piece, neither a row of a table."""
    if before < 0:
        return False
    one, other = sentences[before], sentences[after]
    return one.row is None and (one.piece, one.position + 1) == (other.piece, other.position)


def _tables(sentences: Sequence[StoredSentence], most: int) -> Iterable[tuple[int, ...]]:
    """Rows that follow each other under the same columns, where the table is small."""

    def columns(number: int) -> tuple[str, int, tuple[str, ...]] | None:
        one = sentences[number]
        if one.row is None:
            return None
        return one.piece, one.position - number, tuple(name for name, _ in cells(one.row)[:1])

    for key, rows in groupby(range(len(sentences)), columns):
        group = tuple(rows)
        if key is not None and sum(len(sentences[number].row or "") for number in group) <= most:
            yield group


def _provisions(
    sentences: Sequence[StoredSentence], passages: Sequence[StoredPassage], owners: Sequence[int], most: int
) -> Iterable[tuple[int, ...]]:
    """The sentences of each provision of at most so many characters; titles stand above anyway."""
    members: dict[int, list[int]] = {}
    for number, owner in enumerate(owners):
        passage = passages[owner]
        if passage.provision is not None and len(passage.text) <= most and not states_nothing(sentences[number]):
            members.setdefault(owner, []).append(number)
    return (tuple(group) for group in members.values())
