"""Parts of patterns for dates as documents write them, folded: « 26 septembre 2024 », « 26/09/2024 », « mars 2020 »."""

from __future__ import annotations

MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
MONTH = rf"(?:{'|'.join(MONTHS)})"
#: A day, or a month with its year.
DATE = rf"(?:\d{{1,2}}(?:er)? {MONTH} (?:19|20)\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)\d\d|{MONTH} (?:19|20)\d\d)"
