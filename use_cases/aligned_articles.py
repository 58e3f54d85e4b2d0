"""The articles of two versions of a text, matched by their headings, then by their words, and what changed in each.

An article is a run of sentences under one heading. Within two matched articles the sentences are aligned
(``difflib``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain import PieceKind, StoredSentence, TextChange
from domain.text_folding import fold
from ingestion.segmentation.headings import Headings

Key = tuple[str, ...]

#: Share of common words under which two articles of one title, in other chapters, are not the same article.
_SAME_ARTICLE = 0.4
#: Of how many sentences a passage that took the place of another is set beside it whatever its words; longer ones are
#: set side by side only where they share words.
_SHORT, _ALIKE = 6, 0.3


@dataclass(frozen=True, slots=True)
class Article:
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


def articles_of(sentences: Sequence[StoredSentence], headings: Headings) -> list[Article]:
    """The articles of a piece: a file without pages says its sections itself, another by the wording of its titles."""
    found: list[Article] = []
    path: list[tuple[int, str]] = []
    current: list[StoredSentence] = []
    section: str | None = None

    def end() -> None:
        if current:
            found.append(Article(tuple(text for _, text in path), tuple(current)))
            current.clear()

    for sentence in sentences:
        if sentence.page is None:
            if sentence.label != section:
                end()
                section = sentence.label
                path = list(enumerate((section or "").split(" > ")))
        elif (level := headings.level(sentence.text)) is not None:
            end()
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, sentence.text))
        current.append(sentence)
    end()
    return found


def matched(before: Sequence[Article], after: Sequence[Article]) -> Iterator[tuple[Article | None, Article | None]]:
    """Articles of two versions in pairs, in the order of the second; what has no other half comes alone.

    First those that are the same, then those of the same words, of the same headings, and last those of the same
    title in another chapter whose words are alike.
    """
    pairs: dict[int, int] = {}
    left = dict(enumerate(before))
    for key in (lambda one: (*one.key, "|", *one.body), lambda one: one.body, lambda one: one.key):
        _pair(left, after, pairs, key)
    _pair(left, after, pairs, lambda one: one.key[-1:], alike=_SAME_ARTICLE)
    alone = list(left.values())
    for place, article in enumerate(after):
        yield (before[pairs[place]] if place in pairs else None), article
    yield from ((article, None) for article in alone)


def _pair(
    left: dict[int, Article],
    after: Sequence[Article],
    pairs: dict[int, int],
    key: Callable[[Article], Key],
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


def changes_of(kind: PieceKind, old: Article | None, new: Article | None) -> Iterator[TextChange]:
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


def _words(article: Article) -> Counter[str]:
    return _bag(article.sentences)


def _bag(sentences: Sequence[StoredSentence]) -> Counter[str]:
    return Counter(word for one in sentences for word in _folded(one.text).split())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Words in common, of the words of both (Dice)."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
