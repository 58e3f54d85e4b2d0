"""The name of a dossier of the CNIG: code of the authority, kind, date, code of the plan.

Source: standards CNIG « PLU » and « SCOT » (v2012 to v2024), naming of the folder: ``<code>_<type>_<AAAAMMJJ>[_X]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain import DocumentKind

_NAME = re.compile(
    r"(?<![a-z0-9])(?P<code>\d{9}|\d{5}|2[ab]\d{3})_(?P<kind>PLUi|PLU|SCOT)_(?P<date>\d{8})(?:_(?P<plan>[A-Z]))?(?![a-z0-9])",
    re.IGNORECASE,
)
_KINDS = {"plu": DocumentKind.PLU, "plui": DocumentKind.PLUI, "scot": DocumentKind.SCOT}
#: A SIREN has nine digits: a « PLU » of one is that of an intercommunality.
_SIREN = 9


@dataclass(frozen=True, slots=True)
class DossierName:
    """A name that follows the standard: ``text`` as it stands, ``day`` None where the plan is not approved."""

    text: str
    code: str
    kind: DocumentKind
    day: date | None
    plan: str | None = None


def read_dossier_name(texts: Iterable[str]) -> DossierName | None:
    """The first of ``texts`` (names of folders and archives, outermost first) that follows the standard.

    Example:
        >>> read_dossier_name(["200999202_PLUi_20240321.zip"]).code
        '200999202'
    """
    for text in texts:
        match = _NAME.search(text)
        if match:
            kind = _KINDS[match["kind"].lower()]
            if kind is DocumentKind.PLU and len(match["code"]) == _SIREN:
                kind = DocumentKind.PLUI
            plan = match["plan"]
            return DossierName(
                match[0], match["code"].upper(), kind, compact_date(match["date"]), plan.upper() if plan else None
            )
    return None


def compact_date(text: str) -> date | None:
    """The day of « 20240321 »; None for « 00000000 » and for what is no day."""
    try:
        return datetime.strptime(text.strip()[:8], "%Y%m%d").date()
    except ValueError:
        return None


def written_date(text: str) -> date | None:
    """The day of a table, whose program may have written it otherwise: « 20240321 », « 2024-03-21 », « 21/03/2024 »."""
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip()[:10], form).date()
        except ValueError:
            continue
    return compact_date(text)
