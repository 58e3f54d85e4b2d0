from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import DocumentKind, DossierIntake, PieceKind, Procedure, Stage
from ingestion.cnig.attribute_tables import read_table
from ingestion.cnig.dossier_intake import take_in
from ingestion.cnig.dossier_name import read_dossier_name
from ingestion.cnig.nested_archives import open_dossier
from ingestion.cnig.standard_pieces import guess_standard_piece
from ingestion.cnig.territory_names import bare_name, territory_on_pages
from ingestion.cnig.urba_tables import read_procedure
from tests.ingestion.cnig_dossiers import write_dbf, write_pieces, zipped


@pytest.mark.parametrize(
    ("text", "code", "kind", "day", "plan"),
    [
        ("30014_PLU_20171013", "30014", DocumentKind.PLU, date(2017, 10, 13), None),
        ("200011781_PLUi_20180101.zip", "200011781", DocumentKind.PLUI, date(2018, 1, 1), None),
        ("200011781_PLU_20180101", "200011781", DocumentKind.PLUI, date(2018, 1, 1), None),
        ("200078244_SCOT_20180218_A", "200078244", DocumentKind.SCOT, date(2018, 2, 18), "A"),
        ("2A004_PLU_00000000_b", "2A004", DocumentKind.PLU, None, "B"),
        ("envoi 30014_PLU_20171013 (1).zip", "30014", DocumentKind.PLU, date(2017, 10, 13), None),
    ],
)
def test_the_name_of_a_standard_dossier(
    text: str, code: str, kind: DocumentKind, day: date | None, plan: str | None
) -> None:
    name = read_dossier_name([text])
    assert name is not None
    assert (name.code, name.kind, name.day, name.plan) == (code, kind, day, plan)


@pytest.mark.parametrize("text", ["PLU de Montclar", "30014_PLUVIAL_20171013", "123_PLU_20171013", ""])
def test_another_name_is_none(text: str) -> None:
    assert read_dossier_name([text]) is None


@pytest.mark.parametrize(
    ("folders", "filename", "kind", "title", "partial", "sector"),
    [
        ("Pieces_ecrites/0_Procedure", "200999202_avis_eval_env_E_20230915.pdf", PieceKind.AVIS,
         "Avis de l’autorité environnementale", False, None),
        ("Pieces_ecrites/0_Procedure", "lettre.pdf", PieceKind.PROCEDURE, None, False, None),
        ("Pieces_ecrites/0_Procedure", "30014_rapport_20171013.pdf", PieceKind.PROCEDURE,
         "Rapport de présentation", False, None),
        ("", "30014_20231002_rapport_M2_rnt_1_20240115.pdf", PieceKind.RESUME_NON_TECHNIQUE,
         "Résumé non technique (M2), n° 1", False, None),
        ("", "30014_20231002_rapport_M2_20240115.pdf", PieceKind.RAPPORT_PRESENTATION,
         "Rapport de présentation (M2)", False, None),
        ("", "30014_prescription_surf_07_04_20171013.pdf", PieceKind.REGLEMENT,
         "Prescription surfacique : patrimoine écologique à protéger (L. 151-23)", False, None),
        ("", "30014_reglement_97_00_20171013.pdf", PieceKind.REGLEMENT, "Règlement écrit", True, None),
        ("Pieces_ecrites/7_Plans_de_secteur/Secteur_02/5_OAP", "feuillet.pdf", PieceKind.OAP, None, False, "02"),
        ("1_SCOT", "200078244_daac_20180218.pdf", PieceKind.DOO,
         "Document d’aménagement artisanal, commercial et logistique", False, None),
        ("", "30014_20230101_delib_arret_R_20240101.pdf", PieceKind.PROCEDURE,
         "Délibération d’arrêt du projet", False, None),
    ],
)  # fmt: skip
def test_a_piece_by_its_standard_name_and_folder(
    folders: str, filename: str, kind: PieceKind, title: str | None, partial: bool, sector: str | None
) -> None:
    guess = guess_standard_piece(folders.split("/"), filename, {})
    assert guess is not None
    assert (guess.kind, guess.title, guess.is_partial, guess.sector) == (kind, title, partial, sector)
    assert guess.reason


