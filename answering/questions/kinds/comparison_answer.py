"""A comparison: what each zone, document or piece says of the theme, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answering.questions.around import answering, answering_in_scope
from answering.questions.carried_scope import Fit, fit_of
from answering.questions.composition import ALONE, ENOUGH, AnswerKind, Composition, DraftLine, QuestionMaterial, line_of
from answering.questions.kinds.list_answer import of_sentences
from answering.questions.statements import Statement
from domain import AnswerForm, QuestionKind, QuestionScope
from domain.sentence_features import Modality
from domain.text_folding import says_name
from french.content_words import content_words

#: Sentences of a side.
_MOST = 4
#: By how much the likeliest sentence of a side may be less likely right than an answer must be: the question says that
#: the side is there.
_NOT_FAR = -1.3


def compose(material: QuestionMaterial) -> Composition | None:
    """A table with a few sentences a side; a side of which nothing was found is named."""
    sides = _sides(material)
    if len(sides) < 2:  # no sides are named: what says most of both
        return of_sentences(material, answering_in_scope(material))
    lines: list[DraftLine] = []
    empty: list[str] = []
    by_place = len(material.understood.scope.zones) > 1 or len(material.understood.scope.pieces) > 1
    for name, statements in sides:
        best = _best(statements)
        if by_place or not material.several:
            best.sort(key=lambda one: one.place)  # of whole documents what they impose stays first
        lines.extend(line_of(one, side=name) for one in best)
        if not best:
            empty.append(name)
    if not lines:
        return None
    note = f"Rien de trouvé pour : {', '.join(empty)}." if empty else ""
    return Composition(tuple(lines), AnswerForm.TABLE, complete=not empty, note=note)


def _sides(material: QuestionMaterial) -> list[tuple[str, list[Statement]]]:
    """What is compared, with its statements: the zones named, the pieces named, else the documents asked."""
    candidates = answering(material, material.statements)
    scope = material.understood.scope
    if len(scope.zones) > 1:
        return [(zone, _of(candidates, scope.only_zone(zone))) for zone in scope.zones]
    if len(scope.pieces) > 1:
        kinds = {piece: [one for one in candidates if one.placed.passage.piece_kind is piece] for piece in scope.pieces}
        return [(piece.value.replace("_", " "), found) for piece, found in kinds.items()]

    if material.understood.sides and not material.several:
        return [(name, _named(material, candidates, name)) for name in material.understood.sides]

    # Of whole documents what they impose is compared first, what they only describe after.
    def weight(one: Statement) -> tuple[float, bool, int]:
        modality = material.language.sentences.modality(one.text)
        return -round(one.share, 1), modality is not Modality.PRESCRIPTION, one.rank

    return [
        (slug, sorted((one for one in candidates if one.sentence.document == slug), key=weight))
        for slug in material.documents
    ]


def _named(material: QuestionMaterial, candidates: Sequence[Statement], name: str) -> list[Statement]:
    """The statements about one of the things that a question names, by what they say of the rest of it."""
    names = frozenset(word for one in material.understood.sides for word in content_words(one))
    coverage = material.coverage.without(names)
    found = []
    for one in candidates:
        above = " ".join((*one.above, one.caption))
        if says_name(name, f"{above} {one.text}"):
            found.append(replace(one, share=coverage.of(one.text, above)))
    return sorted(found, key=lambda one: (-round(one.share, 1), one.rank, one.place))


def _of(candidates: Sequence[Statement], scope: QuestionScope) -> list[Statement]:
    fits = [(one, fit_of(scope, one.placed, one.carried)) for one in candidates]
    own = [one for one, fit in fits if fit in (Fit.OWN, Fit.PART)]
    return own or [one for one, fit in fits if fit is Fit.GENERAL]


def _best(statements: Sequence[Statement]) -> list[Statement]:
    """The sentences of a side that say most, at most one of each paragraph, in the order given."""
    if not statements:
        return []
    if statements[0].share < ALONE:  # few words of the theme: what is likely by its meaning
        likely = [one for one in statements if one.right is not None and one.right >= _NOT_FAR]
        return sorted(likely, key=lambda one: -(one.chance or 0.0))[:1]
    kept: list[Statement] = []
    seen: set[tuple[str, ...]] = set()
    texts: set[str] = set()
    for one in statements:
        where = (*one.placed.passage.section[-1:], one.carried.title)
        if one.share < max(ENOUGH, 0.7 * statements[0].share) or where in seen or one.text in texts:
            continue
        seen.add(where)
        texts.add(one.text)
        kept.append(one)
        if len(kept) == _MOST:
            break
    return kept


ENTRY = AnswerKind(QuestionKind.COMPARISON, compose, packet_factor=2, gathers=True)
