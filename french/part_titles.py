"""How documents title a part that a question names otherwise: « où sont définis les mots » is a lexique."""

from __future__ import annotations

import re

from domain.text_folding import fold

_EXPLAINS = r"(?:defini\w*|expliqu\w*|signifi\w*|precis\w*|sens)"
_WORDS = r"(?:mots?|termes?|notions?|vocabulaire|expressions?|langage)"
#: What a question asks for, and how the title of such a part reads; folded.
_PARTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(titled))
    for asked, titled in (
        (
            rf"\b{_EXPLAINS}\b.{{0,40}}\b{_WORDS}\b|\b{_WORDS}\b.{{0,60}}\b{_EXPLAINS}\b|\bdefinitions\b|\bglossaire\b"
            r"|\blexique\b|\bvocabulaire\b",
            r"\b(?:lexique|glossaire|vocabulaire|definitions?)\b",
        ),
        (r"\b(?:sigles?|abreviations?|acronymes?)\b", r"\b(?:sigles?|abreviations?|acronymes?|glossaire)\b"),
        (
            r"\b(?:sommaire|table des matieres|plan du document|organisation du document|structure du document)\b",
            r"\b(?:sommaire|table des matieres)\b",
        ),
        (
            r"\b(?:regles?|dispositions?) (?:communes?|generales?)\b|\b(?:toutes les|chaque|l'ensemble des) zones?\b",
            r"\bdispositions? (?:communes?|generales?|applicables a (?:toutes|l'ensemble))|\bregles? communes?\b",
        ),
        (
            r"\bmethod\w*|\bcomment .{0,60}\b(?:ete (?:faite?|menee?|realisee?|conduite?)|procede)\b"
            r"|\b(?:facon|maniere) de (?:travailler|faire|proceder)\b|\bdemarche (?:suivie|employee)\b",
            r"\bmethod(?:es?|ologi\w+)\b|\bconduite de l'evaluation\b|\ba ete conduite\b",
        ),
        (
            r"\bvocation\b|\bcaractere (?:de|d'|general)|\ba quoi (?:sert|est destinee?)\b|\bdestinee a quoi\b",
            r"\b(?:caractere|vocation)\b",
        ),
        (r"\bnon[- ]technique\b|\bresume du dossier\b", r"\bresume non[- ]technique\b"),
        (r"\b(?:surveill\w*|suivi\w*|indicateurs?)\b", r"\b(?:suivi|indicateurs?)\b"),
        (r"\b(?:solutions? de substitution|variantes?|scenarios?)\b", r"\b(?:scenarios?|variantes?|substitution)\b"),
        (r"\b(?:zonage|decoupage en zones)\b", r"\b(?:zonage|division du territoire|delimitation des zones)\b"),
    )
)


def part_titled(question: str, title: str) -> bool:
    """Whether a title is that of a part which a question asks for under another name.

    Args:
        question: In plain words.
        title: Of a section.
    """
    asked, read = fold(question), fold(title)
    return any(wanted.search(asked) and titled.search(read) for wanted, titled in _PARTS)


def asks_for_part(question: str) -> bool:
    """Whether a question asks for a part that documents title in their own way."""
    asked = fold(question)
    return any(wanted.search(asked) for wanted, _ in _PARTS)
