from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain import same_figure
from exports import format_named
from indicator_queries import find
from tests.corpus.statements import counted
from tests.fakes import FakeApplication
from tests.ingestion.cnig_dossiers import write_pieces
from tests.ingestion.test_cnig_geography import prescriptions, zones
from use_cases.ingest import Description
from use_cases.opinions import said_in_opinions
from use_cases.surfaces_of_documents import surfaces_of_documents


def taken_in(application: FakeApplication, folder: Path) -> None:
    zones(folder / "Donnees_geographiques")
    prescriptions(folder / "Donnees_geographiques")
    write_pieces(
        folder,
        {
            "Pieces_ecrites/0_Procedure/98765_20230915_avis_eval_env_E_20240115.pdf": (
                "Les espaces boisés classés couvrent 1,3 ha. L'autorité regrette que les zones humides inventoriées ne "
                "soient pas protégées au règlement."
            ),
            "Pieces_ecrites/3_Reglement/98765_reglement_20240115.pdf": (
                "Les espaces boisés classés couvrent 1,5 ha au plan de zonage. La zone 1AU couvre 9 ha au Pré-Long."
            ),
        },
    )
    application.dossiers.ingest([folder], "plu-a", Description())


def test_tables_stand_beside_the_text_and_a_disagreement_is_shown(application: FakeApplication, tmp_path: Path) -> None:
    taken_in(application, tmp_path / "98765_PLU_20240115")
    figures = application.table_figures.of("plu-a")
    (woods,) = figures.of_indicator(find(application.grid, "I04"))
    assert woods.source == "table PRESCRIPTION_SURF, 2 objets"
    assert [(one.hectares, one.piece) for one in woods.text] == [(1.5, "98765_reglement_20240115")]
    assert woods.disagrees  # 1,25 ha in the table; the opinion's 1,3 ha is not the plan's figure
    zone = next(one for one in figures.zones() if one.code == "1AU")
    assert [one.agrees for one in zone.text] == [True]
    assert not zone.disagrees
    assert figures.of_indicator(find(application.grid, "I09")) == ()


def test_a_file_of_answers_gives_hectares_with_what_the_text_says(application: FakeApplication, tmp_path: Path) -> None:
    taken_in(application, tmp_path / "98765_PLU_20240115")
    found = surfaces_of_documents(application.corpus, application.table_figures, application.grid, ["plu-a"])["plu-a"]
    woods = next(one for one in found if "I04" in one.indicators and one.is_compared)
    assert (woods.hectares, woods.source, woods.agreement) == (1.25, "table PRESCRIPTION_SURF, 2 objets", "écart")
    assert woods.compared == ("98765_reglement_20240115, p. 1 : 1,5 ha, écart de +20 %",)
    overlaps = [one for one in found if not one.is_compared]
    assert len(overlaps) == len(application.corpus.intake.geographies(["plu-a"])["plu-a"].overlaps)
    zone = next(one for one in found if one.what.startswith("zone 1AU") and one.is_compared)
    assert (zone.indicators, zone.agreement) == ((), "concorde")
    (document,) = json.loads(application.exporting.content(["plu-a"], format_named("json")))["documents"]
    assert [one["source"] for one in document["surfaces"]] == [one.source for one in found]


def test_the_text_is_read_for_hectares_once_until_the_document_changes(
    application: FakeApplication, tmp_path: Path
) -> None:
    taken_in(application, tmp_path / "98765_PLU_20240115")
    woods = find(application.grid, "I04")
    before = application.table_figures.of("plu-a").of_indicator(woods)
    with counted(application.corpus) as said:
        assert application.table_figures.of("plu-a").of_indicator(woods) == before
    assert said == []
    application.corpus.documents.describe("plu-b")
    with counted(application.corpus) as said:  # a document that comes changes nothing of the others
        assert application.table_figures.of("plu-a").of_indicator(woods) == before
    assert len(said) <= 2
    application.dossiers.remove_piece("plu-a", "98765_reglement_20240115")
    (after,) = application.table_figures.of("plu-a").of_indicator(woods)
    assert before[0].text
    assert not after.text


def test_opinions_are_read_beside_the_indicator_that_they_speak_of(
    application: FakeApplication, tmp_path: Path
) -> None:
    taken_in(application, tmp_path / "98765_PLU_20240115")
    retriever = application.retriever
    said = said_in_opinions(application.corpus, retriever, "plu-a", find(application.grid, "I05"))
    assert ["zones humides" in one.sentence.text for one in said] == [True]
    assert said[0].piece_title == "Avis de l’autorité environnementale"
    assert not said_in_opinions(application.corpus, retriever, "plu-a", find(application.grid, "I03"))


@pytest.mark.parametrize(
    ("written", "measured", "same"),
    [(1468.3, 1468.28, True), (1486.3, 1468.3, False), (1468, 1468.3, True), (1500, 1468.3, True), (46, 46.8, False)],
)
def test_a_text_is_compared_at_the_precision_at_which_it_is_written(
    written: float, measured: float, same: bool
) -> None:
    assert same_figure(written, measured) is same
