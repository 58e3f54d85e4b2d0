"""People review answers: one current decision a cell, its time, and the decisions as a gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus import Corpus
from corpus.review_store import ReviewDraft
from domain import Answer, Clock, ClockMode, Decision, Review, Verdict
from domain.errors import UnknownIndicator, UsageError
from evaluation import Evidence, Gold, GoldCell, GoldValue
from indicator_queries import Grid

ANNOTATOR = "relecture"
_KEPT_PERTINENCE = 2  # a quote accepted as it is supports the verdict; only a person can say that it decides


@dataclass(frozen=True, slots=True)
class ReviewCell:
    """One line of the review page: the answer with its number, its current review, and the time spent.

    ``stale`` says that the answer was made again since the review. ``seconds`` are by mode.
    """

    indicator: str
    number: int
    answer: Answer
    review: Review | None
    stale: bool
    seconds: Mapping[ClockMode, float]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided, as asked; None for values or evidence keeps those of the answer."""

    answer: int
    reviewer: str
    decision: Decision
    verdict: Verdict | None
    comment: str | None
    values: Sequence[Mapping[str, Any]] | None
    evidence: Sequence[Mapping[str, Any]] | None
    clock: str | None


@dataclass(frozen=True, slots=True)
class ReviewedGold:
    """The reviews as a gold; ``undecided`` counts the doubts without a verdict, which are left out."""

    gold: Gold
    comments: Mapping[tuple[str, str], str]
    undecided: int


