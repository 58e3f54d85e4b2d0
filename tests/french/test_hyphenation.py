from __future__ import annotations

import pytest

from french.hyphenation import FEW, HyphenLexicon


@pytest.mark.parametrize(
    ("left", "right", "kept"),
    [
        ("compensa", "tion", False),
        ("aména", "gement", False),
        ("sous", "trame", True),
        ("sous", "crire", False),
        ("non", "respect", True),
        ("non", "obstant", False),
        ("rez-de", "chaussée", True),
        ("Saint-Martin", "de-Londres", True),
        ("peut", "être", True),
        ("celle", "ci", True),
        ("au", "dessus", True),
        ("COMPENSA", "TION", False),
        ("Seine", "Maritime", True),
        ("L151", "22", True),
        ("2020", "2030", True),
        ("AU", "1", True),
    ],
)
def test_construction_decides_when_the_piece_says_nothing(left: str, right: str, kept: bool) -> None:
    assert HyphenLexicon()(left, right, 0) is kept


def test_the_spelling_of_the_piece_wins() -> None:
    lexicon = HyphenLexicon(
        ["un éco-quartier, deux éco-quartiers, un éco-quartier ; la soustraction, une sous\ufffetraction"]
    )
    assert lexicon("éco", "quartier", 0)
    assert not lexicon("sous", "traction", 0)


def test_cut_words_themselves_are_no_evidence() -> None:
    # « courant » and « maritime » stand here only as halves of cut words.
    assert not HyphenLexicon(["courant\ufffemaritime et courant-\r\nmaritime"])("courant", "maritime", 0)
    assert HyphenLexicon(["le courant, le trafic maritime"])("courant", "maritime", 0)


def test_elided_articles_are_not_part_of_the_word() -> None:
    assert HyphenLexicon(["un arc-boutant"])("l’arc", "boutant", 0)


@pytest.mark.parametrize(("left", "right"), [("éco", "quartier"), ("sous", "traction"), ("porte", "monnaie")])
def test_a_cut_word_is_judged_alike_whether_few_or_many_are(left: str, right: str) -> None:
    pages = ["un éco-quartier, l’éco-quartier_2, des éco-quartiers", "sous-traction-née, soustraction ; porte-monnaie"]
    many = HyphenLexicon(pages)
    for number in range(FEW):
        many("mot", "abcdefghijklmnopqrstuvwxyz"[number % 26] * (1 + number // 26), 0)
    assert HyphenLexicon(pages)(left, right, 0) is many(left, right, 0)


def test_a_word_that_the_end_of_a_page_cuts_is_none_that_the_piece_writes() -> None:
    pages = ["Les bâtiments sont conservés sauf impossi-", "bilité technique, et la bilité revient."]
    assert not HyphenLexicon(pages)("impossi", "bilité", 0)
