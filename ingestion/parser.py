"""A file becomes a ReadPiece: the one way from bytes to pages, sentences and passages."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from domain import LOW_CONFIDENCE, Page, PageStatus, PieceKind, ReadPiece
from domain.errors import DamagedFile, ReadingError
from ingestion.dossier.piece_kinds import guess_kind
from ingestion.font_warnings import font_warnings
from ingestion.formats.file_format import ParserFamily
from ingestion.formats.files import File, check_unchanged, look_at, read_bytes
from ingestion.formats.limits import PieceLimits, in_thousands
from ingestion.formats.office_process import OfficeProcess
from ingestion.formats.pdf_source import HerePdf, PdfSource
from ingestion.formats.rendition import LibreOffice, Renditions, said_of_pages
from ingestion.formats.types import format_of_extension
from ingestion.ocr.recognition import Recogniser
from ingestion.ocr.tesseract import SWITCHED_OFF
from ingestion.page_ledger import aside_warnings
from ingestion.pdf_pages import PdfPages
from ingestion.segmentation.headings import Headings
from ingestion.segmentation.passages import draft_passages
from ingestion.segmentation.sentences import TextUnit, split_page
from languages import Language, PieceNames

#: Changes when the same bytes would give other sentences or passages; one per family of readers.
PARSER_VERSION = {ParserFamily.PDF: "pdf-11", ParserFamily.OFFICE: "office-8"}
#: Added to the version of a piece that has pages which recognition could read, had it been there.
UNRECOGNISED = "+sans-reconnaissance"

Progress = Callable[[int, int], None]
StageProgress = Callable[[str, int, int], None]

OF_THE_RENDITION = (
    "Les numéros de page sont ceux d'une conversion en PDF par LibreOffice : la mise en page d'origine peut différer."
)
NO_RENDITION = "Sans numéros de page, la conversion en PDF n'ayant pas abouti"

READING = "lecture"
RECOGNITION = "reconnaissance"


def parser_version(filename: str) -> str:
    """Version of the reader that ``filename`` would go to, without opening it."""
    known = format_of_extension(Path(filename).suffix)
    return PARSER_VERSION[known.parser if known is not None else ParserFamily.OFFICE]


class Parser:
    """Reads files: PDF through ``source``, pictures of text through ``recogniser``.

    ``process`` reads office and text files; ``office`` lays them out as pages, which their sections are then told
    with; ``language`` is that of the files; ``limits`` say what one file may hold.
    """

    def __init__(
        self,
        source: PdfSource,
        recogniser: Recogniser,
        language: Language,
        office: LibreOffice | None = None,
        process: OfficeProcess | None = None,
        limits: PieceLimits | None = None,
    ):
        self._source = source
        self._process = process or OfficeProcess()
        self._limits = limits or PieceLimits()
        self._recogniser = recogniser
        self._headings = Headings(language.text)
        self._renditions = Renditions(source, office)

    @property
    def piece_names(self) -> PieceNames:
        """How pieces are called in the language of the files."""
        return self._headings.rules.piece_names

    def close(self) -> None:
        """Ends the reading processes, where there are some."""
        self._process.close()
        close = getattr(self._source, "close", None)
        if close is not None:
            close()

    def is_current(self, filename: str, reader: str) -> bool:
        """Whether a piece that ``reader`` made would come out the same today.

        Pages left unread for want of recognition are read once Tesseract is installed.
        """
        base, _, recognition = reader.partition("+")
        if base != parser_version(filename):
            return False
        return f"+{recognition}" != UNRECOGNISED or self._recogniser.name is None

    def read(self, path: Path, *, kind: PieceKind | None = None, progress: StageProgress | None = None) -> ReadPiece:
        """Reads one file whole. The same bytes under the same name give an equal result.

        Args:
            path: The file; its name without extension is the piece's name.
            kind: Part that the piece plays; guessed from its name and first page when None.
            progress: Called with (stage, pages done, pages in all) as the work goes on.

        Raises:
            MissingPath: The file does not exist.
            ReadingError: A subclass says why the file cannot be read; nothing of it is kept.
        """
        file = look_at(path)
        if file.type.parser is ParserFamily.PDF:
            return self._read_pdf(path, file, kind, progress)
        return self._read_office(path, file, kind, progress)

    def _read_pdf(self, path: Path, file: File, kind: PieceKind | None, progress: StageProgress | None) -> ReadPiece:
        with self._source.open(path) as pdf:
            facts = pdf.facts
            if facts.pages > self._limits.pages:
                raise ReadingError(
                    f"le PDF a {in_thousands(facts.pages)} pages, plus que les {in_thousands(self._limits.pages)} "
                    "qui sont lues.",
                    where=path.name,
                    remedy="Découpez-le et donnez ses parties, ou changez le réglage max_pages.",
                )
            pages = PdfPages(self._headings, repaired=facts.repaired, unread=facts.unread)
            readable = False
            for raw in pdf.pages():
                pages.add(raw)
                readable = readable or not raw.broken
                if progress:
                    progress(READING, raw.ordinal, facts.pages)
            if not readable:
                raise DamagedFile(
                    "aucune page du PDF ne peut être lue.", where=path.name, remedy="Redemandez le fichier."
                )
            wanted = pages.wanted()
            recognised = self._recogniser.read(
                pdf, file.sha256, wanted, None if progress is None else partial(progress, RECOGNITION)
            )
        check_unchanged(path, file)
        pages.take(recognised)
        reader = PARSER_VERSION[ParserFamily.PDF]
        if wanted:
            reader += UNRECOGNISED if self._recogniser.name is None else f"+{self._recogniser.name}"
        built = pages.build(facts.outline)
        warnings = [*facts.warnings, *font_warnings(pages.lost_glyphs(), ranges), *_recognition_warnings(built.pages)]
        warnings += aside_warnings(built.pages, ranges)
        return _piece(path, file, kind, reader, built.pages, built.units, None, warnings, self._headings)

    def _read_office(self, path: Path, file: File, kind: PieceKind | None, progress: StageProgress | None) -> ReadPiece:
        from ingestion.formats.office import read_sections

        data = read_bytes(path)
        found = read_sections(path.name, data, file.type, self._process, self._headings, self._limits.characters)
        sections = found.sections
        places: Sequence[tuple[int, int] | None] = [None] * len(sections)
        warnings = list(found.warnings)
        if self._renditions.lays_out(file.type):
            try:
                shown = [section for section in sections if not section.aside]  # what is aside stands last
                places = [*self._renditions.pages(path, shown), *[None] * (len(sections) - len(shown))]
                warnings.append(OF_THE_RENDITION)
            except ReadingError as error:
                warnings.append(f"{NO_RENDITION} : {error.message}")
        check_unchanged(path, file)
        pages = []
        units: list[TextUnit] = []
        declared: list[tuple[str, ...]] = []
        for ordinal, (section, place) in enumerate(zip(sections, places, strict=True), 1):
            label = " > ".join(section.path) or None
            if place is not None:
                label = f"{label} ({said_of_pages(*place)})" if label else said_of_pages(*place)
            if section.aside:
                lines = tuple(line for line in section.text.splitlines() if line)
                aside = Page(ordinal, None, label, section.text, PageStatus.READ, removed=lines, ledger=section.ledger)
                pages.append(aside)
                continue
            pages.append(Page(ordinal, None, label, section.text, PageStatus.READ, ledger=section.ledger))
            sentences = split_page(ordinal, section.text, self._headings, prose=True)
            units.extend(sentences)
            declared.extend(section.path for _ in sentences)
        if progress:
            progress(READING, len(pages), len(pages))
        piece = _piece(
            path, file, kind, PARSER_VERSION[ParserFamily.OFFICE], pages, units, declared, warnings, self._headings
        )
        return replace(piece, ledger=found.ledger)


def read_piece(
    path: Path, language: Language, *, kind: PieceKind | None = None, progress: Progress | None = None
) -> ReadPiece:
    """Reads one file in this process, without recognition: for files that are known to be sound.

    Args:
        path: The file; its name without extension is the piece's name.
        language: That of the file.
        kind: Part that the piece plays; guessed from its name and first page when None.
        progress: Called with (pages done, pages in all) as the reading goes on.

    Raises:
        MissingPath: The file does not exist.
        ReadingError: A subclass says why the file cannot be read.
    """
    told: StageProgress | None = None
    if progress is not None:
        given = progress

        def told(_stage: str, done: int, total: int) -> None:
            given(done, total)

    with closing(Parser(HerePdf(), Recogniser(SWITCHED_OFF), language)) as reader:
        return reader.read(path, kind=kind, progress=told)


def _piece(
    path: Path,
    file: File,
    kind: PieceKind | None,
    reader: str,
    pages: Sequence[Page],
    units: Sequence[TextUnit],
    declared: Sequence[tuple[str, ...]] | None,
    warnings: Sequence[str],
    headings: Headings,
) -> ReadPiece:
    unread = [page for page in pages if page.status is not PageStatus.READ]
    return ReadPiece(
        # File systems spell accents in two ways; a piece has one name.
        name=unicodedata.normalize("NFC", path.stem),
        filename=unicodedata.normalize("NFC", path.name),
        sha256=file.sha256,
        size=file.size,
        media_type=file.type.media_type,
        kind=kind
        or guess_kind(path.name, next((page.text for page in pages if page.text), ""), headings.rules.piece_names),
        reader=reader,
        pages=tuple(pages),
        sentences=tuple(unit.sentence for unit in units),
        passages=draft_passages(units, headings, declared),
        warnings=(*warnings, *_unread_warnings(unread, len(pages))),
    )


def _recognition_warnings(pages: Sequence[Page]) -> list[str]:
    read = [page for page in pages if page.confidence is not None]
    low = [page.ordinal for page in read if page.confidence is not None and page.confidence < LOW_CONFIDENCE]
    warnings = []
    if read:
        numbers = ranges([page.ordinal for page in read])
        warnings.append(f"{len(read)} page(s) lue(s) par reconnaissance de caractères (p. {numbers}).")
    if low:
        warnings.append(
            f"{len(low)} page(s) mal reconnue(s), à vérifier sur l'original avant de les citer (p. {ranges(low)})."
        )
    hidden = [page.ordinal for page in pages if page.triage and "texte invisible" in page.triage]
    if hidden:
        warnings.append(
            f"{len(hidden)} page(s) dont le texte est invisible, posé sur une image par un logiciel de numérisation : "
            f"sa qualité n'est pas connue (p. {ranges(hidden)})."
        )
    return warnings


def _unread_warnings(unread: Sequence[Page], total: int) -> list[str]:
    warnings = []
    missed = [page for page in unread if not page.is_blank]  # on a blank page there is nothing to miss
    for reason in dict.fromkeys(page.reason for page in missed):
        numbers = [page.ordinal for page in missed if page.reason == reason]
        warnings.append(f"{len(numbers)} page(s) sur {total} non lue(s) : {reason} (p. {ranges(numbers)}).")
    return warnings


def ranges(numbers: Sequence[int]) -> str:
    """« 1-3, 7 » for 1, 2, 3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
