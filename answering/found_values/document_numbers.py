"""What is read of the numbers of a document once, whatever the indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answering.indicators.value_tables import read_tables
from answering.indicators.values import NEAREST_TITLES
from answering.scoring.evidence_table import EvidenceTable
from answering.scoring.text_features import of_the_plan
from domain import StoredSentence
from domain.measures import Quantity
from domain.sentence_features import Speaker
from domain.text_folding import fold, plain
from french.number_roles import joined
from languages import Language


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A sentence or row that has numbers.

    Attributes:
        row: Its index in the table of sentences.
        sentence: The sentence, its row with the names of its columns.
        text: What it says.
        quantities: Its numbers, with the units that its table gives.
        titles: The nearest titles above it and the caption of its table.
        words: The words that carry meaning of ``text``.
        title_words: The same of ``titles``.
        folded: Both texts, for patterns.
    """

    row: int
    sentence: StoredSentence
    text: str
    quantities: tuple[Quantity, ...]
    titles: tuple[str, ...]
    words: frozenset[str]
    title_words: frozenset[str]
    folded: str


def read_numbers(table: EvidenceTable, language: Language) -> tuple[NumberedLine, ...]:
    """The lines with numbers that the plan itself says, in the order of the text.

    Left out are opinions and papers of the procedure, what a sentence gives of the law, of a wider scheme or of a
    neighbour, titles, and orders to machines.
    """
    own, rules = of_the_plan(table, language), language.sentences
    lines = []
    for row, line in enumerate(read_tables(table.sentences)):
        if not own[row] or not line.quantities:
            continue
        above = table.headings[row]
        sentence = line.sentence
        if _is_title(sentence, above) or rules.speaker(sentence.text) is not Speaker.PLAN:
            continue
        if rules.heading_speaks_for_others(" > ".join(above)) or rules.is_prompt_injection(sentence.text):
            continue
        text = sentence.row or sentence.text
        titles = (*above[-NEAREST_TITLES:], *([line.caption] if line.caption else []))
        words = language.words.content_words
        lines.append(
            NumberedLine(
                row,
                sentence,
                text,
                tuple(joined(text, line.quantities)),
                titles,
                words(text),
                frozenset().union(*map(words, titles)),
                fold(" ".join((text, *titles))),
            )
        )
    return tuple(lines)


def _is_title(sentence: StoredSentence, titles: Sequence[str]) -> bool:
    return sentence.row is None and plain(sentence.text) in {plain(title) for title in titles}
