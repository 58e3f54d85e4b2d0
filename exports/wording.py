"""How things are said in the files: verdicts, pages, numbers, and text made safe for spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain import Citation, Value, Verdict

MEANINGS = {
    Verdict.OUI: "Le document répond à l'indicateur ; des citations le montrent.",
    Verdict.PARTIEL: "Le document n'y répond qu'en partie ; des citations montrent ce qu'il dit.",
    Verdict.NON: "Rien n'a été trouvé dans ce qui a été cherché : ce n'est pas la preuve qu'il n'y a rien.",
    Verdict.SANS_OBJET: "L'indicateur ne peut pas s'appliquer à ce document.",
    Verdict.A_VERIFIER: "L'outil ne tranche pas : une personne doit lire les pages.",
}
EXCEL_MAX = 32_767
"""Characters that a cell of Excel can hold."""

# What XML 1.0 forbids (control characters, lone surrogates, non-characters): Excel refuses the file.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_CUT = " [... texte coupé]"


def clean(text: str) -> str:
    """The text without what a spreadsheet cannot hold: forbidden characters become �, line ends one kind."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def fit(text: str) -> str:
    """The cleaned text, cut (and saying so) where a cell cannot hold it all."""
    kept = clean(text)
    return kept if _utf16_length(kept) <= EXCEL_MAX else _cut(kept)


def harmless(text: str) -> str:
    """The text on one line for a CSV cell, with an apostrophe in front where a spreadsheet would compute it."""
    flat = " ".join(clean(text).split())
    return f"'{flat}" if _FORMULA.match(flat) else flat


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return bool(_FORMULA.match(text))


def french(number: float) -> str:
    """1250.5 -> « 1250,5 »: a decimal comma and no thousands separator, which a spreadsheet can read."""
    text = f"{number:.10f}".rstrip("0").rstrip(".") if abs(number) < 1e15 else repr(number)
    return (text if text not in ("", "-0") else "0").replace(".", ",")


def value_text(value: Value) -> str:
    """« Part de pleine terre : 60 % (règlement, p. 81) »."""
    amount = " ".join(part for part in (french(value.value), value.unit) if part)
    named = f"{value.label} : {amount}" if value.label else amount
    return f"{named} ({place(value.piece, value.page)})"


def place(piece: str, page: int | None) -> str:
    """« règlement, p. 81 », or the piece alone where it has no pages."""
    return f"{piece}, p. {page}" if page is not None else piece


def pages_text(citations: Iterable[Citation]) -> str:
    """« doo p. 3, 12 ; règlement p. 81 »: distinct pages by piece, in the order of the citations."""
    pages: dict[str, list[int]] = {}
    for citation in citations:
        known = pages.setdefault(citation.piece, [])
        if citation.page is not None and citation.page not in known:
            known.append(citation.page)
    return " ; ".join(
        f"{piece} p. {', '.join(str(page) for page in sorted(numbers))}" if numbers else piece
        for piece, numbers in pages.items()
    )


def _utf16_length(text: str) -> int:
    # Excel counts UTF-16 units: a character outside the basic plane counts for two.
    return len(text) + sum(char > "\uffff" for char in text)


def _cut(text: str) -> str:
    package = EXCEL_MAX - len(_CUT)
    kept = text[:package]
    while _utf16_length(kept) > package:
        kept = kept[: len(kept) - (_utf16_length(kept) - package + 1) // 2]
    return kept + _CUT
