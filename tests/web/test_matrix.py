from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from domain import DocumentKind, Stage
from tests.ingestion.pdfs import raw_pdf
from tests.web.conftest import Site, served_with_fakes
from use_cases.ingest import Description

Check = Callable[[Any], None]
SLUG = "plui-piemont-ormeze"


@pytest.fixture(scope="module")
def two(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample, and a small SCoT that answers little, for tests that only look."""
    folder = tmp_path_factory.mktemp("deux")
    shutil.copytree(sample_data, folder / "data")
    file = folder / "doo.pdf"
    file.write_bytes(raw_pdf(["Les zones humides sont inventoriées. Les haies sont protégées."]))
    description = Description(title="SCoT du Val (fictif)", kind=DocumentKind.SCOT, stage=Stage.APPROUVE)
    with served_with_fakes(folder / "data") as running:
        running.application.dossiers.ingest([file], "scot-val", description)
        running.application.analysis().run("scot-val", ["I01", "I05"])
        yield running


def test_the_matrix_is_filtered_sorted_and_taken_away_as_seen(two: Site, page: Any, accessible: Check) -> None:
    page.goto(f"{two.address}/matrice")
    accessible(page)
    assert page.locator("tbody tr").count() == 2
    page.get_by_label("Nature").select_option("scot")
    page.wait_for_url("**/matrice?*nature=scot*")
    assert page.locator("tbody th a").inner_text().startswith("SCoT du Val")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Excel").click()
    sheet = load_workbook(BytesIO(Path(taken.value.path()).read_bytes())).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["SCoT du Val (fictif)"]

    page.goto(f"{two.address}/matrice?texte=PIEMONT&tri=oui")
    assert page.locator("tbody th a").inner_text().startswith("PLUi")
    page.goto(f"{two.address}/matrice?texte=nulle+part")
    assert "Aucun dossier ne correspond" in page.locator("main").inner_text()


def test_a_cell_opens_and_shows_that_it_was_reviewed(sample_site: Site, page: Any) -> None:
    page.context.add_cookies([{"name": "biollm_personne", "value": "A", "url": sample_site.address}])
    page.goto(f"{sample_site.address}/matrice")
    page.locator(f"a[href$='/{SLUG}/indicateurs/I05']").click()
    page.get_by_role("button", name="Valider").click()
    page.wait_for_url("**/indicateurs/I06")
    page.goto(f"{sample_site.address}/matrice")
    assert "validée" in page.locator(f"a[href$='/{SLUG}/indicateurs/I05']").inner_text()


def test_a_click_before_the_script_is_there_loses_nothing(sample_site: Site, page: Any) -> None:
    page.context.add_cookies([{"name": "biollm_personne", "value": "A", "url": sample_site.address}])
    held: list[Any] = []
    page.route("**/cell.js", lambda route: held.append(route))
    address = f"{sample_site.address}/dossiers/{SLUG}/indicateurs/I05"
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#accepter", state="attached")
    page.wait_for_function(  # styled: nothing moves any more
        "() => [...document.querySelectorAll('link[rel=stylesheet]')].every(one => one.sheet)"
    )
    # What lies under the form gets no click either: every place of it is tried.
    under = page.locator("#relecture").evaluate(
        """form => {
          const {left, top, width, height} = form.getBoundingClientRect();
          const parts = [0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.98];
          return parts.flatMap(x => parts.map(y => document.elementFromPoint(left + x * width, top + y * height)))
            .filter(one => one?.closest('a, button')).map(one => one.outerHTML);
        }"""
    )
    assert under == []
    box = page.locator("#accepter").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert page.url == address
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    page.unroute("**/cell.js")
    page.get_by_role("button", name="Valider").click()
    page.wait_for_url("**/indicateurs/I06")


def test_two_documents_are_compared(two: Site, page: Any, accessible: Check) -> None:
    page.goto(f"{two.address}/matrice")
    button = page.get_by_role("button", name="Comparer les deux dossiers cochés")
    assert button.is_disabled()
    for box in page.locator("input[name=choix]").all():
        box.check()
    button.click()
    page.wait_for_url("**/comparer?*")
    accessible(page)
    assert page.locator("tbody tr").count() == 15
    page.get_by_label("seulement ce qui change").check()
    page.get_by_role("button", name="Comparer").click()
    page.wait_for_url("**ecarts=true**")
    assert page.get_by_role("cell", name="aucun").count() == 0


def test_a_narrow_screen_shows_that_the_matrix_goes_on(read_site: Site, page: Any) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(f"{read_site.address}/matrice")
    more = page.get_by_role("button", name="à droite")
    more.wait_for()
    assert page.locator(".edged.more-right").count() == 1
    first = page.locator(".matrix tbody th").first
    at = first.bounding_box()["x"]
    page.locator(".matrix-scroll").evaluate("one => { one.scrollLeft = one.scrollWidth; }")
    more.wait_for(state="hidden")
    assert page.locator(".edged.more-right").count() == 0
    assert first.bounding_box()["x"] == at, "the name of the dossier stays in sight"
    assert page.locator(".matrix thead th").last.bounding_box()["x"] < 1024
