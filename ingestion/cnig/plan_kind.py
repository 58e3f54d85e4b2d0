"""Which kind of plan the first pages of the pieces name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from domain import DocumentKind, Guessed
from domain.labels import DOCUMENT_KINDS

_PLAN = r"plan local d[’' ]?\s?urbanisme"
#: The longer name first: « PLUi » holds « PLU ».
_NAMES = (
    (DocumentKind.PLUI, re.compile(rf"\bPLU[ -]?[iI](?:-?[HhDdMm]{{1,2}})?\b|(?i:{_PLAN} (?:inter|m[ée]tropolit))")),
    (DocumentKind.PLU, re.compile(rf"\bPLU\b|(?i:{_PLAN})")),
    (DocumentKind.SCOT, re.compile(r"\bSC[Oo][Tt]\b|(?i:sch[ée]ma de coh[ée]rence territoriale)")),
)
_PAGE = 900  # characters of a first page that may name the plan
_FEW = 2  # pieces that make it believable


def kind_on_pages(first_pages: Iterable[tuple[str, str]]) -> Guessed[DocumentKind] | None:
    """The kind of plan that the first pages name most often; each page tells of the plan that it names first.

    None where too few pages name one, or as many name another.

    Args:
        first_pages: (name of the piece, text of its first page), in the order of the dossier.
    """
    pages = list(first_pages)
    counted: Counter[DocumentKind] = Counter()
    where: dict[DocumentKind, str] = {}
    for piece, text in pages:
        head = " ".join(text[:_PAGE].split())
        places = [(found.start(), rank) for rank, (_, name) in enumerate(_NAMES) if (found := name.search(head))]
        if places:
            kind = _NAMES[min(places)[1]][0]
            counted[kind] += 1
            where.setdefault(kind, piece)
    ranked = counted.most_common(2)
    if not ranked or ranked[0][1] < min(_FEW, len(pages)) or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    kind, times = ranked[0]
    return Guessed(kind, f"« {DOCUMENT_KINDS[kind]} » sur la première page de {times} pièce(s), dont « {where[kind]} »")
