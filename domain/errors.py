"""The one exception tree of BIOLLM.

Every error a user can meet derives from :class:`BiollmError` and says what happened, where (file,
page, line) and what the user can do. Messages are French: they are shown as they are by the command
line, the HTTP API and the web pages.
"""

from __future__ import annotations

from typing import Any, ClassVar

#: What is said of an error that is none of ours; the log has it whole.
INTERNAL_DEFECT = "Défaut interne de BIOLLM ; le journal du service donne le détail."


class BiollmError(Exception):
    """Base of all errors of the project.

    ``message`` says what happened, ``where`` the file, page or line concerned, ``remedy`` what the
    user can do about it. ``code`` is a stable identifier for programs (the ``type`` of a
    problem+json answer); ``exit_code`` is 1 when the work failed and 2 when the request was wrong.
    """

    code: ClassVar[str] = "erreur"
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

    code = "demande-invalide"
    exit_code = 2


class SettingsError(UsageError):
    """A setting, flag or environment variable has a value that cannot be used."""

    code = "reglage-invalide"


class MissingPath(UsageError):
    """A path given by the user does not exist."""

    code = "chemin-introuvable"


class UnknownDocument(UsageError):
    """No document has this slug; ``renamed`` is the one that it was given since, where it was renamed."""

    code = "document-inconnu"

    def __init__(
        self, message: str, *, where: str | None = None, remedy: str | None = None, renamed: str | None = None
    ):
        super().__init__(message, where=where, remedy=remedy)
        self.renamed = renamed


class UnknownPiece(UsageError):
    """The document has no piece of this name."""

    code = "piece-inconnue"


class UnknownPage(UsageError):
    """The piece has no page of this number."""

    code = "page-inconnue"


class UnknownIndicator(UsageError):
    """The grid has no indicator of this code."""

    code = "indicateur-inconnu"


class UnknownFormat(UsageError):
    """No format of files has this name, or it cannot hold what is asked."""

    code = "format-inconnu"


class UnknownRun(UsageError):
    """No evaluation has this identifier, or several begin like it."""

    code = "evaluation-inconnue"


class UnknownGold(UsageError):
    """No version of the manual analysis has this digest."""

    code = "reference-inconnue"


class UnknownConversation(UsageError):
    """No conversation has this identifier."""

    code = "conversation-inconnue"


class UnknownClock(UsageError):
    """No clock has this identifier."""

    code = "chronometre-inconnu"


class ClockStopped(UsageError):
    """A clock that was stopped cannot go on."""

    code = "chronometre-arrete"


class ReviewConflict(UsageError):
    """Somebody reviewed the cell since it was shown; ``current`` is that review, as JSON."""

    code = "relecture-en-conflit"

    def __init__(self, message: str, current: dict[str, Any] | None, *, where: str | None = None):
        super().__init__(message, where=where, remedy="Relisez cette décision, puis recommencez si vous la changez.")
        self.current = current


class UnknownJob(UsageError):
    """No job has this identifier."""

    code = "tache-inconnue"


class UnknownJobKind(UsageError):
    """A job asked for by another version: nothing here can do it."""

    code = "tache-d-une-autre-version"


# --- A file could not be read ------------------------------------------------------------------


class ReadingError(BiollmError):
    """A piece could not be read; nothing of it was stored."""

    code = "lecture-impossible"


class EmptyFile(ReadingError):
    """The file holds no byte, or no page."""

    code = "fichier-vide"


class UnsupportedType(ReadingError):
    """No reader knows this type of file."""

    code = "type-non-pris-en-charge"


class MisnamedFile(ReadingError):
    """The content is not what the extension announces (for example HTML named .pdf)."""

    code = "contenu-inattendu"


class DamagedFile(ReadingError):
    """The file is truncated or its structure is broken."""

    code = "fichier-endommage"


class EncryptedFile(ReadingError):
    """The file asks for a password."""

    code = "fichier-protege"


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

    code = "grille-invalide"


class QualityBelow(BiollmError):
    """A run does not hold a threshold that was asked of it; ``broken`` says which, one line each."""

    code = "seuil-non-tenu"

    def __init__(self, broken: tuple[str, ...], *, where: str | None = None):
        super().__init__("l'évaluation est sous le seuil demandé.", where=where)
        self.broken = broken

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {line}" for line in self.broken)])


class GoldError(FileFaults):
    """A gold (manual analysis) file cannot be imported; each fault names its line and column."""

    code = "reference-invalide"


# --- Storage -----------------------------------------------------------------------------------


class StorageError(BiollmError):
    """The data directory cannot be used."""

    code = "stockage"


class DataDirLocked(StorageError):
    """Another process owns the data directory."""

    code = "dossier-de-donnees-occupe"


class DocumentBusy(StorageError):
    """A job is working on the document."""

    code = "document-occupe"


class DiskFull(StorageError):
    """There is no space left on the disk."""

    code = "disque-plein"


class IndexMismatch(StorageError):
    """The index was built with another embedding model, or no longer follows the corpus."""

    code = "index-perime"


# --- Models ------------------------------------------------------------------------------------


class ModelError(BiollmError):
    """A local model (embedding or LLM) cannot be used."""

    code = "modele"


class ModelFilesMissing(ModelError):
    """The weight files of an embedded model are not installed, or are not the expected ones."""

    code = "poids-absents"


class LlmUnavailable(ModelError):
    """The LLM server does not answer, or stopped answering in the middle of the work."""

    code = "llm-injoignable"


class LlmModelMissing(ModelError):
    """The LLM server answers but does not have the model asked for."""

    code = "llm-modele-absent"


class ContextOverflow(ModelError):
    """A prompt would not fit the context window; nothing is ever cut without being said."""

    code = "contexte-depasse"


class InvalidReply(ModelError):
    """The model's reply could not be used, even after one repair attempt."""

    code = "reponse-inutilisable"
