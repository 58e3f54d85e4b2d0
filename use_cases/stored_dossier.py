"""A dossier as the ranking of its sentences alone, for models to be put to the test on without reading any file.

The bundled one, plui-val-de-gardelle, is fictional, by another hand than the rules of this tool; nothing is tuned on
it. ``sample/qualification/`` holds what retrieval ranked first for each indicator and each question, the reference of
the dossier, its questions and its misleading sentences; ``python -m benchmarks.qualification_ranking`` writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from answering import DocumentContext, Profile, profile_named
from answering.context import DocumentDescription
from answering.llm import ChatBackend
from answering.llm.capabilities import SMALL_PACKET
from answering.packet_answers import PacketAnswerer
from answering.questions.composition import ReviewedPoint
from answering.questions.packet_question import PacketQuestions
from answering.questions.question_material import MaterialMaker
from answering.questions.question_packets import QuestionPackets
from answering.questions.question_parts import QuestionParts
from answering.questions.read_documents import ReadDocuments
from answering.readers.packet_reader import PacketReader
from answering.readers.question_reader import QuestionReader
from answering.trace import Costs
from domain import (
    NOT_OF_THE_PLAN,
    Answer,
    Hit,
    PieceKind,
    Query,
    ScoredSentence,
    StoredSentence,
    Verdict,
)
from domain.errors import InvalidReply
from evaluation import Gold, PageText, evaluate_answers, read_gold
from french.question_understanding import understand
from indicator_queries import Grid, queries_for
from languages import Language
from sample import qualification_gold, qualification_misleading, qualification_questions, qualification_ranking
from use_cases.ask import KnownQuestion, QuestionFigures, ask_all, read_questions
from use_cases.misleading_sentences import MisleadingSentence, misled_by, read_misleading
from use_cases.progress import Progress, silent
from use_cases.stored_ranking import StoredRanking, read_ranking, sentence_of

#: What a model must reach on the packets of a dossier: share of verdicts, and false « oui » that may slip in.
LEAST_VERDICTS, MOST_FALSE_YES = 0.85, 1


@dataclass(frozen=True, slots=True)
class PacketTrial:
    """What a model made of the packets of the dossier; shares are None where there is nothing to count.

    ``misled`` are the misleading sentences, of so many, that an answer « oui » or « partiel » cites.
    """

    cells: int
    verdicts: float
    false_yes: int
    decisive: float | None
    useful: float | None
    precision: float | None
    tokens: int
    calls: int
    misled: int = 0
    misleading: int = 0

    @property
    def passed(self) -> bool:
        """Whether the model may read dossiers of users: verdicts right, and hardly a false « oui »."""
        return self.verdicts >= LEAST_VERDICTS and self.false_yes <= MOST_FALSE_YES


class StoredDossier:
    """Implements :class:`answering.sentence_ranking.SentenceRanker` for one dossier and the grid it was ranked for."""

    def __init__(
        self,
        stored: StoredRanking,
        grid: Grid,
        gold: Gold,
        questions: Sequence[KnownQuestion] = (),
        misleading: Sequence[MisleadingSentence] = (),
    ):
        self.gold = gold
        self.questions = tuple(one for one in questions if one.question in stored.questions)
        self._misleading = misleading
        self._stored = stored
        self._grid = grid
        self._codes = {queries_for(one)[0].text: one.code for one in grid.indicators if one.code in stored.ranked}
        self._sentences = [sentence_of(stored.document, line) for line in stored.lines]

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators that were ranked and that the reference has."""
        return tuple(cell.indicator for cell in self.gold.cells if cell.indicator in self._stored.ranked)

    def ranked_sentences(
        self,
        document: str,  # noqa: ARG002
        queries: Sequence[Query],
        *,
        kinds: Sequence[PieceKind] = (),  # noqa: ARG002
        without: Collection[PieceKind] = NOT_OF_THE_PLAN,
        spread: bool = True,  # noqa: ARG002
    ) -> list[ScoredSentence]:
        """What was ranked for the indicator or the question of these queries; nothing for any other."""
        asked = queries[0].text if queries else ""
        code = self._codes.get(asked)
        places = self._stored.ranked[code] if code else self._stored.questions.get(asked, [])
        return [
            ScoredSentence(
                self._sentences[place.at],
                float(-rank),
                line.heading,
                line.kind,
                tuple(self._sentences[also] for also in place.also),
            )
            for rank, place in enumerate(places)
            if (line := self._stored.lines[place.at]).kind not in without
        ]

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:  # noqa: ARG002
        """The stored sentences of a piece from one position to another."""
        return [one for one in self._sentences if one.piece == piece and first <= one.position <= last]

    def read_by(
        self,
        backend: ChatBackend,
        language: Language,
        codes: Sequence[str] = (),
        *,
        small: bool = False,
        progress: Progress = silent,
    ) -> PacketTrial:
        """Let a model read one packet an indicator.

        Args:
            backend: the model.
            language: that of the dossier.
            codes: indicators; all when none is named.
            small: packets for a model that reads small ones only.
            progress: told of each indicator.

        Raises:
            LlmUnavailable: the model cannot be reached.
        """
        reader = PacketReader(backend, others=self._grid.indicators)
        answerer = PacketAnswerer(self, backend, _profile(small), reader, language)
        wanted = [one for one in self._grid.indicators if one.code in self.codes and (not codes or one.code in codes)]
        answers: dict[tuple[str, str], Answer] = {}
        for done, indicator in enumerate(wanted):
            progress("lecture du second dossier", done, len(wanted))
            with suppress(InvalidReply):  # no answer, which counts as a wrong one
                answers[self._stored.document, indicator.code] = answerer.answer_indicator(
                    self._stored.document, indicator, queries_for(indicator), context=self._context()
                )
        trial = trial_of(answers, self.gold.only_indicators([one.code for one in wanted]), self._page_text())
        of_these = [one for one in self._misleading if one.indicator in {indicator.code for indicator in wanted}]
        return replace(trial, misled=len(misled_by(of_these, answers)), misleading=len(of_these))

    def ask_by(
        self,
        backend: ChatBackend,
        language: Language,
        most: int | None = None,
        *,
        small: bool = False,
        progress: Progress = silent,
    ) -> QuestionFigures:
        """Let a model answer the free questions of the dossier, one packet a question.

        Args:
            backend: the model.
            language: that of the dossier.
            most: questions to ask at most; all when None.
            small: packets for a model that reads small ones only.
            progress: told of each question.

        Raises:
            LlmUnavailable: the model cannot be reached.
        """
        parts = QuestionParts(
            self,
            ReadDocuments(None),
            backend,
            _profile(small),
            language,
            self,
            self._grid.indicators,
            _nothing_reviewed,
        )
        packets = QuestionPackets(parts, MaterialMaker(parts, _nothing_found), self)
        reader = PacketQuestions(parts, packets, QuestionReader(backend))
        wanted = self.questions[:most]
        asked = iter(range(len(wanted)))

        def ask(document: str, question: str) -> Answer | None:
            progress("questions du second dossier", next(asked), len(wanted))
            with suppress(InvalidReply):  # neither an answer nor a refusal
                return reader.answer([document], understand(question), context=self._context())
            return None

        return ask_all(wanted, ask)

    def _page_text(self) -> PageText:
        texts: dict[tuple[str, int | None], str] = {}
        for sentence in self._sentences:
            key = sentence.piece, sentence.page
            texts[key] = f"{texts.get(key, '')} {sentence.text}"
        return lambda document, piece, page: texts.get((piece, page))  # noqa: ARG005

    def _context(self) -> DocumentContext:
        stored = self._stored
        return DocumentContext(
            stored.pieces,
            (),
            "",
            self._grid.digest,
            stored.kinds,
            stored.kind,
            stored.pages,
            DocumentDescription(title=stored.title, pieces=stored.pieces),
        )


