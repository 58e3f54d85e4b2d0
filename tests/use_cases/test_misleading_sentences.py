"""Sentences that look as if they answered an indicator, and the answers that take them for evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample import qualification_misleading
from tests.evaluation.samples import answer, by_key
from use_cases.misleading_sentences import MisleadingSentence, misled_by, read_misleading

TRAP = MisleadingSentence("I11", "r", 4, "négation", "aucune mesure compensatoire n’est prévue")
SENTENCE = "Il est rappelé qu'aucune mesure compensatoire n'est prévue."


@pytest.mark.parametrize(
    ("verdict", "indicator", "page", "quote", "misled"),
    [
        ("oui", "I11", 4, SENTENCE, True),
        ("partiel", "I11", 4, "aucune mesure compensatoire", True),
        ("non", "I11", 4, SENTENCE, False),  # cited for what it denies
        ("a_verifier", "I11", 4, SENTENCE, False),
        ("oui", "I10", 4, SENTENCE, False),  # of another indicator
        ("oui", "I11", 5, SENTENCE, False),
        ("oui", "I11", 4, "Les haies sont conservées.", False),
    ],
)
def test_an_answer_is_misled_that_says_oui_or_partiel_by_such_a_sentence(
    verdict: str, indicator: str, page: int, quote: str, misled: bool
) -> None:
    answers = by_key(answer(verdict, [page], indicator=indicator, quote=quote))
    assert bool(misled_by([TRAP], answers)) is misled


def test_rows_without_an_indicator_or_with_too_short_a_text_are_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "pieges.csv"
    path.write_text(
        "dossier,piece,page,type,description,texte\n"
        "d,r,4,négation,I11 : nie,aucune mesure compensatoire n’est prévue\n"
        "d,r,,homonyme,I01 : eau,trois réservoirs d’eau potable\n"
        "d,r,1,autre,sans indicateur,une phrase assez longue\n"
        "d,r,1,autre,I02 : court,N 2\n",
        "utf-8",
    )
    assert read_misleading(path) == [
        TRAP,
        MisleadingSentence("I01", "r", None, "homonyme", "trois réservoirs d’eau potable"),
    ]


def test_the_second_dossier_has_misleading_sentences_of_many_indicators() -> None:
    found = read_misleading(qualification_misleading())
    assert len(found) >= 50
    assert len({one.indicator for one in found}) >= 12
