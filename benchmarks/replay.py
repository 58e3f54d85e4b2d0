"""What today's checks and rule make of packets that were read before: no model is asked.

    python -m benchmarks.replay [DOSSIER...] --data-dir DIR --gold FILE... [--dropped]

Of each answer stored in DIR that was made by reading packets, the packets are built again from the sentences that they
held and the recorded replies are checked anew. Printed: the figures of the answers as stored, and as they are made now.
``--dropped`` lists the values that did not hold, with their sentences. The reference is read for the figures alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from answering import DocumentContext, profile_named
from answering.found_values.cited_values import CitedValues
from answering.indicators.packet_checks import CheckedReading, check_reading, merge
from answering.indicators.packet_verdict import conclude
from answering.readers.packet_reply import PacketReply
from answering.reply import read_reply
from answering.reply_checks import build_citations, settle_verdict
from domain import Answer, Packet, PacketSentence, ScoredSentence, Value, Verdict
from domain.provenance import PacketRecord
from evaluation import Figures, evaluate_answers
from indicator_queries import Indicator, find, queries_for
from settings import load_settings
from use_cases.container import Application
from use_cases.document_context import context_of
from use_cases.run_evaluation import Evaluator, PageTexts

_SHOWN = (
    ("verdicts", "verdict_accuracy"),
    ("decisive pages", "page_recall_p3"),
    ("useful pages", "page_recall_p2"),
    ("precision", "page_precision"),
    ("values found", "value_exact"),
    ("values right", "value_precision"),
)


def made_again(
    answer: Answer,
    indicator: Indicator,
    ranked: list[ScoredSentence],
    context: DocumentContext,
    app: Application,
    cited_values: CitedValues,
) -> tuple[Answer, CheckedReading]:
    """The answer that today's checks and rule make of the replies recorded with ``answer``."""
    assert answer.provenance.reading is not None
    known = {one.place: scored for scored in ranked for one in (scored.sentence, *scored.also)}
    records = answer.provenance.reading.packets
    packets = [(packet_of(record, known, answer), record.reply) for record in records]
    readings = [
        check_reading(read_reply(reply, PacketReply).reading(reply), packet, indicator, app.language)
        for packet, reply in packets
    ]
    more = answer.provenance.reading.searched is not None
    checked = merge(readings[:-1] if more else readings)
    if more:
        checked = replace(readings[-1], values=tuple(dict.fromkeys((*checked.values, *readings[-1].values))))
    found = conclude(checked, indicator, kinds=context.kinds, document_kind=context.document_kind)
    profile = profile_named(answer.provenance.made.profile if answer.provenance.made else "standard")
    citations = build_citations(found.sentences, profile.quotes)
    verdict, _ = settle_verdict(found.verdict, citations)
    values: tuple[Value, ...] = ()
    if verdict not in {Verdict.NON, Verdict.SANS_OBJET}:
        others = cited_values.beside(
            answer.document,
            indicator,
            queries_for(indicator),
            found.sentences,
            checked.values,
            refused=checked.refused,
            context=context,
        )
        values = (*checked.values, *others)
    return replace(answer, verdict=verdict, citations=citations, values=values, warnings=found.warnings), checked


@dataclass(frozen=True, slots=True)
class Replayed:
    """An answer as stored and as it is made now, with today's reading of its replies."""

    document: str
    indicator: str
    stored: Answer
    made: Answer
    checked: CheckedReading


def replayed(app: Application, documents: Iterable[str]) -> Iterator[Replayed]:
    """The answers of these documents that were made by reading packets, made again."""
    assert app.scorer is not None
    values = CitedValues(app.retriever, app.scorer, app.language)
    for slug in documents:
        context = context_of(app.corpus, slug, app.grid.digest, app.language)
        for code, (_, answer) in app.corpus.answers.numbered(slug).items():
            if answer.provenance.reading is None or not answer.provenance.reading.packets:
                continue
            indicator = find(app.grid, code)
            ranked = app.retriever.ranked_sentences(slug, queries_for(indicator), without=())
            yield Replayed(slug, code, answer, *made_again(answer, indicator, ranked, context, app, values))


def packet_of(record: PacketRecord, known: dict[tuple[str, str, int], ScoredSentence], answer: Answer) -> Packet:
    """The packet of a record, with the text and titles that its sentences have now."""
    sentences = []
    for number, place in enumerate(record.places, 1):
        scored = known[place.document, place.piece, place.position]
        own = (scored.sentence, *scored.also)
        sentence = next(one for one in own if (one.piece, one.position) == (place.piece, place.position))
        others = tuple(one for one in own if one is not sentence)
        text = sentence.row or sentence.text
        sentences.append(PacketSentence(number, sentence, scored.heading, text, scored.kind, others))
    return Packet(
        answer.document, answer.indicator, None, tuple(sentences), record.budget, record.tokens, record.dropped, ""
    )


def _figures(name: str, figures: Figures) -> str:
    shown = (figures[key] for _, key in _SHOWN)
    return f"| {name} | " + " | ".join("" if value is None else f"{value:.2f}" for value in shown) + " |"


def main() -> None:
    """Print the figures before and after."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", metavar="DOSSIER")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--dropped", action="store_true", help="the values that did not hold, with their sentences")
    asked = parser.parse_args()
    with Application(load_settings(data_dir=asked.data_dir, llm="none")).opened(owner=False) as app:
        gold, _ = Evaluator(app.corpus, app.grid).gold(asked.gold, asked.documents)
        before: dict[tuple[str, str], Answer] = {}
        after: dict[tuple[str, str], Answer] = {}
        for one in replayed(app, gold.documents):
            before[one.document, one.indicator] = one.stored
            after[one.document, one.indicator] = one.made
            if asked.dropped:
                print(f"{one.document} {one.indicator}: {', '.join(map(str, one.checked.warnings))}")
        print("| | " + " | ".join(name for name, _ in _SHOWN) + " |\n|---|" + "---|" * len(_SHOWN))
        for name, answers in (("as stored", before), ("made again", after)):
            found = evaluate_answers(gold, answers, PageTexts(app.corpus), draws=10)
            print(_figures(name, found.overall.figures))


if __name__ == "__main__":
    main()
