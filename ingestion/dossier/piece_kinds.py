"""The part that a piece plays in its dossier, guessed from its file name, then from its first page."""

from __future__ import annotations

import re

from domain import PieceKind
from french.terms import fold

# Told of what stands first in the name or the title: « rapport-presentation-eie » is a rapport.
_WORDS: tuple[tuple[PieceKind, str], ...] = (
    (PieceKind.RESUME_NON_TECHNIQUE, r"resume[\s_-]+non[\s_-]+technique|\brnt\b"),
    (PieceKind.EVALUATION_ENVIRONNEMENTALE, r"evaluations?[\s_-]+environnementales?|\beval[\s_-]*env"),
    (PieceKind.EIE, r"etat[\s_-]+initial|\beie\b"),
    (PieceKind.PADD, r"\bpadd\b|p\.a\.d\.d|projet[\s_-]+d.?amenagement[\s_-]+et[\s_-]+de[\s_-]+developpement"),
    (PieceKind.PAS, r"projet[\s_-]+d.?amenagement[\s_-]+strategique"),
    (PieceKind.DOO, r"\bdoo\b|document[\s_-]+d.?orientations?[\s_-]+et[\s_-]+d.?objectifs"),
    (PieceKind.OAP, r"\boap\b|orientations?[\s_-]+d.?amenagement"),
    (PieceKind.REGLEMENT, r"reglements?\b|\breglt?\b"),
    (PieceKind.RAPPORT_PRESENTATION, r"rapports?[\s_-]+(?:de[\s_-]+)?pres|diagnostic|justification"),
    (PieceKind.ANNEXE, r"\bannexes?\b"),
)
_NAME_ONLY: tuple[tuple[PieceKind, str], ...] = (
    (PieceKind.PAS, r"\bpas\b"),
    (PieceKind.REGLEMENT, r"^zones?\b"),
    (PieceKind.AVIS, r"\bavis\b|\bmrae\b|autorite environnementale|\bcdpenaf\b|\bppa\b|personnes publiques"),
    # « PADD arrêté » is a stage, « arrêté préfectoral » an order: only a name that begins with the word is one.
    (
        PieceKind.PROCEDURE,
        r"\bdelib|^(?:[\d ]*)arretes?\b|\bpv\b|proces verbal|comptes? rendus?\b|commissaire enqueteur|"
        r"enquete publique|\bconcertation\b|memoire en reponse",
    ),
)
_TEXT_ONLY: tuple[tuple[PieceKind, str], ...] = (
    (PieceKind.REGLEMENT, r"caractere de la zone"),
    (
        PieceKind.AVIS,
        r"\bavis (?:delibere|conforme|de la mission|de l.autorite|de l.etat)|mission regionale d.autorite",
    ),
    (PieceKind.PROCEDURE, r"registre des deliberations|conseil (?:municipal|communautaire|syndical) .{0,40}seance du"),
)
_TITLE_LENGTH = 1500  # characters of the first page that may hold its title


def guess_kind(filename: str, first_page_text: str) -> PieceKind:
    """Kind of a piece, AUTRE when neither its name nor its first page says it."""
    stem = filename.rpartition(".")[0] or filename
    name = re.sub(r"[\s_.-]+", " ", fold(re.sub(r"(?<=[a-zéè])(?=[A-Z])", " ", stem)))
    found = _first(name, _WORDS + _NAME_ONLY)
    if found is None:
        title = " ".join(fold(first_page_text[:_TITLE_LENGTH]).split())
        found = _first(title, _WORDS + _TEXT_ONLY)
    return found or PieceKind.AUTRE


def _first(text: str, words: tuple[tuple[PieceKind, str], ...]) -> PieceKind | None:
    hits = [(match.start(), kind) for kind, pattern in words if (match := re.search(pattern, text))]
    return min(hits, key=lambda hit: hit[0])[1] if hits else None
