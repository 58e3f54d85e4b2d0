"""What is read of each sentence of a document once, whatever the criterion: features that can be explained."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from answering.scoring.table import Mask, Scores, SentenceTable
from domain import NOT_OF_THE_PLAN, PieceKind, StoredSentence
from french import Modality, Presence, read_modality, read_presence
from french.attribution import Speaker, heading_speaks_for_others, read_speaker
from french.denial import read_denial
from french.piece_roles import speaks_for_others
from french.prompt_injection import is_prompt_injection
from french.quantities import Quantity, quantities_of
from french.terms import fold, plain

_WIDER = re.compile(
    r"\b(?:sraddet|srce|sdage|pgri|sage|schema regional|charte|parc naturel|papi|pcaet|plan climat|region|departement"
    r"|etat|prefet|syndicat|agence de l'eau|autorite|mrae|chambre d'agriculture|cdpenaf|commissaire|ddt\w*|dreal)\b"
)
_LAW = re.compile(r"\b(?:article [lr]\b|code d|loi (?:n|du|climat|alur|biodiv|littoral|montagne)|directive|decret)")
_QUOTED = re.compile(r"«[^»]{40,}»?")
_FUTURE = re.compile(r"\b\w+(?:era|eront|ira|iront|dra|dront)\b")
_CONDITIONAL = re.compile(r"\b\w+(?:erait|eraient|irait|iraient|drait|draient)\b|\ba l'etude\b|\benvisag")
_NATURE = re.compile(
    r"\b(?:biodiversite|ecolog\w+|especes?|faune|flore|habitats?|milieux? naturels?|zones? humides?|trame|haies?"
    r"|boisements?|corridors?|reservoirs?|natura|znieff|arbres?|nature|vegeta\w+|naturel\w*)"
)
#: Words below which a sentence that is no row of a table states nothing.
_SHORT = 8
_MOST_QUANTITIES = 4

TEXT_FEATURES = (
    "absent", "announced", "prescription", "recommendation", "intention", "negation", "refused", "exception",
    "law_speaks", "scheme_speaks", "authority_speaks", "others_speak", "names_scheme", "names_law",
    "heading_of_others", "quotation", "empty_cell", "future", "conditional", "nature", "row", "quantities",
    "units", "short", "length", "reglement", "oap", "doo", "project", "report", "evaluation", "summary",
    "annex",
)  # fmt: skip
"""Names of the columns of :attr:`TextFeatures.values`, in order."""


@dataclass(frozen=True, slots=True)
class TextFeatures:
    """What was read of some sentences of a document.

    Attributes:
        rows: Their indices in the table, ascending.
        values: One row a sentence, one column a feature; shape (sentences, features).
        own: The sentences that the plan may say: none of an opinion or a paper of the procedure, no order to machines.
        plain: Their text made comparable.
        quantities: Their numbers.
    """

    rows: NDArray[np.int64]
    values: Scores
    own: Mask
    plain: tuple[str, ...]
    quantities: tuple[tuple[Quantity, ...], ...]

    def column(self, name: str) -> Scores:
        """One feature of all sentences."""
        column: Scores = self.values[:, TEXT_FEATURES.index(name)]
        return column


def of_the_plan(table: SentenceTable) -> Mask:
    """The sentences of a document that stand in no opinion and no paper of the procedure; shape (sentences,)."""
    others = {piece: speaks_for_others(piece) for piece in {sentence.piece for sentence in table.sentences}}
    own = [
        kind not in NOT_OF_THE_PLAN and not others[sentence.piece]
        for sentence, kind in zip(table.sentences, table.kinds, strict=True)
    ]
    return np.array(own, dtype=np.bool_)


def read_text(table: SentenceTable, rows: NDArray[np.int64]) -> TextFeatures:
    """Read some sentences of a document, by their indices."""
    chosen = [table.sentences[row] for row in rows]
    quantities = tuple(tuple(quantities_of(sentence)) for sentence in chosen)
    values = [
        _features(sentence, table.headings[row], table.kinds[row], found)
        for row, sentence, found in zip(rows.tolist(), chosen, quantities, strict=True)
    ]
    own = of_the_plan(table)[rows] & np.array([not is_prompt_injection(one.text) for one in chosen], dtype=np.bool_)
    return TextFeatures(
        rows,
        np.array(values, dtype=np.float64).reshape(len(values), len(TEXT_FEATURES)),
        own,
        tuple(plain(sentence.text) for sentence in chosen),
        quantities,
    )


def _features(
    sentence: StoredSentence, heading: Sequence[str], kind: PieceKind, quantities: Sequence[Quantity]
) -> list[float]:
    row = sentence.row is not None
    of_text, words = _of_text(sentence.text, row)
    by_name = {
        **of_text,
        "heading_of_others": _of_heading(tuple(heading)),
        "row": row,
        "quantities": min(len(quantities), _MOST_QUANTITIES) / _MOST_QUANTITIES,
        "units": min(sum(one.unit is not None for one in quantities), _MOST_QUANTITIES) / _MOST_QUANTITIES,
        "short": words < _SHORT and not row,
        "length": math.log(max(words, 3) / 20),
        "reglement": kind is PieceKind.REGLEMENT,
        "oap": kind is PieceKind.OAP,
        "doo": kind is PieceKind.DOO,
        "project": kind in (PieceKind.PADD, PieceKind.PAS),
        "report": kind in (PieceKind.RAPPORT_PRESENTATION, PieceKind.EIE),
        "evaluation": kind is PieceKind.EVALUATION_ENVIRONNEMENTALE,
        "summary": kind is PieceKind.RESUME_NON_TECHNIQUE,
        "annex": kind in (PieceKind.ANNEXE, PieceKind.AUTRE),
    }
    return [float(by_name[name]) for name in TEXT_FEATURES]


@lru_cache(maxsize=20_000)
def _of_text(text: str, row: bool) -> tuple[dict[str, bool], int]:
    """The features of a text, and how many words it has; the criteria of a grid ask for the same sentences."""
    folded = fold(text)
    presence, modality, speaker = read_presence(text), read_modality(text), read_speaker(text)
    denial = read_denial(text, row=row)
    return {
        "absent": presence is Presence.ABSENT,
        "announced": presence is Presence.ANNONCE,
        "prescription": modality is Modality.PRESCRIPTION,
        "recommendation": modality is Modality.RECOMMANDATION,
        "intention": modality is Modality.INTENTION,
        "negation": denial.negation,
        "refused": denial.refused,
        "exception": denial.exception,
        "law_speaks": speaker is Speaker.LAW,
        "scheme_speaks": speaker is Speaker.WIDER_SCHEME,
        "authority_speaks": speaker is Speaker.AUTHORITY,
        "others_speak": speaker in (Speaker.NEIGHBOUR, Speaker.OTHER_BODY, Speaker.FORMER),
        "names_scheme": bool(_WIDER.search(folded)),
        "names_law": bool(_LAW.search(folded)),
        "quotation": bool(_QUOTED.search(text)),
        "empty_cell": denial.empty_cell,
        "future": bool(_FUTURE.search(folded)),
        "conditional": bool(_CONDITIONAL.search(folded)),
        "nature": bool(_NATURE.search(folded)),
    }, len(folded.split())


@lru_cache(maxsize=5_000)
def _of_heading(heading: tuple[str, ...]) -> bool:
    return heading_speaks_for_others(" > ".join(heading))
