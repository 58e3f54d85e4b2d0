"""A summary: by the criteria of the grid where the theme is one of its lines, reviewed cells first; then its points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answering.questions.composition import AnswerKind, Composition, DraftLine, QuestionMaterial
from answering.questions.stated_absences import absences_first
from answering.questions.summary_points import best_points
from answering.questions.summary_sections import first_points, part_points
from domain import AnswerForm, PlacedSentence, QuestionKind, ScoredSentence
from domain.sentence_features import Modality, Presence
from domain.title_form import has_title_form
from french.content_words import content_words
from french.named_parts import part_named
from french.question_analysis import Coverage
from french.question_scope import piece_words, pieces_named
from french.summary_words import ANSWERED, GENERIC, OF_A_WHOLE, OF_ASKING, SPEAKERS, opens_act
from indicator_queries import queries_for
from indicator_queries.schema import Criterion, Indicator

#: Sentences of a criterion, and of a summary.
_A_CRITERION, _MOST = 2, 16
#: Sentences of a part of a piece.
_MOST_OF_A_PART = 18
#: Lines of a summary, and points of its theme at least, besides those of criteria, of a part or of a piece.
_MOST_POINTS, _LEAST_POINTS = 22, 4
#: Sentences under which criteria make no summary.
_LEAST = 3


def compose(material: QuestionMaterial) -> Composition | None:
    """The points of the theme, each with the sentences that say them."""
    indicator = theme_of(material.understood.theme, material.indicators)
    named = part_named(material.understood.text) is not None
    if indicator is not None and not material.understood.scope and not named:
        lines = [line for slug in material.documents for line in _by_criteria(material, slug, indicator)]
        if len(lines) >= _LEAST:
            lines = _completed(material, lines)
            return Composition(
                tuple(lines), AnswerForm.TABLE, note=f"Par critère de la grille : {indicator.code} {indicator.name}."
            )
    lines = _of_a_part(material) or _of_a_piece(material)
    lines = _completed(material, lines)
    return Composition(tuple(lines), AnswerForm.TABLE) if lines else None


def _completed(material: QuestionMaterial, lines: list[DraftLine]) -> list[DraftLine]:
    """The lines with the best points of the theme, what the documents say that there is not first."""
    room = max(_MOST_POINTS - len(lines), _LEAST_POINTS)
    points = best_points(material, _subject(material), room, lines)
    return absences_first(material, material.coverage.without(GENERIC), [*lines, *points])


def _of_a_piece(material: QuestionMaterial) -> list[DraftLine]:
    """Of a piece that is asked about as a whole (« les grandes lignes du PADD ») what each section says first."""
    understood = material.understood
    words = understood.theme - GENERIC - OF_A_WHOLE - content_words(piece_words(understood.text))
    pieces = understood.scope.pieces or pieces_named(understood.text)
    if words or not pieces or understood.scope.zones:
        return []
    return [_point(material, one) for one in first_points(material, replace(understood.scope, pieces=pieces), _MOST)]


def _of_a_part(material: QuestionMaterial) -> list[DraftLine]:
    """Of a part that is asked about by its number (« l'axe 2 du PADD ») what it says, spread over it."""
    part = part_named(material.understood.text)
    if part is None:
        return []
    return [_point(material, one) for one in part_points(material, part, _MOST_OF_A_PART)]


def _subject(material: QuestionMaterial) -> Coverage:
    """What the theme is about: without what measures are, pieces that are named, and words that only ask."""
    asking = GENERIC | OF_ASKING | content_words(piece_words(material.understood.text))
    # Who speaks is no subject: the piece is theirs.
    others = material.language.sentences.speaks_for_others(material.understood.text)
    tried = (asking | SPEAKERS | ANSWERED if others else asking, asking, GENERIC)
    return next((one for out in tried if (one := material.coverage.without(out)).has_words), material.coverage)


def _point(material: QuestionMaterial, one: PlacedSentence) -> DraftLine:
    titles = one.passage.section[-1:] or (one.sentence.piece,)
    side = f"{one.sentence.document} – {titles[0]}" if material.several else titles[0]
    return DraftLine(one.sentence.row or one.sentence.text, (one.sentence,), side=side, carrier=titles[0])


def theme_of(theme: frozenset[str], indicators: Sequence[Indicator]) -> Indicator | None:
    """The line of the grid that a theme is; None when it is none, or several as well."""
    words = theme - GENERIC - OF_ASKING
    if not words:
        return None
    named = [(len(words & content_words(one.name)), one) for one in indicators]
    whole = [
        (count, one)
        for count, one in named
        if count and words <= content_words(" ".join((one.name, one.question, *one.vocabulary)))
    ]
    if not whole:
        return None
    most = max(count for count, _ in whole)
    best = [one for count, one in whole if count == most]
    return best[0] if len(best) == 1 else None


def _by_criteria(material: QuestionMaterial, slug: str, indicator: Indicator) -> list[DraftLine]:
    side = f"{slug} – " if material.several else ""
    lines = [
        DraftLine(point.text, point.sentences, side=f"{side}Relu") for point in material.reviewed(slug, indicator.code)
    ]
    if material.ranked is None:
        return lines
    ranked = [one for one in material.ranked(slug, queries_for(indicator)) if _tells(material, one)]
    told = {sentence.place for line in lines for sentence in line.sentences}
    for criterion in indicator.rubric.criteria:
        bearing = [
            one
            for one in ranked
            if criterion.key in one.criteria and _fits(criterion, one, material) and one.sentence.place not in told
        ]
        for one in bearing[:_A_CRITERION]:
            told.add(one.sentence.place)
            carrier = one.heading[-1] if one.heading else ""
            text = one.sentence.row or one.sentence.text
            lines.append(DraftLine(text, (one.sentence,), side=f"{side}{criterion.name}", carrier=carrier))
    return lines[:_MOST]


def _tells(material: QuestionMaterial, one: ScoredSentence) -> bool:
    """Whether a sentence states what the plan itself does: no line of contents, no denial, no announcement."""
    text = one.sentence.text
    return (
        "...." not in text
        and len(text.split()) >= 6
        and (one.sentence.row is None or " : " in one.sentence.row)
        and not (one.sentence.row is None and has_title_form(text))
        and not opens_act(text)
        and material.language.sentences.presence(text) is Presence.PRESENT
        and not material.language.sentences.is_prompt_injection(text)
    )


def _fits(criterion: Criterion, one: ScoredSentence, material: QuestionMaterial) -> bool:
    force = {Modality(name) for name in criterion.force}
    if criterion.pieces and one.kind not in criterion.pieces:
        return False
    if criterion.erc and material.language.sentences.mitigation(one.sentence.text) is None:
        return False
    return not force or material.language.sentences.modality(one.sentence.text) in force


ENTRY = AnswerKind(QuestionKind.SUMMARY, compose, packet_factor=2, gathers=True)
