"""What is known of the French language: terms, quantities, modality, negation, cue phrases, legal references."""

from french.cue_phrases import CuePhrases
from french.mitigation import Erc, read_erc
from french.modality import Modality, read_modality
from french.presence import Presence, read_presence

__all__ = ["CuePhrases", "Erc", "Modality", "Presence", "read_erc", "read_modality", "read_presence"]
