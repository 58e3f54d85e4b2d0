"""Answers to the questions of the set are scored by what they say and cite."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.question_figures import ALL, QuestionRunJson, by_group, table
from benchmarks.question_scoring import GivenAnswer, GivenCitation, QuestionScore, Share, score
from benchmarks.question_set import Half, SetQuestion, load_questions

SET = {one.id: one for one in load_questions(Half.DEVELOPMENT)}

HEIGHTS = "2) Dans le secteur N-3 :\n8 mètres\n3) Dans le secteur N-4 et N-6 :\n9 mètres\nArticle 11 : Aspect extérieur"
BAN = "Prescription P15 : tout remblaiement d’une zone humide est interdit.\nRecommandation R4"


def scored(question: SetQuestion, words: str, *cited: tuple[str, int, str], text: str = "") -> QuestionScore:
    """An answer in these words, with quotes as (piece, page, quote) of the first document."""
    citations = tuple(GivenCitation(question.documents[0], *one) for one in cited)
    return score(question, GivenAnswer(words, citations, False, 0, 0.0), lambda *_: text)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("La bande est portée à 200 mètres.", True),
        ("La bande est portée à 0,2 km.", True),
        ("La bande est portée à 100 mètres.", False),
        ("La bande couvre 200 hectares.", False),
    ],
)
def test_a_value_is_right_by_number_and_unit_in_the_words_of_the_answer(words: str, right: bool) -> None:
    assert scored(SET["dv2"], words, ("doo", 6, "portée à 200 mètres")).right is right


def test_a_refusal_is_right_only_where_there_is_no_answer() -> None:
    refusal = GivenAnswer("Non trouvé.", (), True, 0, 0.0)
    answered, unanswerable = (score(SET[id], refusal, lambda *_: None) for id in ("dv1", "du1"))
    assert (answered.right, answered.refused, answered.page) == (False, True, Share(0, 1))
    assert (unanswerable.right, unanswerable.refused) == (True, True)
    assert not scored(SET["du1"], "Le ratio est de 2 pour 1.").right
    assert scored(SET["du4"], "Les corridors n’ont pas été étudiés localement.").right


def test_the_rule_of_another_sector_is_out_of_scope_though_on_the_right_page() -> None:
    own = scored(SET["dr2"], "9 mètres", ("ZONE-N", 10, "9 mètres"), text=HEIGHTS)
    other = scored(SET["dr2"], "8 mètres", ("ZONE-N", 10, "8 mètres"), text=HEIGHTS)
    both = scored(SET["dr2"], "9 mètres", ("ZONE-N", 10, "9 mètres"), ("ZONE-N", 10, "8 mètres"), text=HEIGHTS)
    assert (own.right, own.scope, own.page) == (True, Share(1, 1), Share(1, 1))
    assert (other.right, other.scope, other.page) == (False, Share(0, 1), Share(1, 1))
    assert (both.right, both.scope) == (True, Share(0, 1))


def test_items_of_a_list_are_told_by_quotes_and_others_counted_out_of_place() -> None:
    good = ("evaluation-environnementale", 4, "le Lézard à deux raies et la Cisticole des joncs")
    stray = ("padd", 2, "Le hérisson est commun.")
    found = scored(SET["dl3"], "Trois espèces.", good, stray)
    assert (found.right, found.told, found.whole, found.fitting) == (False, Share(2, 3), Share(0, 1), Share(1, 2))


def test_yes_or_no_must_not_contradict_and_counts_the_exception_apart() -> None:
    cited = ("doo", 9, "tout remblaiement d’une zone humide est interdit")
    banned = scored(SET["dy1"], "Non : tout remblaiement est interdit.", cited, text=BAN)
    assert (banned.right, banned.whole, banned.scope) == (True, Share(0, 1), Share(1, 1))
    assert not scored(SET["dy1"], "Oui, sous conditions.", cited, text=BAN).right
    whole = scored(SET["dy1"], "Interdit ; utilité publique : compensation à 200 %.", cited, text=BAN)
    assert whole.whole == Share(1, 1)


def test_a_comparison_needs_both_sides_and_a_page_of_each() -> None:
    sides = [GivenCitation(slug, "reglement-et-oap", 3, "") for slug in SET["dc2"].documents]
    words = "Quinze mètres, puis vingt mètres."
    both, one = (
        score(SET["dc2"], GivenAnswer(words, tuple(cited), False, 0, 0.0), lambda *_: None)
        for cited in (sides, sides[:1])
    )
    assert both.right
    assert (one.right, one.told) == (False, Share(2, 2))


def test_quotes_and_sentences_are_checked_against_pages_and_quotes() -> None:
    page = "Six communes éteignent leur éclairage public entre 23 heures et 5 heures 30."
    words = "Six communes éteignent leur éclairage public.\nLa commune plante des arbres remarquables chaque hiver."
    cited = ("rapport-de-presentation", 10, "Six communes éteignent leur éclairage public")
    found = scored(SET["ds2"], words, cited, ("padd", 4, "Texte inventé"), text=page)
    assert (found.verbatim, found.borne_out) == (Share(1, 2), Share(1, 2))


def test_where_is_it_is_answered_by_the_first_page_cited() -> None:
    right, wrong = ("reglement-et-oap", 8, ""), ("reglement-et-oap", 7, "")
    assert scored(SET["dw1"], "Article AU 5", right, wrong).right
    assert not scored(SET["dw1"], "Article AU 5", wrong, right).right


def test_figures_add_up_by_kind_and_wording_and_come_back_from_their_file(tmp_path: Path) -> None:
    given = GivenAnswer(
        "200 mètres", (GivenCitation("scot-plaine-et-lagunes", "doo", 6, "200 mètres"),), False, 12, 0.5
    )
    refused = replace(given, refused=True)
    asked = [(SET["dv2"], one, score(SET["dv2"], one, lambda *_: "200 mètres")) for one in (given, refused)]
    run = QuestionRunJson.of("none", Half.DEVELOPMENT, by_group(asked))
    run.write(tmp_path / "run.json")
    read = QuestionRunJson.read(tmp_path / "run.json")
    assert read == run
    assert set(read.groups) == {"value", "typos", ALL}
    assert read.figures()["value"].right == Share(1, 2)
    assert "| value | none | 1 / 2 (0.09–0.91) | 1 / 2 |" in table([read])
    assert table([read]).splitlines()[2].endswith("| 12 | 0.50 |")
