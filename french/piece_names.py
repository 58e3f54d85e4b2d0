"""How the pieces of a French dossier are called, by their files and by their first pages; texts are folded."""

from __future__ import annotations

from domain import PieceKind

#: What the rest of a name tells from these words on is what the piece answers to, not what it is: « règlement modifié
#: suite à avis PPA » is a règlement.
ANSWERS_TO = r"(?<=\w )(?:suite|apres|post|integrant|prenant en compte|prise en compte|en vue)\b.*"

#: In the name of a file, wherever they stand: « PADD - délibération du débat » is a deliberation.
DECISIVE: tuple[tuple[PieceKind, str], ...] = (
    (PieceKind.RESUME_NON_TECHNIQUE, r"\bnon tech|\bresume nt\b|\brnt\b"),
    (
        PieceKind.PROCEDURE,
        # « PADD arrêté » is a stage, « arrêté préfectoral » an order: only a name that begins with the word is one.
        r"\bdelib(?!eree?s?\b)|\bdc[mcs]\b|^[\d ]*arretes?\b|\bpv\b|proces verbal|comptes? rendus?\b|^[\d ]*cr\b"
        # « Dossier d'enquête publique - règlement » is the règlement.
        r"|(?<!dossier )(?<!dossier d )\benquete\b|\bavis d enquete|\bcommissaire\b|\bconcertation\b"
        r"|\b(?:rapport|conclusions?)\b.{0,12} ce\b|\breponses?\b|\bsaisines?\b|observations? du public"
        r"|annonces? legales?|\bpublicite\b|\baffichage\b|porter? a connaissance|\bpac\b"
        r"|(?:demande|formulaire|dossier).{0,20}cas par cas",
    ),
    (
        PieceKind.AVIS,
        r"\bavis\b|\bmrae\b|autorite environnementale|\bcdpenaf\b|\bcdnps\b|\bppa\b|personnes publiques|cas par cas"
        r"|\bcontributions?\b|\bdecisions?\b|\bdispense\b"
        r"|(?:courrier|lettre)s? .{0,8}(?:prefe?t|ddtm?|dreal|etat)",
    ),
    (
        PieceKind.ANNEXE,
        r"\bppr[inft]{0,3}\b|plans? de prevention|\bpeb\b|exposition au bruit|classement sonore|\brlpi?\b|\bsup\b"
        r"|\b(?:spr|avap|zppaup)\b|preemption|\bdpu\b"
        r"|\b(?:zonage|schema|plan|notice|reseaux?)s? .{0,12}"
        r"(?:assainissement|eaux? (?:usees|pluviales|potable)|\baep\b)"
        r"|\b(?:notice|annexe)s? sanitaires?|\bpoa\b|\btaxe\b",
    ),
)

#: Told of what stands first in the name or the title: « rapport-presentation-eie » is a rapport.
IN_NAME_OR_TITLE: tuple[tuple[PieceKind, str], ...] = (
    (PieceKind.RESUME_NON_TECHNIQUE, r"resume[\s_-]+non[\s_-]+technique|\brnt\b"),
    (
        PieceKind.EVALUATION_ENVIRONNEMENTALE,
        r"evaluations?[\s_-]+env|\beval[\s_-]*env|rapports?[\s_-]+environnementa",
    ),
    (PieceKind.EIE, r"etat[\s_-]+init|\beie\b"),
    (
        PieceKind.PADD,
        r"\bpaddi?\b|\bp[. ]a[. ]d[. ]d\b|projet[\s_-]+d.?amenagement[\s_-]+et[\s_-]+de[\s_-]+developpement",
    ),
    (PieceKind.PAS, r"projet[\s_-]+(?:d.?)?amenagement[\s_-]+strategique"),
    (
        PieceKind.DOO,
        r"\bdoo\b|\bd[. ]o[. ]o\b|\bdaacl?\b"
        r"|document[\s_-]+(?:d.?)?orientations?[\s_-]+(?:et[\s_-]+)?(?:d.?)?objectifs|amenagement[\s_-]+artisanal",
    ),
    (PieceKind.OAP, r"\boaps?\b|\bo[. ]a[. ]p\b|orient(?:ation)?s?[\s_-]+(?:d.?)?amenagement"),
    (PieceKind.REGLEMENT, r"reglements?\b|\breglt?\b"),
    (
        PieceKind.RAPPORT_PRESENTATION,
        r"rapports?[\s_-]+(?:de[\s_-]+)?pre[sz]|diagnostic|justification|\brp\b"
        r"|\bconso(?:mmation)?[\s_-]+(?:d.?)?(?:espaces?|enaf)|(?:notice|note)[\s_-]+(?:de[\s_-]+presentation|explicative)"
        r"|exposes? des motifs",
    ),
    (PieceKind.ANNEXE, r"\bannexes?\b|\bservitudes?\b|\bsup\b|programme[\s_-]+d?.?actions?"),
)
IN_NAME: tuple[tuple[PieceKind, str], ...] = (
    (PieceKind.PAS, r"\bpas\b"),
    (PieceKind.DOO, r"\bdog\b"),
    (PieceKind.EVALUATION_ENVIRONNEMENTALE, r"\bees?\b|\brie\b|\bincidences?\b"),
    (
        PieceKind.RAPPORT_PRESENTATION,
        r"\bdiag\b|\brd ?p\b|\bjustif|explications? des choix"
        r"|\bnotice\b|\bdensification\b|\benaf\b|indicateurs? (?:de )?suivi",
    ),
    (PieceKind.OAP, r"schemas? d.?amenagement"),
    (PieceKind.ANNEXE, r"\bzac\b"),
    (
        PieceKind.REGLEMENT,
        r"^zones?\b(?! (?:humides?|inondables?|natura|de bruit))|\breg\b|dispositions generales"
        r"|\bcahier des prescriptions\b"
        r"|\bzonages?\b|\b(?:doc|plan|document|planche)s? graphiques?"
        r"|emplacements? reserves?|\ber\b|\bebc\b|\bl ?151 ?(?:19|23)\b|changements? de destination",
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
