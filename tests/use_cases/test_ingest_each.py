from __future__ import annotations

import os
from pathlib import Path

import pytest

from domain import PieceState
from domain.errors import UsageError
from tests.fakes import FakeApplication, FakeEmbedder
from tests.ingestion.cnig_dossiers import write_pieces, zipped
from use_cases.ingest_each import DossierOutcome, ingest_each


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A region's archive: a standard folder, a ZIP, a broken ZIP, and what systems leave."""
    folder = tmp_path / "region"
    write_pieces(folder, {"98765_PLU_20240115/98765_reglement_20240115.pdf": ""})
    write_pieces(tmp_path / "plu", {"padd.pdf": "", "reglement.pdf": ""})
    zipped(tmp_path / "plu", folder / "PLU de Montclar arrêté.zip")
    (folder / "casse.zip").write_bytes(b"PK\x03\x04 non")
    (folder / "__MACOSX").mkdir()
    (folder / "LISEZMOI.txt").write_text("rien")
    return folder


def run(application: FakeApplication, folder: Path) -> dict[str, DossierOutcome]:
    return {one.name: one for one in ingest_each(application.dossiers, application.corpus, folder)}


def test_each_dossier_is_a_document_and_one_that_is_broken_stops_none(
    application: FakeApplication, archive: Path
) -> None:
    done = run(application, archive)
    assert set(done) == {"98765_PLU_20240115", "PLU de Montclar arrêté.zip", "casse.zip"}
    assert done["casse.zip"].error
    slugs = {info.slug: len(info.pieces) for info in application.corpus.documents.all()}
    assert slugs == {"plu-98765-20240115": 1, "plu-de-montclar": 2}


def test_again_reads_only_what_changed(application: FakeApplication, embedder: FakeEmbedder, archive: Path) -> None:
    run(application, archive)
    before = embedder.embedded
    again = run(application, archive)
    assert again["98765_PLU_20240115"].unchanged
    assert again["PLU de Montclar arrêté.zip"].unchanged
    assert embedder.embedded == before
    rules = archive / "98765_PLU_20240115" / "98765_reglement_20240115.pdf"
    write_pieces(rules.parent, {rules.name: "Un règlement récrit, avec une phrase de plus pour les haies du bourg."})
    os.utime(rules, ns=(1, 1))
    third = run(application, archive)["98765_PLU_20240115"]
    assert third.report is not None
    assert [piece.state for piece in third.report.pieces] == [PieceState.REPLACED]


def test_two_dossiers_of_one_name_are_two_documents(application: FakeApplication, tmp_path: Path) -> None:
    write_pieces(tmp_path / "a", {"PLU Montclar/reglement.pdf": ""})
    write_pieces(tmp_path / "b", {"PLU Montclar/reglement.pdf": "Le règlement d'une autre commune du même nom."})
    first = run(application, tmp_path / "a")["PLU Montclar"].document
    second = run(application, tmp_path / "b")["PLU Montclar"].document
    assert (first, second) == ("plu-montclar", "plu-montclar-2")
    assert run(application, tmp_path / "b")["PLU Montclar"].unchanged


def test_a_folder_without_dossiers_is_a_wrong_request(application: FakeApplication, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    with pytest.raises(UsageError, match="ni sous-dossier"):
        run(application, tmp_path / "vide")
