"""What a sentence tells of the plan itself: the number of its communes, its horizon, who passed it, its public inquiry.

Each reader gives what it read and how surely the sentence speaks of the whole plan, from 0 (not at all) to 3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.text_folding import fold
from french.quantities import read_quantities
from french.written_dates import DATE, MONTH

#: Words of a line of a first page.
_LINE = 24


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells: ``value`` in one form for all wordings, ``weight`` how surely it is about the plan."""

    value: str
    weight: float


#: Plans, acts and places that are not the plan itself.
_OTHERS = re.compile(
    r"\b(?:plans? (?:de prevention|climat|de gestion|de deplacements?|de mobilite)|ppr\w*|sage|sdage|sraddet|pcaet|plh"
    r"|charte|parc (?:naturel|national)|schemas? (?:d'amenagement et de gestion|directeurs?|regiona\w+|departementa\w+)"
    r"|contrat|etude|inventaire|arretes? (?:prefectora\w+|municipa\w+|de protection)|cartes? communales?|precedente?s?"
    r"|autorisations?)\b"
)
_WHOLE = (
    r"(?:territoire|perimetre|schema|scot|plui?(?:-?h)?|plan|projet|communaute|agglomeration|syndicat|reglement"
    r"|elaboration|elle|il|document)"
)
_HAS = (
    r"(?:compt|compren|comport|couvr|reuni|regroup|rassembl|organis|concern|s'eten|s'appliqu|englob|compos|portent|porte"
    r")\w*"
)
_HAS_SO_MANY = re.compile(rf"\b{_WHOLE}\b[^.;:(]{{0,60}}\b{_HAS}[^.;:(]{{0,60}}$")
_ALL_OF = re.compile(r"\b(?:perimetre|l'integralite|la totalite|l'ensemble) des $")
_COMMUNES = re.compile(r" communes?\b")
_MEMBERS = re.compile(r" communes?,? (?:membres|reparti|regroup|appartenant|adherent|associe|, \w+ intercommunal)")
_BESIDE = re.compile(r" communes?\b[^.;(]{0,24}\b(?:habitants|intercommunalites|hectares|epci|communautes)\b")
_OF_PART = re.compile(
    r" communes? (?:du|de ce|de la|de l'|de|des|sur|littorales?|riveraines?|voisines?|concernees?|rurales?|exposees?)\b"
)
_IN_TOTAL = re.compile(r"\b(?:ensemble|total|territoire|scot|schema)\b[^:]*; [^:;]*\bcommunes\b[^:;]* : (\d{1,4})\b")


def communes_told(text: str, *, first_page: bool) -> Told | None:
    """The number of communes of the plan: « le territoire compte vingt-huit communes »."""
    plain = fold(text)
    if "commune" not in plain or _OTHERS.search(plain):
        return None
    if total := _IN_TOTAL.search(plain):
        return Told(total[1], 1.0)
    best: Told | None = None
    for one in read_quantities(text) if len(plain) == len(text) else read_quantities(plain):
        after = plain[_end_of_number(plain, one.start, one.end) :]
        if not one.value.is_integer() or one.value < 2 or not _COMMUNES.match(after):
            continue
        before = plain[: one.start]
        weight = _weight_of_count(before, after, on_cover=first_page and len(plain.split()) <= _LINE)
        if weight and (best is None or weight > best.weight):
            best = Told(str(int(one.value)), weight)
    return best


def _end_of_number(plain: str, start: int, end: int) -> int:
    """Where the number itself ends: the unit may have been read as part of it."""
    found = plain.find(" commune", start)
    return found if 0 <= found <= end + 1 else end


def _weight_of_count(before: str, after: str, *, on_cover: bool) -> float:
    """How surely a number of communes is that of the plan, by what stands before and after it."""
    if before.rfind("(") > before.rfind(")") or (_OF_PART.match(after) and not _ALL_OF.search(before)):
        return 0.0
    if _MEMBERS.match(after) or _HAS_SO_MANY.search(before) or (on_cover and _BESIDE.match(after)):
        return 2.0
    return 1.5 if _BESIDE.match(after) or _ALL_OF.search(before) else 0.0


