"""Write the ranking of a dossier that models are put to the test on (``sample/qualification/``).

    python -m benchmarks.qualification_ranking --data-dir DIR --document SLUG --gold FILE --questions FILE --traps FILE

DIR holds the document, ingested. For every indicator of the grid and every question the best sentences are kept, a half
more than a packet of the profile ``standard`` holds. ``--traps`` is a CSV of misleading sentences
(``use_cases/misleading_sentences.py``). Run again when retrieval changes much: models are then compared with others of
the same file only.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path
from shutil import copyfile

from answering import profile_named
from domain import NOT_OF_THE_PLAN, PieceKind, Query, ScoredSentence, StoredSentence
from indicator_queries import queries_for, queries_for_question
from sample import qualification_gold, qualification_misleading, qualification_questions, qualification_ranking
from settings import load_settings
from use_cases.ask import read_questions
from use_cases.container import Application
from use_cases.document_context import context_of
from use_cases.stored_ranking import StoredLine, StoredPlace, StoredRanking, write_ranking

NOTE = "Document fictif : territoire, communes, chiffres et personnes sont inventés."
_CHARACTERS_A_TOKEN, _MORE = 3.6, 1.5


class _Lines:
    """Each sentence once, by its place."""

    def __init__(self) -> None:
        self.lines: list[StoredLine] = []
        self._at: dict[tuple[str, str, int], int] = {}

    def add(self, sentence: StoredSentence, scored: ScoredSentence) -> int:
        """The index of a sentence; another place of the same has the titles and the kind of the one that was ranked."""
        if sentence.place not in self._at:
            self._at[sentence.place] = len(self.lines)
            self.lines.append(
                StoredLine(
                    piece=sentence.piece, kind=scored.kind, ordinal=sentence.ordinal, page=sentence.page,
                    label=sentence.label, position=sentence.position, start=sentence.start, end=sentence.end,
                    text=sentence.text, row=sentence.row, confidence=sentence.confidence, heading=scored.heading,
                )
            )  # fmt: skip
        return self._at[sentence.place]


class _Ranker:
    """Ranks sentences of a document and keeps what fits in a packet and a half."""

    def __init__(self, application: Application, document: str):
        self._application, self._document = application, document
        self.lines = _Lines()

    def places(
        self,
        queries: Sequence[Query],
        tokens: int,
        kinds: Sequence[PieceKind] = (),
        without: Collection[PieceKind] = NOT_OF_THE_PLAN,
    ) -> list[StoredPlace]:
        """The best sentences for some queries, for a packet of so many tokens."""
        room, places = tokens * _CHARACTERS_A_TOKEN * _MORE, []
        retriever = self._application.retriever
        for scored in retriever.ranked_sentences(self._document, queries, kinds=kinds, without=without):
            room -= len(scored.sentence.row or scored.sentence.text)
            if room < 0:
                break
            also = tuple(self.lines.add(one, scored) for one in scored.also)
            places.append(StoredPlace(at=self.lines.add(scored.sentence, scored), also=also))
        return places


def rank(application: Application, document: str, questions: Sequence[str]) -> StoredRanking:
    """The dossier as the product would rank it now."""
    info = application.corpus.documents.get(document)
    context = context_of(application.corpus, document, application.grid.digest, application.language)
    profile, ranker = profile_named("standard"), _Ranker(application, document)
    budget = profile.packet_budget(context.pages) or 0
    ranked = {
        indicator.code: ranker.places(queries_for(indicator), budget, kinds=indicator.where)
        for indicator in application.grid.indicators
    }
    by_question = {
        text: ranker.places(
            queries_for_question(text), 2 * profile.question_tokens, without=_without(application, text)
        )
        for text in questions
    }
    return StoredRanking(
        note=NOTE,
        grid=application.grid.name,
        document=document,
        title=f"{info.title} (document fictif)" if "fictif" not in info.title else info.title,
        kind=info.kind,
        pieces=context.pieces,
        kinds=context.kinds,
        pages=context.pages,
        lines=ranker.lines.lines,
        ranked=ranked,
        questions=by_question,
    )


def _without(application: Application, question: str) -> Collection[PieceKind]:
    """Opinions and minutes are read for a question that is about them only, as in the product."""
    return () if application.language.sentences.speaks_for_others(question) else NOT_OF_THE_PLAN


def main() -> None:
    """Write ranking, reference, questions and misleading sentences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--document", required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--traps", type=Path, required=True)
    asked = parser.parse_args()
    questions = [one.question for one in read_questions([asked.questions]) if one.document == asked.document]
    with Application(load_settings(data_dir=asked.data_dir, llm="none")).opened() as application:
        ranking = rank(application, asked.document, questions)
    qualification_ranking().parent.mkdir(exist_ok=True)
    write_ranking(ranking, qualification_ranking())
    copyfile(asked.gold, qualification_gold())
    copyfile(asked.questions, qualification_questions())
    copyfile(asked.traps, qualification_misleading())
    print(f"{len(ranking.lines)} sentences, {qualification_ranking().stat().st_size} bytes")


if __name__ == "__main__":
    main()
