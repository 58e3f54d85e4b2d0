"""Styles of a Word document: what they hide or strike, and the titles that they declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ingestion.formats.office_content import AsideKind
from ingestion.formats.readers.package import attribute, child, children, is_on, name_of
from ingestion.formats.readers.word_table_looks import TablePlace

_DEEPEST = 20  # styles that one may be based on through others
_TINIEST = 4  # half points: nobody reads letters of two points
_HIGHER = 4  # half points above the line
_HEADING = re.compile(r"(?:heading|titre|überschrift)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|tm|table des matières) ?\d|table of figures|index \d", re.IGNORECASE)
_PROMPT = "placeholder text"
_TITLES = {"title", "titre"}
#: Properties that are turned over, not set, by each kind of style that has them (ECMA-376, part 1, 17.7.3).
_TOGGLES = {"w:vanish": AsideKind.HIDDEN, "w:strike": AsideKind.STRUCK, "w:dstrike": AsideKind.STRUCK}
#: What decides in a run; without these it is as its paragraph's style says.
_DECIDING = {*_TOGGLES, "w:rStyle", "w:sz"}

_WHITE = "FFFFFF"
_CAPITALS = "w:caps"


class Numbered(NamedTuple):
    """The list that a paragraph belongs to, and its level in it."""

    number: str
    level: int


class WordStyles:
    """The styles of a document, asked by identifier; ``root`` is the part that holds them, None where there is none."""

    def __init__(self, root: Any | None):
        self._styles: dict[str, Any] = {}
        self._default: dict[str, str] = {}
        self._of_paragraphs: dict[tuple[str | None, TablePlace | None], AsideKind | None] = {}
        self._found: dict[tuple[str, str], Any | None] = {}
        self._run_defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._sets_capitals = root is not None and any(name_of(node) == _CAPITALS for node in root.iter())
        for style in children(root, "w:style") if root is not None else ():
            name = attribute(style, "w:styleId") or ""
            self._styles[name] = style
            if (attribute(style, "w:default") or "0") in ("1", "true", "on"):
                self._default[attribute(style, "w:type") or ""] = name

    def fate(self, paragraph: str | None, run: Any | None, place: TablePlace | None = None) -> AsideKind | None:
        """Why a run with these properties (``w:rPr``) is no text of the document; None where it is.

        Args:
            paragraph: The style of its paragraph.
            run: Its own properties.
            place: Where it stands in a table.
        """
        if run is None or not any(name_of(one) in _DECIDING for one in run):
            if (paragraph, place) not in self._of_paragraphs:
                self._of_paragraphs[paragraph, place] = self._fate(paragraph, None, place)
            return self._of_paragraphs[paragraph, place]
        return self._fate(paragraph, run, place)

    def _fate(self, paragraph: str | None, run: Any | None, place: TablePlace | None) -> AsideKind | None:
        for toggle, kind in _TOGGLES.items():
            if self.is_turned_on(toggle, paragraph, run, place):
                return kind
        if self._is_prompt(run):
            return AsideKind.PROMPT
        size = attribute(self._of_run("w:sz", paragraph, run), "w:val")
        return AsideKind.HIDDEN if size is not None and size.isdecimal() and int(size) <= _TINIEST else None

    def _is_prompt(self, run: Any | None) -> bool:
        """Whether a run asks for what a content control should hold."""
        style = self._styles.get(attribute(child(run, "w:rStyle"), "w:val") or "")
        if run is None or (attribute(child(style, "w:name"), "w:val") or "").casefold() != _PROMPT:
            return False
        control = next((one for one in run.iterancestors() if name_of(one) == "w:sdt"), None)
        return bool(is_on(child(control, "w:sdtPr", "w:showingPlcHdr")))

    def is_turned_on(
        self, toggle: str, paragraph: str | None, run: Any | None, place: TablePlace | None = None
    ) -> bool:
        """Whether a property that styles turn over holds for a run; arguments as for :meth:`fate`."""
        said = is_on(child(run, toggle))
        if said is not None:
            return said
        styles = (self.of_paragraph(paragraph), attribute(child(run, "w:rStyle"), "w:val"))
        turned = sum(bool(is_on(self._run_property(style, toggle))) for style in styles)
        turned += place is not None and self._is_on_in(place, toggle)
        return turned % 2 == 1 or bool(is_on(child(self._run_defaults, toggle)))

    def _is_on_in(self, place: TablePlace, toggle: str) -> bool:
        """Whether the style of a table sets a property at a place: the strongest of its parts that names it does."""
        for part in reversed(place.parts):
            for style in self._bases(place.style):
                for one in children(style, "w:tblStylePr"):
                    said = is_on(child(one, "w:rPr", toggle)) if attribute(one, "w:type") == part else None
                    if said is not None:
                        return said
        return bool(is_on(self._run_property(place.style, toggle)))

    def is_capitals(self, paragraph: str | None, run: Any | None, place: TablePlace | None = None) -> bool:
        """Whether a run is shown in capitals, whatever its letters; arguments as for :meth:`fate`."""
        if self._sets_capitals or child(run, _CAPITALS) is not None:
            return self.is_turned_on(_CAPITALS, paragraph, run, place)
        return False

    def is_raised(self, paragraph: str | None, run: Any | None) -> bool:
        """Whether a run stands above its line; arguments as for :meth:`fate`."""
        if attribute(self._of_run("w:vertAlign", paragraph, run), "w:val") == "superscript":
            return True
        # Smaller letters set higher by hand.
        higher = attribute(child(run, "w:position"), "w:val") or ""
        return higher.isdecimal() and int(higher) >= _HIGHER and child(run, "w:sz") is not None

    def _of_run(self, name: str, paragraph: str | None, run: Any | None) -> Any | None:
        """A property of a run: its own, else that of its style, else that of its paragraph's style."""
        own = child(run, name)
        styles = (attribute(child(run, "w:rStyle"), "w:val"), self.of_paragraph(paragraph))
        found = (self._run_property(style, name) for style in styles)
        return own if own is not None else next((one for one in found if one is not None), None)

    def is_white(self, paragraph: str | None, properties: Any | None, run: Any | None) -> bool:
        """Whether a run is set in white on the bare page: nothing behind it is coloured.

        Args:
            paragraph: The style of its paragraph.
            properties: The properties of its paragraph (``w:pPr``).
            run: Its own properties (``w:rPr``).
        """
        styles = (attribute(child(run, "w:rStyle"), "w:val"), self.of_paragraph(paragraph))
        own = child(run, "w:color")
        colours = [
            own,
            *(self._run_property(style, "w:color") for style in styles),
            child(self._run_defaults, "w:color"),
        ]
        colour = next((one for one in colours if one is not None), None)
        if (attribute(colour, "w:val") or "").upper() != _WHITE:
            return False
        behind = [child(run, "w:shd"), child(properties, "w:shd"), child(run, "w:highlight")]
        for style in styles:
            behind += [self._run_property(style, "w:shd"), self._run_property(style, "w:highlight")]
            behind += [child(each, "w:pPr", "w:shd") for each in self._bases(style)]
        return all(one is None or _is_bare(one) for one in behind)

    def of_paragraph(self, style: str | None) -> str | None:
        """The style of a paragraph, that of all where it names none."""
        return style if style is not None else self._default.get("paragraph")

    def of_table(self) -> str | None:
        """The style of tables that name none."""
        return self._default.get("table")

    def title_depth(self, style: str | None, properties: Any | None) -> int | None:
        """The depth of a title, 0 for the highest; None for any other paragraph."""
        said = attribute(child(properties, "w:outlineLvl"), "w:val")
        if said is not None:
            return int(said) if said.isdecimal() and int(said) < 9 else None
        for each in self._bases(self.of_paragraph(style)):
            name = (attribute(child(each, "w:name"), "w:val") or "").strip()
            if (depth := depth_by_name(name)) is not None:
                return depth
            said = attribute(child(each, "w:pPr", "w:outlineLvl"), "w:val")
            if said is not None:
                return int(said) if said.isdecimal() and int(said) < 9 else None
        return None

    def is_contents(self, style: str | None) -> bool:
        """Whether paragraphs of the style are lines of a table of contents: they repeat titles and are none."""
        names = (attribute(child(each, "w:name"), "w:val") or "" for each in self._bases(self.of_paragraph(style)))
        return any(_CONTENTS.match(name) for name in names)

    def numbered(self, style: str | None, properties: Any | None) -> Numbered | None:
        """The list of a paragraph, by its own properties or by its style."""
        own = child(properties, "w:numPr")
        sources = [own, *(child(each, "w:pPr", "w:numPr") for each in self._bases(self.of_paragraph(style)))]
        known = [source for source in sources if source is not None]
        number = next((said for one in known if (said := attribute(child(one, "w:numId"), "w:val"))), None)
        level = next((said for one in known if (said := attribute(child(one, "w:ilvl"), "w:val"))), "0")
        if number is None or number == "0":
            return None
        return Numbered(number, int(level) if level.isdecimal() else 0)

    def ids(self, style: str | None) -> Iterator[str]:
        """A style and those that it is based on."""
        return (attribute(each, "w:styleId") or "" for each in self._bases(self.of_paragraph(style)))

    def _run_property(self, style: str | None, name: str) -> Any | None:
        key = style or "", name
        if key not in self._found:  # the styles of a document are few, and asked for each of its runs
            found = (child(each, "w:rPr", name) for each in self._bases(style))
            self._found[key] = next((one for one in found if one is not None), None)
        return self._found[key]

    def _bases(self, style: str | None) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            found = self._styles.get(style or "")
            if found is None:
                return
            yield found
            style = attribute(child(found, "w:basedOn"), "w:val")


def depth_by_name(style: str) -> int | None:
    """The depth of the titles that a style of that name is for, 0 for the highest; None for any other."""
    heading = _HEADING.fullmatch(style)
    if heading:
        return int(heading[1]) - 1
    return 0 if style.casefold() in _TITLES else None


def _is_bare(node: Any) -> bool:
    """Whether a shading or a highlighting leaves what is under it as it is."""
    patterned = attribute(node, "w:val") or "clear"
    fill = (attribute(node, "w:fill") or "auto").upper()
    return patterned in ("clear", "nil", "none", "white") and fill in ("AUTO", _WHITE)
