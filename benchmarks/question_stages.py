"""At which stage the questions by kind lose their answer, without a model.

    python -m benchmarks.question_stages --data-dir DIR [--half HALF...] [--show]

A question that is answered wrongly is put at the first of these stages that it does not pass:

    kind        it was understood as another kind (a value and a rule count as one)
    spread      a fact stands in no single sentence of its pages
    scope       every sentence that says it was shut out by the zone, article, provision or piece asked
    passages    none of them stands in the passages that were found
    type        none has the kind of thing asked for: a number of that dimension, a date, the measure of that object
    ranked low  one is a candidate, and not the first
    refused     the first candidate answers, and nothing was answered
    composition the first candidate answers, and the answer made of it is wrong or lacks a fact

Kinds that gather (list, comparison, summary) and those answered from pages or records know three stages: kind, refused,
composition. A question without an answer is refused, or « answered ». Printed is a line a series and a line a kind;
``--show`` names the questions, of series that may be read alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from answering.llm.none import NoModel
from answering.questions.around import answering, answering_in_scope
from answering.questions.carried_scope import Fit, fit_of
from answering.questions.composition import QuestionMaterial
from benchmarks.question_candidates import stands_on
from benchmarks.question_scoring import GivenAnswer, is_told, score
from benchmarks.question_set import APART, ExpectedKind, Fact, Half, SetQuestion
from benchmarks.questions_by_kind import asked_of, ensure_sample
from domain import QuestionKind, StoredSentence
from settings import Settings
from use_cases.answer_indicators import Analysis
from use_cases.container import Application
from use_cases.run_evaluation import PageTexts

STAGES = ("right", "kind", "spread", "scope", "passages", "type", "ranked low", "refused", "composition", "answered")
#: Kinds that one sentence answers, or one for each of their facts.
_BY_SENTENCE = (ExpectedKind.VALUE, ExpectedKind.RULE, ExpectedKind.YES_NO)
#: Kinds that are answered alike.
_ALIKE = frozenset({QuestionKind.VALUE.value, QuestionKind.RULE.value})


@dataclass(frozen=True, slots=True)
class StagedQuestion:
    """A question with the stage at which it was lost; « right » where it was not."""

    question: SetQuestion
    half: Half
    stage: str


def main() -> None:
    """Ask, then print where the answers are lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--half", type=Half, choices=list(Half), nargs="*", default=[h for h in Half if h not in APART])
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    application = Application(Settings(data_dir=asked.data_dir, llm="none"), lambda _line: None)
    with application.opened():
        ensure_sample(application)
        analysis = application.analysis(backend=NoModel())
        texts = PageTexts(application.corpus)
        found = [
            StagedQuestion(question, half, stage_of(analysis, question, texts))
            for half in asked.half
            for question in asked_of(application, half)
        ]
    print(table(found))
    if asked.show:
        for one in found:
            if one.stage != STAGES[0] and one.half not in APART:
                print(f"{one.half} {one.question.id} {one.question.kind}: {one.stage}: {one.question.question[:100]}")


def stage_of(analysis: Analysis, question: SetQuestion, texts: PageTexts) -> str:
    """The first stage that a question does not pass; « right » where it passes all."""
    answer = analysis.ask(question.documents, question.question, fresh=True)
    worth = score(question, GivenAnswer.of(answer, 0.0), texts)
    if worth.right:
        return "right"
    if not question.answerable:
        return "answered"
    materials = analysis.materials_of(question.documents, question.question)
    if not any(_same_kind(question.kind, one.understood.kind) for one in materials):
        return "kind"
    if question.kind not in _BY_SENTENCE:
        return "refused" if worth.refused else "composition"
    lost = [_stage_of_fact(question, fact, materials) for fact in question.facts]
    first = min((one for one in lost if one is not None), key=STAGES.index, default=None)
    return first or ("refused" if worth.refused else "composition")


def _same_kind(expected: ExpectedKind, understood: QuestionKind) -> bool:
    return expected.value == understood.value or {expected.value, understood.value} <= _ALIKE


def _stage_of_fact(question: SetQuestion, fact: Fact, materials: Sequence[QuestionMaterial]) -> str | None:
    """Where one fact is lost before an answer is made; None where the first candidate says it."""
    stages = [_stage_in(question, fact, one) for one in materials]
    return None if None in stages else max((one for one in stages if one), key=STAGES.index, default="spread")


def _stage_in(question: SetQuestion, fact: Fact, material: QuestionMaterial) -> str | None:
    def says(sentence: StoredSentence, text: str) -> bool:
        return stands_on(sentence, fact.places or question.places) and is_told(fact, (text, sentence.text))

    scope = material.understood.scope
    telling = [
        (one, carried)
        for document in material.documents.values()
        for one, carried in zip(document.placed, document.carried, strict=True)
        if says(one.sentence, one.sentence.row or one.sentence.text)
    ]
    if not telling:
        return "spread"
    if scope and all(fit_of(scope, one, carried) is Fit.OUT for one, carried in telling):
        return "scope"
    candidates = [one for one in material.statements if says(one.sentence, one.text)]
    if not candidates:
        return "passages"
    if not answering(material, candidates):
        return "type"
    best = answering_in_scope(material)[:1]
    return None if best and says(best[0].sentence, best[0].text) else "ranked low"


def table(found: Sequence[StagedQuestion]) -> str:
    """A line a series and a line a kind, in Markdown."""
    lines = [f"| questions | | {' | '.join(STAGES)} |", "|---" * (len(STAGES) + 2) + "|"]
    halves = dict.fromkeys(one.half for one in found)
    kinds = [kind for kind in ExpectedKind if any(one.question.kind is kind for one in found)]
    lines += [_line(half.value, (one for one in found if one.half is half)) for half in halves]
    lines += [_line(kind.value, (one for one in found if one.question.kind is kind)) for kind in kinds]
    return "\n".join([*lines, _line("all", found)])


def _line(name: str, some: Iterable[StagedQuestion]) -> str:
    counts = Counter(one.stage for one in some)
    return f"| {name} | {counts.total()} | {' | '.join(str(counts[stage] or '') for stage in STAGES)} |"


if __name__ == "__main__":
    main()
