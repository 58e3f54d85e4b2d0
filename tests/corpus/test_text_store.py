from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from corpus import Corpus
from domain import PassageDraft, PieceKind, Sentence, SentenceRest
from domain.errors import UnknownDocument, UnknownPage, UnknownPiece
from tests.corpus.pieces import read_piece


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    corpus.documents.describe("plui-a")
    corpus.documents.put_piece("plui-a", read_piece("padd", "Une orientation. Une autre.", unread=()))
    corpus.documents.put_piece("plui-a", read_piece("reglement", unread=(2,)))
    return corpus


def test_a_page_has_its_sentences_with_offsets_into_its_text(filled: Corpus) -> None:
    found = filled.texts.page("plui-a", "reglement", 1)
    assert (found.filename, found.page.number, found.page.label) == ("reglement.pdf", 1, "11")
    assert [sentence.text for sentence in found.sentences] == [
        "Les haies sont protégées.",
        "Les mares sont conservées.",
    ]
    for sentence in found.sentences:
        assert " ".join(found.page.text[sentence.start : sentence.end].split()) == sentence.text


def test_sentences_are_asked_by_rank_across_pages(filled: Corpus) -> None:
    found = filled.texts.sentences("plui-a", "reglement", 1, 2)
    assert [(sentence.page, sentence.position) for sentence in found] == [(1, 1), (2, 2)]
    assert filled.texts.sentences("plui-a", "reglement", 7, 9) == []


def test_passages_come_in_the_order_of_the_dossier_with_their_place(filled: Corpus) -> None:
    found = filled.texts.passages("plui-a")
    assert [(passage.piece, passage.first_page) for passage in found] == [
        ("padd", 1),
        ("padd", 1),
        ("reglement", 1),
        ("reglement", 1),
        ("reglement", 2),
    ]
    assert found[-1].section == ("Titre I", "Zone N")
    assert filled.texts.passages("plui-a", "padd") == found[:2]


def test_passages_by_id_leave_out_those_that_are_gone(filled: Corpus) -> None:
    known = {passage.id: passage for passage in filled.texts.passages("plui-a")}
    assert filled.texts.passages_by_id([*known, "inconnu"]) == known
    assert filled.texts.passages_by_id([]) == {}


def test_more_ids_than_sqlite_takes_in_one_query(filled: Corpus) -> None:
    known = [passage.id for passage in filled.texts.passages("plui-a")]
    asked = [*(f"{number:032x}" for number in range(40_000)), *known]
    assert sorted(filled.texts.passages_by_id(asked)) == sorted(known)


def test_unread_pages_are_named(filled: Corpus) -> None:
    assert filled.texts.unread_pages("plui-a") == ("reglement p. 2",)


def test_what_questions_ask_of_pages_is_read_once_until_it_changes(filled: Corpus) -> None:
    said: list[str] = []
    event.listen(filled.texts._engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    margins = tuple(replace(page, removed=("Mairie d'Aubrac",)) for page in read_piece("padd", "Un.", "Deux.").pages)

    def asked() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
        return filled.texts.unread_pages("plui-a"), filled.texts.margins("plui-a")

    before = asked()
    said.clear()
    assert asked() == before
    assert said == []
    filled.documents.put_piece("plui-a", replace(read_piece("padd", "Un.", "Deux."), pages=margins))
    filled.documents.put_piece("plui-a", read_piece("reglement"))
    assert asked() == ((), {"padd": ("Mairie d'Aubrac",), "reglement": ()})


def test_the_digest_follows_the_text(filled: Corpus) -> None:
    before = filled.texts.digest("plui-a")
    filled.documents.put_piece("plui-a", read_piece("padd", "Une orientation. Une autre."))
    assert filled.texts.digest("plui-a") == before
    filled.documents.put_piece("plui-a", read_piece("padd", "Une orientation. Une tout autre."))
    assert filled.texts.digest("plui-a") != before


def test_unknown_places_are_said(filled: Corpus) -> None:
    with pytest.raises(UnknownPage, match=r"page 9.*2 page"):
        filled.texts.page("plui-a", "reglement", 9)
    with pytest.raises(UnknownPiece, match="padd, reglement"):
        filled.texts.page("plui-a", "oap", 1)
    with pytest.raises(UnknownDocument, match="plui-a"):
        filled.texts.passages("plui-z")
    with pytest.raises(UnknownDocument):
        filled.texts.digest("plui-z")


def test_a_sentence_over_two_pages_has_a_part_on_each(filled: Corpus) -> None:
    piece = read_piece("oap", "Les haies sont gar", "dées toujours. Un arbre est planté.")
    first = Sentence(1, 0, 18, "Les haies sont gardées toujours.", rest=SentenceRest(2, 0, 14))
    piece = replace(
        piece,
        sentences=(first, piece.sentences[1]),
        passages=(PassageDraft(0, 0, (), first.text), PassageDraft(1, 1, (), piece.sentences[1].text)),
    )
    filled.documents.put_piece("plui-a", piece)
    (whole,) = filled.texts.sentences("plui-a", "oap", 0, 0)
    assert whole.text == "Les haies sont gar dées toujours."  # no hyphen says that the word goes on
    assert [(part.page, part.label, part.text) for part in whole.parts()] == [
        (1, "11", "Les haies sont gar"),
        (2, "12", "dées toujours."),
    ]
    assert [(one.position, one.text) for one in filled.texts.page("plui-a", "oap", 1).sentences] == [
        (0, "Les haies sont gar")
    ]
    assert [(one.position, one.start) for one in filled.texts.page("plui-a", "oap", 2).sentences] == [(0, 0), (1, 15)]
    passage = filled.texts.passages("plui-a", "oap")[0]
    assert (passage.first_page, passage.last_page) == (1, 2)


def test_a_piece_that_a_person_gives_another_kind_makes_another_version_of_the_same_text(filled: Corpus) -> None:
    before = filled.texts.version("plui-a"), filled.texts.digest("plui-a")
    assert filled.texts.version("plui-a") == before[0]
    filled.documents.set_kind("plui-a", "padd", PieceKind.DOO)
    assert filled.texts.version("plui-a") != before[0]
    assert filled.texts.digest("plui-a") == before[1]
    with pytest.raises(UnknownDocument):
        filled.texts.version("autre")
