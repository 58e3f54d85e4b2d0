from __future__ import annotations

from pathlib import Path

from benchmarks.losses import losses_of
from evaluation.losses import DECISIVE, USEFUL, PageStage
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description

HEADER = "document,indicateur,verdict,valeur,unite,libelle_valeur,piece,page,citation,pertinence,commentaire"
PAGES = [
    "La pleine terre occupe au moins 40 % du terrain.",
    "Les logements sociaux sont répartis entre les communes membres.",
    "",
]
ROWS = (
    "plui-a,I14,oui,,,,reglement,1,La pleine terre occupe au moins 40 % du terrain.,3,",
    "plui-a,I14,oui,,,,reglement,2,Les logements sociaux,2,",
    "plui-a,I14,oui,,,,reglement,3,,2,",
    "plui-a,I14,oui,,,,plan,1,,3,",
    "plui-a,I13,non,,,,,,,,",
)


def test_losses_come_from_what_is_stored(application: FakeApplication, tmp_path: Path) -> None:
    piece, gold = tmp_path / "reglement.pdf", tmp_path / "gold.csv"
    piece.write_bytes(raw_pdf(PAGES))
    gold.write_text("\n".join([HEADER, *ROWS]), "utf-8")
    application.dossiers.ingest([piece], "plui-a", Description())
    application.analysis().run("plui-a", ["I14"])

    first, second = losses_of(application, [gold], ["plui-a"]).cells
    assert {(one.piece, one.page): one.stage for one in first.pages} == {
        ("reglement", 1): PageStage.CITED,
        ("reglement", 2): PageStage.UNDECIDED,
        ("reglement", 3): PageStage.UNREAD,
        ("plan", 1): PageStage.UNREAD,
    }
    assert (first.stages(DECISIVE).total(), first.stages(USEFUL).total()) == (2, 4)
    assert (second.indicator, second.pages, second.cited) == ("I13", (), 0)
