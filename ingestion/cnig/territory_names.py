"""Whose plan it is, from the texts that name it: metadata, tables, first pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from domain import Guessed

_INSTITUTION = (
    r"communaut[ée] de communes|communaut[ée] d[’'] ?agglom[ée]ration|communaut[ée] urbaine|m[ée]tropole"
    r"|syndicat mixte|syndicat intercommunal|p[ôo]le m[ée]tropolitain|p[ôo]le d[’'] ?[ée]quilibre territorial et rural"
    r"|petr|pays|ville|commune|mairie"
)
_OF = r"(?:de la |de l[’'] ?|du |des |de |d[’'] ?)"
_NAME = r"(?P<name>[A-ZÀ-ÝŒ][^\n.,;:()–—|/]{1,79})"
_INSTITUTIONS = re.compile(rf"\b(?P<what>{_INSTITUTION})\s+(?P<of>{_OF}){_NAME}", re.IGNORECASE)
_PLANS = re.compile(
    r"\b(?:plan local d[’'] ?urbanisme(?: intercommunal)?|plui?|sch[ée]ma de coh[ée]rence territoriale|scot)\s+"
    rf"(?P<of>{_OF}){_NAME}",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?:(?:plan local d[’'] ?urbanisme(?: intercommunal)?|sch[ée]ma de coh[ée]rence territoriale|scot|plui?)"
    rf"\s+{_OF}?"
    rf"|(?:la |le )?(?:{_INSTITUTION})\s+{_OF})\s*",
    re.IGNORECASE,
)
#: Where a name ends on a first page: what follows speaks of the file, not of the territory.
_ENDS = re.compile(
    r"\s+(?:approuv|arr[êe]t|projet|pi[èe]ce|r[èe]glement|horizon|version|plan local|sch[ée]ma|plui?\b|scot\b|dossier"
    r"|r[ée]uni|est\b|qui\b|et de programmation|\d)",
    re.IGNORECASE,
)
_SMALL = frozenset(
    {"et", "de", "du", "des", "la", "le", "les", "en", "sur", "sous", "aux", "au", "lès", "entre", "d", "l"}
)
_FEW = 2  # mentions that make a name believable
_PAGE = 900  # characters of a first page that may name the territory


def bare_name(text: str) -> str:
    """A name without what it is the plan or the institution of, with the capitals of a name.

    Example:
        >>> bare_name("Plan Local d'Urbanisme de la commune de ARPAILLARGUES-ET-AUREILLAC")
        'Arpaillargues-et-Aureillac'
    """
    name = " ".join(text.split())
    while (shorter := _PREFIX.sub("", name, count=1)) != name and shorter:
        name = shorter
    return _capitals(name) if name.isupper() else name[:1].upper() + name[1:]


def _capitals(name: str) -> str:
    def word(match: re.Match[str]) -> str:
        lower = match[0].lower()
        return lower if lower in _SMALL and match.start() else lower.capitalize()

    return re.sub(r"[^\W\d_]+", word, name)


def institution_of(organisation: str | None) -> str | None:
    """An organisation where it is a public authority: a consultant's name tells no territory."""
    if organisation is None or not re.match(rf"(?:{_INSTITUTION})\b", organisation, re.IGNORECASE):
        return None
    return organisation


def territory_on_pages(first_pages: Iterable[tuple[str, str]]) -> Guessed[str] | None:
    """The territory that the first pages of the pieces name most often.

    Args:
        first_pages: (name of the piece, text of its first page), in the order of the dossier.
    """
    counted: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    where: dict[str, str] = {}
    for piece, text in first_pages:
        seen = set()
        for pattern in (_INSTITUTIONS, _PLANS):
            for match in pattern.finditer(" ".join(text[:_PAGE].replace("￿", "").split(" "))):
                name = _clean(match["name"])
                if not name:
                    continue
                key = bare_name(name).casefold()
                spelt.setdefault(key, bare_name(name))
                where.setdefault(key, piece)
                seen.add(key)
        counted.update(seen)
    if not counted:
        return None
    key, times = counted.most_common(1)[0]
    if times < min(_FEW, len(where)):
        return None
    return Guessed(spelt[key], f"nommé sur la première page de {times} pièce(s), dont « {where[key]} »")


def _clean(name: str) -> str:
    cut = _ENDS.search(name)
    name = (name[: cut.start()] if cut else name).strip(" -’'")
    return name if name[:1].isupper() else ""
