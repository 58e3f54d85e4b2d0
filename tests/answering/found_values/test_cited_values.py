"""Values in the sentences that an answer cites, beside those that its reader named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answering import Answerer, DocumentContext, profile_named
from answering.found_values.cited_values import CitedValues
from answering.found_values.value_candidates import VALUE_FEATURES
from answering.found_values.value_weights import ValueWeights
from answering.scoring.evidence_table import EvidenceTable
from answering.scoring.scorer import Scorer
from domain import Answer, PieceKind, Query, ReadingProtocol, ScoredSentence, StoredSentence, Value
from indicator_queries.schema import Indicator
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import FakeBackend, FakeRetriever, FakeSentences
from tests.answering.packet_fakes import INDICATOR, FakeRanker, ranked, reply
from tests.answering.scoring.evidence_tables import Tables, linear, table_of, weights

INVENTORY = "L’inventaire de 2021 recense 186 zones humides pour 231 hectares sur le territoire."
SECOND = "Un second inventaire porte la surface de zones humides connues à 240 hectares."
RULE = "En zone Nzh, toute construction est interdite à moins de 20 mètres des zones humides."
TEXTS = {"rapport": (INVENTORY, SECOND), "reglement": (RULE,)}
#: Everything that the rules let through is shown.
ALL = ValueWeights("2026-01-01", (), linear(VALUE_FEATURES, (5.0,), {}), 0.5)
CONTEXT = DocumentContext(tuple(TEXTS), (), "empreinte", "grille", pages=3)


def values(indicator: Indicator = INDICATOR) -> CitedValues:
    return CitedValues(Tables(TEXTS, indicator), Scorer(weights(), FRENCH), FRENCH, weights=ALL)


def cited(*texts: str) -> list[StoredSentence]:
    return [one for one in table_of(TEXTS, INDICATOR).sentences if one.text in texts]


def beside(
    sentences: Sequence[StoredSentence],
    given: Sequence[Value] = (),
    *,
    refused: Sequence[tuple[float, str | None]] = (),
    indicator: Indicator = INDICATOR,
) -> list[tuple[float, str | None]]:
    found = values(indicator).beside("doc", indicator, (), sentences, given, refused=refused, context=CONTEXT)
    return [(one.value, one.unit) for one in found]


def test_only_cited_sentences_are_looked_at() -> None:
    assert beside(cited(INVENTORY)) == [(231.0, "ha")]
    assert beside(cited(INVENTORY, RULE)) == [(231.0, "ha"), (20.0, "m")]
    assert beside([]) == []


def test_what_the_reader_named_is_not_named_again_in_other_units() -> None:
    named = Value(2.31, "km²", "Surface de zones humides", "rapport", 1, "doc")
    assert beside(cited(INVENTORY), [named]) == []
    assert beside(cited(INVENTORY), [replace(named, page=7)]) == [(231.0, "ha")]


def test_what_was_refused_of_the_reader_is_not_shown_after_all() -> None:
    assert beside(cited(INVENTORY, SECOND), refused=[(231, "hectares")]) == [(240.0, "ha")]


def test_nothing_is_looked_for_where_no_value_is_expected() -> None:
    assert beside(cited(INVENTORY), indicator=INDICATOR.model_copy(update={"values": ()})) == []


class AtOnce:
    """Ranks the sentences with their table, and says how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def ranked_with_table(
        self, document: str, queries: Sequence[Query], *, kinds: Sequence[PieceKind] = ()
    ) -> tuple[list[ScoredSentence], EvidenceTable]:
        self.asked += 1
        return ranked(TEXTS), table_of(TEXTS, INDICATOR)


class NeverAsked:
    """Stands where a table is asked for, and is none."""

    def sentence_table(
        self, document: str, queries: Sequence[Query], *, kinds: Sequence[PieceKind] = ()
    ) -> EvidenceTable:
        raise AssertionError(document)


def answer(said: str, at_once: AtOnce | None = None) -> Answer:
    tables = Tables(TEXTS, INDICATOR) if at_once is None else NeverAsked()
    answerer = Answerer(
        FakeSentences(),
        FakeRetriever(),
        FakeBackend([said], context=16_000),
        profile_named("standard"),
        FRENCH,
        protocol=ReadingProtocol.PACKETS,
        ranker=FakeRanker(ranked(TEXTS)),
        values=CitedValues(tables, Scorer(weights(), FRENCH), FRENCH, weights=ALL),
        ranked_tables=at_once,
    )
    return answerer.answer_indicator("doc", INDICATOR, (Query("Zones humides"),), context=CONTEXT)


def test_an_answer_has_the_values_of_its_quotes_after_those_of_its_reader() -> None:
    named = {"label": "Largeur de la zone tampon", "number": 20, "unit": "m", "sentences": [3]}
    got = answer(reply(("established", [1]), ("established", [3]), values=[named]))
    assert [(one.value, one.piece) for one in got.values] == [(20.0, "reglement"), (231.0, "rapport")]
    quotes = " ".join(one.quote for one in got.citations)
    assert all(one.quote and one.quote in quotes for one in got.values)


def test_a_non_has_no_values() -> None:
    assert answer(reply(("absent", []), ("denied", [3]), verdict="non", cite=[])).values == ()


def test_sentences_are_asked_for_once_to_rank_them_and_for_their_values() -> None:
    at_once = AtOnce()
    said = reply(("established", [1]), ("established", [3]))
    assert answer(said, at_once).values == answer(said).values != ()
    assert at_once.asked == 1
