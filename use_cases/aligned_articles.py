"""The articles of two versions of a text, matched by their headings, then by their words, and what changed in each.

An article is a run of sentences under one heading. Within two matched articles the sentences are aligned
(``difflib``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain import PieceKind, StoredPassage, StoredSentence, TextChange
from domain.text_folding import fold
from ingestion.segmentation.headings import Headings

Key = tuple[str, ...]

#: Share of common words under which two articles of one title, in other chapters, are not the same article.
_SAME_ARTICLE = 0.4
#: Words of the longest title.
_TITLE = 20
#: Of how many sentences a passage that took the place of another is set beside it whatever its words; longer ones are
#: set side by side only where they share words.
_SHORT, _ALIKE = 6, 0.3


@dataclass(frozen=True, slots=True)
class VersionArticle:
    """Sentences under one heading of one piece; ``headings`` is the path, outermost first."""

    headings: tuple[str, ...]
    sentences: tuple[StoredSentence, ...]

    @property
    def key(self) -> Key:
        """The headings without case, accents and spaces."""
        return tuple(map(_folded, self.headings))

    @property
    def body(self) -> Key:
        """The sentences without case, accents and spaces."""
        return tuple(_folded(one.text) for one in self.sentences)


Pair = tuple[VersionArticle | None, VersionArticle | None]


def articles_of(
    sentences: Sequence[StoredSentence], passages: Sequence[StoredPassage], headings: Headings
) -> list[VersionArticle]:
    """The articles of a piece, cut at its titles.

    A title is a sentence that stands in the heading path of its passage or of the next one, or one that is worded as a
    title: the path of a passage leaves out articles of a few words. A file without pages says its sections itself.
    """
    found: list[VersionArticle] = []
    path: Key = ()
    current: list[StoredSentence] = []
    around = _Around(passages)
    for sentence in sentences:
        opened = _opened(sentence, around.at(sentence.position), path, headings)
        if opened is not None:
            if current:
                found.append(VersionArticle(path, tuple(current)))
                current = []
            path = opened
        current.append(sentence)
    if current:
        found.append(VersionArticle(path, tuple(current)))
    return found


class _Around:
    """The heading paths of the passage that holds a sentence and of the one after it."""

    def __init__(self, passages: Sequence[StoredPassage]):
        self._starts = [one.first_position for one in passages]
        self._sections = [one.section for one in passages]

    def at(self, position: int) -> list[Key]:
        place = max(bisect_right(self._starts, position) - 1, 0)
        return self._sections[place : place + 2]


def _opened(sentence: StoredSentence, sections: Sequence[Key], path: Key, headings: Headings) -> Key | None:
    """The heading path that a sentence opens; None where it opens none."""
    if sentence.page is None:
        section = tuple((sentence.label or "").split(" > "))
        return None if section == path else section
    if len(sentence.text.split()) > _TITLE:  # a sentence that its layout made a title
        return None
    for section in sections:
        if sentence.text in section:
            return section[: section.index(sentence.text) + 1]
    if sentence.row is None and headings.level(sentence.text) is not None:
        above = next((section for section in sections if section), ())
        return (*above[: -1 if len(above) > 1 else None], sentence.text)
    return None


def matched(
    before: Sequence[VersionArticle], after: Sequence[VersionArticle]
) -> Iterator[tuple[VersionArticle | None, VersionArticle | None]]:
    """Articles of two versions in pairs, in the order of the second; what has no other half comes alone.

    First those that are the same, then those of the same words, of the same headings, those of the same title in
    another chapter whose words are alike, and last those with another title at the same place.
    """
    pairs: dict[int, int] = {}
    left = dict(enumerate(before))
    for key in (lambda one: (*one.key, "|", *one.body), lambda one: one.body, lambda one: one.key):
        _pair(left, after, pairs, key)
    _pair(left, after, pairs, lambda one: one.key[-1:], alike=_SAME_ARTICLE)
    for place, article in enumerate(after):
        before_it = pairs.get(place - 1, -1) + 1
        if place not in pairs and before_it in left and _likeness(_words(left[before_it]), _words(article)) >= _ALIKE:
            pairs[place] = before_it
            del left[before_it]
    alone = list(left.values())
    for place, article in enumerate(after):
        yield (before[pairs[place]] if place in pairs else None), article
    yield from ((article, None) for article in alone)


def _pair(
    left: dict[int, VersionArticle],
    after: Sequence[VersionArticle],
    pairs: dict[int, int],
    key: Callable[[VersionArticle], Key],
    *,
    alike: float = 0.0,
) -> None:
    """Match what is left by a key, in order; with ``alike``, the one that shares most words and enough of them."""
    places: defaultdict[Key, list[int]] = defaultdict(list)
    for place, article in left.items():
        places[key(article)].append(place)
    bags = {place: _words(article) for place, article in left.items()} if alike else {}
    for place, article in enumerate(after):
        candidates = places.get(key(article)) if place not in pairs else None
        if not candidates:
            continue
        best = candidates[0]
        if alike:
            own = _words(article)
            best = max(candidates, key=lambda one: _likeness(bags[one], own))
            if _likeness(bags[best], own) < alike:
                continue
        pairs[place] = best
        candidates.remove(best)
        del left[best]


def changes_of(kind: PieceKind, old: VersionArticle | None, new: VersionArticle | None) -> Iterator[TextChange]:
    """What changed from an article to the one that it is matched with; all of it where it has no other half."""
    shown = new or old
    if shown is None:
        return
    if old is None or new is None:
        yield TextChange(kind, shown.headings, old.sentences if old else (), new.sentences if new else ())
        return
    before, after = old.body, new.body
    if before == after:
        return
    for tag, start, end, first, last in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            continue
        gone, come = old.sentences[start:end], new.sentences[first:last]
        longest = max(len(gone), len(come))
        if gone and come and longest > _SHORT and _likeness(_bag(gone), _bag(come)) < _ALIKE:
            yield TextChange(kind, shown.headings, gone, ())
            yield TextChange(kind, shown.headings, (), come)
        else:
            yield TextChange(kind, shown.headings, gone, come)


def _words(article: VersionArticle) -> Counter[str]:
    return _bag(article.sentences)


def _bag(sentences: Sequence[StoredSentence]) -> Counter[str]:
    return Counter(word for one in sentences for word in _folded(one.text).split())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Words in common, of the words of both (Dice)."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
