from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.conftest import Biollm
from tests.fakes import application_in
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description

HEADER = (
    "document,indicateur,verdict,valeur,unite,libelle_valeur,piece,page,citation,pertinence,"
    "commentaire,minutes,annotateur"
)

#: By the rubric of the grid, I01 and I02 are answered « oui » from the first page.
PAGES = [
    "Les haies sont protégées au plan de zonage. Les réservoirs de biodiversité et les corridors écologiques du "
    "territoire sont reportés sur la carte 3. Dans les corridors écologiques, toute construction est interdite.",
    "La pleine terre occupe 40 % du terrain.",
]


@pytest.fixture
def biollm(tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch, command_line: Biollm) -> Biollm:
    """Runs a command beside a gold file and an ingested document, with fake models."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "reglement.pdf"
    path.write_bytes(raw_pdf(PAGES))
    with application_in(data_dir).opened() as application:
        application.dossiers.ingest([path], "plui-a", Description())
    write("ana.csv", "plui-a,I01,oui,,,,reglement,1,Les haies,3,,10,Ana", "plui-a,I02,non,,,,,,,,,8,Ana")

    return command_line


def write(name: str, *rows: str) -> None:
    Path(name).write_text("\n".join([HEADER, *rows]), "utf-8")


def run_of(out: str) -> str:
    found = re.search(r"Évaluation gardée : (\w+)", out)
    assert found
    return found[1]


def test_an_evaluation_writes_its_report_and_tells_its_time(biollm: Biollm) -> None:
    code, out, err = biollm("evaluate", "--gold", "ana.csv", "--out", "rapport", "--gold-note", "Lue par Ana.")
    assert code == 0, err
    assert re.search(r"2 cases comparées, 10000 tirages, en [\d,]+ s", err)
    assert sorted(path.name for path in Path("rapport").iterdir()) == [
        "cellules.csv", "evaluation.html", "evaluation.json", "evaluation.xlsx",
    ]  # fmt: skip
    page = Path("rapport/evaluation.html").read_text("utf-8")
    assert "Lue par Ana." in page
    assert re.search(r'href="file://[^"]+\.pdf#page=1"', page)
    assert json.loads(Path("rapport/evaluation.json").read_text("utf-8"))["overall"]["cells"] == 2
    assert "Désaccords" in load_workbook("rapport/evaluation.xlsx").sheetnames
    assert "Temps gagné : non mesuré" in out


def test_runs_are_listed_compared_and_their_report_made_again(biollm: Biollm) -> None:
    assert "Aucune évaluation gardée" in biollm("evaluate", "--list")[1]
    first = run_of(biollm("evaluate", "--gold", "ana.csv")[1])
    second = run_of(biollm("evaluate", "--gold", "ana.csv", "--existing")[1])
    assert {first, second} <= set(re.findall(r"\b[0-9a-f]{8}\b", biollm("evaluate", "--list")[1]))
    code, out, _ = biollm("evaluate", "--compare", first, second)
    assert code == 0
    assert "2 cases communes" in out
    assert "McNemar exact p = 1" in out
    found = json.loads(biollm("evaluate", "--compare", first, second, "--json")[1])
    assert found["figures"]["verdict_accuracy"]["difference"] == 0
    assert biollm("evaluate", "--report", first, "--out", "encore")[0] == 0
    assert Path("encore/evaluation.xlsx").exists()
    code, _, err = biollm("evaluate", "--compare", first, "zzzz")
    assert (code, "zzzz" in err) == (2, True)


def test_a_threshold_that_is_not_held_ends_with_1_after_the_report(biollm: Biollm) -> None:
    # The fake says oui to both cells: half right.
    assert biollm("evaluate", "--gold", "ana.csv", "--fail-below", "verdict_accuracy=0.5")[0] == 0
    code, _, err = biollm("evaluate", "--gold", "ana.csv", "--out", "r", "--fail-below", "verdict_accuracy=0.51")
    assert code == 1
    assert "verdict_accuracy : 0.5000 sous le seuil 0.51 (n = 2)" in err
    assert Path("r/evaluation.html").exists()
    code, _, err = biollm("evaluate", "--gold", "ana.csv", "--fail-below", "exactitude=0.5")
    assert (code, "verdict_accuracy" in err) == (2, True)
    assert biollm("evaluate")[0] == 2


def test_several_gold_files_and_an_oracle(biollm: Biollm) -> None:
    write("autre.csv", "plui-a,I03,partiel,,,,reglement,2,La pleine terre,3,,,")
    code, out, _ = biollm("evaluate", "--gold", "ana.csv", "--gold", "autre.csv", "--oracle", "--json")
    assert code == 0
    found = json.loads(out)
    assert found["overall"]["cells"] == 3
    assert found["causes"]["with_oracle"] == 1


def test_people_who_disagree_stand_beside_the_tool(biollm: Biollm) -> None:
    write("bo.csv", "plui-a,I01,oui,,,,reglement,1,Les haies,3,,12,Bo", "plui-a,I02,partiel,,,,reglement,2,x,2,,6,Bo")
    code, out, _ = biollm(
        "evaluate", "--gold", "ana.csv", "--annotators", "ana.csv", "--annotators", "bo.csv", "--out", "r"
    )  # fmt: skip
    assert code == 0
    assert "référence douteuse" in out  # I02 is wrong, and the two people differ on it
    page = Path("r/evaluation.html").read_text("utf-8")
    assert "Ana / Bo" in page
    assert "outil / référence" in page
    assert biollm("evaluate", "--report", run_of(out), "--out", "encore")[0] == 0
    assert "Annotateurs" in load_workbook("encore/evaluation.xlsx").sheetnames


def test_retrieval_alone_is_ranked_without_a_model(biollm: Biollm) -> None:
    code, out, _ = biollm("evaluate", "--gold", "ana.csv", "--retrieval-only", "--json")
    assert code == 0
    assert set(json.loads(out)["overall"]["page_recall_at"]) == {"5", "10", "20", "40", "50"}


def test_gold_from_template_to_adjudicated_version(biollm: Biollm) -> None:
    assert biollm("gold", "template", "--document", "plui-a", "--out", "vide.xlsx")[0] == 0
    code, _, err = biollm("gold", "check", "vide.xlsx")
    assert (code, "aucune ligne n'a de verdict" in err) == (1, True)
    code, out, _ = biollm("gold", "check", "ana.csv", "--json")
    assert json.loads(out)["timed"] == 2
    write("bo.csv", "plui-a,I01,oui,,,,reglement,1,Les haies,3,,12,Bo", "plui-a,I02,partiel,,,,reglement,2,x,2,,6,Bo")
    code, out, _ = biollm("gold", "agreement", "ana.csv", "bo.csv")
    assert (code, "vu autrement : plui-a / I02" in out) == (0, True)
    code, _, err = biollm("gold", "adjudicate", "ana.csv", "bo.csv")
    assert (code, "indicateur I02" in err) == (1, True)
    write("decisions.csv", "plui-a,I02,partiel,,,,reglement,2,x,2,,,")
    code, out, _ = biollm(
        "gold", "adjudicate", "ana.csv", "bo.csv", "--decisions", "decisions.csv", "--out", "gold.csv"
    )
    assert (code, "1 d'accord, 1 tranchées" in out) == (0, True)
    version = re.search(r"Version (\w+)", out)
    assert version
    assert version[1] in biollm("gold", "list")[1]
    assert biollm("gold", "check", "gold.csv")[0] == 0
    write("faux.csv", "plui-a,I01,peut-être,,,,,,,,,,", "plui-a,Z9,non,,,,,,,,,,")
    code, _, err = biollm("gold", "import", "faux.csv")
    assert (code, "ligne 2, colonne verdict" in err, "ligne 3, colonne indicateur" in err) == (1, True, True)


def test_a_gold_is_split_by_document(biollm: Biollm) -> None:
    write("deux.csv", "plui-a,I01,non,,,,,,,,,,", "plui-b,I01,non,,,,,,,,,,", "plui-b,I02,non,,,,,,,,,,")
    assert biollm("gold", "split", "deux.csv", "--held-out", "0.5")[0] == 0
    parts = [Path(f"deux-{part}.csv").read_text("utf-8-sig") for part in ("mise-au-point", "mesure")]
    assert ["plui-a" in part for part in parts] != ["plui-b" in part for part in parts]


def test_a_study_writes_its_proposals(biollm: Biollm) -> None:
    Path("formulations.yaml").write_text("I01:\n  - Y a-t-il une trame ?\n", "utf-8")
    code, out, err = biollm(
        "study", "plui-a", "--indicator", "I01", "--indicator", "I02", "--depth", "2", "--other-profile", "rapide",
        "--wordings", "formulations.yaml", "--out", "etude",
    )  # fmt: skip
    assert code == 0, err
    assert "garder" in out or "fusionner" in out
    found = json.loads(Path("etude/etude.json").read_text("utf-8"))
    assert set(found["axes"]) == {"base", "repetition", "rewording", "passages", "profile"}
    assert found["indicators"][0]["by_axis"]["rewording"]["n"] == 1
    assert load_workbook("etude/etude.xlsx")["Propositions"].max_row == 3
    code, _, err = biollm("study", "plui-a", "--other-profile", "lent")
    assert (code, "rapide" in err) == (2, True)


def test_a_reference_with_names_of_its_own_says_which_dossiers_they_are(biollm: Biollm) -> None:
    write("codes.csv", "PLUI_A,I01,oui,,,,reglement,1,Les haies,3,,10,Ana", "PLUI_A,I02,non,,,,,,,,,8,Ana")
    code, out, _ = biollm("gold", "names", "codes.csv")
    assert code == 0
    assert "Le fichier nomme « PLUI_A » (2 cases) ; quel dossier ?" in out
    assert '--slug "PLUI_A=plui-a"' in out
    (named,) = json.loads(biollm("gold", "names", "codes.csv", "--json")[1])
    assert named == {"name": "PLUI_A", "cells": 2, "document": None, "guess": "plui-a"}
    code, _, err = biollm("gold", "import", "codes.csv")
    assert code == 0
    assert "quel dossier ?" in err
    code, _, err = biollm("evaluate", "--gold", "codes.csv", "--existing")
    assert code == 2
    assert "Aucun document de la référence n'a été lu (PLUI_A)" in err
    assert "--slug" in err
    code, _, err = biollm("gold", "import", "codes.csv", "--slug", "PLUI_A=plui-a")
    assert (code, err) == (0, "")
    kept = json.loads(biollm("gold", "list", "--json")[1])
    assert sorted(one["cells"] for one in kept) == [2, 2]
    code, out, _ = biollm("evaluate", "--gold", "codes.csv", "--slug", "PLUI_A=plui-a", "--json")
    assert (code, list(json.loads(out)["documents"])) == (0, ["plui-a"])


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("plui-a", "ne dit pas quel dossier est nommé"),
        ("PLUI_A=plui-z", "plui-z"),
        ("autre=plui-a", "La référence ne nomme pas « autre »"),
    ],
)
def test_a_name_that_leads_nowhere_is_told(biollm: Biollm, slug: str, said: str) -> None:
    write("codes.csv", "PLUI_A,I02,non,,,,,,,,,8,Ana")
    code, out, err = biollm("gold", "import", "codes.csv", "--slug", slug)
    assert (code, out) == (2, "")
    assert said in err
    assert json.loads(biollm("gold", "list", "--json")[1]) == []
