"""What stands by its meaning, what a list lists, and what a section is about: answers without a model."""

from __future__ import annotations

import numpy as np
import pytest

from answering import DocumentContext
from answering.context import DocumentFact
from answering.questions.statement_chances import FEATURES, StatementWeights, nearness_of, statement_weights
from domain import Answer, Outcome, PieceKind
from tests.answering.small_plan import SLUG, PlanTables, ask_of_plan, placed

FACTS = (
    DocumentFact("date", "Date : la fiche du dossier n'en donne pas.", "Plan", known=False),
    DocumentFact("edition", "Édition, en marge des pages de ZONE-N : « Edition mai 2017 ».", "Plan", piece="ZONE-N"),
    DocumentFact("edition", "Édition, en marge des pages de ZONE-UA : « Edition mai 2020 ».", "Plan", piece="ZONE-UA"),
)
CONTEXT = DocumentContext(("padd", "reglement", "rapport"), (), "empreinte", facts=FACTS)


def ask(question: str, *, tables: PlanTables | None = None) -> Answer:
    return ask_of_plan(question, CONTEXT, tables=tables)


def lines(answer: Answer) -> list[str]:
    assert answer.composed is not None
    return [line.text for line in answer.composed.lines]


def test_the_weights_of_the_package_know_every_feature() -> None:
    weights = statement_weights()
    assert weights is not None
    assert weights.linear.features == FEATURES
    odds = weights.log_odds(np.tile(weights.linear.mean, (2, 1)))
    assert odds.shape == (2,)
    assert isinstance(weights, StatementWeights)


def test_a_sentence_without_the_words_of_the_question_answers_by_its_meaning() -> None:
    question = "Quelle quantité de pluie tombe chaque année à Valmont ?"
    assert ask(question).outcome is not Outcome.ANSWERED
    assert lines(ask(question, tables=PlanTables()))[0] == "Les précipitations atteignent 598 mm par an à Valmont."


def test_what_lacks_the_number_asked_for_does_not_answer_by_its_meaning() -> None:
    for question in (
        "Quel pourcentage de la pluie s'infiltre à Valmont ?",
        "Combien de pluviomètres y a-t-il à Valmont ?",
    ):
        assert ask(question, tables=PlanTables()).outcome is not Outcome.ANSWERED


def test_where_a_thing_is_told_in_other_words_the_nearest_page_is_given_and_said_to_be_so() -> None:
    answer = ask("Où parle-t-on de la pluie ?", tables=PlanTables())
    assert answer.outcome is Outcome.ANSWERED
    assert (answer.citations[0].piece, answer.citations[0].page) == ("rapport", 7)
    assert answer.composed is not None
    assert "les plus proches" in answer.composed.note


def test_a_summary_has_what_comes_near_under_titles_that_do_not_name_it() -> None:
    found = lines(ask("Résume ce qui est dit de la pluie.", tables=PlanTables()))
    assert "Les précipitations atteignent 598 mm par an à Valmont." in found
    assert not any("logements" in line for line in found)


def test_what_no_sentence_comes_near_to_has_no_summary() -> None:
    assert ask("Résume la recette du cassoulet.").outcome is not Outcome.ANSWERED
    assert ask("Où est la recette du cassoulet ?").outcome is not Outcome.ANSWERED


def test_pieces_that_are_not_read_have_no_nearness() -> None:
    near = nearness_of(PlanTables(), SLUG, (), without=(PieceKind.PADD,))
    assert {one.sentence.place for one in placed() if one.sentence.piece != "padd"} == set(near)


def test_axes_are_listed_by_their_titles_and_not_by_the_table_of_contents() -> None:
    assert lines(ask("Quels sont les deux axes du PADD ?")) == ["Axe 1 – Habiter les bourgs", "Axe 2 – Garder les sols"]


def test_a_column_that_says_yes_or_no_keeps_the_rows_that_say_yes() -> None:
    found = lines(ask("Quelles communes ont des coulées de boues ?"))
    assert [line.split(" ; ")[0] for line in found] == ["Commune : Valmont", "Commune : Orlan"]


def test_a_list_goes_on_over_the_sentences_of_an_item() -> None:
    found = lines(ask("Quels secteurs sont distingués ?"))
    assert [line[2:4] for line in found] == ["Na", "Nb", "Nc"]


def test_an_item_is_forbidden_by_the_line_above_it() -> None:
    answer = ask("Les terrains de camping sont-ils autorisés en zone UA ?")
    assert answer.rationale.startswith("Non")


@pytest.mark.parametrize(("zone", "year"), [("N", "2017"), ("UA", "2020")])
def test_the_edition_is_that_of_the_piece_of_the_zone(zone: str, year: str) -> None:
    (line,) = lines(ask(f"De quelle édition est le règlement de la zone {zone} ?"))
    assert year in line


def test_a_theme_is_summed_up_by_its_section() -> None:
    found = lines(ask("Résume le climat", tables=PlanTables()))
    assert found[:3] == [one.sentence.text for one in placed() if one.passage.section == ("3.1 Climat",)]
