"""How the pieces of a French dossier are called, by their files and by their first pages; texts are folded."""

from __future__ import annotations

from domain import PieceKind

#: Told of what stands first in the name or the title: « rapport-presentation-eie » is a rapport.
IN_NAME_OR_TITLE: tuple[tuple[PieceKind, str], ...] = (
    (PieceKind.RESUME_NON_TECHNIQUE, r"resume[\s_-]+non[\s_-]+technique|\brnt\b"),
    (PieceKind.EVALUATION_ENVIRONNEMENTALE, r"evaluations?[\s_-]+environnementales?|\beval[\s_-]*env"),
    (PieceKind.EIE, r"etat[\s_-]+initial|\beie\b"),
    (PieceKind.PADD, r"\bpadd\b|p\.a\.d\.d|projet[\s_-]+d.?amenagement[\s_-]+et[\s_-]+de[\s_-]+developpement"),
    (PieceKind.PAS, r"projet[\s_-]+d.?amenagement[\s_-]+strategique"),
    (PieceKind.DOO, r"\bdoo\b|document[\s_-]+d.?orientations?[\s_-]+et[\s_-]+d.?objectifs"),
    (PieceKind.OAP, r"\boaps?\b|orientations?[\s_-]+(?:d.?)?amenagement"),
    (PieceKind.REGLEMENT, r"reglements?\b|\breglt?\b"),
    (
        PieceKind.RAPPORT_PRESENTATION,
        r"rapports?[\s_-]+(?:de[\s_-]+)?pres|diagnostic|justification|\brp\b|consommation[\s_-]+d?.?espace",
    ),
    (PieceKind.ANNEXE, r"\bannexes?\b|\bservitudes?\b|\bsup\b|programme[\s_-]+d?.?actions?"),
)
IN_NAME: tuple[tuple[PieceKind, str], ...] = (
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
IN_TITLE: tuple[tuple[PieceKind, str], ...] = (
    (PieceKind.REGLEMENT, r"caractere de la zone"),
    (
        PieceKind.AVIS,
        r"\bavis (?:delibere|conforme|de la mission|de l.autorite|de l.etat)|mission regionale d.autorite",
    ),
    (PieceKind.PROCEDURE, r"registre des deliberations|conseil (?:municipal|communautaire|syndical) .{0,40}seance du"),
)
