"""Screens -> tables: the matrix, a comparison, a search, questions and the history, as they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Corpus
from domain import AskedQuestion, Hit, PageStatus
from domain.errors import UnknownIndicator, UsageError
from domain.labels import PAGE_KINDS
from exports import Table
from exports.views.comparison_table import comparison_table
from exports.views.history_table import HistoryRow, history_table
from exports.views.matrix_table import MatrixCell, MatrixRow, matrix_table
from exports.views.passages_table import ExactPlace, passages_table
from exports.views.questions_table import questions_table
from exports.views.reading_table import ReadingRow, reading_table
from exports.views.series_table import series_table
from exports.views.text_changes_table import text_changes_table
from indicator_queries import Grid
from use_cases.cells import Cells
from use_cases.exact_search import occurrences
from use_cases.export_documents import Exporting
from use_cases.ledger_words import NO_ACCOUNT, ledger_sentence
from use_cases.matrix_selection import Choice, chosen_indicators, chosen_lines
from use_cases.overview import overview
from use_cases.plan_series import plan_series
from use_cases.reading_report import aside_texts
from use_cases.review import Reviewing
from use_cases.version_changes import VersionChanges


class Tables:
    """Makes the tables of the screens."""

    def __init__(self, corpus: Corpus, grid: Grid, cells: Cells, changes: VersionChanges):
        self._corpus = corpus
        self._changes = changes
        self._grid = grid
        self._cells = cells

    def matrix(self, choice: Choice) -> Table:
        """The documents and indicators of a choice, in its order."""
        rows = [
            MatrixRow(
                line.document,
                {
                    code: MatrixCell(cell.verdict, cell.status, cell.standing, cell.tool_verdict)
                    for code, cell in line.cells.items()
                },
            )
            for line in chosen_lines(overview(self._corpus, self._cells), choice)
        ]
        return matrix_table(rows, chosen_indicators(self._grid.indicators, choice))

    def comparison(self, first: str, second: str, *, only_changes: bool = False) -> Table:
        """Two documents side by side.

        Raises:
            UnknownDocument: one of them is not in the corpus.
        """
        exporting = Exporting(self._corpus, self._grid, self._cells)
        sides = exporting.document(first), exporting.document(second)
        changes = self._changes.cited(first, second, sides[0].cells, sides[1].cells)
        return comparison_table(*sides, only_changes=only_changes, changes=changes)

    def text_changes(self, first: str, second: str) -> Table:
        """What changed in the text from one version of a plan to another, with the indicators that it touches.

        Raises:
            UnknownDocument: one of them is not in the corpus.
            UsageError: they are no versions of one plan.
        """
        documents = self._corpus.documents
        infos = documents.get(first), documents.get(second)
        changes = self._changes.cited(first, second, self._cells.of(first), self._cells.of(second))
        if changes is None:
            raise UsageError(
                "Ces deux dossiers ne sont pas deux versions d'un même plan : leurs textes ne se comparent pas.",
                remedy="Donnez-leur le même identifiant de plan, sur leurs pages.",
            )
        return text_changes_table(*infos, changes)

    def series(self, plan: str) -> Table:
        """The indicators of a plan from version to version.

        Raises:
            UnknownDocument: no document belongs to this plan.
        """
        found = plan_series(self._corpus, self._cells, self._grid, plan)
        return series_table(found.name, found.versions, found.lines)

    def passages(self, text: str, hits: Sequence[Hit], documents: Sequence[str]) -> Table:
        """What a search found in these documents: every exact occurrence, then the passages that are near."""
        titles = {slug: self._corpus.documents.get(slug).title for slug in documents}
        exact = [
            ExactPlace(slug, one.piece, one.page, one.label, f"{one.before}{one.found}{one.after}", one.last_page)
            for slug in titles
            for one in occurrences(self._corpus, slug, text).shown
        ]
        return passages_table(text, hits, titles, exact)

    def reading(self, slug: str) -> Table:
        """What was read of a document, page by page, and what was not.

        Raises:
            UnknownDocument: no document has this slug.
        """
        info = self._corpus.documents.get(slug)
        accounts = {piece.name: piece for piece in info.pieces}
        rows = []
        for name, page in self._corpus.texts.pages(slug):
            place = page.label or "" if page.number is None else f"p. {page.number}"
            kept = accounts[name].ledger is not None
            aside = "\n".join(f"{one.why} : {one.text}" for one in aside_texts(page))
            rows.append(
                ReadingRow(
                    accounts[name].filename,
                    place,
                    "lue" if page.status is PageStatus.READ else f"non lue : {page.reason or PAGE_KINDS[page.kind]}",
                    ledger_sentence(page.ledger) if kept else "",
                    aside,
                )
            )
        for piece in info.pieces:
            if piece.ledger is None or piece.ledger:
                account = NO_ACCOUNT if piece.ledger is None else ledger_sentence(piece.ledger)
                rows.append(ReadingRow(piece.filename, "tout le fichier", "", account, ""))
        return reading_table(rows, subject=info.title)

    def conversation(self, identifier: str) -> Table:
        """The questions of a conversation.

        Raises:
            UnknownConversation: there is none of this name.
        """
        asked = self._corpus.questions.of(identifier)
        return self._questions(asked, asked[0].text)

    def questions(self, person: str) -> Table:
        """Every question of a person, the last conversation first."""
        conversations = self._corpus.questions.conversations(person)
        asked = [one for conversation in conversations for one in self._corpus.questions.of(conversation.id)]
        return self._questions(asked, f"Questions de {person}" if person else "Questions sans nom")

    def history(self, document: str, indicator: str | None = None) -> Table:
        """Every act on the cells of a document, or on one of them: who, when, what, and what stood before.

        A deleted document has its history too, and so have indicators that the grid has no more.

        Raises:
            UnknownDocument: there is and was no document of this slug.
            UnknownIndicator: the grid has no such code, and nobody decided on it.
        """
        acts = self._corpus.reviews.all_of(document)
        if acts and not self._corpus.documents.exists(document):
            subject = f"{document} (dossier supprimé)"
        else:
            subject = self._corpus.documents.get(document).title
        names = {one.code: f"{one.code} {one.name}" for one in self._grid.indicators}
        former = sorted({act.indicator for act in acts} - names.keys())
        wanted = [code for code in (*names, *former) if indicator is None or code == indicator]
        if not wanted:
            raise UnknownIndicator(f"La grille n'a pas d'indicateur « {indicator} ».")
        reviewing = Reviewing(self._corpus, self._grid, self._cells)
        rows = [
            HistoryRow(names.get(code, code), entry.review, entry.before)
            for code in wanted
            for entry in reviewing.history(document, code)
        ]
        return history_table(rows, subject=subject)

    def _questions(self, asked: Sequence[AskedQuestion], subject: str) -> Table:
        titles = {info.slug: info.title for info in self._corpus.documents.all()}
        return questions_table(asked, titles, subject=subject)