class Reviewing:
    """The flows of the review page."""

    def __init__(self, corpus: Corpus, grid: Grid):
        self._corpus = corpus
        self._grid = grid

    def cells(self, document: str) -> list[ReviewCell]:
        """Every answered cell of a document, in the order of the grid.

        Raises:
            UnknownDocument: no document has this slug.
        """
        numbered = self._corpus.answers.numbered(document)
        reviews = self._corpus.reviews.current(document)
        seconds: dict[str, dict[ClockMode, float]] = {}
        for clock in self._corpus.clocks.all(document):
            own = seconds.setdefault(clock.indicator, {})
            own[clock.mode] = own.get(clock.mode, 0.0) + clock.seconds
        order = {indicator.code: place for place, indicator in enumerate(self._grid.indicators)}
        return [
            ReviewCell(
                code,
                number,
                answer,
                reviews.get(code),
                code in reviews and reviews[code].answer != number,
                seconds.get(code, {}),
            )
            for code, (number, answer) in sorted(numbered.items(), key=lambda one: (order.get(one[0], 999), one[0]))
        ]

    def review(self, document: str, indicator: str, decided: Decided, seen: int | None) -> Review:
        """Keep a decision as the current one of its cell, and stop its clock.

        Args:
            document: Slug.
            indicator: Code.
            decided: The decision.
            seen: Number of the review that the person saw, None when there was none.

        Raises:
            UnknownIndicator: the document has no answer for this indicator.
            UsageError: the decision does not hold together.
            ReviewConflict: somebody else decided in between; nothing was changed.
        """
        answer = self._corpus.answers.by_number(decided.answer)
        if answer is None or (answer.document, answer.indicator) != (document, indicator):
            raise UnknownIndicator(
                f"La réponse n° {decided.answer} n'est pas une réponse de {document} à {indicator}.",
                remedy="Rechargez la page : le dossier a pu être lu de nouveau.",
            )
        verdict = _verdict(decided, answer)
        content = {
            "values": None if decided.values is None else [dict(value) for value in decided.values],
            "evidence": None if decided.evidence is None else [dict(item) for item in decided.evidence],
        }
        _check_evidence(verdict, answer, content["evidence"])
        seconds = None
        if decided.clock is not None:
            clock = self._clock_of(decided.clock, document, indicator)
            seconds = clock.seconds
        draft = ReviewDraft(
            decided.answer, decided.reviewer, decided.decision, verdict, decided.comment, seconds, content
        )
        review = self._corpus.reviews.put(document, indicator, draft, seen)
        if decided.clock is not None:
            self._corpus.clocks.stop(decided.clock)  # after the decision is kept: a refused one goes on being timed
        return review

    def gold(self, documents: Sequence[str]) -> ReviewedGold:
        """The current reviews of these documents as a gold that imports like any other.

        Minutes stay empty: time spent with the tool's answer is no time by hand. A cell decided in front of
        the tool's answer leans towards it: such a gold measures less well than one made from the text alone.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        cells: list[GoldCell] = []
        comments: dict[tuple[str, str], str] = {}
        undecided = 0
        for slug in documents:
            self._corpus.documents.get(slug)
            for code, review in self._corpus.reviews.current(slug).items():
                answer = self._corpus.answers.by_number(review.answer)
                if review.verdict is None or answer is None:
                    undecided += 1
                    continue
                cells.append(_gold_cell(review, review.verdict, answer))
                if review.comment:
                    comments[slug, code] = review.comment
        return ReviewedGold(Gold.of(cells), comments, undecided)

    # --- Clocks -------------------------------------------------------------------------------------

    def start_clock(self, document: str, indicator: str, person: str, mode: ClockMode) -> Clock:
        """Start, or go on with, a person's clock on a cell; their clock on another cell pauses.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownIndicator: the grid has no such code.
        """
        self._corpus.documents.get(document)
        if all(known.code != indicator for known in self._grid.indicators):
            raise UnknownIndicator(f"La grille n'a pas d'indicateur « {indicator} ».")
        return self._corpus.clocks.start(document, indicator, person, mode)

    def _clock_of(self, identifier: str, document: str, indicator: str) -> Clock:
        clock = self._corpus.clocks.get(identifier)
        if (clock.document, clock.indicator) != (document, indicator):
            raise UsageError("Ce chronomètre mesure une autre case.", where=f"{clock.document} / {clock.indicator}")
        if clock.mode is not ClockMode.ASSISTE:
            raise UsageError("Ce chronomètre mesure le travail à la main, pas la relecture d'une réponse.")
        return clock


def _verdict(decided: Decided, answer: Answer) -> Verdict | None:
    if decided.verdict is Verdict.A_VERIFIER:
        raise UsageError("« à vérifier » est une abstention de l'outil : une personne dit un verdict, ou doute.")
    if decided.decision is Decision.ACCEPTE:
        if answer.verdict is Verdict.A_VERIFIER:
            raise UsageError("L'outil n'a pas conclu : il n'y a pas de verdict à accepter. Corrigez, ou doutez.")
        if decided.verdict not in (None, answer.verdict):
            raise UsageError("Accepter une réponse garde son verdict ; pour un autre, corrigez.")
        return answer.verdict
    if decided.decision is Decision.CORRIGE and decided.verdict is None:
        raise UsageError("Une correction dit le verdict : oui, partiel, non ou sans_objet.")
    return decided.verdict


def _check_evidence(verdict: Verdict | None, answer: Answer, evidence: Sequence[Mapping[str, Any]] | None) -> None:
    proofs = len(answer.citations) if evidence is None else len(evidence)
    if verdict in (Verdict.OUI, Verdict.PARTIEL) and not proofs:
        raise UsageError(
            f"Un verdict « {verdict.value} » demande au moins une preuve.", remedy="Donnez la pièce et la page."
        )


def _gold_cell(review: Review, verdict: Verdict, answer: Answer) -> GoldCell:
    kept, values = review.content.get("evidence"), review.content.get("values")
    if kept is None:
        evidence = [Evidence(one.piece, one.page, one.quote, _KEPT_PERTINENCE) for one in answer.citations]
    else:
        evidence = [
            Evidence(str(one["piece"]), one.get("page"), one.get("quote"), int(one.get("pertinence") or 3))
            for one in kept
        ]
    if values is None:
        noted = [GoldValue.of(value.value, value.unit, value.label) for value in answer.values]
    else:
        noted = [GoldValue.of(value["value"], value.get("unit"), value.get("label")) for value in values]
    absent = verdict is Verdict.NON
    return GoldCell(
        document=review.document,
        indicator=review.indicator,
        verdict=verdict,
        values=() if absent else tuple(noted),
        evidence=() if absent else tuple(evidence),
        minutes=None,
        doubtful=review.decision is Decision.DOUTE,
        annotator=f"{ANNOTATOR} : {review.reviewer}" if review.reviewer else ANNOTATOR,
    )
