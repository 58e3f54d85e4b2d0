"""The words that documents, pieces, pages, verdicts and decisions are sorted by."""

from __future__ import annotations

from enum import StrEnum


class DocumentKind(StrEnum):
    """Kind of planning document."""

    SCOT = "scot"
    PLU = "plu"
    PLUI = "plui"


class Stage(StrEnum):
    """Where the document stands in its procedure; ``APPROUVE`` is also a plan in force (« opposable »)."""

    EN_COURS = "en_cours"
    ARRETE = "arrete"
    APPROUVE = "approuve"
    ANNULE = "annule"
    ANNULE_EN_PARTIE = "annule_en_partie"
    REMPLACE = "remplace"
    ABROGE = "abroge"
    CADUC = "caduc"


class Procedure(StrEnum):
    """What made this version of a plan. All but the first two and the last touch a part of it only."""

    ELABORATION = "elaboration"
    REVISION = "revision"
    REVISION_ALLEGEE = "revision_allegee"
    MODIFICATION = "modification"
    MODIFICATION_SIMPLIFIEE = "modification_simplifiee"
    MISE_EN_COMPATIBILITE = "mise_en_compatibilite"
    MISE_A_JOUR = "mise_a_jour"
    ABROGATION = "abrogation"

    @property
    def is_partial(self) -> bool:
        """Whether it changes a part of the plan: what its dossier does not speak of still holds as it was."""
        return self not in (Procedure.ELABORATION, Procedure.REVISION, Procedure.ABROGATION)


class PieceKind(StrEnum):
    """Part that a piece plays in its dossier."""

    RAPPORT_PRESENTATION = "rapport_presentation"
    EIE = "eie"
    EVALUATION_ENVIRONNEMENTALE = "evaluation_environnementale"
    RESUME_NON_TECHNIQUE = "resume_non_technique"
    PADD = "padd"
    PAS = "pas"
    DOO = "doo"
    OAP = "oap"
    REGLEMENT = "reglement"
    ANNEXE = "annexe"
    PROCEDURE = "procedure"
    AVIS = "avis"
    AUTRE = "autre"


#: Pieces that speak of the plan and are no part of it: deliberations, orders, minutes; opinions of authorities. They
#: can be read and searched, and are never evidence of what the plan says.
NOT_OF_THE_PLAN = frozenset({PieceKind.PROCEDURE, PieceKind.AVIS})


#: Pieces whose words bind a permit or a plan of lower rank: rules, orientations of a SCoT, planning orientations.
BINDING = frozenset({PieceKind.REGLEMENT, PieceKind.DOO, PieceKind.OAP})


class PageStatus(StrEnum):
    """Whether the text of a page can be relied upon."""

    READ = "read"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


class PageKind(StrEnum):
    """What a page is made of, decided before it is read.

    ``FONT`` is a page whose text layer is not language, ``SCAN`` a picture of text, ``MAP`` a map, a
    drawing or a photograph, ``BROKEN`` a page that no reader could load.
    """

    TEXT = "text"
    SCAN = "scan"
    FONT = "font"
    MAP = "map"
    BLANK = "blank"
    BROKEN = "broken"


#: Mean confidence of a recognised page under which whoever cites it is warned.
LOW_CONFIDENCE = 0.8


class Verdict(StrEnum):
    """Answer to an indicator. ``A_VERIFIER`` is an abstention of the tool, never of a person."""

    OUI = "oui"
    PARTIEL = "partiel"
    NON = "non"
    SANS_OBJET = "sans_objet"
    A_VERIFIER = "a_verifier"


class CellStatus(StrEnum):
    """Where a cell stands in the review. A doubt is a state of its own: it is neither validated nor unreviewed."""

    NOT_REVIEWED = "not_reviewed"
    VALIDATED = "validated"
    CORRECTED = "corrected"
    DOUBTFUL = "doubtful"


class DecisionStanding(StrEnum):
    """How a decision stands beside the tool's present answer and the present text of the document.

    ``EVIDENCE_GONE``: a quote of the decision stands nowhere any more. ``TOOL_DISAGREES``: the tool answers again,
    with another verdict than the one it gave when the person decided. ``EVIDENCE_MOVED``: same quotes, other
    pages or pieces. The first that holds, in this order, is the standing.
    """

    EVIDENCE_GONE = "evidence_gone"
    TOOL_DISAGREES = "tool_disagrees"
    EVIDENCE_MOVED = "evidence_moved"
    UNCHANGED = "unchanged"

    @property
    def to_review(self) -> bool:
        """Whether a person should look at the decision again."""
        return self is not DecisionStanding.UNCHANGED


class ChangeNature(StrEnum):
    """What became of a passage."""

    CHANGED = "changed"
    APPEARED = "appeared"
    DISAPPEARED = "disappeared"


class JobStatus(StrEnum):
    """State of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"
    FAILED = "failed"
