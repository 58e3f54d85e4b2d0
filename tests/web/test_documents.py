from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

import api.app
from domain import DocumentKind, PieceKind, Stage
from sample import sample_pieces
from settings import Settings
from tests.fakes import FakeApplication
from tests.ingestion.drawn_pdf import DrawnPage, draw, line
from tests.ingestion.pdfs import raw_pdf
from tests.web.conftest import Site, served
from tests.web.waiting import page_drawn

Check = Callable[[Any], None]
SLUG = "plui-piemont-ormeze"
PAGES = ["Les haies sont protégées au plan de zonage.", "Au moins 40 % du terrain doit rester en pleine terre."]


def test_from_files_to_a_validated_answer(site: Site, page: Any, accessible: Check, tmp_path: Path) -> None:
    """The way of a new user; the clicks are counted, and told in docs/ui/README.md."""
    files = [tmp_path / piece.name for piece in sample_pieces()]
    for file in files:
        file.write_bytes(raw_pdf(PAGES))  # short: the sample itself is read by the next test
    clicks = 0
    page.goto(site.address)
    accessible(page)
    page.get_by_label("Pièces du dossier").set_input_files(files)
    clicks += 1  # the button that opens the chooser of files
    page.get_by_label("Nom du dossier").fill("PLUi d’essai (fictif)")
    assert page.get_by_label("Identifiant").input_value() == "plui-d-essai-fictif"
    page.get_by_role("button", name="Envoyer et lire").click()
    clicks += 1
    page.wait_for_url("**/taches/*")
    page.get_by_role("link", name="Relire les réponses").wait_for(timeout=120_000)
    assert page.locator("tbody tr").count() == 3
    accessible(page)
    page.get_by_role("link", name="Relire les réponses").click()
    clicks += 1
    page.get_by_role("button", name="Valider").click()
    page.get_by_label("Votre nom, pour signer").fill("A. B.")
    page.get_by_role("button", name="Valider").click()
    clicks += 2
    page.wait_for_url("**/indicateurs/I02")
    assert clicks == 5
    assert "I01" in site.application.corpus.reviews.current("plui-d-essai-fictif")


def test_an_archive_gets_its_title_from_its_tables_and_each_guess_its_reason(
    site: Site, page: Any, tmp_path: Path
) -> None:
    archive = tmp_path / "98765_PLU_20240115.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("3_Reglement/98765_reglement_20240115.pdf", raw_pdf(PAGES))
        opened.writestr(
            "98765_DOC_URBA_20240115.csv", "IDURBA;TYPEDOC;ETAT;NOM\n98765_PLU_20240115;PLU;03;Les Aulnes\n"
        )
    page.goto(site.address)
    page.get_by_label("Pièces du dossier").set_input_files(archive)
    page.locator("#raison-kind", has_text="dans les noms").wait_for()
    assert "premières pages" in page.locator("#raison-territory").inner_text()
    page.get_by_label("Étape").select_option("arrete")  # what a person says is kept, whatever the tables say
    assert page.locator("#raison-stage").inner_text() == ""
    page.locator("#repondre").uncheck()
    page.get_by_role("button", name="Envoyer et lire").click()
    page.wait_for_url("**/taches/*")
    page.get_by_role("cell", name="lu", exact=True).wait_for()
    (info,) = site.application.corpus.documents.all()
    assert (info.title, info.territory, info.kind, info.stage) == (
        "PLU Les Aulnes", "Les Aulnes", DocumentKind.PLU, Stage.ARRETE
    )  # fmt: skip


