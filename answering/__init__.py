"""From evidence to a checked answer: prompts, local LLMs, and the checks that carry the guarantees."""

from answering.answerer import Answerer
from answering.context import DocumentContext, DocumentDescription
from answering.evidence import SentenceSource
from answering.passage_search import PassageRetriever
from answering.profiles import PROFILES, Profile, profile_named
from answering.prompt import PROMPT_VERSION

__all__ = [
    "PROFILES",
    "PROMPT_VERSION",
    "Answerer",
    "DocumentContext",
    "DocumentDescription",
    "PassageRetriever",
    "Profile",
    "SentenceSource",
    "profile_named",
]
