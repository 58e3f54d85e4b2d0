"""Questions whose answer is known -> how many are answered right, from the right page, or rightly refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain import Answer, Outcome, Verdict
from domain.errors import UsageError
from french.quantities import read_number, read_quantities


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question and what is known of its answer.

    ``values`` are the numbers that the answer must give; ``denials`` are sentences of the document which say that what
    is asked is not there: citing one first is as right as a refusal.
    """

    document: str
    question: str
    answerable: bool
    values: tuple[float, ...]
    pages: tuple[int, ...]
    denials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Counts.

    ``right`` are answers that give the expected numbers, ``paged`` those that cite an expected page; of questions
    without an answer ``refused`` were refused, ``denied`` answered by what the document itself says is not there.
    """

    answerable: int = 0
    right: int = 0
    paged: int = 0
    unanswerable: int = 0
    refused: int = 0
    denied: int = 0
    seconds: float = 0.0

    @property
    def right_share(self) -> float | None:
        """Share of the answerable questions that were answered rightly, to three digits."""
        return _share(self.right, self.answerable)

    @property
    def right_page_share(self) -> float | None:
        """Share of the answerable questions whose answer cites an expected page, to three digits."""
        return _share(self.paged, self.answerable)

    @property
    def refused_share(self) -> float | None:
        """Share of the unanswerable questions that were refused, to three digits."""
        return _share(self.refused, self.unanswerable)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def read_questions(files: Iterable[Path]) -> list[KnownQuestion]:
    """Questions of JSON-lines files (document, question, answerable, expected_values, pages)."""
    found = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                entry = json.loads(line)
                values = tuple(_expected(value["value"]) for value in entry.get("expected_values") or ())
                found.append(
                    KnownQuestion(
                        entry["document"],
                        entry["question"],
                        bool(entry["answerable"]),
                        values,
                        tuple(entry.get("pages") or ()),
                    )
                )
    return found


def _expected(value: float | str) -> float:
    """An expected number, which may be typed as a ratio (« 2:1 ») or a scale."""
    number = read_number(value) if isinstance(value, str) else float(value)
    if number is None:
        raise UsageError(f"La valeur attendue « {value} » n'est pas un nombre.", remedy="Corrigez le fichier.")
    return number


def ask_all(questions: Sequence[KnownQuestion], ask: Callable[[str, str], Answer | None]) -> QuestionFigures:
    """Ask each question of its document and count; None is neither an answer nor a refusal."""
    counts = dict.fromkeys(("answerable", "right", "paged", "unanswerable", "refused", "denied"), 0)
    seconds = 0.0
    for known in questions:
        counts["answerable" if known.answerable else "unanswerable"] += 1
        answer = ask(known.document, known.question)
        if answer is None:
            continue
        seconds += answer.seconds
        if not known.answerable:
            counts["refused"] += not _is_given(answer)
            counts["denied"] += _is_given(answer) and _denies(known, answer)
            continue
        counts["right"] += is_right(known, answer)
        cited = {citation.page for citation in answer.citations}
        counts["paged"] += _is_given(answer) and (bool(cited & set(known.pages)) or not known.pages)
    return QuestionFigures(**counts, seconds=seconds)


def _is_given(answer: Answer) -> bool:
    """Whether an answer was given: what is only proposed, to be checked, was not."""
    return answer.verdict is not Verdict.NON and answer.outcome is not Outcome.PROPOSED


def is_right(known: KnownQuestion, answer: Answer) -> bool:
    """Whether an answer was given with all the expected numbers (« 1 » of « un arbre pour… » is not asked for).

    Where no number is expected, citing an expected page counts: words cannot be compared by code.
    """
    if not _is_given(answer):
        return False
    if not known.values:
        return not known.pages or bool({citation.page for citation in answer.citations} & set(known.pages))
    said = " ".join((answer.rationale, *(citation.quote for citation in answer.citations)))
    given = {quantity.value for quantity in read_quantities(said)}
    return all(value in given or value == 1 for value in known.values)


def _denies(known: KnownQuestion, answer: Answer) -> bool:
    """Whether an answer first cites a sentence which says that what is asked is not there."""
    first = " ".join(answer.citations[0].quote.split()) if answer.citations else ""
    return bool(first) and any(denial in first or first in denial for denial in known.denials)
