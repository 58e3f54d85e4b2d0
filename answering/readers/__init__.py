"""What the words of a French sentence alone tell: force, absence, announcement, ERC family, quantities."""

from answering.readers.erc import Erc, read_erc
from answering.readers.force import Force, read_force
from answering.readers.presence import Presence, read_presence
from answering.readers.signs import Signs

__all__ = ["Erc", "Force", "Presence", "Signs", "read_erc", "read_force", "read_presence"]
