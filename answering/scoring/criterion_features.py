"""What is read of each sentence for one criterion: cues, nearness, piece, unit and force that the criterion wants."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from answering.indicators.criteria import ReadSentence, bears_unit
from answering.scoring.evidence_table import EvidenceTable, Mask, Scores
from answering.scoring.text_features import TEXT_FEATURES, TextFeatures
from domain.cue_phrases import CuePhrases
from indicator_queries.schema import Criterion, Indicator

CRITERION_FEATURES = (
    "share", "bears", "other_share", "total", "facet", "passage", "nearness", "best_nearness", "topic", "unless",
    "piece_right", "piece_wanted", "where", "unit_right", "unit_wanted", "unit_missing", "force_right", "force_missing",
    "homonym", "denial_counts", "announcement_counts",
)  # fmt: skip
"""Names of the columns that :func:`criterion_features` gives, in order."""

#: Features of the text that matter as far as the sentence is about the criterion.
_WITH_SHARE = (
    "absent", "announced", "negation", "refused", "others", "names_scheme", "names_law", "exception", "conditional",
    "empty_cell", "recommendation", "intention",
)  # fmt: skip

#: Names of all columns of :func:`sentence_features`, in order; the first is the likeness to labelled examples.
FEATURES = ("likeness", *CRITERION_FEATURES, *TEXT_FEATURES, *(f"{name}_x_share" for name in _WITH_SHARE))


#: Sentences looked at for a criterion. On labelled dossiers half to nine tenths of the labelled evidence stands among
#: the best 80; farther down the regression meets sentences of other subjects, of which it knows nothing.
CANDIDATES = 120
#: What a sentence has at least to state anything: the « N » of a map's arrow, alone on its line, states nothing,
#: however near its neighbours are to evidence.
_WORD = re.compile(r"[^\W\d_]{3}")


def others_speak(texts: TextFeatures) -> Scores:
    """1 where the sentence or its heading gives what others say."""
    names = ("law_speaks", "scheme_speaks", "authority_speaks", "others_speak", "heading_of_others")
    found: Scores = np.max([texts.column(name) for name in names], axis=0)
    return found


def takes_back(texts: TextFeatures) -> Scores:
    """1 where the sentence negates, refuses, states an absence or leaves a cell empty."""
    names = ("absent", "negation", "refused", "empty_cell")
    found: Scores = np.max([texts.column(name) for name in names], axis=0)
    return found


def candidates(table: EvidenceTable, criterion: str, own: Mask) -> NDArray[np.int64]:
    """The sentences that are looked at for a criterion: the best by its own score and by that of the indicator.

    Args:
        table: The sentences of the document.
        criterion: Its key.
        own: The sentences that the plan may say; shape (sentences,).
    """
    own = own & np.array([one.row is not None or _WORD.search(one.text) is not None for one in table.sentences])
    scores = _scaled(table.facets[table.keys.index(criterion)]) + _scaled(table.total)
    order = np.argsort(-np.where(own, scores, -np.inf), kind="stable")[:CANDIDATES]
    found: NDArray[np.int64] = np.sort(order[own[order]])
    return found


def criterion_features(table: EvidenceTable, texts: TextFeatures, indicator: Indicator, criterion: Criterion) -> Scores:
    """The features of the sentences that were read, for a criterion; shape (sentences, features)."""
    rows = texts.rows
    count, criteria = len(rows), len(table.keys)
    at = table.keys.index(criterion.key)
    reads = texts.reads
    share, near = table.shares[at][rows], table.near[rows]
    others = [table.shares[other][rows] for other in range(criteria) if other != at]
    topic = CuePhrases([criterion.cue_phrases[0]])
    unless = CuePhrases([criterion.unless]) if criterion.unless else None
    where = {kind: 1 - place / len(indicator.where) for place, kind in enumerate(indicator.where)}
    unit = [bool(criterion.units) and bears_unit(criterion.units, read) for read in reads]
    unit_right = np.array(unit, dtype=np.float64)
    wants_unit, wants_rule = float(bool(criterion.units)), float(criterion.force == ("prescription",))
    binds = texts.column("prescription")
    homonyms = [bool(criterion.erc and _homonym(read)) for read in reads]
    columns = (
        share,
        share >= 1,
        np.max(others, axis=0) if others else np.zeros(count),
        _scaled(table.total)[rows],
        _scaled(table.facets[at])[rows],
        table.passages[rows],
        near[:, near.shape[1] - criteria + at],
        np.sort(near, axis=1)[:, -3:].mean(axis=1),
        np.array([topic.borne_by(read.words) for read in reads]),
        np.array([unless is not None and unless.borne_by(read.words) for read in reads]),
        np.array([not criterion.pieces or read.kind in criterion.pieces for read in reads]),
        np.full(count, float(bool(criterion.pieces))),
        np.array([where.get(read.kind, 0.0) for read in reads]),
        unit_right,
        np.full(count, wants_unit),
        wants_unit * (1 - unit_right),
        binds * wants_rule,
        (1 - binds) * wants_rule,
        np.array(homonyms),
        texts.column("absent") * float(criterion.denied),
        texts.column("announced") * float(criterion.announced),
    )
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])


def sentence_features(own: Scores, texts: TextFeatures, likeness: Scores) -> Scores:
    """All features of all sentences for a criterion, in the order of :data:`FEATURES`.

    Args:
        own: What :func:`criterion_features` gives.
        texts: What was read of the text.
        likeness: How much each sentence resembles labelled evidence of the criterion; shape (sentences,).
    """
    share = own[:, CRITERION_FEATURES.index("share")]
    crossed = [(others_speak(texts) if name == "others" else texts.column(name)) * share for name in _WITH_SHARE]
    return np.column_stack([likeness, own, texts.values, *crossed])


def meets_by_rule(own: Scores, texts: TextFeatures, criterion: Criterion) -> tuple[Mask, Mask]:
    """The sentences that meet a criterion by the rules of the grid and the language, and those that take it back.

    A sentence that gives what others say meets nothing.
    """

    def has(name: str) -> Mask:
        found: Mask = own[:, CRITERION_FEATURES.index(name)] > 0
        return found

    stands = texts.own & ~(texts.column("short") > 0)
    back = takes_back(texts) > 0
    announced = (texts.column("announced") > 0) & (not criterion.announced)
    right = has("bears") & has("piece_right") & ~has("force_missing") & ~has("unit_missing") & ~has("homonym")
    open_ended = np.array(
        [read.language.sentences.denial(read.sentence.text, False).inconclusive for read in texts.reads], dtype=np.bool_
    )
    meets = stands & right & ~announced & ~(others_speak(texts) > 0) & ~(back & (not criterion.denied)) & ~open_ended
    denies = stands & (back | open_ended) & (own[:, CRITERION_FEATURES.index("share")] >= 0.5) & has("topic")
    return meets, denies


def _homonym(read: ReadSentence) -> str | None:
    found = read.language.sentences.mitigation(read.sentence.text)
    return found.homonym if found else None


def _scaled(scores: Scores) -> Scores:
    spread = float(scores.std())
    scaled: Scores = (scores - scores.mean()) / (spread if spread > 1e-9 else np.inf)
    return scaled
