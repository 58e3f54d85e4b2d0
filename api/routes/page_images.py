"""Pages for the eye, and the original files."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse

from api.bounds import PageNumber
from api.dependencies import ServiceDep
from api.headers import POLICY_HEADER
from api.waiting import waits
from domain.errors import UnknownPiece, UsageError
from use_cases.page_images import WIDTHS

router = APIRouter(prefix="/documents", tags=["documents"])

_KEPT = "private, max-age=0, must-revalidate"  # the file of a piece may be replaced under the same address


@router.get(
    "/{slug}/pieces/{piece}/pages/{n}/image.webp", summary="L'image d'une page d'un PDF", response_class=FileResponse
)
@waits
def get_picture(
    service: ServiceDep,
    request: Request,
    slug: str,
    piece: str,
    n: PageNumber,
    width: Annotated[int, Query(description="Pixels de large : 1000 ou 2000.")] = WIDTHS[0],
) -> Response:
    """A page as it looks, drawn when it is first asked for."""
    if width not in WIDTHS:
        raise UsageError(f"Largeurs possibles : {', '.join(map(str, WIDTHS))} pixels.")
    path = service.application.page_images.picture(slug, piece, n, width)
    etag = f'"{path.parent.name[:16]}-{path.stem}"'  # made of the content of the file: it cannot be stale
    headers = {"ETag": etag, "Cache-Control": _KEPT}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return FileResponse(path, media_type="image/webp", headers=headers)


@router.get("/{slug}/pieces/{piece}/file", summary="Le fichier d'origine d'une pièce", response_class=FileResponse)
def get_file(service: ServiceDep, slug: str, piece: str) -> FileResponse:
    """The file as it was received. A PDF opens in the browser; anything else is saved, never run."""
    corpus = service.application.corpus
    info = next((each for each in corpus.documents.get(slug).pieces if each.name == piece), None)
    if info is None:
        raise UnknownPiece(f"« {slug} » n'a pas de pièce « {piece} ».")
    path = corpus.files.path(info.sha256, info.filename)
    if path.suffix == ".pdf":
        # Browsers show a PDF in a viewer of their own, which the policy of our pages would stop.
        headers = {POLICY_HEADER: "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'"}
        disposition = "inline"
    else:
        headers, disposition = {POLICY_HEADER: "sandbox; default-src 'none'"}, "attachment"
    headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(info.filename)}"
    headers["Cache-Control"] = _KEPT
    return FileResponse(path, media_type=_media_type(path.suffix), headers=headers)


def _media_type(suffix: str) -> str:
    return "application/pdf" if suffix == ".pdf" else "application/octet-stream"
