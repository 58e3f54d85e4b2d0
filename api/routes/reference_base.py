"""The reference base: exported whole or since a date, brought into an installation that has none of its documents."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal

from fastapi import APIRouter, File, Query, Response, UploadFile
from pydantic import BaseModel

from api.dependencies import Service, ServiceDep
from api.waiting import waits
from domain.errors import UnknownFormat
from exports import file_formats, format_named
from use_cases.reference_import import ReferenceImport, RestoredCounts

router = APIRouter(prefix="/reference-base", tags=["exports"])


class RestoredView(BaseModel):
    """What an import brought."""

    documents: int
    answers: int
    decisions: int
    practices: int

    @classmethod
    def of(cls, one: RestoredCounts) -> RestoredView:
        """The view of an import."""
        return cls(
            documents=one.documents, answers=one.answers, decisions=one.decisions, practices=one.practices
        )  # fmt: skip


@router.get("/{fmt}", summary="La base de référence, entière ou depuis un jour", response_class=Response)
@waits
def export_reference_base(
    service: ServiceDep,
    fmt: str,
    document: Annotated[list[str] | None, Query(max_length=500, description="Documents ; vide : tous.")] = None,
    since: Annotated[
        date | Literal[""] | None, Query(description="Seulement ce qui est nouveau depuis ce jour.")
    ] = None,
    names: Annotated[bool, Query(description="Avec les noms des relecteurs, au lieu de pseudonymes.")] = False,
) -> Response:
    """Every table: datapackage (CSV and their schema in a ZIP), parquet, sqlite or geojson (perimeters)."""
    form = format_named(fmt)
    if form.write_base is None:
        known = ", ".join(one.name for one in file_formats().values() if one.write_base is not None)
        raise UnknownFormat(
            f"La base de référence ne s'écrit pas au format « {fmt} ».", remedy=f"Formats possibles : {known}."
        )
    moment = datetime.combine(since, time()) if since else None
    content = service.application.exporting.content(document or [], form, since=moment, names=names)
    span = f"-depuis-{since}" if since else ""
    disposition = f'attachment; filename="base-de-reference{span}{form.extension}"'
    return Response(content, media_type=form.media_type, headers={"Content-Disposition": disposition})


@router.post("", status_code=201, summary="Importer une base de référence")
@waits
def import_reference_base(
    service: ServiceDep, file: Annotated[UploadFile, File(description="Un datapackage (ZIP) ou un fichier SQLite.")]
) -> RestoredView:
    """Bring a base back, whole or not at all; none of its documents may be here already."""
    return RestoredView.of(restore_base(service, file))


def restore_base(service: Service, file: UploadFile) -> RestoredCounts:
    """Import the base of a file that was sent.

    Raises:
        DamagedFile: it is no reference base.
        UsageError: one of its documents is already there.
    """
    folder = service.uploads.receive([file])
    try:
        (path,) = folder.iterdir()
        return ReferenceImport(service.application.corpus).restore(path)
    finally:
        service.uploads.discard(folder)
