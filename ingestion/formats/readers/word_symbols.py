"""Characters that Word takes from a symbol font, as those of Unicode that look the same."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA7: "▪",
    0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇒", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐"}
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB7: "•", 0xAE: "→", 0xDE: "⇒", 0xB9: "≠", 0xBB: "≈",
    0xD7: "·", 0xF7: "÷", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0x6D: "µ", 0x70: "π", 0x2D: "−", 0xA5: "∞",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, code: str) -> str:
    """The character of a font at a place told in hexadecimal digits; U+FFFD where no such character is known."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    known = _FONTS.get(font.strip().casefold())
    if known is not None:
        return known.get(place & 0xFF, "\ufffd")
    if 0xF000 <= place <= 0xF0FF:
        return "\ufffd"
    return chr(place) if 0x20 <= place <= 0x10FFFF and not 0xD800 <= place <= 0xDFFF else ""
