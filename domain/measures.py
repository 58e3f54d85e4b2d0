"""Numbers with their units, whatever language they were read in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure, or a thing counted.

    Attributes:
        symbol: Canonical writing.
        dimension: Units of one dimension convert into each other.
        factor: Value of one unit in the base unit of the dimension.
        group: Where a unit of this group is expected, this one is allowed (« 3 sites » where « secteurs » are
            expected); the dimension unless said otherwise.
        counted: Whether it counts things (« 312 zones ») rather than measures.
    """

    symbol: str
    dimension: str
    factor: float = 1.0
    group: str = ""
    counted: bool = False

    def __post_init__(self) -> None:
        """The group is the dimension where none is given."""
        if not self.group:
            object.__setattr__(self, "group", self.dimension)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text: its value, its unit when one follows, and where it stands."""

    value: float
    unit: Unit | None
    start: int
    end: int

    def is_same(self, value: float, unit: Unit | None) -> bool:
        """Whether ``value`` ``unit`` says the same, conversions included."""
        return same_quantity(self.value, self.unit, value, unit)


def same_quantity(
    value: float,
    unit: Unit | None,
    other: float,
    other_unit: Unit | None,
    *,
    tolerance: float = 0.0,
    bare_counts: bool = False,
) -> bool:
    """Whether two quantities say the same: equal once converted, units of the same dimension.

    Args:
        value: A number.
        unit: Its unit, None for a bare number.
        other: The number that it is compared with.
        other_unit: Its unit.
        tolerance: Relative tolerance (0.005 is half a percent).
        bare_counts: A bare number may stand for a count of anything, as in a gold file; never for a measure.
            Otherwise a quantity without unit equals another without unit only.
    """
    if unit is None or other_unit is None:
        bare = unit is other_unit
        if not bare and not (bare_counts and (measured := unit or other_unit) and measured.counted):
            return False
        return _close(value, other, tolerance)
    if unit.dimension != other_unit.dimension:
        return False
    return _close(value * unit.factor, other * other_unit.factor, tolerance)


def _close(a: float, b: float, tolerance: float) -> bool:
    # 1e-9 absorbs what a conversion rounds, so that a tolerance of 0 still means « equal ».
    return abs(a - b) <= max(tolerance, 1e-9) * max(abs(a), abs(b))
