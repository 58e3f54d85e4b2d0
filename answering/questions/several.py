"""Several questions asked in one text: read together where a model reads packets, else one answer of their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answering.draft import VERDICTS
from answering.questions.answer_lines import plain_text
from answering.questions.free_question import POSSIBLE
from domain import (
    Answer,
    AnswerForm,
    Citation,
    ComposedAnswer,
    ComposedLine,
    Outcome,
    Provenance,
    QuestionKind,
    UnderstoodQuestion,
)

#: Kinds that want the most to be read: a text of which a part is one is read as such.
_GATHERING = frozenset({QuestionKind.SUMMARY, QuestionKind.COMPARISON})


def read_together(parts: Sequence[UnderstoodQuestion]) -> list[UnderstoodQuestion]:
    """The parts of a text for a model that reads packets: those that follow each other are one question.

    Alone, « combien au total sur vingt ans ? » does not say of what. What a document is stays apart: it is answered
    without the model.
    """
    together: list[UnderstoodQuestion] = []
    for part in parts:
        last = together[-1] if together else None
        if last is None or QuestionKind.DOCUMENT in (last.kind, part.kind):
            together.append(part)
        else:
            together[-1] = replace(
                last,
                text=f"{last.text} {part.text}",
                kind=part.kind if part.kind in _GATHERING else last.kind,
                theme=last.theme | part.theme,
                typed=" ".join(filter(None, (last.typed, part.typed))),
            )
    return together


#: What is an answer, the surest first.
_FOUND = (Outcome.ANSWERED, Outcome.PROPOSED)


def joined_answers(question: str, answers: Sequence[Answer]) -> Answer:
    """The answers to the parts of a question as one: each part is the side of its lines.

    A part without an answer says so; the whole is found where one part is.
    """
    first = answers[0]
    best = next((one for one in _FOUND if any(answer.outcome is one for answer in answers)), first.outcome)
    lines: list[ComposedLine] = []
    citations: list[Citation] = []
    for answer in answers:
        side = answer.question or question
        made = answer.composed.lines if answer.composed and answer.outcome in _FOUND else ()
        shift = len(citations)
        opening = answer.composed.opening if answer.composed else ""
        for line in made or (ComposedLine(answer.rationale),):
            marks = tuple(number + shift for number in line.citations)
            text = f"{opening} {line.text}" if opening and line is made[0] else line.text
            if answer.outcome is Outcome.PROPOSED and line is made[0]:
                text = f"{POSSIBLE} {text}"
            lines.append(replace(line, text=text, citations=marks, side=side))
        citations.extend(answer.citations)
    understood = first.composed.understood if first.composed else None
    composed = (
        ComposedAnswer(replace(understood, text=question), AnswerForm.TABLE, tuple(lines)) if understood else None
    )
    return replace(
        first,
        question=question,
        verdict=VERDICTS[best],
        rationale=plain_text(composed) if composed else "\n".join(answer.rationale for answer in answers),
        citations=tuple(citations),
        warnings=tuple(dict.fromkeys(warning for answer in answers for warning in answer.warnings)),
        seconds=round(sum(answer.seconds for answer in answers), 3),
        provenance=_with_costs_of_all(answers),
        outcome=best,
        composed=composed,
    )


def _with_costs_of_all(answers: Sequence[Answer]) -> Provenance:
    """What the first was made from, with the calls and tokens of all."""
    first = answers[0].provenance
    made = [answer.provenance.made for answer in answers if answer.provenance.made]
    if not made:
        return first
    return replace(
        first,
        made=replace(
            first.made or made[0],
            prompt_tokens=sum(one.prompt_tokens for one in made),
            completion_tokens=sum(one.completion_tokens for one in made),
            calls=sum(one.calls for one in made),
        ),
    )
