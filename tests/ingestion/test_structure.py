from __future__ import annotations

from pathlib import Path

import pytest

from domain import Provision, ProvisionKind
from tests.ingestion.in_french import provision_of, read_piece
from tests.ingestion.pdfs import pages_source, typeset
from tests.ingestion.test_pdf import PROSE, check_whole


def test_sections_follow_the_size_of_the_type_where_no_wording_tells(tmp_path: Path) -> None:
    setup = "#show heading.where(level: 1): set text(size: 20pt)\n#set heading(outlined: false, bookmarked: false)\n"
    body = (
        f"= Les milieux naturels du plateau\n\n{PROSE} #lorem(60).\n\n= Le paysage et ses vues\n\n{PROSE} #lorem(60)."
    )
    piece = read_piece(typeset(tmp_path / "a.pdf", pages_source([body], setup=setup)))
    check_whole(piece)
    assert [passage.section for passage in piece.passages] == [
        ("Les milieux naturels du plateau",),
        ("Le paysage et ses vues",),
    ]


def test_sections_follow_the_outline_of_the_file(tmp_path: Path) -> None:
    # In the size of the text and without number: the outline alone says that these are headings.
    setup = '#show heading: set text(size: 11pt, weight: "regular")\n'
    parts = [("=", "La ressource en eau"), ("==", "Les captages du bourg"), ("==", "Les eaux de pluie")]
    body = "\n\n".join(f"{mark} {title}\n\n{PROSE} #lorem(60)." for mark, title in parts)
    piece = read_piece(typeset(tmp_path / "a.pdf", pages_source([body], setup=setup)))
    assert [passage.section for passage in piece.passages] == [
        ("La ressource en eau",),
        ("La ressource en eau", "Les captages du bourg"),
        ("La ressource en eau", "Les eaux de pluie"),
    ]


def test_footnotes_are_apart_and_say_so(tmp_path: Path) -> None:
    body = f"{PROSE} Le plan protège les haies#footnote[Voir l'arrêté du préfet de région.] du bourg. #lorem(80)."
    piece = read_piece(typeset(tmp_path / "a.pdf", pages_source([body, PROSE])))
    check_whole(piece)
    notes = [passage for passage in piece.passages if passage.section[:1] == ("Notes de bas de page",)]
    assert len(notes) == 1
    assert "arrêté du préfet" in notes[0].text
    assert all("arrêté du préfet" not in passage.text for passage in piece.passages if passage not in notes)


def test_each_prescription_and_recommandation_is_a_passage_with_its_number(tmp_path: Path) -> None:
    body = (
        f"*Orientation 2 – Préserver les milieux*\n\n{PROSE} #lorem(40).\n\n"
        f"*Prescription P12 – Zones humides*\n\n{PROSE}\n\n"
        "*Recommandation R3 – Haies*\n\nIl est conseillé de planter des haies.\n\n"
        f"*Orientation 3 – Accueillir les habitants*\n\n{PROSE} #lorem(40)."
    )
    piece = read_piece(typeset(tmp_path / "doo.pdf", pages_source([body])))
    check_whole(piece)
    found = {passage.provision: passage.text for passage in piece.passages}
    assert set(found) == {
        None,
        Provision(ProvisionKind.PRESCRIPTION, "P12"),
        Provision(ProvisionKind.RECOMMANDATION, "R3"),
    }
    assert "tout remblai" in found[Provision(ProvisionKind.PRESCRIPTION, "P12")]
    assert "conseillé" in found[Provision(ProvisionKind.RECOMMANDATION, "R3")]
    assert "conseillé" not in found[Provision(ProvisionKind.PRESCRIPTION, "P12")]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Prescription n° 4 : Zones humides", Provision(ProvisionKind.PRESCRIPTION, "4")),
        ("RECOMMANDATION R3", Provision(ProvisionKind.RECOMMANDATION, "R3")),
        ("Prescriptions générales", None),
        ("Orientation 3 – Habitat", None),
    ],
)
def test_provisions_are_told_by_their_heading(heading: str, expected: Provision | None) -> None:
    assert provision_of(heading) == expected
