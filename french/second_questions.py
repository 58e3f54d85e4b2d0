"""A text that asks twice: where the second question begins, and what of the first it leans on.

« Combien coûtera l'atlas et quel prestataire le réalisera ? » asks twice about the atlas: « le » names it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.text_folding import fold
from french.content_words import content_words
from french.dossier_identity import acts_in
from french.question_analysis import is_follow_up

_SECOND = re.compile(
    r",?\s+et\s+(?=(?:quel+e?s?|combien|comment|pourquoi|où|quand|peut-on|faut-il|est-ce|doit-on)\b)"
    # « Quels sites, et quelle est leur surface ? » asks one thing of a list.
    r"(?!quel\w* (?:est |sont )?(?:la |les? )?(?:leurs?|celles?|chac)\b)(?!quel\w* \w+ (?:couvre|pour|occupe)\w* chac)",
    re.IGNORECASE,
)
_BY = r"(?:apr[eè]s|avant|par|pour|avec|sous|sur|depuis|d['’]apr[eè]s|[àa]|en|de|dans)"
#: « … et par quel bureau », « … et qui l'a rédigé »: a second question only where the first is one by itself.
_SECOND_OF_A_WHOLE = re.compile(
    rf",?\s+et\s+(?={_BY}\s+(?:qui|quel+e?s?)\b|qui\s+(?:[ée]tait|sera|(?:le|la|les|en|y)\s|l['’]|(?:a|est|va|doit)\s"
    r"|(?:r[ée]alis|r[ée]dig|financ|pilot|port|assur|pai|pay)\w*))",
    re.IGNORECASE,
)
#: « À quelle distance, et jusqu'à quelle surface ? »: two measures are asked, whatever stands before.
_SECOND_MEASURE = re.compile(
    r",?\s+et\s+(?=(?:jusqu['’]\s?[àa]|[àa]|dans|sur|de|pour|en)\s+(?:combien|quel+e?s?\s+(?:surface|superficie|volume|hauteur|"
    r"largeur|longueur|distance|profondeur|prix|co[ûu]t|taille|date|ann[ée]e|d[ée]lai|dur[ée]e|part|proportion|densit[ée]|pente)s?)\b)",
    re.IGNORECASE,
)
#: A verb: without one a question is a piece of another (« dans quelle pièce et à quelle page est… »).
_VERB = re.compile(
    r"\b(?:est|sont|sera|seront|etait|a|ont|aura|doit|doivent|peut|peuvent|faut|va|vont|dit|prevoit|date|compte"
    r"|compose|coute|rest\w+|fix\w+|\w{3,}(?:era|eront|erait|ait|aient))\b|-(?:t-)?(?:il|elle|on|ils|elles)\b"
)
_THOSE = re.compile(r",?\s+et\s+celles?\s+(?=(?:qui|de|du|des|sur|pour|relative|concernant)\w*\b)", re.IGNORECASE)
_HEAD = re.compile(r"\W*(?:quel\w*|donne\w*|liste\w*) (?:(?:est|sont) )?(?:l[ea]s? |l['’])\w+", re.IGNORECASE)

#: Pronouns before a verb: « le réalisera », « l'a rédigé », « en est l'auteur », « y sont prévus ».
_OBJECT = re.compile(
    r"\b(?:qui|quel\w*(?: (?:d')?\w+){1,3}|quand|comment|combien|pourquoi|ou|on|il|elle|doit|peut) (?:ne |n')?(?:"
    r"(?:le|la|les) (?:\w+(?:era|eront|erait|ait|a|ont|e|ent|it)\b)(?!\w)|l'(?:a|ont|avait|aura|\w+(?:era|e|it))\b"
    r"|les (?:a|ont)\b|l[ea] (?:fera|fait|paie|paye|suit|suivra)\b|en (?:est|sont|sera|a|ont|fait|font|assure\w*)\b"
    r"|y (?:est|sont|sera|seront|a-t-il eu|participe\w*)\b)"
)
_SUBJECT = re.compile(r"-(?:t-)?(?:elles?|ils?)\b|\b(?:celui|celle|ceux|celles)-ci\b|\bce(?:tte)? derni\w+\b")
_IMPERSONAL = re.compile(r"\b(?:y a|y aura|y avait|faut|faudra|s'agi(?:t|ra)|existe|convient|reste|manque)(?:-t)?-il\b")
_POSSESSIVE = re.compile(r"^\W*(?:a |de |pour |dans )?(?:quel\w*|combien|quand|qui)\b.{0,30}\b(?:son|sa|ses|leurs?)\b")
#: « Et par qui ? », « à quel coût ? », « quand ? »: the verb is that of the first.
_BARE = re.compile(r"\W*(?:(?:par|avec|pour|de) (?:qui|quel\w*)|a quel\w*|(?:quand|comment|pourquoi|ou)\W*$)")
#: Words of a question before what it is about, and where what it is about ends.
_ARTICLE = re.compile(r"\b(?:l['’]|(?:les?|la|ces?|cet|cette|un|une|du|des|de)\s+|d['’])", re.IGNORECASE)
_ASKED_NOUN = re.compile(r"\bquel+e?s?\s+(?!(?:est|sont|sera|a|ont)\b)", re.IGNORECASE)
_ENDS = re.compile(
    r"\s(?:est|sont|sera|seront|a|ont|aura|auront|doit|doivent|peut|peuvent|qui|que|prévoit|dit|comporte|fixe)(?=[\s-]|$)"
    r"|\s\w+-(?:t-)?(?:il|elle|on|ils|elles)\b|[,;:?.!]",
    re.IGNORECASE,
)
_ITSELF = re.compile(r"(?:l[ea] |ce |cet |cette )?(?:plan|plui?|scot|schema|document|dossier|projet)\b")
_MEASURE_OF = re.compile(
    r"^(?:l[ea] |l['’])(?:budget|co[uû]t|montant|surface|superficie|nombre|largeur|hauteur) (?:de (?=l))?(?=l|d)",
    re.IGNORECASE,
)
_ASKING = re.compile(r"(?:qu|combien|comment|pourquoi)")
_MOST_WORDS = 10
#: Words before a second measure from which they name what is measured, and not the measure alone.
_NAMES_A_THING = 2


def halves(question: str) -> tuple[str, ...]:
    """The questions that one sentence asks, each as it stands in it."""
    parts = [part for half in _SECOND.split(question) for one in _measures(half) for part in _cut(one)]
    return tuple(one for part in parts for one in _and_those(part))


def _measures(question: str) -> tuple[str, ...]:
    """« À quelle distance, et jusqu'à quelle surface » of a thing asks twice; measures without a thing ask once."""
    found = _SECOND_MEASURE.search(question)
    if found is None or len(content_words(question[: found.start()])) < _NAMES_A_THING:
        return (question,)
    return question[: found.start()], *_measures(question[found.end() :])


