"""Does a rule forbid, allow, allow on a condition, or oblige? And what a yes-or-no question asks of it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from domain.text_folding import fold
from french.quantities import read_quantities


class Permission(StrEnum):
    """The stance of a sentence."""

    FORBIDDEN = "interdit"
    CONDITIONAL = "sous condition"
    ALLOWED = "autorisé"
    OBLIGED = "obligatoire"


_FORBIDS = re.compile(
    r"\b(?:interdi(?:t|ts|te|tes|re|sent|ction|ctions)|proscri\w+|prohib\w+|inconstructib\w+|exclu(?:t|s|e|es|ent)?"
    r"|n(?:e |')(?:est|sont|peu(?:t|vent)|pourr\w+|doi(?:t|vent)) (?:\w+ ){0,3}(?:pas|plus|en aucun cas|aucun\w*)\b"
    r"|n(?:e |'y )(?:est|sont|peu(?:t|vent)) (?:\w+ ){0,2}(?:ni|pas|plus|aucun\w*)\b"
    r"|n(?:e |')(?:est|sont) (?:ni|pas) (?:admis|autoris|permis|toler)\w*"
    r"|aucun\w* \w[^.;:]{0,80}\bn(?:e |')(?:est|sont|peu\w+)"
    r"|ne porte\w* pas atteinte|n'est pas admis\w*)"
)
#: « N'interdit pas de bâtir », « ne sont pas exclus »: what is not forbidden is allowed.
_LIFTS = re.compile(
    r"\bn(?:e |')(?:interdi|proscri|exclu)\w+ (?:pas|ni|aucun\w*)\b"
    r"|\bn(?:e |')(?:est|sont) pas (?:interdi|proscri|exclu)\w*"
)
_CONDITION = re.compile(
    r"\b(?:sous reserve|sous condition|a (?:la )?condition|a conditions? (?:que|de)|subordonn\w+|sauf|excepte"
    r"|hormis|hors\b"
    r"|a l'exception|seul(?:s|es|e)?\b|uniquement|exclusivement"
    r"|n(?:e |')(?:sont|peuvent|peut|est) (?:\w+ ){0,3}qu(?:e\b|')"
    r"|des lors qu|lorsqu|dans la limite|si (?:elle|il|le|la|les|l'|aucun)\w*|derog\w+|toutefois)"
)
_ALLOWS = re.compile(
    r"\b(?:autoris\w+|admis\w*|permis\w*|toler\w+|possibles?|peu(?:t|vent)|pourr(?:a|ont|aient|ait))\b"
)
_OBLIGES = re.compile(
    r"\b(?:doi(?:t|vent)|devr(?:a|ont)|obligatoire\w*|obligation|impos\w+|exig\w+|sera|seront|est|sont) ?(?:\w+ ){0,3}"
    r"(?:maintenu|conserv|protege|preserv|plant|remplac|realis|compens|prevu|classe|delimit|report|respect\w*|etre|obligatoire|exig|impos)\w*"
    r"|\bdoi(?:t|vent)\b|\bobligatoir\w+"
)
_EXCEPTION = re.compile(
    r"\b(?:sauf|excep\w+|toutefois|cependant|neanmoins|par derogation|derog\w+|pour les seuls|ne s'applique\w* pas"
    r"|a l'exception|hormis|nonobstant|seul(?:s|es|e)? (?:y )?(?:sont|est|les|le|la)|sous reserve|a (?:la )?condition|"
    r"reduite? a|porte\w* a|lorsqu|en cas d)"
)
#: « Pour les équipements publics, la hauteur n'est pas réglementée »: those named are free of the rule before it.
_FREES = re.compile(r"^pour (?:les|ces|tous|toute?s?)\b.*\bn(?:'est|e sont) pas (?:reglement|limit|soumis)\w*")
_LEAVES_OUT = re.compile(r"\b(?:sauf|excepte|hormis|a l'exception|à l'exception|à l’exception|a l’exception)\b")
_REFUSES = re.compile(r"(?:interdit\w*|non (?:admis|autoris)\w*|exclu\w*|[–—x-])(?:$|[ ,;])")
_ADMITS = re.compile(r"\b(?<!non )(?:admis\w*|autoris\w+|permis\w*|oui)\b")
_ASKS_FORBIDDEN = re.compile(r"\b(?:interdi\w+|proscri\w+|inconstructib\w+|exclu\w*)\b")
_ASKS_DUTY = re.compile(r"\b(?:faut-il|faut il|doit-on|dois-je|doi(?:t|vent)|oblig\w+|impos\w+|exig\w+)\b")


@lru_cache(maxsize=8192)  # every question reads the sentences of its documents again
def read_permission(text: str) -> Permission | None:
    """The stance of a sentence; a prohibition with an exception in it stays one, an exception alone is a condition."""
    plain, lifts = _LIFTS.subn(" ", fold(text))
    forbids, condition = _FORBIDS.search(plain), _CONDITION.search(plain)
    if forbids and not re.match(r"n(?:e |')(?:sont|peuvent|peut|est) (?:\w+ ){0,3}qu", plain[forbids.start() :]):
        return Permission.FORBIDDEN
    if lifts or _ALLOWS.search(plain):
        return Permission.CONDITIONAL if condition else Permission.ALLOWED
    return Permission.OBLIGED if _OBLIGES.search(plain) else None


def frees_some(text: str) -> bool:
    """Whether a sentence frees some from the rule before it: « Pour les pylônes, la hauteur n'est pas réglementée »."""
    return _FREES.search(fold(text)) is not None


