"""What a yes-or-no question asks, and which sentences decide it.

An instructor answers « peut-on ? » by the sentence that allows or forbids, « y a-t-il ? » by the one that says that
there is none before those that only speak of the thing, and « tous ? » by the exception.
"""

from __future__ import annotations

import re

from domain.sentence_features import Presence
from domain.text_folding import fold
from french.permission import Permission, read_permission
from french.presence import read_presence

_HAS = (
    r"(?:prevoi|comport|contien|defini|fix|impos|instaur|trait|encadr|reglement|limit|propos|identifi|localis|etabli|donn"
    r"|retien|mentionn|chiffr|quantifi|inclu|compren|dispos|port)(?:t|e|ent)?"
)
_EXISTS = re.compile(
    rf"\b{_HAS}(?:-t)?[- ](?:il|elle|ils|elles|on)\b|\b(?:y a|existe|s'applique)[- ]t?[- ]?(?:il|elle)\b"
    r"|\best[- ]il (?:prevu|fixe|exige)"
    r"|\b(?:a|ont)(?:[- ]t)?[- ](?:on|il|elle|ils|elles) (?:ete |deja )*(?:fai|men|realis|evalu|analys|inventori|condui"
    r"|prevu|etudi|defini|fix|prospect|chiffr|recens)\w*"
    rf"|\best[- ]ce qu(?:e|') ?(?:le |la |l'|ce |il |elle )?(?:\w+ ){{0,2}}{_HAS}\b"
)
_ALL = re.compile(r"\b(?:tous|toutes|chaque|chacune?s?|partout|entierement|sans exception)\b")
#: « Il n'est pas exigé de part minimale »: no duty is a thing that there is not.
_NO_DUTY = re.compile(
    r"\bn(?:e |'|'en )(?:est|sont) (?:pas|plus|ni) (?:exig|impos|demand|requi|fix|prevu|obligatoire)\w*"
    r"|\baucune? [^.;:]{0,60}\bn'(?:est|y est|en est) (?:exig|impos|demand|requi|fix|prevu)\w*"
    r"|\bn(?:e |'en )?(?:fixe|comporte|prevoit|contient|definit|impose|reserve|designe|instaure|retient|cree)(?:nt)? "
    r"(?:\w+ ){0,4}?(?:pas|ni|aucune?)\b|\baucune suite n'est donnee\b"
)
#: Who is let off: « cette exigence est écartée pour les unités de moins de 150 m² ».
_LETS_OFF = re.compile(
    r"\b(?:sauf|hormis|a l'exception|excepte\w*|ecarte\w*|dispens\w+|exoner\w+|exempt\w+|ne s'applique\w* pas"
    r"|ne concerne\w* pas|derog\w+)\b"
)
_NEGATES = re.compile(r"\bn(?:e |')(?:\w+ ){1,3}?(?:pas|aucune?|ni)\b")
#: What another act than the plan lays down, or quotes.
_OTHER_ACT = re.compile(
    r"^\W*(?:l'arrete|la loi|le decret|le code|l'ordonnance|la directive|le sdage|le sage|le sraddet)\b"
    r"|^\W*«.*\((?:articles? )?[lr]\. ?\d"
)


def asks_whether_there_is(question: str) -> bool:
    """Whether a question asks if there is something: « le plan prévoit-il…? », « a-t-on fait…? »."""
    return _EXISTS.search(" ".join(fold(question).split())) is not None


def asks_of_all(question: str) -> bool:
    """Whether a question asks of all of some: « toutes les zones…? »."""
    return _ALL.search(fold(question)) is not None


def says_there_is_none(text: str) -> bool:
    """Whether a sentence says that there is no such thing, or no such duty."""
    return read_presence(text) is Presence.ABSENT or _NO_DUTY.search(fold(text)) is not None


def lets_some_off(text: str) -> bool:
    """Whether a sentence lets some off a rule, or says that some have none."""
    return _LETS_OFF.search(fold(text)) is not None or says_there_is_none(text)


def side_of(text: str) -> bool | None:
    """Whether a sentence says yes or no to what it speaks of; None where it takes no side.

    >>> side_of("Les serres sont admises."), side_of("Aucun local n'est exigé."), side_of("Les serres sont vieilles.")
    (True, False, None)
    """
    stance = read_permission(text)
    if stance is Permission.FORBIDDEN or says_there_is_none(text):
        return False
    if stance is not None:
        return True
    return False if _NEGATES.search(fold(text)) else None


def is_of_another_act(text: str) -> bool:
    """Whether a sentence tells what a law or another plan lays down: it does not say what this plan does."""
    return _OTHER_ACT.search(fold(text)) is not None


def decides(question: str, text: str) -> bool:
    """Whether a sentence takes a stand on what a question asks, and does not only speak of it."""
    if asks_of_all(question) and lets_some_off(text):
        return True
    if asks_whether_there_is(question):
        return says_there_is_none(text)
    return read_permission(text) is not None or says_there_is_none(text) or _NEGATES.search(fold(text)) is not None
