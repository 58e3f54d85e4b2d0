"""What people decide stays on the screens, whatever becomes of the answers and of the pieces."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from domain import AnswerWarning, CellStatus, Decision, Verdict
from tests.web.conftest import Site
from tests.web.test_cell import CODE, SLUG, open_cell
from tests.web.waiting import page_drawn

Check = Callable[[Any], None]


def stay(page: Any) -> None:
    """After a decision, the page of the cell is shown again instead of the next."""
    page.locator("#enchainer").uncheck()


def validate(page: Any, site: Site, code: str = CODE) -> None:
    open_cell(page, site, code)
    stay(page)
    page.get_by_role("button", name="Valider").click()
    page.locator("#decision").get_by_text("Validé").wait_for()


def answer_again(site: Site, verdict: Verdict | None = None, code: str = CODE) -> None:
    """The tool answers again: the same, or with another verdict."""
    answers = site.application.corpus.answers
    _, answer = answers.numbered(SLUG)[code]
    answers.add(replace(answer, verdict=verdict or answer.verdict), key="again")


def test_a_decision_stays_on_every_screen_when_the_tool_answers_again(sample_site: Site, page: Any) -> None:
    validate(page, sample_site)
    answer_again(sample_site)
    page.goto(f"{sample_site.address}/dossiers/{SLUG}")
    assert "1 / 15 relues" in page.locator("main").inner_text()
    assert "Validé par A. B." in page.locator(".cells").inner_text()
    open_cell(page, sample_site)
    assert page.locator("#decision").inner_text().startswith("Décision")
    assert page.get_by_text("À revoir :").count() == 0


def test_where_the_tool_now_disagrees_old_and_new_stand_side_by_side_and_one_click_settles_it(
    sample_site: Site, page: Any, accessible: Check
) -> None:
    validate(page, sample_site)
    answer_again(sample_site, Verdict.SANS_OBJET)
    page.goto(f"{sample_site.address}/dossiers/{SLUG}")
    with page_drawn(page):
        page.get_by_role("link", name="1 décision à revoir").click()
    row = page.locator(f"tr#{CODE}")
    assert "l’outil répond autrement" in row.inner_text()
    assert "Sans objet" in row.locator("td").nth(2).inner_text()
    accessible(page)
    row.get_by_role("button", name="Reprendre ma décision").click()
    page.get_by_text("Aucune : chaque décision tient encore.").wait_for()
    assert len(sample_site.application.reviewing.history(SLUG, CODE)) == 2


def test_evidence_of_a_piece_taken_out_is_marked_at_once_everywhere(sample_site: Site, page: Any) -> None:
    validate(page, sample_site)
    [cited, *_] = sample_site.application.cells.cell(SLUG, CODE).citations
    page.goto(f"{sample_site.address}/dossiers/{SLUG}")
    page.locator(f"button[data-remove='{cited.piece}']").click()
    assert "preuve disparue" in page.locator("#confirmer-texte").inner_text()
    page.locator("#confirmer-oui").click()
    page.locator(".cells").get_by_text("preuve disparue").first.wait_for()
    page.goto(f"{sample_site.address}/matrice")
    assert page.locator("td .standing", has_text="preuve disparue").count() == 1
    open_cell(page, sample_site)
    assert page.locator("#liste-citations .standing", has_text="preuve disparue").count()
    assert "Ces mots ne se trouvent plus dans le dossier" in page.locator("#preuve").inner_text()


def test_validating_a_corrected_cell_keeps_the_correction_and_undo_takes_an_act_back(
    sample_site: Site, page: Any, accessible: Check
) -> None:
    open_cell(page, sample_site)
    stay(page)
    page.keyboard.press("c")
    page.locator("input[name=verdict][value=partiel]").check()
    page.get_by_label("Commentaire").fill("Une seule zone.")
    with page_drawn(page):
        page.get_by_role("button", name="Enregistrer la correction").click()
    assert page.locator("#decision").get_by_text("Corrigé").is_visible()
    with page_drawn(page):
        page.keyboard.press("a")
    assert page.get_by_text("Décisions (2)").is_visible()
    cell = sample_site.application.cells.cell(SLUG, CODE)
    assert (cell.status, cell.verdict, cell.comment) == (CellStatus.CORRECTED, Verdict.PARTIEL, "Une seule zone.")

    with page_drawn(page):
        page.get_by_role("button", name="Revenir à la réponse de l’outil").click()
    assert page.get_by_text("Décisions (3)").is_visible()
    assert page.locator("#decision").count() == 0
    with page_drawn(page):
        page.get_by_role("button", name="Annuler le dernier acte").click()
    assert "Une seule zone." in page.locator(".side blockquote").inner_text()
    page.get_by_text("Décisions (4)").click()
    history = page.locator("#historique").inner_text()
    assert history.count("A. B.") == 4
    assert "avant : la réponse de l’outil" in history
    accessible(page)


def test_a_corrected_cell_shows_what_was_decided_and_folds_the_tool_under_it(sample_site: Site, page: Any) -> None:
    answer = sample_site.application.cells.cell(SLUG, CODE).answer
    assert answer is not None
    assert len(answer.citations) > 1
    [kept, *dropped] = answer.citations
    page.goto(f"{sample_site.address}/")
    page.context.add_cookies([{"name": "biollm_personne", "value": "A.%20B.", "url": sample_site.address}])
    made = page.request.put(
        f"{sample_site.address}/api/v1/documents/{SLUG}/indicators/{CODE}/review",
        data={
            "decision": "corrige",
            "verdict": "partiel",
            "values": [{"value": 12.5, "unit": "ha", "label": "espace rendu à la nature"}],
            "evidence": [{"piece": kept.piece, "page": kept.page, "quote": kept.quote}],
            "comment": "Une seule preuve tient.",
        },
    )
    assert made.status == 200, made.text()
    assert made.json()["reviewer"] == "A. B."
    open_cell(page, sample_site)
    assert page.locator("#liste-citations li").count() == 1
    assert "12,5" in page.locator(".side > ul.values").first.inner_text()
    tool = page.locator("#outil")
    assert tool.get_attribute("open") is None
    tool.locator("summary").first.click()
    assert dropped[0].quote[:40] in tool.inner_text()
    other = "autre"
    sample_site.application.corpus.documents.describe(other, title="Autre PLU (fictif)")
    page.goto(f"{sample_site.address}/comparer?a={SLUG}&b={other}")
    line = page.locator("tr", has_text=CODE)
    assert "12,5" in line.inner_text()
    assert "Corrigé" in line.inner_text()


def test_doubtful_cells_are_counted_listed_and_filtered_apart(sample_site: Site, page: Any) -> None:
    validate(page, sample_site, "I06")
    open_cell(page, sample_site)
    stay(page)
    page.get_by_role("button", name="Douteux").click()
    page.locator("#decision").get_by_text("Douteux").wait_for()
    assert sample_site.application.corpus.reviews.current(SLUG)[CODE].decision is Decision.DOUTE
    page.goto(f"{sample_site.address}/dossiers/{SLUG}")
    said = re.sub(r"\s", " ", page.locator("main").inner_text())
    assert "1 / 15 relues" in said
    assert "1 validée, 0 corrigée, 1 douteuse, 13 non relues" in said
    page.goto(f"{sample_site.address}/dossiers/{SLUG}/a-revoir")
    listed = page.locator("section", has=page.get_by_role("heading", name=re.compile("^Douteuses")))
    assert CODE in listed.inner_text()
    page.goto(f"{sample_site.address}/matrice?etat=douteuse")
    assert page.locator("tbody tr").count() == 1
    page.goto(f"{sample_site.address}/matrice?etat=corrigee")
    assert page.get_by_text("Aucun dossier ne correspond").is_visible()


def test_deleting_a_dossier_says_what_becomes_of_its_decisions(sample_site: Site, page: Any) -> None:
    validate(page, sample_site)
    page.goto(f"{sample_site.address}/dossiers/{SLUG}")
    page.locator("#supprimer").click()
    said = page.locator("#confirmer")
    assert "La décision prise sur ce dossier est gardée" in said.inner_text() or "gardées" in said.inner_text()
    assert said.get_by_role("link", name="Emporter d’abord les décisions").is_visible()
    page.locator("#confirmer-oui").click()
    page.wait_for_url("**/dossiers")
    assert sample_site.application.corpus.reviews.count(SLUG) == 1


def test_decisions_of_a_deleted_dossier_are_seen_carried_away_and_erased(
    sample_site: Site, page: Any, accessible: Check
) -> None:
    validate(page, sample_site)
    [cited, *_] = sample_site.application.cells.cell(SLUG, CODE).citations
    sample_site.application.dossiers.delete(SLUG)
    page.goto(f"{sample_site.address}/dossiers")
    said = re.sub(r"\s", " ", page.locator("main").inner_text())
    assert "1 dossier supprimé a des décisions gardées" in said
    page.get_by_role("link", name="Les voir").click()
    page.get_by_role("row", name=SLUG).wait_for()
    accessible(page)
    address = page.get_by_role("link", name=f"Emporter l’historique de {SLUG}").get_attribute("href")
    content = page.evaluate("address => fetch(address).then(got => got.text())", address.replace(".xlsx", ".csv"))
    assert cited.quote.replace('"', '""') in content
    assert "A. B." in content
    erase = page.get_by_role("button", name=f"Effacer définitivement {SLUG}")
    erase.click()
    page.get_by_role("dialog").get_by_role("button", name="Garder").click()
    assert sample_site.application.corpus.reviews.count(SLUG) == 1
    erase.click()
    with page_drawn(page):
        page.get_by_role("dialog").get_by_role("button", name="Effacer").click()
    assert page.get_by_text("Aucun dossier supprimé n’a de décision gardée.").is_visible()
    assert sample_site.application.corpus.reviews.count(SLUG) == 0


def test_a_dossier_gets_another_identifier_and_its_decisions_follow(sample_site: Site, page: Any) -> None:
    validate(page, sample_site)
    page.goto(f"{sample_site.address}/dossiers/{SLUG}")
    page.get_by_label("Identifiant", exact=True).fill("plui-ormeze-2025")
    page.get_by_role("button", name="Changer l’identifiant").click()
    page.wait_for_url("**/dossiers/plui-ormeze-2025")
    assert "1 / 15 relues" in page.locator("main").inner_text()
    page.goto(f"{sample_site.address}/dossiers/{SLUG}/indicateurs/{CODE}")  # the former address leads on
    page.locator("#decision").get_by_text("Validé par A. B.").wait_for()
    assert "/plui-ormeze-2025/" in page.url
    corpus = sample_site.application.corpus
    assert (corpus.reviews.count("plui-ormeze-2025"), corpus.reviews.count(SLUG)) == (1, 0)


def test_where_nothing_is_decided_the_form_holds_the_verdict_that_the_tool_proposes(
    sample_site: Site, page: Any
) -> None:
    answers = sample_site.application.corpus.answers
    _, answer = answers.numbered(SLUG)[CODE]
    warning = AnswerWarning.proposed(Verdict.PARTIEL, "essai", learnt=True)
    answers.add(replace(answer, verdict=Verdict.A_VERIFIER, warnings=(warning,)), key="proposed")
    open_cell(page, sample_site)
    assert page.get_by_role("button", name="Valider").is_disabled()
    page.get_by_role("button", name="Corriger").click()
    assert page.locator("input[name=verdict]:checked").get_attribute("value") == "partiel"
