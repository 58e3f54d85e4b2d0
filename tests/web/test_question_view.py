"""How a question was understood, as its page and the command line say it."""

from __future__ import annotations

import pytest

from domain import PieceKind, QuestionKind, QuestionScope, UnderstoodQuestion
from domain.labels import heard, scope_parts
from french.question_scope import read_scope


@pytest.mark.parametrize(
    "scope",
    [
        QuestionScope(),
        QuestionScope(zones=("N-3", "UB"), articles=("13",)),
        QuestionScope(provisions=("P15",), pieces=(PieceKind.DOO,)),
        QuestionScope(places=("3",), pieces=(PieceKind.REGLEMENT,)),
        QuestionScope(places=("Valbrune",)),
    ],
)
def test_a_scope_shown_can_be_typed_back(scope: QuestionScope) -> None:
    assert read_scope(", ".join(scope_parts(scope)), known=("n-3", "ub")) == scope


def test_what_was_understood_is_said_in_french() -> None:
    asked = UnderstoodQuestion("Hauteur en N-3 ?", QuestionKind.VALUE, QuestionScope(zones=("N-3",)))
    assert heard(asked) == "une valeur, zone N-3"
