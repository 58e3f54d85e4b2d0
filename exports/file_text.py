"""How things are said in the files: verdicts, pages, numbers, and text made safe for spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from domain import Cell, Citation, Comparator, DocumentInfo, Value, Verdict
from domain.evidence_rows import EvidenceRow
from domain.labels import DOCUMENT_KINDS, STAGES, VERDICTS
from domain.said_values import values_once
from domain.whole_quotes import each_once, labels_cited, pages_cited, whole_quote

MEANINGS = {
    Verdict.OUI: "Le document répond à l'indicateur ; des citations le montrent.",
    Verdict.PARTIEL: "Le document n'y répond qu'en partie ; des citations montrent ce qu'il dit.",
    Verdict.NON: "Rien n'a été trouvé dans ce qui a été cherché : ce n'est pas la preuve qu'il n'y a rien.",
    Verdict.SANS_OBJET: "L'indicateur ne peut pas s'appliquer à ce document.",
    Verdict.A_VERIFIER: "L'outil ne tranche pas : une personne doit lire les pages.",
}
NO_VERDICT = "Sans verdict"
NOT_ASKED = "—"
COMPARATORS = {Comparator.AT_LEAST: "au moins", Comparator.AT_MOST: "au plus"}
SCALE_UNIT = "1/x"
"""Unit of a scale, as :mod:`french.units` names it."""
EXCEL_MAX = 32_767
"""Characters that a cell of Excel can hold."""

# What XML 1.0 forbids (control characters, lone surrogates, non-characters): Excel refuses the file.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_FIXED = "\u00a0"
_QUOTED = re.compile("(«[^»]*»)")
_FIXED_SPACE = re.compile(r" (?=[:;?!%])|(?<=\b[LRDp]\.) (?=\d)|(?<=\bn°) (?=\d)")
_CUT = " [... texte coupé]"


def clean(text: str) -> str:
    """The text without what a spreadsheet cannot hold: forbidden characters become �, line ends one kind."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def spaced(text: str) -> str:
    """The text with no-break spaces in guillemets and, outside of them, before « : ; ? ! % » and after « L. p. n° »."""
    parts = _QUOTED.split(text)
    return "".join(_edges(part) if number % 2 else _FIXED_SPACE.sub(_FIXED, part) for number, part in enumerate(parts))


def _edges(quoted: str) -> str:
    inner = quoted[1:-1]
    before, after = _FIXED * inner.startswith(" "), _FIXED * inner.endswith(" ")
    return f"«{before}{inner.strip(' ')}{after}»"


def fit(text: str) -> str:
    """The cleaned text, cut (and saying so) where a cell cannot hold it all."""
    kept = clean(text)
    if 2 * len(kept) <= EXCEL_MAX:
        return kept
    return kept if _utf16_length(kept) <= EXCEL_MAX else _cut(kept)


def harmless(text: str) -> str:
    """The text on one line for a CSV cell, with an apostrophe in front where a spreadsheet would compute it."""
    flat = " ".join(clean(text).split())
    return f"'{flat}" if _FORMULA.match(flat) else flat


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return bool(_FORMULA.match(text))


def many(count: int, one: str, several: str) -> str:
    """« 1 case », « 3 cases »."""
    return f"{count} {one if count < 2 else several}"


def french(number: float) -> str:
    """1250.5 -> « 1250,5 »: a decimal comma and no thousands separator, which a spreadsheet can read."""
    text = f"{number:.10f}".rstrip("0").rstrip(".") if abs(number) < 1e15 else repr(number)
    return (text if text not in ("", "-0") else "0").replace(".", ",")


def day(moment: datetime) -> str:
    """The day of a moment (UTC where it has no zone) on the calendar of this machine: « 28/11/2026 »."""
    local = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return local.astimezone().strftime("%d/%m/%Y")


def moment_text(moment: datetime) -> str:
    """A moment (UTC where it has no zone) on the clock of this machine: « 28/11/2026 à 14:05 »."""
    local = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return local.astimezone().strftime("%d/%m/%Y à %H:%M")


def verdict_text(verdict: Verdict | None) -> str:
    """The verdict in words; None is that of a person who doubts without saying one."""
    return VERDICTS[verdict] if verdict else NO_VERDICT


