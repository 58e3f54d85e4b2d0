"""Numbered provisions: prescriptions, which bind, and recommandations, which advise."""

from __future__ import annotations

from domain import Provision, ProvisionKind
from ingestion.segmentation.headings import Headings

#: Rank of the headings that end a provision: whatever stands above or beside it.
END_LEVEL = 8


def provision_of(heading: str, headings: Headings) -> Provision | None:
    """The provision that a heading opens: « Recommandation n° 3 – ... » is (RECOMMANDATION, « 3 »)."""
    match = headings.rules.provision.match(heading)
    if match is None or not headings.counts_provisions(heading):
        return None
    return Provision(ProvisionKind(match["force"].lower()), match["number"])
