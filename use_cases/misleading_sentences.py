"""Sentences of a dossier that look as if they answered an indicator and do not, and the answers that they mislead."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain import Answer, Verdict
from domain.text_folding import fold

_CODE = re.compile(r"I\d{2}\b")
#: Characters below which a text stands in too many sentences to be told apart.
_LEAST = 12


@dataclass(frozen=True, slots=True)
class MisleadingSentence:
    """A sentence near an indicator that establishes nothing for it; ``kind`` says why (négation, homonyme...)."""

    indicator: str
    piece: str
    page: int | None
    kind: str
    text: str


def read_misleading(path: Path) -> list[MisleadingSentence]:
    """Read a CSV (piece, page, type, description, texte); the description begins with the indicator.

    Rows without an indicator or a text long enough to be found again are left aside.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        MisleadingSentence(
            code.group(), row["piece"], int(row["page"]) if row["page"] else None, row["type"], row["texte"]
        )
        for row in rows
        if (code := _CODE.match(row["description"])) and len(row["texte"]) >= _LEAST
    ]


def misled_by(
    sentences: Sequence[MisleadingSentence], answers: Mapping[tuple[str, str], Answer]
) -> list[MisleadingSentence]:
    """The sentences that an answer « oui » or « partiel » to their indicator cites.

    Args:
        sentences: what may mislead.
        answers: by document and indicator.
    """
    cited = [
        ((indicator, one.piece, one.page), _plain(one.quote))
        for (_, indicator), answer in answers.items()
        if answer.verdict in (Verdict.OUI, Verdict.PARTIEL)
        for one in answer.citations
    ]

    def is_cited(sentence: MisleadingSentence) -> bool:
        text, place = _plain(sentence.text), (sentence.indicator, sentence.piece, sentence.page)
        return any(place == where and _overlap(text, quote) for where, quote in cited)

    return [one for one in sentences if is_cited(one)]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _overlap(one: str, other: str) -> bool:
    return one in other or (len(other) >= _LEAST and other in one)
