"""Free questions whose answer is known: refused, answered right, from a right page; what the checks of words gain.

Usage: python -m benchmarks.questions --data-dir DIR [--llm none|embedded|...] [--questions FILE...] [--cache FILE]

The documents must have been ingested in ``--data-dir``; questions of others are left out. Printed beside each other:
the tool as it is, and the same with the model's words shown as it gave them. An answer that first cites a sentence of
the document which says that the thing asked for is not there counts apart from refusals. Each question that is answered
wrongly, refused wrongly or not from a right page is printed, and each reply of the model that the checks set aside.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from answering.draft import without_model
from answering.llm import ChatBackend
from benchmarks.kept import opened_with
from domain import Answer, Verdict
from domain.proportions import wilson
from sample import sample_questions, sample_traps
from use_cases.ask import KnownQuestion, QuestionFigures, ask_all, read_questions
from use_cases.container import Application
from use_cases.qualify_json import QuestionFiguresJson

TRAPS = Path(__file__).parent / "data" / "trap_questions.jsonl"
#: Sentences of documents which say that what a question without an answer asks for is not there.
DENIALS = Path(__file__).parent / "data" / "denials.jsonl"


def asked_of(
    application: Application, backend: ChatBackend, questions: list[KnownQuestion]
) -> tuple[QuestionFigures, list[Answer]]:
    """The figures, and the answers in the order of the questions."""
    analysis, answers = application.analysis(backend=backend), []

    def ask(document: str, question: str) -> Answer:
        answers.append(analysis.ask(document, question, fresh=True))
        return answers[-1]

    return ask_all(questions, ask), answers


def main() -> None:
    """Print what went wrong, then one JSON object a way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--llm", default="none")
    parser.add_argument("--questions", type=Path, nargs="+", default=[sample_questions(), sample_traps(), TRAPS])
    parser.add_argument("--cache", type=Path, help="what the model says, kept (see benchmarks.kept)")
    asked = parser.parse_args()
    application, backend = opened_with(asked)
    with application.opened():
        there = application.corpus.documents.exists
        known = with_denials([one for one in read_questions(asked.questions) if there(one.document)])
        figures, answers = asked_of(application, backend, known)
        for question, answer in zip(known, answers, strict=True):
            _show_fault(question, answer)
        _print("contrôlé", figures, answers)
        if without_model(backend):
            return
        # The second time the model is asked the same: what it said is in the cache, if there is one.
        with (
            patch("answering.questions.free_question._says_what_is_read", lambda *_: True),
            patch("answering.questions.free_question.unsupported_numbers", lambda *_: []),
        ):
            unchecked, raw = asked_of(application, backend, known)
        for question, kept, said in zip(known, answers, raw, strict=True):
            if kept.rationale != said.rationale:
                print(f"ÉCARTÉ  {question.question}\n        {said.rationale}")
        _print("mots du modèle non contrôlés", unchecked, raw)


def with_denials(questions: list[KnownQuestion], file: Path = DENIALS) -> list[KnownQuestion]:
    """The questions with the sentences of their documents that deny what they ask for."""
    read = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    known = {(one["document"], one["question"]): tuple(one["denials"]) for one in read}
    return [replace(one, denials=known.get((one.document, one.question), one.denials)) for one in questions]


def _show_fault(known: KnownQuestion, answer: Answer) -> None:
    found = ask_all([known], lambda *_: answer)
    if found.refused + found.denied < found.unanswerable:
        print(f"RÉPOND  {known.question}\n        {answer.rationale}")
    elif found.right < found.answerable or found.paged < found.answerable:
        fault = "REFUSE" if answer.verdict is Verdict.NON else "FAUX" if not found.right else "PAGE"
        print(f"{fault:<7} {known.question} ({known.document}, {known.pages})\n        {answer.rationale}")


def _print(way: str, figures: QuestionFigures, answers: list[Answer]) -> None:
    tokens = [answer.provenance.tokens for answer in answers]
    shown = {
        "what": way,
        "llm": answers[0].llm,
        **QuestionFiguresJson.of(figures).model_dump(),
        "denied_by_the_document": figures.denied,
        "refused_95": wilson(figures.refused, figures.unanswerable),
        "right_95": wilson(figures.right, figures.answerable),
        "right_page_95": wilson(figures.paged, figures.answerable),
        "seconds_a_question": round(figures.seconds / len(answers), 2),
        "tokens_a_question": round(sum(tokens) / len(answers), 1),
    }
    print(json.dumps(shown, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
