"""What answers from passages are made with."""

from __future__ import annotations

from dataclasses import dataclass

from answering.evidence import SentenceSource
from answering.llm.base import ChatBackend
from answering.passage_search import PassageSearch
from answering.profiles import Profile
from languages import Language


@dataclass(frozen=True, slots=True)
class PassageParts:
    """The parts that answer an indicator from passages, by its rule or by a reply.

    Attributes:
        sentences: Where sentences are read.
        search: Finds passages.
        backend: The LLM.
        profile: How much is read.
        language: What is known of the language of the documents.
    """

    sentences: SentenceSource
    search: PassageSearch
    backend: ChatBackend
    profile: Profile
    language: Language