_STATED = re.compile(
    r"\bl'horizon (?:\w+ ){0,4}(?:est|retenu|fixe|vise)\b[^.;]{0,30}?\b(20\d\d)\b"
    r"|\bhorizon (?:temporel )?(?:du|de ce) (?:plan|schema|scot|projet|plui?)\b[^.;]{0,40}?\b(20\d\d)\b"
)
_ON_COVER = re.compile(r"(?<!l')\bhorizon (20\d\d)\b")
_PROJECT = r"(?:schema|scot|plui?(?:-?h)?|plan|projet|padd|pas|document|nous|ambition)"
_PROJECTED = re.compile(rf"\b{_PROJECT}\b[^;%]{{0,140}}\ba l'horizon (?:de )?(20\d\d)\b")
_YEARS = r"(dix|douze|quinze|dix-huit|vingt|vingt-cinq|trente|\d\d)"
_FOR_YEARS = re.compile(
    rf"\b{_PROJECT}\b[^;%]{{0,90}}\b(?:pour|sur|dans) (?:les )?(?:[^,;]{{0,30}} et )?{_YEARS}(?: prochaines)?"
    r" (?:ans|annees)\b"
)
#: Aims of a law or a region, and figures that stand at some year, are no horizon of the plan.
_OF_AN_AIM = re.compile(
    r"%|\b(?:region\w*|national\w*|loi|sraddet|artificialisation nette|projections?|station|climat\w*|neige"
    r"|prevision\w*)\b"
)


def horizon_told(text: str, *, first_page: bool) -> Told | None:
    """The year to which the plan looks ahead, or for how many years it holds."""
    plain = fold(text)
    if found := _STATED.search(plain):
        return Told(found[1] or found[2], 3.0)
    short = len(plain.split()) <= _LINE
    if first_page and short and (found := _ON_COVER.search(plain)):
        return Told(found[1], 3.0)
    if _OF_AN_AIM.search(plain) or _OTHERS.search(plain):
        return None
    if found := _PROJECTED.search(plain):
        return Told(found[1], 2.0 if short else 1.5)
    if found := _FOR_YEARS.search(plain):
        return Told(f"{found[1]} ans", 1.2)
    return None


_INQUIRY = r"enquete publique"
_FIRST_DAY = rf"(?:\d{{1,2}}(?:er)?(?: {MONTH})?(?: 20\d\d)?|\d{{1,2}}[/.]\d{{1,2}}(?:[/.]20\d\d)?)"
_LAST_DAY = rf"(?:\d{{1,2}}(?:er)? {MONTH}(?: 20\d\d)?|\d{{1,2}}[/.]\d{{1,2}}[/.]20\d\d)"
_RANGE = rf"{_FIRST_DAY} ?(?:au|–|-|a|et le|jusqu'au) ?{_LAST_DAY}"
_PART_OF_YEAR = (
    r"(?:(?:premier|deuxieme|second|troisieme|quatrieme|dernier|1er|[2-4]e) (?:trimestre|semestre)(?: de)?"
    r"|printemps|ete|automne|hiver|fin|debut) 20\d\d"
)
_WHEN = rf"(?:{_RANGE}|{DATE}|{_PART_OF_YEAR})"
_HELD = re.compile(rf"\b{_INQUIRY}\b(?P<between>[^.;]{{0,60}}?|[^.;]{{0,10}} ; dates? : )(?P<when>{_WHEN})")
_HELD_BEFORE = re.compile(rf"(?P<when>{_RANGE})[^.;]{{0,40}}\b{_INQUIRY}\b")
_AFTER_IT = re.compile(
    r"\b(?:apres|avant|suite a|issue de|depuis|pendant|rapport|conclusions?|dossier) (?:de |d')?(?:l'|une )?"
    rf"{_INQUIRY}"
)
#: Another act that the date tells of.
_OTHER_ACT = re.compile(r"\b(?:approuv|arret|deliber|avis|rapport|conclusions?|remis|rendu|annexe|mise? a jour)\w*")


def inquiry_told(text: str) -> Told | None:
    """When the public inquiry was held or will be: « l'enquête publique s'est tenue du 4 au 30 janvier 2024 »."""
    plain = fold(text)
    if "enquete" not in plain or _OTHERS.search(plain):
        return None
    found = _HELD.search(plain)
    if found is None or _OTHER_ACT.search(found["between"]) or _AFTER_IT.search(plain[: found.end()]):
        found = _HELD_BEFORE.search(plain)
    if found is None:
        return None
    lasting = re.fullmatch(_RANGE, found["when"]) is not None
    return Told(found["when"], 2.0 if lasting else 1.0)


_BODY = (
    r"(?:conseil (?:municipal|communautaire|metropolitain|syndical|de communaute|de territoire|de la metropole)"
    r"|comite syndical|bureau syndical|prefete?)"
)
_STEMS = {"approbation": r"(?:approuv|adopt)", "arrêt": r"arret", "prescription": r"prescri", "débat": r"debatt?"}
#: Acts that a body passes, in the order in which one is looked for where none is named.
PASSED = ("approbation", "arrêt", "prescription", "débat")


