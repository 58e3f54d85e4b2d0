"""The thing that a question asks for: « largeur » in « quelle est la largeur des haies »."""

from __future__ import annotations

import re

from french.content_words import content_words

_ASKS = re.compile(
    r"\b(?:quel(?:le)?s?|combien|nombre|which|what)\b"
    r"(?:\s+(?:est|sont|était|étaient|sera|seront|is|are))?"
    r"(?:\s+(?:de\s+l['’]|de|des|du|les?|la|the)\b|\s+[dl]['’])*\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
#: Words after the one that asks among which the thing is looked for.
_REACH = 3


def thing_asked(question: str) -> str | None:
    """The stem of the thing that a question asks for; None where no word asks, or none is named after it.

    >>> thing_asked("Quelle est la largeur minimale des haies ?")
    'largeur'
    >>> thing_asked("Peut-on abattre une haie ?") is None
    True
    """
    asks = _ASKS.search(question)
    if asks is None:
        return None
    for word in _WORD.findall(question[asks.end() :])[:_REACH]:
        if stems := content_words(word):
            return min(stems)
    return None
