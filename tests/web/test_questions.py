from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.conftest import Site
from tests.web.waiting import page_drawn

Check = Callable[[Any], None]


def ask(page: Any, text: str) -> None:
    page.locator("#question").fill(text)
    page.get_by_role("button", name="Demander").click()


def test_a_question_is_answered_with_pages_and_found_again(sample_site: Site, page: Any, accessible: Check) -> None:
    page.goto(f"{sample_site.address}/vous?retour=/questions")
    page.get_by_label("Nom ou initiales").fill("A. B.")
    with page_drawn(page):
        page.get_by_role("button", name="Retenir").click()
    accessible(page)

    in_words_of_the_text = "Le règlement impose une part de pleine terre."
    sample_site.application.backend.says = in_words_of_the_text
    ask(page, "Quelle part de pleine terre le règlement impose-t-il ?")
    page.wait_for_url("**/questions/*")
    article = page.locator("article")
    article.wait_for()
    assert in_words_of_the_text in article.inner_text()
    quote = article.locator("blockquote").first.inner_text()
    link = article.locator(".place a").first
    assert "page" in link.inner_text()
    accessible(page)

    ask(page, "Et pour les haies ?")
    article.nth(1).wait_for()
    assert page.evaluate("document.activeElement.tagName") == "ARTICLE"
    assert page.locator("#question").input_value() == ""

    page.goto(f"{sample_site.address}/questions")
    history = page.get_by_role("navigation", name="Vos questions")
    with page_drawn(page):
        history.locator("li a").first.click()
    assert page.locator("blockquote").first.inner_text() == quote
    assert page.locator("article").count() == 2

    article.first.get_by_text("Garder cette réponse").click()
    article.first.get_by_label("Cette réponse est").select_option("utile")
    with page_drawn(page):
        article.first.get_by_role("button", name="Garder").click()
    with page_drawn(page):
        article.first.get_by_role("link", name="Voir parmi les réponses gardées").click()
    kept = page.locator("article")
    assert "gardée par A. B." in kept.inner_text()
    assert kept.locator("blockquote").first.inner_text() == quote
    accessible(page)


def test_words_of_the_model_that_the_sentences_do_not_bear_out_are_not_shown(sample_site: Site, page: Any) -> None:
    sample_site.application.backend.says = "Les hérissons apprécient beaucoup les passages sous clôture."
    page.goto(f"{sample_site.address}/questions")
    ask(page, "Quelle part de pleine terre le règlement impose-t-il ?")
    page.locator("article blockquote").first.wait_for()
    assert "hérissons" not in page.locator("article").inner_text()


def test_how_a_question_was_understood_is_shown_and_corrected(sample_site: Site, page: Any) -> None:
    page.goto(f"{sample_site.address}/questions?dossier=plui-piemont-ormeze")
    with page_drawn(page):
        ask(page, "Quelle part de pleine terre en zone UB ?")
    page.get_by_text("Entendu comme : une valeur, zone UB").click()
    page.get_by_label("C’est").select_option("where")
    page.get_by_label("Où chercher").fill("")
    page.get_by_role("button", name="Redemander").click()
    page.locator("article").nth(1).wait_for()
    assert "Entendu comme : l’endroit" in page.locator("article").nth(1).inner_text()


def test_nothing_found_says_what_was_searched(sample_site: Site, page: Any) -> None:
    sample_site.application.backend.word = "mot que rien ne contient"
    page.goto(f"{sample_site.address}/questions")
    ask(page, "Combien coûte l'entretien annuel des haies ?")
    page.get_by_text("Non trouvé").wait_for()
    page.get_by_text("Ce qui a été cherché").click()
    assert page.locator("article details li").count() > 0
    assert page.locator("article blockquote").count() == 0


def test_what_is_only_likely_is_shown_as_an_answer_to_check(sample_site: Site, page: Any) -> None:
    sample_site.application.backend.word = "mot que rien ne contient"  # the model finds nothing, the words do
    page.goto(f"{sample_site.address}/questions")
    ask(page, "Quelle part de pleine terre le règlement impose-t-il ?")
    page.get_by_text("Réponse possible, à vérifier").wait_for()
    assert page.locator("article .outcome-check").count() == 1
    assert page.locator("article blockquote").count() >= 1
    assert page.get_by_text("Les passages les plus proches").count() == 1


def test_what_was_typed_survives_a_reload_and_a_failure(sample_site: Site, page: Any) -> None:
    sample_site.application.backend.fails_on = "pleine terre"
    page.goto(f"{sample_site.address}/questions")
    text = "Quelle part de pleine terre le règlement impose-t-il ?"
    ask(page, text)
    page.get_by_role("alert").get_by_text("Le serveur ne répond plus").wait_for()
    page.reload()
    assert page.locator("#question").input_value() == text


def test_the_next_question_is_kept_while_the_answer_comes(sample_site: Site, page: Any) -> None:
    page.goto(f"{sample_site.address}/questions")
    with page_drawn(page):
        ask(page, "Quelle part de pleine terre le règlement impose-t-il ?")
    held: list[Any] = []
    page.route("**/conversations/stream", lambda route: held.append(route))
    with page.expect_request("**/conversations/stream"):
        ask(page, "Et pour les haies ?")
    page.locator("#question").fill("Et les zones humides ?")
    held[0].continue_()
    page.locator("article").nth(1).wait_for()
    page.locator("#envoyer:enabled").wait_for()
    assert page.locator("#question").input_value() == "Et les zones humides ?"


def test_a_conversation_is_forgotten_only_when_confirmed(sample_site: Site, page: Any) -> None:
    page.goto(f"{sample_site.address}/questions")
    with page_drawn(page):
        ask(page, "Quelle part de pleine terre le règlement impose-t-il ?")
    assert page.locator("article").count() == 1
    page.get_by_role("button", name="Oublier cette conversation").click()
    page.get_by_role("button", name="Garder").click()
    assert page.locator("article").count() == 1
    page.get_by_role("button", name="Oublier cette conversation").click()
    page.get_by_role("dialog").get_by_role("button", name="Oublier", exact=True).click()
    page.wait_for_url("**/questions")
    assert sample_site.application.corpus.questions.conversations("") == []


def test_only_the_chosen_documents_are_asked(sample_site: Site, page: Any) -> None:
    page.goto(f"{sample_site.address}/questions?dossier=plui-piemont-ormeze")
    assert page.get_by_role("checkbox").is_checked()
    ask(page, "Quelle part de pleine terre le règlement impose-t-il ?")
    page.locator("article").wait_for()
    [conversation] = sample_site.application.corpus.questions.conversations("")
    [asked] = sample_site.application.corpus.questions.of(conversation.id)
    assert (asked.documents, asked.everywhere) == (("plui-piemont-ormeze",), False)
