"""The sections that are about a theme: what a summary takes its points from, section by section.

A theme mostly has its section (« 3.7 Risques », « Climat »), whose sentences do not repeat its words. A section is
worth what its three nearest sentences are in meaning, and how much of the theme its titles say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from answering.questions.carried_scope import Fit, is_contents
from answering.questions.composition import QuestionMaterial
from answering.questions.read_documents import ReadDocument
from domain import BINDING, PlacedSentence, QuestionScope
from domain.text_folding import fold
from domain.title_form import has_title_form
from french.named_parts import Part, part_of_title
from french.question_analysis import Coverage
from french.question_scope import piece_words, pieces_named

#: Sentences that tell what a section is worth, in standard deviations of nearness; what its titles and its words add.
_NEAREST, _TITLED, _SAID = 3, 3.0, 1.5
#: What a title above counts beside the nearest.
_PARENT = 0.5
#: What a section gains that sums up its piece, where a piece is asked about; and one of a piece that binds.
_SUMS_UP, _BINDS = 2.0, 0.3
#: What a section gains that stands in a piece which the question names anywhere.
_NAMED_PIECE = 1.5
#: Share of the best section's worth from which another is about the theme, and sentences of the first and the others.
_ALSO, _FIRST, _OTHERS = 0.75, 12, 6
#: Words of a sentence that states something.
_LEAST_WORDS = 6
_FORMAL = re.compile(r"\b(?:preambule|mode d'emploi|sommaire|avertissement|lexique|glossaire)\b")
_SYNTHESIS = re.compile(r"\b(?:synthese|conclusions?|resume|en bref|l'essentiel)\b")


@dataclass(frozen=True, slots=True)
class ThemeSection:
    """A section about a theme: its titles, what it is worth and its sentences in order."""

    document: str
    titles: tuple[str, ...]
    worth: float
    sentences: tuple[PlacedSentence, ...]


def theme_sections(material: QuestionMaterial, coverage: Coverage) -> list[ThemeSection]:
    """The sections of the documents about the theme, the best first; none where nearness is not known."""
    if not material.near:
        return []
    found = [one for document in material.documents.values() for one in _worth(material, document, coverage)]
    found.sort(key=lambda one: -one.worth)
    return [one for one in found if one.worth >= _ALSO * found[0].worth]


def near_sections(material: QuestionMaterial, document: ReadDocument, most: int) -> list[list[PlacedSentence]]:
    """The sections of a document that come nearest in meaning, the best first, each as it is written.

    What a summary is about may be said in none of its words: three near sentences under one title show it.
    """
    if not material.near:
        return []
    scope = material.understood.scope
    groups: dict[tuple[str, tuple[str, ...]], list[PlacedSentence]] = {}
    for rank, one in enumerate(document.placed):
        if one.sentence.place not in material.near or rank in document.fillers or document.names_section(rank):
            continue
        if document.fit(scope, rank) is not Fit.OUT:
            groups.setdefault((one.sentence.piece, document.headings[rank][-2:]), []).append(one)

    def worth(item: tuple[tuple[str, tuple[str, ...]], list[PlacedSentence]]) -> float:
        (_, titles), sentences = item
        stating = [one for one in sentences if states(material, one)]
        near = sorted((material.near[one.sentence.place].near for one in stating), reverse=True)[:_NEAREST]
        if not near:
            return -10.0
        return sum(near) / _NEAREST + material.coverage.of(" ".join(titles[-1:]))

    return [sentences for _, sentences in sorted(groups.items(), key=worth, reverse=True)[:most]]


def points_of(sections: Sequence[ThemeSection], material: QuestionMaterial, most: int) -> list[PlacedSentence]:
    """Sentences of sections that state something: the nearest ones of each, in the order of its text."""
    kept: list[PlacedSentence] = []
    for number, section in enumerate(sections):
        room = min(_OTHERS if number else _FIRST, most - len(kept))
        if room <= 0:
            break
        nearest = sorted(section.sentences, key=lambda one: -material.near[one.sentence.place].near)[:room]
        places = {one.sentence.place for one in nearest}
        kept.extend(one for one in section.sentences if one.sentence.place in places)
    return kept


def first_points(material: QuestionMaterial, scope: QuestionScope, most: int) -> list[PlacedSentence]:
    """What the sections of the scope say first, spread over them, in the order of the text."""
    found: list[PlacedSentence] = []
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for document in material.documents.values():
        for rank, one in enumerate(document.placed):
            section = (one.sentence.document, one.sentence.piece, one.passage.section)
            if section in seen or not states(material, one) or one.sentence.row is not None:
                continue
            if document.fit(scope, rank) is not Fit.OUT:
                seen.add(section)
                found.append(one)
    summed = [one for one in found if any(_SYNTHESIS.search(fold(title)) for title in one.passage.section[-1:])]
    if summed:  # it sums itself up
        sections = {(one.sentence.piece, one.passage.section) for one in summed}
        own = (one for document in material.documents.values() for one in document.placed)
        return [one for one in own if (one.sentence.piece, one.passage.section) in sections and states(material, one)][
            :most
        ]
    return _spread(found, most)


def part_points(material: QuestionMaterial, part: Part, most: int) -> list[PlacedSentence]:
    """What the part of a piece says that is named by its number, spread over it, in the order of the text.

    A part begins with its title and ends with the next of the same label: titles under it need not repeat it.
    """
    kinds = pieces_named(material.understood.text)
    found: list[PlacedSentence] = []
    for document in material.documents.values():
        inside, piece = False, ""
        for one in document.placed:
            if one.sentence.piece != piece:
                inside, piece = False, one.sentence.piece
            for line in (*one.passage.section, one.sentence.text):
                title = part_of_title(line)
                if title is not None and title[0] == part[0]:
                    inside = title == part
            if inside and states(material, one) and (not kinds or one.passage.piece_kind in kinds):
                found.append(one)
    return _spread(found, most)


def _spread(found: list[PlacedSentence], most: int) -> list[PlacedSentence]:
    step = max(1.0, len(found) / most)
    return [found[int(number * step)] for number in range(min(most, len(found)))]


def _worth(material: QuestionMaterial, document: ReadDocument, coverage: Coverage) -> Iterator[ThemeSection]:
    scope = material.understood.scope
    asked = material.understood.text
    of_a_piece = bool(scope.pieces) or bool(piece_words(asked)) or material.language.sentences.speaks_for_others(asked)
    kinds = pieces_named(asked)
    groups: dict[tuple[str, tuple[str, ...]], list[PlacedSentence]] = {}
    for rank, one in enumerate(document.placed):
        if one.sentence.place not in material.near or not states(material, one):
            continue
        if document.fit(scope, rank) in (Fit.OUT, Fit.GENERAL):
            continue
        groups.setdefault((one.sentence.piece, one.passage.section[-2:]), []).append(one)
    for (piece, titles), sentences in groups.items():
        near = sorted((material.near[one.sentence.place].near for one in sentences), reverse=True)[:_NEAREST]
        titled = max(coverage.of(" ".join(titles[-1:])), _PARENT * coverage.of(" ".join(titles)))
        said = sorted((coverage.of(one.sentence.row or one.sentence.text) for one in sentences), reverse=True)[
            :_NEAREST
        ]
        worth = fmean(near) + _TITLED * titled + _SAID * fmean(said)
        if sentences[0].passage.piece_kind in BINDING:
            worth += _BINDS
        if of_a_piece and any(_SYNTHESIS.search(fold(title)) for title in titles):
            worth += _SUMS_UP
        if sentences[0].passage.piece_kind in kinds:
            worth += _NAMED_PIECE
        if any(_FORMAL.search(fold(title)) for title in titles[-1:]):
            worth -= _SUMS_UP
        yield ThemeSection(document.slug, titles or (piece,), worth, tuple(sentences))


def states(material: QuestionMaterial, one: PlacedSentence) -> bool:
    """Whether a sentence states something that the plan may be summed up by."""
    sentence = one.sentence
    text = sentence.row or sentence.text
    return (
        len(text.split()) >= _LEAST_WORDS
        and not is_contents(one)
        and (sentence.row is None or " : " in sentence.row)
        and not (sentence.row is None and has_title_form(text))
        and not text.rstrip().endswith(":")
        and not material.language.sentences.is_prompt_injection(text)
    )
