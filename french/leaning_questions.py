"""Questions that say nothing by themselves: what they are about is told before them in the same text.

« Ma maison est en secteur Nco. Puis-je y ajouter une pièce ? » asks about a house; « … quel vide sous le grillage et
quelle hauteur ? » asks the height of the fence. Each form is one that a reader would ask « of what? » about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.text_folding import fold
from french.content_words import content_words
from french.question_scope import read_scope

_VERB_BEFORE = (
    r"(?:puis-je|peux-je|peut-(?:on|il|elle)|pouvons-nous|dois-je|faut-il|doit-(?:on|il|elle)|permis de|possible de"
    r"|voudr\w+|veux|souhait\w+"
)
_POINTS = re.compile(
    # « y » and « en » before a verb; « il y a » and « en zone » point at nothing.
    r"(?<!\bil )(?<!\bil n')\by (?!a\b|a-t|aura|avait)\w+"
    r"|\ben (?:faire|est|sont|ai|a-t|fais|fait|construire|ajouter|mettre|planter|ouvrir|installer)\b"
    r"|\b(?:cela|ca)\b|\bc'est\b(?! quoi)|\bc est\b|\b(?:celui|celle|ceux|celles)-ci\b"
    r"|\bcet? (?:endroit|cas|lieu)\b|\bcette (?:annee-la|parcelle|maison|situation|hypothese)\b|\bces cas\b"
    r"|^\W*(?:\w+\W+){0,6}?(?:lequel|laquelle|lesquels|lesquelles)\b(?! d)"
    rf"|\b{_VERB_BEFORE}|droit de|autorise a)(?: \w+){{0,2}} (?:l'|l[ea] |les )\w+(?:er|ir|re)\b"
)
_SUBJECT = re.compile(r"\b\w+-(?:t-)?(?:il|elle|ils|elles)\b|\bs'(?:il|elle|ils|elles)\b")
_IMPERSONAL = re.compile(
    r"\b(?:y a|y aura|faut|faudra\w*|s'agi(?:t|ra)|existe|convient|reste|est|serait|sera)(?:-t)?-il\b"
)
_POSSESSIVE = re.compile(r"\b(?:son|sa|ses|leurs?)\b")
_NOUN = re.compile(
    r"\b(?:l'|(?:les?|la|un|une|des|du|au|aux|ce|cet|cette|mon|ma|mes|notre|nos) )\w{3,}|\b[a-z]+-[a-z]+-"
)
#: Words of a question that name nothing that could be looked for.
_NAMES_NOTHING = content_words(
    "est-ce possible permis autorisé passe exact vrai juste correct faire faut doit peut puis dois droit construire "
    "bâtir encore aussi bien alors donc vraiment sinon quoi règle dit prévoit plan document merci savoir dire préciser"
)
#: Words that a half of a question has at most where it leans on the first, and sentences that are read before one.
_FEW, _SENTENCES, _MOST_TOLD = 2, 2, 260
#: Words of a question that is short: « quelles démarches ? » after what somebody plans.
_SHORT = 5
_LEAST_TOLD = 3
_GREETING = re.compile(
    r"^\W*(?:bonjour|bonsoir|madame|monsieur|hello)(?:\W+(?:[aà] tous|madame|monsieur))*\W+", re.IGNORECASE
)
_LAST_SENTENCE = re.compile(r"(?<=[.!;])\s+(?=\S)")


def leans_back(question: str) -> bool:
    """Whether a question points at what is told before it, or names nothing by itself."""
    plain = fold(question)
    if _POINTS.search(plain) or re.search(r"\b[lL]à\b(?!-)", question):
        return True
    personal = _IMPERSONAL.sub(" ", plain)
    for pattern in (_SUBJECT, _POSSESSIVE):
        found = pattern.search(personal)
        if found is not None and not _NOUN.search(personal[: found.start()]):
            return True
    named = content_words(question) - _NAMES_NOTHING
    if not named:
        return True
    scope = read_scope(question)
    return len(named) == 1 and len(question.split()) <= _SHORT and not (scope.zones or scope.provisions)


def told_for(sentences: Sequence[str], rank: int) -> str:
    """What is told right before a question: the sentence before it, and the one before that where it leans back too."""
    told: list[str] = []
    for one in reversed(sentences[max(0, rank - _SENTENCES) : rank]):
        if one.endswith("?") or len(one.split()) < _LEAST_TOLD or len(one) + sum(map(len, told)) > _MOST_TOLD:
            break
        told.insert(0, _GREETING.sub("", one))
        if not leans_back(one):
            break
    return " ".join(told)


def asking_part(question: str) -> str:
    """The sentence of a question that asks, without what is told before it."""
    return _LAST_SENTENCE.split(question)[-1]


def is_bare_half(half: str) -> bool:
    """Whether a second question names only what is measured: « … et quelle hauteur ? », « … et où ? »."""
    return len(content_words(half)) <= _FEW
