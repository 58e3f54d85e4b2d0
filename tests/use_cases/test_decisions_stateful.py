"""Whatever people and the tool do, in whatever order: every decision stays, and exports say what cells say."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from corpus import Corpus
from domain import Cell, CellStatus, Decision, DecisionStanding, Review, Verdict
from domain.errors import ReviewConflict, UsageError
from evaluation import gold_bytes, read_gold
from tests.corpus.pieces import read_piece
from tests.use_cases.decided import HEDGES, PONDS, SHARE, SLUG, Desk, cite
from use_cases.decided_content import EvidenceGiven
from use_cases.gold_versions import GoldVersions
from use_cases.reviewed_gold import reviewed_gold

SENTENCES = (HEDGES, PONDS, SHARE, "Un arbre est planté.", "Les toitures sont végétalisées.")
CODES = ("I01", "I02")
codes = st.sampled_from(CODES)
people = st.sampled_from(("Ana", "Bo"))
pieces = st.sampled_from(("reglement", "oap"))
texts = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=3)


class DecisionsMachine(RuleBasedStateMachine):
    """Acts on one dossier; ``made`` is every row that any act returned, as it was returned."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(_empty_corpus(), self.folder, dirs_exist_ok=True)
        self.desk = Desk(self.folder)
        self.made: list[Review] = []

    def teardown(self) -> None:
        self.desk.corpus.close()
        shutil.rmtree(self.folder)

    # --- The tool and the dossier -------------------------------------------------------------------

    def _text(self) -> str:
        corpus = self.desk.corpus
        return " ".join(page.text for _, page in corpus.texts.pages(SLUG)) if corpus.documents.exists(SLUG) else ""

    @property
    def known(self) -> bool:
        return self.desk.corpus.documents.exists(SLUG)

    @precondition(lambda self: self.known)
    @rule(code=codes, verdict=st.sampled_from(list(Verdict)), wanted=st.lists(st.sampled_from(SENTENCES), max_size=2))
    def ask_or_run_again(self, code: str, verdict: Verdict, wanted: list[str]) -> None:
        there = [quote for quote in dict.fromkeys(wanted) if quote in self._text()]
        if verdict in (Verdict.OUI, Verdict.PARTIEL) and not there:
            return
        self.desk.answer(code, verdict, there)

    @precondition(lambda self: self.known)
    @rule(piece=pieces, text=texts)
    def put_or_replace_a_piece(self, piece: str, text: list[list[str]]) -> None:
        self.desk.put(piece, *(" ".join(page) for page in text))

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def remove_a_piece(self, data: st.DataObject) -> None:
        names = [piece.name for piece in self.desk.corpus.documents.get(SLUG).pieces]
        if names:
            self.desk.corpus.documents.remove_piece(SLUG, data.draw(st.sampled_from(names)))

    @precondition(lambda self: self.known)
    @rule()
    def delete_the_dossier(self) -> None:
        self.desk.corpus.documents.remove(SLUG)

    @precondition(lambda self: not self.known)
    @rule(text=texts)
    def read_it_again(self, text: list[list[str]]) -> None:
        self.desk.corpus.documents.describe(SLUG, title="PLUi A (fictif)")
        self.desk.corpus.documents.put_piece(SLUG, read_piece("reglement", *(" ".join(page) for page in text)))

    # --- People -------------------------------------------------------------------------------------

    def _act(self, code: str, act: Callable[[Cell], Review]) -> Cell | None:
        """What the cell shows after the act; None where it was refused, and then nothing has changed."""
        before = self.desk.cells.cell(SLUG, code)
        try:
            self.made.append(act(before))
        except UsageError:
            assert self.desk.cells.cell(SLUG, code) == before
            return None
        return self.desk.cells.cell(SLUG, code)

    @precondition(lambda self: self.known)
    @rule(code=codes, person=people)
    def validate(self, code: str, person: str) -> None:
        before = self.desk.cells.cell(SLUG, code)
        after = self._act(code, lambda _: self.desk.decide(code=code, reviewer=person))
        if after is None:
            return
        assert after.status in (CellStatus.VALIDATED, CellStatus.CORRECTED)
        assert [one.quote for one in after.citations] == [one.quote for one in before.citations]
        assert [one.value for one in after.values] == [one.value for one in before.values]
        if before.verdict is not None:
            assert after.verdict is before.verdict
        if before.decision is not None and before.verdict is not None:  # an old answer may have moved under its reader
            assert (after.values, after.citations, after.lost) == (before.values, before.citations, before.lost)
            assert after.standing in (DecisionStanding.UNCHANGED, DecisionStanding.EVIDENCE_GONE)

    @precondition(lambda self: self.known)
    @rule(
        code=codes,
        person=people,
        verdict=st.sampled_from([Verdict.OUI, Verdict.PARTIEL, Verdict.NON]),
        wanted=st.lists(st.sampled_from(SENTENCES), max_size=2),
        comment=st.sampled_from([None, "Vu avec le service."]),
    )
    def correct(self, code: str, person: str, verdict: Verdict, wanted: list[str], comment: str | None) -> None:
        cited = [cite(self.desk.corpus, SLUG, quote) for quote in dict.fromkeys(wanted) if quote in self._text()]
        evidence = [EvidenceGiven(one.piece, one.page, one.quote, 3) for one in cited]
        after = self._act(
            code,
            lambda _: self.desk.decide(
                Decision.CORRIGE, code, verdict, values=[], evidence=evidence, comment=comment, reviewer=person
            ),
        )
        if after is not None:
            assert (after.status, after.verdict, after.comment) == (CellStatus.CORRECTED, verdict, comment)
            assert [one.quote for one in after.citations] == [one.quote for one in cited]
            assert not after.standing or not after.standing.to_review

    @precondition(lambda self: self.known)
    @rule(code=codes, person=people)
    def doubt(self, code: str, person: str) -> None:
        before = self.desk.cells.cell(SLUG, code)
        after = self._act(code, lambda _: self.desk.decide(Decision.DOUTE, code, reviewer=person))
        if after is not None:
            assert after.status is CellStatus.DOUBTFUL
            assert after.citations == before.citations

    @precondition(lambda self: self.known)
    @rule(code=codes, person=people)
    def confirm(self, code: str, person: str) -> None:
        after = self._act(code, lambda cell: self.desk.reviewing.confirm(SLUG, code, person, cell.seen))
        if after is not None:
            assert after.standing in (DecisionStanding.UNCHANGED, DecisionStanding.EVIDENCE_GONE)

    @precondition(lambda self: self.known)
    @rule(code=codes, person=people)
    def withdraw(self, code: str, person: str) -> None:
        after = self._act(code, lambda cell: self.desk.reviewing.withdraw(SLUG, code, person, cell.seen))
        if after is not None:
            assert (after.status, after.decision) == (CellStatus.NOT_REVIEWED, None)

    @precondition(lambda self: self.known)
    @rule(code=codes, person=people)
    def undo(self, code: str, person: str) -> None:
        last = self.desk.corpus.reviews.last(SLUG).get(code)
        after = self._act(code, lambda cell: self.desk.reviewing.undo(SLUG, code, person, cell.seen))
        if after is None or last is None:
            return
        former = next((one for one in self.made if one.id == last.replaces), None)
        if former is None or former.decision is Decision.RETIRE:
            assert after.decision is None
        else:
            assert after.decision is not None
            assert _said(after.decision) == _said(former)

    @precondition(lambda self: self.known)
    @rule(code=codes, data=st.data())
    def restore(self, code: str, data: st.DataObject) -> None:
        former = [one for one in self.made if one.indicator == code]
        if former:
            chosen = data.draw(st.sampled_from(former))
            self._act(code, lambda cell: self.desk.reviewing.restore(SLUG, code, chosen.id, "Ana", cell.seen))

    @precondition(lambda self: self.known)
    @rule(code=codes)
    def act_unseen(self, code: str) -> None:
        """Whoever did not see the last act is told of it, and changes nothing."""
        cell = self.desk.cells.cell(SLUG, code)
        if cell.decision is None:
            return
        try:
            self.desk.reviewing.withdraw(SLUG, code, "Bo", (cell.seen or 0) + 1)
        except ReviewConflict:
            pass
        else:
            raise AssertionError("an act on a cell that was not seen went through")

    # --- Away and back ------------------------------------------------------------------------------

    @precondition(lambda self: self.known)
    @rule()
    def export_and_import(self) -> None:
        done = reviewed_gold(self.desk.cells, [SLUG])
        shown = {cell.indicator: cell for cell in self.desk.cells.of(SLUG) if cell.decision and cell.verdict}
        assert {cell.indicator for cell in done.gold.cells} == set(shown)
        if not done.gold.cells:
            return
        path = self.folder / "relectures.xlsx"
        path.write_bytes(gold_bytes(done.gold.cells, done.comments))
        read = read_gold(path)
        for cell in read.cells:
            self._agrees(cell.verdict, cell.doubtful, [(one.piece, one.page, one.quote) for one in cell.evidence],
                         [value.number for value in cell.values], shown[cell.indicator])  # fmt: skip
        GoldVersions(self.desk.corpus).keep(read, name="relectures.xlsx", origin="import")

    def _agrees(
        self, verdict: Verdict, doubtful: bool, evidence: list[object], values: list[object], cell: Cell
    ) -> None:
        assert verdict is cell.verdict
        assert doubtful is (cell.status is CellStatus.DOUBTFUL)
        if verdict is not Verdict.NON:
            assert evidence == [(one.piece, one.page, one.quote) for one in cell.citations]
            assert values == [value.value for value in cell.values]

    # --- What always holds --------------------------------------------------------------------------

    @invariant()
    def every_decision_ever_made_is_stored_as_it_was(self) -> None:
        kept = {one.id: one for one in self.desk.corpus.reviews.all_of(SLUG)}
        assert set(kept) == {one.id for one in self.made}
        for one in self.made:
            assert (_said(kept[one.id]), kept[one.id].reviewer) == (_said(one), one.reviewer)

    @invariant()
    def cells_say_how_decisions_stand_in_the_present_text(self) -> None:
        if not self.known:
            return
        text = self._text()
        matrix = self.desk.cells.overview().get(SLUG, {})
        for cell in self.desk.cells.of(SLUG):
            seen = matrix[cell.indicator]
            assert (seen.status, seen.verdict, seen.standing) == (cell.status, cell.verdict, cell.standing)
            if cell.decision is None:
                assert (cell.status, cell.standing, cell.lost) == (CellStatus.NOT_REVIEWED, None, ())
                continue
            quotes = [one.quote for one in cell.decision.citations]
            quotes += [value.quote for value in cell.decision.values if value.quote]
            gone = {quote for quote in quotes if quote not in text}
            assert {one.quote for one in cell.lost} == gone
            assert (cell.standing is DecisionStanding.EVIDENCE_GONE) is bool(gone)
            for one in cell.citations:
                if one.quote not in gone:
                    page = self.desk.corpus.texts.page(SLUG, one.piece, one.ordinal).page
                    assert page.text[one.start : one.end] == one.quote


@cache
def _empty_corpus() -> Path:
    """A corpus with its schema, made once: the migrations take longer than all acts of an example."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    Corpus(folder).close()
    return folder


def _said(review: Review) -> tuple[object, ...]:
    """What a decision said, whatever became of the answer that it read."""
    return review.decision, review.verdict, review.values, review.evidence, review.comment, review.tool_verdict


TestDecisions = DecisionsMachine.TestCase
TestDecisions.settings = settings(
    max_examples=6, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
)
