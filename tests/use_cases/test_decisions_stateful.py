"""Whatever people and the tool do, in whatever order: every decision stays, and files say what pages show.

The rules drive the use cases that pages, API and command line drive, on small fictional dossiers read from PDF files
and answered by the rules of the grid or by a scripted reader. ``make thorough`` runs many more examples.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from answering.llm.none import NoModel
from corpus import Corpus
from corpus.manual_store import ManualCell
from domain import Cell, CellStatus, Citation, Decision, DecisionStanding, NotedEvidence, Review, Value, Verdict
from domain.errors import ReviewConflict, UsageError
from domain.labels import STANDINGS, STATUSES
from domain.quote_text import find_quote
from evaluation import read_gold, write_gold
from exports import format_named
from exports.file_text import verdict_text
from exports.views.matrix_table import MatrixCell, cell_text
from indicator_queries import Grid, find
from settings import Settings
from tests.fakes import FakeApplication, FakeBackend
from tests.ingestion.pdfs import raw_pdf
from tests.use_cases.decided import bundled_grid
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
from use_cases.annotate import Annotating
from use_cases.conversations import Conversations
from use_cases.gold_imports import GoldImports
from use_cases.ingest import Description
from use_cases.matrix_selection import Choice
from use_cases.overview import overview
from use_cases.review import Decided
from use_cases.reviewed_gold import reviewed_gold
from web.cell_view import cell_page
from web.comparison_view import compared

FIRST, SECOND = "plui-fictif", "scot-fictif"
SLUGS = (FIRST, SECOND, "plui-renomme", "scot-renomme")
TWENTY = "Au moins 20 % de la pleine terre doit être conservée en zone UA."
FORTY = "Au moins 40 % de la pleine terre doit être conservée en zone UB."
HEDGES = "Les haies sont protégées et leur abattage est interdit."
PONDS = "Les mares sont conservées."
SENTENCES = (TWENTY, FORTY, HEDGES, PONDS)
CODES = ("I04", "I14")
MODELS = {word: FakeBackend(word, name=f"lecteur-{word}") for word in ("terre", "haies", "licorne")}

codes = st.sampled_from(CODES)
people = st.sampled_from(("Ana", "Bo"))
pieces = st.sampled_from(("reglement", "oap"))
texts = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True), min_size=1, max_size=2)
quotes = st.lists(st.sampled_from(SENTENCES), max_size=2, unique=True)
which = st.integers(0, 1)


class DecisionsMachine(RuleBasedStateMachine):
    """Acts on two dossiers.

    ``made`` is every row that any act returned, as it was returned, but for the names of its document since;
    ``gone`` the slugs of dossiers that were deleted; ``asked`` the questions that must still be there, ``noted`` what
    people noted by hand, by document, indicator and person.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(_two_dossiers(), self.folder / "data")
        self.stack = ExitStack()
        self.made: list[Review] = []
        self.gone: set[str] = set()
        self.asked: dict[int, tuple[str, ...]] = {}
        self.noted: dict[tuple[str, str, str], Verdict] = {}
        self.touched: set[str] = {FIRST, SECOND}
        self.checked: dict[str, tuple[dict[str, Cell], list[Review]]] = {}
        self._open()

    def _open(self) -> None:
        self.application = _WithoutModel(Settings(data_dir=self.folder / "data"))
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

    def _one(self, number: int) -> str:
        """One of the dossiers there are."""
        known = self.known
        slug = known[number % len(known)]
        self.touched.add(slug)
        return slug

    # --- The tool and the dossier -------------------------------------------------------------------

    @precondition(lambda self: self.known)
    @rule(
        number=which,
        asked=st.sampled_from([CODES, CODES[:1], CODES[1:]]),
        word=st.sampled_from([None, *MODELS]),
        fresh=st.booleans(),
    )
    def run(self, number: int, asked: Sequence[str], word: str | None, fresh: bool) -> None:
        """Answer by the rules of the grid, or by a reader that finds its word."""
        analysis = self.application.analysis(backend=MODELS[word] if word else None)
        analysis.run(self._one(number), asked, fresh=fresh)

    @precondition(lambda self: self.known)
    @rule(person=people, both=st.booleans(), number=which)
    def ask_a_question(self, person: str, both: bool, number: int) -> None:
        documents = self.known if both else [self._one(number)]
        asking = Conversations(self.corpus, self.application.analysis)
        kept = asking.ask("Quelle part de pleine terre faut-il conserver ?", person=person, documents=documents)
        assert all(one.document in documents for one in kept.answer.citations)
        self.asked[kept.id] = kept.documents

    @precondition(lambda self: self.known)
    @rule(number=which, piece=pieces, text=texts)
    def put_or_replace_a_piece(self, number: int, piece: str, text: list[list[str]]) -> None:
        self._ingest(self._one(number), piece, text)

    def _ingest(self, slug: str, piece: str, text: list[list[str]]) -> None:
        path = _pdf(self.folder, piece, text)
        self.application.dossiers.ingest([path], slug, Description())

    @precondition(lambda self: self.known)
    @rule(number=which, data=st.data())
    def remove_a_piece(self, number: int, data: st.DataObject) -> None:
        slug = self._one(number)
        names = [piece.name for piece in self.corpus.documents.get(slug).pieces]
        if names:
            self.application.dossiers.remove_piece(slug, data.draw(st.sampled_from(names)))

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, decisions=st.sampled_from([False, False, False, True]))
    def delete_a_dossier(self, number: int, decisions: bool) -> None:
        slug = self._one(number)
        kept = self.corpus.reviews.count(slug) + sum(document == slug for document, _, _ in self.noted)
        assert self.application.dossiers.delete(slug, decisions=decisions) == kept
        if decisions:
            self.made = [one for one in self.made if one.document != slug]
            self.noted = {key: verdict for key, verdict in self.noted.items() if key[0] != slug}
        self.gone.add(slug)
        self.asked = {number: documents for number, documents in self.asked.items() if slug not in documents}

    @precondition(lambda self: self.gone)
    @rule(data=st.data(), text=texts)
    def read_a_deleted_dossier_again(self, data: st.DataObject, text: list[list[str]]) -> None:
        slug = data.draw(st.sampled_from(sorted(self.gone)))
        self._ingest(slug, "reglement", text)
        self.gone.discard(slug)
        self.touched.add(slug)

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, slug=st.sampled_from(SLUGS))
    def rename_a_dossier(self, number: int, slug: str) -> None:
        former = self._one(number)
        of_people = {*(one.document for one in self.made), *(document for document, _, _ in self.noted)}
        taken = slug in self.known or slug in of_people
        try:
            self.application.renaming.rename(former, slug)
        except UsageError:
            assert taken
            return
        assert not taken
        self.touched.add(slug)
        self.gone.discard(slug)
        self.made = [_renamed(one, former, slug) for one in self.made]
        self.noted = {
            (slug if document == former else document, code, person): verdict
            for (document, code, person), verdict in self.noted.items()
        }
        self.asked = {
            number: tuple(slug if one == former else one for one in documents)
            for number, documents in self.asked.items()
        }

    @precondition(lambda self: len(self.made) > self.made_at_start)
    @rule()
    def stop_and_start(self) -> None:
        self.stack.close()
        self._open()
        self.touched.update(self.known)

    # --- People -------------------------------------------------------------------------------------

    def _act(self, slug: str, code: str, act: Callable[[Cell], Review]) -> Cell | None:
        """What the cell shows after the act; None where it was refused, and then nothing has changed."""
        before = self.application.cells.cell(slug, code)
        try:
            self.made.append(act(before))
        except UsageError:
            assert self.application.cells.cell(slug, code) == before
            return None
        return self.application.cells.cell(slug, code)

    def _decide(
        self,
        slug: str,
        code: str,
        person: str,
        decision: Decision,
        verdict: Verdict | None = None,
        comment: str | None = None,
        evidence: Sequence[NotedEvidence] | None = None,
        values: Sequence[Value] | None = None,
    ) -> Cell | None:
        def act(cell: Cell) -> Review:
            decided = Decided(cell.answer_number, person, decision, verdict, comment, values, evidence, None)
            return self.application.reviewing.review(slug, code, decided, cell.seen)

        return self._act(slug, code, act)

    @precondition(lambda self: self.known)
    @rule(number=which, code=codes, person=people)
    def validate(self, number: int, code: str, person: str) -> None:
        slug = self._one(number)
        before = self.application.cells.cell(slug, code)
        after = self._decide(slug, code, person, Decision.ACCEPTE)
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
        number=which,
        code=codes,
        person=people,
        verdict=st.sampled_from([Verdict.OUI, Verdict.PARTIEL, Verdict.NON]),
        wanted=quotes,
        noted=quotes,
        comment=st.sampled_from([None, "Vu avec le service."]),
    )
    def correct(
        self, number: int, code: str, person: str, verdict: Verdict, wanted: list[str], noted: list[str],
        comment: str | None,
    ) -> None:  # fmt: skip
        slug = self._one(number)
        cited = [found for quote in wanted if (found := _cite(self.corpus, slug, quote)) is not None]
        evidence = [NotedEvidence(one.piece, one.page, one.quote, 3) for one in cited]
        values = [_value(found) for quote in noted if (found := _cite(self.corpus, slug, quote)) is not None]
        after = self._decide(slug, code, person, Decision.CORRIGE, verdict, comment, evidence, values)
        if after is not None:
            assert (after.status, after.verdict, after.comment) == (CellStatus.CORRECTED, verdict, comment)
            assert [one.quote for one in after.citations] == [one.quote for one in cited]
            assert [(one.value, one.quote) for one in after.values] == [(one.value, one.quote) for one in values]
            assert after.standing is DecisionStanding.UNCHANGED

    @precondition(lambda self: self.known)
    @rule(number=which, code=codes, person=people)
    def doubt(self, number: int, code: str, person: str) -> None:
        slug = self._one(number)
        before = self.application.cells.cell(slug, code)
        after = self._decide(slug, code, person, Decision.DOUTE)
        if after is not None:
            assert after.status is CellStatus.DOUBTFUL
            # A sentence of the tool's answer that has moved since is kept where it stands today.
            assert [one.quote for one in after.citations] == [one.quote for one in before.citations]

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, code=codes, person=people)
    def confirm(self, number: int, code: str, person: str) -> None:
        slug = self._one(number)
        after = self._act(slug, code, lambda cell: self.application.reviewing.confirm(slug, code, person, cell.seen))
        if after is not None:
            assert after.standing in (DecisionStanding.UNCHANGED, DecisionStanding.EVIDENCE_GONE)

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, code=codes, person=people)
    def withdraw(self, number: int, code: str, person: str) -> None:
        slug = self._one(number)
        after = self._act(slug, code, lambda cell: self.application.reviewing.withdraw(slug, code, person, cell.seen))
        if after is not None:
            assert (after.status, after.decision) == (CellStatus.NOT_REVIEWED, None)

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, code=codes, person=people)
    def undo(self, number: int, code: str, person: str) -> None:
        slug = self._one(number)
        last = self.corpus.reviews.last(slug).get(code)
        after = self._act(slug, code, lambda cell: self.application.reviewing.undo(slug, code, person, cell.seen))
        if after is None or last is None:
            return
        former = next((one for one in self.made if one.id == last.replaces), None)
        if former is None or former.decision is Decision.RETIRE:
            assert after.decision is None
        else:
            assert after.decision is not None
            assert _said(after.decision) == _said(former)

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, code=codes, data=st.data())
    def restore(self, number: int, code: str, data: st.DataObject) -> None:
        slug = self._one(number)
        former = [one for one in self.made if (one.document, one.indicator) == (slug, code)]
        if former:
            chosen = data.draw(st.sampled_from(former))
            reviewing = self.application.reviewing
            self._act(slug, code, lambda cell: reviewing.restore(slug, code, chosen.id, "Ana", cell.seen))

    @precondition(lambda self: self.known)
    @rule(number=which, code=codes, person=people, verdict=st.sampled_from([Verdict.NON, Verdict.SANS_OBJET]))
    def note_by_hand(self, number: int, code: str, person: str, verdict: Verdict) -> None:
        slug = self._one(number)
        Annotating(self.corpus, self.application.grid).put(ManualCell(slug, code, person, verdict))
        self.noted[slug, code, person] = verdict

    # --- References ---------------------------------------------------------------------------------

    @precondition(lambda self: self.known)
    @rule(number=which, suffix=st.sampled_from([".xlsx", ".csv"]), coded=st.booleans())
    def carry_reviews_away_and_import_them(self, number: int, suffix: str, coded: bool) -> None:
        """The decisions as a file, read again as they are or with a code for the dossier, as real files have."""
        slug = self._one(number)
        name = "D 12" if coded else slug
        path = self._carried_away(slug, suffix, name)
        if path is not None:
            imports = GoldImports(self.corpus, self.application.grid)
            kept = imports.keep([path], slugs={name: slug} if coded else None)
            assert kept.documents == (slug,)

    def _carried_away(self, slug: str, suffix: str, name: str) -> Path | None:
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

    @precondition(lambda self: self.corpus.runs.golds())
    @rule(data=st.data())
    def delete_a_reference(self, data: st.DataObject) -> None:
        digests = [one.digest for one in self.corpus.runs.golds()]
        self.corpus.runs.remove_gold(data.draw(st.sampled_from(digests)))

    # --- What always holds --------------------------------------------------------------------------

    @invariant()
    def every_decision_ever_made_is_there(self) -> None:
        """Stored as it was, counted, in the history; of a deleted dossier too, until it is read again."""
        for slug in {*SLUGS, *self.known}:
            made = [one for one in self.made if one.document == slug]
            kept = {one.id: one for one in self.corpus.reviews.all_of(slug)}
            assert set(kept) == {one.id for one in made}
            for one in made:
                assert (_said(kept[one.id]), kept[one.id].reviewer) == (_said(one), one.reviewer)
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
                self._carried_away(slug, suffix, slug)
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
        assert of_workbook(files["xlsx"]) == {code: with_lost(cell) for code, cell in cells.items()}
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


