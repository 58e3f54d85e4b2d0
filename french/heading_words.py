"""Words that open a section of a French plan, and those that count its provisions."""

from __future__ import annotations

import re

#: Words of a heading, with the level of the section that it opens: a smaller one stands above a greater one.
KEYWORDS: tuple[tuple[str, int], ...] = (
    (r"(?:tome|livre|partie|volet)", 1),
    (r"titre", 2),
    (r"chapitre", 3),
    (r"(?:section|zones?|axe|défi|ambition)", 4),
    (r"(?:sous-section|secteurs?|orientations?|enjeux?)", 5),
    (r"(?:objectifs?|sous-objectif|oap|dispositions?)", 6),
    (r"(?:article|art\.)", 7),
    (r"(?:prescriptions?|recommandations?|actions?|mesures?|fiches?|règles?|annexes?)", 8),
)
#: A number after one of these words counts provisions, so not pages.
COUNTS_PROVISIONS = re.compile(
    r"(?:prescription|recommandation|orientation|objectif|action|mesure|fiche|règle|article|art\.|secteur|zone|axe|oap"
    r"|chapitre|titre|section|annexe|partie|enjeu|défi|tableau|figure|carte)s?\b\W*(?:n°\s?)?[A-Z]{0,4}\W{0,2}\d",
    re.IGNORECASE,
)
#: The heading of a numbered provision.
PROVISION = re.compile(
    r"(?P<force>prescription|recommandation)s?\s*(?:[–—:-]\s*)?(?:n°\s?)?"
    r"(?P<number>[A-Z]{0,4}[.-]?\d{1,3}[a-z]?(?:[.-]\d{1,3})*)(?!\w)",
    re.IGNORECASE,
)
