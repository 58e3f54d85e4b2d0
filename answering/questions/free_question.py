"""A free question: which sentences are read, and what they reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answering.draft import NOT_FOUND, Draft, without_model
from answering.evidence import PromptEvidence, chosen
from answering.llm.base import ChatBackend
from answering.profiles import Profile
from answering.prompt import presence_messages, question_messages
from answering.questions.composition import ALONE
from answering.questions.statements import Statement
from answering.reply import QuestionReply, ask, question_schema
from answering.reply_checks import existing_sentences, unsupported_numbers
from answering.sentence_context import Place
from answering.sentence_decisions import Decisions
from answering.trace import Costs
from domain import Hit, Outcome, StoredSentence, Verdict
from domain.errors import InvalidReply
from domain.measures import Quantity
from french.content_words import content_words
from french.quantities import quantities_of
from french.question_analysis import Asked

#: Share of what a question is about (see :class:`Coverage`) under which no passage is on the subject.
OFF_SUBJECT = 0.2
#: Nearness in meaning of one sentence from which a question is not off the subject; a recipe has .80.
NEAR_ENOUGH = 0.86

#: Log-odds of « oui » above which, or of « non » beyond which, the word of a model is taken against the readers'. Seven
#: chances to one: with the embedded 1.5B anything from 1.8 to 2.5 does as well on 114 questions, and less refuses
#: more right answers than wrong ones, or lets wrong ones in.
SURE = 2.0

#: Share of the words of a written answer that must come from what was read.
BORNE_OUT = 0.6

#: What stands before an answer that is likely, and not likely enough to be given.
POSSIBLE = "Réponse possible, à vérifier :"
OFF = "Hors du sujet : aucun passage de ce document ne parle de ce que demande la question."


def evidence_of(
    statements: Sequence[Statement],
    hits: Sequence[Hit],
    *,
    backend: ChatBackend,
    profile: Profile,
    budget: int,
    many_documents: bool,
) -> list[PromptEvidence]:
    """The statements in batches, best first, as they are read one by one."""
    best = [(one.hit, one.sentence) for one in statements]
    leads = {one.sentence.place: lead for one in statements if (lead := _lead(one))}
    size = profile.sentences
    return [
        chosen(
            best[start : start + size],
            hits,
            budget=budget,
            count_tokens=backend.count_tokens,
            many_documents=many_documents,
            leads=leads,
        )
        for start in range(0, min(len(best), size * profile.batches), size)
    ]


def _lead(statement: Statement) -> str:
    """What a statement leans on: where a zone carries it, its article and the line that opens its paragraph."""
    carried = statement.carried
    if not carried.zones:
        return statement.lead
    lines = dict.fromkeys(line for line in (carried.title, carried.opening, statement.lead) if line)
    return " > ".join(line for line in lines if line != statement.sentence.text)


def reply_to(
    evidence: PromptEvidence,
    asked: Asked,
    shares: Mapping[Place, float],
    decisions: Decisions,
    costs: Costs,
    odds: list[float | None],
    *,
    backend: ChatBackend,
    profile: Profile,
) -> Draft:
    """What one batch says of a free question; ``shares`` are how much of its theme each sentence says.

    The readers propose sentences, the model decides where it is sure, and may say in one sentence what they give. What
    it writes is kept only if the sentences bear it out, numbers and words: else the sentence itself is the answer.
    """
    proposed = [(one, shares[one.place]) for one in evidence.sentences]
    if without_model(backend):
        found = next((one for one, share in proposed[:1] if share >= ALONE), None)
    else:
        found = _first_that_stands(proposed[: profile.confirmed], evidence, asked, decisions, odds)
    if found is None:
        return Draft(Verdict.NON, NOT_FOUND, [], outcome=Outcome.NOT_FOUND)
    same = _say_the_same(found, evidence.sentences, asked)
    quoted = Draft(Verdict.OUI, found.row or found.text, [found, *same][: profile.citations])
    return quoted if without_model(backend) else _worded(quoted, evidence, asked, costs, backend, profile)


def _first_that_stands(
    proposed: Sequence[tuple[StoredSentence, float]],
    evidence: PromptEvidence,
    asked: Asked,
    decisions: Decisions,
    odds: list[float | None],
) -> StoredSentence | None:
    """The first sentence that answers, of those proposed; the model's surest reading is noted in ``odds``.

    What says enough of the question to answer without any model stands unless the model is sure that it does not
    answer; what says less stands where the model is sure that it does. Of a sentence of which it says nothing usable
    the readers decide.
    """
    best: float | None = None
    found = None
    for sentence, share in proposed:
        text = f"{evidence.header_of(sentence)}\n{sentence.row or sentence.text}"
        decision = decisions.decide(presence_messages(text, asked.text))
        if decision is None:
            stands = share >= ALONE  # nothing usable was said of it: what the readers think of it holds
        elif decision.log_odds is None:
            stands = decision.option == "oui"
        else:
            best = decision.log_odds if best is None else max(best, decision.log_odds)
            stands = decision.log_odds > (-SURE if share >= ALONE else SURE)
        if stands:
            found = sentence
            break
    odds.append(best)
    return found


def _worded(
    quoted: Draft, evidence: PromptEvidence, asked: Asked, costs: Costs, backend: ChatBackend, profile: Profile
) -> Draft:
    """The answer in the model's words, if they hold; else the sentences as they stand."""
    shown = evidence.only(quoted.sentences, backend.count_tokens)
    try:
        reply, spent = ask(
            backend,
            question_messages(shown.text, asked.text),
            QuestionReply,
            question_schema(len(shown.sentences)),
            max_tokens=profile.reply_tokens,
        )
    except InvalidReply:  # the sentences as they stand are the answer
        return quoted
    costs.add("reply", *spent)
    named, _ = existing_sentences(reply.preuves, shown)
    answer = reply.reponse.strip()
    if not answer or unsupported_numbers(answer, quoted.sentences) or not _says_what_is_read(answer, shown, asked):
        return quoted
    # The sentences that the model names come first; small models copy the right figure and name the wrong line.
    bearing = [one for one in named if not unsupported_numbers(answer, [one])]
    return Draft(Verdict.OUI, answer, list(dict.fromkeys([*bearing, *quoted.sentences])))


def _says_what_is_read(answer: str, shown: PromptEvidence, asked: Asked) -> bool:
    """Whether most words of an answer come from the sentences, their titles or the question; numbers aside."""
    said = {word for word in content_words(answer) if not word.isdigit()}
    return len(said - content_words(f"{shown.text} {asked.text}")) <= (1 - BORNE_OUT) * len(said)


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