def _profile(small: bool) -> Profile:
    """The profile ``standard`` without another search: nothing but the ranking is here to look through."""
    profile = replace(profile_named("standard"), more_searches=0)
    return profile.with_small_packets(SMALL_PACKET) if small else profile


def trial_of(answers: Mapping[tuple[str, str], Answer], gold: Gold, page_text: PageText) -> PacketTrial:
    """What answers by packets are worth beside a reference; an indicator without an answer counts as wrong."""
    figures = evaluate_answers(gold, answers, page_text, draws=2).overall.figures
    made = [one.provenance.made for one in answers.values() if one.provenance.made]
    wrong_yes = [
        cell
        for cell in gold.cells
        if (answer := answers.get((cell.document, cell.indicator)))
        and answer.verdict is Verdict.OUI
        and cell.verdict is not Verdict.OUI
    ]
    return PacketTrial(
        cells=len(gold.cells),
        verdicts=figures["verdict_accuracy"] or 0.0,
        false_yes=len(wrong_yes),
        decisive=figures["page_recall_p3"],
        useful=figures["page_recall_p2"],
        precision=figures["page_precision"],
        tokens=sum(one.prompt_tokens + one.completion_tokens for one in made),
        calls=sum(one.calls for one in made),
    )


def _nothing_found(
    queries: Sequence[Query],  # noqa: ARG001
    documents: Sequence[str],  # noqa: ARG001
    kinds: Sequence[PieceKind],  # noqa: ARG001
    costs: Costs,  # noqa: ARG001
    *,
    without: Sequence[PieceKind],  # noqa: ARG001
) -> list[Hit]:
    """The passages of a dossier whose ranked sentences are all that is stored."""
    return []


def _nothing_reviewed(_slug: str, _code: str) -> Sequence[ReviewedPoint]:
    return ()


def second_dossier(grid: Grid) -> StoredDossier | None:
    """The bundled dossier, for the bundled grid; None for a grid that it was not ranked for."""
    stored = read_ranking(qualification_ranking())
    if stored.grid != grid.name:
        return None
    questions = read_questions([qualification_questions()])
    misleading = read_misleading(qualification_misleading())
    return StoredDossier(stored, grid, read_gold(qualification_gold()), questions, misleading)
