"""Numbered provisions: prescriptions, which bind, and recommandations, which advise."""

from __future__ import annotations

import re

from domain import Provision, ProvisionKind
from ingestion.segmentation.headings import counts_provisions

#: Rank of the headings that end a provision: whatever stands above or beside it.
END_LEVEL = 8

_PROVISION = re.compile(
    r"(?P<force>prescription|recommandation)s?\s*(?:[–—:-]\s*)?(?:n°\s?)?"
    r"(?P<number>[A-Z]{0,4}[.-]?\d{1,3}[a-z]?(?:[.-]\d{1,3})*)(?!\w)",
    re.IGNORECASE,
)


def provision_of(heading: str) -> Provision | None:
    """The provision that a heading opens: « Recommandation n° 3 – ... » is (RECOMMANDATION, « 3 »)."""
    match = _PROVISION.match(heading)
    if match is None or not counts_provisions(heading):
        return None
    return Provision(ProvisionKind(match["force"].lower()), match["number"])
