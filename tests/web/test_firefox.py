"""The main flows in a second browser: Debian's Firefox ESR, driven by WebDriver BiDi."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from domain import CellStatus, Verdict
from tests.ingestion.pdfs import raw_pdf
from tests.web.conftest import Site
from tests.web.firefox import FirefoxTab, firefox
from tests.web.test_cell import letters

SLUG = "plui-piemont-ormeze"
ENTER = "\ue007"


@pytest.fixture(scope="module")
def browser() -> Iterator[FirefoxTab]:
    """One Firefox for all tests of this file: it takes seconds to start."""
    pytest.importorskip("websockets.sync.client", reason="the package « websockets » is not installed")
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("no Firefox on this machine: apt-get install firefox-esr")
    with firefox(program) as tab:
        yield tab


@pytest.fixture
def tab(browser: FirefoxTab) -> Iterator[FirefoxTab]:
    """The tab; an error that its pages report fails the test."""
    browser.faults.clear()
    yield browser
    assert not browser.faults, browser.faults


def sign(tab: FirefoxTab, site: Site, name: str) -> None:
    tab.goto(f"{site.address}/vous")
    tab.run(f"() => {{ document.cookie = 'biollm_personne={quote(name)}; path=/'; }}")


def test_a_dossier_is_sent_read_and_answered(site: Site, tab: FirefoxTab, tmp_path: Path) -> None:
    file = tmp_path / "reglement.pdf"
    file.write_bytes(raw_pdf(["Les zones humides sont inventoriées. Les haies sont protégées."]))
    tab.goto(f"{site.address}/dossiers")
    tab.files("#fichiers", [file])
    tab.wait("#description")
    tab.run(
        "() => { const set = (id, value) => { const one = document.getElementById(id); one.value = value;"
        " one.dispatchEvent(new Event('input', {bubbles: true})); };"
        " set('titre', 'PLU du Val (fictif)'); set('identifiant', 'plu-val'); }"
    )
    with tab.drawn():
        tab.click("#envoyer")
    assert "/taches/" in tab.url
    tab.wait("a.button", text="Ouvrir le dossier")
    assert "plu-val" in {info.slug for info in site.application.corpus.documents.all()}


def test_a_cell_is_read_reviewed_and_corrected(sample_site: Site, tab: FirefoxTab) -> None:
    sign(tab, sample_site, "A. B.")
    tab.goto(f"{sample_site.address}/dossiers/{SLUG}/indicateurs/I05")
    _, answer = sample_site.application.corpus.answers.numbered(SLUG)["I05"]
    # The highlight: marks in the picture, the cited words in the text.
    tab.wait("rect.mark")
    tab.click("#vue-texte")
    marked = tab.run("() => [...document.querySelectorAll('.sheet-text mark')].map(one => one.textContent).join(' ')")
    assert letters(answer.citations[0].quote) in letters(marked)
    with tab.turned():
        tab.keys("j")
    assert tab.text(".steps span").startswith("Citation 2 sur")

    # A correction, with a page chosen and a sentence taken by keyboard.
    tab.keys("c")
    tab.click("input[name=verdict][value=partiel]")
    before = tab.count("#preuves li")
    with tab.turned():
        tab.click("#page-apres")
    tab.run("() => document.querySelector('.sheet-text [data-pick]').focus()")
    tab.keys(ENTER)
    tab.wait(f"#preuves li:nth-child({before + 1})")
    with tab.drawn():
        tab.click("#enregistrer")
    assert tab.url.endswith("/indicateurs/I06")
    review = sample_site.application.corpus.reviews.current(SLUG)["I05"]
    assert (review.verdict, review.reviewer) == (Verdict.PARTIEL, "A. B.")

    with tab.drawn():
        tab.keys("a")
    assert tab.url.endswith("/indicateurs/I07")
    states = {cell.indicator: cell.status for cell in sample_site.application.cells.of(SLUG)}
    assert (states["I05"], states["I06"]) == (CellStatus.CORRECTED, CellStatus.VALIDATED)


def test_a_manual_annotation_stays_while_pages_are_looked_up(read_site: Site, tab: FirefoxTab) -> None:
    sign(tab, read_site, "C. D.")
    address = f"{read_site.address}/dossiers/{SLUG}/a-la-main/I05"
    tab.goto(address)
    with tab.turned():
        tab.click("#page-apres")
    tab.click("#aller")
    tab.click("#texte")
    with tab.turned():
        tab.keys("haies" + ENTER)
    with tab.turned():
        tab.click("#resultats .results li:nth-child(2) a")
    assert tab.count("#resultats .results li:nth-child(2) a[aria-current]") == 1
    assert tab.url == address


def test_what_was_found_is_taken_away(read_site: Site, tab: FirefoxTab) -> None:
    tab.goto(f"{read_site.address}/dossiers/{SLUG}")
    tab.click("a.button[href$='answers.xlsx']")
    deadline = time.monotonic() + 60
    while not [path for path in tab.downloads.glob("*.xlsx") if path.stat().st_size]:
        assert time.monotonic() < deadline, "no file came"
        time.sleep(0.1)


def test_a_question_is_asked_and_answered(sample_site: Site, tab: FirefoxTab) -> None:
    sign(tab, sample_site, "E. F.")
    tab.goto(f"{sample_site.address}/questions")
    tab.click("#question")
    tab.keys("Quelle part de pleine terre le règlement impose-t-il ?")
    with tab.drawn():
        tab.click("#envoyer")
    assert "pleine terre" in tab.text("#fil article")
