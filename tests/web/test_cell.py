from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

from domain import Decision, Verdict
from sample import sample_pieces
from tests.ingestion.pdfs import raw_pdf
from tests.web.conftest import Site
from tests.web.waiting import page_drawn, panel_turned
from use_cases.ingest import Description

Check = Callable[[Any], None]
SLUG = "plui-piemont-ormeze"
CODE = "I05"


def open_cell(page: Any, site: Site, code: str = CODE, query: str = "", *, name: str = "A. B.") -> None:
    if name:
        page.context.add_cookies([{"name": "biollm_personne", "value": name.replace(" ", "%20"), "url": site.address}])
    page.goto(f"{site.address}/dossiers/{SLUG}/indicateurs/{code}{query}")


def letters(text: str) -> str:
    return re.sub(r"[^a-zà-ÿ0-9]", "", text.lower())


def words_under(marks: list[dict[str, float]], piece: str, number: int) -> str:
    """What the PDF itself, read by its own means, has under rectangles given in points from the top left."""
    [path] = [path for path in sample_pieces() if path.stem == piece]
    document = pypdfium2.PdfDocument(path)
    sheet = document[number - 1]
    text = sheet.get_textpage()
    height = sheet.get_height()
    found = [
        text.get_text_bounded(
            mark["x"], height - mark["y"] - mark["height"], mark["x"] + mark["width"], height - mark["y"]
        )
        for mark in marks
    ]
    document.close()
    return " ".join(found)


def marks_of(page: Any) -> list[dict[str, float]]:
    marks: list[dict[str, float]] = page.locator("rect.mark").evaluate_all(
        "all => all.map(one => Object.fromEntries("
        "['x', 'y', 'width', 'height'].map(name => [name, Number(one.getAttribute(name))])))"
    )
    return marks


def test_every_citation_is_highlighted_over_its_own_words(read_site: Site, page: Any, accessible: Check) -> None:
    _, answer = read_site.application.corpus.answers.numbered(SLUG)[CODE]
    open_cell(page, read_site)
    accessible(page)
    assert page.locator("svg image").evaluate("one => fetch(one.href.baseVal).then(r => r.ok)")
    for number, citation in enumerate(answer.citations[:6], start=1):
        with panel_turned(page):
            page.locator(f"a[data-citation='{number}']").click()
        assert page.url.endswith(f"/indicateurs/{CODE}?citation={number}")
        assert page.get_by_text(f"Citation {number} sur").is_visible()
        under = letters(words_under(marks_of(page), citation.piece, citation.ordinal))
        # A citation may begin or end inside a sentence; the whole sentence is marked.
        assert letters(citation.quote) in under
        assert page.locator("rect.mark").first.is_visible()


def test_a_citation_has_its_own_address_and_the_page_its_text(read_site: Site, page: Any) -> None:
    _, answer = read_site.application.corpus.answers.numbered(SLUG)[CODE]
    open_cell(page, read_site, query="?citation=2")
    page.get_by_role("button", name="Texte").click()
    marked = " ".join(page.locator(".sheet-text mark").all_inner_texts())
    assert letters(answer.citations[1].quote) in letters(marked)
    link = page.get_by_role("link", name=re.compile("^PDF"))
    assert link.get_attribute("href").endswith(f"/file#page={answer.citations[1].page}")


def test_accepting_by_keyboard_alone_moves_on_to_the_next_cell(sample_site: Site, page: Any) -> None:
    open_cell(page, sample_site)
    page.keyboard.press("j")
    page.get_by_text("Citation 2 sur").wait_for()
    page.keyboard.press("k")
    page.get_by_text("Citation 1 sur").wait_for()
    page.keyboard.press("a")
    page.wait_for_url("**/indicateurs/I06")
    assert "1 / 15 relus" in page.locator(".cell-bar").inner_text()
    review = sample_site.application.corpus.reviews.current(SLUG)[CODE]
    assert (review.decision, review.reviewer) == (Decision.ACCEPTE, "A. B.")
    assert review.seconds is not None


