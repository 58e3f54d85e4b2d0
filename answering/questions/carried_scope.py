"""For which zones, article and provision each sentence of a document stands, told by what stands above it.

A règlement writes « 3) Dans le secteur N-3 : », then ten sentences that name no sector. The walk goes down a piece and
keeps the zone of its name or of its chapter, the article, and the line that opens the paragraph; a line that opens
another one, or the next article, ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from domain import PlacedSentence, QuestionScope
from domain.text_folding import fold, says_name
from domain.title_form import has_title_form
from french.quantities import read_quantities
from french.question_scope import is_numbered, names_commune
from french.zone_codes import (
    canonical,
    codes_among,
    holders,
    holds_everywhere,
    holds_in_all_sectors,
    zone_codes,
    zone_of_article,
    zone_of_chapter,
)
from french.zone_columns import zone_columns

_ARTICLE = re.compile(r"^\W*(?:article|art\.)\s+(?:n°\s?)?(?:[\w]{1,6}[\s.–-]{1,3})?(\d{1,2})\b", re.IGNORECASE)
_MARKER = re.compile(r"^\s*(?:\d{1,2}\s?[).°]|[a-zA-Z]\s?\)|[IVX]{1,4}\s?[.)-]|[-–−—•▪■*➢o])\s+")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s?[).°]|[a-zA-Z]\s?\))\s")
_OPENS = re.compile(
    r"^(?:aux? |a |en |dans |pour |sur |au sein |a l'interieur |uniquement |les? |la |en outre )*"
    r"(?:tout\w* |l'ensemble |les? |la "
    r"|de |des |du |l')*(?:(?:sous-)?zones?|(?:sous-)?secteurs?|[a-z0-9-]{1,7}\b)"
)
#: Words of a line that opens a paragraph, and of an article's title.
_MOST_WORDS = 28
#: Characters in which a sentence that begins with its zone has named it.
_BEGINS = 40
_PLACES = re.compile(r"^(?:dans|en|pour|le long|rappel|a l'exterieur|hors)\b")
_PIECE_ZONE = re.compile(r"\bzones?[-_ ]+", re.IGNORECASE)
_CONTENTS = re.compile(r"^\W*(?:sommaire|table des matieres)\b")


class Fit(IntEnum):
    """How a sentence stands to the scope that is asked: its own rule, that of a part of it, of all, or another's."""

    OUT = 0
    GENERAL = 1
    PART = 2
    OWN = 3


@dataclass(frozen=True, slots=True)
class CarriedScope:
    """What carries a sentence.

    ``zones`` are canonical codes, ``carrier`` is the line or heading that names them, ``article`` the number and
    ``title`` the line of the article, ``opening`` the line that opens the paragraph; empty where there is none.
    ``named`` are the codes that the sentence itself has.
    """

    zones: frozenset[str] = frozenset()
    everywhere: bool = False
    carrier: str = ""
    article: str = ""
    title: str = ""
    opening: str = ""
    named: frozenset[str] = frozenset()

    @property
    def above(self) -> str:
        """The lines above the sentence that say what it is about."""
        return " ".join(part for part in (self.title, self.opening) if part)

    def fit(self, zone: str) -> Fit:
        """How the sentence stands to a zone: N-3 is held by N, and holds nothing of N-4."""
        wanted = canonical(zone)
        if wanted in self.zones or wanted in self.named:
            return Fit.OWN
        if any(wanted in holders(one) for one in self.zones):
            return Fit.PART
        if self.everywhere or any(one in holders(wanted) for one in self.zones):
            return Fit.GENERAL
        return Fit.OUT


