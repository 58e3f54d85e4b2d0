"""Dossiers of the standards of 2012 to 2024, with what is odd in real ones: codes, layouts, metadata, links."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain import DocumentKind, DossierFacts, PieceKind, Procedure, Stage
from ingestion import collect_pieces
from ingestion.cnig.completeness import missing_from
from ingestion.cnig.dossier_intake import TakenIn, take_in
from ingestion.cnig.metadata_file import is_metadata, read_metadata
from tests.ingestion.cnig_dossiers import write_dbf, write_pieces
from tests.ingestion.in_french import FRENCH

K = PieceKind


def taken(folder: Path) -> TakenIn:
    return take_in([(folder.name, folder)], FRENCH.text.piece_names)


def kinds(folder: Path) -> dict[str, PieceKind | None]:
    return {piece.filename: piece.kind for piece in taken(folder).intake.pieces}


def facts_of_row(folder: Path, **values: str) -> DossierFacts:
    """The facts of a dossier whose DOC_URBA has one row with these values, as CSV."""
    folder.mkdir(exist_ok=True)
    row = {"IDURBA": folder.name, "TYPEDOC": "PLU", **values}
    (folder / "DOC_URBA.csv").write_text(f"{';'.join(row)}\n{';'.join(row.values())}\n", encoding="utf-8")
    return taken(folder).intake.facts


@pytest.mark.parametrize(
    ("code", "stage"),
    [
        ("01", Stage.EN_COURS), ("02", Stage.ARRETE), ("03", Stage.APPROUVE), ("04", Stage.ANNULE),
        ("05", Stage.REMPLACE), ("06", Stage.ABROGE), ("07", Stage.APPROUVE), ("08", Stage.ANNULE_EN_PARTIE),
        ("09", Stage.CADUC), ("3", Stage.APPROUVE), ("2.0", Stage.ARRETE), ("10", None), ("", None), ("x", None),
    ],
)  # fmt: skip
def test_every_value_of_etat(tmp_path: Path, code: str, stage: Stage | None) -> None:
    found = facts_of_row(tmp_path / "98765_PLU_20240115", ETAT=code).stage
    assert (found.value if found else None) is stage


@pytest.mark.parametrize(
    ("code", "procedure", "number"),
    [
        ("E", Procedure.ELABORATION, None), ("R", Procedure.REVISION, None), ("R1", Procedure.REVISION, 1),
        ("RA", Procedure.REVISION_ALLEGEE, None), ("RA2", Procedure.REVISION_ALLEGEE, 2),
        ("RS1", Procedure.REVISION_ALLEGEE, 1), ("M", Procedure.MODIFICATION, None),
        ("M12", Procedure.MODIFICATION, 12), ("MS1", Procedure.MODIFICATION_SIMPLIFIEE, 1),
        ("MEC3", Procedure.MISE_EN_COMPATIBILITE, 3), ("MAJ", Procedure.MISE_A_JOUR, None),
        ("MAJ4", Procedure.MISE_A_JOUR, 4), ("A", Procedure.ABROGATION, None),
        ("ms_2", Procedure.MODIFICATION_SIMPLIFIEE, 2),
        ("M n°3", Procedure.MODIFICATION, 3), ("M03", Procedure.MODIFICATION, 3), ("X", None, None), ("", None, None),
    ],
)  # fmt: skip
def test_every_value_of_nomproc(tmp_path: Path, code: str, procedure: Procedure | None, number: int | None) -> None:
    facts = facts_of_row(tmp_path / "98765_PLU_20240115", NOMPROC=code)
    assert (facts.procedure.value if facts.procedure else None) is procedure
    assert (facts.procedure_number.value if facts.procedure_number else None) == number


@pytest.mark.parametrize("text", ["20240115", "2024-01-15", "15/01/2024"])
def test_a_day_is_read_as_tables_write_it(tmp_path: Path, text: str) -> None:
    facts = facts_of_row(tmp_path / "98765_PLU_20200101", DATAPPRO=text)
    assert facts.day is not None
    assert facts.day.value == date(2024, 1, 15)


LAYOUTS: dict[str, tuple[DocumentKind, dict[str, PieceKind]]] = {
    # 2012 to 2014: one PDF a piece at the root, tables without prefix.
    "98765_PLU_20130211": (
        DocumentKind.PLU,
        {
            "98765_rapport_20130211.pdf": K.RAPPORT_PRESENTATION, "98765_padd_20130211.pdf": K.PADD,
            "98765_reglement_20130211.pdf": K.REGLEMENT, "98765_orientations_amenagement_20130211.pdf": K.OAP,
            "98765_prescription_surf_01_20130211.pdf": K.REGLEMENT, "98765_info_surf_04_20130211.pdf": K.ANNEXE,
            "98765_procedure_20130211.pdf": K.PROCEDURE,
        },
    ),
    "2A004_PLU_00000000_A": (
        DocumentKind.PLU,
        {
            "Pieces_ecrites/1_Rapport_de_presentation/2A004_rapport_00000000_A.pdf": K.RAPPORT_PRESENTATION,
            "Pieces_ecrites/2_PADD/2A004_padd_00000000_A.pdf": K.PADD,
            "Pieces_ecrites/3_Reglement/2A004_reglement_97_00_00000000_A.pdf": K.REGLEMENT,
        },
    ),
    "200999303_PLUi_20240321_B": (
        DocumentKind.PLUI,
        {
            "Pieces_ecrites/0_Procedure/200999303_20230915_avis_eval_env_E_20240321_B.pdf": K.AVIS,
            "Pieces_ecrites/0_Procedure/200999303_20230601_decision_eval_env_M1_20240321_B.pdf": K.AVIS,
            "Pieces_ecrites/0_Procedure/200999303_20240321_delib_approbation_E_20240321_B.pdf": K.PROCEDURE,
            "Pieces_ecrites/0_Procedure/200999303_20210101_delib_prescription_E_20240321_B.pdf": K.PROCEDURE,
            "Pieces_ecrites/0_Procedure/200999303_20230101_arrete_maj_annexes_MAJ1_20240321_B.pdf": K.PROCEDURE,
            "Pieces_ecrites/0_Procedure/200999303_jugement_20240321_B.pdf": K.PROCEDURE,
            "Pieces_ecrites/1_Rapport_de_presentation/200999303_20240321_rapport_E_rnt_1_20240321_B.pdf":
                K.RESUME_NON_TECHNIQUE,
            "Pieces_ecrites/1_Rapport_de_presentation/200999303_20240321_rapport_E_2_20240321_B.pdf":
                K.RAPPORT_PRESENTATION,
            "Pieces_ecrites/3_Reglement/200999303_reglement_graphique_1_20240321_B.pdf": K.REGLEMENT,
            "Pieces_ecrites/4_Annexes/200999303_liste_SUP_20240321_B.pdf": K.ANNEXE,
            "Pieces_ecrites/4_Annexes/Règlement assainissement.pdf": K.ANNEXE,
            "Pieces_ecrites/5_OAP/200999303_oap_SECT02_1_20240321_B.pdf": K.OAP,
            "Pieces_ecrites/6_POA/200999303_poa_20240321_B.pdf": K.ANNEXE,
            "Pieces_ecrites/7_Plans_de_secteur/Secteur_01/3_Reglement/secteur nord.pdf": K.REGLEMENT,
        },
    ),
    "200999303_SCOT_20180218": (
        DocumentKind.SCOT,
        {
            "Pieces_ecrites/0_Procedure/200999303_procedure_20180218.pdf": K.PROCEDURE,
            "Pieces_ecrites/1_SCOT/200999303_rapport_1_20180218.pdf": K.RAPPORT_PRESENTATION,
            "Pieces_ecrites/1_SCOT/200999303_padd_20180218.pdf": K.PADD,
            "Pieces_ecrites/1_SCOT/200999303_doo_20180218.pdf": K.DOO,
            "Pieces_ecrites/2_Autres_documents/Avis MRAe.pdf": K.AVIS,
            "Pieces_ecrites/2_Autres_documents/Atlas EIE.pdf": K.EIE,
        },
    ),
    "200999303_SCOT_20250612_A": (
        DocumentKind.SCOT,
        {
            "1_SCOT/200999303_pas_20250612_A.pdf": K.PAS,
            "1_SCOT/200999303_daac_20250612_A.pdf": K.DOO,
            "2_Annexes/200999303_diagnostic_20250612_A.pdf": K.RAPPORT_PRESENTATION,
            "2_Annexes/200999303_evaluation_environnementale_20250612_A.pdf": K.EVALUATION_ENVIRONNEMENTALE,
            "2_Annexes/200999303_justification_choix_20250612_A.pdf": K.RAPPORT_PRESENTATION,
            "2_Annexes/200999303_consommation_espace_20250612_A.pdf": K.RAPPORT_PRESENTATION,
            "2_Annexes/200999303_programme_actions_20250612_A.pdf": K.ANNEXE,
            "2_Annexes/200999303_annexe_pcaet_20250612_A.pdf": K.ANNEXE,
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("capitals", [False, True])
def test_every_layout_gives_kind_and_pieces(tmp_path: Path, name: str, *, capitals: bool) -> None:
    kind, pieces = LAYOUTS[name]
    folder = tmp_path / (name.upper() if capitals else name)
    for place in pieces:
        path = folder / (place.upper() if capitals else place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF")
    write_dbf(folder / "DOC_URBA.DBF", {"IDURBA": "", "ETAT": ""}, [(name, "03")])
    found = taken(folder).intake
    assert found.is_standard
    assert found.facts.kind is not None
    assert found.facts.kind.value is kind
    told = {piece.filename.lower(): piece.kind for piece in found.pieces}
    assert told == {place.rpartition("/")[2].lower(): one for place, one in pieces.items()}


METADATA = (
    '<?xml version="1.0" encoding="{encoding}"?><gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd">'
    "<gmd:identificationInfo><gmd:citation><gmd:title>PLU de Sévérac-l’Église</gmd:title></gmd:citation>"
    "</gmd:identificationInfo><gmd:referenceSystemInfo><gmd:code>EPSG:2154</gmd:code></gmd:referenceSystemInfo>"
    "</gmd:MD_Metadata>"
)


@pytest.mark.parametrize(
    ("declared", "written"),
    [("UTF-8", "utf-8"), ("UTF-8", "utf-8-sig"), ("UTF-8", "cp1252"), ("windows-1252", "cp1252"), ("utf-16", "utf-16")],
)
def test_metadata_are_read_in_the_encoding_that_they_have(tmp_path: Path, declared: str, written: str) -> None:
    path = tmp_path / "fr-98765.XML"
    path.write_bytes(METADATA.format(encoding=declared).encode(written))
    found = read_metadata(path)
    assert is_metadata(path)
    assert found is not None
    assert (found.title, found.projection) == ("PLU de Sévérac-l’Église", 2154)


def test_broken_metadata_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "98765_PLU_20240115"
    write_pieces(folder, {"98765_reglement_20240115.pdf": ""})
    (folder / "fr-98765.xml").write_text(METADATA.format(encoding="UTF-8")[:-30], encoding="utf-8")
    intake = taken(folder).intake
    assert any("fr-98765.xml" in remark and "ne peuvent pas être lues" in remark for remark in intake.remarks)
    assert intake.facts.kind is not None


def test_what_a_dossier_lacks_is_listed() -> None:
    lacking = missing_from(DocumentKind.PLU, None, {K.REGLEMENT, K.PADD}, {"ZONE_URBA"}, is_standard=True)
    assert [one.partition(" ")[0] for one in lacking] == [
        "rapport", "orientations", "annexes", "table", "table", "métadonnées", "pièces"
    ]  # fmt: skip
    assert missing_from(DocumentKind.PLU, Procedure.MODIFICATION, {K.REGLEMENT}, (), is_standard=False) == ()


def test_a_shortcut_is_no_piece_and_says_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "reglement.md").write_text("Un règlement.", encoding="utf-8")
    (tmp_path / "Annexes.url").write_text("[InternetShortcut]\r\nURL=https://exemple.invalid/annexes\r\n")
    (tmp_path / "SUP.lnk").write_bytes(b"L\x00\x00\x00")
    told = {one.path.name: one.reason for one in collect_pieces([tmp_path]).ignored}
    assert "https://exemple.invalid/annexes" in told["Annexes.url"]
    assert "n’est pas dans le dossier" in told["SUP.lnk"]
