"""What a reader is given and what it gives back: sentences in the order of the document, and states of criteria.

Retrieval ranks sentences (:class:`ScoredSentence`); a packet holds the best of them within a budget of tokens, put
back in the order of the document and numbered from 1. A reader names sentence numbers; it writes no quote and no page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.documents import StoredSentence
from domain.enums import PieceKind, Verdict
from domain.row_text import EMPTY_CELLS, cells
from domain.understood_questions import QuestionKind


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence as retrieval ranks it, best first.

    ``score`` compares within one list only. ``heading`` is the heading path above the sentence, outermost first,
    ``kind`` the part that its piece plays. ``also`` are other places that say the same, left out of the ranking;
    ``criteria`` are the keys of the criteria whose cues the sentence bears.
    """

    sentence: StoredSentence
    score: float
    heading: tuple[str, ...]
    kind: PieceKind
    also: tuple[StoredSentence, ...] = ()
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PacketSentence:
    """A sentence of a packet: its number (from 1), where it stands, and ``text`` as it is shown.

    ``text`` is the row of a table with the names of its columns (« Zone : UB ; Pleine terre : 50 % »), else the
    sentence itself. ``also`` are other places that say the same. ``is_title`` is whether it is the title of what
    follows it. ``left_out`` counts, after the last one shown of a table or list, its lines that the packet does not
    show.
    """

    number: int
    sentence: StoredSentence
    heading: tuple[str, ...]
    text: str
    kind: PieceKind = PieceKind.AUTRE
    also: tuple[StoredSentence, ...] = ()
    is_title: bool = False
    left_out: int = 0

    @property
    def header(self) -> str:
        """Where the sentence stands: piece, heading path, page."""
        sentence = self.sentence
        page = f"p. {sentence.page}" if sentence.page is not None else (sentence.label or "")
        return " | ".join(part for part in (sentence.piece, " > ".join(self.heading), page) if part)

    @property
    def is_empty_row(self) -> bool:
        """Whether most named cells of a row of a table beside the first two are empty (« – »): it states nothing."""
        if self.sentence.row is None:
            return False
        values = [value.strip() for _, value in cells(self.sentence.row)][2:]
        empty = sum(value in EMPTY_CELLS for value in values)
        return bool(values) and 2 * empty > len(values)

    @property
    def line(self) -> str:
        """The sentence as it is shown, under its number."""
        return f"[{self.number}] {self.text}"


@dataclass(frozen=True, slots=True)
class Packet:
    """Sentences in the order of the document (piece, then position), numbered from 1 without a gap.

    Exactly one of ``indicator`` (a code) and ``question`` is set. ``budget`` and ``tokens`` count what
    :meth:`render` returns, in the tokens of the model that reads it; ``dropped`` counts the ranked sentences that
    did not fit; ``profile`` names the depth of reading.
    """

    document: str
    indicator: str | None
    question: str | None
    sentences: tuple[PacketSentence, ...]
    budget: int
    tokens: int
    dropped: int
    profile: str

    def sentence(self, number: int) -> PacketSentence | None:
        """The sentence of this number, None when there is none."""
        return self.sentences[number - 1] if 1 <= number <= len(self.sentences) else None

    def render(self) -> str:
        """The packet as a reader sees it: a header where piece, heading or page changes, then numbered sentences."""
        return render_sentences(self.sentences)


def render_sentences(sentences: tuple[PacketSentence, ...]) -> str:
    """Numbered sentences under the headers of their places; a header is written where it changes."""
    lines: list[str] = []
    header = None
    for one in sentences:
        if one.header != header:
            header = one.header
            lines.append(f"## {header}")
        lines.append(one.line)
    return "\n".join(lines)


class CriterionState(StrEnum):
    """What the packet says of a criterion. Only the first two can carry a verdict."""

    ESTABLISHED = "established"
    PARTLY = "partly"
    ANNOUNCED = "announced"
    DENIED = "denied"
    QUOTED = "quoted_from_other"
    ABSENT = "absent"


#: Of several readings or sentences, the first of these that one of them gives is the state of their criterion.
STRONGEST_FIRST = (
    CriterionState.ESTABLISHED,
    CriterionState.PARTLY,
    CriterionState.DENIED,
    CriterionState.ANNOUNCED,
    CriterionState.QUOTED,
    CriterionState.ABSENT,
)


@dataclass(frozen=True, slots=True)
class CriterionReading:
    """A criterion as a reader judged it: its state, the numbers of the sentences that say so, and a short note.

    ``also`` are numbers of sentences that say the same evidence again, detail, apply or limit it.
    """

    key: str
    state: CriterionState
    sentences: tuple[int, ...] = ()
    note: str | None = None
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value as a reader gives it, before it is checked; ``sentence`` is a number of the packet."""

    label: str | None
    number: float
    unit: str | None
    sentence: int
    subject: str | None = None
    zone: str | None = None
    condition: str | None = None
    comparator: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a packet. Nothing of it is checked yet.

    ``verdict`` is the reader's own opinion, a second one beside the rule of the grid; ``missing`` says what it
    looked for in vain, for one more search; ``reply`` is its text word for word.
    """

    criteria: tuple[CriterionReading, ...]
    cite: tuple[int, ...] = ()
    values: tuple[ReadValue, ...] = ()
    verdict: Verdict | None = None
    missing: str | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of an answer as a reader words it, and the numbers of the sentences that bear it.

    ``side`` is what it belongs to: the side of a comparison, the point of a summary; empty otherwise.
    """

    text: str
    sentences: tuple[int, ...]
    side: str = ""


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """What a reader made of a packet for a free question. Nothing of it is checked yet.

    ``answers`` are numbers of sentences, none when the answer is not written there; ``conditions`` bear on it,
    ``contradicts`` say otherwise of the same thing. ``kind`` is what the question wants, as the reader understands it;
    ``says_yes`` whether it is answered yes or no, None where neither. ``lines`` are the answer: an item, a side, a
    point each. ``complete`` says that all that was asked is answered, ``missing`` what is not, and ``search`` what to
    look for once more.
    """

    answers: tuple[int, ...]
    conditions: tuple[int, ...] = ()
    contradicts: tuple[int, ...] = ()
    kind: QuestionKind | None = None
    says_yes: bool | None = None
    lines: tuple[ReadLine, ...] = ()
    complete: bool = True
    missing: str | None = None
    search: str | None = None
    reply: str = ""
