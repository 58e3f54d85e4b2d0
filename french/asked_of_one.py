"""A question that compares, as it would be asked of one of its sides alone."""

from __future__ import annotations

import re

from domain.text_folding import fold

#: What sets beside each other, put as it would be asked of one: « compare la hauteur » is « quelle est la hauteur ».
_OF_ONE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^\W*compar(?:e[rz]?|ons|aison (?:de|entre)) (?=l[ae]s? |l')"), "Quel est "),
    (re.compile(r"\bquelles? differences? (?:de |d'|du |des )"), "Quelle "),
    (
        re.compile(
            r"\bquelles? differences? (?:y a-t-il )?(?:entre (?:ces|les) deux \w+ )?(?=sur|pour|en matiere|dans)"
        ),
        "Que prévoit le plan ",
    ),
    (re.compile(r"\b(?:d'une version a l'autre|(?:entre|dans|selon|pour) (?:ces|les) deux \w+),? ?"), ""),
    (re.compile(r"(?<!selon )\bchac(?:un|une) (?:des|de ces) (?:deux |trois )?(?=\w)"), "le "),
    (re.compile(r"\bqu'est-ce qui (?:change|differe|distingue),? ?"), "Que prévoit le plan "),
    (re.compile(r"^\W*(?=(?:l[ae]s? |l').*\b(?:est|sont)-(?:il|elle)s? (?:l[ae]s? )?memes?\b)"), "Quel est "),
    (re.compile(r"\b(?:est|sont|reste)(?:-t)?-(?:il|elle)s? (?:l[ae]s? )?memes? ?"), ""),
)
_WHICH_IS = re.compile(r"^quel est (la|les?) ", re.IGNORECASE)
_IS = {"la": "Quelle est la ", "le": "Quel est le ", "les": "Quels sont les "}


def asked_of_one(question: str) -> str:
    """A question that compares, as it would be asked of one of the sides."""
    text = " ".join(question.split())
    for pattern, instead in _OF_ONE:
        if (found := pattern.search(aligned(text))) is not None:
            text = f"{text[: found.start()]}{instead}{text[found.end() :]}"
    return _WHICH_IS.sub(lambda found: _IS[found[1].lower()], text)


def aligned(text: str) -> str:
    """A text folded letter by letter, so that offsets hold in both."""
    return "".join(plain if len(plain := fold(letter)) == 1 else letter for letter in text)
