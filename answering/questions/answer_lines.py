"""Lines of an answer get the numbers of their citations; an answer as plain text."""

from __future__ import annotations

from answering.questions.composition import Composition
from answering.reply_checks import build_citations
from domain import AnswerForm, Citation, ComposedAnswer, ComposedLine, LineRole

#: What is said before a line that is no answer by itself.
_BEFORE = {
    LineRole.ANSWER: "",
    LineRole.CONDITION: "Condition ou exception : ",
    LineRole.GENERAL: "Règle commune, valable aussi ici : ",
    LineRole.OTHERWISE: "Dit autrement ailleurs : ",
}


def answer_lines(composed: Composition | None, most: int) -> tuple[tuple[ComposedLine, ...], tuple[Citation, ...]]:
    """The lines with their citations, about ``most``: one a sentence, two for one that stands on two pages."""
    citations: list[Citation] = []
    numbers: dict[tuple[str, str, int], range] = {}
    lines: list[ComposedLine] = []
    for line in composed.lines if composed else ():
        marks: list[int] = []
        for sentence in line.sentences:
            if sentence.place not in numbers and len(citations) < most:
                first = len(citations) + 1
                citations.extend(build_citations([sentence], 1))
                numbers[sentence.place] = range(first, len(citations) + 1)
            marks.extend(numbers.get(sentence.place, ()))
        if marks or not line.sentences:
            lines.append(ComposedLine(line.text, tuple(dict.fromkeys(marks)), line.role, line.side, line.carrier))
    return tuple(lines), tuple(citations)


def plain_text(composed: ComposedAnswer) -> str:
    """The answer as text: a sentence alone as it stands, else a line a sentence with the numbers of its citations."""
    lines = composed.lines
    if len(lines) == 1 and not composed.opening and not composed.note and composed.form is AnswerForm.SENTENCES:
        return lines[0].text
    written = [composed.opening] if composed.opening else []
    side = ""
    for line in lines:
        if line.side and line.side != side:
            side = line.side
            written.append(f"{side} :")
        marks = "".join(f" [{number}]" for number in line.citations)
        bullet = "– " if composed.form is not AnswerForm.SENTENCES else ""
        written.append(f"{bullet}{_BEFORE[line.role]}{line.text}{marks}")
    if composed.note:
        written.append(composed.note)
    return "\n".join(written)
