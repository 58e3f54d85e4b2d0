"""What is taken of a language where nothing is known of it: words as they are written, sentences that only state.

These are the defaults of :class:`languages.language.Language`: a language begins with a code and its abbreviations, and
takes them for the rest until somebody writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from domain import Hit, StoredSentence
from domain.measures import Quantity, Unit
from domain.sentence_features import Denial, Wording
from domain.text_folding import plain
from french.question_analysis import Asked, Coverage

#: Matches nothing.
NEVER = re.compile(r"(?!)")
#: The heading of a provision, where none is known: matches nothing, and has the groups that readers ask for.
NO_PROVISION = re.compile(r"(?!)(?P<force>)(?P<number>)")
NO_DENIAL = Denial(negation=False, refused=False, exception=False, empty_cell=False, inconclusive=False)
NO_WORDING = Wording(
    names_scheme=False, names_law=False, quotes=False, future=False, conditional=False, nature=False
)  # fmt: skip

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?(?![\w])")
#: Words of a letter or two are mostly articles and prepositions.
_LEAST_LETTERS = 3


class PlainAnalyser:
    """Index terms of a text: its words, folded, each as it is written."""

    version = "plain-1"

    def word_terms(self, text: str) -> list[str]:
        """The words of a text in order."""
        return _WORD.findall(plain(text))

    def terms(self, text: str) -> list[str]:
        """The same."""
        return self.word_terms(text)

    def content_terms(self, text: str) -> list[str]:
        """Its words of three letters and more, and its numbers."""
        return [word for word in self.word_terms(text) if len(word) >= _LEAST_LETTERS or word.isdigit()]

    def query_terms(self, text: str) -> list[str]:
        """The same; all words where there is nothing else."""
        return self.content_terms(text) or self.word_terms(text)


def plain_words(text: str) -> frozenset[str]:
    """The words of a text that may carry meaning."""
    return frozenset(PlainAnalyser().content_terms(text))


def no_zones(_: str) -> frozenset[str]:
    """No zone is recognised."""
    return frozenset()


def keep_hyphens(_: Iterable[str]) -> Callable[[str, str, int], bool]:
    """The rule of any piece: a hyphen at the end of a line belongs to the word."""
    return lambda _left, _right, _position: True


def plain_numbers(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text in digits, without units; a point or a comma parts decimals."""
    return tuple(Quantity(float(match[0].replace(",", ".")), None, *match.span()) for match in _NUMBER.finditer(text))


def numbers_of(sentence: StoredSentence) -> tuple[Quantity, ...]:
    """The numbers of a sentence, or of a row as it is read."""
    return plain_numbers(sentence.row or sentence.text)


def no_unit(_: str) -> Unit | None:
    """No unit is recognised."""
    return None


def unit_is_not_said(_: Unit, __: str) -> bool:
    """No unit is recognised."""
    return False


def any_where_none_is_asked(_: str | None, expected: Collection[str]) -> bool:
    """No unit is recognised: it is as expected only where none is."""
    return not expected


def may_measure(_: str, __: Quantity) -> bool:
    """Nothing speaks against a number."""
    return False


def no_periods(_: str) -> tuple[tuple[int, int], ...]:
    """No period is recognised."""
    return ()


def words_asked(question: str) -> Asked:
    """A question asks for its words; any sentence may answer."""
    return Asked(question, frozenset(), plain_words(question), when=False)


def coverage_of(asked: Asked, hits: Sequence[Hit]) -> Coverage:
    """How much of a question sentences say."""
    return Coverage(asked, hits)


def as_it_is(question: str, _: Sequence[str]) -> str:
    """A question stands for itself."""
    return question
