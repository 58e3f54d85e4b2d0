"""Sentences that say the same: none of them is ahead of the other."""

from __future__ import annotations

import pytest

from answering.questions.same_statements import says_the_same

PASSAGE = "Les clôtures laissent un passage de 20 cm sous leur partie basse."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("Sous les clôtures, 20 cm restent libres pour la petite faune.", True),
        (PASSAGE.replace("20 cm", "vingt centimètres"), True),
        ("Les clôtures laissent un passage sous leur partie basse.", True),
        ("Les clôtures n'excèdent pas 1,60 m sur voie.", False),
        ("La petite faune circule entre les jardins.", False),
    ],
)
def test_the_same_amount_or_mostly_the_same_words(other: str, same: bool) -> None:
    assert says_the_same(PASSAGE, other) is same
    assert says_the_same(other, PASSAGE) is same
