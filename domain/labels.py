"""How a cell and its decision stand, in French, once for pages, files and the API."""

from __future__ import annotations

from domain.cells import CellStatus, DecisionStanding

STANDINGS = {
    DecisionStanding.EVIDENCE_GONE: "preuve disparue",
    DecisionStanding.TOOL_DISAGREES: "l’outil répond autrement",
    DecisionStanding.EVIDENCE_MOVED: "preuve déplacée",
    DecisionStanding.UNCHANGED: "inchangée",
}
STATUSES = {
    CellStatus.NOT_REVIEWED: "non relue",
    CellStatus.VALIDATED: "validée",
    CellStatus.CORRECTED: "corrigée",
    CellStatus.DOUBTFUL: "douteuse",
}