def _cite(corpus: Corpus, slug: str, quote: str) -> Citation | None:
    """A citation of words where they stand; None where they stand nowhere."""
    for piece, page in corpus.texts.pages(slug):
        place = find_quote(page.text, quote)
        if place is not None:
            return Citation(piece, page.number, page.label, quote, page.ordinal, *place, slug)
    return None


def _value(cited: Citation) -> Value:
    """A number that a person notes from a sentence: its first one, else how many words it has."""
    number = next((float(word) for word in cited.quote.split() if word.isdigit()), float(len(cited.quote.split())))
    return Value(
        number, "%", "part notée", cited.piece, cited.page, cited.document, cited.quote, cited.ordinal, cited.start,
        cited.end,
    )  # fmt: skip


def _distinct(citations: Sequence[Citation]) -> Iterator[Citation]:
    """A file has a quote of a page once."""
    return iter({(one.piece, one.page, one.quote): one for one in citations}.values())


def _pdf(folder: Path, piece: str, text: list[list[str]]) -> Path:
    path = folder / f"{piece}.pdf"
    path.write_bytes(raw_pdf(["\n".join(page) for page in text]))
    return path


def _renamed(review: Review, former: str, slug: str) -> Review:
    """The row as it is kept once its document has another slug."""
    if review.document != former:
        return review
    return replace(
        review,
        document=slug,
        values=tuple(replace(one, document=slug) for one in review.values),
        evidence=tuple(replace(one, citation=replace(one.citation, document=slug)) for one in review.evidence),
    )


