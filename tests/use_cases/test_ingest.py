from __future__ import annotations

import shutil
import sqlite3
import zipfile
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain import Answer, Citation, PieceKind, Query, Searched, Verdict
from domain.errors import BiollmError, DiskFull, MissingPath, ReadingError, UnknownDocument, UsageError
from sample import sample_pieces
from tests.fakes import FakeApplication, FakeEmbedder, application_in
from tests.ingestion.pdfs import raw_pdf
from tests.use_cases.dump import dump
from use_cases.index import Indexer
from use_cases.ingest import Description
from use_cases.recognition_warnings import with_recognition_warnings

PADD = raw_pdf(["La commune protège ses haies.\nElle conserve les mares du bourg."])
REGLEMENT = raw_pdf(["Un arbre est planté pour quatre places.", "La pleine terre occupe 40 % du terrain."])


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "padd.pdf").write_bytes(PADD)
    (folder / "reglement.pdf").write_bytes(REGLEMENT)
    return folder


def ingest(application: FakeApplication, *paths: Path, progress: Any = lambda stage, done, total: None) -> Any:
    return application.dossiers.ingest(list(paths), "plui-a", Description(title="PLUi A"), progress)


def states(report: Any) -> dict[str, str]:
    return {piece.filename: piece.state for piece in report.pieces}


def test_a_dossier_is_read_and_both_indexes_hold_all_its_passages(application: FakeApplication, dossier: Path) -> None:
    report = ingest(application, dossier)
    assert states(report) == {"padd.pdf": "read", "reglement.pdf": "read"}
    passages = len(application.corpus.texts.passages("plui-a"))
    assert passages >= 2
    assert application.dense.count("plui-a") == application.lexical.count("plui-a") == passages
    assert application.corpus.documents.get("plui-a").title == "PLUi A"


def test_ingesting_again_reads_and_embeds_nothing(
    application: FakeApplication, embedder: FakeEmbedder, dossier: Path
) -> None:
    ingest(application, dossier)
    before, embedded = dump(application), embedder.embedded
    stages: list[str] = []
    report = ingest(application, dossier, progress=lambda stage, done, total: stages.append(stage))
    assert states(report) == {"padd.pdf": "unchanged", "reglement.pdf": "unchanged"}
    assert (stages, embedder.embedded) == ([], embedded)
    assert dump(application) == before


def test_a_broken_file_is_refused_alone(application: FakeApplication, dossier: Path) -> None:
    (dossier / "oap.pdf").write_text("<html><body>Page introuvable</body></html>", encoding="utf-8")
    report = ingest(application, dossier)
    assert states(report) == {"oap.pdf": "refused", "padd.pdf": "read", "reglement.pdf": "read"}
    (refused,) = report.refused
    assert isinstance(refused.error, ReadingError)
    assert "oap.pdf" in str(refused.error)
    assert [piece.name for piece in application.corpus.documents.get("plui-a").pieces] == ["padd", "reglement"]


