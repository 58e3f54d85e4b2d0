"""A reference base -> an installation: documents, cited pages, answers, decisions and passages come back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus
from domain.errors import MissingPath
from use_cases.reference_base import EVALUATION
from use_cases.reference_reading import not_a_base, read_tables
from use_cases.restored_content import restored_content


@dataclass(frozen=True, slots=True)
class RestoredCounts:
    """What an import brought."""

    documents: int
    answers: int
    decisions: int
    practices: int


class ReferenceImport:
    """Brings bases back."""

    def __init__(self, corpus: Corpus):
        self._corpus = corpus

    def restore(self, path: Path) -> RestoredCounts:
        """Import a base (data package in a ZIP, or SQLite), whole or not at all.

        The texts of pages that nothing cites are not in a base: the documents can be looked at and exported, and are
        read again, pieces in hand, to be searched.

        Raises:
            MissingPath: there is no such file.
            DamagedFile: it is no reference base.
            UsageError: one of its documents is already there.
        """
        if not path.is_file():
            raise MissingPath("Ce fichier n'existe pas.", where=str(path), remedy="Vérifiez le chemin donné.")
        tables = read_tables(path)
        try:
            content = restored_content(tables)
        except (KeyError, ValueError, TypeError) as error:
            raise not_a_base(path, str(error)) from error
        self._corpus.reference.restore(content, EVALUATION)
        return RestoredCounts(
            len(content.documents), len(content.answers), len(content.reviews), len(content.practices)
        )
