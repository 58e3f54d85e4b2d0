"""What the table DOC_URBA says of a plan: stage, procedure, dates, identifier.

Source of the codes: standards CNIG « PLU » v2013 to v2024 and « SCOT » v2018, v2024-04, table DOC_URBA.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from domain import DocumentKind, Guessed, Procedure, Stage
from ingestion.cnig.attribute_tables import Row
from ingestion.cnig.dossier_name import written_date

STAGES: Mapping[str, Stage] = {
    "01": Stage.EN_COURS,
    "02": Stage.ARRETE,
    "03": Stage.APPROUVE,
    "04": Stage.ANNULE,
    "05": Stage.REMPLACE,
    "06": Stage.ABROGE,
    "07": Stage.APPROUVE,
    "08": Stage.ANNULE_EN_PARTIE,
    "09": Stage.CADUC,
}
PROCEDURES: Mapping[str, Procedure] = {
    "E": Procedure.ELABORATION,
    "R": Procedure.REVISION,
    "RA": Procedure.REVISION_ALLEGEE,
    "RS": Procedure.REVISION_ALLEGEE,
    "M": Procedure.MODIFICATION,
    "MS": Procedure.MODIFICATION_SIMPLIFIEE,
    "MEC": Procedure.MISE_EN_COMPATIBILITE,
    "MAJ": Procedure.MISE_A_JOUR,
    "A": Procedure.ABROGATION,
}
_NOMPROC = re.compile(r"(?P<code>MEC|MAJ|MS|RA|RS|E|R|M|A)[\s_-]*(?:n[°o]\s*)?(?P<number>\d{1,3})?", re.IGNORECASE)


def read_procedure(text: str) -> tuple[Procedure, int | None] | None:
    """« M2 » is (MODIFICATION, 2); None for what is no NOMPROC.

    Example:
        >>> read_procedure("MS 3")
        (<Procedure.MODIFICATION_SIMPLIFIEE: 'modification_simplifiee'>, 3)
    """
    match = _NOMPROC.fullmatch(text.strip())
    if match is None:
        return None
    return PROCEDURES[match["code"].upper()], int(match["number"]) if match["number"] else None


def current_row(rows: Sequence[Row], identifier: str | None) -> Row | None:
    """The row of this version: that of its IDURBA, else the one approved last."""
    if not rows:
        return None
    own = [row for row in rows if identifier and row.get("IDURBA", "").lower() == identifier.lower()]
    return max(own or rows, key=lambda row: row.get("DATAPPRO", ""))


def stage_of(row: Row) -> Guessed[Stage] | None:
    """ETAT; the old tables kept it as a number."""
    code = row.get("ETAT", "").removesuffix(".0").zfill(2)
    return Guessed(STAGES[code], f"ETAT = {code} dans la table DOC_URBA") if code in STAGES else None


def kind_of(row: Row, authority: str | None) -> Guessed[DocumentKind] | None:
    """TYPEDOC; a « PLU » of an intercommunality (INTERCO, SIREN of nine digits) is a PLUi."""
    said = row.get("TYPEDOC", "").lower()
    if said == "scot":
        return Guessed(DocumentKind.SCOT, "TYPEDOC = SCOT dans la table DOC_URBA")
    if said == "plui":
        return Guessed(DocumentKind.PLUI, "TYPEDOC = PLUi dans la table DOC_URBA")
    if said != "plu":
        return None
    if row.get("INTERCO", "").upper() in ("T", "TRUE", "1", "O") or (authority and len(authority) > len("00000")):
        return Guessed(DocumentKind.PLUI, "TYPEDOC = PLU d’une intercommunalité dans la table DOC_URBA")
    return Guessed(DocumentKind.PLU, "TYPEDOC = PLU dans la table DOC_URBA")


def approval_of(row: Row) -> Guessed[date] | None:
    """DATAPPRO: the approval of the latest procedure."""
    day = written_date(row.get("DATAPPRO", ""))
    return Guessed(day, "DATAPPRO dans la table DOC_URBA") if day else None
