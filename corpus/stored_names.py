"""The number of a document by its slug, and what is said of a slug that no document has."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.plain_reads import PlainReads
from corpus.renamed_content import RenameStep
from domain.errors import UnknownDocument

#: Documents that a message names.
NAMED = 20


def document_number(reads: PlainReads, slug: str) -> int:
    """The number of a document's row.

    Raises:
        UnknownDocument: no document has this slug; the message says what it is called now, or names those that exist.
    """
    found = reads.rows("SELECT id FROM document WHERE slug = ?", [slug])
    if found:
        return int(found[0][0])
    former = reads.rows("SELECT slug, step FROM former_slug WHERE former = ?", [slug])
    known = reads.rows("SELECT slug FROM document ORDER BY slug LIMIT ?", [NAMED])
    renamed = former[0]["slug"] if former and former[0]["step"] != RenameStep.BEGUN else None
    raise unknown_document(slug, renamed, [row[0] for row in known])


def unknown_document(slug: str, renamed: str | None, known: Sequence[str]) -> UnknownDocument:
    """What is said of a slug that no document has.

    Args:
        slug: As it was asked for.
        renamed: What the document is called now that had it before.
        known: The first slugs that documents have.
    """
    if renamed is not None:
        return UnknownDocument(
            f"« {slug} » a été renommé « {renamed} ».", remedy="Employez son nouvel identifiant.", renamed=renamed
        )
    return UnknownDocument(
        f"Aucun document ne s'appelle « {slug} ».",
        remedy=f"Documents connus : {', '.join(known)}." if known else "Aucun document n'a encore été lu.",
    )
