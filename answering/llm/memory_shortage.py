"""A server without memory for its model: told as such, with what helps."""

from __future__ import annotations

import re

from domain.errors import LlmOutOfMemory

#: As Ollama (« model requires more system memory (5.6 GiB) than is available »), llama.cpp (« failed to allocate »,
#: « cudaMalloc failed: out of memory »), vLLM and LM Studio word it; a runner that the system killed lacked it too.
_SHORTAGE = re.compile(
    r"out[ -]of[ -]memory|outofmemory|more (?:system |gpu )?memory|not enough (?:system |gpu |free )?memory"
    r"|insufficient (?:system |gpu )?(?:memory|resources)|(?:failed|unable|cannot) to allocate|cannot allocate memory"
    r"|cudamalloc failed|failed to alloc|unable to allocate|signal: killed|kv cache .* (?:larger|exceed)"
    r"|larger than .* kv cache|no available memory|free memory on device .* less than|bad_alloc|outofdevicememory"
    r"|resource limitations|\A\s*killed\s*\Z",
    re.IGNORECASE,
)


def is_memory_shortage(said: str) -> bool:
    """Whether the message of a server says that it lacks memory."""
    return _SHORTAGE.search(said) is not None


def out_of_memory(model: str, where: str | None, said: str) -> LlmOutOfMemory:
    """The error of a server without memory for a model, given its own message."""
    return LlmOutOfMemory(
        f"la mémoire manque pour le modèle {model} : « {said.strip().rstrip('.')} ».",
        where=where,
        remedy="Choisissez un modèle plus petit (réglage llm), un contexte plus court (réglage llm_context), ou fermez "
        "d'autres programmes, puis relancez : ce qui est fait est gardé.",
    )
