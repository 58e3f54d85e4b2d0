"""The 120 questions by kind, asked and scored by code: right, complete, scope, page, quotes, tokens, seconds.

    python -m benchmarks.questions_by_kind --data-dir DIR [--half HALF] [--llm none|embedded|...]
        [--cache FILE] [--out FILE] [--beside FILE...] [--way NAME] [--show] [--kinds KIND...] [--check]

Documents that have not been ingested in ``--data-dir`` are left out with their questions; the bundled sample, in both
versions, is read where it is missing. ``--beside`` prints the figures of earlier result files (``--out``) of the same
half next to these. ``--show`` prints each question that is not right; the halves kept apart (held, validation,
fourth_apart) show figures alone, and so do result files. ``--check`` asks nothing: it looks whether each fact of the
set stands on its pages.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.kept import opened_with
from benchmarks.question_figures import Asked, QuestionRunJson, by_group, table
from benchmarks.question_scoring import GivenAnswer, missing_facts, score
from benchmarks.question_set import APART, ExpectedKind, Half, SetQuestion, load_questions
from domain import DocumentKind, Stage
from sample import SAMPLE_METADATA, SAMPLE_SLUG, SampleMetadata, sample_pieces
from sample.approved import APPROVED_METADATA, APPROVED_SLUG, SAMPLE_PLAN, approved_pieces
from use_cases.answer_indicators import Analysis
from use_cases.container import Application
from use_cases.ingest import Description
from use_cases.run_evaluation import PageTexts


def main() -> None:
    """Ask, print the table, write the result file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.DEVELOPMENT)
    parser.add_argument("--llm", default="none")
    parser.add_argument("--cache", type=Path, help="what the model says, kept (see benchmarks.kept)")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--beside", type=Path, nargs="*", default=[])
    parser.add_argument("--way", help="the name of these figures in the table; the model's unless given")
    parser.add_argument("--kinds", type=ExpectedKind, nargs="*", default=list(ExpectedKind))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    application, backend = opened_with(asked)
    with application.opened():
        ensure_sample(application)
        questions = [one for one in asked_of(application, asked.half) if one.kind in asked.kinds]
        texts = PageTexts(application.corpus)
        if asked.check:
            sys.exit(_check(questions, texts))
        answered = ask_all(application.analysis(backend=backend), questions, texts)
        if asked.show and asked.half not in APART:
            _show(answered)
        run = QuestionRunJson.of(asked.way or backend.card.name, asked.half, by_group(answered))
    if asked.out:
        run.write(asked.out)
    before = [QuestionRunJson.read(file) for file in asked.beside]
    print(table([*(one for one in before if one.half == asked.half), run]))


def ensure_sample(application: Application) -> None:
    """Read the two versions of the bundled sample, where they are not there."""
    versions: tuple[tuple[str, SampleMetadata, list[Path]], ...] = (
        (SAMPLE_SLUG, SAMPLE_METADATA, sample_pieces()),
        (APPROVED_SLUG, APPROVED_METADATA, approved_pieces()),
    )
    for slug, said, pieces in versions:
        if not application.corpus.documents.exists(slug):
            described = Description(
                said["title"],
                DocumentKind(said["kind"]),
                said["territory"],
                Stage(said["stage"]),
                said["date"],
                plan=SAMPLE_PLAN,
            )
            application.dossiers.ingest(pieces, slug, described)


def asked_of(application: Application, half: Half) -> list[SetQuestion]:
    """The questions of a half whose documents are all there; says how many are not."""
    questions = load_questions(half)
    there = [one for one in questions if all(map(application.corpus.documents.exists, one.documents))]
    if len(there) < len(questions):
        print(f"{len(questions) - len(there)} questions laissées : documents absents", file=sys.stderr)
    return there


def ask_all(analysis: Analysis, questions: Sequence[SetQuestion], texts: PageTexts) -> list[Asked]:
    """Each question with its answer and what it is worth, in order."""
    made = []
    for question in questions:
        started = time.perf_counter()
        answer = analysis.ask(question.documents, question.question, fresh=True)
        given = GivenAnswer.of(answer, time.perf_counter() - started)
        made.append((question, given, score(question, given, texts)))
        print(f"{question.id} {given.seconds:.1f} s", file=sys.stderr, flush=True)
    return made


def _check(questions: Sequence[SetQuestion], texts: PageTexts) -> int:
    faults = [f"{question.id} {fault}" for question in questions for fault in missing_facts(question, texts)]
    print("\n".join(faults) or f"{len(questions)} questions : chaque fait est sur ses pages")
    return 1 if faults else 0


def _show(answered: Sequence[Asked]) -> None:
    for question, given, scored in answered:
        if not scored.right or scored.scope.found < scored.scope.of:
            fault = "REFUSE" if given.refused else "FAUX" if not scored.right else "PORTÉE"
            pages = sorted({f"{one.piece} {one.page}" for one in given.citations})
            told = f" ({scored.told.found} / {scored.told.of})" if scored.told.of else ""
            print(f"{fault:<7} {question.id} {question.question[-160:]}{told}\n        attendu : {question.answer}")
            print(f"        donné   : {given.words[:400]} {pages}\n")


if __name__ == "__main__":
    main()
