"""The filters of the matrix as its page spells them: French in the address, for people; the API has its own names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from domain import DocumentKind, Stage
from domain.errors import UsageError
from domain.territories import check_place
from use_cases.matrix_selection import CellState, Choice, MatrixSort

#: What the page writes in its address, what it means, and what it shows.
SORTS = {
    "titre": (MatrixSort.TITLE, "Titre"),
    "territoire": (MatrixSort.TERRITORY, "Territoire"),
    "date": (MatrixSort.DATE, "Date, la plus récente d’abord"),
    "oui": (MatrixSort.YES, "Nombre de « oui »"),
    "relus": (MatrixSort.UNREVIEWED, "Reste à relire"),
    "douteux": (MatrixSort.DOUBTFUL, "Nombre de douteuses"),
    "a_revoir": (MatrixSort.TO_REVIEW, "Nombre de décisions à revoir"),
}
STATES = {
    "non_relue": (CellState.NOT_REVIEWED, "non relues"),
    "validee": (CellState.VALIDATED, "validées"),
    "corrigee": (CellState.CORRECTED, "corrigées"),
    "douteuse": (CellState.DOUBTFUL, "douteuses"),
    "a_revoir": (CellState.TO_REVIEW, "à revoir"),
}


async def filters_of(
    text: Annotated[str, Query(alias="texte", max_length=200)] = "",
    kind: Annotated[str, Query(alias="nature", max_length=20)] = "",
    stage: Annotated[str, Query(alias="etape", max_length=20)] = "",
    territory: Annotated[str, Query(alias="territoire", max_length=300)] = "",
    theme: Annotated[str, Query(max_length=300)] = "",
    sort: Annotated[str, Query(alias="tri", max_length=20)] = "",
    state: Annotated[str, Query(alias="etat", max_length=20)] = "",
    department: Annotated[str, Query(alias="departement", max_length=3)] = "",
    region: Annotated[str, Query(max_length=2)] = "",
) -> Choice:
    """What is to be seen of the matrix; a filter left empty chooses nothing.

    Raises:
        UsageError: a filter has a value that does not exist.
    """
    check_place(department, region)
    return Choice(
        text,
        DocumentKind(_among(kind, DocumentKind)) if kind else None,
        Stage(_among(stage, Stage)) if stage else None,
        territory,
        theme,
        SORTS[_among(sort, SORTS)][0] if sort else MatrixSort.TITLE,
        STATES[_among(state, STATES)][0] if state else None,
        department,
        region,
    )


ChoiceDep = Annotated[Choice, Depends(filters_of)]


def api_query(choice: Choice) -> str:
    """The same choice as the API is asked for it: a file of the matrix holds what the page shows."""
    asked = {
        "text": choice.text,
        "kind": choice.kind,
        "stage": choice.stage,
        "territory": choice.territory,
        "theme": choice.theme,
        "sort": "" if choice.sort is MatrixSort.TITLE else choice.sort,
        "state": choice.state,
        "department": choice.department,
        "region": choice.region,
    }
    return urlencode({name: value for name, value in asked.items() if value})


def _among(value: str, known: Iterable[str]) -> str:
    names = list(known)
    if value not in names:
        raise UsageError(f"« {value} » n'est pas un filtre de la matrice.", remedy=f"Choisissez : {', '.join(names)}.")
    return value
