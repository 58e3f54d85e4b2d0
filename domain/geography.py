"""What the geographic tables of a dossier hold: hectares by zone and by prescription, overlaps, and a map."""

from __future__ import annotations

from dataclasses import dataclass

_ZONE_TABLES = ("ZONE_URBA", "SECTEUR_CC")


def table_source(table: str, objects: int) -> str:
    """How a table is told as a source: « table PRESCRIPTION_SURF, 32 objets »."""
    return f"table {table}, {objects} objet{'s' if objects > 1 else ''}"


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
        return table_source(self.table, self.objects)


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

    @property
    def zone_table(self) -> str:
        """The table that holds the zones; that of a carte communale has another name."""
        return next((layer.table for layer in self.layers if layer.table in _ZONE_TABLES), _ZONE_TABLES[0])

    def overlap_source(self, code: str) -> str:
        """How the two tables of an overlap are told as its source."""
        tables = [line.table for line in self.prescriptions if line.code == code and line.hectares is not None]
        return f"tables {self.zone_table} et {tables[0] if tables else 'PRESCRIPTION_SURF'}"

    def source(self, table: str) -> str:
        """How a table is told as a source."""
        return next((layer.said for layer in self.layers if layer.table == table), f"table {table}")


@dataclass(frozen=True, slots=True)
class TextFigure:
    """A figure of the text: hectares, where it stands, its sentence, and how far from the table (share, signed)."""

    hectares: float
    piece: str
    page: int | None
    quote: str
    gap: float

    @property
    def agrees(self) -> bool:
        """Whether it is the table's, at the precision at which it is written."""
        return same_figure(self.hectares, self.hectares / (1 + self.gap))


def same_figure(written: float, measured: float) -> bool:
    """Whether a figure of a text is that of a table, at the precision at which it is written.

    « 1 468 » is 1467.5 to 1468.5, « 1 500 » is 1450 to 1550, « 46,1 » is 46.05 to 46.15.
    """
    step = 0.1 if written != round(written) else 1.0
    while step >= 1 and written % (step * 10) == 0 and step * 10 < written:
        step *= 10
    return abs(written - measured) <= step / 2 + 1e-6 * measured
