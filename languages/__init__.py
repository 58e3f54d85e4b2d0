"""The languages that documents may be written in, one a module of ``languages.entries``: each declares ``LANGUAGE``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from domain.errors import SettingsError
from domain.registered import registered
from languages.language import (
    HyphenRule,
    Language,
    NumberRules,
    PieceNames,
    QuestionRules,
    SentenceRules,
    TermAnalyser,
    TextRules,
    WordRules,
)

__all__ = [
    "HyphenRule",
    "Language",
    "NumberRules",
    "PieceNames",
    "QuestionRules",
    "SentenceRules",
    "TermAnalyser",
    "TextRules",
    "WordRules",
    "language_named",
    "languages",
]


@cache
def languages() -> Mapping[str, Language]:
    """Every language by its code."""
    return {language.code: language for language in registered("languages.entries", "LANGUAGE", Language)}


def language_named(code: str) -> Language:
    """A language by its code.

    Raises:
        SettingsError: there is none of this code.
    """
    found = languages().get(code)
    if found is None:
        raise SettingsError(
            f"La langue « {code} » n'est pas connue.", remedy=f"Langues connues : {', '.join(languages())}."
        )
    return found