def grouped(number: float) -> str:
    """1250.5 -> « 1 250,5 », with a narrow no-break space: for people, where no program reads the number."""
    whole, _, decimals = french(number).partition(",")
    if not whole.lstrip("-").isdigit():
        return french(number)
    return f"{int(whole):,}".replace(",", "\u202f") + (f",{decimals}" if decimals else "")


def scale_text(number: float) -> str:
    """25000 -> « 1/25 000 »: the scale of a map is known by its denominator."""
    return f"1/{grouped(number)}"


def amount_text(value: Value) -> str:
    """« Part de pleine terre : au moins 60 % (zone UB, terrains de plus de 500 m²) »."""
    compared = COMPARATORS.get(value.comparator or Comparator.EXACTLY, "")
    number = scale_text(value.value) if value.unit == SCALE_UNIT else grouped(value.value)
    unit = "" if value.unit == SCALE_UNIT else value.unit or ""
    amount = " ".join(part for part in (compared, number, unit) if part)
    named = f"{value.label} : {amount}" if value.label else amount
    held = ", ".join(part for part in (value.zone, value.condition) if part)
    return f"{named} ({held})" if held else named


def amounts_once(values: Iterable[Value]) -> list[str]:
    """The values as text, each once however many places give it."""
    return [amount_text(value) for value in values_once(values)]


def place_text(piece: str, page: int | str | None, label: str | None) -> str:
    """« règlement, p. 81 (imprimée 75) », « p. 81-82 », or the piece and its heading where it has no pages."""
    if page is None:
        return ", ".join(part for part in (piece, label) if part)
    return f"{piece}, p. {page}" + (f" (imprimée {label})" if label and label != str(page) else "")


def cited_place(piece: str, citation: Citation) -> str:
    """As :func:`place_text`, of a citation whose piece is called so: both pages of a sentence on two."""
    return place_text(piece, pages_cited(citation) or None, labels_cited(citation) or citation.label)


def evidence_kind(cell: Cell, row: EvidenceRow) -> str:
    """What a quote is to its cell: proof, lost proof, or the sentence of a value; see the legend."""
    if row.citation is None:
        return "Valeur sans phrase"
    if row.citation in cell.lost:
        return "Preuve disparue"
    return "Preuve" if row.cited else "Phrase d'une valeur"


def model_text(name: str) -> str:
    """The name of a model; « none » is what answers by rules alone."""
    return "sans modèle de langage" if name == "none" else name


def kind_text(document: DocumentInfo) -> str:
    """« PLUi arrêté », as far as it is known."""
    kind = DOCUMENT_KINDS[document.kind] if document.kind else ""
    return " ".join(part for part in (kind, STAGES[document.stage] if document.stage else "") if part)


def pages_text(citations: Iterable[Citation | Value], named: Callable[[str], str] = str) -> str:
    """« doo p. 3, 12 ; règlement p. 81 »: distinct pages by piece, in the order of the citations or values.

    ``named`` gives what a piece is called.
    """
    pages: dict[str, list[int]] = {}
    for citation in citations:
        known = pages.setdefault(citation.piece, [])
        if citation.page is not None and citation.page not in known:
            known.append(citation.page)
    return " ; ".join(
        f"{named(piece)} p. {', '.join(str(page) for page in sorted(numbers))}" if numbers else named(piece)
        for piece, numbers in pages.items()
    )


def quotes_text(citations: Iterable[Citation]) -> str:
    """« règlement p. 81 : « ... » », a line a citation."""
    return "\n".join(f"{quoted_place(one.piece, one)} : « {whole_quote(one)} »" for one in each_once(citations))


def whole_text(citation: Citation) -> str:
    """« p. 81-82 : « ... » » for a sentence on two pages, empty for a quote of one."""
    if not citation.on_two_pages:
        return ""
    return f"p. {pages_cited(citation)} : « {whole_quote(citation)} »"


def quoted_place(piece: str, citation: Citation) -> str:
    """« règlement p. 81 », or « règlement p. 81-82 » for a sentence on two pages."""
    pages = pages_cited(citation)
    return f"{piece} p. {pages}" if pages else piece


def _utf16_length(text: str) -> int:
    # Excel counts UTF-16 units: a character outside the basic plane counts for two.
    return len(text) + sum(char > "\uffff" for char in text)


def _cut(text: str) -> str:
    most = EXCEL_MAX - len(_CUT)
    kept = text[:most]
    while _utf16_length(kept) > most:
        kept = kept[: len(kept) - (_utf16_length(kept) - most + 1) // 2]
    return kept + _CUT
