"""Hectares of geographic tables in the files of answers: beside the quoted values, never among them."""

from __future__ import annotations

from dataclasses import dataclass

from domain import TextFigure
from exports.file_text import french, grouped

NOTHING_NEAR = "aucun chiffre voisin"
"""What is said of the text where it gives no figure near that of the table."""


@dataclass(frozen=True, slots=True)
class MeasuredSurface:
    """A surface that the layers of a dossier measure; no sentence gives it, and it has no page.

    Attributes:
        what: What is measured: « zone 1AU », « 01 : espace boisé classé ».
        hectares: How much.
        source: The table and its objects: « table PRESCRIPTION_SURF, 32 objets ».
        indicators: Codes of the indicators that it bears on; none for zones.
        text: Figures of the text near it.
        is_compared: Whether figures of the text were looked for; they are not for overlaps.
    """

    what: str
    hectares: float
    source: str
    indicators: tuple[str, ...] = ()
    text: tuple[TextFigure, ...] = ()
    is_compared: bool = True

    @property
    def said(self) -> str:
        """« 01 : espace boisé classé : 1468,3 ha »; numbers as a spreadsheet reads them."""
        return f"{self.what} : {french(round(self.hectares, 2))} ha"

    @property
    def agreement(self) -> str:
        """« concorde », « écart », « aucun chiffre voisin »; empty where nothing was compared."""
        if not self.is_compared:
            return ""
        if not self.text:
            return NOTHING_NEAR
        return "concorde" if all(one.agrees for one in self.text) else "écart"

    @property
    def compared(self) -> tuple[str, ...]:
        """A line a figure of the text: « reglement, p. 12 : 1486,3 ha, écart de +1,2 % »."""
        return tuple(_compared(one) for one in self.text)


def _compared(figure: TextFigure) -> str:
    place = figure.piece if figure.page is None else f"{figure.piece}, p. {figure.page}"
    sign = "+" if figure.gap > 0 else "-"
    share = max(round(100 * abs(figure.gap), 1), 0.1)  # what is no agreement is never « 0 % »
    gap = "concorde" if figure.agrees else f"écart de {sign}{french(share)} %"
    return f"{place} : {french(figure.hectares)} ha, {gap}"


def surface_line(surface: MeasuredSurface) -> str:
    """The surface on one line for people, with its source and what the text says otherwise."""
    line = f"{surface.what} : {grouped(round(surface.hectares, 2))} ha ({surface.source})"
    otherwise = [said for figure, said in zip(surface.text, surface.compared, strict=True) if not figure.agrees]
    return "\n".join([line, *(f"Texte : {said}" for said in otherwise)])
