"""Numbers that are shown without a model, and numbers that are not what a label names."""

from __future__ import annotations

import pytest

from answering.indicators.value_sense import names_it
from answering.indicators.values import collect
from domain import StoredSentence
from domain.text_folding import fold
from french.content_words import content_words
from french.quantities import quantities_of
from indicator_queries.schema import ExpectedValue

PART = ExpectedValue(label="Part minimale d'espaces libres", units=("%", "m²"))
WOODS = ExpectedValue(label="Surface d'espaces boisés classés", units=("ha",))
INDICATORS = ExpectedValue(label="Nombre d'indicateurs de biodiversité", units=("indicateurs",))
TREES = ExpectedValue(label="Arbres à planter", units=("arbre pour n places", "arbre pour n m²"))
USED = ExpectedValue(label="Consommation passée", units=("ha",))


def values_of(text: str, expected: ExpectedValue, titles: tuple[str, ...] = (), row: str | None = None) -> list[float]:
    sentence = StoredSentence("doc", "reglement", 0, 1, None, 0, 0, len(text), text, row)
    found = collect([(sentence, quantities_of(sentence))], [expected], titles=[titles])
    return [one.value for one in found]


@pytest.mark.parametrize(
    ("text", "expected", "wanted"),
    [
        ("Les espaces libres occupent 30 % de l'unité foncière.", PART, [30]),
        ("Les espaces libres sont plantés d'un arbre pour 200 m².", PART, []),
        ("Les espaces libres comptent un arbre par tranche de 50 m².", PART, []),
        ("Les espaces libres sont exigés lorsque l'unité foncière excède 300 m².", PART, []),
        ("Il est planté un arbre pour quatre places.", TREES, [4]),
        ("La surface de vente est limitée à 80 m².", PART, []),
        ("Le plan protège 186 espaces boisés classés, pour 231 hectares.", WOODS, [231]),
        ("Le plan classe 1 342 ha d'espaces boisés.", WOODS, [1342]),
        ("Les espaces boisés classés sont en progression de 240 ha.", WOODS, []),
        ("Les espaces boisés classés passent à 1 342 ha, soit + 56 ha.", WOODS, [1342]),
        ("La consommation a connu une hausse de 12 ha.", USED, [12]),
    ],
)
def test_a_number_is_shown_where_nothing_before_it_speaks_against_its_label(
    text: str, expected: ExpectedValue, wanted: list[float]
) -> None:
    assert values_of(text, expected) == wanted


def test_a_title_or_a_column_names_what_a_sentence_does_not() -> None:
    assert values_of("Ils couvrent 214 ha.", WOODS) == []
    assert values_of("Ils couvrent 214 ha.", WOODS, ("Les espaces boisés classés",)) == [214]
    assert values_of("Zone N 214", WOODS, row="Zone : N ; Espaces boisés (ha) : 214") == [214]


def test_a_year_counts_nothing() -> None:
    assert values_of("Douze indicateurs de biodiversité, dont l'état de 2021, indicateurs compris.", INDICATORS) == [12]


def test_words_that_say_how_a_thing_is_measured_do_not_name_it() -> None:
    assert not names_it("Surface des réservoirs", content_words("surface de la zone"))
    assert names_it("Surface des réservoirs", content_words(fold("Les réservoirs de biodiversité")))
    assert names_it("Part du territoire", content_words("du territoire"))  # the label has no other word
