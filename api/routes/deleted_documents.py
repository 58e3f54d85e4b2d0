"""Documents that are gone, on which people had worked."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import ServiceDep
from api.moments import Moment
from corpus.deleted_store import DeletedDocument

router = APIRouter(prefix="/deleted-documents", tags=["documents"])


class DeletedDocumentView(BaseModel):
    """A deleted document with the work of people that is kept of it."""

    slug: str
    decisions: int
    acts: int
    noted: int
    last: Moment

    @classmethod
    def of(cls, document: DeletedDocument) -> DeletedDocumentView:
        """The shape of a deleted document."""
        return cls(
            slug=document.slug,
            decisions=document.decisions,
            acts=document.acts,
            noted=document.noted,
            last=document.last,
        )


@router.get("", summary="Lister les documents supprimés dont des décisions sont gardées")
def list_deleted(service: ServiceDep) -> list[DeletedDocumentView]:
    """Their decisions come back with a document of the same slug; ``DELETE /documents/SLUG?decisions=true`` ends them.

    ``/documents/SLUG/history.FORMAT`` carries them away.
    """
    return [DeletedDocumentView.of(document) for document in service.application.corpus.deleted.all()]
