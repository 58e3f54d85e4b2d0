from __future__ import annotations

import inspect
import json
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

import cli
from commands.lazy import Table
from corpus.review_store import ReviewDraft
from domain import Decision, Verdict
from settings import load_settings
from tests.commands.conftest import Biollm
from tests.fakes import application_in
from tests.ingestion.drawn_pdf import DrawnPage, draw, line
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description

ROOT = Path(__file__).parents[2]


@pytest.fixture
def biollm(tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch, command_line: Biollm) -> Biollm:
    """Runs a command in an empty folder, with fake models; gives exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    return command_line


@pytest.fixture(scope="module")
def rules_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of rules, and the data directory in which it was read once."""
    folder = tmp_path_factory.mktemp("regles-lues")
    path = folder / "reglement.pdf"
    struck = line("Plan abroge", 60, 650) + "0.7 w 60 653.5 m 121 653.5 l S\n"
    draw(path, [DrawnPage(line("La pleine terre occupe 40 % du terrain.", 60, 700) + struck)])
    with application_in(folder / "data").opened() as application:
        application.dossiers.ingest([path], "plui-a", Description())
    return folder


@pytest.fixture
def filled(rules_read: Path, data_dir: Path, tmp_path: Path) -> None:
    shutil.copy(rules_read / "reglement.pdf", tmp_path)
    shutil.copytree(rules_read / "data", data_dir, ignore=shutil.ignore_patterns(".lock"), dirs_exist_ok=True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingest", "absent.pdf", "--document", "plui-b"], "absent.pdf"),
        (["ingest", "reglement.pdf", "--document", "PLUi B"], "plui-b"),
        (["ingest", "reglement.pdf"], "--document"),
        (["ask", "plui-z", "Combien ?"], "plui-a"),
        (["answers", "plui-z"], "plui-z"),
        (["delete", "plui-z", "--yes"], "plui-z"),
        (["run", "plui-a", "--indicator", "Z99"], "Z99"),
        (["documents", "--autre"], "--autre"),
        (["autre"], "autre"),
    ],
)
def test_a_wrong_request_ends_with_2_and_says_what_is_wrong(
    biollm: Biollm, filled: None, arguments: list[str], said: str
) -> None:
    code, out, err = biollm(*arguments)
    assert code == 2
    assert said in err
    assert out == ""
    assert "Traceback" not in err


def test_html_named_pdf_ends_with_1(biollm: Biollm, tmp_path: Path) -> None:
    (tmp_path / "oap.pdf").write_text("<!DOCTYPE html><html><body>404</body></html>")
    code, _, err = biollm("ingest", "oap.pdf", "--document", "plui-b")
    assert code == 1
    assert "oap.pdf" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["documents"],
        ["ingest", "reglement.pdf", "--document", "plui-a"],
        ["search", "plui-a", "pleine terre"],
        ["run", "plui-a", "--indicator", "I01"],
        ["ask", "plui-a", "Quelle part de pleine terre ?"],
        ["answers", "plui-a"],
        ["settings"],
        ["reindex"],
    ],
)
def test_json_is_all_that_standard_output_holds(biollm: Biollm, filled: None, arguments: list[str]) -> None:
    code, out, err = biollm(*arguments, "--json")
    assert code == 0, err
    json.loads(out)


def test_search_says_why_a_passage_came_and_what_was_looked_for(biollm: Biollm, filled: None) -> None:
    code, out, _ = biollm("search", "plui-a", "--indicator", "I14", "--trace")
    assert code == 0
    assert "Pourquoi ce passage" in out
    assert "sous-question" in out


def test_a_search_and_a_question_go_to_the_documents_of_a_place(biollm: Biollm, filled: None, data_dir: Path) -> None:
    with application_in(data_dir).opened() as application:
        application.corpus.documents.amend("plui-a", {"communes": ["34172"], "territory": "Pays d’Uzès"})
    for place in (["--region", "76"], ["--department", "34"], ["--territory", "uzes"], []):
        code, out, _ = biollm("search", "-", "pleine terre", *place, "--json")
        assert code == 0
        assert {hit["document"] for hit in json.loads(out)} == {"plui-a"}
    code, out, _ = biollm("ask", "-", "Quelle part de pleine terre ?", "--region", "76", "--json")
    assert (code, json.loads(out)["document"]) == (0, "plui-a")
    for wrong, said in (
        (["search", "-", "pleine terre", "--region", "11"], "de ce lieu"),
        (["search", "-", "pleine terre", "--department", "20"], "département"),
        (["search", "plui-a", "pleine terre", "--region", "76"], "« - »"),
    ):
        code, _, err = biollm(*wrong)
        assert code == 2
        assert said in " ".join(err.split())


