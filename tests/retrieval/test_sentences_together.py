from __future__ import annotations

from collections.abc import Sequence

from domain import StoredSentence
from retrieval.sentences_together import given_together
from tests.vectorstore.helpers import passage


def together(*texts: str, rows: Sequence[str | None] = (), most: int = 600) -> dict[int, tuple[int, ...]]:
    """What comes with what, of sentences that follow each other in one passage."""
    sentences, start = [], 0
    for position, text in enumerate(texts):
        row = rows[position] if rows else None
        sentences.append(StoredSentence("d", "r", 1, 1, None, position, start, start + len(text), text, row))
        start += len(text) + 1
    return dict(given_together(sentences, [passage(" ".join(texts))], [0] * len(texts), most))


def test_a_sentence_that_points_back_comes_with_the_one_before() -> None:
    found = together("Les haies sont inventoriées.", "Elles sont conservées.", "Un toit est plat.")
    assert found == {1: (0, 1)}


def test_an_item_comes_with_the_line_that_introduces_it_and_the_line_with_its_items() -> None:
    found = together("Ne sont admis que :", "– la réfection des bâtiments ;", "– les abris de moins de 20 m².")
    assert found == {0: (0, 1, 2), 1: (0, 1), 2: (0, 2)}


def test_a_sentence_cut_by_a_page_comes_with_its_other_half() -> None:
    found = together("Deux secteurs ont été supprimés, en raison de", "l'aléa fort du plan.", "Rien de plus.")
    assert found == {0: (0, 1), 1: (0, 1)}


def test_a_small_table_comes_whole_and_a_long_one_row_by_row() -> None:
    rows = [f"Zone : {name} ; Pleine terre : {share} %" for name, share in (("UA", 10), ("UB", 30), ("UC", 45))]
    assert together("UA 10", "UB 30", "UC 45", rows=rows)[1] == (0, 1, 2)
    assert together("UA 10", "UB 30", "UC 45", rows=rows, most=60) == {}


def test_sentences_that_stand_alone_come_alone() -> None:
    assert together("Les haies sont protégées.", "La hauteur est limitée à neuf mètres.") == {}
