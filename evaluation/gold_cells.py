"""The manual analysis that answers are compared with, as frozen values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from domain import Value, Verdict
from domain.errors import GoldError
from french.quantities import read_number, write_number
from french.value_quotes import quote_gives

PageKey = tuple[str, int | None]
"""(piece, physical page); the page is None for a piece without pages, which counts as one page."""

CellKey = tuple[str, str]
"""(slug of the document, code of the indicator)."""


@dataclass(frozen=True, slots=True)
class GoldValue:
    """A quantity noted by the annotator. ``number`` is None for a text such as a period.

    ``piece``, ``page`` and ``quote`` are where it stands: its own sentence, whatever evidence stands beside it. They
    are None where nobody noted them.
    """

    text: str
    number: float | None
    unit: str | None
    label: str | None
    piece: str | None = None
    page: int | None = None
    quote: str | None = None

    @classmethod
    def of(cls, value: float | str, unit: str | None, label: str | None) -> GoldValue:
        """A value noted as a number, or as the text that a person typed."""
        if isinstance(value, str):
            return cls(value, read_number(value), unit, label)
        return cls(write_number(value), float(value), unit, label)

    @classmethod
    def placed(cls, value: Value) -> GoldValue:
        """A value of an answer or of a decision, with its own quote."""
        noted = cls.of(value.value, value.unit, value.label)
        return replace(noted, piece=value.piece or None, page=value.page, quote=value.quote or None)

    def gives(self, quote: str) -> bool:
        """Whether a quote gives the value: its number, or its text word for word."""
        if self.number is None:
            return self.text in quote
        return quote_gives(quote, self.number, self.unit)


@dataclass(frozen=True, slots=True)
class GoldEvidence:
    """A quote noted by the annotator. ``pertinence``: 3 decisive, 2 supports, 1 related."""

    piece: str
    page: int | None
    quote: str | None
    pertinence: int


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One checked line of a gold file; ``line`` is where it starts in the file, from 1."""

    line: int
    document: str
    indicator: str
    verdict: Verdict
    value: GoldValue | None
    evidence: GoldEvidence | None
    comment: str | None
    minutes: float | None
    annotator: str | None


@dataclass(frozen=True, slots=True)
class GoldCell:
    """What the annotator decided for one indicator of one document.

    ``minutes`` is the time by hand; ``doubtful`` says that the annotator marked the cell « doute »,
    that is, thinks that another careful reader could decide otherwise.
    """

    document: str
    indicator: str
    verdict: Verdict
    values: tuple[GoldValue, ...]
    evidence: tuple[GoldEvidence, ...]
    minutes: float | None
    doubtful: bool
    annotator: str | None = None

    def pages(self, pertinence: int) -> frozenset[PageKey]:
        """Pages with a piece of evidence of at least this pertinence."""
        return frozenset((item.piece, item.page) for item in self.evidence if item.pertinence >= pertinence)


@dataclass(frozen=True, slots=True)
class Gold:
    """All cells of one or several gold files, in the order of the files.

    ``digest`` is the SHA-256 of what the cells say: it does not depend on the file's format, on
    column order nor on row order. ``blank`` counts the rows of a template that nobody filled,
    ``left_out`` the cells of a larger gold of which this is a part.
    """

    cells: tuple[GoldCell, ...]
    digest: str
    blank: int = 0
    left_out: int = field(default=0, compare=False)

    @classmethod
    def of(cls, cells: Iterable[GoldCell], blank: int = 0) -> Gold:
        """The gold made of these cells."""
        kept = tuple(cells)
        said = sorted(_canonical(cell) for cell in kept)
        return cls(kept, hashlib.sha256("\n".join(said).encode()).hexdigest(), blank)

    @property
    def documents(self) -> tuple[str, ...]:
        """Slugs of the documents, in the order of the file."""
        return tuple(dict.fromkeys(cell.document for cell in self.cells))

    def only(self, documents: Sequence[str]) -> Gold:
        """The part of this gold that concerns these documents."""
        wanted = set(documents)
        kept = Gold.of(cell for cell in self.cells if cell.document in wanted)
        return replace(kept, left_out=self.left_out + len(self.cells) - len(kept.cells))

    def with_documents(self, slugs: Mapping[str, str]) -> Gold:
        """The same cells with other names for their documents; documents that ``slugs`` does not name keep theirs.

        Raises:
            GoldError: two documents of the gold would become one, and describe the same cell.
        """
        cells: dict[tuple[str, str], GoldCell] = {}
        faults = []
        for cell in self.cells:
            named = replace(cell, document=slugs.get(cell.document, cell.document))
            if (named.document, named.indicator) in cells:
                faults.append(f"document {cell.document}, indicateur {cell.indicator} : déjà décrit ailleurs")
            cells[named.document, named.indicator] = named
        if faults:
            raise GoldError(
                "deux documents de la référence seraient le même dossier.",
                tuple(faults),
                remedy="Donnez à chaque nom du fichier un dossier différent.",
            )
        return Gold.of(cells.values(), self.blank)

    def by_key(self) -> dict[tuple[str, str], GoldCell]:
        """The cells by (document, indicator)."""
        return {(cell.document, cell.indicator): cell for cell in self.cells}

    def only_indicators(self, codes: Sequence[str]) -> Gold:
        """The part of this gold that concerns these indicators."""
        wanted = set(codes)
        return Gold.of(cell for cell in self.cells if cell.indicator in wanted)


def merge_gold(golds: Sequence[Gold]) -> Gold:
    """Several gold files as one.

    Raises:
        GoldError: Two files describe the same cell.
    """
    cells: dict[tuple[str, str], GoldCell] = {}
    faults = []
    for gold in golds:
        for cell in gold.cells:
            key = (cell.document, cell.indicator)
            if key in cells:
                faults.append(f"document {cell.document}, indicateur {cell.indicator} : présent dans deux fichiers")
            cells[key] = cell
    if faults:
        raise GoldError(
            "des cases sont décrites dans plusieurs fichiers de référence.",
            tuple(faults),
            remedy="Gardez une seule version de chaque case.",
        )
    return Gold.of(cells.values())


_PLACE = ("piece", "page", "quote")


def _canonical(cell: GoldCell) -> str:
    content = asdict(cell)
    # Where a value stands is said only where it is known: golds kept before it was have the digest they had.
    content["values"] = [
        {name: said for name, said in value.items() if said is not None or name not in _PLACE}
        for value in content["values"]
    ]
    for part in ("values", "evidence"):
        content[part] = sorted(json.dumps(item, sort_keys=True) for item in content[part])
    return json.dumps(content, sort_keys=True)