def test_a_correction_is_kept_with_evidence_picked_on_the_page(sample_site: Site, page: Any, accessible: Check) -> None:
    open_cell(page, sample_site)
    page.locator("#enchainer").uncheck()
    page.get_by_role("button", name="Corriger").click()
    accessible(page)
    page.locator("input[name=verdict][value=partiel]").check()
    before = page.locator("#preuves li").count()
    page.get_by_role("button", name="Texte").click()
    plain = page.locator(".sheet-text span[data-rank]").first
    quote = plain.inner_text()
    plain.click()
    assert page.locator("#preuves li").count() == before + 1
    page.get_by_role("button", name="Ajouter une valeur").click()
    row = page.locator(".value-row").last
    row.get_by_label("Valeur", exact=True).fill("1 250,5")
    row.get_by_label("Unité").fill("ha")
    page.get_by_label("Commentaire").fill("La règle ne vaut qu’en zone N.")
    page.get_by_role("button", name="Enregistrer la correction").click()
    page.get_by_text("Corrigé").first.wait_for()

    review = sample_site.application.corpus.reviews.current(SLUG)[CODE]
    assert review.verdict is Verdict.PARTIEL
    kept = review.values[-1]
    assert (kept.value, kept.unit, kept.label) == (1250.5, "ha", None)
    assert letters(review.evidence[-1].citation.quote) == letters(quote)
    page.reload()
    assert "La règle ne vaut qu’en zone N." in page.locator(".side").inner_text()


def test_what_is_being_written_survives_a_reload(read_site: Site, page: Any) -> None:
    open_cell(page, read_site)
    page.keyboard.press("c")
    page.locator("input[name=verdict][value=non]").check()
    page.get_by_label("Commentaire").fill("À revoir")
    page.reload()
    assert page.locator("input[name=verdict][value=non]").is_checked()
    assert page.get_by_label("Commentaire").input_value() == "À revoir"
    page.get_by_role("button", name="Abandonner").click()
    page.reload()
    assert page.get_by_label("Commentaire").input_value() == ""
    assert page.locator("#correction").is_hidden()


def test_of_two_people_the_later_one_is_told_and_decides(sample_site: Site, page: Any, chromium: Any) -> None:
    open_cell(page, sample_site)
    other = chromium.new_context().new_page()
    open_cell(other, sample_site, name="C. D.")
    other.get_by_role("button", name="Douteux").click()
    other.wait_for_url("**/indicateurs/I06")
    other.context.close()

    page.get_by_role("button", name="Valider").click()
    page.get_by_text("Cette case a été relue entre-temps par C. D.").wait_for()
    assert sample_site.application.corpus.reviews.current(SLUG)[CODE].decision is Decision.DOUTE
    page.get_by_role("button", name="Garder la mienne à la place").click()
    page.get_by_role("button", name="Valider").click()
    page.wait_for_url("**/indicateurs/I06")
    history = sample_site.application.corpus.reviews.history(SLUG, CODE)
    assert [review.reviewer for review in history] == ["A. B.", "C. D."]


def test_without_a_name_it_is_asked_for_once(sample_site: Site, page: Any) -> None:
    open_cell(page, sample_site, name="")
    page.get_by_role("button", name="Valider").click()
    page.get_by_label("Votre nom, pour signer").fill("É. F.")
    page.get_by_role("button", name="Valider").click()
    page.wait_for_url("**/indicateurs/I06")
    assert sample_site.application.corpus.reviews.current(SLUG)[CODE].reviewer == "É. F."
    assert "É. F." in page.locator(".who").inner_text()


