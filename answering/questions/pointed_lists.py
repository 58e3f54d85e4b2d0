"""Which list the sentences likeliest to answer point to, where no list says enough of the theme itself.

A question rarely says the words of a table. But the rows of it are then among the likeliest sentences, or the likeliest
sentence announces it: « Huit cœurs de nature ont été délimités », and a table of eight rows follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answering.questions.composition import QuestionMaterial
from answering.questions.item_blocks import ItemBlock
from answering.questions.item_runs import LEAST
from answering.questions.statements import Statement
from answering.sentence_context import Place
from domain.text_folding import fold
from french.quantities import read_number

#: Likeliest sentences that are looked at, and of them rows of one list from which it is that list.
_LOOKED_AT, _OF_ONE_LIST = 5, 3
#: By how much the best of them may be less likely right than an answer must be.
_NOT_FAR = -0.5
#: Sentences after one that announces a list among which it begins.
_REACH = 12
#: By how little of the theme a row may say less than the row that says most.
_AS_MUCH = 0.01
_COUNTS = re.compile(r"^\W*([a-z-]+|\d{1,3}) [a-z]")


def announced_list(
    material: QuestionMaterial, blocks: Sequence[ItemBlock], said: Sequence[Statement]
) -> ItemBlock | None:
    """The list that a sentence which answers announces, of the likeliest ones.

    Args:
        material: What the question is answered from.
        blocks: The lists of the documents in its scope.
        said: The sentences that answer, likeliest first.
    """
    found = (_announced_by(material, blocks, one) for one in said[:_LOOKED_AT] if one.stands)
    return next((block for block in found if block is not None), None)


def list_of_rows(
    material: QuestionMaterial, blocks: Sequence[ItemBlock], said: Sequence[Statement]
) -> ItemBlock | None:
    """The list whose rows most of the likeliest sentences are, as :func:`announced_list` takes them."""
    best = said[:_LOOKED_AT]
    if max((one.right for one in best if one.right is not None), default=_NOT_FAR - 1) < _NOT_FAR:
        return None
    for block in blocks:
        own = {item.sentence.place for _, item in block.items}
        if sum(one.sentence.place in own for one in best) >= _OF_ONE_LIST:
            return _that_say_most(material, block, own)
    return None


def _announced_by(material: QuestionMaterial, blocks: Sequence[ItemBlock], one: Statement) -> ItemBlock | None:
    """The list of as many items as a sentence counts that begins soon after it."""
    found = _COUNTS.match(fold(one.text))
    number = read_number(found[1]) if found else None
    if number is None or number < LEAST:
        return None
    document = material.documents[one.sentence.document]
    for block in blocks:
        first = block.items[0][1].sentence
        begins = document.index[first.place]
        if (
            block.document == one.sentence.document
            and first.piece == one.sentence.piece
            and one.place < begins <= one.place + _REACH
            and abs(len(block.items) - number) <= 1
        ):
            return block
    return None


def _that_say_most(material: QuestionMaterial, block: ItemBlock, own: set[Place]) -> ItemBlock | None:
    """The rows of a list that say as much of the theme as the one that says most."""
    shares = {one.sentence.place: one.share for one in material.statements if one.sentence.place in own}
    most = max(shares.values(), default=0.0)
    kept = tuple(item for item in block.items if shares.get(item[1].sentence.place, 0.0) >= most - _AS_MUCH)
    if len(kept) < LEAST:
        return None
    return block if len(kept) == len(block.items) else replace(block, items=kept, announced=None)
