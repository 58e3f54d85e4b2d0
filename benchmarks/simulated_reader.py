"""What the protocol of packets gives when the reader errs by a known amount.

    python -m benchmarks.simulated_reader --data-dir DIR --gold FILE... [--profile NAME] [--errors 0 0.05 0.1 ...]
        [--seeds N] [--labels-alone] [--svg FILE]

DIR holds the documents of the gold, ingested; those that have labels in ``benchmarks/data/criterion_gold`` are taken.
The reader is given the packets that a model would be given, and answers from the labels of the sentences that it
sees: no label counts whose sentence is not in the packet. With probability ERROR the state of a sentence is misread as
another one, near misses included. Where the label of a criterion outweighs its strongest sentence (a denial of the
whole beside one site that is described), so does the reader, unless it misreads that. It cites what carries,
what denies, and what the reference holds to be useful, each left out with probability ERROR; ``--labels-alone`` cites
by labels of criteria alone: useful sentences that no criterion asks for are not cited then. Its verdict is the rule's,
so that nothing is « à vérifier » for a second opinion. All that follows the reply is the product's: checks, merging,
rule, citations. Sentences without a label are read rightly, whatever the error.

Printed, for each error: verdicts right, decisive and useful pages cited, precision of pages, calls and tokens a
document. A token is 3.6 characters here, whatever model will read.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from answering import DocumentContext, Profile, profile_named
from answering.indicators.packet_checks import CARRYING, check_reading
from answering.indicators.packet_verdict import three_valued
from answering.llm.base import ModelCard
from answering.llm.none import NoModel
from answering.packet_answers import PacketAnswerer
from answering.sentence_ranking import SentenceRanker
from answering.trace import Costs
from benchmarks.criterion_gold import load_criterion_gold
from domain import (
    NOT_OF_THE_PLAN,
    Answer,
    CriterionReading,
    CriterionState,
    Packet,
    PacketSentence,
    PieceKind,
    Query,
    Reading,
    ScoredSentence,
)
from domain.text_folding import fold
from evaluation import Figures, evaluate_answers, read_gold
from evaluation.criterion_labels import CriterionGold, CriterionLabel, LabelledSentence, strongest
from evaluation.gold_cells import Gold
from indicator_queries import Indicator, queries_for
from languages import Language
from settings import load_settings
from use_cases.container import Application
from use_cases.document_context import context_of
from use_cases.run_evaluation import PageTexts

ERRORS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5)
CHARACTERS_A_TOKEN = 3.6
#: Characters that a label and a sentence must share to be the same sentence.
_SAME = 25
#: What a reader is told to cite: what carries a verdict, and what denies it.
_CITED = CARRYING | {CriterionState.DENIED}
_USEFUL = 2


class Uncounted(NoModel):
    """A window that nothing overflows, and the fixed count of tokens; nobody asks it anything."""

    @property
    def card(self) -> ModelCard:
        """A card that says so."""
        return ModelCard("lecteur simulé", None, None, 1_000_000, "openai")

    def count_tokens(self, text: str) -> int:
        """The fixed rule."""
        return math.ceil(len(text) / CHARACTERS_A_TOKEN)


class SimulatedReader:
    """Implements :class:`answering.readers.contract.Reader` from labels, misreading some of them."""

    def __init__(
        self,
        gold: CriterionGold,
        error: float,
        seed: int,
        language: Language,
        useful: Mapping[tuple[str, str], Sequence[LabelledSentence]] | None = None,
    ):
        """Read by labels; ``useful`` are sentences to cite besides, by document and indicator."""
        self._language = language
        self._useful = useful or {}
        self._labels = gold.by_key()
        self._error = error
        self._seed = seed

    def overhead(self, indicator: Indicator, document: DocumentContext) -> int:  # noqa: ARG002
        """Nothing: there is no prompt."""
        return 0

    def read(
        self,
        packet: Packet,
        indicator: Indicator,
        document: DocumentContext,  # noqa: ARG002
        costs: Costs,
    ) -> Reading:
        """Judge by the labels of the sentences that are in the packet."""
        costs.prompt_tokens += packet.tokens
        costs.calls += 1
        criteria, cite = [], []
        for criterion in indicator.rubric.criteria:
            label = self._labels.get((packet.document, indicator.code, criterion.key))
            said = {} if label is None else self._states(label, packet)
            weighs = self._luck("whole", indicator.code, criterion.key).random() >= self._error
            state = state_of_whole(label, said, weighs=weighs)
            own = tuple(number for number, one in said.items() if one is state) if said else ()
            criteria.append(CriterionReading(criterion.key, state, own))
            cite += [number for number, one in said.items() if one in _CITED]
        cite += self._also(packet, indicator.code)
        reading = Reading(tuple(criteria), tuple(dict.fromkeys(cite)))
        checked = check_reading(reading, packet, indicator, self._language)
        return Reading(reading.criteria, reading.cite, verdict=three_valued(indicator.rubric, checked.criteria))

    def _also(self, packet: Packet, code: str) -> list[int]:
        """The numbers of the useful sentences of the packet that are not passed over this time."""
        return [
            shown.number
            for sentence in self._useful.get((packet.document, code), ())
            if self._luck("useful", code, sentence.quote).random() >= self._error
            for shown in packet.sentences
            if is_shown(sentence, shown)
        ]

    def _luck(self, *what: object) -> random.Random:
        # The same sentence is misread alike in every packet: a matter of the reader, not of the packet.
        return random.Random(repr((self._seed, *what)))

    def _states(self, label: CriterionLabel, packet: Packet) -> dict[int, CriterionState]:
        """The state of each labelled sentence of the packet, by number, as it is read this time."""
        states = list(CriterionState)
        found: dict[int, CriterionState] = {}
        for sentence in label.sentences:
            luck = self._luck(label.key, sentence.quote)
            misread = luck.random() < self._error
            state = luck.choice([one for one in states if one is not sentence.state]) if misread else sentence.state
            for shown in packet.sentences:
                if is_shown(sentence, shown):
                    found[shown.number] = strongest([state, found.get(shown.number, state)])
        return found


def state_of_whole(
    label: CriterionLabel | None, said: Mapping[int, CriterionState], *, weighs: bool = True
) -> CriterionState:
    """The state of a criterion, from the sentences of the packet as they were read.

    It is the strongest of them, but where the label of the whole is another one than the strongest of its sentences:
    then that, if a sentence of that state was read so, or, where none has it, if ``weighs`` (the whole is judged
    rightly from what was shown).
    """
    found = strongest(said.values())
    if label is None or label.state is strongest(one.state for one in label.sentences):
        return found
    says_so = label.having(label.state)
    return label.state if (label.state in said.values() if says_so else said and weighs) else found


def useful_sentences(gold: Gold) -> dict[tuple[str, str], list[LabelledSentence]]:
    """The quotes of the reference at pertinence 2 or 3, as sentences to cite."""
    return {
        (cell.document, cell.indicator): [
            LabelledSentence(one.piece, one.page, one.quote, CriterionState.ABSENT)
            for one in cell.evidence
            if one.quote and one.pertinence >= _USEFUL
        ]
        for cell in gold.cells
    }


def is_shown(label: LabelledSentence, shown: PacketSentence) -> bool:
    """Whether a sentence of a packet, or another place that says the same, is the one that was labelled."""
    if all((one.piece, one.page) != (label.piece, label.page) for one in (shown.sentence, *shown.also)):
        return False
    labelled, said = (" ".join(fold(text).split()) for text in (label.quote, shown.sentence.text))
    shorter = min(labelled, said, key=len)
    return (len(shorter) >= _SAME or shorter == labelled) and (labelled in said or said in labelled)


class Remembering:
    """Ranks the sentences of an indicator once, whatever the number of readers."""

    def __init__(self, ranker: SentenceRanker):
        self._ranker = ranker
        self._known: dict[tuple[str, tuple[str, ...]], list[ScoredSentence]] = {}

    def ranked_sentences(
        self,
        document: str,
        queries: Sequence[Query],
        *,
        kinds: Sequence[PieceKind] = (),
        without: Collection[PieceKind] = NOT_OF_THE_PLAN,
        spread: bool = True,
    ) -> list[ScoredSentence]:
        """See :class:`answering.sentence_ranking.SentenceRanker`."""
        key = document, tuple(query.text for query in queries)
        if key not in self._known:
            self._known[key] = self._ranker.ranked_sentences(
                document, queries, kinds=kinds, without=without, spread=spread
            )
        return self._known[key]


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one error rate, means over the seeds; ``tokens`` and ``calls`` are of one document."""

    error: float
    verdicts: float
    decisive: float
    useful: float
    precision: float
    calls: float
    tokens: float


