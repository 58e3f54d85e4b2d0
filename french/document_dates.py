"""What the first pages of a piece say of it: its date, its edition, who wrote it; each told by the cue beside it."""

from __future__ import annotations

import re
from enum import StrEnum

from domain.text_folding import fold


class CoverFact(StrEnum):
    """What a line of a cover tells."""

    DATE = "date"
    EDITION = "edition"
    AUTHOR = "auteur"


_MONTH = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
_DAY = rf"(?:\d{{1,2}}(?:er)? {_MONTH} (?:19|20)\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)\d\d)"
_ANY = rf"(?:{_DAY}|{_MONTH} (?:19|20)\d\d)"
_ACT = (
    r"(?:approuv\w+|approbation|arret\w*|adopt\w+|deliberation|mis\w* a jour|modifi\w+|revis\w+|edition|version"
    r"|dossier)"
)
#: The act and its date stand close; the latest act of a plan tells most.
_DATED = re.compile(rf"\b{_ACT}\b[^.;]{{0,60}}?{_ANY}|{_ANY}[^.;]{{0,12}}\b{_ACT}\b")
_EDITION = re.compile(rf"\b(?:edition|version)\b[^.;]{{0,40}}?{_ANY}|\b(?:edition|version)\b[^.;]{{0,20}}\d")
_AUTHOR = re.compile(
    r"\b(?:bureaux? d'etudes|cabinets?|agences? d'urbanisme|ateliers?|groupement|maitrise d'oeuvre|redacteurs?|auteurs?"
    r"|redige\w* par|realise\w* par|etabli\w* par|elabore\w* par|service (?:urbanisme|planification)|syndicat mixte)\b"
)
#: « Écosphère Gascogne – version d'arrêt – décembre 2024 »: the name that signs the line of the version.
_SIGNED = re.compile(rf"^[^–—|]{{3,60}} [–—|] (?:version|edition)?[^–—|]{{0,40}}(?:[–—|] )?{_ANY}")
_RANKS: tuple[str, ...] = (r"approuv|approbation", r"arret", r"adopt", r"modifi|revis|mis\w* a jour", "")


def cover_facts(text: str) -> frozenset[CoverFact]:
    """What a line of a first page tells of the piece; nothing for most lines."""
    plain = fold(text).replace("œ", "oe")
    found = set()
    if _DATED.search(plain):
        found.add(CoverFact.DATE)
    if _EDITION.search(plain):
        found.add(CoverFact.EDITION)
    if _AUTHOR.search(plain) or _SIGNED.search(plain):
        found.add(CoverFact.AUTHOR)
    return frozenset(found)


def rank_of_act(text: str) -> int:
    """The place of the act that a line dates: approval first, then the draft as it was settled, then others."""
    plain = fold(text)
    return next(number for number, act in enumerate(_RANKS) if re.search(act, plain))