def test_search_that_finds_nothing_says_what_was_looked_for(biollm: Biollm, filled: None) -> None:
    code, out, _ = biollm("search", "plui-a", "pleine terre", "--kind", "padd")
    assert code == 0
    assert "Aucun passage" in out
    assert "question : pleine terre" in out


def test_a_deleted_document_is_gone(biollm: Biollm, filled: None) -> None:
    assert biollm("delete", "plui-a", "--yes")[0] == 0
    assert json.loads(biollm("documents", "--json")[1]) == []


def test_flags_win_over_environment_and_environment_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings().port == 8000
    (tmp_path / "biollm.toml").write_text('port = 8001\nprofile = "rapide"\n')
    assert (load_settings().port, load_settings().profile) == (8001, "rapide")
    monkeypatch.setenv("BIOLLM_PORT", "8002")
    assert (load_settings().port, load_settings().profile) == (8002, "rapide")
    assert load_settings(port=8003).port == 8003
    assert load_settings(port=None).port == 8002


@pytest.mark.parametrize(
    ("name", "value"), [("BIOLLM_PORT", "mille"), ("BIOLLM_PROT", "8001"), ("BIOLLM_CONFIG", "absent.toml")]
)
def test_a_setting_that_cannot_be_used_ends_with_2(
    biollm: Biollm, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = biollm("documents")
    assert code == 2
    assert name.removeprefix("BIOLLM_").lower() in err.lower()


def test_a_faulty_grid_is_told_by_line_and_field(biollm: Biollm, tmp_path: Path) -> None:
    grid = (files("indicator_queries") / "grids" / "biodiversite-erca-15.yaml").read_text(encoding="utf-8")
    lines = grid.splitlines()
    place = next(number for number, line in enumerate(lines) if line.strip().startswith("question:"))
    lines[place] = lines[place].replace("question:", "qestion:")
    (tmp_path / "grille.yaml").write_text("\n".join(lines), encoding="utf-8")
    code, _, err = biollm("grid", "check", "grille.yaml")
    assert code == 1
    assert f"ligne {place + 1}" in err
    assert "question" in err


def test_the_installed_command_gives_its_version_in_a_process_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("biollm ")


def test_report_tells_what_was_read_in_words_and_in_json(biollm: Biollm, filled: None) -> None:
    code, out, _ = biollm("report", "plui-a")
    assert code == 0
    assert "reglement.pdf" in out
    assert "32 caractères lus ; 10 caractères mis de côté : texte barré (10)" in out
    code, out, _ = biollm("report", "plui-a", "--json")
    (piece,) = json.loads(out)["pieces"]
    assert piece["ledger"][0] == {"content": "character", "fate": "read", "count": 32}
    assert (piece["set_aside"][0]["why"], piece["set_aside"][0]["text"]) == ("texte barré", "Plan abroge")
    assert json.loads(out)["pages_by_kind"]["text"] == 1
    assert biollm("report", "plui-z")[0] == 2


def test_a_piece_is_corrected_then_taken_out(biollm: Biollm, filled: None) -> None:
    assert biollm("piece", "plui-a", "reglement", "--kind", "annexe")[0] == 0
    _, out, _ = biollm("documents", "--json")
    assert json.loads(out)[0]["pieces"][0]["kind"] == "annexe"
    assert biollm("piece", "plui-a", "reglement")[0] == 2
    assert biollm("piece", "plui-a", "reglement", "--remove", "--yes")[0] == 0
    _, out, _ = biollm("documents", "--json")
    assert json.loads(out)[0]["pieces"] == []


def test_an_exact_search_says_how_often_then_what_is_near(biollm: Biollm, filled: None) -> None:
    code, out, _ = biollm("search", "plui-a", "pleine terre", "--exact")
    assert code == 0
    assert "1 occurrence exacte de « pleine terre »" in out
    assert "reglement p. 1" in out
    code, out, _ = biollm("search", "plui-a", "zones humides", "--exact")
    assert code == 0
    assert out.index("0 occurrence exacte") < out.index("Passages proches")
    found = json.loads(biollm("search", "plui-a", "zones humides", "--exact", "--json")[1])
    assert (found["summary"], found["exact"]) == ("0 occurrence exacte", [])
    code, out, _ = biollm("search", "plui-a", "Plan abrogé", "--exact")
    assert "dans du texte non visible, jamais cité (--include-hidden les montre)" in " ".join(out.split())
    code, out, _ = biollm("search", "plui-a", "Plan abrogé", "--exact", "--include-hidden")
    assert "reglement p. 1 (texte barré)" in out
    assert biollm("search", "plui-a", "terre", "--include-hidden")[0] == 2
    assert biollm("search", "plui-a", "--exact")[0] == 2
    assert biollm("search", "plui-a", "terre", "--exact", "--indicator", "I14")[0] == 2


def test_a_dossier_gets_another_identifier(biollm: Biollm, filled: None) -> None:
    code, _, err = biollm("rename", "plui-a", "plui-b")
    assert (code, "« plui-b »" in err) == (0, True)
    assert [one["slug"] for one in json.loads(biollm("documents", "--json")[1])] == ["plui-b"]
    code, _, err = biollm("answers", "plui-a")
    assert (code, "a été renommé « plui-b »" in err) == (2, True)
    assert biollm("rename", "plui-b", "PLUi C")[0] == 2
    assert biollm("rename", "plui-z", "plui-c")[0] == 2


def test_decisions_of_a_deleted_document_are_listed_and_erased(biollm: Biollm, filled: None, data_dir: Path) -> None:
    with application_in(data_dir).opened() as application:
        draft = ReviewDraft(None, "Ana", Decision.CORRIGE, Verdict.OUI)
        application.corpus.reviews.put("plui-a", "I14", draft, None)
    assert biollm("documents", "--deleted")[1].startswith("Aucun")
    assert biollm("delete", "plui-a", "--yes")[0] == 0
    (gone,) = json.loads(biollm("documents", "--deleted", "--json")[1])
    assert (gone["slug"], gone["decisions"], gone["acts"], gone["noted"]) == ("plui-a", 1, 1, 0)
    assert "plui-a" in biollm("documents", "--deleted")[1]
    assert biollm("delete", "plui-a", "--yes")[0] == 2  # nothing of it is left but what people decided
    assert biollm("delete", "plui-a", "--yes", "--decisions")[0] == 0
    assert json.loads(biollm("documents", "--deleted", "--json")[1]) == []
    assert biollm("delete", "plui-a", "--yes", "--decisions")[0] == 2


def test_a_question_over_two_documents_names_the_one_of_each_quote(
    biollm: Biollm, filled: None, tmp_path: Path
) -> None:
    (tmp_path / "scot.pdf").write_bytes(raw_pdf(["Les haies repérées sont protégées."]))
    assert biollm("ingest", "scot.pdf", "--document", "scot-b")[0] == 0
    asked = ("ask", "plui-a", "Quelle part de pleine terre ?", "--document", "scot-b")
    code, out, _ = biollm(*asked)
    assert code == 0
    assert "plui-a : reglement p. 1" in " ".join(out.split())
    answer = json.loads(biollm(*asked, "--json")[1])
    assert {one["document"] for one in answer["citations"]} <= {"plui-a", "scot-b"}
    assert answer["citations"]


@pytest.mark.parametrize("table", [cli.COMMANDS, cli.GRID, cli.GOLD])
def test_the_list_of_commands_says_what_their_functions_say(table: Table) -> None:
    for where, sentence in table.values():
        module, _, function = where.partition(":")
        said = inspect.getdoc(getattr(import_module(module), function)) or ""
        assert sentence == " ".join(said.split("\n\n")[0].split())
