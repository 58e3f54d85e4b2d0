"""A document gets another slug: the corpus in one transaction, the indexes before and after it, nothing half renamed.

The indexes name documents too and are no part of that transaction. What they need under the new slug is written
first, what they hold under the former one goes last: whenever the process dies, searches of the document find all of
it, and what is too much is not found, because the corpus has no passage of that id. The same call again finishes.
"""

from __future__ import annotations

from dataclasses import replace

from corpus import Corpus
from corpus.renamed_content import NewNames, RenameStep
from domain.errors import DocumentBusy, GoldError, UsageError
from domain.identity import check_slug
from evaluation.study_report import rename_in_study
from use_cases.gold_versions import GoldVersions
from vectorstore import DenseIndex, LexicalIndex


class Renaming:
    """Renames documents, and finishes what a crash cut short."""

    def __init__(self, corpus: Corpus, dense: DenseIndex, lexical: LexicalIndex):
        self._corpus = corpus
        self._dense = dense
        self._lexical = lexical

    def rename(self, former: str, slug: str) -> None:
        """Give a document another slug; all that points to it follows. Done already, it changes nothing.

        Raises:
            UnknownDocument: no document has the former slug.
            UsageError: the new slug cannot name a document, is taken, or is the same.
            DocumentBusy: a job reads or writes the document.
            StorageError: the corpus or an index cannot be written; nothing was renamed.
        """
        check_slug(slug)
        self.settle()
        if self._corpus.renames.now(former) == slug and not self._corpus.documents.exists(former):
            return
        self._corpus.documents.get(former)
        self._check_free(former, slug)
        names = NewNames(former, slug, self._corpus.renames.new_passages(former, slug), self._golds(former, slug))
        self._corpus.renames.begin(former, slug)
        self._copy_in_indexes(names)
        self._check_free(former, slug)  # a job may have been asked for while the indexes were written
        self._corpus.renames.rename(names)
        self.settle()

    def settle(self) -> None:
        """Finish what was cut short: take out of the indexes what they hold under a slug that names no document."""
        for one in self._corpus.renames.unfinished():
            gone = one.slug if one.step is RenameStep.BEGUN else one.former
            if not self._corpus.documents.exists(gone):
                self._dense.delete(gone)
                self._lexical.delete(gone)
            if one.step is RenameStep.RENAMED:
                for study in (self._corpus.data_dir / "studies").glob("*/etude.json"):
                    rename_in_study(study.parent, one.former, one.slug)
            self._corpus.renames.finish(one.former)

    def _check_free(self, former: str, slug: str) -> None:
        if slug == former:
            raise UsageError(f"« {slug} » est déjà l'identifiant de ce dossier.")
        if self._corpus.documents.exists(slug):
            raise UsageError(f"« {slug} » est déjà l'identifiant d'un autre dossier.", remedy="Choisissez-en un autre.")
        for job in (*self._corpus.jobs.using(former), *self._corpus.jobs.using(slug)):
            raise DocumentBusy(
                f"Une tâche en cours emploie « {former if former in job.request.touches else slug} » : {job.title}.",
                remedy="Attendez qu'elle soit finie, ou annulez-la.",
            )
        if self._corpus.reviews.all_of(slug) or self._corpus.clocks.all(slug) or self._corpus.manual.count(slug):
            raise UsageError(
                f"« {slug} » a été l'identifiant d'un dossier supprimé, dont ce que des personnes ont fait est gardé.",
                remedy="Choisissez-en un autre : leurs décisions se mêleraient à celles de ce dossier.",
            )

    def _golds(self, former: str, slug: str) -> dict[str, str]:
        """New digests of the versions of the gold that speak of the document, by the old ones."""
        versions = GoldVersions(self._corpus)
        digests: dict[str, str] = {}
        for version in self._corpus.runs.golds():
            gold = versions.get(version.digest)
            if former not in gold.documents:
                continue
            try:
                digests[version.digest] = gold.with_documents({former: slug}).digest
            except GoldError as error:
                raise UsageError(
                    f"La référence « {version.name} » décrit à la fois « {former} » et « {slug} ».",
                    remedy="Choisissez un autre identifiant, ou supprimez cette référence.",
                ) from error
        return digests

    def _copy_in_indexes(self, names: NewNames) -> None:
        """Write what the indexes hold of the document once more, under the new slug; no text is embedded again."""
        ids, vectors = self._dense.vectors(names.former)
        at = {one: row for row, one in enumerate(ids)}
        passages = [one for one in self._corpus.texts.passages(names.former) if one.id in at]
        if not passages:
            return
        copies = [replace(one, id=names.passages[one.id], document=names.slug) for one in passages]
        self._dense.upsert(copies, vectors[[at[one.id] for one in passages]])
        self._lexical.upsert(copies)
