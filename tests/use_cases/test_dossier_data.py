"""The tables and layers of a dossier are kept: what is known of it can be made again when its files are gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain import DossierFacts, DossierIntake, Geography, PieceKind
from domain.errors import UsageError
from tests.fakes import FakeApplication, FakeEmbedder
from tests.ingestion.cnig_dossiers import write_pieces
from tests.ingestion.test_cnig_intake import modification
from tests.ingestion.test_cnig_variants import METADATA
from tests.use_cases.test_table_figures import taken_in
from use_cases.ingest import Description


def test_intake_and_geography_are_made_again_without_the_files(
    application: FakeApplication, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    folder = tmp_path / "98765_PLU_20240115"
    folder.mkdir()
    (folder / "fr-98765.xml").write_text(METADATA.format(encoding="UTF-8"), encoding="utf-8")
    taken_in(application, folder)
    corpus = application.corpus
    before, geography = corpus.intake.get("plu-a"), corpus.intake.geography("plu-a")
    assert before is not None
    assert before.data is not None
    assert geography is not None
    assert geography.perimeter
    shutil.rmtree(folder)
    # As a version that read less would have left it.
    corpus.intake.put("plu-a", DossierIntake(DossierFacts(), data=before.data))
    corpus.intake.put_geography("plu-a", Geography())
    embedded = embedder.embedded
    application.dossiers.take_in_again("plu-a")
    assert corpus.intake.get("plu-a") == before
    assert corpus.intake.geography("plu-a") == geography
    assert embedder.embedded == embedded
    # The next reading sweeps files that nobody needs: the data are needed.
    write_pieces(tmp_path / "autre", {"padd.pdf": ""})
    application.dossiers.ingest([tmp_path / "autre"], "plu-b", Description())
    application.dossiers.take_in_again("plu-a")
    application.dossiers.delete("plu-a")
    assert not list((application.settings.data_dir / "files").glob("*.zip"))


def test_a_dossier_whose_data_were_not_kept_is_told(application: FakeApplication, tmp_path: Path) -> None:
    write_pieces(tmp_path / "d", {"padd.pdf": ""})
    application.dossiers.ingest([tmp_path / "d"], "plu-a", Description())
    with pytest.raises(UsageError, match="pas été gardées"):
        application.dossiers.take_in_again("plu-a")


def test_a_piece_sent_later_leaves_what_the_dossier_told(application: FakeApplication, tmp_path: Path) -> None:
    folder = modification(tmp_path)
    application.dossiers.ingest([folder], "plu-a", Description())
    before = application.corpus.intake.get("plu-a")
    assert before is not None
    write_pieces(tmp_path / "ajout", {"PADD v2.pdf": "", "RP tome 2.pdf": ""})
    application.dossiers.ingest([tmp_path / "ajout"], "plu-a", Description())
    after = application.corpus.intake.get("plu-a")
    assert after is not None
    assert (after.facts, after.data, after.is_standard) == (before.facts, before.data, True)
    assert after.missing == before.missing
    assert {one.filename: one.kind for one in after.pieces} == {
        **{one.filename: one.kind for one in before.pieces},
        "PADD v2.pdf": PieceKind.PADD,
        "RP tome 2.pdf": PieceKind.RAPPORT_PRESENTATION,
    }
