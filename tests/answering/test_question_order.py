"""What goes into the packet of a question: the whole list, the paragraph of the sector asked, each side in turn."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answering import Answerer, DocumentContext, profile_named
from answering.llm.none import NoModel
from answering.questions.carried_scope import Fit, fit_of
from answering.questions.read_documents import ReadDocuments, read_document
from answering.questions.wholes import Wholes
from domain import Packet, PieceKind, QuestionScope
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.small_documents import Part, placed_in
from tests.answering.small_reglement import SLUG, LastFirst, SmallRetriever, SmallTexts, placed

TEXTS = SmallTexts()
CONTEXT = DocumentContext(("reglement", "doo", "annexe", "inventaire", "tableaux"), (), "empreinte")
READ = read_document(SLUG, placed())
RANK = {(one.sentence.page, one.sentence.text): rank for rank, one in enumerate(READ.placed)}


def packet(question: str, tokens: int) -> Packet:
    answerer = Answerer(
        TEXTS,
        SmallRetriever(),
        NoModel(),
        profile_named("standard"),
        FRENCH,
        documents=ReadDocuments(TEXTS),
        ranker=LastFirst(),
    )
    zones, words = answerer.known_of([SLUG])
    asked = understand(question, known=zones, words=words)
    return answerer.question_packet([SLUG], asked, tokens, lambda text: len(text) // 4 + 1, context=CONTEXT)


def texts(found: Packet) -> list[str]:
    return [one.sentence.text for one in found.sentences]


def test_a_list_comes_whole_with_the_line_that_announces_it() -> None:
    found = texts(packet("Quels sont les trois sites de compensation et leurs surfaces ?", 200))
    assert "Sont approuvés les trois sites de compensation suivants :" in found
    assert sum("hectares" in text for text in found) >= 3


def test_a_table_over_two_pages_comes_whole() -> None:
    found = texts(packet("Quelles mares ont été relevées, et dans quel état ?", 200))
    assert sum("Mare : Mare" in text for text in found) == 3


@pytest.mark.parametrize(("zone", "height"), [("N-3", "8 mètres"), ("N-4", "9 mètres")])
def test_a_value_without_a_word_of_the_question_comes_with_the_line_that_opens_it(zone: str, height: str) -> None:
    found = texts(packet(f"Quelle est la hauteur des constructions en {zone} ?", 110))
    assert height in found
    assert any(zone in text for text in found)


def test_what_is_compared_comes_in_turn() -> None:
    found = texts(packet("Quelle différence entre N-3 et N-4 pour les espaces libres ?", 120))
    assert any("60 %" in text for text in found)
    assert any("20 %" in text for text in found)


def test_a_provision_is_read_whole() -> None:
    found = texts(packet("Peut-on imperméabiliser une zone humide ?", 150))
    assert "Pour les seuls projets déclarés d'utilité publique, l'atteinte est compensée." in found


def test_a_line_that_announces_brings_what_follows_up_to_the_next() -> None:
    wholes = Wholes(READ)
    rank = RANK[2, "2) Dans le secteur N-4 :"]
    assert [READ.placed[one].sentence.text for one in wholes.of(rank)][:2] == ["2) Dans le secteur N-4 :", "9 mètres"]


@given(st.integers(0, len(READ.placed) - 1))
@settings(max_examples=40)
def test_what_comes_together_is_of_one_piece_each_once_itself_first(rank: int) -> None:
    found = Wholes(READ, lambda _: True).of(rank)
    assert found[0] == rank
    assert len(set(found)) == len(found)
    assert {READ.placed[one].sentence.piece for one in found} == {READ.placed[rank].sentence.piece}
    assert all(before < after for before, after in pairwise(found[1:]))


def test_the_line_that_opens_a_paragraph_stands_above_its_sentences() -> None:
    found = packet("Quelle part d'espaces libres en zone N-3 ?", 300)
    own = next(one for one in found.sentences if "60 %" in one.text)
    assert own.heading[-2:] == ("Article 13 : Espaces libres", "1) Dans le secteur N-3 :")


def test_contents_and_legends_are_in_no_packet_and_are_counted() -> None:
    found = packet("Quelles mares ont été relevées ?", 4000)
    assert "Mare ; État" not in texts(found)
    assert "Mare : Mare du Bourg ; État : dégradé" in [one.text for one in found.sentences]


def test_the_articles_of_a_zone_named_in_words_are_its_rules_and_a_table_comes_with_its_title() -> None:
    chapter = ("Titre V – Zone naturelle",)
    parts: tuple[Part, ...] = (
        ("reglement", PieceKind.REGLEMENT, (*chapter, "Article N 2 – Constructions admises"), 1, (
            "Article N 2 – Constructions admises",
            "L'extension des habitations existantes, dans la limite de 30 % de l'emprise.",
        )),
        ("reglement", PieceKind.REGLEMENT, ("DG 7 – Clôtures",), 2, (
            "DG 7 – Clôtures", "La hauteur des clôtures est limitée à 1,60 mètre.",
        )),
    )  # fmt: skip
    read = read_document("plan", placed_in(parts, "plan"))
    assert read.zones == {"n"}
    fits = [
        fit_of(scope, one, carried)
        for scope in (QuestionScope(zones=("N",), articles=("2",)), QuestionScope(articles=("DG 7",)))
        for one, carried in zip(read.placed, read.carried, strict=True)
    ]
    assert [fit is not Fit.OUT for fit in fits] == [True, True, False, False, False, False, True, True]
    assert Wholes(read, articles=True).of(1) == [1, 0]
    row = RANK[6, "Mare : Mare des Prés ; État : bon"]
    assert "Tableau 2. – Mares relevées" in [READ.placed[rank].sentence.text for rank in Wholes(READ).of(row)]
