"""What the first pages of a piece say of it: its date, its edition, who wrote it; each told by the cue beside it."""

from __future__ import annotations

import re
from enum import StrEnum

from domain.text_folding import fold, plain
from french.written_dates import DATE


class CoverFact(StrEnum):
    """What a line of a cover tells."""

    DATE = "date"
    EDITION = "edition"
    AUTHOR = "auteur"


_ACT = (
    r"(?:approuv\w+|approbation|arret\w*|adopt\w+|deliberation|mis\w* a jour|modifi\w+|revis\w+|edition|version"
    r"|dossier)"
)
#: The act and its date stand close; the latest act of a plan tells most.
_DATED = re.compile(rf"\b{_ACT}\b[^.;]{{0,60}}?{DATE}|{DATE}[^.;]{{0,12}}\b{_ACT}\b")
_EDITION = re.compile(rf"\b(?:edition|version)\b[^.;]{{0,40}}?{DATE}|\b(?:edition|version)\b[^.;]{{0,20}}\d")
_BY = r"(?:redige|realise|etabli|elabore)\w* par|redact(?:ion|eurs?) ?:|redacteurs?|auteurs?|maitrise d'oeuvre"
_AUTHOR = re.compile(rf"\b(?:{_BY}|bureaux? d'etudes|service (?:urbanisme|planification)|syndicat mixte)\b")
_SAYS_BY = re.compile(rf"\b(?:{_BY})\b")
#: « Le bureau Atelier Vert a été associé au diagnostic »: a firm by its name, what it did; « un cabinet » is none.
_NAMED_FIRM = re.compile(
    r"\b(?i:bureaux?|cabinets?|agences?|ateliers?|studios?|groupement|prestataires?)"
    r"(?: (?i:d['’](?:études|urbanisme)))? (?:des? |du )?«? ?[A-ZÀ-Þ]"
)
_WORKED = re.compile(r"\b(?:associe|charge|redig|realis|etabli|elabor|condui|mene|assist|accompagn|remis|confie)\w*")
#: « Écosphère Gascogne – version d'arrêt – décembre 2024 »: the name that signs the line of the version.
_SIGNED = re.compile(rf"^[^–—|\d]{{3,60}} [–—|] (?:version|edition)?[^–—|]{{0,40}}(?:[–—|] )?{DATE}")
#: Words of a running title, which names the plan and no author.
_OF_A_PLAN = re.compile(
    r"\b(?:plan|plui?|scot|padd|pas|doo|oap|zones?|reglement\w*|rapport|annexes?|document|dossier|pieces?|chapitre|titre"
    r"|partie|livre|evaluation|etat|resume|diagnostic|projet|orientations?|communaute|commune|syndicat|pages?|fictif\w*)\b"
)
_RANKS: tuple[str, ...] = (r"approuv|approbation", r"arret", r"adopt", r"modifi|revis|mis\w* a jour", "")


def cover_facts(text: str) -> frozenset[CoverFact]:
    """What a line of a first page tells of the piece; nothing for most lines."""
    said = plain(text)
    found = set()
    if _DATED.search(said):
        found.add(CoverFact.DATE)
    if _EDITION.search(said):
        found.add(CoverFact.EDITION)
    if _AUTHOR.search(said) or _SIGNED.search(said) or _NAMED_FIRM.search(text):
        found.add(CoverFact.AUTHOR)
    return frozenset(found)


def names_firm(text: str, *, cover: bool) -> bool:
    """Whether a text says which firm made a piece: a line of a cover by its cue, a sentence by a name and a work."""
    said = plain(text)
    named = _NAMED_FIRM.search(text) is not None
    if cover:
        return named or any(pattern.search(said) for pattern in (_SAYS_BY, _SIGNED))
    return named and _WORKED.search(said) is not None


def asks_for_firm(question: str) -> bool:
    """Whether a question wants the firm, and no public body: « quel bureau d'études ? »."""
    return re.search(r"\b(?:bureaux?|cabinets?|agences?|prestataires?|ateliers?)\b", fold(question)) is not None


def is_edition(line: str) -> bool:
    """Whether a line of the margin tells the edition: « PLU – Edition novembre 2020 »."""
    return _EDITION.search(fold(line)) is not None


def is_signature(line: str) -> bool:
    """Whether a line of the margin names who made the piece: names side by side, and neither a plan nor a place."""
    folded = fold(line)
    if any(sign.isdigit() for sign in line) or _OF_A_PLAN.search(folded) or not 6 <= len(line) <= 80:
        return False
    names = [part.strip() for part in re.split(r"\s[–—|/-]\s|,", line)]
    cued = _AUTHOR.search(folded) is not None or _NAMED_FIRM.search(line) is not None
    return cued or (len(names) > 1 and all(re.search(r"[A-ZÀ-Þ]", one) for one in names))


def rank_of_act(text: str) -> int:
    """The place of the act that a line dates: approval first, then the draft as it was settled, then others."""
    folded = fold(text)
    return next(number for number, act in enumerate(_RANKS) if re.search(act, folded))