def _cut(question: str) -> tuple[str, ...]:
    """« Quand ce plan a-t-il été approuvé et qui l'a rédigé ? » asks twice; an act beside an act is asked with it."""
    found = _SECOND_OF_A_WHOLE.search(question)
    if found is None:
        return (question,)
    first, second = question[: found.start()], question[found.end() :]
    if not _has_verb(first) or re.search(r"\bqui\b", fold(first)) or len(first.split()) < 3:
        return (question,)
    if acts_in(first) and acts_in(second) and not _has_verb(second):
        return (question,)  # « approuvé quand, et après quelle enquête »: dates of one procedure
    return first, second


def _has_verb(text: str) -> bool:
    """Whether a text has a verb: « à » is none, « a » is one."""
    return _VERB.search(fold(re.sub(r"\bà\b", " ", text, flags=re.IGNORECASE))) is not None


def _and_those(question: str) -> tuple[str, ...]:
    """« Quelles sont les règles du DOO sur A, et celles qui concernent B ? » asks twice for rules."""
    parts, head = _THOSE.split(question), _HEAD.match(question)
    if len(parts) != 2 or head is None:
        return (question,)
    return parts[0], f"{head[0]} {parts[1]}"


def leans_on_the_first(part: str) -> bool:
    """Whether a question points at what the one before it names: a pronoun, « son coût », or no verb at all."""
    plain = fold(part)
    if _OBJECT.search(plain) or _POSSESSIVE.search(plain):
        return True
    if _BARE.match(plain) and not _has_verb(part):
        return True
    told = _SUBJECT.search(_IMPERSONAL.sub(" ", plain))
    # « L'enquête a-t-elle reçu… » has its own subject before the verb.
    return told is not None and not _own_subject(plain[: told.start()])


def _own_subject(before: str) -> bool:
    """Whether a noun with its article stands before an inverted verb: « quand l'enquête s'est-elle tenue »."""
    return re.search(r"\b(?:l'|(?:les?|la|ces?|cet|cette|un|une|des) )\w{3,}", before) is not None


def subject_of(question: str) -> str:
    """What a question is about, in its own words: « l'atlas de la biodiversité »; empty where that is not seen.

    The plan itself is meant only where nothing else is named: « le plan prévoit-il une station ? » is about it.
    """
    named = _ASKED_NOUN.search(question)
    starts = [named.end()] if named else [_start(one) for one in _ARTICLE.finditer(question)]
    found = [chunk for start in starts if (chunk := _chunk(question[start:]))]
    return next((one for one in found if not _ITSELF.match(fold(one))), found[0] if found else "")


def _start(article: re.Match[str]) -> int:
    return article.end() if fold(article[0])[:1] == "d" else article.start()


def _chunk(rest: str) -> str:
    """The first words of a text, up to a verb; without the measure that is asked of a thing."""
    end = _ENDS.search(rest)
    words = _MEASURE_OF.sub("", rest[: end.start()] if end else rest).split()
    return "" if not words or _ASKING.match(fold(words[0])) else " ".join(words[:_MOST_WORDS])


def with_subject(part: str, first: str) -> str:
    """A question with what the one before it is about: « quel prestataire le réalisera (l'atlas) ? »."""
    subject = subject_of(first)
    return f"{part.rstrip(' ?')} ({subject}) ?" if subject else part


def with_subjects(parts: Sequence[str]) -> tuple[str, ...]:
    """The questions of a text, those that lean on the first said with its subject.

    What :func:`french.question_analysis.is_follow_up` hears is left: it takes over more than the subject.
    """
    whole, made = "", []
    for part in parts:
        if whole and leans_on_the_first(part):
            said = with_subject(part, whole)
            made.append(part if is_follow_up(said) else said)
        else:
            whole = part
            made.append(part)
    return tuple(made)
