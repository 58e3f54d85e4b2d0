"""What a browser does not show of an HTML page, or shows struck out: by tags, attributes and rules of style."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ingestion.formats.office_content import AsideKind, ContentBuilder
from ingestion.formats.readers.page_styles import PageStyles

#: Not text of the page at all.
_NEVER = {"script", "style", "head", "title", "meta", "link", "rt", "rp", "annotation", "annotation-xml"}
#: Text that a program may show, and the page itself does not.
_UNUSED = {"template", "noscript", "datalist", "noframes"}
_STRUCK_TAGS = {"del", "s", "strike"}
_NOTHING = re.compile(r"0*\.?0+(?:px|pt|em|rem|%|ex|cm|mm)?")
_TINY = re.compile(r"(?:0*\.\d+|[012](?:\.\d+)?)(?:px|pt)|0*\.0\d*r?em")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%|vw|vh)?")
_AWAY = ("text-indent", "left", "top", "right", "bottom", "margin-left", "margin-top")
_MOVED_AWAY = re.compile(r"translate(?:x|y|3d)?\([^)]*-\d{3,}|scale(?:x|y|3d)?\(\s*0*\.?0+\s*[,)]")
_CLIPPED = re.compile(r"inset\(\s*(?:[5-9]\d(?:\.\d+)?|100)%|(?:circle|ellipse)\(\s*0")
_NO_CLIP = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)")
_WHITE = re.compile(
    r"#f{3,4}|#f{6}(?:f{2})?|white|rgba?\(\s*(?:255|100%)\s*[\s,]\s*(?:255|100%)\s*[\s,]\s*(?:255|100%)\s*(?:[,/][^)]*)?\)"
    r"|hsla?\(\s*[\d.]+(?:deg)?\s*[\s,]\s*[\d.]+%\s*[\s,]\s*100%\s*(?:[,/][^)]*)?\)"
)
_CLEAR = re.compile(
    r"transparent|#[0-9a-f]{6}00|#[0-9a-f]{3}0|(?:rgb|hsl)a?\((?:[^,)]*,){3}\s*0*\.?0+%?\s*\)|\w+\([^)]*/\s*0*\.?0+%?\s*\)"
)
_GROUNDS = ("background", "background-color", "background-image")
_NO_GROUND = re.compile(r"none|transparent|inherit|initial|unset|" + _WHITE.pattern)


def keep_visible(root: Any, builder: ContentBuilder) -> PageStyles:
    """Takes out of a page (elements of lxml) what is not shown, and sets its text aside; the styles of the page."""
    page = _Visibility(root, builder)
    page.keep()
    return page.styles


class _Visibility:
    def __init__(self, root: Any, builder: ContentBuilder):
        self._root = root
        self._builder = builder
        self.styles = PageStyles(root)
        # What other sheets say is not known: white letters may stand on a colour of theirs.
        self._whole = not any("stylesheet" in (one.get("rel") or "").lower() for one in root.iter("link"))

    def keep(self) -> None:
        waiting = [self._root]
        while waiting:
            node = waiting.pop()
            if node is not self._root and self._is_taken_out(node):
                continue
            waiting += reversed(list(node))

    def _is_taken_out(self, node: Any) -> bool:
        if not isinstance(node.tag, str) or node.tag in _NEVER:
            _remove(node)
            return True
        kind = AsideKind.UNUSED if node.tag in _UNUSED else self._kind(node)
        if kind is not None:
            self._builder.set_aside(kind, " ".join(node.itertext()))
            _remove(node)
            return True
        styles = self.styles.of(node)
        if styles.get("visibility") in ("hidden", "collapse"):
            return self._hide(node, lambda inner: inner.get("visibility") == "visible")
        if _is_tiny(styles):  # what stands in it may have a size of its own
            return self._hide(node, lambda inner: "font-size" in inner and not _is_tiny(inner))
        if self._whole and self._is_white(node, styles):
            return self._hide(node, lambda inner: bool(inner.get("color")) and not _WHITE.fullmatch(inner["color"]))
        return False

    def _kind(self, node: Any) -> AsideKind | None:
        styles = self.styles.of(node)
        if _is_hidden_by_tag(node, styles) or styles.get("display") == "none" or _hides(styles):
            return AsideKind.HIDDEN
        through = f"{styles.get('text-decoration', '')} {styles.get('text-decoration-line', '')}"
        if "line-through" in through:
            return AsideKind.STRUCK
        return AsideKind.STRUCK if node.tag in _STRUCK_TAGS and through.strip() != "none" else None

    def _is_white(self, node: Any, styles: Mapping[str, str]) -> bool:
        """Whether an element sets white letters on nothing, or letters of one colour on the same."""
        if styles.get("color") and styles["color"] in (styles.get(name) for name in _GROUNDS):
            return True
        if not _WHITE.fullmatch(styles.get("color", "")):
            return _CLEAR.fullmatch(styles.get("color", "")) is not None
        around = [node, *node.iterancestors()]
        return not any(
            not _NO_GROUND.fullmatch((one.get("bgcolor") or "none").strip().lower())
            or one.get("background") is not None
            or any(not _NO_GROUND.fullmatch(self.styles.of(one).get(name, "none")) for name in _GROUNDS)
            for one in around
        )

    def _hide(self, node: Any, shows: Callable[[Mapping[str, str]], bool]) -> bool:
        """Sets the text of an element aside; whether it is gone, with no element in it that shows all the same.

        Args:
            node: The element.
            shows: Whether styles of an element inside show it.
        """
        shown = [one for one in node.iterdescendants() if shows(self.styles.of(one))]
        if not shown:
            self._builder.set_aside(AsideKind.HIDDEN, " ".join(node.itertext()))
            _remove(node)
            return True
        kept = {inner for one in shown for inner in one.iter()}
        gone: list[str] = []
        for one in node.iter():
            if one not in kept and one.text:
                gone.append(one.text)
                one.text = None
            parent = one.getparent()
            if one is not node and parent not in kept and one.tail:
                gone.append(one.tail)
                one.tail = " "
        self._builder.set_aside(AsideKind.HIDDEN, " ".join(gone))
        return False


def _is_hidden_by_tag(node: Any, styles: Mapping[str, str]) -> bool:
    if node.tag == "dialog":
        return bool(node.get("open") is None)
    if node.tag == "input":
        return bool(node.get("type") == "hidden")
    # A rule of style that shows the element comes before its attribute.
    return (node.get("hidden") is not None or node.get("popover") is not None) and "display" not in styles


def _hides(styles: Mapping[str, str]) -> bool:
    """Whether an element shows nothing of its text, by its size, its place or its colour."""
    if _NOTHING.fullmatch(styles.get("opacity", "")) or _NO_CLIP.fullmatch(styles.get("clip", "")):
        return True
    if styles.get("content-visibility") == "hidden" or _CLIPPED.match(styles.get("clip-path", "")):
        return True
    if any(_FAR.fullmatch(styles.get(name, "")) for name in _AWAY) or _MOVED_AWAY.search(styles.get("transform", "")):
        return True
    small = any(_NOTHING.fullmatch(styles.get(name, "")) for name in ("width", "height", "max-width", "max-height"))
    return small and styles.get("overflow") in ("hidden", "clip")


def _is_tiny(styles: Mapping[str, str]) -> bool:
    size = styles.get("font-size", "")
    return bool(_NOTHING.fullmatch(size) or _TINY.fullmatch(size))


def _remove(node: Any) -> None:
    """Takes an element out; the text after it stays."""
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail or ""
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)
