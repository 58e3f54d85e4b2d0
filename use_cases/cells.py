"""Cells as every screen, export and command shows them: the decision where there is one, else the tool's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus import Corpus
from domain import Answer, Cell, CellStatus, Decision, DecisionStanding, Review, Verdict
from domain.errors import UnknownIndicator
from french.value_quotes import with_quotes
from indicator_queries import Grid
from use_cases.standing import Placed, QuoteFinder

_STATUS = {
    Decision.ACCEPTE: CellStatus.VALIDATED,
    Decision.CORRIGE: CellStatus.CORRECTED,
    Decision.DOUTE: CellStatus.DOUBTFUL,
    Decision.RETIRE: CellStatus.NOT_REVIEWED,
}


@dataclass(frozen=True, slots=True)
class CellSummary:
    """A cell without its content, as a matrix shows it; the fields are those of :class:`domain.Cell`.

    ``tool_verdict`` is that of the tool's newest answer, None where nothing was answered.
    """

    document: str
    indicator: str
    status: CellStatus
    verdict: Verdict | None
    decision: Review | None
    standing: DecisionStanding | None
    tool_verdict: Verdict | None
    answer_number: int | None

    @property
    def decided(self) -> bool:
        """Whether a person settled the cell; a doubt settles nothing."""
        return self.status in (CellStatus.VALIDATED, CellStatus.CORRECTED)

    @property
    def to_review(self) -> bool:
        """Whether what was decided should be looked at again."""
        return self.standing is not None and self.standing.to_review


class Cells:
    """Puts decisions beside answers. One for the application: it remembers where decisions stand in the texts."""

    def __init__(self, corpus: Corpus, grid: Grid):
        self._corpus = corpus
        self._grid = grid
        self._places = QuoteFinder(corpus)

    def of(self, document: str) -> tuple[Cell, ...]:
        """Every cell of a document that was answered or decided, in the order of the grid.

        Raises:
            UnknownDocument: no document has this slug.
        """
        answers = {document: self._corpus.answers.numbered(document)}
        return self._put_together(answers, {document: self._corpus.reviews.last(document)})[document]

    def of_several(self, documents: Sequence[str]) -> dict[str, tuple[Cell, ...]]:
        """As :meth:`of`, of many documents in a few queries; a slug that names none has no cell."""
        answers, last = self._corpus.answers.numbered_of(documents), self._corpus.reviews.last_of(documents)
        return self._put_together(
            {slug: answers.get(slug, {}) for slug in documents}, {slug: last.get(slug, {}) for slug in documents}
        )

    def _put_together(
        self, answers: Mapping[str, Mapping[str, tuple[int, Answer]]], last: Mapping[str, Mapping[str, Review]]
    ) -> dict[str, tuple[Cell, ...]]:
        decisions = {
            slug: {code: one for code, one in own.items() if one.decision is not Decision.RETIRE}
            for slug, own in last.items()
        }
        placed = self._places.of({slug: list(own.values()) for slug, own in decisions.items()})
        return {
            slug: self._of_document(slug, answers[slug], last[slug], decisions[slug], placed[slug]) for slug in answers
        }

    def _of_document(
        self,
        document: str,
        answers: Mapping[str, tuple[int, Answer]],
        last: Mapping[str, Review],
        decisions: Mapping[str, Review],
        placed: Mapping[int, Placed],
    ) -> tuple[Cell, ...]:
        cells = []
        for indicator in self._grid.indicators:
            code = indicator.code
            number, answer = answers.get(code, (None, None))
            decision = decisions.get(code)
            seen = last[code].id if code in last else None
            if decision is not None:
                found = placed[decision.id]
                cells.append(
                    Cell(
                        document=document,
                        indicator=code,
                        status=_STATUS[decision.decision],
                        verdict=decision.verdict,
                        values=with_quotes(found.values, (*found.citations, *(answer.citations if answer else ()))),
                        citations=found.citations,
                        comment=decision.comment,
                        decision=decision,
                        standing=found.standing(decision.tool_verdict, answer.verdict if answer else None),
                        lost=found.lost,
                        answer=answer,
                        answer_number=number,
                        seen=seen,
                    )
                )
            elif answer is not None:
                cells.append(_answered(answer, code, number, seen))
        return tuple(cells)

    def cell(self, document: str, indicator: str) -> Cell:
        """One cell; of one that was neither answered nor decided, all that is empty.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownIndicator: the grid has no such code.
        """
        if all(known.code != indicator for known in self._grid.indicators):
            raise UnknownIndicator(f"La grille n'a pas d'indicateur « {indicator} ».")
        found = next((cell for cell in self.of(document) if cell.indicator == indicator), None)
        if found is not None:
            return found
        last = self._corpus.reviews.last(document).get(indicator)
        return Cell(document, indicator, CellStatus.NOT_REVIEWED, None, seen=last.id if last else None)

    def overview(self) -> Mapping[str, Mapping[str, CellSummary]]:
        """Every answered or decided cell of every document of the corpus, as {slug: {code: cell}}.

        The number of queries is the same for any number of documents, but for those where a decision's quote has
        left its page: they are read once, until their text or their decisions change again.
        """
        verdicts, last = self._corpus.answers.verdicts(), self._corpus.reviews.all_last()
        decisions = {
            slug: [one for one in own.values() if one.decision is not Decision.RETIRE] for slug, own in last.items()
        }
        placed = self._places.of(decisions)
        found: dict[str, dict[str, CellSummary]] = {}
        for slug in {*verdicts, *last}:
            own = {one.indicator: one for one in decisions.get(slug, ())}
            for indicator in self._grid.indicators:
                code = indicator.code
                number, verdict = verdicts.get(slug, {}).get(code, (None, None))
                decision = own.get(code)
                if decision is None and verdict is None:
                    continue
                found.setdefault(slug, {})[code] = CellSummary(
                    document=slug,
                    indicator=code,
                    status=_STATUS[decision.decision] if decision else CellStatus.NOT_REVIEWED,
                    verdict=decision.verdict if decision else verdict,
                    decision=decision,
                    standing=placed[slug][decision.id].standing(decision.tool_verdict, verdict) if decision else None,
                    tool_verdict=verdict,
                    answer_number=number,
                )
        return found


def _answered(answer: Answer, code: str, number: int | None, seen: int | None) -> Cell:
    return Cell(
        document=answer.document,
        indicator=code,
        status=CellStatus.NOT_REVIEWED,
        verdict=answer.verdict,
        values=with_quotes(answer.values, answer.citations),
        citations=answer.citations,
        answer=answer,
        answer_number=number,
        seen=seen,
    )
