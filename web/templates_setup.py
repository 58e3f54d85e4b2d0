"""Templates become pages: everything escaped, a missing name is an error, nothing is fetched from elsewhere."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api import links
from api.dependencies import service_of
from domain import (
    CellStatus,
    ChangeNature,
    Decision,
    DecisionStanding,
    DocumentKind,
    PageKind,
    PieceKind,
    Procedure,
    Stage,
    Verdict,
)
from domain.labels import QUESTION_KINDS
from exports import ExportFormat, file_formats
from web import page_text
from web.compiled_templates import CompiledTemplates
from web.person import person_of
from web.statics import Statics


@cache
def _formats_on_pages() -> tuple[ExportFormat, ...]:
    return tuple(form for form in file_formats().values() if form.on_pages)


class Pages:
    """Renders the templates of this folder.

    Example:
        >>> pages.render(request, "dossiers.html", documents=[...])
    """

    def __init__(self, statics: Statics, *, locked: bool):
        """``locked``: the service asks for its key, so the pages offer to leave."""
        self._environment = Environment(
            loader=PackageLoader("web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # compiled once: the files are not looked at again
            cache_size=-1,
            bytecode_cache=CompiledTemplates(Path(__file__).parent / "templates"),
        )
        self._environment.globals.update(
            static=statics.url,
            link=links,
            locked=locked,
            version=version("biollm"),
            Verdict=Verdict,
            CellStatus=CellStatus,
            ChangeNature=ChangeNature,
            DecisionStanding=DecisionStanding,
            Decision=Decision,
            DocumentKind=DocumentKind,
            PageKind=PageKind,
            PieceKind=PieceKind,
            Procedure=Procedure,
            Stage=Stage,
            words=page_text,
            question_kinds=QUESTION_KINDS,
            file_formats=_formats_on_pages,
        )
        self._environment.filters.update(
            number=page_text.number,
            percent=page_text.percent,
            amount=page_text.amount,
            day=page_text.day,
            moment=page_text.moment,
            duration=page_text.duration,
            model=page_text.model,
            rule=page_text.rule,
        )

    def render(self, request: Request, name: str, *, status: int = 200, **content: Any) -> HTMLResponse:
        """Fill a template. Templates see ``person``, ``path`` and ``preparing`` besides what is given."""
        text = self._environment.get_template(name).render(
            person=person_of(request),
            path=request.url.path,
            preparing=service_of(request).warm_up.preparing,
            **content,
        )
        return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store"})


def pages_of(request: Request) -> Pages:
    """The renderer of this application."""
    pages = request.app.state.pages
    if not isinstance(pages, Pages):
        raise TypeError("the application has no pages")
    return pages


async def _pages(request: Request) -> Pages:
    return pages_of(request)


PagesDep = Annotated[Pages, Depends(_pages)]
