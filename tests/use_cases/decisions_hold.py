"""What holds of decisions whatever was done, in whatever order: none is lost, and files say what pages show."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis.stateful import RuleBasedStateMachine, invariant

from corpus import Corpus
from domain import Cell, CellStatus, Citation, Decision, DecisionStanding, Review, Verdict
from domain.errors import ReviewConflict
from domain.labels import STANDINGS, STATUSES
from evaluation import read_gold, write_gold
from exports import format_named
from exports.contents import ExportedDocument
from exports.file_text import verdict_text
from exports.views.matrix_table import MatrixCell, cell_text
from indicator_queries import find
from settings import Settings
from tests.use_cases.read_back import (
    csv_rows,
    flat,
    of_csv,
    of_json,
    of_workbook,
    shown,
    table_rows,
    with_lost,
)
from tests.use_cases.small_dossiers import CODES, FIRST, SECOND, SLUGS, WithoutModel, two_dossiers
from use_cases.matrix_selection import Choice
from use_cases.overview import overview
from use_cases.reviewed_gold import reviewed_gold
from web.cell_view import cell_page
from web.comparison_view import compared


class DecisionsHold(RuleBasedStateMachine):
    """Two dossiers, and what holds of decisions whatever was done to them.

    ``made`` is every row that any act returned, as it was returned, but for the names of its document since;
    ``gone`` the slugs of dossiers that were deleted; ``asked`` the questions that must still be there, ``noted`` what
    people noted by hand, by document, indicator and person.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(two_dossiers(), self.folder / "data")
        self.stack = ExitStack()
        self.made: list[Review] = []
        self.gone: set[str] = set()
        self.asked: dict[int, tuple[str, ...]] = {}
        self.noted: dict[tuple[str, str, str], Verdict] = {}
        self.touched: set[str] = {FIRST, SECOND}
        self.checked: dict[str, tuple[dict[str, Cell], list[Review]]] = {}
        self.open_again()

    def open_again(self) -> None:
        self.application = WithoutModel(Settings(data_dir=self.folder / "data"))
        self.stack.enter_context(self.application.opened())
        self.made_at_start = len(self.made)

    def teardown(self) -> None:
        self.stack.close()
        shutil.rmtree(self.folder)

    @property
    def corpus(self) -> Corpus:
        return self.application.corpus

    @property
    def known(self) -> list[str]:
        return [info.slug for info in self.corpus.documents.all()]

    def one(self, number: int) -> str:
        """One of the dossiers there are."""
        known = self.known
        slug = known[number % len(known)]
        self.touched.add(slug)
        return slug

    @invariant()
    def every_decision_ever_made_is_there(self) -> None:
        """Stored as it was, counted, in the history; of a deleted dossier too, until it is read again."""
        for slug in {*SLUGS, *self.known}:
            made = [one for one in self.made if one.document == slug]
            kept = {one.id: one for one in self.corpus.reviews.all_of(slug)}
            assert set(kept) == {one.id for one in made}
            for one in made:
                assert (what_was_said(kept[one.id]), kept[one.id].reviewer) == (what_was_said(one), one.reviewer)
            last = {one.indicator: one for one in sorted(made, key=lambda one: one.id)}
            standing = sum(one.decision is not Decision.RETIRE for one in last.values())
            assert self.corpus.reviews.count(slug) == standing
            if slug in self.known:
                assert sum(cell.decision is not None for cell in self.application.cells.of(slug)) == standing

    @invariant()
    def what_was_noted_by_hand_is_there(self) -> None:
        kept = {
            (slug, code, person): cell.verdict
            for slug in {*SLUGS, *self.known}
            for person in ("Ana", "Bo")
            for code, cell in self.corpus.manual.all(slug, person).items()
        }
        assert kept == self.noted

    @invariant()
    def every_question_is_there(self) -> None:
        for person in ("Ana", "Bo"):
            for conversation in self.corpus.questions.conversations(person):
                for asked in self.corpus.questions.of(conversation.id):
                    assert self.asked.pop(asked.id) == asked.documents
                    self.asked[asked.id] = asked.documents
                    assert all(one.document in asked.documents for one in asked.answer.citations)

    @invariant()
    def decisions_stand_as_the_present_text_and_answer_have_it(self) -> None:
        lines = {line.document.slug: line for line in overview(self.corpus, self.application.cells)}
        for slug in self.known:
            matrix = lines[slug].cells
            cells = self.application.cells.of(slug)
            assert set(matrix) == {cell.indicator for cell in cells}
            assert lines[slug].to_review == sum(bool(cell.standing and cell.standing.to_review) for cell in cells)
            for cell in cells:
                seen = matrix[cell.indicator]
                assert (seen.status, seen.verdict, seen.standing) == (cell.status, cell.verdict, cell.standing)
                if slug in self.touched:
                    self._stands(slug, cell)

    def _stands(self, slug: str, cell: Cell) -> None:
        decision = cell.decision
        if decision is None:
            assert (cell.status, cell.standing, cell.lost) == (CellStatus.NOT_REVIEWED, None, ())
            return
        pages = {(piece, page.number): flat(page.text) for piece, page in self.corpus.texts.pages(slug)}
        places = [(one.piece, one.page, one.quote) for one in decision.citations]
        places += [(one.piece, one.page, one.quote) for one in decision.values if one.quote]
        gone = {quote for _, _, quote in places if not any(flat(quote) in text for text in pages.values())}
        moved = any(flat(quote) not in pages.get((piece, page), "") for piece, page, quote in places)
        answer = cell.answer
        assert {one.quote for one in cell.lost} == gone
        if gone:
            expected = DecisionStanding.EVIDENCE_GONE
        elif answer and decision.tool_verdict and decision.tool_verdict is not answer.verdict:
            expected = DecisionStanding.TOOL_DISAGREES
        else:
            expected = DecisionStanding.EVIDENCE_MOVED if moved else DecisionStanding.UNCHANGED
        assert cell.standing is expected
        for one in cell.citations:
            if one.quote not in gone:
                text = self.corpus.texts.page(slug, one.piece, one.ordinal).page.text
                assert flat(text[one.start : one.end]) == flat(one.quote)

    @invariant()
    def files_and_pages_say_what_cells_say(self) -> None:
        known = self.known
        changed = False
        for slug in sorted(self.touched & set(known)):
            cells = {cell.indicator: cell for cell in self.application.cells.of(slug)}
            history = self.corpus.reviews.all_of(slug)
            if self.checked.get(slug) == (cells, history):  # what is written is made of these alone
                continue
            changed = True
            self.checked[slug] = (cells, history)
            self._pages_agree(slug, cells)
            self._dossier_agrees(slug, cells)
            self._history_agrees(slug)
            self._unseen_acts_are_refused(slug, cells)
            for suffix in (".xlsx", ".csv"):
                self.carried_away(slug, suffix, slug)
        if changed:
            self._matrix_agrees()
        if changed and len(known) == 2:
            self._comparison_agrees(*known)
        self.touched = set()

    def _unseen_acts_are_refused(self, slug: str, cells: dict[str, Cell]) -> None:
        """Whoever did not see the last act is told of it, and changes nothing."""
        for code, cell in cells.items():
            if cell.decision is not None:
                with pytest.raises(ReviewConflict):
                    self.application.reviewing.withdraw(slug, code, "Bo", (cell.seen or 0) + 1)

    def _pages_agree(self, slug: str, cells: dict[str, Cell]) -> None:
        info = self.corpus.documents.get(slug)
        for code, cell in cells.items():
            page = cell_page(self.application, info, find(self.application.grid, code), 1)
            assert page is not None
            assert page.cell == cell
            assert tuple(line.value for line in page.values) == cell.values
            assert tuple(line.citation for line in page.citations) == cell.citations
            assert [line.citation for line in page.citations if line.lost] == [
                one for one in cell.citations if one in cell.lost
            ]

    def _dossier_agrees(self, slug: str, cells: dict[str, Cell]) -> None:
        files = {
            name: self.application.exporting.content([slug], format_named(name)) for name in ("xlsx", "csv", "json")
        }
        document = ExportedDocument(self.corpus.documents.get(slug), self.application.grid, ())
        names = {document.piece_text(piece.name): piece.name for piece in document.info.pieces}
        assert len(names) == len(document.info.pieces)
        assert of_workbook(files["xlsx"], names) == {code: with_lost(cell) for code, cell in cells.items()}
        numbers = {
            code: replace(shown(cell), values=tuple((f"{one.value:g}", flat(one.quote)) for one in cell.values))
            for code, cell in cells.items()
        }
        assert of_json(files["json"]) == numbers
        rows = of_csv(files["csv"])
        assert set(rows) == set(cells)
        for code, (row, beside) in rows.items():
            expected = with_lost(cells[code])
            assert row == replace(expected, values=())
            assert {amount for amount, _ in beside} == {amount for amount, _ in expected.values}
            for amount, quote in expected.values:
                assert any(amount == said and quote in text for said, text in beside)

    def _history_agrees(self, slug: str) -> None:
        table = self.application.tables.history(slug)
        rows = csv_rows(format_named("csv").table(table))
        made = [one for one in self.made if one.document == slug]
        assert sorted((row["Indicateur"].split()[0], row["Par"], row["Commentaire"]) for row in rows) == sorted(
            (one.indicator, one.reviewer, one.comment or "") for one in made
        )

    def _comparison_agrees(self, first: str, second: str) -> None:
        pair = compared(
            self.corpus,
            self.application.cells,
            self.application.grid,
            first,
            second,
            self.application.version_changes,
        )
        table = self.application.tables.comparison(first, second)
        rows = table_rows(format_named("xlsx").table(table))
        assert [[flat(text) for text in row.values()] for row in csv_rows(format_named("csv").table(table))] == rows
        assert len(rows) == len(pair.lines)
        for line, row in zip(pair.lines, rows, strict=True):
            assert row[0].startswith(line.indicator.code)
            for cell, (verdict, review, values, _) in ((line.first, row[1:5]), (line.second, row[5:9])):
                if cell is None:
                    assert (verdict, review, values) == ("—", "", "")
                    continue
                said = shown(cell)
                assert verdict == flat(verdict_text(cell.verdict))
                assert review == flat(f"{STATUSES[cell.status]}{f'par {said.reviewer}' if said.reviewer else ''}") + (
                    flat(STANDINGS[cell.standing]) if cell.standing and cell.standing.to_review else ""
                )
                assert values == "".join(amount for amount, _ in said.values)
            sides = (line.first, line.second)
            verdicts, numbers = ({act(cell) for cell in sides} for act in (_verdict, _numbers))
            # They are no versions of one plan: quotes differ anyhow.
            assert row[-1] == ("verdict" if len(verdicts) > 1 else "valeurs" if len(numbers) > 1 else "aucun")

    def _matrix_agrees(self) -> None:
        lines = overview(self.corpus, self.application.cells)
        rows = csv_rows(format_named("csv").table(self.application.tables.matrix(Choice())))
        assert len(rows) == len(lines)
        titles = {line.document.title: line for line in lines}
        for row in rows:
            line = titles[row["Document"]]
            for name, text in row.items():
                code = name.split()[0]
                if code not in CODES:
                    continue
                cell = line.cells.get(code)
                assert flat(text) == (
                    "—"
                    if cell is None
                    else flat(cell_text(MatrixCell(cell.verdict, cell.status, cell.standing, cell.tool_verdict)))
                )

    def carried_away(self, slug: str, suffix: str, name: str) -> Path | None:
        """The decisions of a dossier as a file of reviews that says what the cells say; None where there are none."""
        done = reviewed_gold(self.application.cells, [slug])
        said = {cell.indicator: cell for cell in self.application.cells.of(slug) if cell.decision and cell.verdict}
        assert {cell.indicator for cell in done.gold.cells} == set(said)
        if not done.gold.cells:
            return None
        cells = [replace(cell, document=name) for cell in done.gold.cells]
        comments = {(name, code): comment for (_, code), comment in done.comments.items()}
        path = self.folder / f"relectures{suffix}"
        write_gold(path, cells, comments)
        if suffix == ".csv":
            written = {row["indicateur"]: row["commentaire"] for row in reversed(csv_rows(path.read_bytes()))}
            assert all((cell.comment or "") in written[code] for code, cell in said.items())
        for gold in read_gold(path).cells:
            cell = said[gold.indicator]
            decision = cell.decision
            assert gold.verdict is cell.verdict
            assert gold.doubtful is (cell.status is CellStatus.DOUBTFUL)
            assert gold.annotator == f"relecture : {decision.reviewer if decision else ''}"
            if gold.verdict is not Verdict.NON:
                assert [(one.piece, one.page, one.quote) for one in gold.evidence] == [
                    (one.piece, one.page, one.quote) for one in _distinct(cell.citations)
                ]
                assert {(one.number, one.quote) for one in gold.values} == {
                    (one.value, one.quote) for one in cell.values
                }
        return path


def _distinct(citations: Sequence[Citation]) -> Iterator[Citation]:
    """A file has a quote of a page once."""
    return iter({(one.piece, one.page, one.quote): one for one in citations}.values())


def what_was_said(review: Review) -> tuple[object, ...]:
    """What a decision said, whatever became of the answer that it read."""
    return review.decision, review.verdict, review.values, review.evidence, review.comment, review.tool_verdict


def _verdict(cell: Cell | None) -> Verdict | None:
    return cell.verdict if cell else None


def _numbers(cell: Cell | None) -> frozenset[tuple[float, str | None]]:
    return frozenset((value.value, value.unit) for value in cell.values) if cell else frozenset()
