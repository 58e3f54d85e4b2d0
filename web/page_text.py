"""How the pages say things in French: labels, dates, numbers, durations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

from domain import (
    CellStatus,
    ClockState,
    Decision,
    PieceState,
    ReviewAct,
    Verdict,
)
from domain.labels import (
    CHANGE_NATURES,
    DOCUMENT_KINDS,
    JOB_STATUSES,
    PAGE_KINDS,
    PIECE_KINDS,
    PROCEDURES,
    STAGES,
    STANDINGS,
    STATUSES,
    VERDICTS,
    procedure_label,
)
from domain.said_values import values_once
from domain.territories import department_names, region_names
from domain.whole_quotes import each_once, labels_cited, pages_cited
from exports.file_text import pages_text
from exports.views.series_table import version_text
from french.units import SCALE
from indicator_queries import Rubric
from indicator_queries.rule import rule_in_words
from use_cases.overview import OverviewLine

FORM_NAMES = {"docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint", "html": "HTML", "md": "Markdown"}
"""Formats of files as buttons name them."""

__all__ = [  # the same words as in the files
    "CHANGE_NATURES", "DOCUMENT_KINDS", "JOB_STATUSES", "PAGE_KINDS", "PIECE_KINDS", "PROCEDURES", "STAGES",
    "STANDINGS", "STATUSES", "VERDICTS", "department_names", "each_once", "labels_cited", "pages_cited", "pages_text",
    "procedure_label", "region_names", "values_once", "version_text",
]  # fmt: skip

_TALLIED = (CellStatus.VALIDATED, CellStatus.CORRECTED, CellStatus.DOUBTFUL, CellStatus.NOT_REVIEWED)

NBSP = "\u00a0"
THIN = "\u202f"

#: Beside the colour, a sign: a verdict is never told by its colour alone.
VERDICT_SIGNS = {
    Verdict.OUI: "●",
    Verdict.PARTIEL: "◐",
    Verdict.NON: "○",
    Verdict.SANS_OBJET: "–",
    Verdict.A_VERIFIER: "?",
}
DECISIONS = {
    Decision.ACCEPTE: "Validé",
    Decision.CORRIGE: "Corrigé",
    Decision.DOUTE: "Douteux",
    Decision.RETIRE: "Retour à la réponse de l’outil",
}
#: What is said of an act before the decision that it leaves.
ACTS = {
    ReviewAct.DECIDE: "",
    ReviewAct.CONFIRM: "Décision reprise : ",
    ReviewAct.WITHDRAW: "",
    ReviewAct.UNDO: "Annulation ; remis : ",
    ReviewAct.RESTORE: "Décision remise : ",
}
JOB_KINDS = {
    "ingest": "lecture",
    "answer": "analyse",
    "sample": "exemple",
    "evaluate": "évaluation",
    "study": "étude",
    "learn": "apprentissage",
}
JOB_TITLES = {
    "ingest": "Lecture du dossier",
    "answer": "Réponses à la grille",
    "sample": "Dossier d’exemple",
    "evaluate": "Comparaison avec la référence",
    "study": "Étude de la grille",
    "learn": "Apprentissage des relectures",
}
CLOCK_STATES = {
    ClockState.EN_MARCHE: "en marche",
    ClockState.EN_PAUSE: "en pause",
    ClockState.ARRETE: "arrêté",
}


PIECE_STATES = {
    PieceState.READ: "lu",
    PieceState.REPLACED: "remplacé",
    PieceState.UNCHANGED: "inchangé",
    PieceState.REFUSED: "refusé",
}


def number(value: float, digits: int = 1) -> str:
    """1250.5 -> « 1 250,5 »: thin space by thousands, decimal comma, no useless zeros."""
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", THIN).replace(".", ",")


def amount(value: float, unit: str | None) -> str:
    """« 4 863 ha », « 11 réservoirs »; a scale is « 1/100 000 »."""
    if unit == SCALE.symbol:
        return f"1/{number(value)}"
    return f"{number(value, 4)}{NBSP}{unit}" if unit else number(value, 4)


def percent(share: float) -> str:
    """0.875 -> « 88 % »."""
    return f"{share * 100:.0f}{NBSP}%"


def day(value: date | None) -> str:
    """« 25/11/2026 », or nothing."""
    return value.strftime("%d/%m/%Y") if value else ""


def moment(value: datetime) -> str:
    """A time of the corpus (UTC, without zone) on the clock of this machine: « 25/11/2026 à 14 h 05 »."""
    local = value.replace(tzinfo=UTC).astimezone() if value.tzinfo is None else value.astimezone()
    return f"{local:%d/%m/%Y} à {local.hour}{NBSP}h{NBSP}{local:%M}"


def duration(seconds: float) -> str:
    """« 45 s », « 3 min 05 s », « 1 h 12 min »."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}{NBSP}s"
    if whole < 3600:
        return f"{whole // 60}{NBSP}min{NBSP}{whole % 60:02d}{NBSP}s"
    return f"{whole // 3600}{NBSP}h{NBSP}{whole % 3600 // 60:02d}{NBSP}min"


def model(name: str) -> str:
    """The language model that answered: « aucun » where rules alone did."""
    return "aucun, les règles de la grille seules" if name == "none" else name


def rule(rubric: Rubric, verdict: Literal["oui", "partiel"]) -> str:
    """What the verdict takes, by the names of the criteria."""
    if rubric.rule is None:
        return ""
    names = {criterion.key: criterion.name for criterion in rubric.criteria}
    return rule_in_words(getattr(rubric.rule, verdict), names)


def plural(count: int, one: str, many: str | None = None) -> str:
    """« 1 page », « 0 page », « 12 pages »: in French the plural begins at two."""
    word = one if abs(count) < 2 else many or f"{one}s"
    return f"{number(count)}{NBSP}{word}"


def tally(line: OverviewLine) -> str:
    """« 12 validées, 2 corrigées, 1 douteuse, 0 non relue »."""
    counts = ((line.in_status(status), STATUSES[status]) for status in _TALLIED)
    return ", ".join(plural(count, word) if " " not in word else _not_reviewed(count) for count, word in counts)


def _not_reviewed(count: int) -> str:
    return f"{number(count)}{NBSP}non {'relue' if count < 2 else 'relues'}"
