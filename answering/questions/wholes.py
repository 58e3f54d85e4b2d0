"""What a sentence of a document belongs to, and is read with: alone it would not say what it is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from answering.questions.carried_scope import is_heading
from answering.questions.read_documents import ReadDocument
from french.anaphora import POINTS_BACK

#: Characters of a list or table, of a provision, of a paragraph under the line that opens it, and of an article, up to
#: which it comes whole; where much is gathered and its title is about the theme, more.
_LIST, _PROVISION, _PARAGRAPH, _ARTICLE = 900, 1200, 700, 500
_GATHERED_LIST, _GATHERED_PROVISION = 6000, 3000
#: Sentences before and after a table among which its title is looked for.
_TITLE_NEAR = 3
#: Sentences that a line ending in « : » brings where no list follows it.
_FOLLOWING = 4


class Wholes:
    """The ranks of the sentences that come together in one document; what several share is worked out once."""

    def __init__(
        self,
        document: ReadDocument,
        about: Callable[[str], bool] = lambda _title: False,
        listed: Collection[int] = frozenset(),
        *,
        articles: bool = False,
    ):
        """``about`` and ``listed`` are of a question that gathers many things.

        Args:
            document: The document.
            about: Whether a title says the theme of the question.
            listed: Ranks of sentences of the lists that are about it.
            articles: Whether a short article of a zone comes whole: its rule may stand beside the sentence found.
        """
        self._document = document
        self._about = about
        self._listed = listed
        self._articles = articles
        self._runs = {rank: (start, end) for start, end in document.runs for rank in range(start, end)}
        self._paragraphs: dict[int, list[int]] = {}
        self._provisions: dict[int, list[int]] = {}

    def of(self, rank: int) -> list[int]:
        """The ranks that come with one, itself first, then in the order of the text."""
        found = {rank}
        if rank in self._runs:
            found.update(self._run(rank))
        elif self._introduces(rank):
            found.update(self._under(rank))
        else:
            found.update(self._paragraph_of(rank))
        found.update(self._provision_of(rank))
        if self._articles:
            found.update(self._article_of(rank))
        if POINTS_BACK.match(self._document.placed[rank].sentence.text) and self._joined(rank - 1, rank):
            found.add(rank - 1)
        found.discard(rank)
        return [rank, *sorted(found)]

    def _run(self, rank: int) -> list[int]:
        """The list or table of a sentence with the line that introduces it; of a long one that line alone."""
        start, end = self._runs[rank]
        lead = [start - 1] if self._joined(start - 1, start) and self._introduces(start - 1) else []
        lead += self._caption(start, end)
        return [*lead, *self._short(range(start, end), self._most(start))]

    def _caption(self, start: int, end: int) -> list[int]:
        """The line above or under a table that is its title: its rows are not understood without it."""
        placed, captions = self._document.placed, self._document.captions
        title = next((found for one in placed[start:end] if (found := captions.get(one.sentence.place))), None)
        if title is None:
            return []
        near = [*range(max(0, start - _TITLE_NEAR), start), *range(end, min(end + _TITLE_NEAR, len(placed)))]
        return [rank for rank in near if title.startswith(placed[rank].sentence.text) and self._joined(rank, start)][:1]

    def _most(self, start: int) -> int:
        """Characters of a list up to which it comes whole, by what stands above it."""
        if start in self._listed:
            return _GATHERED_LIST
        first = self._document.placed[start]
        above = [self._document.captions.get(first.sentence.place, ""), *first.passage.section[-1:]]
        # A sentence before a table that does not introduce it says nothing of what it is about.
        introduced = self._joined(start - 1, start) and self._introduces(start - 1)
        above += [self._document.placed[start - 1].sentence.text] if introduced else []
        return _GATHERED_LIST if self._about(" ".join(above)) else _LIST

    def _under(self, rank: int) -> list[int]:
        """What a line announces: the list under it, or the few sentences up to the next such line."""
        if rank + 1 in self._runs and self._joined(rank, rank + 1):
            start, end = self._runs[rank + 1]
            return self._short(range(start, end), self._most(start))
        found = []
        for other in range(rank + 1, min(rank + 1 + _FOLLOWING, len(self._document.placed))):
            one = self._document.placed[other]
            if not self._joined(other - 1, other) or is_heading(one) or self._introduces(other):
                break
            found.append(other)
        return found

    def _paragraph_of(self, rank: int) -> list[int]:
        """The sentences under the same opening line, which stands above its last sentence and is one of them."""
        carried = self._document.carried
        if not carried[rank].opening:
            return []
        if rank in self._paragraphs:
            return self._paragraphs[rank]
        key = carried[rank].title, carried[rank].opening
        start = end = rank
        while self._joined(start - 1, start) and (carried[start - 1].title, carried[start - 1].opening) == key:
            start -= 1
        while self._joined(end, end + 1) and (carried[end + 1].title, carried[end + 1].opening) == key:
            end += 1
        # Of a long one the first line says for whom it holds.
        found = self._short(range(start, end + 1), _PARAGRAPH) or [start]
        self._paragraphs.update((each, found) for each in range(start, end + 1))
        return found

    def _provision_of(self, rank: int) -> list[int]:
        placed = self._document.placed
        passage = placed[rank].passage
        if passage.provision is None:
            return []
        if rank in self._provisions:
            return self._provisions[rank]
        start = end = rank
        while start > 0 and placed[start - 1].passage.id == passage.id:
            start -= 1
        while end + 1 < len(placed) and placed[end + 1].passage.id == passage.id:
            end += 1
        title = " ".join((*passage.section[-1:], placed[start].sentence.text))
        most = _GATHERED_PROVISION if self._about(title) else _PROVISION
        found = self._short(range(start, end + 1), most)
        self._provisions.update((each, found) for each in range(start, end + 1))
        return found

    def _article_of(self, rank: int) -> list[int]:
        """The short article of a zone that a sentence stands in."""
        key = self._article(rank)
        if not key or not self._document.carried[rank].zones:
            return []
        start = end = rank
        while self._joined(start - 1, start) and self._article(start - 1) == key:
            start -= 1
        while self._joined(end, end + 1) and self._article(end + 1) == key:
            end += 1
        return self._short(range(start, end + 1), _ARTICLE)

    def _article(self, rank: int) -> tuple[str, ...]:
        """The article of a sentence and the titles above it; what follows an article under other titles is none."""
        title, path = self._document.carried[rank].title, self._document.headings[rank]
        if not title:
            return ()
        return (title, *(path[: path.index(title)] if title in path else path))

    def _short(self, ranks: Iterable[int], most: int) -> list[int]:
        """These where they are short enough together, else none."""
        kept = list(ranks)
        size = sum(len((one := self._document.placed[rank].sentence).row or one.text) for rank in kept)
        return kept if size <= most else []

    def _introduces(self, rank: int) -> bool:
        sentence = self._document.placed[rank].sentence
        return sentence.row is None and sentence.text.rstrip().endswith(":")

    def _joined(self, before: int, after: int) -> bool:
        """Whether two ranks are of one piece."""
        placed = self._document.placed
        if before < 0 or after >= len(placed):
            return False
        return placed[before].sentence.piece == placed[after].sentence.piece
