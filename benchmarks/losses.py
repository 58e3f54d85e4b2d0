"""Where the pages of the reference are lost on their way to a citation, from answers already stored.

    python -m benchmarks.losses DOSSIER... --data-dir DIR --gold FILE... [--pertinence 3|2]
        [--by cell|document|indicator] [--json]

For each document and indicator: gold pages cited, not read, not among the candidates of retrieval, not within the
token budget, read without bearing on a criterion, bearing on one and not cited; and what was cited outside the gold.
Nothing is asked of a model: the record of each answer says what was retrieved and read, and the cue phrases of the
grid say again which of these sentences bear on a criterion. An answer of the scorer is judged again: candidates are all
sentences of the plan itself, read are the best of each criterion, and those likely to establish or deny it bear on it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from answering.evidence_sentences import WithoutPromptInjection, read_hits
from answering.indicators.criteria import find_all
from answering.readers.packet_reply import PacketReply
from answering.reply import read_reply
from answering.scoring.scorer import Scorer
from answering.scoring.text_features import of_the_plan
from domain import Answer, CriterionState, Hit, PageStatus, ReadingRecord, StoredPassage
from evaluation import evaluate_answers
from evaluation.gold_cells import PageKey
from evaluation.page_losses import DECISIVE, USEFUL, Losses, Reached, find_losses, losses_table
from evaluation.page_losses_json import LossesJson
from indicator_queries import find, queries_for
from settings import load_settings
from use_cases.container import Application
from use_cases.document_context import context_of
from use_cases.run_evaluation import Evaluator, PageTexts


def reached_by(application: Application, answer: Answer) -> Reached | None:
    """The pages that reached each stage of an answer; None where its record names no passage that still exists.

    Which sentences bore on a criterion is read again with the grid of ``application``: a record of another grid gives
    the pages that this grid would have decided on.
    """
    provenance = answer.provenance
    if provenance.scored is not None and application.scorer is not None:
        return _reached_by_scorer(application, application.scorer, answer)
    if provenance.reading is not None:
        return _reached_by_packets(application, answer, provenance.reading)
    entries = provenance.trace or ()
    known = application.corpus.texts.passages_by_id([one.passage for one in entries])
    hits = [(Hit(known[one.passage], one.score), one.batch) for one in entries if one.passage in known]
    if not hits:
        return None
    read = [hit for hit, batch in hits if batch is not None]
    return Reached(
        candidates=_pages(hit.passage for hit, _ in hits),
        read=_pages(hit.passage for hit in read),
        decided=_decided(application, answer, read) if provenance.criteria is not None else None,
    )


def _reached_by_packets(application: Application, answer: Answer, reading: ReadingRecord) -> Reached:
    """Every sentence of the document is ranked for a packet: what is in none of them was over the budget."""
    read: set[PageKey] = set()
    decided: set[PageKey] = set()
    for packet in reading.packets:
        pages = [(place.piece, place.page) for place in packet.places]
        read.update(pages)
        named = [
            number
            for criterion in read_reply(packet.reply, PacketReply).criteria
            if criterion.state is not CriterionState.ABSENT
            for number in criterion.sentences
        ]
        decided.update(pages[number - 1] for number in named if 1 <= number <= len(pages))
    everywhere = {(piece, page.number) for piece, page in application.corpus.texts.pages(answer.document)}
    return Reached(frozenset(everywhere), frozenset(read), frozenset(decided))


def _reached_by_scorer(application: Application, scorer: Scorer, answer: Answer) -> Reached:
    indicator = find(application.grid, str(answer.indicator))
    table = application.retriever.sentence_table(answer.document, queries_for(indicator), kinds=indicator.where)
    context = context_of(application.corpus, answer.document, application.grid.digest, application.language)
    found = scorer.judge(table, indicator, kinds=context.kinds, document_kind=context.document_kind)

    def pages(rows: Iterable[int]) -> frozenset[PageKey]:
        places = (table.sentences[twin] for row in rows for twin in (row, *table.twins[row]))
        return frozenset((one.piece, one.page) for one in places)

    bearing = (one.row for each in found.criteria for one in (*each.carrying, *each.denying))
    return Reached(
        candidates=pages(np.flatnonzero(of_the_plan(table, application.language)).tolist()),
        read=pages(one.row for each in found.criteria for one in each.sentences),
        decided=pages(bearing),
    )


def _decided(application: Application, answer: Answer, read: list[Hit]) -> frozenset[PageKey]:
    rubric = find(application.grid, str(answer.indicator)).rubric
    found = find_all(
        rubric,
        read_hits(read, WithoutPromptInjection(application.corpus.texts, application.language), application.language),
    )
    return frozenset(
        (one.sentence.piece, one.sentence.page)
        for finding in found.values()
        for one in (*finding.meets, *finding.announces, *finding.denies)
    )


def _pages(passages: Iterable[StoredPassage]) -> frozenset[PageKey]:
    found: set[PageKey] = set()
    for passage in passages:
        if passage.first_page is None or passage.last_page is None:
            found.add((passage.piece, None))
        else:
            found.update((passage.piece, page) for page in range(passage.first_page, passage.last_page + 1))
    return frozenset(found)


def losses_of(application: Application, gold_files: list[Path], documents: list[str]) -> Losses:
    """The losses of the answers stored for these documents (all of the gold that are in the corpus, when none)."""
    gold, _ = Evaluator(application.corpus, application.grid).gold(gold_files, documents)
    answers = {
        (slug, code): answer
        for slug in gold.documents
        for code, (_, answer) in application.corpus.answers.numbered(slug).items()
    }
    wanted = gold.by_key().keys() & answers.keys()
    reached = {key: found for key in wanted if (found := reached_by(application, answers[key])) is not None}
    readable = {
        slug: frozenset(
            (piece, page.number)
            for piece, page in application.corpus.texts.pages(slug)
            if page.status is PageStatus.READ
        )
        for slug in gold.documents
    }
    cells = evaluate_answers(gold, answers, PageTexts(application.corpus), draws=2).cells
    return find_losses(cells, reached, readable)


def main() -> None:
    """Print the table of losses, or the way of every page as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", metavar="DOSSIER")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--pertinence", type=int, choices=(DECISIVE, USEFUL), nargs="*", default=[DECISIVE, USEFUL])
    parser.add_argument("--by", choices=("cell", "document", "indicator"), default="cell", help="a row each")
    parser.add_argument("--json", action="store_true", help="every page with the stage where it was lost")
    asked = parser.parse_args()
    application = Application(load_settings(data_dir=asked.data_dir))
    with application.opened(owner=False):
        found = losses_of(application, asked.gold, asked.documents)
    if asked.json:
        print(LossesJson.of(found).model_dump_json())
        return
    for pertinence in asked.pertinence:
        print(f"\n{'Decisive' if pertinence == DECISIVE else 'Decisive and useful'} pages\n")
        print(losses_table(found, pertinence, asked.by))


if __name__ == "__main__":
    main()
