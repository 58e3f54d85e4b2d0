"""Free questions by packets: sentences that answer, claims that they bear, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from answering import Answerer, DocumentContext, profile_named
from answering.llm.base import Message, Reply
from answering.questions.several import joined_answers, read_together
from answering.readers.drafts import drafted
from answering.readers.question_reader import HeardAs, question_packet_messages
from domain import Answer, LineRole, Packet, PacketSentence, QuestionKind, ReadingProtocol, Verdict
from domain.json_types import JsonObject
from domain.listening import Listener
from french.question_understanding import understand
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.fakes import FakeBackend, FakeRetriever, FakeSentences
from tests.answering.packet_fakes import TEXTS, FakeRanker

CONTEXT = DocumentContext(tuple(TEXTS), (), "empreinte", "grille", pages=3)
QUESTION = "Quelle largeur de la bande autour des zones humides ?"


def ask(question: str = QUESTION, documents: tuple[str, ...] = ("doc",), **said: Any) -> tuple[Answer, FakeBackend]:
    right = {
        "answers": [5],
        "conditions": [],
        "contradicts": [],
        "kind": "value",
        "reply": "",
        "lines": [{"side": "", "text": "Une bande d'au moins 20 mètres est maintenue", "sentences": [5]}],
        "complete": True,
        "missing": "",
        "search": "",
    }
    backend = FakeBackend([json.dumps(right | said)], context=16_000)
    answerer = Answerer(
        FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH,
        protocol=ReadingProtocol.PACKETS, ranker=FakeRanker(more=[]),
    )  # fmt: skip
    return answerer.answer_question(documents, question, (), context=CONTEXT), backend


def test_the_answer_is_worded_with_the_citation_of_each_claim() -> None:
    got, backend = ask()
    assert got.verdict is Verdict.OUI
    assert got.rationale == "Une bande d'au moins 20 mètres est maintenue."
    assert got.composed is not None
    assert [line.citations for line in got.composed.lines] == [(1,)]
    assert [(one.piece, one.page, one.quote) for one in got.citations] == [("reglement", 1, TEXTS["reglement"][1])]
    assert len(backend.prompts) == 1
    assert QUESTION in backend.prompts[0][-1].content
    assert got.provenance.reading is not None
    assert got.provenance.reading.packets[0].places


def test_no_sentence_that_answers_is_a_refusal() -> None:
    got, _ = ask(answers=[], lines=[], complete=False, missing="largeur de la bande")
    assert got.verdict is Verdict.NON
    assert got.citations == ()
    assert "largeur de la bande" in got.rationale


def test_a_claim_with_a_number_or_a_zone_that_its_sentences_do_not_bear_is_dropped() -> None:
    for text in ("Une bande d'au moins 30 mètres est maintenue.", "En zone UB une bande de 20 mètres est maintenue."):
        got, _ = ask(lines=[{"text": text, "sentences": [5]}])
        assert got.rationale == TEXTS["reglement"][1]
        assert got.provenance.reading is not None
        assert got.provenance.reading.rejected == 1


def test_a_claim_in_words_of_its_own_is_dropped() -> None:
    got, _ = ask(lines=[{"text": "Le préfet délivre librement toute autorisation dérogatoire.", "sentences": [5]}])
    assert got.rationale == TEXTS["reglement"][1]


def test_conditions_and_contradictions_are_cited_and_told() -> None:
    got, _ = ask(conditions=[4], contradicts=[6])
    assert got.composed is not None
    assert [line.role for line in got.composed.lines] == [LineRole.ANSWER, LineRole.CONDITION, LineRole.OTHERWISE]
    assert len(got.citations) == 3
    assert "autre chose" in got.warnings[0].sentence
    assert "reglement p. 1" in got.warnings[0].sentence


def test_an_incomplete_answer_says_so() -> None:
    got, _ = ask(complete=False, missing="hauteur en zone UA")
    assert any("hauteur en zone UA" in warning.sentence for warning in got.warnings)


def test_sentences_that_do_not_exist_answer_nothing() -> None:
    got, _ = ask(answers=[99], lines=[])
    assert got.verdict is Verdict.NON


def test_several_documents_are_named_above_their_sentences() -> None:
    got, backend = ask(documents=("doc", "autre"))
    assert got.document == "doc, autre"
    assert "# doc — reglement [Autre pièce]\n## Titre (p. 1)" in backend.prompts[0][-1].content


def test_every_item_of_a_list_is_a_line_with_its_citation() -> None:
    one, other, third = (TEXTS["reglement"][n] for n in (0, 1, 2))
    got, _ = ask(
        "Quelles sont les trois règles ?",
        kind="list",
        answers=[4, 5, 6],
        lines=[
            {"side": "", "text": one, "sentences": [4]},
            {"side": "", "text": "Une bande de 99 m", "sentences": [5]},
        ],
    )
    assert got.composed is not None
    assert got.composed.understood.kind is QuestionKind.LIST
    # The second line was not borne out, the third not worded: both are quoted.
    assert [line.text for line in got.composed.lines] == [one, other, third]
    assert [line.citations for line in got.composed.lines] == [(1,), (2,), (3,)]
    assert got.composed.complete
    assert "complète" in got.composed.note


def test_a_list_with_fewer_items_than_the_question_announces_is_not_complete() -> None:
    got, _ = ask("Quelles sont les cinq règles ?", kind="list", answers=[4, 5])
    assert got.composed is not None
    assert got.composed.complete is False
    assert "2 éléments relevés sur 5" in got.composed.note


def test_a_reply_of_yes_or_no_opens_the_answer() -> None:
    got, _ = ask("Une bande est-elle maintenue ?", kind="yes_no", reply="oui")
    assert got.rationale.startswith("Oui :")


def test_what_no_record_tells_of_the_document_is_looked_for_in_its_text() -> None:
    got, backend = ask("Qui a rédigé l'inventaire ?")
    assert len(backend.prompts) == 1
    assert got.verdict is Verdict.OUI


def test_what_only_the_text_tells_of_the_plan_is_read_by_the_model() -> None:
    got, backend = ask("Combien de communes compte le territoire ?")
    assert len(backend.prompts) == 1
    assert got.verdict is Verdict.OUI


def test_what_is_missing_is_searched_for_once_more() -> None:
    first = {"answers": [], "lines": [], "complete": False, "missing": "la largeur", "search": "mètres de berge"}
    second = {"answers": [1], "lines": [{"text": TEXTS["rapport"][0], "sentences": [1]}]}
    replies = [json.dumps(one) for one in (first, second)]
    known = FakeRanker()
    backend = FakeBackend(replies, context=16_000)
    ranker = FakeRanker(first=known.first[:2], more=known.first[2:])
    answerer = Answerer(
        FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH,
        protocol=ReadingProtocol.PACKETS, ranker=ranker,
    )  # fmt: skip
    got = answerer.answer_question("doc", QUESTION, (), context=CONTEXT)
    assert len(backend.prompts) == 2
    assert "mètres de berge" in ranker.asked[1][0]
    assert got.verdict is Verdict.OUI
    assert got.provenance.reading is not None
    assert got.provenance.reading.searched == "mètres de berge"


def test_parts_that_follow_each_other_are_read_together() -> None:
    beds = understand("Combien de lits par opération ?")
    total = understand("combien au total sur vingt ans ?")
    kind = understand("De quand date ce plan ?", kind=QuestionKind.DOCUMENT)
    (both,) = read_together([beds, total])
    assert both.text == "Combien de lits par opération ? combien au total sur vingt ans ?"
    assert both.theme == beds.theme | total.theme
    assert read_together([beds, kind, total]) == [beds, kind, total]
    assert read_together([]) == []


def test_an_answer_of_several_parts_counts_the_tokens_of_all() -> None:
    one, _ = ask()
    both = joined_answers("Les deux ?", [one, one])
    assert one.provenance.tokens > 0
    assert both.provenance.tokens == 2 * one.provenance.tokens


def test_what_gathers_from_many_places_is_given_more_to_read() -> None:
    asked = understand(QUESTION)
    budgets = {}
    for name in ("standard", "rapide"):
        for kind in (QuestionKind.VALUE, QuestionKind.SUMMARY):
            backend = FakeBackend(['{"answers": []}'], context=64_000)
            answerer = Answerer(
                FakeSentences(), FakeRetriever(), backend, profile_named(name), FRENCH,
                protocol=ReadingProtocol.PACKETS, ranker=FakeRanker(more=[]),
            )  # fmt: skip
            one = replace(asked, kind=kind)
            got = answerer.answer_question("doc", QUESTION, (), context=CONTEXT, understood=one)
            assert got.provenance.reading is not None
            budgets[name, kind] = got.provenance.reading.packets[0].budget
    # Instructions and replies cost about the same: what is left for the packet more than doubles.
    assert budgets["standard", QuestionKind.SUMMARY] > 2 * budgets["standard", QuestionKind.VALUE]
    assert budgets["rapide", QuestionKind.SUMMARY] == budgets["rapide", QuestionKind.VALUE]


def test_all_calls_of_a_question_keep_within_its_tokens() -> None:
    known = FakeRanker()
    long = [
        replace(one, sentence=replace(one.sentence, text=f"{one.sentence.text} {'Suite de la règle. ' * 40}"))
        for one in known.first
    ]
    refused = {"answers": [], "lines": [], "complete": False, "missing": "tout", "search": "mètres de berge"}
    for kind, most in ((QuestionKind.VALUE, 3000), (QuestionKind.LIST, 3000), (QuestionKind.COMPARISON, 6000)):
        backend = FakeBackend([json.dumps(refused)] * 2, context=64_000)
        answerer = Answerer(
            FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH,
            protocol=ReadingProtocol.PACKETS, ranker=FakeRanker(first=long[:4], more=long[4:]),
        )  # fmt: skip
        one = replace(understand(QUESTION), kind=kind)
        answerer.answer_question("doc", QUESTION, (), context=CONTEXT, understood=one)
        spent = sum(backend.count_tokens(message.content) for prompt in backend.prompts for message in prompt)
        assert spent + len(backend.prompts) * 100 <= most


def test_the_second_prompt_recalls_what_was_kept_and_adds_to_it() -> None:
    first = {"answers": [1], "lines": [], "complete": False, "missing": "la règle", "search": "toute construction"}
    second = {"answers": [1], "lines": []}
    known = FakeRanker()
    backend = FakeBackend([json.dumps(one) for one in (first, second)], context=16_000)
    answerer = Answerer(
        FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH,
        protocol=ReadingProtocol.PACKETS, ranker=FakeRanker(first=known.first[:2], more=known.first[2:]),
    )  # fmt: skip
    one = replace(understand(QUESTION), kind=QuestionKind.LIST)
    got = answerer.answer_question("doc", QUESTION, (), context=CONTEXT, understood=one)
    again = backend.prompts[1][-1].content
    assert f"- {TEXTS['rapport'][0]}" in again
    assert f"] {TEXTS['rapport'][0]}" not in again
    assert [one.quote for one in got.citations] == [TEXTS["rapport"][0], TEXTS["rapport"][2]]


def test_all_that_was_kept_is_recalled_in_short() -> None:
    one = FakeRanker().first[0]
    kept = [
        PacketSentence(number, one.sentence, (), f"Élément {number} : {'x' * 200}", one.kind) for number in range(1, 31)
    ]
    packet = Packet("doc", None, QUESTION, (), 0, 0, 0, "standard")
    prompt = question_packet_messages(packet, HeardAs("une liste"), CONTEXT, kept)[-1].content
    assert all(f"- Élément {number} : x" in prompt for number in range(1, 31))
    assert len(prompt) < 4000


def test_what_the_reader_hears_as_a_summary_is_given_the_tokens_of_one() -> None:
    known = FakeRanker()
    first = {"kind": "summary", "answers": [1], "lines": [], "complete": True, "search": ""}
    second = {"kind": "summary", "answers": [1], "lines": [], "complete": True}
    for kinds, prompts in ((("summary",), 2), (("value",), 1), (("summary", "chosen"), 1)):
        backend = FakeBackend([json.dumps(one | {"kind": kinds[0]}) for one in (first, second)], context=64_000)
        answerer = Answerer(
            FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH,
            protocol=ReadingProtocol.PACKETS, ranker=FakeRanker(first=known.first[:2], more=known.first[2:]),
        )  # fmt: skip
        one = replace(understand(QUESTION), kind=QuestionKind.RULE, chosen="chosen" in kinds)
        got = answerer.answer_question("doc", QUESTION, (), context=CONTEXT, understood=one)
        assert len(backend.prompts) == prompts
        assert len(got.citations) == prompts


def test_a_refusal_shows_what_came_nearest() -> None:
    got, _ = ask(answers=[], lines=[], complete=False)
    assert got.provenance.nearest is not None
    assert 0 < len(got.provenance.nearest) <= 5


def test_what_says_that_a_figure_is_not_known_is_shown_first_where_nothing_answers() -> None:
    got, _ = ask(answers=[], lines=[], conditions=[6], complete=False, missing="largeur")
    assert got.verdict is Verdict.NON
    assert got.provenance.nearest is not None
    assert got.provenance.nearest[0].text == TEXTS["reglement"][2]


def test_a_person_s_kind_is_said_as_such_and_another_may_be_corrected() -> None:
    _, backend = ask()
    assert 'corrige "kind"' in backend.prompts[0][-1].content
    got, _ = ask(kind="list", answers=[4, 5])
    assert got.composed is not None
    assert got.composed.understood.kind is QuestionKind.LIST


def test_a_line_may_word_a_sentence_otherwise_but_not_turn_it_round() -> None:
    kept, _ = ask(lines=[{"text": "Maintien d'une bande : 20 m au moins", "sentences": [5]}])
    assert kept.rationale.startswith("Maintien")
    turned, _ = ask(answers=[4], lines=[{"text": "En zone Nzh, toute construction est autorisée.", "sentences": [4]}])
    assert turned.rationale == TEXTS["reglement"][0]


def test_what_is_read_is_told_before_the_model_answers_and_its_words_while_it_writes() -> None:
    stages: list[str] = []
    drafts: list[str] = []
    backend = Streaming()
    answerer = Answerer(
        FakeSentences(), FakeRetriever(), backend, profile_named("standard"), FRENCH,
        protocol=ReadingProtocol.PACKETS, ranker=FakeRanker(more=[]),
    )  # fmt: skip
    answer = answerer.answer_question(
        ("doc",), QUESTION, (), context=CONTEXT, listener=Listener(stages.append, drafts.append)
    )
    assert stages[0].startswith("Lecture de")
    assert "reglement p. 1" in stages[0]
    assert drafts[0] == "Une bande"
    assert drafts[-1] == "Une bande d'au moins 20 mètres est maintenue"
    assert answer.rationale == f"{drafts[-1]}."


@pytest.mark.parametrize(
    ("written", "draft"),
    [
        ('{"answers": [1], "lines": [{"side": "", "te', ""),
        ('{"lines": [{"text": "Une band', "Une band"),
        ('{"lines": [{"text": "Dit \\"non\\".", "sentences": [1]}, {"text": "Puis \\', 'Dit "non".\nPuis '),
        ('{"lines": [{"text": "caf\\u00', ""),
    ],
)
def test_a_draft_is_the_texts_of_the_lines_as_far_as_they_are_written(written: str, draft: str) -> None:
    assert drafted(written) == draft


class Streaming(FakeBackend):
    """Hands on its reply a few letters at a time."""

    def __init__(self) -> None:
        line = {"side": "", "text": "Une bande d'au moins 20 mètres est maintenue", "sentences": [5]}
        super().__init__([json.dumps({"answers": [5], "lines": [line], "complete": True})], context=16_000)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: JsonObject | None,
        max_tokens: int,
        on_text: Callable[[str], None],
    ) -> Reply:
        reply = self.complete(messages, schema=schema, max_tokens=max_tokens)
        first = reply.text.index("Une bande") + len("Une bande")
        for end in range(first, len(reply.text), 9):
            on_text(reply.text[:end])
        on_text(reply.text)
        return reply
