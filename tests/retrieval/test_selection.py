from __future__ import annotations

from domain import Hit, PieceKind
from retrieval import READABLE, Filter, Selection
from retrieval.selection import select
from tests.vectorstore.helpers import passage

RULE = "Les espaces libres sont plantés et trente pour cent de la surface reste en pleine terre dans la zone "


def hit(text: str, score: float, **kwargs: object) -> Hit:
    return Hit(passage(text, **kwargs), score)  # type: ignore[arg-type]


def test_the_same_rule_in_two_zones_is_shown_once_with_both_places() -> None:
    hits = [
        hit(RULE + "UA", 3, position=1, pages=(4, 4)),
        hit("Les mares sont conservées.", 2, position=5),
        hit(RULE + "UB", 1, position=9, pages=(8, 8)),
    ]
    first, second = select(hits, 5, Selection(collapse=True))
    assert [twin.first_page for twin in first.also] == [8]
    assert second.passage.text.startswith("Les mares")


def test_one_piece_does_not_crowd_out_the_others() -> None:
    crowd = [hit(f"Texte numéro {n} du règlement.", 9 - n, position=3 * n) for n in range(6)]
    other = hit("Une page de l'état initial.", 0.5, piece="eie")
    assert other in select([*crowd, other], 4, Selection(piece_share=0.5))
    assert len(select(crowd, 4, Selection(piece_share=0.5))) == 4


def test_passages_that_follow_one_another_become_one() -> None:
    hits = [
        hit("Deux.", 3, position=2, pages=(2, 2)),
        hit("Ailleurs.", 2, position=7),
        hit("Un.", 1, position=1, pages=(1, 2)),
    ]
    joined, alone = select(hits, 3, Selection(merge=True))
    assert (joined.passage.text, joined.passage.first_page, joined.passage.last_page) == ("Un. Deux.", 1, 2)
    assert (joined.score, joined.passage.first_position, joined.passage.last_position) == (3, 1, 2)
    assert alone.passage.text == "Ailleurs."


def test_without_a_selection_the_list_is_as_ranked() -> None:
    hits = [hit(RULE + "UA", 2), hit(RULE + "UA", 1, position=1)]
    assert select(hits, 2, Selection()) == hits
    assert bool(READABLE)


def test_a_filter_reads_headings_without_accents_or_case() -> None:
    found = passage("x", section=("ZONE N", "Article 13 : Espaces libres et plantations"))
    assert Filter(section="espaces LIBRES").lets(found)
    assert Filter(pieces=("reglement",), kinds=(PieceKind.REGLEMENT,)).lets(found)
    assert not Filter(section="stationnement").lets(found)
    assert not Filter(kinds=(PieceKind.OAP,)).lets(found)
    assert not Filter()
