"""Bounds of the numbers that a request may hold: the store cannot hold others, and no document has such a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import Field

#: A page of a piece, from 1.
PageNumber = Annotated[int, Field(ge=1, le=1_000_000)]
#: An offset in the characters of a page, or a rank of a sentence in it.
Offset = Annotated[int, Field(ge=0, le=1_000_000_000)]
#: The number of a row of the corpus: SQLite counts on 64 bits.
StoredId = Annotated[int, Field(ge=1, le=2**63 - 1)]
#: Where documents lie, by the codes of INSEE; empty for anywhere.
Department = Annotated[str, Query(max_length=3, description="Code d'un département : 34, 2A, 974.")]
Region = Annotated[str, Query(max_length=2, description="Code INSEE d'une région : 76 pour l'Occitanie.")]