def rule_and_exception(text: str) -> tuple[str, str]:
    """A rule and what it leaves out (« …, sauf en zone rouge »); the exception is empty where there is none."""
    found = _LEAVES_OUT.search(fold(text)) if len(fold(text)) == len(text) else _LEAVES_OUT.search(text.lower())
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def stance_of_heading(line: str) -> Permission | None:
    """What a line above a list makes of its items: « Sont interdits : », « Article 2 – Admises sous conditions »."""
    plain = fold(line)
    if re.search(r"\b(?:interdi(?:t|ts|te|tes)|interdictions?|proscri\w+)\b", plain):
        return Permission.FORBIDDEN
    if re.search(r"\b(?:sous|soumis\w* a (?:des )?|a) (?:\w+ )?conditions?\b|\bsous reserve\b", plain):
        return Permission.CONDITIONAL
    return Permission.ALLOWED if re.search(r"\b(?:admis|autoris)(?:e|es|s|ees)?\b", plain) else None


def row_stance(row: str) -> Permission | None:
    """The stance of a row of a table: one that forbids, and admits something besides, does so on a condition."""
    stance = read_permission(row)
    plain = fold(row)
    if stance is Permission.FORBIDDEN and (_EXCEPTION.search(plain) or _ADMITS.search(plain)):
        return Permission.CONDITIONAL
    return stance


def read_cell(cell: str) -> Permission | None:
    """What the cell of a zone says of the thing its row names: a limit admits it within that limit."""
    plain = fold(cell).strip(" .")
    if _REFUSES.match(plain):
        return Permission.FORBIDDEN
    if plain == "o":  # « O : admis », beside « C : admis sous conditions »
        return Permission.ALLOWED
    if _ADMITS.match(plain):
        return Permission.ALLOWED if len(plain.split()) == 1 else Permission.CONDITIONAL
    if read_quantities(cell) or plain == "c":
        return Permission.CONDITIONAL
    return read_permission(cell)


def is_exception(text: str) -> bool:
    """Whether a sentence undoes or conditions the rule before it."""
    plain = fold(text)
    return _EXCEPTION.search(plain) is not None or _FREES.search(plain) is not None


def reply_of(question: str, text: str, *, denied: bool, stance: Permission | None = None, not_all: bool = False) -> str:
    """« Oui », « Non », « Sous condition » with the reason, as the opening of an answer.

    Args:
        question: A yes-or-no question.
        text: The sentence that answers.
        denied: Whether the sentence says that the thing is not there.
        stance: That of the sentence, where it is known otherwise than from its words.
        not_all: Whether the question is about all of some, and the sentence lets some off.
    """
    if not_all:
        return "Non, pas dans tous les cas :"
    plain, stance = fold(question), stance or read_permission(text)
    if _ASKS_FORBIDDEN.search(plain):
        return _OF_A_PROHIBITION.get(stance, _TOLD)
    if denied:
        return "Non :"
    if _ASKS_DUTY.search(plain):
        return "Oui, c'est exigé :" if stance is Permission.OBLIGED else _TOLD
    if stance is Permission.FORBIDDEN:
        return "Non, c'est interdit :" if _ASKS_LEAVE.search(plain) else "Le texte interdit :"
    return _OF_A_LEAVE.get(stance, _TOLD)


_TOLD = "Le texte dit :"
_ASKS_LEAVE = re.compile(r"\b(?:peut|puis|pourr|autoris|admis|permis|possible|droit)")
_OF_A_PROHIBITION: dict[Permission | None, str] = {
    Permission.FORBIDDEN: "Oui, c'est interdit :",
    Permission.ALLOWED: "Non, c'est autorisé :",
    Permission.CONDITIONAL: "Pas entièrement, c'est admis sous condition :",
}
_OF_A_LEAVE: dict[Permission | None, str] = {
    Permission.CONDITIONAL: "Oui, sous condition :",
    Permission.ALLOWED: "Oui, c'est autorisé :",
    Permission.OBLIGED: "Oui :",
}