def test_the_description_is_that_of_the_files_chosen_last(site: Site, page: Any, tmp_path: Path) -> None:
    former, later = tmp_path / "scot-du-val.pdf", tmp_path / "plu-des-rives.pdf"
    for file in (former, later):
        file.write_bytes(raw_pdf(PAGES))
    page.goto(site.address)
    held: list[Any] = []
    page.route("**/documents/guess", lambda route: route.continue_() if held else held.append(route))
    chooser = page.get_by_label("Pièces du dossier")
    with page.expect_request("**/documents/guess"):
        chooser.set_input_files(former)
    with page.expect_response("**/documents/guess"):
        chooser.set_input_files(later)
    held[0].continue_()
    page.evaluate("() => fetch('/aide').then(answer => answer.text()).then(() => null)")
    assert page.get_by_label("Nature", exact=True).input_value() == "plu"


def test_progress_is_told_live_and_a_task_can_be_paused(site: Site, page: Any) -> None:
    site.application.backend.takes = 0.05
    page.goto(f"{site.address}/aide")
    page.get_by_role("button", name="Charger le dossier d’exemple").click()
    page.wait_for_url("**/taches/*")
    page.locator("#compte").get_by_text(re.compile(r"\d+ / \d+")).wait_for()
    page.get_by_role("button", name="Mettre en pause").click()
    page.locator("#etape", has_text="En pause").wait_for()
    site.application.backend.takes = 0.0
    page.reload()
    page.get_by_role("button", name="Reprendre").click()
    page.get_by_role("link", name="Relire les réponses").wait_for(timeout=120_000)


def test_a_document_is_described_changed_and_deleted(sample_site: Site, page: Any, accessible: Check) -> None:
    page.goto(f"{sample_site.address}/dossiers/{SLUG}")
    accessible(page)
    corpus = sample_site.application.corpus
    page.get_by_label("Nature", exact=True).select_option("scot")
    page.get_by_label("Territoire").fill("Val d’Essai (fictif)")
    page.get_by_label("IDURBA").fill("200999404_PLUI_20240115")
    page.get_by_label("SIREN").fill("200 999 404")
    with page_drawn(page):
        page.get_by_role("button", name="Enregistrer la description").click()
    assert page.get_by_label("Nature", exact=True).input_value() == "scot"
    info = corpus.documents.get(SLUG)
    assert (info.kind, info.territory) == (DocumentKind.SCOT, "Val d’Essai (fictif)")
    assert (info.identifier, info.authority) == ("200999404_PLUI_20240115", "200999404")

    page.get_by_label("Nature de padd.pdf").select_option("annexe")
    page.get_by_text("Nature enregistrée.").wait_for(state="attached")
    assert next(one.kind for one in corpus.documents.get(SLUG).pieces if one.name == "padd") is PieceKind.ANNEXE

    page.get_by_role("button", name="Retirer padd.pdf").click()
    with page_drawn(page):
        page.get_by_role("dialog").get_by_role("button", name="Retirer").click()
    assert page.get_by_role("button", name="Retirer padd.pdf").count() == 0

    page.get_by_role("button", name="Supprimer le dossier").click()
    page.get_by_role("dialog").get_by_role("button", name="Garder").click()
    assert corpus.documents.exists(SLUG)
    page.get_by_role("button", name="Supprimer le dossier").click()
    page.get_by_role("dialog").get_by_role("button", name="Supprimer").click()
    page.wait_for_url("**/dossiers")
    assert not corpus.documents.exists(SLUG)


def test_a_piece_sent_again_is_replaced(sample_site: Site, page: Any, tmp_path: Path) -> None:
    new = tmp_path / "padd.pdf"
    new.write_bytes(raw_pdf(PAGES))
    page.goto(f"{sample_site.address}/dossiers/{SLUG}")
    page.get_by_label("Ajouter ou remplacer des pièces").set_input_files(new)
    page.get_by_role("button", name="Envoyer").click()
    page.wait_for_url("**/taches/*")
    page.get_by_role("cell", name="remplacé").wait_for()
    pieces = {piece.name: piece.pages for piece in sample_site.application.corpus.documents.get(SLUG).pieces}
    assert pieces["padd"] == 2
    assert len(pieces) == 3


