"""What is read of each sentence of a document once, whatever the criterion: features that can be explained."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answering.indicators.criteria import ReadSentence, read_ranked
from answering.scoring.table_contract import Mask, Scores, SentenceTable
from domain import NOT_OF_THE_PLAN, PieceKind, ScoredSentence
from domain.sentence_features import Modality, Presence, Speaker
from languages import Language

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
        reads: The sentences as criteria read them.
    """

    rows: NDArray[np.int64]
    values: Scores
    own: Mask
    reads: tuple[ReadSentence, ...]

    def column(self, name: str) -> Scores:
        """One feature of all sentences."""
        column: Scores = self.values[:, TEXT_FEATURES.index(name)]
        return column


def of_the_plan(table: SentenceTable, language: Language) -> Mask:
    """The sentences of a document that stand in no opinion and no paper of the procedure; shape (sentences,)."""
    rules = language.sentences
    others = {piece: rules.speaks_for_others(piece) for piece in {sentence.piece for sentence in table.sentences}}
    own = [
        kind not in NOT_OF_THE_PLAN and not others[sentence.piece]
        for sentence, kind in zip(table.sentences, table.kinds, strict=True)
    ]
    return np.array(own, dtype=np.bool_)


def read_text(table: SentenceTable, rows: NDArray[np.int64], language: Language) -> TextFeatures:
    """Read some sentences of a document, by their indices."""
    numbers: list[int] = rows.tolist()
    scored = [ScoredSentence(table.sentences[row], 0.0, table.headings[row], table.kinds[row]) for row in numbers]
    reads = tuple(read_ranked(scored, language))
    values = [_features(read, table.headings[row]) for row, read in zip(numbers, reads, strict=True)]
    injected = [language.sentences.is_prompt_injection(read.sentence.text) for read in reads]
    return TextFeatures(
        rows,
        np.array(values, dtype=np.float64).reshape(len(values), len(TEXT_FEATURES)),
        of_the_plan(table, language)[rows] & ~np.array(injected, dtype=np.bool_),
        reads,
    )


def _features(read: ReadSentence, heading: tuple[str, ...]) -> list[float]:
    text, row, kind, quantities = read.sentence.text, read.sentence.row is not None, read.kind, read.quantities
    rules = read.language.sentences
    modality, speaker = rules.modality(text), rules.speaker(text)
    denial, wording = rules.denial(text, row), rules.wording(text)
    words = len(text.split())
    by_name = {
        "absent": read.presence is Presence.ABSENT,
        "announced": read.presence is Presence.ANNONCE,
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
        "names_scheme": wording.names_scheme,
        "names_law": wording.names_law,
        "heading_of_others": rules.heading_speaks_for_others(" > ".join(heading)),
        "quotation": wording.quotes,
        "empty_cell": denial.empty_cell,
        "future": wording.future,
        "conditional": wording.conditional,
        "nature": wording.nature,
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
