"""The local LLMs that BIOLLM can talk to, each behind LlamaIndex's LLM interface."""

from answering.backends.base import ChatBackend, Decision, Message, ModelCard, Reply
from answering.backends.choice import BackendChoice, choose_backend, open_backend

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
