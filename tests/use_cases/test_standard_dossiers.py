"""Dossiers of the CNIG from the ZIP to the answers: description, opinions kept apart, partial procedures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain import DocumentKind, PieceKind, Procedure, Stage, Verdict, WarningCode
from tests.fakes import FakeApplication, FakeBackend
from tests.ingestion.cnig_dossiers import write_dbf, write_pieces, zipped
from use_cases.ingest import Description

OPINION = (
    "Avis délibéré de l'autorité environnementale. Les réservoirs de biodiversité et les corridors écologiques sont "
    "cartographiés dans un atlas. Les zones humides inventoriées (181 sites, 231 ha) sont protégées, toute "
    "construction y est interdite. Au moins 40 % de pleine terre sont imposés en zone UB. Les haies sont protégées au "
    "titre de "
    "l'article L. 151-23. L'autorité regrette qu'aucune mesure de compensation ne soit prévue."
)
RULES = (
    "La hauteur des constructions ne dépasse pas neuf mètres à l'égout du toit. "
    "Les façades sont enduites dans les teintes du nuancier communal."
)
CODES = ["I01", "I04", "I05", "I13", "I14"]


def dossier(root: Path, opinion: str, *, nomproc: str = "E") -> Path:
    folder = root / "200999404_PLUi_20240115"
    folder.mkdir(parents=True)
    (folder / "fr-200999404.xml").write_text("<MD_Metadata></MD_Metadata>", encoding="utf-8")
    write_dbf(
        folder / "200999404_DOC_URBA_20240115.dbf",
        dict.fromkeys(("IDURBA", "TYPEDOC", "ETAT", "NOMPROC", "DATAPPRO", "SIREN"), ""),
        [("200999404_PLUI_20240115", "PLUI", "03", nomproc, "20240115", "200999404")],
    )
    write_pieces(
        folder,
        {
            f"Pieces_ecrites/0_Procedure/200999404_20230915_avis_eval_env_{nomproc}_20240115.pdf": opinion,
            "Pieces_ecrites/3_Reglement/200999404_reglement_20240115.pdf": RULES,
        },
    )
    return zipped(root, root.parent / f"{root.name}.zip")


def taken_in(application: FakeApplication, root: Path, slug: str, opinion: str, nomproc: str = "E") -> None:
    root.mkdir()
    application.dossiers.ingest([dossier(root, opinion, nomproc=nomproc)], slug, Description())


def test_a_zip_of_the_portal_describes_itself(application: FakeApplication, tmp_path: Path) -> None:
    taken_in(application, tmp_path / "m", "plui-a", OPINION)
    info = application.corpus.documents.get("plui-a")
    assert (info.kind, info.stage, info.date) == (DocumentKind.PLUI, Stage.APPROUVE, date(2024, 1, 15))
    assert (info.procedure, info.authority, info.plan) == (Procedure.ELABORATION, "200999404", "plui-200999404")
    assert info.identifier == "200999404_PLUI_20240115"
    assert info.title == "PLUi 200999404"
    kinds = {piece.kind: piece.title for piece in info.pieces}
    assert kinds == {
        PieceKind.AVIS: "Avis de l’autorité environnementale", PieceKind.REGLEMENT: "Règlement écrit"
    }  # fmt: skip
    intake = application.corpus.intake.get("plui-a")
    assert intake is not None
    assert any("PADD" in missing for missing in intake.missing)
    assert all(piece.reason for piece in intake.pieces)


def test_what_a_person_said_stays_when_the_files_say_otherwise(application: FakeApplication, tmp_path: Path) -> None:
    root = tmp_path / "m"
    root.mkdir()
    archive = dossier(root, OPINION)
    application.dossiers.ingest([archive], "plui-a", Description(title="Mon plan", stage=Stage.ARRETE))
    info = application.corpus.documents.get("plui-a")
    assert (info.title, info.stage, info.kind) == ("Mon plan", Stage.ARRETE, DocumentKind.PLUI)
    application.corpus.documents.amend("plui-a", {"procedure": Procedure.REVISION})
    application.corpus.documents.amend("plui-a", {"authority": "200999405", "communes": ["30014"]})
    application.dossiers.ingest([archive], "plui-a", Description())
    info = application.corpus.documents.get("plui-a")
    assert (info.procedure, info.authority, info.communes) == (Procedure.REVISION, "200999405", ("30014",))
    assert info.identifier == "200999404_PLUI_20240115", "nobody corrected it: it follows the files"


@pytest.mark.parametrize("reader", ["cues", "none"])
def test_an_opinion_gives_no_citation_and_changes_no_verdict(
    application: FakeApplication, tmp_path: Path, reader: str
) -> None:
    taken_in(application, tmp_path / "with", "avec", OPINION)
    taken_in(application, tmp_path / "without", "sans", "Avis rendu sans observation particulière de notre part.")
    backend = FakeBackend(word=" ") if reader == "cues" else application.open_backend("none")
    found = {slug: application.analysis(backend=backend).run(slug, CODES).answers for slug in ("avec", "sans")}
    for one, other in zip(found["avec"], found["sans"], strict=True):
        assert one.verdict == other.verdict, one.indicator
        assert not [citation for citation in one.citations if "avis" in citation.piece], one.indicator
        assert not [value for value in one.values if "avis" in value.piece], one.indicator


def test_a_modification_silent_on_a_subject_is_sans_objet(application: FakeApplication, tmp_path: Path) -> None:
    taken_in(application, tmp_path / "m", "m2", OPINION, "M2")
    info = application.corpus.documents.get("m2")
    assert (info.procedure, info.procedure_number) == (Procedure.MODIFICATION, 2)
    assert info.title == "PLUi 200999404, modification n° 2"
    answers = application.analysis(backend=FakeBackend(word="introuvable")).run("m2", ["I01"]).answers
    assert [one.verdict for one in answers] == [Verdict.SANS_OBJET]
    assert WarningCode.OUT_OF_SCOPE in {warning.code for warning in answers[0].warnings}


def test_a_dummy_piece_and_one_that_is_a_link_are_told(application: FakeApplication, tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    write_pieces(
        folder,
        {
            "reglement.pdf": RULES,
            "annexe-1.pdf": "Annexes sanitaires : https://exemple.invalid/annexes/plan.zip",
            "annexe-2.pdf": "DOCUMENT DE TEST",
        },
    )
    application.dossiers.ingest([folder], "plu-a", Description())
    said = {piece.name: " ".join(piece.warnings) for piece in application.corpus.documents.get("plu-a").pieces}
    assert "renvoyer à une adresse" in said["annexe-1"]
    assert "presque vide" in said["annexe-2"]
    assert said["reglement"] == ""


def test_a_dossier_without_communes_is_found_by_the_department_of_its_pages(
    application: FakeApplication, tmp_path: Path
) -> None:
    head = "Département du Gard. Avis de l'autorité environnementale sur un projet fictif de document d'urbanisme."
    taken_in(application, tmp_path / "a", "plui-a", head)
    info = application.corpus.documents.get("plui-a")
    assert (info.departments, info.regions) == (("30",), ("76",))
    intake = application.corpus.intake.get("plui-a")
    assert intake is not None
    assert intake.facts.departments is not None
    assert "première page" in intake.facts.departments.reason
    application.corpus.documents.amend("plui-a", {"departments": ["34", "30"]})
    application.dossiers.ingest([tmp_path / "a.zip"], "plui-a", Description())
    assert application.corpus.documents.get("plui-a").departments == ("30", "34"), "what a person said stays"
    taken_in(application, tmp_path / "b", "plui-b", OPINION)
    unknown = application.corpus.intake.get("plui-b")
    assert unknown is not None
    assert any("Département inconnu" in remark for remark in unknown.remarks)