@dataclass(slots=True)
class _ScopeWalk:
    """What is known above the next sentence of a piece."""

    piece_zones: frozenset[str]
    piece: str
    section: tuple[str, ...] = ()
    base: frozenset[str] = frozenset()
    base_carrier: str = ""
    everywhere: bool = False
    article: str = ""
    title: str = ""
    led: frozenset[str] | None = None
    led_everywhere: bool = False
    opening: str = ""
    opened_in: tuple[str, ...] = ()

    def enter(self, section: tuple[str, ...]) -> None:
        """Take the zone of the headings: the nearest that names one and opens no paragraph."""
        if section == self.section and (self.base or self.piece_zones):
            return
        if self.opening and not _goes_on(self.opened_in, section):
            self.led, self.led_everywhere, self.opening = None, False, ""
        self.section = section
        self.base, self.base_carrier, self.everywhere = self.piece_zones, self.piece if self.piece_zones else "", False
        for heading in reversed(section):
            if heading.rstrip().endswith(":"):
                continue
            if codes := codes_of_heading(heading):
                self.base, self.base_carrier, self.everywhere = frozenset(codes), heading, False
                return
            if holds_everywhere(heading):
                self.base, self.base_carrier, self.everywhere = frozenset(), heading, True
                return

    def read(self, text: str, is_row: bool) -> None:
        """Take what a sentence opens: an article, a paragraph for some zones, or the end of one."""
        if is_row:
            return
        before = self.opening
        self._open(text)
        if self.opening != before:
            self.opened_in = self.section

    def _open(self, text: str) -> None:
        words = len(text.split())
        found = _ARTICLE.match(text)
        if found and words <= _MOST_WORDS:
            self.article, self.title = found[1], text
            self.led, self.led_everywhere, self.opening = None, False, ""
            return
        head = text.split(":")[0] if ":" in text else text
        bare = _MARKER.sub("", head)
        opens = (":" in text or has_title_form(text)) and len(head.split()) <= _MOST_WORDS
        if opens and _OPENS.match(fold(bare)):
            if holds_everywhere(bare):
                self.led, self.led_everywhere, self.opening = frozenset(), True, text
                return
            if holds_in_all_sectors(bare) and not zone_codes(bare):
                self.led, self.led_everywhere, self.opening = None, False, text
                return
            if codes := zone_codes(bare):
                self.led, self.led_everywhere, self.opening = frozenset(codes), False, text
                return
        numbered = _NUMBERED.match(text) is not None and (text.rstrip().endswith(":") or _PLACES.match(fold(bare)))
        if numbered and words <= _MOST_WORDS:
            # The next numbered paragraph: « 4) Dans les périmètres en bordure des cours d'eau : » leaves the sectors.
            self.led, self.led_everywhere, self.opening = None, False, text

    def carried(self, text: str, known: frozenset[str], *, is_row: bool) -> CarriedScope:
        """The scope of a sentence: what it names of its own zone goes before what stands above it."""
        zones, everywhere, carrier = self.base, self.everywhere, self.base_carrier
        if self.led is not None:
            zones, everywhere = (self.base, self.everywhere) if self.led_everywhere else (self.led, False)
            carrier = self.opening
            everywhere = everywhere or self.led_everywhere
        elif self.opening:
            carrier = self.opening if holds_in_all_sectors(self.opening) else carrier
        if is_row and (columns := zone_columns(text, known)):
            # A cell a zone: the row is a rule of each of them.
            zones = frozenset(code for held in columns.values() for code in held)
            return CarriedScope(zones, False, carrier, self.article, self.title, self.opening, zones)
        own = dict.fromkeys((*zone_codes(text), *codes_among(text, known)))
        narrower = frozenset(code for code in own if code in zones or set(holders(code)) & zones)
        if narrower and not (self.led is not None and narrower == zones):
            zones, everywhere = narrower, False
        elif own and not zones:
            # A row of a table, or a sentence that begins with its zone, is the rule of that zone alone.
            alone = is_row or bool(zone_codes(text[:_BEGINS]))
            zones, everywhere = frozenset(own), everywhere and not alone
        elif holds_everywhere(text):
            everywhere = True
        return CarriedScope(zones, everywhere, carrier, self.article, self.title, self.opening, frozenset(own))


def codes_of_heading(heading: str) -> tuple[str, ...]:
    """The zones that a heading names: by their codes, by its article, or in words (« Zone naturelle »)."""
    if codes := zone_codes(heading, bare=False):
        return codes
    code = zone_of_article(heading) or zone_of_chapter(heading)
    return (code,) if code else ()


def _goes_on(opened_in: tuple[str, ...], section: tuple[str, ...]) -> bool:
    """Whether a paragraph opened under some headings may go on under others: those below, or of the same article."""
    articles = {title for title in opened_in if _ARTICLE.match(title)}
    return section[: len(opened_in)] == opened_in or any(title in articles for title in section)


