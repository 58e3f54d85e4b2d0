from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.losses import losses_of, reached_by
from domain import PacketRecord, ReadingProtocol, ReadingRecord, SentencePlace
from evaluation.page_losses import DECISIVE, USEFUL, PageStage
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


def test_of_a_packet_the_record_says_what_was_read_and_what_bore_on_a_criterion(
    application: FakeApplication, tmp_path: Path
) -> None:
    piece = tmp_path / "reglement.pdf"
    piece.write_bytes(raw_pdf([*PAGES[:2], "Les toitures sont en tuiles."]))
    application.dossiers.ingest([piece], "plui-a", Description())
    (answer,) = application.analysis().run("plui-a", ["I14"]).answers
    reply = (
        '{"criteria": [{"key": "chiffre", "state": "established", "sentences": [1, 9]},'
        ' {"key": "obligation", "state": "absent", "sentences": [2]}], "verdict": "oui"}'
    )
    places = (SentencePlace("plui-a", "reglement", 0, 1), SentencePlace("plui-a", "reglement", 1, 2))
    reading = ReadingRecord(ReadingProtocol.PACKETS, "1", (PacketRecord(places, 3000, 40, 1, reply),))

    found = reached_by(application, replace(answer, provenance=replace(answer.provenance, reading=reading)))
    assert found is not None
    assert found.candidates == {("reglement", 1), ("reglement", 2), ("reglement", 3)}
    assert found.read == {("reglement", 1), ("reglement", 2)}
    assert found.decided == {("reglement", 1)}


def test_an_answer_whose_passages_are_gone_has_no_trace(application: FakeApplication, tmp_path: Path) -> None:
    piece = tmp_path / "reglement.pdf"
    piece.write_bytes(raw_pdf(PAGES[:1]))
    application.dossiers.ingest([piece], "plui-a", Description())
    (answer,) = application.analysis().run("plui-a", ["I14"]).answers
    assert reached_by(application, answer) is not None
    assert reached_by(application, replace(answer, provenance=replace(answer.provenance, trace=()))) is None
