from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from domain.errors import StorageError
from evaluation import About, evaluate_answers, evaluate_retrieval, write_report, write_retrieval_report
from tests.evaluation.samples import answer, by_key, cell, gold_of, page_text

GOLD = gold_of(
    cell("oui", [(1, 3), (2, 2)], indicator="I01"),
    cell("non", indicator="I02", doubtful=True),
    cell("partiel", [(4, 3)], indicator="I03"),
    cell("oui", [(4, 3)], indicator="I04"),
)
ANSWERS = by_key(
    answer("oui", [1], indicator="I01"), answer("oui", [3], indicator="I02"), answer("a_verifier", indicator="I03")
)
ABOUT = About("Essai", "Annotation faite par un modèle de langue : <b>pas</b> une analyse humaine.", run="modèle m")


class Page(HTMLParser):
    """Collects the words shown and checks that tags are closed."""

    def __init__(self, html: str):
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture
def evaluation():
    return evaluate_answers(GOLD, ANSWERS, page_text, draws=50)


def test_report_holds_json_page_and_cells(tmp_path, evaluation):
    paths = write_report(evaluation, tmp_path / "rapport", ABOUT)
    assert sorted(path.name for path in (tmp_path / "rapport").iterdir()) == sorted(path.name for path in paths)
    content = json.loads(paths[0].read_text("utf-8"))
    assert content["overall"]["cells"] == 4
    assert content["about"]["gold"] == ABOUT.gold
    assert [item["agreement"] for item in content["cells"]] == ["right", "wrong", "to_check", "no_answer"]


def test_page_says_what_the_gold_is_worth_and_the_figures(tmp_path, evaluation):
    html = write_report(evaluation, tmp_path, ABOUT)[1].read_text("utf-8")
    page = Page(html)
    assert page.open == []
    assert "<b>pas</b> une analyse humaine" in page.text  # shown as typed, not taken as a tag
    assert "b" not in page.tags
    assert "Exactitude 25 %" in page.text  # one of four
    assert "Oui → Oui" in page.text
    assert "Non → Oui" in page.text
    assert "limites" in page.text
    # Self-contained: nothing is fetched, whatever opens the page.
    assert not re.search(r"""<(?:script|link|img|iframe|object)|\ssrc\s*=|@import|url\((?!#)""", html)
    assert set(re.findall(r"https?://[^\"' ]+", html)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_page_shows_hostile_text_as_text(tmp_path):
    gold = gold_of(cell("oui", [(1, 3)], document="<script>alert(1)</script>"))
    said = answer("non", document="<script>alert(1)</script>")
    html = write_report(evaluate_answers(gold, by_key(said), page_text, draws=10), tmp_path, ABOUT)[1].read_text(
        "utf-8"
    )
    assert "script" not in Page(html).tags


def test_cells_open_in_a_french_spreadsheet(tmp_path, evaluation):
    content = write_report(evaluation, tmp_path, ABOUT)[2].read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row["accord"] for row in rows] == ["juste", "faux", "à vérifier", "sans réponse"]
    assert rows[0]["pages_reference"] == "r p. 1, r p. 2"
    assert rows[0]["pages_retrouvees"] == "1"
    assert rows[0]["secondes"] == "2,0"
    assert rows[1]["cas_douteux"] == "oui"


def test_retrieval_report(tmp_path):
    evaluation = evaluate_retrieval(GOLD, {("d", "I01"): [("r", 1)]}, draws=50)
    paths = write_retrieval_report(evaluation, tmp_path, ABOUT)
    page = Page(paths[1].read_text("utf-8"))
    assert page.open == []
    assert "25 %" in page.text  # one of four useful pages
    assert json.loads(paths[0].read_text("utf-8"))["overall"]["page_recall_at"]["10"] == 0.25


def test_a_folder_that_cannot_be_made_is_said(tmp_path, evaluation):
    (tmp_path / "fichier").write_text("x")
    with pytest.raises(StorageError, match="ne peut pas être écrit"):
        write_report(evaluation, tmp_path / "fichier" / "rapport", ABOUT)