def carried_scopes(
    placed: Sequence[PlacedSentence], headings: Sequence[tuple[str, ...]] | None = None
) -> list[CarriedScope]:
    """The carried scope of each sentence of a document, in its order.

    Args:
        placed: All sentences of a document, in the order of the text.
        headings: The heading path of each; those of the passages when None.
    """
    known = frozenset(code for one in placed for code in zone_codes(one.sentence.row or one.sentence.text, bare=False))
    found: list[CarriedScope] = []
    walk: _ScopeWalk | None = None
    for rank, one in enumerate(placed):
        sentence = one.sentence
        if walk is None or walk.piece != sentence.piece:
            named = _PIECE_ZONE.sub("zone ", sentence.piece.replace("_", " "))
            walk = _ScopeWalk(frozenset(zone_codes(named, bare=False)), sentence.piece)
        walk.enter(one.passage.section if headings is None else headings[rank])
        walk.read(sentence.text, sentence.row is not None)
        found.append(walk.carried(sentence.row or sentence.text, known, is_row=sentence.row is not None))
    return found


def zones_of(carried: Iterable[CarriedScope]) -> frozenset[str]:
    """Canonical codes of all zones of a document."""
    return frozenset(code for one in carried for code in one.zones)


def fit_of(scope: QuestionScope, one: PlacedSentence, carried: CarriedScope) -> Fit:
    """How a sentence stands to all that a question restricts its answer to."""
    passage = one.passage
    if scope.pieces and passage.piece_kind not in scope.pieces:
        return Fit.OUT
    if scope.articles and not any(_is_of_article(article, one, carried) for article in scope.articles):
        return Fit.OUT
    if scope.provisions and not (
        passage.provision is not None and _number(passage.provision.number) in {_number(n) for n in scope.provisions}
    ):
        return Fit.OUT
    fits = [max(carried.fit(zone) for zone in scope.zones)] if scope.zones else []
    fits += [max(_fit_of_place(place, one, carried) for place in scope.places)] if scope.places else []
    return min(fits, default=Fit.OWN)


def _fit_of_place(place: str, one: PlacedSentence, carried: CarriedScope) -> Fit:
    """How a sentence stands to a place: what names no commune holds in each, a numbered site has its own rules."""
    said = one.sentence.row or one.sentence.text
    around = " ".join((*one.passage.section, carried.opening, said))
    if says_name(place, around):
        return Fit.OWN
    if is_numbered(place) or names_commune(said, is_row=one.sentence.row is not None):
        return Fit.OUT
    return Fit.GENERAL


def _is_of_article(article: str, one: PlacedSentence, carried: CarriedScope) -> bool:
    """Whether a sentence is of an article; one with letters (« DG 7 ») is told by the titles above."""
    if " " not in article:
        return carried.article == article
    begins = re.compile(rf"\W*(?:article )?{re.escape(fold(article))}(?!\w)")
    return any(begins.match(fold(title)) for title in (*one.passage.section, carried.title, one.sentence.text))


def _number(text: str) -> str:
    return re.sub(r"\W", "", text).upper()


#: Dots that lead to the number of a page, together or apart.
_LEADERS = re.compile(r"\.{4}|…\.|(?:\. ){4}")


def is_contents(one: PlacedSentence) -> bool:
    """Whether a sentence is a line of a table of contents."""
    text = one.sentence.text
    return _LEADERS.search(text) is not None or any(_CONTENTS.search(fold(title)) for title in one.passage.section[-1:])


_UNREGULATED = re.compile(r"\bnon reglement|\bsans objet\b|\bneant\b|\binterdit|\bautoris|\badmis")


def is_heading(one: PlacedSentence) -> bool:
    """Whether a sentence is only a title: it never answers.

    « 9 mètres », « Non réglementé » and « Orientation 1.1 – Produire 760 logements » state something.
    """
    sentence = one.sentence
    if sentence.row is not None:
        return False
    plain = fold(sentence.text).strip()
    measured = any(one.unit is not None for one in read_quantities(sentence.text))
    if not measured and any(plain == fold(title).strip() for title in one.passage.section):
        return True
    provision = one.passage.provision
    if provision is not None and not measured and has_title_form(sentence.text, _MOST_WORDS):
        first = sentence.text.split()[0]
        if _number(first) == _number(provision.number):  # « P29. Bords de cours d'eau »
            return True
    if _ARTICLE.match(sentence.text) and has_title_form(sentence.text, _MOST_WORDS):
        return True
    if not has_title_form(sentence.text, 14):
        return False
    return not any(sign.isdigit() for sign in sentence.text) and not _UNREGULATED.search(plain)
