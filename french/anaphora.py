"""First words of a sentence that point at the one before: « cette », « il », « toutefois »."""

from __future__ import annotations

import re

POINTS_BACK = re.compile(
    r"^\W*(?:ces?|cet|cette|cel(?:ui|le)s?-ci|ceux-ci|cela|ils?|elles?|l[ae] même|les mêmes|leurs?|toutefois|sauf)\b",
    re.IGNORECASE,
)
