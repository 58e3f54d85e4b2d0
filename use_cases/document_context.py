"""What an answer must say of the documents it was made from, besides the passages read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from answering import DocumentContext, DocumentDescription
from corpus import Corpus
from domain import NOT_OF_THE_PLAN, DocumentInfo, DocumentKind, PieceInfo
from domain.identity import digest_of
from domain.labels import STAGES, procedure_label
from use_cases.document_record import facts_of

if TYPE_CHECKING:
    from languages import Language


def context_of(corpus: Corpus, document: str, grid_digest: str, language: Language) -> DocumentContext:
    """Pieces and their kinds, pages that nobody could read, hash of the text.

    Raises:
        UnknownDocument: no document has this slug.
    """
    info = corpus.documents.get(document)
    return DocumentContext(
        pieces=tuple(piece.name for piece in info.pieces),
        pages_unread=corpus.texts.unread_pages(document),
        corpus_hash=corpus.texts.digest(document),
        grid_digest=grid_digest,
        kinds=tuple(dict.fromkeys(piece.kind for piece in info.pieces)),
        document_kind=info.kind,
        pages=sum(piece.pages for piece in info.pieces),
        description=_description(info, language),
        partial=_procedure(info) if info.is_partial else "",
        changes=_changed(corpus, info),
        facts=facts_of(info, corpus.texts.margins(document)),
    )


#: Kinds of a document as a reader is told them.
_KINDS = {
    DocumentKind.SCOT: "SCoT (schéma de cohérence territoriale)",
    DocumentKind.PLU: "PLU (plan local d'urbanisme)",
    DocumentKind.PLUI: "PLUi (plan local d'urbanisme intercommunal)",
}


#: What a reader is told of a partial procedure, besides its name.
_PARTIAL = (
    "procédure qui ne change qu'une partie du plan ; ce dont le dossier ne parle pas est sans objet, et non une absence"
)


def _procedure(info: DocumentInfo) -> str:
    return procedure_label(info.procedure, info.procedure_number) if info.procedure else ""


def _scope(info: DocumentInfo) -> str:
    return " ; ".join(part for part in (info.scope, _PARTIAL if info.is_partial else None) if part)


def _changed(corpus: Corpus, info: DocumentInfo) -> str:
    """The title of the plan that a partial procedure changes: the last whole version before it."""
    if not info.is_partial:
        return ""
    found = whole_version_before(info, [corpus.documents.get(slug) for slug in info.versions])
    return found.title if found else ""


def whole_version_before(info: DocumentInfo, versions: Sequence[DocumentInfo]) -> DocumentInfo | None:
    """The newest version of the same plan that is whole and not later; None where there is none."""
    whole = [one for one in versions if not one.is_partial]
    earlier = [one for one in whole if info.date is None or one.date is None or one.date <= info.date]
    return max(earlier, key=lambda one: one.date or date.min, default=None)


def _description(info: DocumentInfo, language: Language) -> DocumentDescription:
    procedure = (info.version, _procedure(info), STAGES[info.stage] if info.stage else None)
    return DocumentDescription(
        title=info.title,
        kind=_KINDS[info.kind] if info.kind else "",
        procedure=", ".join(part for part in procedure if part),
        territory=info.territory or "",
        scope=_scope(info),
        pieces=tuple(f"{piece.name} ({_role(piece, language)})" for piece in info.pieces),
    )


def _role(piece: PieceInfo, language: Language) -> str:
    if piece.kind in NOT_OF_THE_PLAN or language.sentences.speaks_for_others(piece.name):
        return "pièce de procédure"
    return piece.kind.value.replace("_", " ")


def joined(contexts: Sequence[DocumentContext], titles: Mapping[str, str]) -> DocumentContext:
    """What an answer over several documents says of them all; each piece and page is named with its document.

    Args:
        contexts: Of each document.
        titles: Titles of the documents by slug, in the same order.
    """
    named = list(zip(titles.values(), contexts, strict=True))
    told = tuple(
        f"Document « {slug} » : {context.description.line or title}"
        for (slug, title), context in zip(titles.items(), contexts, strict=True)
    )
    return DocumentContext(
        pieces=tuple(f"{title}, {piece}" for title, context in named for piece in context.pieces),
        pages_unread=tuple(f"{title}, {page}" for title, context in named for page in context.pages_unread),
        corpus_hash=digest_of(context.corpus_hash for context in contexts),
        grid_digest=contexts[0].grid_digest if contexts else None,
        kinds=tuple(dict.fromkeys(kind for context in contexts for kind in context.kinds)),
        pages=sum(context.pages for context in contexts),
        description=DocumentDescription(several=told),
        facts=tuple(fact for context in contexts for fact in context.facts),
    )
