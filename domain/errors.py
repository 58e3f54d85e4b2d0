"""The one exception tree of BIOLLM.

Every error a user can meet derives from :class:`BiollmError` and says what happened, where (file,
page, line) and what the user can do. Messages are French: they are shown as they are by the command
line, the HTTP API and the web pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from domain.reviews import Review

#: What is said of an error that is none of ours; the log has it whole.
INTERNAL_DEFECT = "Défaut interne de BIOLLM ; le journal du service donne le détail."


class BiollmError(Exception):
    """Base of all errors of the project.

    ``message`` says what happened, ``where`` the file, page or line concerned, ``remedy`` what the
    user can do about it. ``code`` is a stable identifier for programs (the ``type`` of a
    problem+json answer); ``exit_code`` is 1 when the work failed and 2 when the request was wrong.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, where: str | None = None, remedy: str | None = None):
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        parts = [f"{self.where} : {self.message}" if self.where else self.message]
        if self.remedy:
            parts.append(self.remedy)
        return " ".join(parts)


# --- The request was wrong ---------------------------------------------------------------------


class UsageError(BiollmError):
    """What was asked for does not exist or cannot be asked that way."""

    code = "invalid-request"
    exit_code = 2


class SettingsError(UsageError):
    """A setting, flag or environment variable has a value that cannot be used."""

    code = "invalid-setting"


class MissingPath(UsageError):
    """A path given by the user does not exist."""

    code = "path-not-found"


class UnknownDocument(UsageError):
    """No document has this slug; ``renamed`` is the one that it was given since, where it was renamed."""

    code = "unknown-document"

    def __init__(
        self, message: str, *, where: str | None = None, remedy: str | None = None, renamed: str | None = None
    ):
        super().__init__(message, where=where, remedy=remedy)
        self.renamed = renamed


class UnknownPiece(UsageError):
    """The document has no piece of this name."""

    code = "unknown-piece"


class UnknownPage(UsageError):
    """The piece has no page of this number."""

    code = "unknown-page"


class UnknownIndicator(UsageError):
    """The grid has no indicator of this code."""

    code = "unknown-indicator"


class UnknownFormat(UsageError):
    """No format of files has this name, or it cannot hold what is asked."""

    code = "unknown-format"


class UnknownRun(UsageError):
    """No evaluation has this identifier, or several begin like it."""

    code = "unknown-evaluation"


class UnknownGold(UsageError):
    """No version of the manual analysis has this digest."""

    code = "unknown-gold"


class UnknownConversation(UsageError):
    """No conversation has this identifier."""

    code = "unknown-conversation"


class UnknownClock(UsageError):
    """No clock has this identifier."""

    code = "unknown-clock"


class ClockStopped(UsageError):
    """A clock that was stopped cannot go on."""

    code = "clock-stopped"


class ReviewConflict(UsageError):
    """Somebody reviewed the cell since it was shown; ``current`` is that review."""

    code = "review-conflict"

    def __init__(self, message: str, current: Review | None, *, where: str | None = None):
        super().__init__(message, where=where, remedy="Relisez cette décision, puis recommencez si vous la changez.")
        self.current = current


class UnknownJob(UsageError):
    """No job has this identifier."""

    code = "unknown-job"


class UnknownJobKind(UsageError):
    """A job asked for by another version: nothing here can do it."""

    code = "job-of-another-version"


# --- A file could not be read ------------------------------------------------------------------


class ReadingError(BiollmError):
    """A piece could not be read; nothing of it was stored."""

    code = "unreadable-file"


class EmptyFile(ReadingError):
    """The file holds no byte, or no page."""

    code = "empty-file"


class UnsupportedType(ReadingError):
    """No reader knows this type of file."""

    code = "unsupported-type"


class MisnamedFile(ReadingError):
    """The content is not what the extension announces (for example HTML named .pdf)."""

    code = "misnamed-file"


class DamagedFile(ReadingError):
    """The file is truncated or its structure is broken."""

    code = "damaged-file"


class EncryptedFile(ReadingError):
    """The file asks for a password."""

    code = "encrypted-file"


# --- Grid and gold files -----------------------------------------------------------------------


class FileFaults(BiollmError):
    """A file written by a person has faults; all of them are in ``faults``, one line each."""

    def __init__(self, message: str, faults: tuple[str, ...], *, where: str | None = None, remedy: str | None = None):
        super().__init__(message, where=where, remedy=remedy)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {fault}" for fault in self.faults)])


class GridError(FileFaults):
    """A grid of indicators cannot be used; each fault names its line and field."""

    code = "invalid-grid"


class QualityBelow(BiollmError):
    """A run does not hold a threshold that was asked of it; ``broken`` says which, one line each."""

    code = "quality-below-threshold"

    def __init__(self, broken: tuple[str, ...], *, where: str | None = None):
        super().__init__("l'évaluation est sous le seuil demandé.", where=where)
        self.broken = broken

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {line}" for line in self.broken)])


class GoldError(FileFaults):
    """A gold (manual analysis) file cannot be imported; each fault names its line and column."""

    code = "invalid-gold"


class TemplateError(FileFaults):
    """A template of deliverables cannot be used; each fault names its file and where in it."""

    code = "invalid-template"


class NothingToDeliver(UsageError):
    """A deliverable has nothing to be made from: no document, no two versions of a plan, no passage collected."""

    code = "nothing-to-deliver"


class UnknownDeliverable(UsageError):
    """No deliverable has this name or identifier."""

    code = "unknown-deliverable"


class UnknownPractice(UsageError):
    """No collected passage has this number."""

    code = "unknown-practice"


class UnknownKeptAnswer(UsageError):
    """No answer that is kept has this number."""

    code = "unknown-kept-answer"


# --- Storage -----------------------------------------------------------------------------------


class StorageError(BiollmError):
    """The data directory cannot be used."""

    code = "storage"


class DataDirLocked(StorageError):
    """Another process owns the data directory."""

    code = "data-directory-locked"


class DocumentBusy(StorageError):
    """A job is working on the document."""

    code = "document-busy"


class DiskFull(StorageError):
    """There is no space left on the disk."""

    code = "disk-full"


class IndexMismatch(StorageError):
    """The index was built with another embedding model, or no longer follows the corpus."""

    code = "index-mismatch"


# --- Models ------------------------------------------------------------------------------------


class ModelError(BiollmError):
    """A local model (embedding or LLM) cannot be used."""

    code = "model"


class ModelFilesMissing(ModelError):
    """The weight files of an embedded model are not installed, or are not the expected ones."""

    code = "model-files-missing"


class LlmUnavailable(ModelError):
    """The LLM server does not answer, or stopped answering in the middle of the work."""

    code = "llm-unavailable"


class LlmOutOfMemory(ModelError):
    """The machine of the LLM has not enough memory for the model: asking again does not help."""

    code = "llm-out-of-memory"


class LlmModelMissing(ModelError):
    """The LLM server answers but does not have the model asked for."""

    code = "llm-model-missing"


class ContextOverflow(ModelError):
    """A prompt would not fit the context window; nothing is ever cut without being said."""

    code = "context-overflow"


class InvalidReply(ModelError):
    """The model's reply could not be used, even after one repair attempt."""

    code = "invalid-reply"
