"""Pieces of a dossier that speak for others than the plan: opinions, minutes, reports of the procedure.

They are part of a dossier and can be quoted; what they say establishes nothing, whoever reads them.
"""

from __future__ import annotations

import re

from domain.text_folding import fold

_SPEAKS_FOR_OTHERS = re.compile(
    r"\b(?:avis|mrae|ppa|pqa|cdpenaf|observations du public|memoires? en reponses?|commissaires?[ -]enqueteurs?"
    r"|enquete publique|delib\w*|pv"
    r"|proces[ -]verbal|proces[ -]verbaux|comptes?[ -]rendus?|bilan de (?:la )?concertation"
    r"|amendements?|unanim\w*|votes?|voix|abstentions?|autorite environnementale|personnes publiques"
    r"|conclusions motivees"
    r"|porter a connaissance|notes? d.enjeux|registre)\b"
)


def speaks_for_others(piece: str) -> bool:
    """Whether the name of a piece says that it is an opinion, minutes or another paper of the procedure."""
    return bool(_SPEAKS_FOR_OTHERS.search(re.sub(r"[\s_.-]+", " ", fold(piece))))
