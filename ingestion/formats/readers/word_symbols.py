"""Characters that Word takes from a symbol font, as those of Unicode that look the same."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA7: "▪",
    0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇒", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS |= dict(zip(range(0x80, 0x96), "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", strict=True))
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐"}
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB7: "•", 0xAE: "→", 0xDE: "⇒", 0xB9: "≠", 0xBB: "≈",
    0xD7: "·", 0xF7: "÷", 0x2D: "−", 0xA5: "∞",
}  # fmt: skip
_SYMBOL |= dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL |= dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL |= {place: chr(place) for place in b" !#%&()+,./0123456789:;<=>?"}
_UNKNOWN = "\ufffd"
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def in_symbols(font: str, text: str) -> str:
    """A text that is set in a symbol font, in the characters that it shows as far as they are known."""
    if font.strip().casefold() not in _FONTS:
        return text
    found = (symbol(font, f"{ord(char):X}") for char in text)
    return "".join(
        shown if shown != _UNKNOWN or _is_private(char) else char for shown, char in zip(found, text, strict=True)
    )


def _is_private(char: str) -> bool:
    """Whether it is a place in a symbol font, and no character of Unicode."""
    return "\uf000" <= char <= "\uf0ff"


def symbol(font: str, code: str) -> str:
    """The character of a font at a place told in hexadecimal digits; U+FFFD where no such character is known."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    known = _FONTS.get(font.strip().casefold())
    if known is not None:
        return known.get(place & 0xFF, _UNKNOWN)
    if 0xF000 <= place <= 0xF0FF:
        return _UNKNOWN
    return chr(place) if 0x20 <= place <= 0x10FFFF and not 0xD800 <= place <= 0xDFFF else ""
