"""The kind of a question is told by its small words, whatever it names."""

from __future__ import annotations

import pytest

from domain import QuestionKind
from french.question_understanding import understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Largeur des voies en UC et en N-2 ?", QuestionKind.COMPARISON),
        ("Surface des friches : combien avant et combien après ?", QuestionKind.COMPARISON),
        ("Où est le tableau qui compare les variantes ?", QuestionKind.WHERE),
        ("Quand le PADD a-t-il été débattu ?", QuestionKind.DOCUMENT),
        ("C'est le plan de quelle commune ?", QuestionKind.DOCUMENT),
        ("Qu'est-ce qu'on n'a pas le droit de faire en zone Ap ?", QuestionKind.LIST),
        ("Quelle est la hauteur maximale en zone UB ?", QuestionKind.VALUE),
        ("Peut-on abattre un chêne en zone Nh ?", QuestionKind.YES_NO),
    ],
)
def test_the_kind_is_that_of_the_form_of_the_question(question: str, kind: QuestionKind) -> None:
    assert understand(question).kind is kind


def test_a_follow_up_keeps_the_kind_of_the_question_before() -> None:
    assert understand("Et en UB ?", ["Quelle est la hauteur maximale en zone UA ?"]).kind is QuestionKind.VALUE