def body_told(text: str, act: str) -> Told | None:
    """Which body passed an act of the plan: « arrêté par délibération du comité syndical »."""
    plain = fold(text)
    stem = _STEMS[act]
    by = re.search(rf"\b{stem}\w*[^.;]{{0,30}}\b(?:par|en|deliberation)\b[^.;]{{0,30}}\b({_BODY})\b", plain)
    does = re.search(rf"\b({_BODY})\b[^.;]{{0,60}}\b{stem}(?:e|es|it|a)?\b(?! (?:prefectoral|de protection))", plain)
    found = by or does
    if found is None or _OTHERS.search(plain):
        return None
    return Told(found[1], 2.0 if by else 1.5)


_DECIDES = re.compile(r"^\W*(?:article \d+\W*)?(?:de |d')?(approuv|adopt|arret|prescri)(?:e|er|ant|re|t|vant)?\b")


def begins_with_act(text: str) -> str | None:
    """The act that a line decides: « APPROUVE la liste des sites », « – d'approuver la révision »."""
    found = _DECIDES.match(fold(text))
    return next((act for act, stem in _STEMS.items() if found and re.match(stem, found[1])), None)


_VOTED = re.compile(
    r"\b(?:voix (?:pour|contre)|a l'unanimite|unanimement)\b|\bpour : \d+|\babstentions?\b[^.]{0,40}\bvoix\b"
)
_ON_AN_AMENDMENT = re.compile(r"\b(?:amendement|rejet\w*|premier tendait|deuxieme|troisieme)\b")


def vote_told(text: str) -> Told | None:
    """By which vote an act of the plan was passed: « après en avoir délibéré, par 37 voix pour, 4 contre »."""
    plain = fold(text)
    if not _VOTED.search(plain) or _ON_AN_AMENDMENT.search(plain) or _OTHERS.search(plain):
        return None
    return Told(plain, 2.0 if "delibere" in plain else 1.0)


def was_unanimous(text: str) -> bool:
    """Whether a vote was that of all."""
    return "unanim" in fold(text) and "voix contre" not in fold(text)


_TITLE, _NAME = r"(?:(?:M\.|Mme|Monsieur|Madame) ?)?", r"[A-ZÀ-Ý][a-zà-ÿ’'-]+ [A-ZÀ-Ý][\w’'-]+"
_CHAIR = re.compile(
    rf"[Pp]r[ée]sidence de {_TITLE}(?P<a>{_NAME})|\b[Pp]r[ée]sidente?,? (?:est |: )?{_TITLE}(?P<b>{_NAME})"
    rf"|\b[Mm]aire(?: de [A-ZÀ-Ý][\w’'-]+)?,? (?:: )?{_TITLE}(?P<c>{_NAME})"
)


def chair_told(text: str, *, mayor: bool = False) -> Told | None:
    """Who presides over the body that made the plan (« sous la présidence de Mme Jeanne Inventée »), or its mayor."""
    found = _CHAIR.search(" ".join(text.split()))
    if found is None or mayor is not bool(found["c"]):
        return None
    name = found["a"] or found["b"] or found["c"]
    return Told(fold(name), 2.0 if found["a"] else 1.5)


_NUMBER = re.compile(r"\bdeliberation (?:du [^.;]{0,40} )?(?:n ?[°ºo]|numero) ?(?P<number>[\w]*\d[\w/.-]*)")
_OF_DATE = re.compile(rf"\bdeliberations? (?:\w+ ){{0,4}}(?:(?:du|des|en date du|le) )(?:\w+ ){{0,3}}?(?P<date>{DATE})")


def deliberation_number(text: str) -> str | None:
    """The number of the deliberation that a line names: « Délibération n° 2025-31 »."""
    found = _NUMBER.search(fold(text))
    return found["number"].rstrip(".,-") if found else None


def deliberation_date(text: str) -> str | None:
    """The date of the deliberation that a sentence names: « prescrit par délibération du 4 février 2020 »."""
    found = _OF_DATE.search(fold(text))
    return found["date"] if found else None


_KIND = (
    r"(?:elaboration|revision(?: generale| allegee)?|modification(?: simplifiee)?(?: n ?[°ºo] ?\d+)?"
    r"|mise en compatibilite)"
)
_ENGAGED = re.compile(
    rf"\b({_KIND})\b[^.;]{{0,60}}\b(?:prescri|engage|lance|soumise)\w*"
    rf"|\b(?:prescri|engage|lanc)\w+[^.;]{{0,30}}\b({_KIND})\b"
)


def procedure_told(text: str, *, first_page: bool) -> Told | None:
    """The procedure by which the plan is made: « Révision générale » on a cover, « la révision a été prescrite »."""
    plain = fold(text)
    if _OTHERS.search(plain):
        return None
    if found := _ENGAGED.search(plain):
        return Told(found[1] or found[2], 1.5)
    if first_page and len(plain.split()) <= _LINE and (cover := re.search(rf"\b({_KIND})\b", plain)):
        return Told(cover[1], 2.0)
    return None
