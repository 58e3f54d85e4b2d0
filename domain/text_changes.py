"""What changed in the text from one version of a plan to another: passages of one article, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain.answers import Citation
from domain.documents import StoredSentence
from domain.enums import ChangeNature, PieceKind
from domain.text_folding import fold

_LONG = 1000  # words


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words in a row, with whether the other side has them not."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class TextChange:
    """A passage that is not the same in two versions.

    Attributes:
        kind: Kind of the pieces that hold it.
        article: The headings above it, outermost first: those of the second version where it has the passage.
        before: Its sentences in the first version, in order; none where it appeared.
        after: Its sentences in the second version; none where it disappeared.
    """

    kind: PieceKind
    article: tuple[str, ...]
    before: tuple[StoredSentence, ...]
    after: tuple[StoredSentence, ...]

    @property
    def nature(self) -> ChangeNature:
        """Changed, appeared or disappeared."""
        if self.before and self.after:
            return ChangeNature.CHANGED
        return ChangeNature.APPEARED if self.after else ChangeNature.DISAPPEARED

    @property
    def text_before(self) -> str:
        """The passage in the first version."""
        return " ".join(one.text for one in self.before)

    @property
    def text_after(self) -> str:
        """The passage in the second version."""
        return " ".join(one.text for one in self.after)

    @property
    def runs_before(self) -> tuple[WordRun, ...]:
        """The words of the first version; those that the second has not are marked."""
        return _runs(self.text_before, self.text_after)

    @property
    def runs_after(self) -> tuple[WordRun, ...]:
        """The words of the second version; those that the first had not are marked."""
        return _runs(self.text_after, self.text_before)

    def cited_by(self, citations: Sequence[Citation], *, after: bool) -> bool:
        """Whether one of these citations of a version stands in the passage, or holds it."""
        sentences = self.after if after else self.before
        return any(
            one.piece == sentence.piece and one.ordinal == sentence.ordinal and _overlap(one.quote, sentence.text)
            for one in citations
            for sentence in sentences
        )


def _runs(own: str, other: str) -> tuple[WordRun, ...]:
    """The words of ``own``, cut where they begin or cease to be those of ``other``."""
    words = own.split()
    # Frequent words of long passages are no landmarks: they would cost minutes.
    matcher = SequenceMatcher(None, words, other.split(), autojunk=len(words) > _LONG)
    runs: list[WordRun] = []
    place = 0
    for start, _, size in matcher.get_matching_blocks():
        if start > place:
            runs.append(WordRun(" ".join(words[place:start]), changed=True))
        if size:
            runs.append(WordRun(" ".join(words[start : start + size]), changed=False))
        place = start + size
    return tuple(runs)


def _overlap(quote: str, sentence: str) -> bool:
    one, other = (" ".join(fold(text).split()) for text in (quote, sentence))
    return bool(one and other) and (one in other or other in one)
