from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sample import sample_gold
from tests.ingestion.pdfs import raw_pdf
from tests.web.conftest import Site
from tests.web.test_words import FORBIDDEN
from use_cases.ingest import Description

Check = Callable[[Any], None]


def import_gold(page: Any, site: Site, file: Path) -> None:
    page.goto(f"{site.address}/evaluations")
    page.get_by_label("Importer une analyse (Excel ou CSV)").set_input_files(file)
    page.get_by_role("button", name="Importer", exact=True).click()


def evaluate(page: Any, site: Site) -> None:
    page.goto(f"{site.address}/evaluations")
    page.get_by_label("Comment elle a été faite").fill("Écrite par l’auteur du dossier fictif.")
    page.get_by_role("button", name="Comparer", exact=True).click()
    page.wait_for_url("**/taches/*")
    page.get_by_role("link", name="Lire l’évaluation").click()
    page.get_by_role("heading", name="Les chiffres").wait_for()


def test_an_analysis_is_imported_compared_and_read(sample_site: Site, page: Any, accessible: Check) -> None:
    import_gold(page, sample_site, sample_gold())
    page.get_by_role("cell", name="Excel").wait_for()
    accessible(page)

    evaluate(page, sample_site)
    said = page.locator("main").inner_text()  # what is folded is not in sight
    assert "Écrite par l’auteur du dossier fictif." in said
    assert not [word for word in FORBIDDEN if re.search(word, said.replace(sample_gold().name, ""), re.IGNORECASE)]
    assert page.locator(".figures li").count() == 6
    assert "100 %" in page.locator(".figures li", has_text="Citations exactes").inner_text()
    wrong = page.get_by_role("table", name="Cases où l’outil ne dit pas comme la référence")
    assert "/indicateurs/" in (wrong.get_by_role("link").first.get_attribute("href") or "")
    accessible(page)

    page.get_by_role("link", name="Rapport complet").click()
    page.wait_for_url("**/report.html")
    assert page.get_by_role("heading", level=1).count() == 1


def test_two_evaluations_are_compared_case_by_case(sample_site: Site, page: Any, accessible: Check) -> None:
    import_gold(page, sample_site, sample_gold())
    page.get_by_role("cell", name="Excel").wait_for()
    evaluate(page, sample_site)
    sample_site.application.backend.word = "mot que rien ne contient"
    sample_site.application.analysis().run("plui-piemont-ormeze", ["I01", "I05"], fresh=True)
    evaluate(page, sample_site)

    page.goto(f"{sample_site.address}/evaluations")
    for box in page.locator("input[name=evaluation]").all():
        box.check()
    page.get_by_role("button", name="Comparer les deux cochées").click()
    assert "Sur 15 cases communes" in page.locator("main").inner_text().replace("\u00a0", " ")
    accessible(page)


def test_one_evaluation_alone_is_not_compared(sample_site: Site, page: Any) -> None:
    page.goto(f"{sample_site.address}/evaluations/comparer?evaluation=rien")
    assert "aucune n’est cochée" in page.locator("main").inner_text()


def test_all_faults_of_a_file_are_listed_and_nothing_is_imported(sample_site: Site, page: Any, tmp_path: Path) -> None:
    bad = tmp_path / "analyse.csv"
    lines = sample_gold().read_text("utf-8-sig").splitlines()
    bad.write_text("\n".join([lines[0], lines[1].replace(lines[1].split(",")[1], "I99", 1)]), encoding="utf-8")
    import_gold(page, sample_site, bad)
    page.get_by_text("Rien n’a été importé").wait_for()
    assert page.locator("#fautes li").count() >= 1
    page.reload()
    assert page.get_by_role("cell", name="Excel").count() == 0


def test_pieces_that_no_dossier_has_are_told_when_an_analysis_is_imported(
    sample_site: Site, page: Any, accessible: Check, tmp_path: Path
) -> None:
    file = tmp_path / "analyse.csv"
    first, *lines = sample_gold().read_text("utf-8-sig").splitlines()[:3]
    upper = lines[1].replace("rapport-de-presentation", "RAPPORT-DE-PRESENTATION.pdf", 1)
    unknown = lines[0].replace("rapport-de-presentation", "zonage", 1)
    file.write_text("\n".join([first, unknown, upper]), "utf-8")
    import_gold(page, sample_site, file)
    page.get_by_text("elle nomme une pièce que son dossier n’a pas").wait_for()
    told = page.locator("#fautes li").all_inner_texts()
    assert told == ["plui-piemont-ormeze : zonage"]
    accessible(page)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("cell", name="Excel").wait_for()


