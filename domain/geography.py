"""What the geographic tables of a dossier hold: hectares by zone and by prescription, overlaps, and a map."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ZoneArea:
    """The zones of one type (TYPEZONE) and label (LIBELLE): how many objects, how many hectares."""

    type: str
    label: str
    objects: int
    hectares: float


@dataclass(frozen=True, slots=True)
class PrescriptionArea:
    """The prescriptions of one code: objects, and hectares where they are surfaces.

    ``code`` is TYPEPSC-STYPEPSC, ``table`` the layer that holds them.
    """

    code: str
    label: str
    table: str
    objects: int
    hectares: float | None
    is_ecological: bool = False
    metres: float | None = None


@dataclass(frozen=True, slots=True)
class ZoneOverlap:
    """Where zones to be urbanised lie on prescriptions that protect nature."""

    zone: str
    code: str
    label: str
    hectares: float


@dataclass(frozen=True, slots=True)
class LayerSource:
    """A layer that was read: its table, objects and projection, as a source is told."""

    table: str
    objects: int
    projection: str

    @property
    def said(self) -> str:
        """« table PRESCRIPTION_SURF, 32 objets »."""
        return f"table {self.table}, {self.objects} objet{'s' if self.objects > 1 else ''}"


@dataclass(frozen=True, slots=True)
class Geography:
    """All of it; ``remarks`` say in French what could not be relied upon. Areas are in hectares.

    ``overlaps`` count each hectare once a code: two prescriptions of one code on the same ground are one.
    ``map`` is a drawing as SVG, without script nor address; None where no layer could be drawn. ``perimeter`` is a
    GeoJSON geometry (RFC 7946: WGS84, longitude first) as text; None where the layers give none.
    """

    layers: tuple[LayerSource, ...] = ()
    zones: tuple[ZoneArea, ...] = ()
    prescriptions: tuple[PrescriptionArea, ...] = ()
    overlaps: tuple[ZoneOverlap, ...] = ()
    remarks: tuple[str, ...] = ()
    map: str | None = None
    perimeter: str | None = None

    def source(self, table: str) -> str:
        """How a table is told as a source."""
        return next((layer.said for layer in self.layers if layer.table == table), f"table {table}")
