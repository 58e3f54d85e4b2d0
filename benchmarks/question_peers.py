"""Questions of one document answered by LlamaIndex's default engine and its engine of sub-questions, beside ours.

    python -m benchmarks.question_peers --data-dir DIR --document SLUG [--half NAME] [-k 4] [--ways NAME...]
        [--minutes M] [--out FOLDER]

Same embedded model, same passages, same embedding model. Of a half that is kept apart no words are printed. An engine's
words are scored as ours are; its pages are those of its source passages, in their order. It quotes nothing, so that
scope and quotes are not measured. It is taken to refuse where its words say that the text does not tell.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from answering.llm.embedded import EmbeddedBackend
from benchmarks.peer_answers import counted_tokens
from benchmarks.peers import Peers
from benchmarks.question_figures import Asked, QuestionRunJson, by_group, table
from benchmarks.question_scoring import GivenAnswer, GivenCitation, Share, score
from benchmarks.question_set import APART, Half, SetQuestion
from benchmarks.questions_by_kind import asked_of, ensure_sample
from domain.text_folding import plain
from settings import load_settings
from use_cases.container import Application
from use_cases.run_evaluation import PageTexts

#: Words by which an engine says that its passages do not tell.
DOES_NOT_TELL = re.compile(
    r"\b(?:ne (?:permet|permettent|mentionne|mentionnent|precise|precisent|contient|contiennent|fournit|fournissent)"
    r" pas|n'est pas (?:mentionne|precise|indique|fourni)|pas d'information|aucune information|impossible de repondre"
    r"|(?:does|do) not (?:mention|provide|specify|contain)|not (?:mentioned|provided|specified)|cannot (?:be )?answer)"
)
WAYS = ("la nôtre", "LlamaIndex, moteur par défaut", "LlamaIndex, sous-questions")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--document", required=True)
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.DEVELOPMENT)
    parser.add_argument("-k", type=int, default=4)
    parser.add_argument("--ways", nargs="*", default=list(WAYS), choices=WAYS)
    parser.add_argument("--minutes", type=float, default=math.inf, help="no question is begun after that time")
    parser.add_argument("--out", type=Path, help="folder of the result files")
    asked = parser.parse_args()
    settings = load_settings(data_dir=asked.data_dir, llm="embedded")
    application = Application(settings, lambda line: print(line, file=sys.stderr))
    with application.opened():
        ensure_sample(application)
        questions = [one for one in asked_of(application, asked.half) if one.documents == (asked.document,)]
        backend = application.backend
        assert isinstance(backend, EmbeddedBackend)
        tokens = counted_tokens(backend)
        peers = Peers(application.corpus.texts.passages(asked.document), application.embedder)
        texts, analysis = PageTexts(application.corpus), application.analysis(backend=backend)

        def ours(question: SetQuestion) -> GivenAnswer:
            return GivenAnswer.of(analysis.ask(question.documents, question.question, fresh=True), 0.0)

        engines = (peers.engine(backend.llm, asked.k), peers.sub_question_engine(backend.llm, asked.k))
        ways = dict(zip(WAYS, (ours, *(_asker(peers, one) for one in engines)), strict=True))
        answered: dict[str, list[Asked]] = {name: [] for name in asked.ways}
        began = time.monotonic()
        for number, question in enumerate(questions):
            if time.monotonic() - began > 60 * asked.minutes:
                print(f"{number} questions sur {len(questions)}", file=sys.stderr)
                break
            # One question after the other, all ways in turn: a machine that slows down slows all of them.
            for name in asked.ways:
                before, started = sum(tokens), time.perf_counter()
                given = ways[name](question)
                seconds = time.perf_counter() - started
                given = replace(given, tokens=sum(tokens) - before, seconds=seconds)
                made = _scored(question, given, texts, quoted=name == WAYS[0])
                answered[name].append(made)
                worth = "juste" if made[2].right else "faux"
                told = "" if asked.half in APART else f" : {given.words[:200]}"
                print(f"{question.id} {name} {worth} {seconds:.1f} s{told}", file=sys.stderr, flush=True)
    runs = [QuestionRunJson.of(name, asked.half, by_group(made)) for name, made in answered.items()]
    for number, run in enumerate(runs):
        if asked.out:
            run.write(asked.out / f"peers-{number}.json")
    print(table(runs))


def _asker(peers: Peers, engine: Any) -> Callable[[SetQuestion], GivenAnswer]:
    def ask(question: SetQuestion) -> GivenAnswer:
        response = engine.query(question.question)
        passages = (hit.passage for hit in peers.hits(response))
        cited = (GivenCitation(question.documents[0], one.piece, one.first_page, "") for one in passages)
        words = str(response)
        return GivenAnswer(words, tuple(cited), DOES_NOT_TELL.search(plain(words)) is not None, 0, 0.0)

    return ask


def _scored(question: SetQuestion, given: GivenAnswer, texts: PageTexts, *, quoted: bool) -> Asked:
    scored = score(question, given, texts)
    if not quoted:
        nothing = Share()
        scored = replace(scored, scope=nothing, verbatim=nothing, borne_out=nothing, fitting=nothing)
    return question, given, scored


if __name__ == "__main__":
    main()
