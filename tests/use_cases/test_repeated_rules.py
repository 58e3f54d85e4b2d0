"""One règlement in two files: what it says is evidence once, and the file that is left out is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from tests.ingestion.test_rules_reader import HEAD
from use_cases.ingest import Description

SENTENCES = (
    "La pleine terre couvre au moins trente pour cent du terrain en zone urbaine du bourg. ",
    "Les haies repérées au plan sont conservées et toute coupe y est soumise à déclaration préalable. ",
    "Les clôtures laissent passer la petite faune sur toute leur longueur, sauf le long des voies.",
)
OTHER = "La hauteur des constructions ne dépasse pas neuf mètres à l'égout du toit dans toute la zone urbaine."


def structured(*sentences: str) -> str:
    body = "".join(f"<div>{one}</div>" for one in sentences)
    return (
        f'{HEAD}<plu:Titre id="a" intitule="Zone UA" niveau="1" idZone="UA"><plu:Contenu id="b" idZone="UA">{body}'
        "</plu:Contenu></plu:Titre></plu:ReglementDU>"
    )


def as_json(*sentences: str) -> str:
    html = [{"tag": "p", "text": one} for one in sentences]
    title = {"intitule": "Zone UA", "niveau": 1, "idZone": ["UA"], "contenu": [{"idZone": ["UA"], "html": html}]}
    return json.dumps({"idUrba": "98766_PLU_20240115", "typeDoc": "PLU", "titre": [title]})


def taken_in(
    application: FakeApplication, folder: Path, **files: str | bytes
) -> tuple[list[str], list[str], list[str]]:
    """The files of the document, what was left aside, and what was warned of."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        path = folder / f"reglement.{name}"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    report = application.dossiers.ingest([folder], "plu-a", Description())
    pieces = application.corpus.documents.get("plu-a").pieces
    assert {one.filename for one in report.pieces} == {piece.filename for piece in pieces}
    return [piece.filename for piece in pieces], list(report.ignored), list(report.warnings)


@pytest.mark.parametrize(("suffix", "made"), [("xml", structured), ("json", as_json)])
def test_the_pdf_is_cited_and_the_structured_file_left_aside(
    application: FakeApplication, tmp_path: Path, suffix: str, made: object
) -> None:
    assert callable(made)
    files: dict[str, str | bytes] = {"pdf": raw_pdf(["".join(SENTENCES)]), suffix: made(*SENTENCES)}
    pieces, ignored, _ = taken_in(application, tmp_path / "d", **files)
    assert pieces == ["reglement.pdf"]
    (said,) = ignored
    assert f"reglement.{suffix} : règlement structuré, laissé de côté" in said
    assert "dans reglement.pdf, qui est cité à sa place" in said
    # The same command again ends the same way.
    assert taken_in(application, tmp_path / "d")[:2] == (pieces, ignored)


def test_a_pdf_that_comes_later_takes_its_place(application: FakeApplication, tmp_path: Path) -> None:
    assert taken_in(application, tmp_path / "d", xml=structured(*SENTENCES))[0] == ["reglement.xml"]
    pieces, ignored, _ = taken_in(application, tmp_path / "d", pdf=raw_pdf(["".join(SENTENCES)]))
    assert pieces == ["reglement.pdf"]
    assert ignored


def test_a_structured_file_that_says_more_is_read_too_and_told(application: FakeApplication, tmp_path: Path) -> None:
    pieces, ignored, warnings = taken_in(
        application, tmp_path / "d", pdf=raw_pdf([SENTENCES[0] + SENTENCES[1]]), xml=structured(SENTENCES[1], OTHER)
    )
    assert pieces == ["reglement.pdf", "reglement.xml"]
    assert ignored == []
    assert any("lu en plus de reglement.pdf" in one and "même version" in one for one in warnings)


def test_where_the_pdf_has_no_text_the_structured_file_is_the_reglement(
    application: FakeApplication, tmp_path: Path
) -> None:
    pieces, ignored, _ = taken_in(application, tmp_path / "d", pdf=raw_pdf(["Plan"]), xml=structured(*SENTENCES))
    assert pieces == ["reglement.pdf", "reglement.xml"]
    assert ignored == []


def test_of_xml_and_json_alone_one_is_read(application: FakeApplication, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"json": as_json(*SENTENCES), "xml": structured(*SENTENCES)}
    pieces, ignored, _ = taken_in(application, tmp_path / "d", **files)
    assert pieces == ["reglement.json"]
    assert "reglement.xml" in ignored[0]
