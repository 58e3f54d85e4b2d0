"""Words beside a number that make a limit of it, over folded text."""

from __future__ import annotations

import re

AT_LEAST = re.compile(
    r"au moins|minimum|minimal|au minimum|superieure? (?:ou egale? )?a|a partir de|plus de|ne peut etre inferieure?"
)
AT_MOST = re.compile(
    r"au plus|maximum|maximal|au maximum|inferieure? (?:ou egale? )?a|jusqu.a|moins de|n.exced|ne depass|plafond|limite"
)
