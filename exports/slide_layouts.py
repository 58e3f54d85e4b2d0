"""The layouts that a presentation must have, found by what they hold and not by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)


@dataclass(frozen=True, slots=True)
class Layouts:
    """``first``: title and subtitle; ``titled``: a title with nothing below."""

    first: Any
    titled: Any


def find_layouts(show: Any) -> Layouts:
    """The layouts of a presentation that :func:`layout_faults` has nothing to say of."""
    first, titled = _first(show), _titled(show)
    assert first is not None
    assert titled is not None
    return Layouts(first, titled)


def layout_faults(show: Any) -> list[str]:
    """What a presentation lacks, in French."""
    faults = []
    if _first(show) is None:
        faults.append("aucune disposition n'a un titre et un sous-titre, pour la première diapositive")
    if _titled(show) is None:
        faults.append("aucune disposition n'a un titre, pour les autres diapositives")
    return faults


def _kinds(layout: Any) -> list[Any]:
    return [one.placeholder_format.type for one in layout.placeholders]


def _first(show: Any) -> Any:
    for layout in show.slide_layouts:
        kinds = _kinds(layout)
        if any(kind in _TITLES for kind in kinds) and PP_PLACEHOLDER.SUBTITLE in kinds:
            return layout
    return None


def _titled(show: Any) -> Any:
    """The one with a title alone where there is one."""
    titled = [layout for layout in show.slide_layouts if any(kind in _TITLES for kind in _kinds(layout))]
    alone = (layout for layout in titled if not any(
        kind in _BODIES or kind == PP_PLACEHOLDER.SUBTITLE for kind in _kinds(layout)))  # fmt: skip
    return next(alone, titled[0] if titled else None)
