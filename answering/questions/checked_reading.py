"""What holds of a reading: sentences that exist, and lines that they bear; what does not hold is quoted instead.

A reader names sentences and words lines. A line whose numbers, zones or words its sentences do not bear is replaced by
those sentences as they stand: nothing that the reader only thinks is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from answering.questions.composition import Composition, DraftLine
from answering.questions.kinds import answer_kinds
from answering.questions.kinds.list_answer import list_note
from answering.questions.sentence_standing import Standing
from answering.reply_checks import unsupported_numbers
from domain import (
    BINDING,
    AnswerForm,
    AnswerWarning,
    LineRole,
    Packet,
    PacketSentence,
    QuestionKind,
    QuestionReading,
    StoredSentence,
    UnderstoodQuestion,
)
from domain.text_folding import fold
from french.content_words import content_words, zones_named
from french.permission import Permission, read_permission, stance_of_heading
from french.quantities import quantities_of
from french.units import Amount, read_unit

#: Share of the words of a line that must come from its sentences, their titles or the question.
BORNE_OUT = 0.6
#: Letters that two words of one family share at least.
_FAMILY = 5
#: Sentences that stand for an answer none of whose lines held, where one thing is asked.
_QUOTED = 3
_FORMS = {
    QuestionKind.LIST: AnswerForm.LIST,
    QuestionKind.COMPARISON: AnswerForm.TABLE,
    QuestionKind.SUMMARY: AnswerForm.TABLE,
}


@dataclass(slots=True)
class CheckedQuestion:
    """What holds of a reading; ``composed`` is None where nothing answers, ``rejected`` counts what did not hold."""

    kind: QuestionKind
    composed: Composition | None = None
    rejected: int = 0
    warnings: list[AnswerWarning] = field(default_factory=list)


def check_question(
    reading: QuestionReading,
    packet: Packet,
    understood: UnderstoodQuestion,
    standing: Callable[[StoredSentence], Standing] = lambda _: Standing.OWN,
    in_scope: Callable[[StoredSentence], bool] = lambda _: True,
) -> CheckedQuestion:
    """Hold a reading to its packet, and compose the answer of its lines.

    What stands for another zone, or is said by others than the plan, is no answer beside one that is; alone it is
    marked as such. Only what stands in the scope asked contradicts an answer: the rule of another zone does not, nor
    does a sentence that names none; the places of these are told, and they are not quoted.
    """
    kind = understood.kind if understood.chosen or reading.kind is None else reading.kind
    found = CheckedQuestion(kind)
    named = _Named(packet, found)
    answers, conditions, contradicts = map(named.existing, (reading.answers, reading.conditions, reading.contradicts))
    lines = [(line, named.existing(line.sentences)) for line in reading.lines]
    aside = {one.number for one in (*conditions, *contradicts)}
    answers = list(dict.fromkeys((*answers, *(one for _, some in lines for one in some if one.number not in aside))))
    if not answers:
        return found
    others = {one.number: how for one in answers if (how := standing(one.sentence)) is not Standing.OWN}
    if len(others) == len(answers) or kind in _FORMS:
        found.warnings += _marked(answers, others)
    else:  # another's rule beside the one that holds here is no answer
        contradicts = [*contradicts, *(one for one in answers if one.number in others)]
        answers = [one for one in answers if one.number not in others]
    if kind not in _FORMS:
        contradicts = [*contradicts, *(one for one in conditions if _gives_another_amount(one, answers))]
    contradicts = [one for one in contradicts if one not in answers]
    conditions = [one for one in conditions if one not in (*answers, *contradicts)]
    elsewhere = [one for one in contradicts if not in_scope(one.sentence)]
    contradicts = [one for one in contradicts if one not in elsewhere]

    def role(some: Sequence[PacketSentence]) -> LineRole:
        if any(one in answers for one in some):
            return LineRole.ANSWER
        return LineRole.CONDITION if any(one in conditions for one in some) else LineRole.OTHERWISE

    composed: list[DraftLine] = []
    told: set[int] = set()
    for line, named_by_line in lines:
        some = [one for one in named_by_line if one not in elsewhere]
        if not some:
            found.rejected += not named_by_line
            continue
        side = _side(line.side, some, packet, understood)
        if _bears_out(line.text, some, understood.read):
            text = line.text if line.text[-1] in ".!?…;:" else f"{line.text}."
            composed.append(DraftLine(text, _sentences(some, understood), role(some), side, _carrier(some)))
        else:
            found.rejected += 1
            composed.extend(_quoted(one, role([one]), understood, side) for one in some if one.number not in told)
        told.update(one.number for one in some)
    entry = answer_kinds().get(kind)
    left = [one for one in answers if one.number not in told]
    if entry is not None and entry.gathers:
        composed.extend(_quoted(one, LineRole.ANSWER, understood) for one in left)
    elif not any(line.role is LineRole.ANSWER for line in composed):
        composed[:0] = [_quoted(one, LineRole.ANSWER, understood) for one in left[:_QUOTED]]
    for some, said in ((conditions, LineRole.CONDITION), (contradicts, LineRole.OTHERWISE)):
        composed.extend(_quoted(one, said, understood) for one in some if one.number not in told)
    composed.sort(key=lambda line: list(LineRole).index(line.role))
    found.composed = _composition(composed, reading, kind, understood)
    found.warnings += _warnings(contradicts, elsewhere, reading)
    return found


def _gives_another_amount(one: PacketSentence, answers: Sequence[PacketSentence]) -> bool:
    """Whether a piece that explains gives another figure than the rule of a piece that binds.

    It sets no condition on that rule: a report that says 30 m where the regulation says 50 m says otherwise.
    """
    if one.kind in BINDING:
        return False
    ruled = [amount for other in answers if other.kind in BINDING for amount in _amounts(other)]
    said = [amount for amount in _amounts(one) if any(amount.is_of_one_kind(other) for other in ruled)]
    return bool(said) and not any(amount.is_same(other) for amount in said for other in ruled)


def _amounts(one: PacketSentence) -> list[Amount]:
    return [Amount(found.value, found.unit) for found in quantities_of(one.sentence) if found.unit is not None]


@dataclass(slots=True)
class _Named:
    """The sentences of a packet by the numbers that a reader names."""

    packet: Packet
    found: CheckedQuestion

    def existing(self, numbers: Iterable[int]) -> list[PacketSentence]:
        """Those that exist, each once; the others are counted."""
        kept = []
        for number in dict.fromkeys(numbers):
            sentence = self.packet.sentence(number)
            if sentence is None:
                self.found.rejected += 1
            else:
                kept.append(sentence)
        return kept


def _composition(
    lines: Sequence[DraftLine], reading: QuestionReading, kind: QuestionKind, understood: UnderstoodQuestion
) -> Composition:
    opening = ""
    if kind is QuestionKind.YES_NO and reading.says_yes is not None:
        opening = "Oui :" if reading.says_yes else "Non :"
    complete: bool | None = None
    note = ""
    if kind is QuestionKind.LIST:
        items = sum(line.role is LineRole.ANSWER for line in lines)
        announced = understood.announced
        complete = reading.complete and (announced is None or items >= announced)
        note = list_note(items, announced)
    elif kind is QuestionKind.COMPARISON:
        empty = [side for side in understood.sides if not any(_names(side, line) for line in lines)]
        complete = reading.complete and not empty
        note = f"Rien de trouvé pour : {', '.join(empty)}." if empty else ""
    return Composition(tuple(lines), _FORMS.get(kind, AnswerForm.SENTENCES), opening, complete, note)


def _names(side: str, line: DraftLine) -> bool:
    """Whether a line is of a side: it names it, or stands under a heading that does."""
    said = " ".join((line.side, line.text, line.carrier, *(one.piece for one in line.sentences)))
    words = content_words(side.replace("_", " "))
    return fold(side) in fold(said) or (bool(words) and words <= content_words(said.replace("-", " ")))


def _marked(answers: Sequence[PacketSentence], others: Mapping[int, Standing]) -> list[AnswerWarning]:
    """What is said of answers that are of another zone, or told by others."""
    made = {
        Standing.OTHER_ZONE: AnswerWarning.other_zone,
        Standing.OTHER_PIECE: AnswerWarning.other_piece,
        Standing.SAID_BY_OTHERS: AnswerWarning.said_by_others,
    }
    return [
        warning(places)
        for how, warning in made.items()
        if (places := _places(one for one in answers if others.get(one.number) is how))
    ]


def _places(some: Iterable[PacketSentence]) -> list[str]:
    """Pieces and pages of sentences, each once."""
    named = (
        f"{one.sentence.piece} p. {one.sentence.page}" if one.sentence.page else one.sentence.piece for one in some
    )
    return list(dict.fromkeys(named))


def _warnings(
    contradicts: Sequence[PacketSentence], elsewhere: Sequence[PacketSentence], reading: QuestionReading
) -> list[AnswerWarning]:
    warnings = []
    if contradicts:
        warnings.append(AnswerWarning.says_otherwise(_places(contradicts)))
    if elsewhere:
        warnings.append(AnswerWarning.otherwise_elsewhere(_places(elsewhere)))
    if not reading.complete:
        warnings.append(AnswerWarning.incomplete(reading.missing))
    return warnings


def _sentences(some: Sequence[PacketSentence], understood: UnderstoodQuestion) -> tuple[StoredSentence, ...]:
    """The sentences of a line; without a scope the other places that say the same are cited too."""
    also = () if understood.scope else (other for one in some for other in one.also[:1])
    return tuple(dict.fromkeys((*(one.sentence for one in some), *also)))


def _quoted(one: PacketSentence, role: LineRole, understood: UnderstoodQuestion, side: str = "") -> DraftLine:
    return DraftLine(one.text, _sentences([one], understood), role, side, _carrier([one]))


def _carrier(some: Sequence[PacketSentence]) -> str:
    return next((one.heading[-1] for one in some if one.heading), "")


def _side(said: str, some: Sequence[PacketSentence], packet: Packet, understood: UnderstoodQuestion) -> str:
    """What a line belongs to: the document where several are asked, else what the reader names, if it stands there."""
    if len({one.sentence.document for one in packet.sentences}) > 1:
        documents = {one.sentence.document for one in some}
        if len(documents) == 1:
            return next(iter(documents))
    shown = " ".join(part for one in some for part in (one.sentence.piece, *one.heading, one.text))
    words = {word for word in content_words(said) if any(sign.isdigit() for sign in word)}
    known = content_words(f"{shown} {understood.read}")
    return said if words <= known else ""


def _bears_out(text: str, bearing: Sequence[PacketSentence], question: str) -> bool:
    """Whether the sentences bear a line: numbers and zones (titles count), stance, most words (question too)."""
    titles = [title for one in bearing for title in one.heading]
    if unsupported_numbers(text, [one.sentence for one in bearing], titles):
        return False
    shown = " ".join(part for one in bearing for part in (*one.heading, one.text))
    if any(not re.search(rf"(?<!\w){re.escape(zone)}(?!\w)", fold(shown)) for zone in zones_named(text)):
        return False
    if _reverses(text, bearing):
        return False
    said = {word for word in content_words(_without_units(text)) if not word.isdigit()}
    read = content_words(f"{question} {shown}")
    own = [word for word in said - read if not any(_alike(word, other) for other in read)]
    # One word of two or more may be its own: « un progrès », « seulement ».
    return len(own) <= max((1 - BORNE_OUT) * len(said), min(1, len(said) - 1))


def _reverses(text: str, bearing: Sequence[PacketSentence]) -> bool:
    """Whether a line allows what its sentences forbid, or forbids what they plainly allow."""
    said = read_permission(text)
    stances = {read_permission(one.text) for one in bearing}
    stances |= {stance_of_heading(title) for one in bearing for title in one.heading}
    if said in (Permission.ALLOWED, Permission.OBLIGED):
        return Permission.FORBIDDEN in stances and not stances & {Permission.ALLOWED, Permission.CONDITIONAL, said}
    return said is Permission.FORBIDDEN and Permission.ALLOWED in stances and len(stances - {None}) == 1


def _without_units(text: str) -> str:
    """A text without its units: « 438 km » and « 438 kilomètres » say the same."""
    words = re.findall(r"[^\W\d_]+[²³]?|\d+", text)
    return " ".join(word for word in words if (unit := read_unit(word)) is None or unit.counted)


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one family: « remblai » and « remblay », « drainag » and « drain »."""
    shared = max(_FAMILY, len(one) - 2)
    return len(one) >= _FAMILY and one[:shared] == other[:shared]
