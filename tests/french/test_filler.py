"""Contents, legends, running titles and lists of abbreviations are told from what states something."""

from __future__ import annotations

import pytest

from french.filler import Filler, PageLine, asks_about_filler, fillers_of, is_asked_entry


def kinds(*lines: PageLine) -> list[Filler | None]:
    found = fillers_of(lines)
    return [found.get(rank) for rank in range(len(lines))]


def text(said: str, page: int = 3, *heading: str, row: bool = False) -> PageLine:
    return PageLine(said, row, "reglement", page, heading)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Article 6 – Implantation .................... 12", Filler.CONTENTS),
        ("dans le secteur 4AU1-1 .................... 12 mètres", None),
        ("Les trois mares Légende Réservoir Corridor", Filler.LEGEND),
        ("Réservoir aquatique et humide 0 5 km", Filler.LEGEND),
        ("La légende du plan est opposable.", None),
        ("Source : DDT, base nationale, 2024.", Filler.SOURCE),
        ("• • • •", Filler.FRAGMENT),
        ("Les clôtures sont de 2 m au plus.", None),
        ("Non réglementé", None),
    ],
)
def test_a_line_is_told_by_how_it_is_written(said: str, kind: Filler | None) -> None:
    assert kinds(text(said)) == [kind]


def test_entries_in_a_row_with_growing_numbers_are_contents() -> None:
    entries = [text(f"{number} Partie du rapport {number * 3}", 2) for number in range(1, 6)]
    assert set(kinds(*entries)) == {Filler.CONTENTS}
    assert set(kinds(*entries[:2])) == {None}


def test_titles_under_a_table_of_contents_are_contents_and_what_states_something_is_not() -> None:
    found = kinds(text("Axe deux", 2, "Sommaire"), text("En AU2, toute construction est interdite.", 9, "Sommaire"))
    assert found == [Filler.CONTENTS, None]
    # An adjective is no table of contents.
    assert kinds(text("Les mares n'ont pas été vues", 9, "Une connaissance encore sommaire")) == [None]


def test_labels_beside_a_legend_belong_to_its_map_and_sentences_do_not() -> None:
    found = kinds(
        text("Le corridor est reporté sur la carte.", 5),
        text("Mas du Pont", 5),
        text("Légende", 5),
        text("Corridor à maintenir", 5),
        text("• les haies", 5),
    )
    assert found == [None, Filler.LEGEND, Filler.LEGEND, Filler.LEGEND, None]


def test_what_stands_at_the_edge_of_many_pages_is_a_running_title() -> None:
    lines = [
        line
        for page in range(1, 6)
        for line in (text(f"PLU de Valbrune – Règlement – {page}", page), text(f"La règle {page} est écrite.", page))
    ]
    found = kinds(*lines)
    assert found[0::2] == [Filler.RUNNING_TITLE] * 5
    assert found[1::2] == [None] * 5


def test_sigles_and_glossaries_are_left_out_unless_they_are_asked() -> None:
    sigles = [text(f"{sigle} : un organisme") for sigle in ("DDT", "ARS", "SDIS", "DREAL")]
    assert set(kinds(*sigles)) == {Filler.ABBREVIATIONS}
    assert kinds(text("Haie : alignement d'arbustes.", 9, "Annexe 2 – Lexique")) == [Filler.GLOSSARY]
    assert asks_about_filler("Que signifie le sigle DDT ?")
    assert not asks_about_filler("Quelle hauteur en zone UB ?")
    assert is_asked_entry("Haie : alignement d'arbustes.", frozenset({"hai"}) | frozenset({"haie"}))
    assert not is_asked_entry("Haie : alignement d'arbustes.", frozenset({"hauteur"}))


def test_names_of_columns_that_each_row_says_are_left_out() -> None:
    named = [text("Zone ; Hauteur", row=True), text("Zone : UB ; Hauteur : 9 m", row=True)]
    bare = [text("Zone ; Hauteur", row=True), text("UB ; 9 m", row=True)]
    assert kinds(*named) == [Filler.COLUMNS, None]
    assert kinds(*bare) == [None, None]
