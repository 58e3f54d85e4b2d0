"""What is read of each sentence of a document once, whatever the criterion: signs with names that can be explained."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

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

SIGNS = (
    "absent", "announced", "prescription", "recommendation", "intention", "negation", "refused", "exception",
    "law_speaks", "scheme_speaks", "authority_speaks", "others_speak", "names_scheme", "names_law",
    "heading_of_others", "quotation", "empty_cell", "future", "conditional", "nature", "row", "quantities",
    "units", "short", "length", "reglement", "oap", "doo", "project", "report", "evaluation", "summary",
    "annex",
)  # fmt: skip
"""Names of the columns of :attr:`TextSigns.values`, in order."""


@dataclass(frozen=True, slots=True)
class TextSigns:
    """What was read of some sentences of a document.

    Attributes:
        rows: Their indices in the table, ascending.
        values: One row a sentence, one column a sign; shape (sentences, signs).
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
        """One sign of all sentences."""
        column: Scores = self.values[:, SIGNS.index(name)]
        return column


def of_the_plan(table: SentenceTable) -> Mask:
    """The sentences of a document that stand in no opinion and no paper of the procedure; shape (sentences,)."""
    others = {sentence.piece: speaks_for_others(sentence.piece) for sentence in table.sentences}
    own = [
        kind not in NOT_OF_THE_PLAN and not others[sentence.piece]
        for sentence, kind in zip(table.sentences, table.kinds, strict=True)
    ]
    return np.array(own, dtype=np.bool_)


def read_signs(table: SentenceTable, rows: NDArray[np.int64]) -> TextSigns:
    """Read some sentences of a document, by their indices."""
    chosen = [table.sentences[row] for row in rows]
    quantities = tuple(tuple(quantities_of(sentence)) for sentence in chosen)
    values = [
        _signs(sentence, table.headings[row], table.kinds[row], found)
        for row, sentence, found in zip(rows.tolist(), chosen, quantities, strict=True)
    ]
    own = of_the_plan(table)[rows] & np.array([not is_prompt_injection(one.text) for one in chosen], dtype=np.bool_)
    return TextSigns(
        rows,
        np.array(values, dtype=np.float64).reshape(len(values), len(SIGNS)),
        own,
        tuple(plain(sentence.text) for sentence in chosen),
        quantities,
    )


def _signs(
    sentence: StoredSentence, heading: Sequence[str], kind: PieceKind, quantities: Sequence[Quantity]
) -> list[float]:
    text, folded, row = sentence.text, fold(sentence.text), sentence.row is not None
    presence, modality, speaker = read_presence(text), read_modality(text), read_speaker(text)
    denial = read_denial(text, row=row)
    words = len(folded.split())
    return [
        float(value)
        for value in (
            presence is Presence.ABSENT,
            presence is Presence.ANNONCE,
            modality is Modality.PRESCRIPTION,
            modality is Modality.RECOMMANDATION,
            modality is Modality.INTENTION,
            denial.negation,
            denial.refused,
            denial.exception,
            speaker is Speaker.LAW,
            speaker is Speaker.WIDER_SCHEME,
            speaker is Speaker.AUTHORITY,
            speaker in (Speaker.NEIGHBOUR, Speaker.OTHER_BODY, Speaker.FORMER),
            bool(_WIDER.search(folded)),
            bool(_LAW.search(folded)),
            heading_speaks_for_others(" > ".join(heading)),
            bool(_QUOTED.search(text)),
            denial.empty_cell,
            bool(_FUTURE.search(folded)),
            bool(_CONDITIONAL.search(folded)),
            bool(_NATURE.search(folded)),
            row,
            min(len(quantities), _MOST_QUANTITIES) / _MOST_QUANTITIES,
            min(sum(one.unit is not None for one in quantities), _MOST_QUANTITIES) / _MOST_QUANTITIES,
            words < _SHORT and not row,
            math.log(max(words, 3) / 20),
            kind is PieceKind.REGLEMENT,
            kind is PieceKind.OAP,
            kind is PieceKind.DOO,
            kind in (PieceKind.PADD, PieceKind.PAS),
            kind in (PieceKind.RAPPORT_PRESENTATION, PieceKind.EIE),
            kind is PieceKind.EVALUATION_ENVIRONNEMENTALE,
            kind is PieceKind.RESUME_NON_TECHNIQUE,
            kind in (PieceKind.ANNEXE, PieceKind.AUTRE),
        )
    ]