def simulate(
    application: Application,
    gold: Gold,
    labels: CriterionGold,
    profile: Profile,
    error: float,
    seeds: int,
    *,
    useful: Mapping[tuple[str, str], Sequence[LabelledSentence]] | None = None,
    ranker: SentenceRanker | None = None,
) -> Row:
    """Answer every cell of the gold with readers of one error rate; ``ranker`` remembers what it ranked before."""
    ranker = ranker or Remembering(application.retriever)
    rows = []
    for seed in range(seeds if error else 1):
        reader = SimulatedReader(labels, error, seed, application.language, useful)
        answerer = PacketAnswerer(ranker, Uncounted(), profile, reader, application.language)
        answers: dict[tuple[str, str], Answer] = {}
        for document in gold.documents:
            context = context_of(application.corpus, document, application.grid.digest, application.language)
            for indicator in application.grid.indicators:
                answers[document, indicator.code] = answerer.answer_indicator(
                    document, indicator, queries_for(indicator), context=context
                )
        figures = evaluate_answers(gold, answers, PageTexts(application.corpus), draws=10).overall.figures
        rows.append(_row(error, figures, list(answers.values()), len(gold.documents)))
    return Row(error, *(sum(getattr(row, name) for row in rows) / len(rows) for name in Row.__slots__[1:]))


