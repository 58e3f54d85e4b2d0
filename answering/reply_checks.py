"""The checks that carry the guarantees. What fails one is dropped and said, never repaired by guessing.

Citations are built here from stored sentences: the quote is the stored text and the page the stored
page, so neither can be invented by a model.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from answering.evidence import PromptEvidence
from answering.indicators.values import said_once, value_of
from answering.reply import RepliedValue
from domain import AnswerWarning, Citation, CitedPart, StoredSentence, Value, Verdict
from domain.measures import Quantity
from domain.text_folding import fold
from french.quantities import read_quantities, read_row
from indicator_queries.schema import ExpectedValue
from languages import NumberRules

#: Two quotes of one page that resemble each other this much are one quote.
SIMILAR = 0.9

NEEDS_PROOF = frozenset({Verdict.OUI, Verdict.PARTIEL})


@dataclass(frozen=True, slots=True)
class CheckedValues:
    """The values that stand in their sentence, the sentences, and why the others were dropped."""

    values: tuple[Value, ...]
    sentences: tuple[StoredSentence, ...]
    warnings: tuple[AnswerWarning, ...]


def existing_sentences(
    numbers: Iterable[int], evidence: PromptEvidence
) -> tuple[list[StoredSentence], list[AnswerWarning]]:
    """The sentences of these numbers, each once, in the order given; unknown numbers are warned of."""
    found: list[StoredSentence] = []
    unknown: list[int] = []
    for number in dict.fromkeys(numbers):
        sentence = evidence.sentence(number)
        if sentence is None:
            unknown.append(number)
        else:
            found.append(sentence)
    if not unknown:
        return found, []
    return found, [AnswerWarning.unknown_sentences(unknown)]


def check_values(
    replied: Sequence[RepliedValue],
    evidence: PromptEvidence,
    expected: Sequence[ExpectedValue],
    numbers: NumberRules,
) -> CheckedValues:
    """Keep the values whose number and unit stand in the sentence that the model names."""
    values: dict[tuple[object, ...], Value] = {}
    sentences: list[StoredSentence] = []
    warnings: list[AnswerWarning] = []
    for value in replied:
        said = f"{value.nombre:g} {value.unite}".strip()
        sentence = evidence.sentence(value.phrase)
        quantity = None if sentence is None else find_quantity(value.nombre, value.unite, sentence.text, numbers)
        if sentence is None or quantity is None:
            warnings.append(AnswerWarning.value_dropped(said))
            continue
        unit = quantity.unit.symbol if quantity.unit else (value.unite.strip() or None)
        kept = value_of(quantity, expected_label(value.quoi, unit, expected, numbers), sentence, unit)
        if said_once(kept) not in values:
            values[said_once(kept)] = kept
            sentences.append(sentence)
    return CheckedValues(tuple(values.values()), tuple(sentences), tuple(warnings))


def find_quantity(number: float, unit: str, text: str, numbers: NumberRules) -> Quantity | None:
    """The quantity of ``text`` that says ``number`` ``unit``, conversions included; None when none does.

    A unit left out by the model is taken from the text. A unit that is none we know (« arbre pour
    4 places ») must have a word in the text.
    """
    known = numbers.unit(unit)
    for quantity in numbers.read(text):
        same_number = abs(quantity.value - number) <= 1e-9 * max(1.0, abs(number))
        if known is not None:
            if quantity.is_same(number, known):
                return quantity
        elif same_number and (not unit.strip() or (quantity.unit is None and _word_in(unit, text))):
            return quantity
    return None


def _word_in(unit: str, text: str) -> bool:
    words = [word.rstrip("s") for word in fold(unit).split() if word.isalpha() and len(word) > 2]
    return any(word in fold(text) for word in words)


def expected_label(
    number: int, unit: str | None, expected: Sequence[ExpectedValue], numbers: NumberRules
) -> str | None:
    """What a value measures: the expected value that the model names, when its units allow it.

    Otherwise the only expected value of that unit; None when there is none, or several.
    """
    allowed = [value for value in expected if numbers.unit_is_expected(unit, value.units)]
    if 1 <= number <= len(expected) and expected[number - 1] in allowed:
        return expected[number - 1].label
    return allowed[0].label if len(allowed) == 1 else None


def build_citations(sentences: Iterable[StoredSentence], most: int) -> tuple[Citation, ...]:
    """Verbatim quotes of the sentences, about ``most``.

    Sentences that follow each other on a page become one quote, one that stands on two pages gives two, which stand
    one after the other: never one without the other, even where there is one more than ``most`` then. A quote that
    resembles an earlier one of the same page is dropped. The order of first mention is kept.
    """
    order: list[StoredSentence] = []
    over_pages: dict[tuple[str, str, int], tuple[StoredSentence, ...]] = {}
    for sentence in sentences:
        parts = sentence.parts()
        if len(parts) > 1:
            over_pages[sentence.place] = parts
        for part in parts:
            if all(_place(part) != _place(other) for other in order):
                order.append(part)
    runs: list[list[StoredSentence]] = []
    for sentence in order:
        for run in runs:
            if _follows(run[-1], sentence):
                run.append(sentence)
                break
            if _follows(sentence, run[0]):
                run.insert(0, sentence)
                break
        else:
            runs.append([sentence])
    kept: list[Citation] = []
    for together in _kept_together(runs, over_pages):
        if len(kept) >= most:
            break
        for run in together:
            citation = _citation(run, over_pages)
            broken = any(sentence.place in over_pages for sentence in run)
            if not any(_resembles(citation, other, part=broken) for other in kept):
                kept.append(citation)
    return tuple(kept)


def _kept_together(
    runs: Sequence[list[StoredSentence]], over_pages: Collection[tuple[str, str, int]]
) -> list[list[list[StoredSentence]]]:
    """The runs in order, those that hold the parts of one sentence together, the first page first."""
    groups: list[list[list[StoredSentence]]] = []
    for run in runs:
        shared = {sentence.place for sentence in run if sentence.place in over_pages}
        same = [group for group in groups if any(sentence.place in shared for own in group for sentence in own)]
        for group in same[1:]:
            same[0].extend(group)
            groups.remove(group)
        if same:
            same[0].append(run)
            same[0].sort(key=lambda own: (own[0].ordinal, own[0].position))
        else:
            groups.append([run])
    return groups


def _citation(
    run: Sequence[StoredSentence], over_pages: Mapping[tuple[str, str, int], Sequence[StoredSentence]]
) -> Citation:
    """The quote of sentences that follow each other on a page, given the parts of those that stand on two."""
    first, last = over_pages.get(run[0].place, ()), over_pages.get(run[-1].place, ())
    return Citation(
        document=run[0].document,
        piece=run[0].piece,
        page=run[0].page,
        label=run[0].label,
        quote=" ".join(sentence.text for sentence in run),
        ordinal=run[0].ordinal,
        start=run[0].start,
        end=run[-1].end,
        confidence=run[0].confidence,
        before=_cited_part(first[0]) if first and run[0].ordinal == first[1].ordinal else None,
        after=_cited_part(last[1]) if last and run[-1].ordinal == last[0].ordinal else None,
    )


def _cited_part(part: StoredSentence) -> CitedPart:
    return CitedPart(part.page, part.label, part.text, part.ordinal, part.start, part.end)


def _place(sentence: StoredSentence) -> tuple[str, str, int, int]:
    return sentence.document, sentence.piece, sentence.position, sentence.ordinal


def _follows(first: StoredSentence, second: StoredSentence) -> bool:
    return (first.document, first.piece, first.ordinal, first.position + 1) == (
        second.document, second.piece, second.ordinal, second.position,
    )  # fmt: skip


def _resembles(one: Citation, other: Citation, *, part: bool) -> bool:
    """Whether a quote says what another one does; a part of a sentence only where the other holds it."""
    if (one.document, one.piece, one.ordinal) != (other.document, other.piece, other.ordinal):
        return False
    a, b = fold(one.quote), fold(other.quote)
    if part:
        return a in b
    return a in b or b in a or SequenceMatcher(None, a, b, autojunk=False).ratio() >= SIMILAR


def settle_verdict(verdict: Verdict, citations: Sequence[Citation]) -> tuple[Verdict, list[AnswerWarning]]:
    """``oui`` and ``partiel`` need a citation; without one the tool abstains and says so."""
    if verdict in NEEDS_PROOF and not citations:
        return Verdict.A_VERIFIER, [AnswerWarning.no_citation(verdict)]
    return verdict, []


def unsupported_numbers(text: str, sentences: Iterable[StoredSentence], titles: Iterable[str] = ()) -> list[str]:
    """The numbers of ``text`` that stand in no sentence and no title above them, as they are written in ``text``.

    A row of a table is read cell by cell too: side by side in its text, « 148 112 131 » are one number.
    """
    present = [quantity for sentence in sentences for quantity in _read_both_ways(sentence)]
    present += (quantity for title in titles for quantity in read_quantities(title))
    missing = []
    for quantity in read_quantities(text):
        if not any(
            known.is_same(quantity.value, quantity.unit)
            or (known.value == quantity.value and (quantity.unit is None or known.unit is None))
            for known in present
        ):
            missing.append(text[quantity.start : quantity.end])
    return missing


def _read_both_ways(sentence: StoredSentence) -> tuple[Quantity, ...]:
    return (*read_quantities(sentence.text), *(read_row(sentence.row) if sentence.row else ()))