def test_a_free_name_is_left_to_its_words() -> None:
    assert guess_standard_piece(["Dossier d'arrêt"], "RP tome 2 v3 DEF.pdf", {}) is None


@pytest.mark.parametrize(
    ("text", "procedure", "number"),
    [
        ("E", Procedure.ELABORATION, None), ("R", Procedure.REVISION, None), ("RA1", Procedure.REVISION_ALLEGEE, 1),
        ("M2", Procedure.MODIFICATION, 2), ("MS 3", Procedure.MODIFICATION_SIMPLIFIEE, 3),
        ("MEC12", Procedure.MISE_EN_COMPATIBILITE, 12), ("MAJ1", Procedure.MISE_A_JOUR, 1),
    ],
)  # fmt: skip
def test_nomproc(text: str, procedure: Procedure, number: int | None) -> None:
    assert read_procedure(text) == (procedure, number)


@given(st.text(max_size=30))
def test_whatever_stands_in_nomproc_is_a_procedure_or_none(text: str) -> None:
    read = read_procedure(text)
    assert read is None or isinstance(read[0], Procedure)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Plan Local d'Urbanisme de la commune de ARPAILLARGUES-ET-AUREILLAC", "Arpaillargues-et-Aureillac"),
        ("Communauté de communes du Val de Gardelle", "Val de Gardelle"),
        ("SCOT du PETR Cœur des Hauts", "PETR Cœur des Hauts"),
        ("Mairie d'Uzès", "Uzès"),
    ],
)
def test_a_territory_without_its_institution(text: str, name: str) -> None:
    assert bare_name(text) == name


def test_the_territory_is_what_most_first_pages_name() -> None:
    found = territory_on_pages(
        [
            ("padd.pdf", "Communauté de communes du Val d’Ourle\nPlan local d’urbanisme intercommunal"),
            ("reglement.pdf", "PLUi du Val d’Ourle – Règlement\nvu la commune de Saint-Roch"),
            ("oap.pdf", "Orientations"),
        ]
    )
    assert found is not None
    assert found.value == "Val d’Ourle"
    assert "2 pièce" in found.reason


@given(st.lists(st.tuples(st.text(max_size=10), st.text(max_size=200)), max_size=3))
def test_any_first_pages_can_be_looked_at(pages: list[tuple[str, str]]) -> None:
    found = territory_on_pages(pages)
    assert found is None or found.value


INSEE = "98765"


def modification(root: Path, encoding: str = "cp1252") -> Path:
    """The folder of a « modification n° 2 » of a PLU, with dBase tables in capitals, as in 2018."""
    folder = root / "98765_PLU_20240115"
    write_dbf(
        folder / "98765_DOC_URBA_20240115.DBF",
        dict.fromkeys(("IDURBA", "TYPEDOC", "ETAT", "NOMPROC", "DATAPPRO", "SIREN"), ""),
        [
            ("98765_PLU_20190301", "PLU", "05", "E", "20190301", ""),
            ("98765_PLU_20240115", "PLU", "03", "M2", "20240115", ""),
        ],
        encoding,
    )
    write_dbf(folder / "98765_DOC_URBA_COM_20240115.DBF", {"IDURBA": "", "INSEE": ""}, [("98765_PLU_20240115", INSEE)])
    write_pieces(
        folder,
        {
            "Pieces_ecrites/0_Procedure/98765_20240115_delib_approbation_M2_20240115.pdf": "",
            "Pieces_ecrites/1_Rapport_de_presentation/98765_20231002_rapport_M2_20240115.pdf": "",
            "Pieces_ecrites/3_Reglement/98765_reglement_20240115.pdf": "",
        },
    )
    (folder / "Pieces_ecrites" / "Thumbs.db").write_bytes(b"x")
    (root / "__MACOSX").mkdir()
    (root / "__MACOSX" / "._98765_reglement_20240115.pdf").write_bytes(b"x")
    return folder


