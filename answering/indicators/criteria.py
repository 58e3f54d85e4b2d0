"""Which sentences bear on which criterion of a rubric, by the readers alone: the deterministic half of a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain import Hit, PieceKind, ScoredSentence, StoredSentence
from domain.cue_phrases import CuePhrases, CueText
from domain.measures import Quantity
from domain.sentence_features import Presence
from domain.title_form import has_title_form, is_fragment, title_above
from indicator_queries.schema import Criterion, Rubric
from languages import Language

#: A heading or a fragment states nothing: fewest words of a sentence that settles a criterion.
LEAST_WORDS = 5

#: Without a full stop a text of so many words is a title or a line of column names.
HEADING_WORDS = 11


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with what was read of it once, for all criteria."""

    sentence: StoredSentence
    kind: PieceKind
    title: str
    rank: int
    words: CueText
    title_words: CueText
    quantities: tuple[Quantity, ...]
    presence: Presence
    language: Language


@dataclass(slots=True)
class CriterionFinding:
    """The sentences of one criterion, best first: those that meet it, announce it, or deny it."""

    criterion: Criterion
    meets: list[ReadSentence] = field(default_factory=list)
    announces: list[ReadSentence] = field(default_factory=list)
    denies: list[ReadSentence] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Whether a sentence meets the criterion and the document does not itself deny it as often."""
        return len(self.meets) > len(self.denies)


def read_sentence(sentence: StoredSentence, hit: Hit, rank: int, language: Language) -> ReadSentence:
    """Read a sentence of a passage; ``rank`` is the passage's, from 0."""
    return _read(sentence, hit.passage.piece_kind, hit.passage.section, rank, language)


def read_ranked(ranked: Sequence[ScoredSentence], language: Language) -> list[ReadSentence]:
    """Read ranked sentences, best first, each followed by its other places."""
    return [
        _read(sentence, scored.kind, scored.heading, rank, language)
        for rank, scored in enumerate(ranked)
        for sentence in (scored.sentence, *scored.also)
    ]


def _read(
    sentence: StoredSentence, kind: PieceKind, section: Sequence[str], rank: int, language: Language
) -> ReadSentence:
    title = title_above(section)
    return ReadSentence(
        sentence,
        kind,
        title,
        rank,
        language.words.cues.read(sentence.text),
        language.words.cues.read(title),
        tuple(language.numbers.of_sentence(sentence)),
        language.sentences.presence(sentence.text),
        language,
    )


def is_heading(read: ReadSentence) -> bool:
    """Whether a text is a title or the head of a table: short, without a full stop, and no number with a unit."""
    if any(quantity.unit for quantity in read.quantities):
        return False
    text = read.sentence.text
    return is_fragment(text, LEAST_WORDS) or has_title_form(text, HEADING_WORDS)


def find_all(rubric: Rubric, sentences: Sequence[ReadSentence]) -> dict[str, CriterionFinding]:
    """The findings of every criterion, by key, over sentences given best first."""
    findings = {}
    for criterion in rubric.criteria:
        cues, unless = CuePhrases(criterion.cue_phrases), CuePhrases([criterion.unless]) if criterion.unless else None
        finding = CriterionFinding(criterion)
        for read in sentences:
            if not cues.borne_by(read.words, read.title_words) or (unless and unless.borne_by(read.words)):
                continue
            if criterion.pieces and read.kind not in criterion.pieces:
                continue
            if is_heading(read):
                continue
            if read.presence is Presence.ABSENT and not criterion.denied:
                finding.denies.append(read)
            elif read.presence is Presence.ANNONCE and not criterion.announced:
                finding.announces.append(read)
            elif _is_right(criterion, read):
                finding.meets.append(read)
        findings[criterion.key] = finding
    return findings


def _is_right(criterion: Criterion, read: ReadSentence) -> bool:
    rules = read.language.sentences
    if criterion.force and rules.modality(read.sentence.text).value not in criterion.force:
        return False
    if criterion.erc and (erc := rules.mitigation(read.sentence.text)) and erc.homonym:
        return False
    return not criterion.units or bears_unit(criterion.units, read)


def bears_unit(units: Sequence[str], read: ReadSentence) -> bool:
    """Whether a sentence has a number in one of these units; « période » and « année » are dates."""
    text, quantities, rules = read.sentence.text, read.quantities, read.language.sentences
    numbers = read.language.numbers
    if "période" in units and rules.bears_period(text):
        return True
    if "année" in units and rules.bears_year(text):
        return True
    wanted = [unit for unit in units if numbers.unit(unit) or len(unit.split()) > 1]
    if any(quantity.unit and numbers.unit_is_expected(quantity.unit.symbol, wanted) for quantity in quantities):
        return True
    counted = [unit for unit in units if numbers.unit(unit) is None and len(unit.split()) == 1]
    return any(word in text for word in counted) and bool(quantities)
