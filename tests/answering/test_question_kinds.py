"""Free questions answered by kind, in their scope, without a model."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answering import Answerer, DocumentContext, profile_named
from answering.context import DocumentFact
from answering.llm.none import NoModel
from answering.questions.carried_scope import Fit, carried_scopes
from answering.questions.read_documents import ReadDocuments
from domain import Answer, AnswerForm, LineRole, Outcome, QuestionKind
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_reglement import SLUG, LastFirst, SmallRetriever, SmallTexts, placed

FACTS = (
    DocumentFact("pages", "Pages : 24 en 3 pièces.", "PLU inventé"),
    DocumentFact("date", "Date : 03/04/2024.", "PLU"),
)
CONTEXT = DocumentContext(("reglement", "doo", "annexe"), (), "empreinte", facts=FACTS)
TEXTS = SmallTexts()
DOCUMENTS = ReadDocuments(TEXTS)


def ask(
    question: str,
    *before: str,
    slugs: tuple[str, ...] = (SLUG,),
    kind: QuestionKind | None = None,
    context: DocumentContext = CONTEXT,
    ranker: LastFirst | None = None,
) -> Answer:
    answerer = Answerer(
        TEXTS, SmallRetriever(), NoModel(), profile_named("standard"), FRENCH, documents=DOCUMENTS, ranker=ranker
    )
    zones, words = answerer.known_of(slugs)
    asked = understand(question, before, known=zones, words=words, kind=kind)
    return answerer.answer_question(slugs, asked.text, (), context=context, understood=asked)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_each_sentence_stands_for_the_sector_whose_line_opens_its_paragraph() -> None:
    found = dict(zip((one.sentence.text for one in placed()), carried_scopes(placed()), strict=True))
    assert found["8 mètres"].fit("N-3") is Fit.OWN
    assert found["8 mètres"].fit("N-4") is Fit.OUT
    assert found["8 mètres"].fit("N") is Fit.PART
    assert found["9 mètres"].carrier == "2) Dans le secteur N-4 :"
    assert found["Dans toutes les zones, les haies repérées sont conservées."].fit("N-3") is Fit.GENERAL


@pytest.mark.parametrize(("zone", "height"), [("N-3", "8 mètres"), ("N-4", "9 mètres"), ("n-4", "9 mètres")])
def test_a_value_is_that_of_the_sector_asked_and_no_distance(zone: str, height: str) -> None:
    answer = ask(f"Quelle est la hauteur en {zone} ?")
    assert answer.composed is not None
    assert [line.text for line in answer.composed.lines if line.role is LineRole.ANSWER] == [height]
    assert zone.upper() in answer.composed.lines[0].carrier


def test_a_zone_that_the_document_does_not_name_is_said_so() -> None:
    answer = ask("Quelle est la hauteur en N-9 ?")
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.composed is not None
    assert "N-9" in answer.composed.hints[0]
    assert "N-3" in answer.composed.hints[0]
    assert len(answer.composed.hints) == 1, "no advice on words: the zone is what lacks"


def test_a_rule_of_all_zones_is_added_and_said_so() -> None:
    answer = ask("Quelles règles pour les haies en N-3 ?")
    assert answer.composed is not None
    assert [line.role for line in answer.composed.lines] == [LineRole.GENERAL]
    assert "toutes les zones" in quotes(answer)[0]


def test_an_exception_follows_the_rule() -> None:
    answer = ask("Quelle part d'espaces libres en N-4 ?")
    assert answer.composed is not None
    assert [line.role for line in answer.composed.lines] == [LineRole.ANSWER, LineRole.CONDITION]
    assert "20 %" in quotes(answer)[0]
    assert "10 %" in quotes(answer)[1]


def test_yes_or_no_is_said_with_its_exception() -> None:
    answer = ask("Peut-on imperméabiliser une petite zone humide ?")
    assert answer.rationale.startswith("Non, c'est interdit :")
    assert "utilité publique" in quotes(answer)[1]


def test_a_provision_asked_by_its_number_is_given_whole_without_its_title() -> None:
    answer = ask("Que dit la prescription P15 ?")
    assert [quote.split()[0] for quote in quotes(answer)] == ["Toute", "Pour"]


def test_a_list_has_every_item_and_says_whether_it_is_complete() -> None:
    answer = ask("Quels sont les sites de compensation et leurs surfaces ?")
    assert answer.composed is not None
    assert answer.composed.form is AnswerForm.LIST
    assert len(answer.composed.lines) == 3
    assert answer.composed.complete is True
    assert all(line.citations for line in answer.composed.lines)
    assert ask("Quels sont les cinq sites de compensation ?").composed.complete is False  # type: ignore[union-attr]


def test_a_follow_up_about_another_thing_does_not_give_the_first_again() -> None:
    answer = ask("Et les zones de renaturation ?", "Quels sont les sites de compensation et leurs surfaces ?")
    assert [quote[:9] for quote in quotes(answer)] == ["- Camping", "- Camping"]


def test_by_sector_each_has_its_line() -> None:
    answer = ask("Espaces libres par secteur en zone N")
    assert answer.composed is not None
    assert [line.side for line in answer.composed.lines] == ["N-3", "N-4"]


def test_zones_are_compared_side_by_side() -> None:
    answer = ask("Compare la hauteur en N-3 et en N-4")
    assert answer.composed is not None
    lines = [(line.side, line.text) for line in answer.composed.lines]
    assert lines == [("N-3", "8 mètres"), ("N-4", "9 mètres")]


def test_a_side_of_which_nothing_is_written_is_named() -> None:
    answer = ask("Compare les haies en N-3 et en UB", kind=QuestionKind.COMPARISON)
    assert answer.composed is not None
    assert answer.composed.complete is False or answer.outcome is Outcome.NOT_FOUND


def test_where_gives_the_pages() -> None:
    answer = ask("Où parle-t-on des espaces libres ?")
    assert {citation.page for citation in answer.citations} == {3}


def test_what_the_record_knows_is_told_without_citation() -> None:
    answer = ask("Combien de pages ?")
    assert "24" in answer.rationale
    assert answer.citations == ()


RECORD = replace(
    CONTEXT,
    facts=(
        DocumentFact("date", "Date : 03/04/2024.", "PLU inventé"),
        DocumentFact("pages", "Pages : 24 en 3 pièces.", "PLU inventé"),
        DocumentFact("communes", "Communes : Nulleville (00001).", "PLU inventé"),
        DocumentFact("pieces", "Pièces : reglement (Règlement, 18 p.); annexe (Annexes, 6 p.).", "PLU inventé"),
    ),
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Quand le PLU a-t-il été approuvé ?", "03/04/2024"),
        ("Combien de pages ?", "24 en 3 pièces"),
        ("Quelle commune ?", "Nulleville"),
        ("De quelles pièces se compose ce dossier ?", "annexe (Annexes, 6 p.)"),
    ],
)
def test_date_pages_commune_and_pieces_are_told_from_the_record(question: str, told: str) -> None:
    answer = ask(question, context=RECORD)
    assert answer.outcome is Outcome.ANSWERED
    assert told in answer.rationale


def test_the_date_of_the_record_is_cited_from_a_page_that_says_it() -> None:
    answer = ask("De quand date ce document ?", context=RECORD)
    assert [citation.page for citation in answer.citations] == [1]
    other = replace(CONTEXT, facts=(DocumentFact("date", "Date : 05/04/2024.", "PLU inventé"),))
    unsaid = ask("De quand date ce document ?", context=other)
    assert unsaid.citations == ()
    assert unsaid.rationale.startswith("D'après la fiche du dossier :")


def test_an_act_that_the_first_pages_do_not_date_is_looked_for_in_the_text() -> None:
    answer = ask("Quand ce plan a-t-il été approuvé, et après quelle enquête publique ?", context=RECORD)
    assert "3 avril 2024" in answer.rationale
    assert "L'enquête publique s'est tenue du 4 au 30 janvier 2024." in quotes(answer)
    assert {citation.page for citation in answer.citations} == {1, 13}


def test_each_piece_is_named_with_the_title_on_its_first_page() -> None:
    facts = (
        DocumentFact("pieces", "Pièces du dossier : 2.", "PLU"),
        DocumentFact("pieces", "Règlement (reglement, 3 p.).", "PLU", piece="reglement"),
    )
    answer = ask("Quelles sont les pièces du dossier ?", context=replace(CONTEXT, facts=facts))
    assert "Règlement (reglement, 3 p.) : « Titre I – Dispositions générales »." in answer.rationale
    assert "3 p." in answer.rationale


def test_who_is_not_answered_by_a_sentence_that_names_nobody() -> None:
    assert ask("Qui relie les lisières dans la trame nocturne ?").outcome is Outcome.NOT_FOUND
    assert "commission" in ask("Qui suit les mesures d'accompagnement ?").rationale


def test_nothing_found_offers_the_nearest_sentences() -> None:
    answer = ask("Quelle largeur pour les haies conservées le long des canaux navigables ?")
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.provenance.nearest
    assert "haies" in answer.provenance.nearest[0].text


def test_off_topic_is_said_only_where_nothing_is_near() -> None:
    assert ask("Qui a gagné la coupe du monde de football ?").outcome is Outcome.OFF_TOPIC


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["hauteur", "espaces libres", "haies", "sites de compensation", "zone humide"]),
    st.sampled_from(["", " en N-3", " en N-4", " en zone N"]),
    st.sampled_from(list(QuestionKind)),
)
def test_whatever_the_kind_each_line_is_cited_and_no_title_answers(theme: str, zone: str, kind: QuestionKind) -> None:
    answer = ask(f"{theme}{zone} ?", kind=kind)
    assert answer.composed is not None
    titles = {title for one in placed() for title in one.passage.section}
    for line in answer.composed.lines:
        assert line.citations or kind is QuestionKind.DOCUMENT
        assert line.text not in titles or kind is QuestionKind.WHERE
    if zone.strip() == "en N-3":
        assert not {"9 mètres"} & set(quotes(answer))


def test_a_common_rule_on_another_object_is_not_added() -> None:
    answer = ask("Quelle est la hauteur en N-4 ?")
    assert answer.composed is not None
    assert [line.role for line in answer.composed.lines] == [LineRole.ANSWER]
    fences = ask("Quelle est la hauteur des clôtures en N-4 ?")
    assert any("2 mètres" in quote for quote in quotes(fences))


def test_a_table_goes_on_over_the_page_and_names_of_columns_are_no_items() -> None:
    answer = ask("Liste des mares relevées")
    assert answer.composed is not None
    assert [line.text.split(" ; ")[0] for line in answer.composed.lines] == [
        "Mare : Mare du Bourg", "Mare : Mare des Prés", "Mare : Mare du Bois",
    ]  # fmt: skip
    assert {citation.page for citation in answer.citations} == {6, 7}
    assert {line.carrier for line in answer.composed.lines} == {"Tableau 2. – Mares relevées"}


def test_a_list_is_held_to_what_the_question_says_of_a_column() -> None:
    answer = ask("Liste des mares relevées en bon état")
    assert [citation.page for citation in answer.citations] == [6, 7]
    assert "2 lignes sur 3" in answer.rationale


@pytest.mark.parametrize(("zone", "reply"), [("N-3", "Oui, sous condition"), ("N-4", "Non, c'est interdit")])
def test_the_cell_of_a_zone_is_its_rule(zone: str, reply: str) -> None:
    answer = ask(f"Peut-on construire un abri pour animaux en {zone} ?")
    assert answer.rationale.startswith(reply)
    other = {"N-3": "N-4", "N-4": "N-3"}[zone]
    assert f"{other} :" not in answer.rationale


def test_a_title_says_where_a_thing_is_and_the_best_page_comes_first() -> None:
    answer = ask("À quelle page est le tableau des mares relevées ?")
    assert answer.citations[0].page == 6


def test_a_date_that_the_record_lacks_is_read_on_the_first_pages() -> None:
    context = replace(CONTEXT, facts=(DocumentFact("date", "Date : la fiche n'en donne pas.", "PLU", known=False),))
    answer = ask("De quand date ce document ?", context=context)
    assert "Plan approuvé le 3 avril 2024" in answer.rationale
    assert [citation.page for citation in answer.citations] == [1]
    assert "Atelier Inventé" in ask("Qui a rédigé ce document ?").rationale


def test_the_act_asked_for_is_dated_by_the_first_pages() -> None:
    answer = ask("À quelle date ce plan a-t-il été approuvé ?", context=replace(CONTEXT, facts=()))
    assert answer.composed is not None
    assert answer.composed.lines[0].text.startswith("Plan approuvé le 3 avril 2024")
    assert [citation.page for citation in answer.citations][:1] == [1]


def test_a_misspelt_word_is_read_by_its_letters() -> None:
    assert any("haies" in quote for quote in quotes(ask("Quelles regles pour les hayes en N-3, les haies repérrées ?")))


def test_pieces_named_beside_each_other_are_compared() -> None:
    asked = understand("Le rapport de présentation et le règlement donnent-ils la même part de pleine terre ?")
    assert asked.kind is QuestionKind.COMPARISON
    assert asked.sides == ("rapport_presentation", "reglement")


def test_the_names_of_columns_answer_nothing() -> None:
    assert all(
        "ROW Mare ; État" not in quote and quote != "Mare ; État" for quote in quotes(ask("Quel état de mare ?"))
    )


def test_where_no_list_is_about_it_sentences_answer_a_list() -> None:
    answer = ask("Quels habitants sont informés par affichage ?")
    assert answer.outcome is Outcome.ANSWERED
    assert any("par voie d'affichage" in quote for quote in quotes(answer))


def test_things_compared_by_name_are_sides() -> None:
    answer = ask("Compare l'état de la Mare du Bourg et de la Mare des Prés.")
    assert answer.composed is not None
    assert {line.side for line in answer.composed.lines} == {"Mare du Bourg", "Mare des Prés"}


def test_a_summary_is_about_its_subject_and_not_about_every_measure() -> None:
    answer = ask("Résume les mesures de compensation", ranker=LastFirst())
    assert any("sites de compensation" in quote for quote in quotes(answer))
    assert not any("accompagnement" in quote for quote in quotes(answer))


def test_what_there_is_not_comes_first_in_a_summary() -> None:
    answer = ask("Résume ce qui est dit de la trame nocturne", ranker=LastFirst())
    assert quotes(answer)[0] == "Le plan ne définit à ce stade aucune trame nocturne opposable."
    assert answer.composed is not None
    assert answer.composed.lines[0].side == "Ce qu’il n’y a pas"
    assert any("relie les lisières" in quote for quote in quotes(answer))


def test_of_whole_documents_what_they_impose_comes_first() -> None:
    question = "Quelles différences entre ces deux plans sur les mesures d'accompagnement ?"
    answer = ask(question, slugs=(SLUG, "autre-plu-invente"))
    assert answer.composed is not None
    assert [(line.side, "doivent" in line.text) for line in answer.composed.lines] == [
        (SLUG, True), (SLUG, False), ("autre-plu-invente", True), ("autre-plu-invente", False),
    ]  # fmt: skip
