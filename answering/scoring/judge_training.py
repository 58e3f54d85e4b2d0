"""Training of one judge of criteria: every model that it uses knows nothing of the dossier that it is used on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from answering.scoring.evidence_set import set_columns
from answering.scoring.evidence_table import Scores
from answering.scoring.scorer_training import (
    HeadsHeldOut,
    LabelledEvidence,
    SentenceRows,
    WrittenSentences,
    fit_documents,
    sentence_rows,
    set_of,
    takes_back,
)
from answering.scoring.scorer_weights import Head, Linear


class JudgeTraining:
    """Trains one judge of criteria on the labels of dossiers, all of them or all but some."""

    def __init__(
        self,
        dossiers: Mapping[str, Sequence[LabelledEvidence]],
        written: WrittenSentences | None = None,
        *,
        second: bool = False,
    ):
        """Put together what is learnt from.

        Args:
            dossiers: What was read of each for every criterion.
            written: Sentences written for the criteria, that are of no dossier.
            second: Whether it is the second opinion, which knows nothing written.
        """
        self._dossiers = dossiers
        self._second = second
        self._evidence = [record for own in dossiers.values() for record in own]
        self._heads = HeadsHeldOut(self._evidence, None if second else written)
        self._sentences: dict[frozenset[str], Linear] = {}
        self._sets: dict[frozenset[str], dict[str, list[list[float]]]] = {}

    def heads(self, left_out: Sequence[str]) -> dict[str, Head]:
        """The heads that know nothing of these dossiers."""
        return self._heads.without(left_out)

    def rows(self) -> SentenceRows:
        """What the sentence model of all dossiers is fitted on."""
        return sentence_rows(self._evidence, self._heads)

    def sentence_model(self, left_out: Sequence[str]) -> Linear:
        """The sentence model that knows nothing of these dossiers."""
        key = frozenset(left_out)
        if key not in self._sentences:
            self._sentences[key] = sentence_rows(self._evidence, self._heads, left_out).fit()
        return self._sentences[key]

    def sets(self, left_out: Sequence[str]) -> dict[str, list[list[float]]]:
        """The sets of evidence of the other dossiers, each by models that do not know it either."""
        key = frozenset(left_out)
        if key not in self._sets:
            self._sets[key] = {}
            for slug in (one for one in self._dossiers if one not in key):
                without = (*left_out, slug)
                sentences, heads = self.sentence_model(without), self.heads(without)
                self._sets[key][slug] = [set_of(one, sentences, heads) for one in self._dossiers[slug]]
        return self._sets[key]

    def document_model(self, left_out: Sequence[str], without: str = "") -> Linear:
        """The model of sets that knows nothing of these dossiers, nor of one more."""
        sets = {slug: rows for slug, rows in self.sets(left_out).items() if slug != without}
        known = [one.established for slug in sets for one in self._dossiers[slug]]
        return fit_documents([row for slug in sets for row in sets[slug]], known, second=self._second)

    def denied(self, slug: str, left_out: Sequence[str]) -> list[bool]:
        """Whether a sentence of a dossier takes each of its criteria back, by models that know nothing of it."""
        without = (*left_out, slug)
        sentences, heads = self.sentence_model(without), self.heads(without)
        return [takes_back(one, sentences, heads) for one in self._dossiers[slug]]

    def odds(self, slug: str, left_out: Sequence[str]) -> Scores:
        """The log-odds of the criteria of a dossier by models that know nothing of it, nor of those left out."""
        model = self.document_model(left_out, slug)
        odds: Scores = model.log_odds(np.array(self.sets(left_out)[slug])[:, set_columns(model.features)])[:, 0]
        return odds
