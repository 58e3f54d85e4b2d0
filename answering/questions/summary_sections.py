"""The sections that are about a theme: what a summary takes its points from, section by section.

A theme mostly has its section (« 3.7 Risques », « Climat »), whose sentences do not repeat its words. A section is
worth what its three nearest sentences are in meaning, and how much of the theme its titles say.
"""

from __future__ import annotations

import re

from answering.questions.carried_scope import Fit, is_contents
from answering.questions.composition import QuestionMaterial
from answering.questions.read_documents import ReadDocument
from domain import PlacedSentence, QuestionScope
from domain.text_folding import fold
from domain.title_form import has_title_form
from french.named_parts import Part, part_of_title
from french.question_scope import pieces_named

#: Sentences that tell what a section is worth.
_NEAREST = 3
#: Words of a sentence that states something.
_LEAST_WORDS = 6
_SYNTHESIS = re.compile(r"\b(?:synthese|conclusions?|resume|en bref|l'essentiel)\b")


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
