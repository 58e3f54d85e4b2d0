"""The kind of a question is told however it is written."""

from __future__ import annotations

import pytest

from domain import QuestionKind
from domain.text_folding import fold
from french.question_understanding import understand
from french.questions_of_text import questions_in
from tests.french.kind_phrasings import PHRASINGS, SECOND, THIRD

ALL = (*PHRASINGS, *SECOND, *THIRD)
STORY = (
    "Je reprends un dossier dont la personne précédente n'a laissé que des notes, et je n'ai trouvé dans le plan que "
    "des phrases générales sur le sujet qui m'occupe. Le maire est favorable au projet, son adjointe voudrait une "
    "réponse écrite avant la commission de mardi. Le reste est instruit par d'autres et ne me concerne pas. "
)


def kind_of(text: str) -> QuestionKind:
    return understand(questions_in(text)[-1]).kind


@pytest.mark.parametrize("kind", [kind for kind in QuestionKind if kind is not QuestionKind.OFF_TOPIC])
def test_the_kind_is_told_in_any_wording(kind: QuestionKind) -> None:
    asked = [text for expected, text in ALL if expected is kind]
    assert len(asked) >= 15
    assert [text for text in asked if kind_of(text) is not kind] == []


def test_without_accents_and_in_capitals_the_kind_is_the_same() -> None:
    missed = [text for kind, text in ALL for said in (fold(text), text.upper()) if kind_of(said) is not kind]
    assert len(missed) <= len(ALL) * 2 * 0.02, missed


def test_the_kind_is_that_of_the_question_after_two_thousand_characters() -> None:
    missed = [text for kind, text in ALL if text.endswith("?") and kind_of(STORY * 5 + text) is not kind]
    assert missed == []


def test_of_two_questions_in_one_text_each_has_its_kind() -> None:
    both = questions_in("Quelle est la hauteur en zone UB ? Quels sont les sites de compensation ?")
    assert [understand(one).kind for one in both] == [QuestionKind.VALUE, QuestionKind.LIST]
    both = questions_in("Quelle hauteur en UB et peut-on y planter des haies ?")
    assert [understand(one).kind for one in both] == [QuestionKind.VALUE, QuestionKind.YES_NO]
