"""CuePhrases looked for in a whole document: the same reading as in a verdict, sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import Query, Side
from domain.cue_phrases import CuePhrases
from french.inflection import CUE_RULES
from indicator_queries import load_grid
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval import Retriever
from retrieval.cue_search import SentenceCues
from tests.retrieval.test_retriever import House
from tests.vectorstore.helpers import passage

CRITERIA = [criterion for indicator in load_grid(None).indicators for criterion in indicator.rubric.criteria]
PHRASES = sorted({phrase for criterion in CRITERIA for group in criterion.cue_phrases for phrase in group})
#: What a sign finds (its star replaced by an ending), and words that surround it.
WORDS = st.sampled_from(
    [*(sign.replace("*", ending) for sign in PHRASES for ending in ("", "s", "ation")), "la", "de", "50"]
)
#: What stands between words: nothing that counts, or what breaks a phrase.
GAPS = st.sampled_from([" ", "-", "\u2019", " \u2013 ", ", ", " ; ", ". ", " (", "/", "\u00a0: "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=6).map(lambda found: "".join(part for one in found for part in one))


def cues_of(texts: list[str], titles: list[str]) -> SentenceCues:
    """The cues of French sentences."""
    return SentenceCues(texts, titles, CUE_RULES)


def test_a_sentence_bears_cue_phrases_when_each_group_has_a_word_in_it() -> None:
    cues = cues_of(
        [
            "Deux arbres sont plantés pour un arbre abattu.",
            "Les arbres abattus sont évacués.",
            "Les arbres abattus seront remplacés, sauf en zone de stationnement.",
            "",
        ],
        ["", "", "", ""],
    )
    groups = [["plant*", "remplac*"], ["arbre* abattu"]]
    assert cues.bearing(groups).tolist() == [True, False, True, False]
    assert cues.bearing(groups, ["stationnement"]).tolist() == [True, False, False, False]


def test_a_title_lends_its_words_but_never_all_of_them() -> None:
    cues = cues_of(["Les haies sont maintenues.", "Les murs sont bas."], ["Corridor des haies maintenues"] * 2)
    assert cues.bearing([["corridor"], ["mainten*"]]).tolist() == [True, False]


@pytest.mark.parametrize(
    ("sign", "text", "found"),
    [
        ("compens*", "La COMPENSATION est due.", True),
        ("corridor écologique", "des corridors   écologiques", True),
        ("corridor écologique", "un corridor très écologique", False),
        ("L. 151-23", "au titre de l’article L151-23", True),
        ("L. 151-23", "au titre de l'article L. 151-231", False),
        ("coupure* d'urbanisation", "une coupure d’urbanisation", True),
        ("cœur* de nature", "les coeurs de nature", True),
        ("%", "50 % de pleine terre", True),
        ("haie", "les haies et les hêtres", True),
        ("haie", "la haielle", False),
        ("haie* bocagère", "des haies, bocagères ou non", False),
        ("haie* bocagère", "Les haies. Bocagères", False),
        ("sous-trame*", "les sous trames", True),
        ("%", "50% de pleine terre", True),
        ("oap", "l’OAP2", True),
    ],
)
def test_words_are_found_however_they_are_written(sign: str, text: str, found: bool) -> None:
    assert cues_of([text], [""]).bearing([[sign]]).tolist() == [found]
    assert CuePhrases([[sign]]).borne_by(CUE_RULES.read(text)) is found


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), st.sampled_from(CRITERIA))
def test_the_page_search_reads_cue_phrases_as_the_verdict_does(texts: list[tuple[str, str]], criterion) -> None:
    found = cues_of([text for text, _ in texts], [title for _, title in texts])
    read, unless = CuePhrases(criterion.cue_phrases), CuePhrases([criterion.unless])
    expected = [
        read.borne_by(CUE_RULES.read(text), CUE_RULES.read(title))
        and not (criterion.unless and unless.borne_by(CUE_RULES.read(text)))
        for text, title in texts
    ]
    assert found.bearing(criterion.cue_phrases, criterion.unless).tolist() == expected


def test_a_document_without_sentences_bears_nothing() -> None:
    assert cues_of([], []).bearing([["haie"]]).tolist() == []


def test_the_sentence_that_would_settle_a_criterion_brings_its_page(tmp_path: Path) -> None:
    apart = "Les arbres sont nombreux. Un mur abattu est remplacé. Le stationnement est planté."
    settles = "Tout arbre abattu est remplacé. Le mur est haut. Le stationnement est au nord."
    house = House(
        tmp_path,
        [passage(apart, id="apart", pages=(1, 1)), passage(settles, id="settles", position=1, pages=(2, 2))],
    )
    queries = [
        Query("arbres ; remplacé ; abattu", Side.LEXICAL, "vocabulaire"),
        Query("Remplacement des arbres", Side.CUES, "critère", groups=(("arbre* abattu",), ("remplac*", "plant*"))),
    ]
    retriever = Retriever(house.shelf, house.embedder, house.dense, house.lexical, FRENCH)
    first, second = retriever.retrieve(queries, documents=["plui-a"], k=2)
    assert (first.passage.id, second.passage.id) == ("settles", "apart")
    assert [(one.query, one.rank) for one in first.trace if one.side is Side.CUES] == [("Remplacement des arbres", 1)]
    assert not [one for one in second.trace if one.side is Side.CUES]
    house.dense.close()