def test_keys_do_nothing_while_typing_or_when_switched_off(read_site: Site, page: Any) -> None:
    open_cell(page, read_site)
    page.get_by_label("Commentaire").press_sequentially("aa cad")
    assert page.get_by_label("Commentaire").input_value() == "aa cad"
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_label("Raccourcis à une touche actifs").uncheck()
    page.get_by_role("button", name="Fermer").click()
    page.wait_for_load_state("networkidle")  # the next citation is asked for beforehand, with its picture
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.keyboard.press("a")
    page.keyboard.press("d")
    page.evaluate("() => fetch('/aide').then(answer => answer.text())")  # what was sent before is told before
    assert sent == ["GET"]
    assert read_site.application.corpus.reviews.current(SLUG) == {}


def test_whatever_is_pressed_while_a_decision_is_on_its_way_goes_to_no_cell(sample_site: Site, page: Any) -> None:
    open_cell(page, sample_site)
    held: list[Any] = []
    page.route("**/review", lambda route: held.append(route))
    with page.expect_request("**/review"):
        page.keyboard.press("a")
    for key in "adcn":
        page.keyboard.press(key)
    assert page.locator("#correction").is_hidden()
    with page_drawn(page):
        held[0].continue_()
    assert page.url.endswith("/indicateurs/I06")
    assert len(held) == 1
    reviewing = sample_site.application.reviewing
    assert [entry.review.decision for entry in reviewing.history(SLUG, CODE)] == [Decision.ACCEPTE]
    assert reviewing.history(SLUG, "I06") == ()


def test_a_key_held_down_decides_one_cell(sample_site: Site, page: Any) -> None:
    open_cell(page, sample_site)
    with page_drawn(page):
        page.keyboard.down("a")
    for _ in range(3):
        page.keyboard.down("a")  # it repeats: never released
    page.keyboard.up("a")
    page.evaluate("() => fetch('/aide').then(answer => answer.text()).then(() => null)")
    assert page.url.endswith("/indicateurs/I06")
    assert set(sample_site.application.corpus.reviews.current(SLUG)) == {CODE}


def test_a_cell_that_was_never_asked_says_so(sample_site: Site, page: Any, accessible: Check) -> None:
    sample_site.application.corpus.documents.describe("autre", title="Autre PLU (fictif)")
    page.goto(f"{sample_site.address}/dossiers/autre/indicateurs/I01")
    assert "n’a pas encore répondu" in page.locator("main").inner_text()
    accessible(page)


def test_a_non_shows_the_page_that_comes_nearest(read_site: Site, page: Any, accessible: Check) -> None:
    answers = read_site.application.corpus.answers.current(SLUG)
    code, near = next((one.indicator, one.provenance.nearest or ()) for one in answers if not one.citations)
    open_cell(page, read_site, str(code))
    accessible(page)
    piece, number, text = near[0].piece, near[0].page, near[0].text
    assert letters(text) in letters(words_under(marks_of(page), piece, number))
    with panel_turned(page):
        page.locator("a[data-near]").last.click()
    piece, number, text = near[-1].piece, near[-1].page, near[-1].text
    assert letters(text) in letters(words_under(marks_of(page), piece, number))
    assert page.url.endswith(f"/indicateurs/{code}")


def test_pieces_that_differ_are_told_of_the_same_zone_alone(site: Site, page: Any, tmp_path: Path) -> None:
    share = "En zone {}, au moins {} % de la surface du terrain doit rester en pleine terre."
    rules, scheme = tmp_path / "reglement.pdf", tmp_path / "oap.pdf"
    rules.write_bytes(raw_pdf([share.format("UB", 30), share.format("UC", 20)]))
    scheme.write_bytes(raw_pdf([share.format("UB", 40)]))
    site.application.dossiers.ingest([rules, scheme], "plu-val", Description(title="PLU du Val (fictif)"))
    site.application.analysis().run("plu-val", ["I14"])
    page.goto(f"{site.address}/dossiers/plu-val/indicateurs/I14")
    assert page.locator(".values li").count() == 3
    told = page.locator(".note", has_text="Valeurs différentes selon les pièces")
    assert re.findall(r"(\d+) %", told.inner_text()) == ["30", "40"]
