"""The manual annotation: cells noted from the document alone, their time, and the whole as a gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from corpus import Corpus
from corpus.manual_store import ManualCell
from domain import ClockMode, GoldDetails, Verdict
from domain.errors import UsageError
from evaluation import Gold, GoldCell, GoldEvidence, GoldValue
from indicator_queries import Grid, find
from use_cases.gold_versions import GoldVersions

ORIGIN = "analyse à la main"
ORIGIN_NOT_BLIND = "analyse à la main, pas à l'aveugle (réponse de l'outil vue avant : {seen} cases sur {cells})"


@dataclass(frozen=True, slots=True)
class HandGold:
    """A person's finished cells as a gold; ``unfinished`` counts those without a verdict, which are left out.

    ``not_blind`` are the finished cells (document, indicator) whose answer by the tool the person had seen first.
    """

    gold: Gold
    comments: Mapping[tuple[str, str], str]
    unfinished: int
    not_blind: tuple[tuple[str, str], ...] = ()


class Annotating:
    """The flows of the page where people analyse a document without the tool's answers."""

    def __init__(self, corpus: Corpus, grid: Grid):
        self._corpus = corpus
        self._grid = grid

    def put(self, cell: ManualCell) -> ManualCell:
        """Keep what a person noted of a cell.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownIndicator: the grid has no such code.
            UsageError: nobody signs it, or the verdict is the tool's own abstention.
        """
        self._corpus.documents.get(cell.document)
        find(self._grid, cell.indicator)
        if not cell.person:
            raise UsageError("Une analyse à la main est celle de quelqu'un.", remedy="Donnez votre nom.")
        if cell.verdict is Verdict.A_VERIFIER:
            raise UsageError("« à vérifier » est une abstention de l'outil : une personne dit un verdict, ou doute.")
        return self._corpus.manual.put(cell)

    def minutes(self, document: str, person: str) -> dict[str, float]:
        """Minutes that the person spent annotating each cell, by the clock."""
        spent: dict[str, float] = {}
        for clock in self._corpus.clocks.all(document):
            if clock.person == person and clock.mode is ClockMode.MAIN:
                spent[clock.indicator] = spent.get(clock.indicator, 0.0) + clock.seconds / 60
        return spent

    def not_blind(self, document: str, person: str) -> frozenset[str]:
        """The indicators that a person noted after having worked on the tool's answer to them.

        What tells it is their clock on the cell with the tool's answer, or a decision that they signed on it, begun
        before they last changed their note. Verdicts read in passing, in a matrix, leave no trace.
        """
        name = person.casefold()
        begun = [
            (clock.indicator, clock.started_at)
            for clock in self._corpus.clocks.all(document)
            if clock.mode is ClockMode.ASSISTE and clock.person.casefold() == name
        ]
        begun += [
            (review.indicator, review.created_at)
            for review in self._corpus.reviews.all_of(document)
            if review.reviewer.casefold() == name
        ]
        noted = self._corpus.manual.all(document, person)
        changed = {code: cell.updated_at for code, cell in noted.items() if cell.updated_at is not None}
        return frozenset(code for code, at in begun if code in changed and at.replace(microsecond=0) <= changed[code])

    def gold(self, documents: Sequence[str], person: str) -> HandGold:
        """A person's finished cells of these documents, with their minutes, as a gold that imports like any other.

        A verdict « oui » or « partiel » without any evidence is not finished either: a gold needs the pages.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        cells: list[GoldCell] = []
        comments: dict[tuple[str, str], str] = {}
        unfinished = 0
        seen: list[tuple[str, str]] = []
        for slug in documents:
            self._corpus.documents.get(slug)
            not_blind = self.not_blind(slug, person)
            minutes = self.minutes(slug, person)
            for code, noted in self._corpus.manual.all(slug, person).items():
                if not is_finished(noted):
                    unfinished += 1
                    continue
                cells.append(_gold_cell(noted, minutes.get(code)))
                if code in not_blind:
                    seen.append((slug, code))
                if noted.comment:
                    comments[slug, code] = noted.comment
        return HandGold(Gold.of(cells), comments, unfinished, tuple(seen))

    def keep(self, documents: Sequence[str], person: str) -> Gold:
        """Keep a person's analysis as a version of the gold, with which answers can be compared.

        Raises:
            UnknownDocument: no document has one of these slugs.
            UsageError: no cell is finished.
        """
        done = self.gold(documents, person)
        gold = done.gold
        if not gold.cells:
            raise UsageError("Aucune case n'est finie : un verdict, et une preuve pour « oui » et « partiel ».")
        titles = ", ".join(self._corpus.documents.get(slug).title for slug in documents)
        GoldVersions(self._corpus).keep(
            gold,
            name=f"{titles} – {person}",
            origin=ORIGIN_NOT_BLIND.format(seen=len(done.not_blind), cells=len(gold.cells))
            if done.not_blind
            else ORIGIN,
            details=GoldDetails((person,), done.not_blind),
        )
        return gold


def is_finished(cell: ManualCell) -> bool:
    """Whether the cell says all that a gold needs."""
    if cell.verdict is None:
        return False
    return cell.verdict not in (Verdict.OUI, Verdict.PARTIEL) or bool(cell.evidence)


def _gold_cell(noted: ManualCell, minutes: float | None) -> GoldCell:
    assert noted.verdict is not None
    absent = noted.verdict is Verdict.NON
    return GoldCell(
        document=noted.document,
        indicator=noted.indicator,
        verdict=noted.verdict,
        values=() if absent else tuple(map(GoldValue.placed, noted.values)),
        evidence=() if absent else tuple(GoldEvidence(**asdict(one)) for one in noted.evidence),
        minutes=None if minutes is None else round(minutes, 2),
        doubtful=noted.doubtful,
        annotator=noted.person,
    )