def test_the_reading_report_names_what_was_not_read(site: Site, page: Any, accessible: Check, tmp_path: Path) -> None:
    from use_cases.ingest import Description

    file = tmp_path / "reglement.pdf"
    garbage = "\n".join("$ 6 0 < ; \" % & ' 6 $$ < 0 ;F % > 4 = 0 A $ 6 V" for _ in range(12))
    file.write_bytes(raw_pdf([PAGES[0], garbage, ""]))
    site.application.dossiers.ingest([file], "plu-a", Description(title="PLU A (fictif)"))
    page.goto(f"{site.address}/dossiers/plu-a/lecture")
    unread = page.get_by_role("listitem").filter(has_text="page 2")
    assert unread.count() == 1
    assert page.get_by_role("listitem").filter(has_text="page 3").count() == 0  # blank: nothing to read
    unread.get_by_role("link").click()
    page.get_by_text("Cette page n’a pas été lue").wait_for()
    accessible(page)


def test_text_that_is_not_shown_is_accounted_for_and_found_on_demand(
    site: Site, page: Any, accessible: Check, tmp_path: Path
) -> None:
    from use_cases.ingest import Description

    struck = line("Le recul de dix metres est abroge.", 60, 700) + "0.7 w 60 703.5 m 232 703.5 l S\n"
    file = draw(tmp_path / "reglement.pdf", [DrawnPage(line("Le recul est de cinq metres.", 60, 750) + struck)])
    site.application.dossiers.ingest([file], "plu-a", Description(title="PLU A (fictif)"))
    page.goto(f"{site.address}/dossiers/plu-a/lecture")
    page.get_by_text("23 caractères lus ; 28 caractères mis de côté : texte barré (28)").wait_for()
    page.get_by_text("Texte mis de côté, jamais cité (1)").click()
    accessible(page)
    page.get_by_role("listitem").filter(has_text="Le recul de dix metres").get_by_role("link", name="page 1").click()
    page.goto(f"{site.address}/dossiers/plu-a/recherche?texte=recul")
    results = page.locator("#resultats")
    results.get_by_text("1 occurrence dans du texte non visible, jamais cité ; pour la voir").wait_for()
    assert "dix metres" not in results.inner_text()
    page.get_by_label("Aussi le texte non visible").check()
    page.get_by_role("button", name="Chercher").click()
    apart = results.get_by_role("listitem").filter(has_text="texte barré, jamais cité")
    apart.get_by_text("de dix metres est abroge").wait_for()
    accessible(page)
    apart.get_by_role("link").click()
    assert page.get_by_label("Aussi le texte non visible").is_checked()


@pytest.mark.parametrize(
    "path", ["/aide", "/aide/glossaire", "/aide/limites", "/aide/confidentialite", "/vous", "/rien"]
)
def test_every_page_of_words_is_accessible(read_site: Site, page: Any, accessible: Check, path: str) -> None:
    page.goto(f"{read_site.address}{path}")
    accessible(page)


def test_the_glossary_gives_each_indicator_its_rule(read_site: Site, page: Any) -> None:
    page.goto(f"{read_site.address}/aide/glossaire")
    for indicator in read_site.application.grid.indicators:
        assert page.locator(f"#{indicator.code} dd").first.text_content() == indicator.rubric.oui


def test_the_page_that_asks_for_the_key_is_accessible_and_opens_the_service(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, page: Any, accessible: Check
) -> None:
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    with served(Settings(data_dir=data_dir, api_key=SecretStr("une-cle-de-seize-caracteres"))) as site:
        page.goto(f"{site.address}/matrice")
        accessible(page)
        page.get_by_label("Clé du service").fill("une-autre-cle")
        page.get_by_role("button", name="Entrer").click()
        page.get_by_text("Ce n’est pas la bonne clé.").wait_for()
        accessible(page)
        page.get_by_label("Clé du service").fill("une-cle-de-seize-caracteres")
        page.get_by_role("button", name="Entrer").click()
        page.wait_for_url("**/matrice")
        page.get_by_role("button", name="Quitter").click()
        page.wait_for_url("**/connexion")
