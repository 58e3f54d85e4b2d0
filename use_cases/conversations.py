"""Free questions in conversations: each is answered in the light of those before it, and kept for its person."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from corpus import Corpus
from domain import AskedQuestion, QuestionKind
from domain.errors import UnknownDocument
from domain.listening import NOBODY, Listener
from use_cases.answer_indicators import Analysis


class Conversations:
    """Asks, and keeps what was asked."""

    def __init__(self, corpus: Corpus, analysis: Callable[[], Analysis]):
        """``analysis`` opens what answers; it is called only when a question is to be answered."""
        self._corpus = corpus
        self._analysis = analysis

    def ask(
        self,
        question: str,
        *,
        person: str = "",
        documents: Sequence[str] = (),
        conversation: str | None = None,
        fresh: bool = False,
        kind: QuestionKind | None = None,
        scope: str | None = None,
        listener: Listener = NOBODY,
    ) -> AskedQuestion:
        """Answer a question over documents (none named: all) and keep it.

        Args:
            question: in plain words; it may lean on the questions asked before in the conversation.
            person: whose history it goes to.
            documents: slugs.
            conversation: the one that it goes on with; None begins another.
            fresh: make an answer again that was already given.
            kind: what the question wants, where the person says it.
            scope: where it looks, where the person says it.
            listener: hears the stages and the wording, for those who wait.

        Raises:
            UnknownDocument: a document has not been read, or there is none at all, or it is no longer there under this
                slug once it was answered.
            UnknownConversation: there is none of this name.
            ModelError: the LLM failed.
        """
        before = [asked.text for asked in self._corpus.questions.of(conversation)] if conversation else []
        slugs = list(documents) or [info.slug for info in self._corpus.documents.all()]
        if not slugs:
            raise UnknownDocument(
                "Aucun document n'a encore été lu.", remedy="Envoyez d'abord les pièces d'un dossier."
            )
        for slug in slugs:
            self._corpus.documents.get(slug)
        asked_of = slugs[0] if len(slugs) == 1 else slugs
        answer = self._analysis().ask(
            asked_of, question, before=before, fresh=fresh, kind=kind, scope=scope, listener=listener
        )
        for slug in slugs:  # it may have been renamed or deleted while it was read: what quotes it must not be kept
            self._corpus.documents.get(slug)
        return self._corpus.questions.add(
            conversation or uuid.uuid4().hex, person, slugs, question, answer, everywhere=not documents
        )
