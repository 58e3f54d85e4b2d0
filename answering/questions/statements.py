"""The sentences of the documents that may answer a question: in its scope, never a title, with what they say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answering.questions.carried_scope import CarriedScope, Fit, fit_of, is_contents
from answering.questions.read_documents import ReadDocument, dates_of_section
from domain import Hit, PlacedSentence, QuestionScope, StoredSentence
from french.content_words import content_words
from french.question_analysis import Coverage
from french.zone_codes import canonical
from french.zone_columns import row_of_zone

#: Share of the theme from which naming the zone asked counts as a part of it, and how large a part.
_SAYS, _NAMED = 0.2, 0.75
#: Most that a sentence without any of the years asked can say of the theme: not enough to answer by itself.
_OTHER_YEAR = 0.45
#: Cells of a row that are figures from which it is no row of names.
_LEAST_FIGURES = 2
_FIGURE = re.compile(r"[-–—+]? ?\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that may answer.

    ``share`` is how much of the theme it says with what stands above it (0 to 1), ``fit`` how it stands to the scope,
    ``rank`` the rank of its passage, ``place`` its rank in its document, ``hit`` its passage as it was found,
    ``caption`` the title of its table. Of a row whose columns are zones ``of_zone`` is what it says of those asked, and
    ``cell`` that cell alone; empty otherwise. ``heading`` is whether it is a title. ``chance`` is how likely it is to
    answer beside the others, and ``right`` the log-odds that it is right as the answer less those that an answer needs,
    from what questions before taught; None where that was not worked out.
    """

    placed: PlacedSentence
    carried: CarriedScope
    share: float
    fit: Fit
    rank: int
    place: int
    hit: Hit
    lead: str
    caption: str = ""
    of_zone: str = ""
    cell: str = ""
    heading: bool = False
    chance: float | None = None
    right: float | None = None

    @property
    def stands(self) -> bool:
        """Whether it answers by itself by what was learnt, whatever its share of the theme."""
        return self.right is not None and self.right >= 0

    @property
    def sentence(self) -> StoredSentence:
        """The sentence itself."""
        return self.placed.sentence

    @property
    def text(self) -> str:
        """The sentence as it is read: a row with the names of its columns, those of other zones left out."""
        return self.of_zone or self.sentence.row or self.sentence.text

    @property
    def carrier(self) -> str:
        """The heading shown beside the quote: the line that names its zones, its provision or article, its section."""
        if self.carried.carrier and self.carried.zones and self.carried.carrier != self.sentence.text:
            above = self.carried.title or self.carried.carrier
            return above if above == self.carried.carrier else f"{above} > {self.carried.carrier}"
        if self.carried.title and self.carried.title != self.sentence.text:
            return self.carried.title
        titles = [title for title in self.placed.passage.section if title != self.sentence.text]
        return titles[-1] if titles else ""

    @property
    def above(self) -> tuple[str, ...]:
        """Lines above the sentence, the nearest first."""
        lines = (self.lead, self.carried.opening, self.carried.title, *reversed(self.placed.passage.section[-3:]))
        return tuple(line for line in lines if line)


def has_figures(row: str) -> bool:
    """Whether a row without names of columns is one of figures: « Plateau ; 98 ha ; 48 ha », not « Secteur ; 2021 »."""
    cells = [cell.strip() for cell in row.split(";")[1:]]
    return sum(_FIGURE.match(cell) is not None and _YEAR.search(cell) is None for cell in cells) >= _LEAST_FIGURES


def statements_of(
    document: ReadDocument,
    hits: Sequence[Hit],
    coverage: Coverage,
    scope: QuestionScope,
    *,
    keeps: Callable[[StoredSentence], bool],
    required: frozenset[str] = frozenset(),
    years: frozenset[str] = frozenset(),
    titles: bool = False,
    nameless: bool = False,
) -> list[Statement]:
    """The statements of a document in the scope, those that say most of the theme first.

    Every sentence of the document is looked at: what answers may stand in none of the passages found.

    Args:
        document: The document.
        hits: Its passages as they were found, best first.
        coverage: What a sentence says of the theme.
        scope: Where the answer must stand.
        keeps: Whether a sentence may be read at all (an instruction to a machine may not).
        required: Words of which a sentence, with its titles, must say one.
        titles: Whether titles are given as well.
        years: Years that the question names; a figure of another date does not answer it.
        nameless: Whether a row of figures whose columns have no names may answer: where it is told what it is of.
    """
    ranks = {hit.passage.id: rank for rank, hit in enumerate(hits)}
    known = {hit.passage.id: hit for hit in hits}
    found = []
    # A zone that the document never names has no rule, not even those of all zones.
    asked_zones = {canonical(zone) for zone in scope.zones}
    unknown = bool(scope.zones) and not asked_zones & document.zones
    for place, one in enumerate(document.placed):
        passage = one.passage
        carried = document.carried[place]
        fit = fit_of(scope, one, carried) if scope else Fit.OWN
        unnamed = one.sentence.row is not None and " : " not in one.sentence.row
        if unnamed and not (nameless and has_figures(one.sentence.row or "")):
            continue  # the names of the columns
        introduces = one.sentence.row is None and one.sentence.text.rstrip().endswith(":")
        if fit is Fit.GENERAL and unknown:
            continue
        if (
            fit is Fit.OUT
            or introduces
            or is_contents(one)
            or (not titles and document.is_title(place))
            or not keeps(one.sentence)
        ):
            continue
        lead = document.leads.get(one.sentence.place, "")
        # A zone's own title is the nearest one: sections of scanned pages are often those of the page before.
        over = (carried.title, carried.opening) if scope.zones and carried.title else passage.section[-3:]
        caption = document.captions.get(one.sentence.place, "")
        above = " ".join((one.sentence.piece, *over, lead, *((caption,) if unnamed else ())))
        cut = row_of_zone(one.sentence.row, asked_zones, document.zones) if one.sentence.row and asked_zones else None
        of_zone, cell = cut or ("", "")
        read = of_zone or one.sentence.row or one.sentence.text
        if required and not required & content_words(f"{above} {read}"):
            continue
        share = coverage.of(read if of_zone else one.sentence.text, above)
        if years and not any(year in f"{above} {read}" for year in years):
            # A sentence without any year is of the date that its section gives before it.
            dates = dates_of_section(document, place) if _YEAR.search(read) is None else ""
            dated = any(year in dates for year in years)
            share = coverage.of(read, f"{above} {dates}") if dated else min(share, _OTHER_YEAR)
        if scope.zones and share >= _SAYS and carried.named & asked_zones:
            share = (share + _NAMED) / (1 + _NAMED)  # it says that it is about the very zone asked
        hit = known.get(passage.id) or Hit(passage, 0.0, ())
        found.append(
            Statement(
                one,
                carried,
                share,
                fit,
                ranks.get(passage.id, len(hits)),
                place,
                hit,
                lead,
                caption,
                of_zone,
                cell,
                titles and document.is_title(place),
            )
        )
    found.sort(key=lambda one: (-one.share, -one.fit, one.rank, one.place))
    return found
