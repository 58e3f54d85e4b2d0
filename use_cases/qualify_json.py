"""The card of a model as JSON, on the command line and in benchmarks."""

from __future__ import annotations

from pydantic import BaseModel

from answering.llm.capabilities import ReadsPackets
from evaluation.figures_json import FiguresJson
from use_cases.ask import QuestionFigures
from use_cases.qualify import Card
from use_cases.qualify_reading import ReadingCard


class QuestionFiguresJson(BaseModel):
    """Counts of questions and their shares; null when there is nothing to count."""

    answerable: int
    right: int
    right_share: float | None
    right_page_share: float | None
    unanswerable: int
    refused: int
    refused_share: float | None
    seconds: float

    @classmethod
    def of(cls, figures: QuestionFigures) -> QuestionFiguresJson:
        """The JSON of figures."""
        return cls(
            answerable=figures.answerable,
            right=figures.right,
            right_share=figures.right_share,
            right_page_share=figures.right_page_share,
            unanswerable=figures.unanswerable,
            refused=figures.refused,
            refused_share=figures.refused_share,
            seconds=round(figures.seconds, 1),
        )


class ProbesJson(BaseModel):
    """What came of the short packets with traps."""

    criteria: int
    right_share: float
    false_share: float
    json_valid: float


class ReadingJson(BaseModel):
    """How a model reads packets."""

    reads_packets: ReadsPackets
    probes: ProbesJson
    verdicts_standard: float | None
    verdicts_small: float | None
    false_yes_standard: int | None
    decisive_pages_standard: float | None
    misleading_sentences: int | None
    misled_standard: int | None
    questions: QuestionFiguresJson | None

    @classmethod
    def of(cls, card: ReadingCard) -> ReadingJson:
        """The JSON of how a model reads."""
        return cls(
            reads_packets=card.level,
            probes=ProbesJson(
                criteria=card.probes.criteria,
                right_share=round(card.probes.right_share, 3),
                false_share=round(card.probes.false_share, 3),
                json_valid=round(card.probes.valid_share, 3),
            ),
            verdicts_standard=card.standard.verdicts if card.standard else None,
            verdicts_small=card.small.verdicts if card.small else None,
            false_yes_standard=card.standard.false_yes if card.standard else None,
            decisive_pages_standard=card.standard.decisive if card.standard else None,
            misleading_sentences=card.standard.misleading if card.standard else None,
            misled_standard=card.standard.misled if card.standard else None,
            questions=QuestionFiguresJson.of(card.questions) if card.questions else None,
        )


class CardJson(BaseModel):
    """What a model did, beside the same figures without any model."""

    model: str
    digest: str | None
    quantisation: str | None
    recommended: bool
    advice: str
    reasons_against: list[str]
    json_valid: float
    log_probabilities: bool
    indicators: FiguresJson
    indicators_without_model: FiguresJson
    questions: QuestionFiguresJson
    questions_without_model: QuestionFiguresJson
    seconds_an_indicator: float
    tokens_an_indicator: float
    memory_bytes: int
    failures: list[str]
    reading: ReadingJson | None

    @classmethod
    def of(cls, card: Card) -> CardJson:
        """The JSON of a card."""
        return cls(
            model=card.model,
            digest=card.digest,
            quantisation=card.quantisation,
            recommended=card.recommended,
            advice=card.advice,
            reasons_against=card.reasons_against,
            json_valid=card.json_valid,
            log_probabilities=card.log_probabilities,
            indicators=FiguresJson.of(card.evaluation.overall.figures),
            indicators_without_model=FiguresJson.of(card.baseline.overall.figures),
            questions=QuestionFiguresJson.of(card.questions),
            questions_without_model=QuestionFiguresJson.of(card.baseline_questions),
            seconds_an_indicator=card.seconds_an_indicator,
            tokens_an_indicator=card.tokens_an_indicator,
            memory_bytes=card.memory,
            failures=list(card.failures),
            reading=ReadingJson.of(card.reading) if card.reading else None,
        )
