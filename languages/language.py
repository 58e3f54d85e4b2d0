"""What the tool must know of a language to read documents written in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain import Hit, PieceKind, StoredSentence
from domain.cue_phrases import CueRules
from domain.measures import Quantity
from domain.sentence_features import Denial, Mitigation, Modality, Presence, Speaker, Wording
from french.question_analysis import Asked, Coverage


class TermAnalyser(Protocol):
    """Makes index terms of texts and of queries: stems, without stop words, with what is known of terms.

    ``version`` changes whenever the same text could give other terms: an index on disk then asks to be rebuilt.
    """

    version: str

    def word_terms(self, text: str) -> list[str]:
        """The terms of the words alone, in order, stop words included: what phrases are made of."""
        ...

    def terms(self, text: str) -> list[str]:
        """All terms of a text, stop words included, then what is known of its words."""
        ...

    def content_terms(self, text: str) -> list[str]:
        """The terms of a text without its stop words."""
        ...

    def query_terms(self, text: str) -> list[str]:
        """The terms that a search looks for."""
        ...


@dataclass(frozen=True, slots=True)
class WordRules:
    """Words: how they are compared, counted in an index, and looked for as cue phrases.

    Attributes:
        new_analyser: Makes the analyser of an index; it reads files of terms.
        content_words: Stems of the words of a text that carry meaning.
        zones_named: Names of zones and sectors in a text.
        cues: How cue phrases are cut into words and inflected.
    """

    new_analyser: Callable[[], TermAnalyser]
    content_words: Callable[[str], frozenset[str]]
    zones_named: Callable[[str], frozenset[str]]
    cues: CueRules


#: Called with the left half of a word cut at a line end, the right half and the position: whether its hyphen stays.
HyphenRule = Callable[[str, str, int], bool]


@dataclass(frozen=True, slots=True)
class PieceNames:
    """How the pieces of a dossier are called: (kind, pattern) pairs over folded text; what stands first wins.

    Attributes:
        anywhere: In the name of a file, or in the title on its first page.
        in_name: In the name of a file alone.
        in_title: In the title alone.
        decisive: In the name of a file; one of them wins whatever stands before it.
        answers_to: Where the part of a name begins that tells what the piece answers to, not what it is.
    """

    anywhere: tuple[tuple[PieceKind, str], ...]
    in_name: tuple[tuple[PieceKind, str], ...]
    in_title: tuple[tuple[PieceKind, str], ...]
    decisive: tuple[tuple[PieceKind, str], ...] = ()
    answers_to: str | None = None


@dataclass(frozen=True, slots=True)
class TextRules:
    """How the text of a page is cut into sentences and sections.

    Attributes:
        never_ends: Abbreviations, with their point, after which a sentence goes on.
        may_end: Abbreviations after which it ends where the next word is one of ``starts``.
        starts: Words that begin a sentence.
        ends_open: The end of a line that goes on in the next; no longer than ``longest_open`` characters.
        longest_open: See ``ends_open``.
        heading_words: Words of a heading, with the level of the section that it opens: a smaller one stands above.
        counts_provisions: A number after these words counts provisions, not pages.
        provision: The heading of a numbered provision, with its « force » and its « number ».
        hyphens: Makes the rule of a piece from the texts of its pages.
        may_cut: Whether a page may hold a word cut at a line end; False is certain.
        piece_names: See :class:`PieceNames`.
    """

    never_ends: re.Pattern[str]
    may_end: re.Pattern[str]
    starts: re.Pattern[str]
    ends_open: re.Pattern[str]
    longest_open: int
    heading_words: tuple[tuple[str, int], ...]
    counts_provisions: re.Pattern[str]
    provision: re.Pattern[str]
    hyphens: Callable[[Iterable[str]], HyphenRule]
    may_cut: Callable[[str], bool]
    piece_names: PieceNames


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """What the wording of a sentence says of it.

    Attributes:
        modality: Whether it obliges, advises, intends or states.
        presence: Whether it says that its thing is there, is not, or will come.
        mitigation: The family of the avoid-reduce-compensate sequence that it names, None where it names none.
        bears_period: Whether it has a period or a month.
        bears_year: Whether it has a year.
        quantities: Its numbers with their units; of a row of a table, with the units of its columns.
        is_prompt_injection: Whether it speaks to a machine.
        speaks_for_others: Whether the name of a piece says that it is an opinion or another paper of the procedure.
        speaker: Whose content it gives.
        heading_speaks_for_others: Whether a heading announces what others ask.
        denial: What it takes back; called with its text and whether it is a row of a table.
        wording: What its single words tell.
    """

    modality: Callable[[str], Modality]
    presence: Callable[[str], Presence]
    mitigation: Callable[[str], Mitigation | None]
    bears_period: Callable[[str], bool]
    bears_year: Callable[[str], bool]
    quantities: Callable[[StoredSentence], Sequence[Quantity]]
    is_prompt_injection: Callable[[str], bool]
    speaks_for_others: Callable[[str], bool]
    speaker: Callable[[str], Speaker]
    heading_speaks_for_others: Callable[[str], bool]
    denial: Callable[[str, bool], Denial]
    wording: Callable[[str], Wording]


@dataclass(frozen=True, slots=True)
class QuestionRules:
    """What the wording of a free question says of the answer.

    Attributes:
        analyse: What it asks for.
        coverage: How much of what it is about sentences say, given the passages found.
        said_whole: A question that leans on those before it, with what it leaves out.
    """

    analyse: Callable[[str], Asked]
    coverage: Callable[[Asked, Sequence[Hit]], Coverage]
    said_whole: Callable[[str, Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Language:
    """A language, handed by the container to whoever reads texts.

    Attributes:
        code: As in ISO 639-1.
        label: Its name, in French.
        recognition: What Tesseract calls it.
        text: See :class:`TextRules`.
        words: See :class:`WordRules`.
        sentences: See :class:`SentenceRules`.
        questions: See :class:`QuestionRules`.
    """

    code: str
    label: str
    recognition: str
    text: TextRules
    words: WordRules
    sentences: SentenceRules
    questions: QuestionRules
