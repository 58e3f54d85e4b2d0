"""Whether what answers the 120 questions stands in what a model would be given to read, within a budget of tokens.

    python -m benchmarks.question_evidence --data-dir DIR [--half development|held] [--tokens 2000 3000] [--show]
        [--set FOLDER] [--documents SLUG...]

A fact stands in a packet when the sentences of the packet that come from its pages say it together. A comparison and a
summary are given twice the tokens. A token is 3.6 characters, as in
benchmarks.packets. Printed by kind: questions whose facts all stand in their packets, and facts that do; which
kind a question was understood as; ``--show`` names the facts that lack, of the development half alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answering.llm.none import NoModel
from benchmarks.packets import count_tokens
from benchmarks.question_scoring import Share, is_told
from benchmarks.question_set import APART, ExpectedKind, Fact, Half, Place, SetQuestion, load_questions
from benchmarks.questions_by_kind import ensure_sample
from domain import Packet, StoredSentence
from settings import Settings
from use_cases.answer_indicators import Analysis
from use_cases.container import Application

TOKENS = (2000, 3000)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of one question stands in its packets; ``lacking`` are names of facts."""

    question: SetQuestion
    facts: Share
    lacking: tuple[str, ...]
    tokens: int

    @property
    def whole(self) -> Share:
        """Whether all does."""
        return Share(self.facts.found == self.facts.of, 1)


def main() -> None:
    """Make the packets and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.DEVELOPMENT)
    parser.add_argument("--tokens", type=int, nargs="*", default=list(TOKENS))
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    application = Application(Settings(data_dir=asked.data_dir, llm="none"), lambda line: print(line, file=sys.stderr))
    with application.opened():
        ensure_sample(application)
        there = application.corpus.documents.exists
        questions = [one for one in load_questions(asked.half) if all(map(there, one.documents))]
        analysis = application.analysis(backend=NoModel())
        for tokens in asked.tokens:
            found = [coverage_of(analysis, one, tokens) for one in questions if needs_a_packet(one)]
            print(f"\n{tokens} jetons, {2 * tokens} où l'on compare ou résume\n\n{table(found)}", flush=True)
            if asked.show and asked.half not in APART:
                for one in found:
                    if one.lacking:
                        print(f"{one.question.id} {one.tokens} jetons, manque : {', '.join(one.lacking)}")


def needs_a_packet(question: SetQuestion) -> bool:
    """Whether its answer is read in the documents: neither the record of a document nor a refusal."""
    return question.answerable and question.kind is not ExpectedKind.DOCUMENT and bool(question.right_places)


def coverage_of(analysis: Analysis, question: SetQuestion, tokens: int) -> Coverage:
    """What of a question stands in its packets. Where is it: one of its pages does."""
    packets = analysis.packets_of(question.documents, question.question, tokens, count_tokens)
    size = sum(packet.tokens for packet in packets)
    shown = [one for packet in packets for one in _sentences(packet)]
    if question.kind is ExpectedKind.WHERE or not question.facts:
        stands = bool(_from(question.places, shown))
        return Coverage(question, Share(stands, 1), () if stands else ("page",), size)
    lacking = [fact.name for fact in question.facts if not _stands(fact, question, shown)]
    return Coverage(question, Share(len(question.facts) - len(lacking), len(question.facts)), tuple(lacking), size)


def _sentences(packet: Packet) -> list[StoredSentence]:
    return [sentence for one in packet.sentences for sentence in (one.sentence, *one.also)]


def _from(places: Sequence[Place], shown: Sequence[StoredSentence]) -> list[StoredSentence]:
    wanted = {(place.document, place.piece, place.page) for place in places}
    wanted |= {(document, piece, None) for document, piece, page in wanted if page is None}
    return [
        one
        for one in shown
        if (one.document, one.piece, one.page) in wanted or (one.document, one.piece, None) in wanted
    ]


def _stands(fact: Fact, question: SetQuestion, shown: Sequence[StoredSentence]) -> bool:
    own = _from(fact.places or question.places, shown)
    return is_told(fact, ("\n".join(one.row or one.text for one in own),))


def table(found: Sequence[Coverage]) -> str:
    """A line a kind, in Markdown."""
    lines = ["| groupe | questions entières | faits | jetons |", "|---|---|---|---|"]
    kinds = dict.fromkeys(one.question.kind for one in found)
    for name, some in (
        *((kind.value, [one for one in found if one.question.kind is kind]) for kind in kinds),
        ("all", list(found)),
    ):
        whole = sum((one.whole for one in some), Share())
        facts = sum((one.facts for one in some), Share())
        tokens = sum(one.tokens for one in some) / max(len(some), 1)
        lines.append(f"| {name} | {whole.found} / {whole.of} | {facts.found} / {facts.of} | {tokens:.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