def test_the_grid_is_studied_and_the_study_read(site: Site, page: Any, accessible: Check, tmp_path: Path) -> None:
    file = tmp_path / "doo.pdf"
    file.write_bytes(raw_pdf(["Les zones humides sont inventoriées. Les haies sont protégées."]))
    site.application.dossiers.ingest([file], "scot-val", Description(title="SCoT du Val (fictif)"))
    page.goto(f"{site.address}/evaluations")
    page.get_by_role("button", name="Lancer l’étude").click()
    page.get_by_text("Cochez au moins un dossier.").wait_for()
    page.get_by_role("group", name="Sur quels dossiers").get_by_role("checkbox").check()
    page.get_by_role("button", name="Lancer l’étude").click()
    page.get_by_role("link", name="Lire l’étude").wait_for(timeout=120_000)
    accessible(page)
    page.get_by_role("link", name="Lire l’étude").click()
    page.wait_for_url("**/report.html")
    assert "Sur 15 indicateurs" in page.locator("body").inner_text()


def renamed(tmp_path: Path, *names: str) -> Path:
    """The reference of the sample under other names, its cells shared out among them."""
    lines = sample_gold().read_text("utf-8-sig").splitlines()
    codes = list(dict.fromkeys(line.split(",")[1] for line in lines[1:]))
    half = set(codes[: len(codes) // 2]) if len(names) > 1 else set(codes)
    rows = [
        line.replace("plui-piemont-ormeze", names[0] if line.split(",")[1] in half else names[-1], 1)
        for line in lines[1:]
    ]
    file = tmp_path / "analyse.csv"
    file.write_text("\n".join([lines[0], *rows]), encoding="utf-8")
    return file


def test_a_file_that_names_dossiers_otherwise_asks_which_they_are(
    sample_site: Site, page: Any, accessible: Check, tmp_path: Path
) -> None:
    import_gold(page, sample_site, renamed(tmp_path, "PLUI_ORMEZE_24"))
    question = page.get_by_label("Le fichier nomme « PLUI_ORMEZE_24 » (15 cases) ; quel dossier ?")
    question.wait_for()
    assert question.input_value() == "plui-piemont-ormeze", "the only dossier is proposed"
    accessible(page)
    page.locator("#noms").get_by_role("button", name="Importer").click()
    page.get_by_role("cell", name="Excel").wait_for()
    [version] = sample_site.application.corpus.runs.golds()
    assert version.cells == 15
    evaluate(page, sample_site)
    assert "Sur 15 cases" in page.locator("main").inner_text().replace("\u00a0", " ")


def test_a_report_on_a_part_of_the_reference_says_so_first(sample_site: Site, page: Any, tmp_path: Path) -> None:
    import_gold(page, sample_site, renamed(tmp_path, "plui-piemont-ormeze", "scot-inconnu"))
    page.locator("#noms select").select_option("")
    page.locator("#noms").get_by_role("button", name="Importer").click()
    page.get_by_role("cell", name="Excel").wait_for()
    evaluate(page, sample_site)
    said = "Seules 7 des 15 cases de la référence sont comparées"
    assert said in page.locator("main .note").first.inner_text()
    page.get_by_role("link", name="Rapport complet").click()
    page.wait_for_url("**/report.html")
    text = page.locator("body").inner_text()
    assert text.index(said) < text.index("l'outil donne")


def test_a_reference_is_deleted_after_a_question(sample_site: Site, page: Any, accessible: Check) -> None:
    import_gold(page, sample_site, sample_gold())
    page.get_by_role("cell", name="Excel").wait_for()
    page.wait_for_load_state()  # the script that deletes
    page.get_by_role("button", name="Supprimer").click()
    page.locator("#supprimer-dialogue").wait_for()
    accessible(page)
    page.get_by_role("button", name="Garder").click()
    assert len(sample_site.application.corpus.runs.golds()) == 1
    page.get_by_role("button", name="Supprimer").first.click()
    page.locator("#supprimer-dialogue").get_by_role("button", name="Supprimer").click()
    page.get_by_text("Il n’y a pas encore d’analyse de référence").wait_for()
    assert sample_site.application.corpus.runs.golds() == []