@pytest.mark.parametrize("content", [b"", b"<html>404</html>", b"%PDF-1.7 coupe"])
def test_a_single_broken_file_stores_nothing(application: FakeApplication, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "oap.pdf"
    path.write_bytes(content)
    before = dump(application)
    with pytest.raises(ReadingError, match=r"oap\.pdf"):
        ingest(application, path)
    assert application.corpus.documents.all() == []
    assert dump(application) == before


def test_only_broken_files_store_nothing_and_each_is_told(application: FakeApplication, tmp_path: Path) -> None:
    for name in ("oap.pdf", "padd.pdf"):
        (tmp_path / name).write_bytes(b"<html>404</html>")
    with pytest.raises(ReadingError, match=r"(?s)oap\.pdf.*padd\.pdf"):
        ingest(application, tmp_path / "oap.pdf", tmp_path / "padd.pdf")
    assert application.corpus.documents.all() == []


def test_a_broken_new_version_leaves_the_old_piece(application: FakeApplication, dossier: Path) -> None:
    ingest(application, dossier)
    before = dump(application)
    (dossier / "padd.pdf").write_bytes(b"")
    report = ingest(application, dossier)
    assert states(report)["padd.pdf"] == "refused"
    assert dump(application) == before


def test_a_missing_path_or_a_bad_slug_is_a_wrong_request(application: FakeApplication, dossier: Path) -> None:
    with pytest.raises(MissingPath, match="absent"):
        ingest(application, dossier / "absent")
    with pytest.raises(UsageError):
        application.dossiers.ingest([dossier], "PLUi A", Description())
    assert application.corpus.documents.all() == []


def test_a_replaced_piece_is_indexed_alone(application: FakeApplication, embedder: FakeEmbedder, dossier: Path) -> None:
    ingest(application, dossier)
    old = {passage.id for passage in application.corpus.texts.passages("plui-a", "padd")}
    embedded = embedder.embedded
    (dossier / "padd.pdf").write_bytes(raw_pdf(["Les tourbières sont sanctuarisées."]))
    report = ingest(application, dossier)
    assert states(report) == {"padd.pdf": "replaced", "reglement.pdf": "unchanged"}
    new = [passage.id for passage in application.corpus.texts.passages("plui-a", "padd")]
    assert embedder.embedded - embedded == len(new)
    held = set(application.dense.vectors("plui-a")[0])
    assert not held & old
    assert held >= set(new)
    assert held == {passage.id for passage in application.corpus.texts.passages("plui-a")}
    assert application.lexical.count("plui-a") == len(held)
    assert len(list((application.settings.data_dir / "files").iterdir())) == 2


def test_a_deleted_document_leaves_nothing(application: FakeApplication, dossier: Path) -> None:
    empty = dump(application)
    ingest(application, dossier)
    application.dossiers.delete("plui-a")
    assert dump(application) == empty
    with pytest.raises(UnknownDocument):
        application.dossiers.delete("plui-a")


def test_deleting_a_document_spares_another_made_of_the_same_files(application: FakeApplication, dossier: Path) -> None:
    application.dossiers.ingest([dossier], "plui-b", Description())
    alone = dump(application)
    ingest(application, dossier)
    application.dossiers.delete("plui-a")
    assert dump(application) == alone


def test_the_same_content_twice_is_told(application: FakeApplication, dossier: Path) -> None:
    shutil.copy(dossier / "padd.pdf", dossier / "padd-copie.pdf")
    report = ingest(application, dossier)
    assert any("même contenu" in warning for warning in report.warnings)


def test_indexes_made_by_another_model_are_rebuilt_whole(data_dir: Path, dossier: Path) -> None:
    with application_in(data_dir).opened() as application:
        application.dossiers.ingest([dossier], "plui-a", Description())
        expected = {passage.id for passage in application.corpus.texts.passages("plui-a")}
    other = FakeEmbedder()
    other.revision = "2"
    with application_in(data_dir, embedder=other).opened() as application:
        with pytest.raises(BiollmError, match="reindex"):
            application.retriever.retrieve([Query("haies")], documents=["plui-a"], k=1)
        with pytest.raises(BiollmError, match="reindex"):
            application.dossiers.ingest([dossier], "plui-b", Description())
        assert [one.slug for one in application.corpus.documents.all()] == ["plui-a"]
        assert application.rebuild_indexes() == len(expected)
    with application_in(data_dir, embedder=other).opened() as application:
        assert set(application.dense.vectors("plui-a")[0]) == expected
        assert application.lexical.count("plui-a") == len(expected)
        assert [piece.indexed_by for piece in application.corpus.documents.get("plui-a").pieces] == ["factice@2"] * 2


class OnFullDisk:
    """A Chroma collection, or an index, on a disk that takes ``writes`` more writes."""

    def __init__(self, real: Any, error: Exception, writes: int):
        self._real = real
        self._error = error
        self._room = writes

    def upsert(self, *given: Any, **named: Any) -> None:
        if self._room == 0:
            raise self._error
        self._room -= 1
        self._real.upsert(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@pytest.mark.parametrize(
    "error", [OSError(ENOSPC, "No space left on device"), sqlite3.OperationalError("database or disk is full")]
)
def test_a_disk_full_while_vectors_are_written_is_said_and_the_same_command_goes_on(
    data_dir: Path, tmp_path: Path, dossier: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    with application_in(tmp_path / "ailleurs").opened() as application:
        ingest(application, dossier)  # type: ignore[arg-type]
        undisturbed = dump(application)
    with application_in(data_dir).opened() as application:
        index = application.dense._index
        collection = index._collection  # type: ignore[attr-defined]
        with monkeypatch.context() as patch:
            patch.setattr(index, "_collection", OnFullDisk(collection, error, writes=1))
            with pytest.raises(DiskFull, match=r"place.*[Rr]elance"):
                ingest(application, dossier)  # type: ignore[arg-type]
        info = application.corpus.documents.get("plui-a")
        assert [piece.indexed_by for piece in info.pieces] == ["factice@1", None]
        ingest(application, dossier)  # type: ignore[arg-type]
        assert dump(application) == undisturbed


def test_a_disk_full_between_the_two_indexes_leaves_no_piece_half_indexed(
    application: FakeApplication, dossier: Path
) -> None:
    full = OnFullDisk(application.lexical, DiskFull("Plus de place."), writes=0)
    indexer = Indexer(application.corpus, application.embedder, application.dense, full)
    ingest(application, dossier)
    whole = dump(application)
    for piece in ("padd", "reglement"):
        application.indexer.drop("plui-a", piece)
    with pytest.raises(DiskFull):
        indexer.index("plui-a")
    assert [piece.indexed_by for piece in application.corpus.documents.get("plui-a").pieces] == [None, None]
    ingest(application, dossier)
    assert dump(application) == whole


def test_the_sample_dossier_is_read_whole(application: FakeApplication) -> None:
    report = application.dossiers.ingest(sample_pieces(), "exemple", Description())
    assert {piece.state for piece in report.pieces} == {"read"}
    ids, vectors = application.dense.vectors("exemple")
    assert len(ids) == application.lexical.count("exemple") == len(application.corpus.texts.passages("exemple"))
    assert np.isfinite(vectors).all()


def test_a_kind_given_by_a_person_stays_when_the_piece_is_replaced(application: FakeApplication, dossier: Path) -> None:
    ingest(application, dossier)
    application.dossiers.set_kind("plui-a", "padd", PieceKind.ANNEXE)
    (dossier / "padd.pdf").write_bytes(raw_pdf(["Les tourbières sont sanctuarisées."]))
    ingest(application, dossier)
    pieces = {piece.name: piece.kind for piece in application.corpus.documents.get("plui-a").pieces}
    assert pieces == {"padd": PieceKind.ANNEXE, "reglement": PieceKind.REGLEMENT}


def test_a_piece_taken_out_leaves_the_others_and_nothing_of_itself(application: FakeApplication, dossier: Path) -> None:
    application.dossiers.ingest([dossier / "reglement.pdf"], "plui-a", Description(title="PLUi A"))
    alone = dump(application)
    ingest(application, dossier)
    application.dossiers.remove_piece("plui-a", "padd")
    assert dump(application) == alone


def test_pieces_of_a_folder_take_its_order_and_a_late_one_its_place(
    application: FakeApplication, dossier: Path
) -> None:
    ingest(application, dossier)
    (dossier / "0 resume.pdf").write_bytes(raw_pdf(["Le résumé dit ceci."]))
    ingest(application, dossier)
    assert [piece.name for piece in application.corpus.documents.get("plui-a").pieces] == [
        "0 resume",
        "padd",
        "reglement",
    ]


def test_the_same_content_in_another_document_is_told(application: FakeApplication, dossier: Path) -> None:
    application.dossiers.ingest([dossier], "plui-b", Description())
    report = ingest(application, dossier)
    assert any("padd.pdf du document plui-b" in warning for warning in report.warnings)


def test_a_hostile_archive_stores_nothing(application: FakeApplication, tmp_path: Path) -> None:
    path = tmp_path / "plui.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../padd.pdf", PADD)
    with pytest.raises(ReadingError, match="sortirait"):
        ingest(application, path)
    assert application.corpus.documents.all() == []
    assert not (application.settings.data_dir / "archives").exists()


def test_citing_a_badly_recognised_page_is_warned_of() -> None:
    citation = Citation("annexe", 3, None, "Un texte.", 3, 0, 9, "plui-a", 0.62)
    searched = Searched((), 0, ())
    given = Answer("plui-a", "A1", None, Verdict.OUI, "", (), (citation,), searched, (), "modèle", 0.0)
    (warning,) = with_recognition_warnings(given).warnings
    assert "annexe p. 3" in warning.sentence
    assert "62 %" in warning.sentence
    (warning,) = with_recognition_warnings(replace(given, document="plui-a, plui-b"), {"plui-a": "PLUi A"}).warnings
    assert warning.sentence.startswith("PLUi A, annexe p. 3")
    sure = replace(given, citations=(replace(citation, confidence=0.95),))
    assert with_recognition_warnings(sure).warnings == ()
