"""Answers without a model: the cue phrases, the scorer on dossiers left out, and what the base rates alone would give.

    python -m benchmarks.scorer --data-dir DIR --gold FILE... [--write] [--svg FILE] [--sample]

DIR holds the documents of the gold, ingested; those with labels in ``benchmarks/data/criterion_gold`` are taken. For
every dossier the scorer is trained anew on the others: heads, weights, and the chance from which a verdict is given.
``--sample`` adds the reference of the bundled sample. ``--write`` trains on all of them but the one that models are
qualified on, and writes the weights that come with the package, and what they were fitted on.

Cue phrases, vocabulary and the rules of ``french/`` were written by people who knew five of the seven dossiers: there
the figures of the scorer are not those of a stranger either. plui-val-de-gardelle and scot-hautes-combes are.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

import answering.scoring
from answering import Answerer, profile_named
from answering.llm.none import NoModel
from answering.scored_answers import ScoredAnswerer
from answering.scoring.scorer import Scorer
from answering.scoring.scorer_training import WrittenSentences
from answering.scoring.scorer_weights import ScorerWeights
from benchmarks.criterion_gold import load_criterion_gold
from benchmarks.sentence_rules import written_examples
from domain import Answer, CriterionState, Verdict
from domain.proportions import wilson
from evaluation import evaluate_answers, read_gold
from evaluation.gold_cells import Gold
from indicator_queries import queries_for
from sample import sample_gold
from settings import load_settings
from use_cases.container import Application
from use_cases.document_context import context_of
from use_cases.run_evaluation import PageTexts
from use_cases.train_scorer import LabelledDossier, ScorerTraining, read_dossier

#: What the two regressions of the shipped weights are fitted on; tests fit them again.
TABLE = Path(__file__).parent / "data" / "scorer_training.npz"

Answers = dict[tuple[str, str], Answer]
#: Documents whose references nobody had read when cue phrases, vocabulary and weights of retrieval were written.
UNREAD = ("scot-hautes-combes", "plui-val-de-gardelle")


#: The dossier on which models are put to the test (``biollm qualify``): what is shipped is not tuned on it.
QUALIFIED_ON = "plui-val-de-gardelle"


@dataclass(frozen=True, slots=True)
class Way:
    """A way of answering and what came of it; ``proposed`` are its answers with proposals counted as verdicts."""

    name: str
    answers: Answers
    proposed: Answers


def read_dossiers(application: Application, gold: Gold) -> tuple[list[LabelledDossier], str]:
    """The labelled dossiers that are ingested, and the digest of the labels that are trained on for good."""
    labels = load_criterion_gold(application.grid)
    digest = labels.without([QUALIFIED_ON]).digest
    dossiers = []
    for slug in gold.documents:
        info = application.corpus.documents.get(slug)
        kinds = context_of(application.corpus, slug, application.grid.digest, application.language).kinds
        dossiers.append(
            read_dossier(
                application.retriever,
                application.grid,
                slug,
                labels,
                gold.cells,
                application.language,
                kinds=kinds,
                kind=info.kind,
            )
        )
    return dossiers, digest


def training_of(application: Application, dossiers: Sequence[LabelledDossier], digest: str) -> ScorerTraining:
    """What trains on these dossiers, and on the sentences written for the criteria of the grid."""
    examples = [one for one in written_examples() if one.criterion]
    carries = {CriterionState.ESTABLISHED, CriterionState.PARTLY}
    written = WrittenSentences(
        tuple(one.criterion for one in examples),
        application.embedder.embed_passages([one.text for one in examples]),
        np.array([one.state in carries for one in examples], dtype=np.bool_),
    )
    return ScorerTraining(application.grid, dossiers, application.index_signature, digest, print, written=written)


def answered(application: Application, weights: ScorerWeights | None, documents: Sequence[str]) -> Answers:
    """Answers to the whole grid without a model; by cue phrases alone where there are no weights."""
    backend, profile = NoModel(), profile_named("standard")
    scored = (
        None
        if weights is None
        else ScoredAnswerer(
            application.retriever, backend.card, profile, Scorer(weights, application.language), application.language
        )
    )
    answerer = Answerer(
        application.retriever.texts, application.retriever, backend, profile, application.language, scored=scored
    )
    answers: Answers = {}
    for document in documents:
        context = context_of(application.corpus, document, application.grid.digest, application.language)
        for indicator in application.grid.indicators:
            answers[document, indicator.code] = answerer.answer_indicator(
                document, indicator, queries_for(indicator), context=context
            )
    return answers


def base_rates(gold: Gold) -> Mapping[tuple[str, str], Verdict]:
    """The verdict that most other dossiers have: what evidence must beat."""
    found = {}
    for cell in gold.cells:
        votes = Counter(
            other.verdict
            for other in gold.cells
            if other.indicator == cell.indicator and other.document != cell.document
        )
        found[cell.document, cell.indicator] = votes.most_common(1)[0][0]
    return found


def _proposals(answers: Answers) -> Answers:
    return {
        key: replace(answer, verdict=answer.provenance.scored.proposed) if answer.provenance.scored else answer
        for key, answer in answers.items()
    }


def _row(name: str, way: Way, gold: Gold, application: Application) -> str:
    texts = PageTexts(application.corpus)
    given = evaluate_answers(gold, way.answers, texts, draws=10).overall.figures
    cells = len(gold.cells)
    right = sum(way.proposed[cell.document, cell.indicator].verdict is cell.verdict for cell in gold.cells)
    sure = [
        way.answers[cell.document, cell.indicator].verdict is cell.verdict
        for cell in gold.cells
        if way.answers[cell.document, cell.indicator].verdict is not Verdict.A_VERIFIER
    ]
    wrong_yes = sum(
        way.answers[cell.document, cell.indicator].verdict is Verdict.OUI and cell.verdict is not Verdict.OUI
        for cell in gold.cells
    )
    figures = (
        _share(right, cells),
        _share(sum(sure), len(sure)),
        f"{1 - len(sure) / cells:.2f}",
        _share(wrong_yes, cells),
        _no_found(gold, way.answers) + " / " + _no_found(gold, way.proposed),
        _figure(given["page_recall_p3"]) + " / " + _figure(given["page_recall_p2"]),
        _figure(given["page_precision"]),
        _figure(given["value_exact"]) + " / " + _figure(given["value_precision"]),
        _figure(given["verbatim"]),
    )
    return f"| {name} | " + " | ".join(figures) + " |"


def _no_found(gold: Gold, answers: Answers) -> str:
    cells = [cell for cell in gold.cells if cell.verdict is Verdict.NON]
    found = sum(answers[cell.document, cell.indicator].verdict is Verdict.NON for cell in cells)
    return f"{found} of {len(cells)}"


def _share(hits: int, of: int) -> str:
    within = wilson(hits, of)
    return "–" if within is None else f"{hits / of:.2f} ({within[0]:.2f}–{within[1]:.2f}, {hits}/{of})"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


_TITLES = (
    "| | verdicts right, proposals counted | of those given | « à vérifier » | false « oui » given "
    "| « non » found, given / proposed | decisive / useful pages | precision | values found / right | quotes |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def _report(application: Application, gold: Gold, ways: Sequence[Way]) -> None:
    groups = {
        "all": gold.documents,
        "the two that nobody had read": tuple(one for one in gold.documents if one in UNREAD),
        "the five others": tuple(one for one in gold.documents if one not in UNREAD),
        **{document: (document,) for document in gold.documents},
    }
    for title, documents in groups.items():
        if not documents:
            continue
        part = Gold.of(cell for cell in gold.cells if cell.document in documents)
        print(f"\n**{title}**, {len(part.cells)} cells\n\n{_TITLES}")
        for way in ways:
            print(_row(way.name, way, part, application), flush=True)
        rates = base_rates(gold)
        right = sum(rates[cell.document, cell.indicator] is cell.verdict for cell in part.cells)
        print(f"| base rates alone | {_share(right, len(part.cells))} | | | | | | | | |", flush=True)


def _confusion(gold: Gold, way: Way) -> None:
    counts = Counter(
        (cell.verdict.value, way.proposed[cell.document, cell.indicator].verdict.value) for cell in gold.cells
    )
    print(f"\n{way.name}, reference by proposal:", dict(sorted(counts.items())))


def _plot(gold: Gold, way: Way, path: Path) -> None:
    """Draw the share of wrong verdicts against the share of cells answered, surest first."""
    from matplotlib.figure import Figure

    told = sorted(
        (
            (answer.provenance.scored.chance if answer.provenance.scored else 0.0, way.proposed[key].verdict is verdict)
            for key, answer in way.answers.items()
            for verdict in [next(c.verdict for c in gold.cells if (c.document, c.indicator) == key)]
        ),
        reverse=True,
    )
    shares, risks, wrong = [], [], 0
    for count, (_, right) in enumerate(told, 1):
        wrong += not right
        shares.append(count / len(told))
        risks.append(wrong / count)
    figure = Figure(figsize=(6.4, 4.0))
    axes = figure.add_subplot()
    axes.plot(shares, risks, "-", label="dossiers laissés de côté")
    axes.axhline(0.12, linestyle=":", color="grey", label="but : 12 % de verdicts faux")
    axes.set_xlabel("part des cases auxquelles l’outil répond, les plus sûres d’abord")
    axes.set_ylabel("part de verdicts faux")
    axes.set_ylim(0, 0.6)
    axes.legend(loc="upper left")
    axes.grid(alpha=0.3)
    figure.savefig(path, format="svg", metadata={"Date": None})


def main() -> None:
    """Run the benchmark and print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--sample", action="store_true", help="add the reference of the bundled sample")
    parser.add_argument("--write", action="store_true", help="train on all dossiers and write the shipped weights")
    parser.add_argument("--svg", type=Path)
    asked = parser.parse_args()
    with Application(load_settings(data_dir=asked.data_dir, llm="none")).opened() as application:
        labelled = load_criterion_gold(application.grid).documents
        files = [*asked.gold, *([sample_gold()] if asked.sample else [])]
        gold = Gold.of(
            cell
            for file in files
            for cell in read_gold(file).cells
            if cell.document in labelled and application.corpus.documents.exists(cell.document)
        )
        dossiers, digest = read_dossiers(application, gold)
        print(f"{len(dossiers)} dossiers read", flush=True)
        training = training_of(application, dossiers, digest)
        scored: Answers = {}
        for one in training.held_out(date.today()):
            sure = one.weights.sure
            print(f"{one.document}: sure from {sure.something:.2f}, « non » from {sure.nothing:.2f}", flush=True)
            scored |= answered(application, one.weights, [one.document])
        cues = answered(application, None, gold.documents)
        scorer = Way("scorer, the dossier left out", scored, _proposals(scored))
        _report(application, gold, [Way("cue phrases (before)", cues, cues), scorer])
        _confusion(gold, scorer)
        if asked.svg:
            _plot(gold, scorer, asked.svg)
        if asked.write:
            kept = [one for one in dossiers if one.slug != QUALIFIED_ON]
            shipped = training_of(application, kept, digest)
            shipped.all(date.today()).write(Path(answering.scoring.__file__).parent)
            shipped.write_table(TABLE)


if __name__ == "__main__":
    main()
