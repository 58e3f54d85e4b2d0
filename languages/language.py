"""What the tool must know of a language to read documents written in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from domain import Hit, PieceKind, StoredSentence
from domain.cue_phrases import CueRules
from domain.measures import Quantity, Unit
from domain.sentence_features import Denial, Mitigation, Modality, Presence, Speaker, Wording
from french.question_analysis import Asked, Coverage
from languages.plain_rules import (
    NEVER,
    NO_DENIAL,
    NO_PROVISION,
    NO_WORDING,
    PlainAnalyser,
    any_where_none_is_asked,
    as_it_is,
    coverage_of,
    keep_hyphens,
    may_measure,
    no_periods,
    no_unit,
    no_zones,
    numbers_of,
    plain_numbers,
    plain_words,
    unit_is_not_said,
    words_asked,
)


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

    new_analyser: Callable[[], TermAnalyser] = PlainAnalyser
    content_words: Callable[[str], frozenset[str]] = plain_words
    zones_named: Callable[[str], frozenset[str]] = no_zones
    cues: CueRules = field(default_factory=lambda: CueRules(()))


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

    anywhere: tuple[tuple[PieceKind, str], ...] = ()
    in_name: tuple[tuple[PieceKind, str], ...] = ()
    in_title: tuple[tuple[PieceKind, str], ...] = ()
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
        awaits_figure: The end of a line that goes on where the next one begins with a figure, in the same way.
        caption: A line that says what a figure shows, and is no part of the text around it.
        heading_words: Words of a heading, with the level of the section that it opens: a smaller one stands above.
        counts_provisions: A number after these words counts provisions, not pages.
        provision: The heading of a numbered provision, with its « force » and its « number ».
        hyphens: Makes the rule of a piece from the texts of its pages.
        may_cut: Whether a page may hold a word cut at a line end; False is certain.
        piece_names: See :class:`PieceNames`.
    """

    never_ends: re.Pattern[str] = NEVER
    may_end: re.Pattern[str] = NEVER
    starts: re.Pattern[str] = NEVER
    ends_open: re.Pattern[str] = NEVER
    longest_open: int = 0
    awaits_figure: re.Pattern[str] = NEVER
    caption: re.Pattern[str] = NEVER
    heading_words: tuple[tuple[str, int], ...] = ()
    counts_provisions: re.Pattern[str] = NEVER
    provision: re.Pattern[str] = NO_PROVISION
    hyphens: Callable[[Iterable[str]], HyphenRule] = keep_hyphens
    may_cut: Callable[[str], bool] = lambda _: False
    piece_names: PieceNames = PieceNames()


@dataclass(frozen=True, slots=True)
class NumberRules:
    """Numbers of a text, their units, and the periods that are none.

    Attributes:
        read: The numbers of a text with their units.
        of_sentence: Those of a sentence; of a row of a table, with the units of its columns.
        unit: The unit that a text is, None where it is none.
        unit_is_said: Whether a text names a unit anywhere.
        unit_is_expected: Whether a unit, by its symbol, is of the kind of one of the expected ones; none expected
            allows any.
        measures_nothing: Whether a number of a text is no measure: it says when a rule holds, is of a scale bar...
        periods: First and last years of the periods of a text.
        at_least: What makes a lower limit of a number beside it, over folded text.
        at_most: What makes an upper limit of it.
        ratio: The unit of « two for one », None where there is none.
        replaces: What is said beside a number of two things that replace one.
        opposites: (what a label measures, what cannot be it), over folded text.
        minimum: A label that asks for the least.
        maximum: A label that asks for the most.
        kept: A label of what is kept: a limit of what may be taken is none of it.
    """

    read: Callable[[str], Sequence[Quantity]] = plain_numbers
    of_sentence: Callable[[StoredSentence], Sequence[Quantity]] = numbers_of
    unit: Callable[[str], Unit | None] = no_unit
    unit_is_said: Callable[[Unit, str], bool] = unit_is_not_said
    unit_is_expected: Callable[[str | None, Collection[str]], bool] = any_where_none_is_asked
    measures_nothing: Callable[[str, Quantity], bool] = may_measure
    periods: Callable[[str], Sequence[tuple[int, int]]] = no_periods
    at_least: re.Pattern[str] = NEVER
    at_most: re.Pattern[str] = NEVER
    ratio: Unit | None = None
    replaces: re.Pattern[str] = NEVER
    opposites: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()
    minimum: re.Pattern[str] = NEVER
    maximum: re.Pattern[str] = NEVER
    kept: re.Pattern[str] = NEVER


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """What the wording of a sentence says of it.

    Attributes:
        modality: Whether it obliges, advises, intends or states.
        presence: Whether it says that its thing is there, is not, or will come.
        mitigation: The family of the avoid-reduce-compensate sequence that it names, None where it names none.
        bears_period: Whether it has a period or a month.
        bears_year: Whether it has a year.
        is_prompt_injection: Whether it speaks to a machine.
        speaks_for_others: Whether the name of a piece says that it is an opinion or another paper of the procedure.
        speaker: Whose content it gives.
        heading_speaks_for_others: Whether a heading announces what others ask.
        denial: What it takes back; called with its text and whether it is a row of a table.
        wording: What its single words tell.
    """

    modality: Callable[[str], Modality] = lambda _: Modality.CONSTAT
    presence: Callable[[str], Presence] = lambda _: Presence.PRESENT
    mitigation: Callable[[str], Mitigation | None] = lambda _: None
    bears_period: Callable[[str], bool] = lambda _: False
    bears_year: Callable[[str], bool] = lambda _: False
    is_prompt_injection: Callable[[str], bool] = lambda _: False
    speaks_for_others: Callable[[str], bool] = lambda _: False
    speaker: Callable[[str], Speaker] = lambda _: Speaker.PLAN
    heading_speaks_for_others: Callable[[str], bool] = lambda _: False
    denial: Callable[[str, bool], Denial] = lambda _, __: NO_DENIAL
    wording: Callable[[str], Wording] = lambda _: NO_WORDING


@dataclass(frozen=True, slots=True)
class QuestionRules:
    """What the wording of a free question says of the answer.

    Attributes:
        analyse: What it asks for.
        coverage: How much of what it is about sentences say, given the passages found.
        said_whole: A question that leans on those before it, with what it leaves out.
    """

    analyse: Callable[[str], Asked] = words_asked
    coverage: Callable[[Asked, Sequence[Hit]], Coverage] = coverage_of
    said_whole: Callable[[str, Sequence[str]], str] = as_it_is


@dataclass(frozen=True, slots=True)
class Language:
    """A language, handed by the container to whoever reads texts.

    What an entry leaves out is that of :mod:`languages.plain_rules`: its texts are read and searched, and nothing is
    concluded from how they are worded.

    Attributes:
        code: As in ISO 639-1.
        label: Its name, in French.
        recognition: What Tesseract calls it.
        text: See :class:`TextRules`.
        words: See :class:`WordRules`.
        numbers: See :class:`NumberRules`.
        sentences: See :class:`SentenceRules`.
        questions: See :class:`QuestionRules`.
    """

    code: str
    label: str
    recognition: str
    text: TextRules = TextRules()
    words: WordRules = field(default_factory=WordRules)
    numbers: NumberRules = NumberRules()
    sentences: SentenceRules = SentenceRules()
    questions: QuestionRules = QuestionRules()
