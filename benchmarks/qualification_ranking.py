"""Write the ranking of a dossier that models are put to the test on (``sample/qualification/``).

    python -m benchmarks.qualification_ranking --data-dir DIR --document SLUG --gold FILE

DIR holds the document, ingested. For every indicator of the grid the best sentences are kept, a half more than a packet
of the profile ``standard`` holds. Run again when retrieval changes much: models are then compared with others of the
same file only.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from shutil import copyfile

from answering import profile_named
from domain import ScoredSentence, StoredSentence
from indicator_queries import queries_for
from sample import qualification_gold, qualification_ranking
from settings import load_settings
from use_cases.container import Application
from use_cases.document_context import context_of
from use_cases.stored_dossier import StoredLine, StoredPlace, StoredRanking, write_ranking

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


def rank(application: Application, document: str) -> StoredRanking:
    """The dossier as the product would rank it now."""
    info = application.corpus.documents.get(document)
    context = context_of(application.corpus, document, application.grid.digest, application.language)
    budget = (profile_named("standard").packet_budget(context.pages) or 0) * _CHARACTERS_A_TOKEN * _MORE
    lines = _Lines()
    ranked: dict[str, list[StoredPlace]] = {}
    for indicator in application.grid.indicators:
        room, places = budget, []
        for scored in application.retriever.ranked_sentences(document, queries_for(indicator), kinds=indicator.where):
            room -= len(scored.sentence.row or scored.sentence.text)
            if room < 0:
                break
            also = tuple(lines.add(one, scored) for one in scored.also)
            places.append(StoredPlace(at=lines.add(scored.sentence, scored), also=also))
        ranked[indicator.code] = places
    return StoredRanking(
        note=NOTE,
        grid=application.grid.name,
        document=document,
        title=f"{info.title} (document fictif)" if "fictif" not in info.title else info.title,
        kind=info.kind,
        pieces=context.pieces,
        kinds=context.kinds,
        pages=context.pages,
        lines=lines.lines,
        ranked=ranked,
    )


def main() -> None:
    """Write ranking and reference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--document", required=True)
    parser.add_argument("--gold", type=Path, required=True)
    asked = parser.parse_args()
    with Application(load_settings(data_dir=asked.data_dir, llm="none")).opened() as application:
        ranking = rank(application, asked.document)
    qualification_ranking().parent.mkdir(exist_ok=True)
    write_ranking(ranking, qualification_ranking())
    copyfile(asked.gold, qualification_gold())
    print(f"{len(ranking.lines)} sentences, {qualification_ranking().stat().st_size} bytes")


if __name__ == "__main__":
    main()
