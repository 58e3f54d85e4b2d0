"""Sentences that say the same in several places of a document: shown once, cited with all their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.text_folding import plain

_WORD = re.compile(r"\w+")


def same_sayings(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """For each text the indices of those that say the same, itself included, in order.

    Two texts say the same when they have the same words and numbers in the same order; case, accents, punctuation
    and bullets do not matter. A number more is another rule.
    """
    groups: dict[str, list[int]] = {}
    keys = [" ".join(_WORD.findall(plain(text))) for text in texts]
    for number, key in enumerate(keys):
        groups.setdefault(key, []).append(number)
    made = {key: tuple(group) for key, group in groups.items()}
    return tuple(made[key] if key else (number,) for number, key in enumerate(keys))
