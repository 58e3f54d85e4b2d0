"""What a French word may take at its end where a grid names it without a star: a plural, a feminine."""

from __future__ import annotations

from domain.cue_phrases import CueRules

CUE_RULES = CueRules(("s", "x", "es", "e"))
