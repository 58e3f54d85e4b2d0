"""The one place where everything is built, by plain constructors, each part when first needed.

So are the modules of the parts: what a command does not use, it does not import. Each class knows the parts of those
under it: :mod:`use_cases.made_parts`, :mod:`use_cases.index_parts`, :mod:`use_cases.model_parts`, and here the flows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from use_cases.model_parts import ModelParts

if TYPE_CHECKING:
    from answering.llm import ChatBackend
    from answering.llm.capabilities import ProtocolChoice
    from ingestion import OcrCache, OfficeProcess, Parser, PdfSource
    from use_cases.answer_indicators import Analysis
    from use_cases.answering_parts import AnsweringParts
    from use_cases.cells import Cells
    from use_cases.collect_practice import Collecting
    from use_cases.deliver import Delivering
    from use_cases.draw_charts import Charting
    from use_cases.export_documents import Exporting
    from use_cases.export_tables import Tables
    from use_cases.gather_material import Gathering
    from use_cases.ingest import Dossiers
    from use_cases.keep_answers import KeepingAnswers
    from use_cases.page_images import PageImages
    from use_cases.rename_document import Renaming
    from use_cases.review import Reviewing
    from use_cases.run_study import Studying
    from use_cases.table_figures import KeptTableFigures
    from use_cases.version_changes import VersionChanges


class Application(ModelParts):
    """All parts of one installation, wired by its settings.

    Parts are made when they are first asked for and once only: listing documents loads no model. No lock is held
    over the others while one is made.
    ``say`` receives the rare lines that a user should see while a model is being prepared.

    Example:
        >>> application = Application(load_settings())
        >>> with application.opened():
        ...     application.dossiers.ingest([Path("plui/")], "plui", Description())
    """

    @property
    def dossiers(self) -> Dossiers:
        """Takes dossiers in and out."""
        from use_cases.ingest import Dossiers

        return self._once(
            "dossiers",
            lambda: Dossiers(
                self.corpus, self.indexer, self.reader, self._ocr_cache, self.vector_cache, self.renaming.settle
            ),
        )

    @property
    def renaming(self) -> Renaming:
        """Gives documents other slugs."""
        from use_cases.rename_document import Renaming

        return self._once("renaming", lambda: Renaming(self.corpus, self.dense, self.lexical))

    @property
    def reader(self) -> Parser:
        """Reads files: PDF in a child process, pictures of text through Tesseract where there is one."""

        def make() -> Parser:
            from ingestion import SWITCHED_OFF, Parser, PieceLimits, Recogniser, find_libreoffice, find_tesseract

            settings = self.settings
            engine = find_tesseract(self.language.recognition, settings.ocr_timeout) if settings.ocr else SWITCHED_OFF
            recogniser = Recogniser(engine, self._ocr_cache, settings.ocr_processes)
            office = find_libreoffice() if settings.office_pages else None
            limits = PieceLimits(settings.max_pages, settings.max_characters)
            return Parser(
                self._new_pdf_process(), recogniser, self.language, office, self._new_office_process(), limits
            )

        return self._once("reader", make)

    def _new_pdf_process(self) -> PdfSource:
        from ingestion import ChildPdf

        return ChildPdf()

    def _new_office_process(self) -> OfficeProcess:
        from ingestion import OfficeProcess

        return OfficeProcess()

    @property
    def _ocr_cache(self) -> OcrCache:
        from ingestion import OcrCache

        return OcrCache(self.settings.data_dir / "ocr")

    @property
    def page_images(self) -> PageImages:
        """Draws pages for the eye."""
        from use_cases.page_images import PageImages

        return self._once("page_images", lambda: PageImages(self.corpus, self._new_pdf_process()))

    @property
    def cells(self) -> Cells:
        """What people decided of each cell, beside what the tool answers."""
        from use_cases.cells import Cells

        return self._once("cells", lambda: Cells(self.corpus, self.grid))

    @property
    def table_figures(self) -> KeptTableFigures:
        """What the geographic tables of documents measure, beside what their texts say."""
        from use_cases.table_figures import KeptTableFigures

        return self._once("table_figures", lambda: KeptTableFigures(self.corpus, self.language))

    @property
    def exporting(self) -> Exporting:
        """Documents as files."""
        from use_cases.export_documents import Exporting
        from use_cases.reference_base import ReferenceRows

        reference = ReferenceRows(self.corpus, self.grid, self.cells, self.settings.service_address)
        return Exporting(
            self.corpus, self.grid, self.cells, reference, self.settings.service_address, self.table_figures
        )

    @property
    def delivering(self) -> Delivering:
        """What a service hands in."""
        from ingestion import find_libreoffice
        from use_cases.deliver import Delivering

        settings = self.settings
        office = find_libreoffice() if settings.office_pages else None
        return Delivering(self.corpus, self._gathering, office, settings.deliverable_template)

    @property
    def charting(self) -> Charting:
        """Charts of what people established."""
        from use_cases.draw_charts import Charting

        return Charting(self._gathering)

    @property
    def _gathering(self) -> Gathering:
        from use_cases.gather_material import Gathering

        return Gathering(
            self.corpus,
            self.grid,
            self.exporting,
            self.page_images,
            self.keeping_answers,
            self.settings.service_address,
        )

    @property
    def collecting(self) -> Collecting:
        """Passages kept as good practices."""
        from use_cases.collect_practice import Collecting

        return Collecting(self.corpus)

    @property
    def keeping_answers(self) -> KeepingAnswers:
        """Answers kept as notes on documents."""
        from use_cases.keep_answers import KeepingAnswers

        return KeepingAnswers(self.corpus)

    @property
    def tables(self) -> Tables:
        """Screens as tables, to be carried away."""
        from use_cases.export_tables import Tables

        return Tables(self.corpus, self.grid, self.cells, self.version_changes)

    @property
    def version_changes(self) -> VersionChanges:
        """What changed in the text from one version of a plan to another."""
        from use_cases.version_changes import VersionChanges

        return self._once("version_changes", lambda: VersionChanges(self.corpus, self.language))

    @property
    def reviewing(self) -> Reviewing:
        """The acts of people on cells."""
        from use_cases.review import Reviewing

        return self._once("reviewing", lambda: Reviewing(self.corpus, self.grid, self.cells))

    def studying(self, profile: str | None = None) -> Studying:
        """Asks a battery of indicators in several ways, from the depth of a profile."""
        from use_cases.run_study import Studying

        return Studying(self._answering(profile, self.backend))

    def analysis(
        self,
        profile: str | None = None,
        *,
        backend: ChatBackend | None = None,
        choice: ProtocolChoice | None = None,
    ) -> Analysis:
        """Answers indicators and questions, at the depth of a profile.

        ``backend`` replaces the LLM of the settings, ``choice`` how it is used.
        """
        from use_cases.answer_indicators import Analysis

        return Analysis(self._answering(profile, backend or self.backend, choice))

    def _answering(
        self, profile: str | None, backend: ChatBackend, choice: ProtocolChoice | None = None
    ) -> AnsweringParts:
        from answering import profile_named
        from answering.llm.capabilities import SMALL_PACKET
        from answering.llm.none import NoModel
        from domain import ReadingProtocol
        from use_cases.answering_parts import AnsweringParts

        chosen = profile_named(profile or self.settings.profile)
        choice = choice or self.protocol(backend)
        if choice.small:
            chosen = chosen.with_small_packets(SMALL_PACKET)
        if choice.protocol is ReadingProtocol.RULES:
            backend = NoModel()
        turns, index = self._limiter(backend), self.index_signature
        scorer = None if choice.protocol is ReadingProtocol.SENTENCES else self.scorer
        return AnsweringParts(
            self.corpus,
            self.grid,
            self.retriever,
            self.read_documents,
            backend,
            chosen,
            turns,
            index,
            self.language,
            choice.protocol,
            scorer,
            self.token_matcher,
            self.question_meaning,
        )
