"""Answers to free questions, kept as notes on documents: kept, judged, found again in the present text, let go."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Corpus
from domain import Answer
from domain.answers import AskedQuestion
from domain.errors import UnknownConversation, UsageError
from domain.kept_answers import AnswerNote, KeptQuote, PlacedAnswer
from use_cases.standing import QuoteFinder

LONGEST_NOTE = 5_000
"""Characters of what a person says of an answer."""


class KeepingAnswers:
    """Keeps answers while people ask, and says where their quotes stand today."""

    def __init__(self, corpus: Corpus):
        self._corpus = corpus
        self._finder = QuoteFinder(corpus)

    def keep(self, asked: int, *, note: str = "", useful: bool | None = None, person: str = "") -> AnswerNote:
        """Keep the answer to a question of a conversation; again, to say otherwise what it is worth.

        Raises:
            UnknownConversation: there is no such question, or it was forgotten.
            UsageError: the note is too long.
        """
        question = self._corpus.questions.get(asked)
        if question is None:
            raise UnknownConversation(
                f"Aucune question n'a le numéro {asked}.", remedy="Posez-la de nouveau, puis gardez sa réponse."
            )
        return self._kept(question, note=note, useful=useful, person=person)

    def keep_answer(
        self, documents: Sequence[str], text: str, answer: Answer, *, note: str = "", useful: bool | None = None,
        person: str = "",
    ) -> AnswerNote:  # fmt: skip
        """Keep an answer that was given outside a conversation.

        Raises:
            UsageError: the note is too long.
        """
        own = _documents(documents, answer)
        return self._corpus.kept_answers.add(own, text, answer, note=_checked(note), useful=useful, person=person)

    def judge(self, number: int, *, note: str, useful: bool | None) -> AnswerNote:
        """Say otherwise what a kept answer is worth.

        Raises:
            UnknownKeptAnswer: there is none of this number.
            UsageError: the note is too long.
        """
        return self._corpus.kept_answers.change(number, _checked(note), useful)

    def placed(self, documents: Sequence[str] = ()) -> list[PlacedAnswer]:
        """The answers kept of these documents (of all, where none is named), oldest first, as they stand today."""
        return [self.today(one) for one in self._corpus.kept_answers.all(documents)]

    def today(self, kept: AnswerNote) -> PlacedAnswer:
        """A kept answer with its citations where they stand today."""
        cited = kept.answer.citations
        homes = [one.document or kept.documents[0] for one in cited]
        today = {
            slug: iter(self._finder.today(slug, [one for one, home in zip(cited, homes, strict=True) if home == slug]))
            for slug in dict.fromkeys(homes)
        }
        quotes = tuple(KeptQuote(one, home, next(today[home])) for one, home in zip(cited, homes, strict=True))
        return PlacedAnswer(kept, quotes)

    def _kept(self, question: AskedQuestion, *, note: str, useful: bool | None, person: str) -> AnswerNote:
        return self._corpus.kept_answers.add(
            _documents(question.documents, question.answer),
            question.text,
            question.answer,
            asked=question.id,
            note=_checked(note),
            useful=useful,
            person=person,
        )


def _documents(asked: Sequence[str], answer: Answer) -> tuple[str, ...]:
    """What an answer is a note of: the documents that it cites, else those that were asked."""
    cited = dict.fromkeys(one.document or asked[0] for one in answer.citations)
    return tuple(cited) or tuple(asked)


def _checked(note: str) -> str:
    cleaned = note.strip()
    if len(cleaned) > LONGEST_NOTE:
        raise UsageError(f"La note est trop longue : {LONGEST_NOTE} caractères au plus.")
    return cleaned
