"""Sentences for a packet that neither say the theme nor come near it: sections about it, a part under its own title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answering.questions.composition import QuestionMaterial
from answering.questions.read_documents import ReadDocument
from answering.questions.summary_sections import first_points, near_sections
from domain import PlacedSentence, QuestionKind, QuestionScope
from french.filler import Filler
from french.part_titles import asks_for_part, part_titled
from french.question_kinds import asks_for_whole

#: What the sections about the theme of a summary weigh, how many are taken, and sentences of each.
_SECTIONS, _MOST_SECTIONS, _OF_A_SECTION = 1.0, 8, 20
#: Sentences by which a section is ahead of the next.
_STEP = 3
#: What a part weighs that the question asks for under another name; sentences of it, and of a plan as a whole.
_PART, _OF_A_PART, _OF_A_WHOLE = 2.0, 3, 60
#: Words of a line that opens a part without being its heading, and sentences under it.
_TITLE_WORDS, _UNDER_LINE = 8, 8


def lanes_of(
    material: QuestionMaterial, document: ReadDocument, scope: QuestionScope
) -> Iterator[tuple[float, Sequence[PlacedSentence]]]:
    """What comes besides what says or means the theme, with its weight: sections about it, a part asked for."""
    understood = material.understood
    if understood.kind is QuestionKind.SUMMARY:
        if asks_for_whole(understood.text):
            points = first_points(material, scope, _OF_A_WHOLE)
            yield _PART, [one for one in points if one.sentence.document == document.slug]
        near = near_sections(material, document, _MOST_SECTIONS)
        # Of a section as it is written: its points follow each other. A better one is further on when another begins.
        ordered = [
            (_STEP * rank + number, rank, one)
            for rank, section in enumerate(near)
            for number, one in enumerate(section[:_OF_A_SECTION])
        ]
        yield _SECTIONS, [one for *_, one in sorted(ordered, key=lambda placed: placed[:2])]
    if asks_for_part(understood.text):
        yield _PART, list(_of_parts(document, understood.text))


def _of_parts(document: ReadDocument, question: str) -> Iterator[PlacedSentence]:
    """The titles of the parts that a question asks for under another name, each with what it opens."""
    known: dict[str, bool] = {}
    opened: dict[tuple[str, tuple[str, ...]], int] = {}
    for rank, path in enumerate(document.headings):
        if document.fillers.get(rank) is Filler.CONTENTS:
            continue
        text = document.placed[rank].sentence.text
        if len(text.split()) <= _TITLE_WORDS and text.rstrip().endswith(":") and part_titled(question, text):
            yield from document.placed[rank : rank + 1 + _UNDER_LINE]  # « CARACTERE DE LA ZONE : » is no heading
        if not path:
            continue
        title = path[-1]
        if title not in known:
            known[title] = part_titled(question, title)
        if known[title]:
            key = document.placed[rank].sentence.piece, path
            opened[key] = opened.get(key, 0) + 1
            if opened[key] <= _OF_A_PART:
                yield document.placed[rank]
