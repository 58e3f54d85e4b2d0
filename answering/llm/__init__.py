"""The local LLMs that BIOLLM can talk to, each behind LlamaIndex's LLM interface."""

from answering.llm.base import ChatBackend, Decision, Message, ModelCard, Reply
from answering.llm.choice import BackendChoice, choose_backend, open_backend

__all__ = [
    "BackendChoice",
    "ChatBackend",
    "Decision",
    "Message",
    "ModelCard",
    "Reply",
    "choose_backend",
    "open_backend",
]
