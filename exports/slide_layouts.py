"""The layouts that a presentation must have, found by what they hold and not by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import PP_ALIGN
from pptx.util import Cm

from exports.word_xml import LANGUAGE

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


def add_slide_number(slide: Any, show: Any, size: Any, colour: Any, font: str) -> None:
    """The number of a slide at its lower right, as a field that PowerPoint keeps right when slides move."""
    width, height = Cm(2.2), Cm(0.8)
    box = slide.shapes.add_textbox(show.slide_width - width - Cm(0.4), show.slide_height - height, width, height)
    box.name = "Numéro de diapositive"
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    run = paragraph.add_run()
    run.text = str(len(show.slides))
    run.font.size, run.font.name, run.font.color.rgb = size, font, colour
    run._r.get_or_add_rPr().set("lang", LANGUAGE)
    field = run._r
    field.tag = field.tag.replace("}r", "}fld")
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
