"""First pages tell the dated acts of a dossier and whose plan it is; questions name parts by their number."""

from __future__ import annotations

from french.dossier_identity import acts_in, dates_in, is_only_a_date, tells_whose_plan
from french.named_parts import part_named, part_of_title


def test_acts_and_their_dates_are_read() -> None:
    assert acts_in("Débat sur le PADD") == {"débat"}
    assert acts_in("Projet arrêté le 12 juin 2025, approuvé le 3 mai 2026") == {"arrêt", "approbation"}
    assert dates_in("Projet arrêté le 12 juin 2025") == ("12 juin 2025",)
    assert is_only_a_date("6 décembre 2023")
    assert not is_only_a_date("Arrêt du 6 décembre 2023")
    assert not acts_in("Les arrêts de car sont équipés")


def test_a_line_of_a_cover_names_the_territory() -> None:
    assert tells_whose_plan("Plan local d’urbanisme intercommunal du Val inventé")
    assert tells_whose_plan("Commune de Nulleville")
    assert not tells_whose_plan("Le plan ne fait que garder la place.")


def test_a_part_is_named_by_its_number_and_begun_by_its_title() -> None:
    assert part_named("Que dit l'axe 2 du PADD ?") == part_of_title("Axe 2. Se déplacer autrement") == ("axe", "2")
    assert part_of_title("Orientation 2.1 – Garantir des terres") == ("orientation", "2.1")
    assert part_named("Que dit le PADD sur l'eau ?") is None
