"""Pages from templates: everything escaped, styles inside, nothing fetched."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def render(name: str, **content: Any) -> str:
    """Fill a template of ``evaluation/templates``; a name that the template needs and does not get is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The style sheet is ours; an escaped « > » in it would be no CSS.
    style = Markup(files("evaluation").joinpath("templates", "style.css").read_text("utf-8"))
    return environment.get_template(name).render(style=style, **content)
