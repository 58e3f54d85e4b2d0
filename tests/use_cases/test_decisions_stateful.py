"""Whatever people and the tool do, in whatever order: every decision stays, and files say what pages show.

The rules drive the use cases that pages, API and command line drive, on small fictional dossiers read from PDF files
and answered by the rules of the grid or by a scripted reader. ``make thorough`` runs many more examples.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from corpus.manual_store import ManualCell
from domain import Cell, CellStatus, Decision, DecisionStanding, NotedEvidence, Review, Value, Verdict
from domain.errors import UsageError
from tests.fakes import FakeBackend
from tests.use_cases.decisions_hold import DecisionsHold, what_was_said
from tests.use_cases.small_dossiers import (
    CODES,
    SENTENCES,
    SLUGS,
    cite,
    small_pdf,
    value_of,
)
from use_cases.annotate import Annotating
from use_cases.conversations import Conversations
from use_cases.gold_imports import GoldImports
from use_cases.ingest import Description
from use_cases.review import Decided

MODELS = {word: FakeBackend(word, name=f"lecteur-{word}") for word in ("terre", "haies", "licorne")}

codes = st.sampled_from(CODES)
people = st.sampled_from(("Ana", "Bo"))
pieces = st.sampled_from(("reglement", "oap"))
texts = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True), min_size=1, max_size=2)
quotes = st.lists(st.sampled_from(SENTENCES), max_size=2, unique=True)
which = st.integers(0, 1)


class DecisionsMachine(DecisionsHold):
    """Acts on two dossiers."""

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
        analysis.run(self.one(number), asked, fresh=fresh)

    @precondition(lambda self: self.known)
    @rule(person=people, both=st.booleans(), number=which)
    def ask_a_question(self, person: str, both: bool, number: int) -> None:
        documents = self.known if both else [self.one(number)]
        asking = Conversations(self.corpus, self.application.analysis)
        kept = asking.ask("Quelle part de pleine terre faut-il conserver ?", person=person, documents=documents)
        assert all(one.document in documents for one in kept.answer.citations)
        self.asked[kept.id] = kept.documents

    @precondition(lambda self: self.known)
    @rule(number=which, piece=pieces, text=texts)
    def put_or_replace_a_piece(self, number: int, piece: str, text: list[list[str]]) -> None:
        self._ingest(self.one(number), piece, text)

    def _ingest(self, slug: str, piece: str, text: list[list[str]]) -> None:
        path = small_pdf(self.folder, piece, text)
        self.application.dossiers.ingest([path], slug, Description())

    @precondition(lambda self: self.known)
    @rule(number=which, data=st.data())
    def remove_a_piece(self, number: int, data: st.DataObject) -> None:
        slug = self.one(number)
        names = [piece.name for piece in self.corpus.documents.get(slug).pieces]
        if names:
            self.application.dossiers.remove_piece(slug, data.draw(st.sampled_from(names)))

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, decisions=st.sampled_from([False, False, False, True]))
    def delete_a_dossier(self, number: int, decisions: bool) -> None:
        slug = self.one(number)
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
        former = self.one(number)
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
        self.open_again()
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
        slug = self.one(number)
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
        slug = self.one(number)
        cited = [found for quote in wanted if (found := cite(self.corpus, slug, quote)) is not None]
        evidence = [NotedEvidence(one.piece, one.page, one.quote, 3) for one in cited]
        values = [value_of(found) for quote in noted if (found := cite(self.corpus, slug, quote)) is not None]
        after = self._decide(slug, code, person, Decision.CORRIGE, verdict, comment, evidence, values)
        if after is not None:
            assert (after.status, after.verdict, after.comment) == (CellStatus.CORRECTED, verdict, comment)
            assert [one.quote for one in after.citations] == [one.quote for one in cited]
            assert [(one.value, one.quote) for one in after.values] == [(one.value, one.quote) for one in values]
            assert after.standing is DecisionStanding.UNCHANGED

    @precondition(lambda self: self.known)
    @rule(number=which, code=codes, person=people)
    def doubt(self, number: int, code: str, person: str) -> None:
        slug = self.one(number)
        before = self.application.cells.cell(slug, code)
        after = self._decide(slug, code, person, Decision.DOUTE)
        if after is not None:
            assert after.status is CellStatus.DOUBTFUL
            # A sentence of the tool's answer that has moved since is kept where it stands today.
            assert [one.quote for one in after.citations] == [one.quote for one in before.citations]

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, code=codes, person=people)
    def confirm(self, number: int, code: str, person: str) -> None:
        slug = self.one(number)
        after = self._act(slug, code, lambda cell: self.application.reviewing.confirm(slug, code, person, cell.seen))
        if after is not None:
            assert after.standing in (DecisionStanding.UNCHANGED, DecisionStanding.EVIDENCE_GONE)

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, code=codes, person=people)
    def withdraw(self, number: int, code: str, person: str) -> None:
        slug = self.one(number)
        after = self._act(slug, code, lambda cell: self.application.reviewing.withdraw(slug, code, person, cell.seen))
        if after is not None:
            assert (after.status, after.decision) == (CellStatus.NOT_REVIEWED, None)

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, code=codes, person=people)
    def undo(self, number: int, code: str, person: str) -> None:
        slug = self.one(number)
        last = self.corpus.reviews.last(slug).get(code)
        after = self._act(slug, code, lambda cell: self.application.reviewing.undo(slug, code, person, cell.seen))
        if after is None or last is None:
            return
        former = next((one for one in self.made if one.id == last.replaces), None)
        if former is None or former.decision is Decision.RETIRE:
            assert after.decision is None
        else:
            assert after.decision is not None
            assert what_was_said(after.decision) == what_was_said(former)

    @precondition(lambda self: self.known and self.made)
    @rule(number=which, code=codes, data=st.data())
    def restore(self, number: int, code: str, data: st.DataObject) -> None:
        slug = self.one(number)
        former = [one for one in self.made if (one.document, one.indicator) == (slug, code)]
        if former:
            chosen = data.draw(st.sampled_from(former))
            reviewing = self.application.reviewing
            self._act(slug, code, lambda cell: reviewing.restore(slug, code, chosen.id, "Ana", cell.seen))

    @precondition(lambda self: self.known)
    @rule(number=which, code=codes, person=people, verdict=st.sampled_from([Verdict.NON, Verdict.SANS_OBJET]))
    def note_by_hand(self, number: int, code: str, person: str, verdict: Verdict) -> None:
        slug = self.one(number)
        Annotating(self.corpus, self.application.grid).put(ManualCell(slug, code, person, verdict))
        self.noted[slug, code, person] = verdict

    # --- References ---------------------------------------------------------------------------------

    @precondition(lambda self: self.known)
    @rule(number=which, suffix=st.sampled_from([".xlsx", ".csv"]), coded=st.booleans())
    def carry_reviews_away_and_import_them(self, number: int, suffix: str, coded: bool) -> None:
        """The decisions as a file, read again as they are or with a code for the dossier, as real files have."""
        slug = self.one(number)
        name = "D 12" if coded else slug
        path = self.carried_away(slug, suffix, name)
        if path is not None:
            imports = GoldImports(self.corpus, self.application.grid)
            kept = imports.keep([path], slugs={name: slug} if coded else None)
            assert kept.documents == (slug,)

    @precondition(lambda self: self.corpus.runs.golds())
    @rule(data=st.data())
    def delete_a_reference(self, data: st.DataObject) -> None:
        digests = [one.digest for one in self.corpus.runs.golds()]
        self.corpus.runs.remove_gold(data.draw(st.sampled_from(digests)))


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


THOROUGH = settings.get_current_profile_name() == "thorough"

TestDecisions = DecisionsMachine.TestCase
TestDecisions.settings = settings(
    max_examples=100 if THOROUGH else 5,
    stateful_step_count=40 if THOROUGH else 16,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