def check_modification(intake: DossierIntake) -> None:
    facts = intake.facts
    assert facts.kind is not None
    assert facts.kind.value is DocumentKind.PLU
    assert facts.stage is not None
    assert facts.stage.value is Stage.APPROUVE
    assert facts.procedure is not None
    assert facts.procedure_number is not None
    assert (facts.procedure.value, facts.procedure_number.value) == (Procedure.MODIFICATION, 2)
    assert facts.day is not None
    assert facts.day.value == date(2024, 1, 15)
    assert facts.identifier is not None
    assert facts.identifier.value == "98765_PLU_20240115"
    assert facts.communes is not None
    assert facts.communes.value == ("98765",)
    assert facts.slug is not None
    assert facts.slug.value == "plu-98765-20240115"
    assert facts.title is not None
    assert facts.title.value == "PLU 98765, modification n° 2"
    assert {piece.kind for piece in intake.pieces} == {
        PieceKind.PROCEDURE, PieceKind.RAPPORT_PRESENTATION, PieceKind.REGLEMENT
    }  # fmt: skip


def test_a_modification_as_a_folder(tmp_path: Path) -> None:
    folder = modification(tmp_path)
    intake = take_in([(folder.name, folder)]).intake
    check_modification(intake)
    assert any("Thumbs.db" in remark for remark in intake.remarks)


@pytest.mark.parametrize("layout", ["zip", "zip without the folder", "wrapped", "zip in a folder", "nested"])
def test_the_same_dossier_however_it_is_packed(tmp_path: Path, layout: str) -> None:
    made = tmp_path / "made"
    made.mkdir()
    folder = modification(made)
    archive = tmp_path / f"{folder.name}.zip"
    given: Path
    if layout == "zip":
        given = zipped(made, archive)
    elif layout == "zip without the folder":
        given = zipped(folder, archive)
    elif layout == "wrapped":
        given = zipped(made, tmp_path / "envoi.zip", inside="Envoi/PLU/")
    elif layout == "zip in a folder":
        given = tmp_path / "reception"
        given.mkdir()
        zipped(made, given / archive.name)
    else:
        inner = tmp_path / "outer"
        inner.mkdir()
        zipped(made, inner / archive.name)
        given = zipped(inner, tmp_path / "envoi.zip")
    opened = open_dossier([given], tmp_path / "scratch")
    check_modification(take_in(opened.roots).intake)


def test_old_dossiers_have_tables_without_a_prefix(tmp_path: Path) -> None:
    folder = tmp_path / "200999303_PLUi_20140407"
    write_dbf(
        folder / "DOC_URBA.DBF",
        dict.fromkeys(("IDURBA", "TYPEDOC", "DATAPPRO", "INTERCO", "SIREN", "ETAT"), ""),
        [("20099930320140407", "PLU", "20140407", "T", "200999303", "3")],
    )
    write_dbf(folder / "DOC_URBA_COM.DBF", {"IDURBA": "", "INSEE": ""}, [("x", "01001"), ("x", "01002")])
    write_pieces(folder, {"200999303_reglement_20140407.pdf": "", "200999303_padd_20140407.pdf": ""})
    facts = take_in([(folder.name, folder)]).intake.facts
    assert facts.kind is not None
    assert facts.stage is not None
    assert (facts.kind.value, facts.stage.value) == (DocumentKind.PLUI, Stage.APPROUVE)
    assert facts.communes is not None
    assert facts.communes.value == ("01001", "01002")
    assert facts.procedure is None  # the old table has none: nothing is invented


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_table_is_read_in_the_encoding_that_it_has(tmp_path: Path, encoding: str) -> None:
    write_dbf(tmp_path / "DOC_URBA.dbf", {"NOM": ""}, [("SCoT de la Vallée dorée",)], encoding)
    assert read_table(tmp_path / "DOC_URBA.dbf")[0]["NOM"] == "SCoT de la Vallée dorée"


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_damaged_one(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("t") / "98765_DOC_URBA_20240115.dbf"
    path.write_bytes(data)
    taken = take_in([("98765_PLU_20240115", path.parent)])
    assert taken.intake.facts.kind is not None
