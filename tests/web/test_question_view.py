"""How a question was understood, as its page and the command line say it."""

from __future__ import annotations

import pytest

from domain import ComposedLine, PieceKind, QuestionKind, QuestionScope, UnderstoodQuestion
from domain.labels import heard, scope_parts
from french.question_scope import read_scope
from web.conversation_view import carriers_once


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


def test_what_carries_several_lines_is_said_once() -> None:
    carried = (("42 ha", "Tableau 4"), ("31 ha", "Tableau 4"), ("15 m", "Article 7"), ("20 m", "3.2 Eau"))
    lines = [ComposedLine(text, (), carrier=carrier) for text, carrier in carried]
    assert [line.carrier for line in carriers_once("3.2 Eau", lines)] == ["", "Tableau 4", "Article 7", ""]