def _said(review: Review) -> tuple[object, ...]:
    """What a decision said, whatever became of the answer that it read."""
    return review.decision, review.verdict, review.values, review.evidence, review.comment, review.tool_verdict


class _WithoutModel(FakeApplication):
    """Answers by the rules of the grid, which is parsed once for all examples."""

    @property
    def backend(self) -> NoModel:  # type: ignore[override]
        return NoModel()

    @property
    def grid(self) -> Grid:
        return bundled_grid()


@cache
def _two_dossiers() -> Path:
    """A data directory with two dossiers read and answered, made once; examples work on copies of it."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    with _WithoutModel(Settings(data_dir=folder / "data")).opened() as application:
        for slug, text in ((FIRST, [[TWENTY, HEDGES], [FORTY]]), (SECOND, [[PONDS, TWENTY]])):
            application.dossiers.ingest([_pdf(folder, "reglement", text)], slug, Description(title=f"{slug} (fictif)"))
            application.analysis().run(slug, CODES)
    return folder / "data"


THOROUGH = settings.get_current_profile_name() == "thorough"

TestDecisions = DecisionsMachine.TestCase
TestDecisions.settings = settings(
    max_examples=100 if THOROUGH else 5,
    stateful_step_count=40 if THOROUGH else 16,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def _verdict(cell: Cell | None) -> Verdict | None:
    return cell.verdict if cell else None


def _numbers(cell: Cell | None) -> frozenset[tuple[float, str | None]]:
    return frozenset((value.value, value.unit) for value in cell.values) if cell else frozenset()
