from __future__ import annotations

from answering.indicators.contradictions import contradictions
from domain import Value
from languages.entries.french_language import LANGUAGE as FRENCH


def said(*given: tuple[float, str, str], unit: str = "%", zone: str | None = None) -> list[str]:
    """Contradictions of (value, piece, sentence), as told."""
    texts = {
        Value(number, unit, "Part de pleine terre", piece, page, zone=zone): sentence
        for page, (number, piece, sentence) in enumerate(given, start=1)
    }
    return [str(one) for one in contradictions(list(texts), texts, FRENCH)]


def test_the_same_rule_with_two_values_in_two_pieces_is_told() -> None:
    [told] = said(
        (30, "reglement", "En zone UB, la part de pleine terre est d’au moins 30 % de la superficie de la parcelle."),
        (20, "oap", "En zone UB, la part de pleine terre est d’au moins 20 % de la superficie de la parcelle."),
    )
    assert "30 % (reglement, p. 1) ; 20 % (oap, p. 2)" in told


def test_other_zones_contradict_nothing() -> None:
    assert not said(
        (30, "reglement", "En zone UB, la part de pleine terre est d’au moins 30 % de la superficie de la parcelle."),
        (50, "oap", "En zone UD, la part de pleine terre est d’au moins 50 % de la superficie de la parcelle."),
    )
    assert not said(
        (30, "reglement", "Zone : UB ; Part de pleine terre : 30 % de la parcelle"),
        (50, "annexe", "Zone : UC ; Part de pleine terre : 50 % de la parcelle"),
    )


def test_lists_of_different_things_contradict_nothing() -> None:
    assert not said(
        (120, "eie", "La zone protégée des gorges de Valsoude couvre une surface de 120 ha."),
        (340, "padd", "La zone protégée du causse de Montclar couvre une surface de 340 ha."),
        unit="ha",
    )


def test_two_values_that_one_piece_tells_apart_contradict_nothing() -> None:
    assert not said(
        (30, "reglement", "La part de pleine terre des parcelles est d’au moins 30 % pour les logements neufs."),
        (20, "reglement", "La part de pleine terre des parcelles est d’au moins 20 % pour les bureaux neufs."),
        (20, "oap", "La part de pleine terre des parcelles est d’au moins 20 % pour les logements neufs."),
    )


def test_short_rows_of_tables_do_not_meet_by_chance() -> None:
    assert not said((12, "eie", "Surface : 12 ha"), (40, "padd", "Surface : 40 ha"), unit="ha")


def test_the_same_years_join_sentences_that_are_worded_otherwise() -> None:
    assert said(
        (45, "padd", "Entre 2021 et 2031, la consommation d’espaces agricoles ne dépassera pas 45 ha."),
        (60, "rapport", "La consommation d’espaces agricoles prévue entre 2021 et 2031 par le projet est de 60 ha."),
        unit="ha",
    )


def test_pieces_that_are_the_rules_of_two_zones_contradict_nothing() -> None:
    rule = "Les espaces libres représentent au moins {} % de la superficie de l’unité foncière."
    assert not said((30, "ZONE-4AU1", rule.format(30)), (60, "ZONE-N", rule.format(60)))
    assert said((30, "reglement", rule.format(30)), (60, "oap", rule.format(60)))
