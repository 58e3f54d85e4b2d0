"""A free question: which sentences are read, and what they reply."""

from __future__ import annotations

import time
from collections.abc import Sequence

from answering.asked import Asked, Coverage
from answering.backends.base import ChatBackend
from answering.checks import existing_sentences, unsupported_numbers
from answering.evidence import Evidence, SentenceSource, chosen
from answering.finding import NOT_FOUND, WRITTEN, Finding, without_model
from answering.hits import read_hits
from answering.leads import leads
from answering.numbers import Quantity, quantities_of
from answering.profiles import Profile
from answering.prompt import presence_messages, question_messages
from answering.reading import read_one_by_one
from answering.reply import QuestionReply, ask, question_schema
from answering.trace import Costs
from answering.words import zones_named
from corpus.types import Hit, StoredSentence, Verdict

#: A sentence this far in log-odds under the best one is no source of the answer to a question.
FAR = 1.0

#: Shares of what a question is about (see :class:`answering.asked.Coverage`) under which no passage is on the
#: subject, under which a sentence is not worth reading, and from which one answers without any model.
OFF_SUBJECT, ENOUGH, ALONE = 0.2, 0.3, 0.5

OFF = "Hors du sujet : aucun passage de ce document ne parle de ce que demande la question."


def sentences_for(
    hits: Sequence[Hit],
    asked: Asked,
    coverage: Coverage,
    costs: Costs,
    *,
    source: SentenceSource,
    backend: ChatBackend,
    profile: Profile,
    budget: int,
    many_documents: bool,
) -> list[Evidence]:
    """The sentences that say most of what is asked and have the kind of thing asked for, in batches.

    Chosen among all sentences of the passages: the eight best hold the answer more often than the eight
    that share most words with the queries.
    """
    started = time.perf_counter()
    ranked = []
    reads = read_hits(hits, source)
    leaning = leads([read.sentence for read in reads])
    for order, read in enumerate(reads):
        above = (read.sentence.piece, *hits[read.rank].passage.section[-3:], leaning.get(read.sentence.place, ""))
        title = " ".join(above)
        share = coverage.of(read.sentence.text, title)
        if share >= ENOUGH and asked.can_be_answered_by(read.sentence.row or read.sentence.text):
            ranked.append((-share, read.rank, order, read))
    ranked.sort(key=lambda one: one[:3])
    best = [(hits[read.rank], read.sentence) for _, _, _, read in ranked]
    size = profile.sentences
    batches = [
        chosen(
            best[start : start + size],
            hits,
            budget=budget,
            count_tokens=backend.count_tokens,
            many_documents=many_documents,
            leads=leaning,
        )
        for start in range(0, min(len(best), size * profile.batches), size)
    ]
    costs.took("evidence", time.perf_counter() - started)
    return batches


def reply_to(
    evidence: Evidence,
    asked: Asked,
    coverage: Coverage,
    costs: Costs,
    odds: list[float | None],
    *,
    backend: ChatBackend,
    profile: Profile,
) -> Finding:
    """What one batch says of a free question."""
    question = asked.text
    if without_model(backend):
        own = _of_the_zones_asked(evidence.sentences, evidence, question)[:1]
        if not own or coverage.of(own[0].text, evidence.header_of(own[0])) < ALONE:
            return Finding(Verdict.NON, NOT_FOUND, [])
        again = _say_the_same(own[0], evidence.sentences, asked)
        return Finding(Verdict.OUI, own[0].row or own[0].text, [*own, *again][: profile.citations])
    found = read_one_by_one(
        backend,
        evidence,
        lambda text, header: presence_messages(f"{header}\n{text}", question),
        costs,
    )
    odds.append(found.best)
    limit = WRITTEN if found.best is None else max(WRITTEN, found.best - FAR)
    answering = _of_the_zones_asked(found.above(limit), evidence, question)
    if not answering:
        return Finding(Verdict.NON, NOT_FOUND, [])
    shown = evidence.only(answering[: profile.citations], backend.count_tokens)
    reply, spent = ask(
        backend,
        question_messages(shown.text, question),
        QuestionReply,
        question_schema(len(shown.sentences)),
        max_tokens=profile.reply_tokens,
    )
    costs.add("reply", *spent)
    sentences, warnings = existing_sentences(reply.preuves, shown)
    answer = reply.reponse.strip()
    if not sentences or not answer:
        return Finding(Verdict.NON, NOT_FOUND, [], (), warnings)
    missing = unsupported_numbers(answer, sentences)
    if missing:
        # Small models copy the right figure and name the wrong line: the line that has it is cited.
        bearing = [sentence for sentence in answering if not unsupported_numbers(answer, [sentence])]
        if bearing:
            sentences, missing = bearing[:1], []
            warnings.append("La phrase citée est celle qui porte le chiffre, et non celle que le modèle désignait.")
    if missing:
        names = ", ".join(missing)
        warnings.append(f"Chiffres de la réponse absents des phrases citées : {names}. À vérifier.")
    verdict = Verdict.A_VERIFIER if missing else Verdict.OUI
    return Finding(verdict, answer, sentences, (), warnings)


def _say_the_same(answer: StoredSentence, sentences: Sequence[StoredSentence], asked: Asked) -> list[StoredSentence]:
    """The other sentences read that give a number of the answer: a figure found twice is cited twice."""
    given = _numbers(answer, asked)
    return [
        one
        for one in sentences
        if one is not answer and any(_is_same(mine, other) for mine in given for other in _numbers(one, asked))
    ]


def _numbers(sentence: StoredSentence, asked: Asked) -> list[Quantity]:
    """The numbers of a sentence that are of the kind asked for; none when no number is."""
    return [one for one in quantities_of(sentence) if asked.wants(one)]


def _is_same(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers say the same; a decimal whose column names no unit is recognised by itself."""
    if (one.unit is None) != (other.unit is None):
        return one.value == other.value and not one.value.is_integer()
    return one.is_same(other.value, other.unit)


def _of_the_zones_asked(sentences: Sequence[StoredSentence], evidence: Evidence, question: str) -> list[StoredSentence]:
    """Where a question names a zone, only the sentences of that zone, if there are any: twin rules differ by it."""
    asked = zones_named(question)
    own = [
        sentence for sentence in sentences if asked & zones_named(f"{evidence.header_of(sentence)}\n{sentence.text}")
    ]
    return own or list(sentences)
