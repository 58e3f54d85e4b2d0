"""What documents, pages, verdicts, decisions and jobs are called in French, once for pages, files, API and messages."""

from __future__ import annotations

from domain.enums import (
    CellStatus,
    ChangeNature,
    DecisionStanding,
    DocumentKind,
    JobStatus,
    PageKind,
    PieceKind,
    Procedure,
    Stage,
    Verdict,
)
from domain.ledger import Fate
from domain.understood_questions import QuestionKind, QuestionScope, UnderstoodQuestion

DOCUMENT_KINDS = {DocumentKind.SCOT: "SCoT", DocumentKind.PLU: "PLU", DocumentKind.PLUI: "PLUi"}
STAGES = {
    Stage.EN_COURS: "en cours",
    Stage.ARRETE: "arrêté",
    Stage.APPROUVE: "approuvé",
    Stage.ANNULE: "annulé",
    Stage.ANNULE_EN_PARTIE: "annulé en partie",
    Stage.REMPLACE: "remplacé",
    Stage.ABROGE: "abrogé",
    Stage.CADUC: "caduc",
}
PROCEDURES = {
    Procedure.ELABORATION: "élaboration",
    Procedure.REVISION: "révision",
    Procedure.REVISION_ALLEGEE: "révision allégée",
    Procedure.MODIFICATION: "modification",
    Procedure.MODIFICATION_SIMPLIFIEE: "modification simplifiée",
    Procedure.MISE_EN_COMPATIBILITE: "mise en compatibilité",
    Procedure.MISE_A_JOUR: "mise à jour",
    Procedure.ABROGATION: "abrogation",
}
PIECE_KINDS = {
    PieceKind.RAPPORT_PRESENTATION: "Rapport de présentation",
    PieceKind.EIE: "État initial de l’environnement",
    PieceKind.EVALUATION_ENVIRONNEMENTALE: "Évaluation environnementale",
    PieceKind.RESUME_NON_TECHNIQUE: "Résumé non technique",
    PieceKind.PADD: "PADD",
    PieceKind.PAS: "PAS",
    PieceKind.DOO: "DOO",
    PieceKind.OAP: "OAP",
    PieceKind.REGLEMENT: "Règlement",
    PieceKind.ANNEXE: "Annexe",
    PieceKind.PROCEDURE: "Pièce de procédure",
    PieceKind.AVIS: "Avis",
    PieceKind.AUTRE: "Autre pièce",
}
PAGE_KINDS = {
    PageKind.TEXT: "texte",
    PageKind.SCAN: "numérisée",
    PageKind.FONT: "police illisible",
    PageKind.MAP: "carte ou dessin",
    PageKind.BLANK: "blanche",
    PageKind.BROKEN: "endommagée",
}
#: Why characters of a file are in no sentence.
FATES = {
    Fate.RUNNING_HEAD: "en-têtes et pieds de page",
    Fate.LINE_NUMBER: "numéros de ligne",
    Fate.NOTE_CALL: "appels de note",
    Fate.WATERMARK: "filigrane",
    Fate.STRUCK: "texte barré",
    Fate.OUTSIDE: "texte hors de la page (rognée)",
    Fate.LAYER_OFF: "texte d'un calque masqué",
    Fate.COVERED: "texte recouvert par un aplat ou une image",
    Fate.INVISIBLE: "texte invisible ou de la couleur du fond",
    Fate.TINY: "texte trop petit pour être lu",
    Fate.NO_LETTER: "signes sans lettre",
    Fate.HYPHEN: "traits d'union de mots coupés",
    Fate.COMMENT: "commentaires",
    Fate.DELETED: "texte supprimé par une révision",
    Fate.NOT_SHOWN: "texte masqué",
    Fate.UNUSED: "texte que le fichier n'affiche nulle part",
    Fate.PROMPT: "invites de champs non remplis",
    Fate.CHART: "textes de graphiques",
    Fate.ELSEWHERE: "texte répété, lu une fois",
    Fate.REPLACED: "texte remplacé par la reconnaissance",
    Fate.UNREAD: "texte de pages non lues",
}
CHANGE_NATURES = {
    ChangeNature.CHANGED: "modifié",
    ChangeNature.APPEARED: "apparu",
    ChangeNature.DISAPPEARED: "disparu",
}
VERDICTS = {
    Verdict.OUI: "Oui",
    Verdict.PARTIEL: "Partiel",
    Verdict.NON: "Non",
    Verdict.SANS_OBJET: "Sans objet",
    Verdict.A_VERIFIER: "À vérifier",
}
#: As they stand within a sentence: « à vérifier ».
VERDICT_WORDS = {verdict: label[0].lower() + label[1:] for verdict, label in VERDICTS.items()}
STATUSES = {
    CellStatus.NOT_REVIEWED: "non relue",
    CellStatus.VALIDATED: "validée",
    CellStatus.CORRECTED: "corrigée",
    CellStatus.DOUBTFUL: "douteuse",
}
STANDINGS = {
    DecisionStanding.EVIDENCE_GONE: "preuve disparue",
    DecisionStanding.TOOL_DISAGREES: "l’outil répond autrement",
    DecisionStanding.EVIDENCE_MOVED: "preuve déplacée",
    DecisionStanding.UNCHANGED: "inchangée",
}
JOB_STATUSES = {
    JobStatus.QUEUED: "en attente",
    JobStatus.RUNNING: "en cours",
    JobStatus.PAUSED: "en pause",
    JobStatus.CANCELLED: "annulée",
    JobStatus.DONE: "terminée",
    JobStatus.FAILED: "échouée",
}


def procedure_label(procedure: Procedure, number: int | None = None) -> str:
    """« modification n° 2 »."""
    return PROCEDURES[procedure] + (f" n° {number}" if number is not None else "")


#: After « entendu comme ».
QUESTION_KINDS = {
    QuestionKind.VALUE: "une valeur",
    QuestionKind.LIST: "une liste",
    QuestionKind.RULE: "une règle",
    QuestionKind.YES_NO: "une question par oui ou non",
    QuestionKind.COMPARISON: "une comparaison",
    QuestionKind.SUMMARY: "le résumé d’un thème",
    QuestionKind.WHERE: "l’endroit où il en est question",
    QuestionKind.DOCUMENT: "une question sur le dossier lui-même",
    QuestionKind.OFF_TOPIC: "hors du sujet",
}


def heard(understood: UnderstoodQuestion) -> str:
    """How a question was understood, as it is shown after « entendu comme »: its kind, then its scope."""
    return ", ".join((QUESTION_KINDS[understood.kind], *scope_parts(understood.scope)))


def scope_parts(scope: QuestionScope) -> list[str]:
    """The parts of a scope as a person may type them: « zone N-3 », « article 13 »."""
    return [
        *(f"zone {zone}" for zone in scope.zones),
        *(f"article {number}" for number in scope.articles),
        *(f"prescription {number}" for number in scope.provisions),
        *(f"dans {PIECE_KINDS[piece]}" for piece in scope.pieces),
        *(f"secteur {place}" if place[-1:].isdigit() else f"à {place}" for place in scope.places),
    ]
