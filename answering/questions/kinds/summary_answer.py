"""A summary: by the criteria of the grid where the theme is one of its lines, reviewed cells first; else by section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answering.questions.carried_scope import Fit
from answering.questions.composition import ALONE, AnswerKind, Composition, DraftLine, QuestionMaterial, line_of
from answering.questions.nearest_points import with_nearest
from answering.questions.question_order import evidence_order
from answering.questions.stated_absences import absences_first
from answering.questions.statements import Statement
from answering.questions.summary_sections import ThemeSection, first_points, part_points, points_of, theme_sections
from domain import AnswerForm, PlacedSentence, QuestionKind, ScoredSentence, StoredSentence
from domain.sentence_features import Modality, Presence
from domain.text_folding import fold
from domain.title_form import has_title_form
from french.content_words import content_words
from french.named_parts import part_named
from french.question_analysis import Coverage
from french.question_scope import piece_words, pieces_named
from indicator_queries import queries_for, queries_for_question
from indicator_queries.schema import Criterion, Indicator

#: Sentences of a criterion, and of a summary.
_A_CRITERION, _MOST = 2, 16
#: Sentences of a theme beside those of criteria, where all are ranked.
_MOST_OF_A_THEME = 18
#: Share of the theme that a title must say for all under it to be about it, and sentences under such a title.
_WHOLE, _A_TITLE = 0.9, 6
#: Sentences under which criteria make no summary.
_LEAST = 3
#: Words of a theme that name no subject of the grid.
_OF_A_WHOLE = content_words(
    "grande ligne contenu essentiel axe enjeu principal principale point clé projet présenter avis autorité "
    "environnemental environnementale délibération commission enquête rendu"
)
#: What opens an act and tells nothing of a theme: « Objet : … », « Extrait du registre des délibérations ».
_FORMULA = re.compile(
    r"^\W*(?:objet\b|vus? (?:le|la|les|l')|considerant\b|extrait du\b|.{0,60}\bextrait du registre\b)"
)
_GENERIC = content_words(
    "mesure règle protection préservation prise compte politique disposition gestion objectif orientation action"
)
#: Words that ask for a summary and name no subject.
_OF_ASKING = content_words(
    "demande demandent bref brève futur future actuel actuelle situation état quelque ligne mot phrase diagnostic "
    "sujet matière place territoire incidence impose prescrit topo note bilan tableau général générale"
)


def compose(material: QuestionMaterial) -> Composition | None:
    """The points of the theme, each with the sentences that say them."""
    indicator = theme_of(material.understood.theme, material.indicators)
    named = part_named(material.understood.text) is not None
    if indicator is not None and not material.understood.scope and not named:
        lines = [line for slug in material.documents for line in _by_criteria(material, slug, indicator)]
        if len(lines) >= _LEAST:
            # Besides the criteria, what the documents say under the titles of the theme.
            lines.extend(_of_theme(material, lines))
            lines = _completed(material, lines)
            return Composition(
                tuple(lines), AnswerForm.TABLE, note=f"Par critère de la grille : {indicator.code} {indicator.name}."
            )
    lines = _of_a_part(material) or _of_a_piece(material) or _of_sections(material) or _of_theme(material)
    lines = _completed(material, lines)
    return Composition(tuple(lines), AnswerForm.TABLE) if lines else None


def _completed(material: QuestionMaterial, lines: list[DraftLine]) -> list[DraftLine]:
    """The lines with what a reader would be given next, what the documents say that there is not first."""
    nearest = with_nearest(material, _subject(material), lines)
    return absences_first(material, material.coverage.without(_GENERIC), nearest)


def _of_a_piece(material: QuestionMaterial) -> list[DraftLine]:
    """Of a piece that is asked about as a whole (« les grandes lignes du PADD ») what each section says first."""
    understood = material.understood
    words = understood.theme - _GENERIC - _OF_A_WHOLE - content_words(piece_words(understood.text))
    pieces = understood.scope.pieces or pieces_named(understood.text)
    if words or not pieces or understood.scope.zones:
        return []
    return [_point(material, one) for one in first_points(material, replace(understood.scope, pieces=pieces), _MOST)]


def _of_a_part(material: QuestionMaterial) -> list[DraftLine]:
    """Of a part that is asked about by its number (« l'axe 2 du PADD ») what it says, spread over it."""
    part = part_named(material.understood.text)
    if part is None:
        return []
    return [_point(material, one) for one in part_points(material, part, _MOST_OF_A_THEME)]


def _of_sections(material: QuestionMaterial) -> list[DraftLine]:
    """The points of the sections that are about the theme, then what else says all of it elsewhere.

    None where neither a title nor a sentence of the best section says enough of the theme: it is about another thing.
    """
    coverage = _subject(material)
    found = theme_sections(material, coverage)
    if not found or not _is_about(found[0], coverage):
        return []
    sections = [one for one in found if _is_about(one, coverage)]
    points = points_of(sections, material, _MOST)
    lines = [_point(material, one) for one in points]
    room = _MOST_OF_A_THEME - len(lines)
    if room > 0:
        titles = {(one.sentence.document, one.sentence.piece, one.passage.section[-1:]) for one in points}
        others = _of_theme(material, lines)
        lines.extend(
            line
            for line in others
            if (one := line.sentences[0]) and (one.document, one.piece, _section_of(material, one)) not in titles
        )
    return lines[:_MOST_OF_A_THEME]


def _subject(material: QuestionMaterial) -> Coverage:
    """What the theme is about: without what measures are, pieces that are named, and words that only ask."""
    asking = _GENERIC | _OF_ASKING | content_words(piece_words(material.understood.text))
    return next(
        (one for out in (asking, _GENERIC) if (one := material.coverage.without(out)).has_words), material.coverage
    )


def _is_about(section: ThemeSection, coverage: Coverage) -> bool:
    title = " ".join(section.titles)
    return any(coverage.of(one.sentence.row or one.sentence.text, title) >= ALONE for one in section.sentences)


def _point(material: QuestionMaterial, one: PlacedSentence) -> DraftLine:
    titles = one.passage.section[-1:] or (one.sentence.piece,)
    side = f"{one.sentence.document} – {titles[0]}" if material.several else titles[0]
    return DraftLine(one.sentence.row or one.sentence.text, (one.sentence,), side=side, carrier=titles[0])


def _section_of(material: QuestionMaterial, sentence: StoredSentence) -> tuple[str, ...]:
    document = material.documents[sentence.document]
    rank = document.index.get(sentence.place)
    return () if rank is None else document.placed[rank].passage.section[-1:]


def theme_of(theme: frozenset[str], indicators: Sequence[Indicator]) -> Indicator | None:
    """The line of the grid that a theme is; None when it is none, or several as well."""
    words = theme - _GENERIC
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
        and not _FORMULA.match(fold(text))
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


def _of_theme(material: QuestionMaterial, told: Sequence[DraftLine] = ()) -> list[DraftLine]:
    """What the documents say of the theme besides what is told, in the order of the text.

    As a reader would be given it, where sentences can be ranked; else what says most of the theme, by section.
    """
    rank = material.ranked
    if rank is None:
        return _by_section(material, told)
    understood = material.understood
    # « Mesures de compensation » is about compensation: not about every measure, nor what stands under that title.
    coverage = _subject(material)
    queries = queries_for_question(understood.text, typed=understood.typed)
    ranked = {slug: rank(slug, queries) for slug in material.documents}
    quoted = {sentence.place for line in told for sentence in line.sentences}
    texts: set[str] = set()
    kept: list[tuple[str, int, DraftLine]] = []
    for one in evidence_order(material, ranked, {}, understood.scope):
        sentence, text = one.sentence, one.sentence.row or one.sentence.text
        place = material.documents[sentence.document].index.get(sentence.place, 0)
        if len(kept) == _MOST_OF_A_THEME:
            break
        if coverage.of(text, " ".join(one.heading[-2:])) < ALONE:
            continue
        if sentence.place in quoted or text in texts or not _tells(material, one):
            continue
        texts.add(text)
        titles = one.heading[-1:] or (sentence.piece,)
        side = f"{sentence.document} – {titles[0]}" if material.several else titles[0]
        kept.append((sentence.document, place, DraftLine(text, (sentence,), side=side, carrier=titles[0])))
    kept.sort(key=lambda one: one[:2])
    return [line for _, _, line in kept] or _by_section(material, told)


def _by_section(material: QuestionMaterial, told: Sequence[DraftLine] = ()) -> list[DraftLine]:
    """The sentences that say most of the theme, in the order of the text, besides those told.

    What stands under a title of the theme comes first, whole; then one sentence of each section.
    """
    quoted = {sentence.place for line in told for sentence in line.sentences}
    own = [one for one in material.statements if one.sentence.place not in quoted]
    kept: list[Statement] = []
    for one in (*_titled(material, own), *_saying(own)):
        if len(kept) < _MOST and one not in kept and all(one.text != other.text for other in kept):
            kept.append(one)
    shown = sorted(kept, key=lambda one: (one.sentence.document, one.sentence.piece, one.place))
    return [line_of(one, side=_where(material, one)) for one in shown]


def _titled(material: QuestionMaterial, statements: Sequence[Statement]) -> list[Statement]:
    """What stands under a title that says the whole theme, in the order of the text; a few sentences a title."""
    found: dict[tuple[str, ...], list[Statement]] = {}
    for one in sorted(statements, key=lambda one: (one.sentence.document, one.place)):
        titles = one.placed.passage.section[-2:]
        if _says_something(one) and any(material.coverage.of(title) >= _WHOLE for title in titles):
            found.setdefault((one.sentence.document, one.sentence.piece, *titles), []).append(one)
    return [one for under in found.values() for one in under[:_A_TITLE]]


def _says_something(one: Statement) -> bool:
    if one.text in one.placed.passage.section:
        return False
    return len(one.text.split()) >= 6 and (one.sentence.row is None or " : " in one.text) and one.fit is not Fit.GENERAL


def _saying(statements: Sequence[Statement]) -> list[Statement]:
    own = [one for one in statements if one.share >= ALONE and _says_something(one)]
    kept: list[Statement] = []
    for turn in range(2):
        seen: dict[tuple[str, ...], int] = {}
        for one in own:
            where = (one.sentence.document, one.sentence.piece, *one.placed.passage.section[-1:])
            seen[where] = seen.get(where, 0) + 1
            if seen[where] == turn + 1:
                kept.append(one)
    return kept


def _where(material: QuestionMaterial, one: Statement) -> str:
    titles = one.placed.passage.section[-1:] or (one.sentence.piece,)
    return f"{one.sentence.document} – {titles[0]}" if material.several else titles[0]


ENTRY = AnswerKind(QuestionKind.SUMMARY, compose, packet_factor=2, gathers=True)