def _row(error: float, figures: Figures, answers: Sequence[Answer], documents: int) -> Row:
    made = [answer.provenance.made for answer in answers if answer.provenance.made]
    return Row(
        error,
        figures["verdict_accuracy"] or 0.0,
        figures["page_recall_p3"] or 0.0,
        figures["page_recall_p2"] or 0.0,
        figures["page_precision"] or 0.0,
        sum(one.calls for one in made) / documents,
        sum(one.prompt_tokens for one in made) / documents,
    )


def plot(rows: Sequence[Row], title: str, path: Path) -> None:
    """Draw verdicts and pages against the error of the reader, as SVG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.0))
    axes = figure.add_subplot()
    errors = [row.error for row in rows]
    for name, label, style in (
        ("verdicts", "verdicts justes", "o-"),
        ("decisive", "pages décisives citées", "s--"),
        ("useful", "pages utiles citées", "^:"),
        ("precision", "précision des pages", "x-."),
    ):
        axes.plot(errors, [getattr(row, name) for row in rows], style, label=label)
    axes.set_xlabel("part des phrases mal lues")
    axes.set_ylim(0, 1.02)
    axes.set_title(title)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left")
    figure.savefig(path, format="svg", metadata={"Date": None})


def main() -> None:
    """Run the benchmark and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--profile", default="standard")
    parser.add_argument("--errors", type=float, nargs="+", default=ERRORS)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--labels-alone", action="store_true", help="cite by labels of criteria alone")
    parser.add_argument("--svg", type=Path)
    asked = parser.parse_args()
    profile = profile_named(asked.profile)
    with Application(load_settings(data_dir=asked.data_dir, llm="none")).opened() as application:
        labels = load_criterion_gold(application.grid)
        gold = Gold.of(
            cell
            for file in asked.gold
            for cell in read_gold(file).cells
            if cell.document in labels.documents and application.corpus.documents.exists(cell.document)
        )
        print(f"{profile.name}: {', '.join(gold.documents)} ({len(gold.cells)} cells)\n")
        print("| misread | verdicts | decisive pages | useful pages | precision | calls | tokens |")
        print("|---|---|---|---|---|---|---|", flush=True)
        rows = []
        useful, ranker = None if asked.labels_alone else useful_sentences(gold), Remembering(application.retriever)
        for error in asked.errors:
            row = simulate(application, gold, labels, profile, error, asked.seeds, useful=useful, ranker=ranker)
            rows.append(row)
            shares = " | ".join(f"{value:.2f}" for value in (row.verdicts, row.decisive, row.useful, row.precision))
            print(f"| {error:.2f} | {shares} | {row.calls:.0f} | {row.tokens:,.0f} |", flush=True)
    if asked.svg:
        plot(rows, f"Lecteur simulé, profil {profile.name}", asked.svg)


if __name__ == "__main__":
    main()
