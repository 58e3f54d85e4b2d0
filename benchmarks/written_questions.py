"""Questions written beside the sentences that answer them, thousands, to learn from: ``data/question_set/written``.

One file a dossier, one JSON object a line: a question, the same in other words, its kind, the sentences that answer
and the sentences that only come near (piece, page, first characters). A third has no answer in its dossier. They were
written from the sentences of the dossiers by language models that had seen neither the tool nor another question, and
are no reference: an answer may have been overlooked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answering.questions.statements import Statement

FOLDER = Path(__file__).parent / "data" / "question_set" / "written"
#: Characters of a sentence that are kept, spaces normalised.
KEPT = 60


@dataclass(frozen=True, slots=True)
class SentenceStart:
    """A sentence by its piece, its page (None where the piece has none) and its first characters."""

    piece: str
    page: int | None
    start: str

    def is_of(self, statement: Statement) -> bool:
        """Whether a statement is that sentence."""
        one = statement.sentence
        return (one.piece, one.page) == (self.piece, self.page) and start_of(statement.text) == self.start


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question about one document, in two wordings; without ``answers`` the document does not answer it."""

    document: str
    wordings: tuple[str, str]
    kind: str
    answers: tuple[SentenceStart, ...]
    near: tuple[SentenceStart, ...]

    def is_answered_by(self, statement: Statement) -> bool:
        """Whether a statement is one of the sentences that answer."""
        return any(one.is_of(statement) for one in self.answers)


def start_of(text: str) -> str:
    """The first characters of a sentence, as they are kept."""
    return " ".join(text.split())[:KEPT]


def written_questions(documents: Sequence[str] | None = None, folder: Path = FOLDER) -> list[WrittenQuestion]:
    """The questions of some dossiers, of all by default, in the order of the files."""
    found = []
    for file in sorted(folder.glob("*.jsonl")):
        if documents is not None and file.stem not in documents:
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            read = json.loads(line)
            found.append(
                WrittenQuestion(
                    file.stem,
                    (read["question"], read["reworded"]),
                    read["kind"],
                    tuple(SentenceStart(*one) for one in read["answers"]),
                    tuple(SentenceStart(*one) for one in read["near"]),
                )
            )
    return found
