"""The local LLMs that BIOLLM can talk to, each behind LlamaIndex's LLM interface."""

from answering.llm.base import ChatBackend, Message, ModelCard, OptionDecision, Reply
from answering.llm.choice import BackendChoice, choose_backend, open_backend

__all__ = [
    "BackendChoice",
    "ChatBackend",
    "Message",
    "ModelCard",
    "OptionDecision",
    "Reply",
    "choose_backend",
    "open_backend",
]
