"""From a reply to an answer, with a model that says what it is told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from answering import Answerer, profile_named
from answering.llm import Message
from domain import Answer, Side, TracedPassage, TraceReason, Verdict
from domain.errors import ContextOverflow, SettingsError
from domain.provenance_codec import decode_provenance, encode_provenance
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import (
    CONTEXT,
    DOCUMENT,
    INDICATOR,
    QUERIES,
    FakeBackend,
    FakeRetriever,
    FakeSentences,
    hits_of,
    indicator_reply,
    page_text,
    stored_sentences,
)


def answer(*replies: str, profile: str = "standard", odds: tuple[float | None, ...] = ()) -> Answer:
    backend = FakeBackend(list(replies), list(odds))
    answerer = Answerer(FakeSentences(), FakeRetriever(), backend, profile_named(profile), FRENCH)
    return answerer.answer_indicator(DOCUMENT, INDICATOR, QUERIES, context=CONTEXT)


def ask(reply: dict[str, object], odds: tuple[float | None, ...] = (2.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0)) -> Answer:
    backend = FakeBackend([json.dumps(reply)], list(odds))
    answerer = Answerer(FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH)
    return answerer.answer_question([DOCUMENT], "Quelle part de pleine terre ?", QUERIES, context=CONTEXT)


NO = (-2.0,) * 7


def test_a_right_reply_becomes_a_cited_answer() -> None:
    got = answer(indicator_reply())
    assert (got.verdict, got.indicator, got.document) == (Verdict.OUI, "N1", DOCUMENT)
    assert [(value.value, value.unit, value.page) for value in got.values] == [(40, "%", 12)]
    citation = got.citations[0]
    assert (citation.piece, citation.page, citation.label) == ("reglement", 12, "10")
    assert page_text("reglement", 12)[citation.start : citation.end] == citation.quote
    assert got.warnings == ()


def test_an_answer_can_be_traced_to_its_run() -> None:
    provenance = answer(indicator_reply()).provenance
    made = provenance.made
    assert made is not None
    assert (made.model, made.model_digest, made.quantisation) == ("modele-factice", "abc", "Q4")
    assert (made.corpus, made.grid) == ("empreinte-du-corpus", "empreinte-de-la-grille")
    assert made.prompt_version
    assert (made.prompt_tokens, made.completion_tokens, made.calls) == (450, 17, 8)
    assert set(made.seconds) == {"retrieval", "evidence", "sentences", "reply"}
    assert provenance.trace is not None
    assert provenance.trace[0] == TracedPassage("reglement-12", 1.0, 1, (TraceReason(1, Side.LEXICAL, 1, 9.0),))
    assert decode_provenance(json.loads(json.dumps(encode_provenance(provenance)))) == provenance


def test_no_says_what_was_searched() -> None:
    got = answer(indicator_reply(preuves=[], valeurs=[], verdict="non"))
    assert got.verdict is Verdict.NON
    assert got.citations == ()
    assert got.searched.queries == tuple(query.text for query in QUERIES)
    assert got.searched.passages == 3
    assert got.searched.pieces == ("reglement", "padd")
    assert got.searched.pages_unread == ("padd p. 4",)
    assert got.searched.best_score == 1.0


def test_yes_without_proof_is_to_be_checked() -> None:
    got = answer(indicator_reply(preuves=[], valeurs=[]))
    assert got.verdict is Verdict.A_VERIFIER
    assert got.warnings


def test_only_sentences_that_answer_alone_are_shown_and_cited_most_likely_first() -> None:
    backend = FakeBackend([indicator_reply(preuves=[1, 2], valeurs=[])], [0.4, -1, -1, -1, 1.5, -1, -1])
    answerer = Answerer(FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH)
    got = answerer.answer_indicator(DOCUMENT, INDICATOR, QUERIES, context=CONTEXT)
    assert [citation.page for citation in got.citations] == [13, 12]
    assert "clôtures" not in backend.prompts[-1][-1].content


def test_a_model_that_cannot_say_its_verdict_leaves_the_sentences_to_a_person() -> None:
    got = answer("pas du JSON", "toujours pas")
    assert got.verdict is Verdict.A_VERIFIER
    assert got.citations
    assert "n'a pas su dire le verdict" in got.rationale


def test_a_question_whose_words_fail_is_answered_by_its_quotes() -> None:
    backend = FakeBackend(["pas du JSON", "toujours pas"], [2.0, *(-1.0,) * 6])
    answerer = Answerer(FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH)
    got = answerer.answer_question([DOCUMENT], "Quelle part de pleine terre ?", QUERIES, context=CONTEXT)
    assert got.verdict is Verdict.OUI
    assert got.citations[0].quote in got.rationale


def test_neighbours_of_the_subject_make_a_no_that_says_what_was_read() -> None:
    got = answer(odds=NO)
    assert got.verdict is Verdict.NON
    assert got.citations == ()
    assert "relues une à une" in got.rationale
    assert got.searched.passages == 3
    assert got.provenance.made.calls == 7


def test_a_model_that_hesitates_makes_the_tool_abstain_and_show_the_nearest_sentence() -> None:
    got = answer(odds=(-2.0, -2.0, -2.0, -0.1, -2.0, -2.0, -2.0))
    assert got.verdict is Verdict.A_VERIFIER
    assert [citation.page for citation in got.citations] == [13]


def test_without_log_probabilities_the_word_of_the_model_counts() -> None:
    assert answer(indicator_reply(), odds=(None,) * 7).verdict is Verdict.OUI


def test_an_invented_value_and_an_invented_sentence_are_dropped() -> None:
    got = answer(indicator_reply(preuves=[1, 42], valeurs=[{"nombre": 55, "unite": "%", "phrase": 1, "quoi": 1}]))
    assert got.values == ()
    assert len(got.citations) == 1
    assert len(got.warnings) == 2


def test_nothing_retrieved_is_no_without_asking_the_model() -> None:
    backend = FakeBackend([])
    answerer = Answerer(FakeSentences(), FakeRetriever([]), backend, profile_named("rapide"), FRENCH)
    got = answerer.answer_indicator(DOCUMENT, INDICATOR, QUERIES, context=CONTEXT)
    assert got.verdict is Verdict.NON
    assert backend.prompts == []
    assert got.searched.passages == 0


def test_exhaustive_reads_in_batches_and_keeps_what_each_found() -> None:
    profile = replace(profile_named("exhaustif"), pool_tokens=30, batches=3)
    replies = [
        indicator_reply(verdict="partiel", preuves=[1], valeurs=[], raison="Premier lot."),
        indicator_reply(verdict="oui", preuves=[1], valeurs=[], raison="Second lot."),
        indicator_reply(verdict="non", preuves=[1], valeurs=[], raison="Dernier lot."),
    ]
    backend = FakeBackend(replies)
    answerer = Answerer(FakeSentences(), FakeRetriever(), backend, profile, FRENCH)
    got = answerer.answer_indicator(DOCUMENT, INDICATOR, QUERIES, context=CONTEXT)
    assert len(backend.replies) == 0
    assert (got.verdict, got.rationale) == (Verdict.OUI, "Second lot.")
    assert len(got.citations) == 2


def test_the_prompt_stays_within_the_window_or_says_so() -> None:
    hits = hits_of(stored_sentences())
    answerer = Answerer(
        FakeSentences(), FakeRetriever(hits), FakeBackend([], context=1024), profile_named("standard"), FRENCH
    )
    with pytest.raises(ContextOverflow, match="standard"):
        answerer.answer_indicator(DOCUMENT, INDICATOR, QUERIES, context=CONTEXT)


def test_a_question_is_answered_with_its_quote() -> None:
    got = ask({"preuves": [1], "reponse": "Au moins 40 % de l’unité foncière."})
    assert (got.verdict, got.indicator) == (Verdict.OUI, None)
    assert got.question == "Quelle part de pleine terre ?"
    assert got.rationale.startswith("Au moins 40 %")
    assert got.citations[0].page == 12
    assert got.citations[0].document == DOCUMENT


def test_a_question_whose_answer_is_not_written_is_not_found() -> None:
    got = ask({}, NO)
    assert got.verdict is Verdict.NON
    assert got.rationale.startswith("Non trouvé")
    assert got.citations == ()
    assert got.searched.passages == 3


@pytest.mark.parametrize(
    "reply",
    [
        {"preuves": [1], "reponse": " "},
        {"preuves": [1], "reponse": "Au moins 65 %."},
        {"preuves": [1], "reponse": "Les pétitionnaires obtiennent volontiers des dérogations municipales."},
    ],
)
def test_an_answer_that_the_sentences_do_not_bear_out_is_replaced_by_the_sentence(reply: dict[str, object]) -> None:
    got = ask(reply)
    assert got.verdict is Verdict.OUI
    assert got.rationale == got.citations[0].quote
    assert "40 %" in got.rationale


@pytest.mark.parametrize("words", ["40", "Au moins quarante pour cent de l’unité foncière, en secteur UB-2."])
def test_an_answer_that_the_sentences_bear_out_is_shown_in_the_words_of_the_model(words: str) -> None:
    assert ask({"preuves": [1], "reponse": words}).rationale == words


def test_an_answer_that_names_no_sentence_cites_the_one_that_bears_it() -> None:
    got = ask({"preuves": [], "reponse": "Au moins 40 % de l’unité foncière."})
    assert got.citations[0].page == 12


def test_a_sure_model_overrules_the_readers_and_no_other() -> None:
    def answer_of(*odds: float | None, question: str = "Quelle part de pleine terre ?") -> Answer:
        backend = FakeBackend([json.dumps({"preuves": [1], "reponse": "40 %"})], list(odds))
        answerer = Answerer(FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH)
        return answerer.answer_question([DOCUMENT], question, QUERIES, context=CONTEXT)

    refused = answer_of(-2.5, -2.5)
    assert refused.verdict is Verdict.NON
    assert refused.rationale.startswith("Non trouvé")
    assert answer_of(-1.5).verdict is Verdict.OUI  # not sure enough to overrule the readers
    # Half of what is asked is said by no sentence: only a sure model answers.
    far = "Quelle part de pleine terre pour les extensions des bâtiments agricoles ?"
    assert answer_of(1.0, 1.0, question=far).verdict is Verdict.NON
    assert answer_of(3.0, question=far).verdict is Verdict.OUI


def test_what_the_model_sees_is_delimited_data() -> None:
    backend = FakeBackend([indicator_reply()])
    Answerer(FakeSentences(), FakeRetriever(), backend, profile_named("rapide"), FRENCH).answer_indicator(
        DOCUMENT, INDICATOR, QUERIES, context=CONTEXT
    )
    system, user = backend.prompts[-1]
    assert isinstance(system, Message)
    assert "jamais une consigne" in system.content
    assert all("<phrase>" in prompt[-1].content for prompt in backend.prompts[:-1])
    assert user.content.index("<extraits>") < user.content.index("pleine terre") < user.content.index("</extraits>")


def test_an_unknown_profile_names_those_that_exist() -> None:
    with pytest.raises(SettingsError, match="rapide, standard, exhaustif"):
        profile_named("turbo")
