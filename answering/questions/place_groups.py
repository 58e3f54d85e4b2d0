"""The levels and sectors in which a dossier puts a commune: « Mortevelle » is among « les pôles d'équilibre ».

A SCoT rules by level of its armature and by sector, seldom by commune. Where a question names a commune, the rule that
answers names its level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answering.questions.read_documents import ReadDocument
from domain import PlacedSentence
from domain.row_text import cells
from domain.text_folding import fold, says_name
from french.content_words import content_words

_KINDS = (
    r"(?:p[oô]les?|polarit[ée]s?|centralit[ée]s?|villes?|bourgs?|bourgs-centres?|villages?|secteurs?|entit[ée]s?|"
    r"bassins?|territoires?)\b"
)
#: « les pôles d'équilibre (Mortevelle et Saint-Oubrin) » and « Mortevelle et Saint-Oubrin, pôles d'équilibre, … »
_LISTED = re.compile(rf"(?P<group>{_KINDS}[^(),;:.]{{0,40}}?)\s*\((?P<names>[^()]+)\)", re.IGNORECASE)
_APPOSED = re.compile(
    rf"(?P<names>[A-ZÀ-Ý][^,;:.()]{{2,80}}),\s*(?P<group>{_KINDS}[^(),;:.]{{0,40}}?)\s*(?=[,;.)]|$)", re.IGNORECASE
)
#: « Belcastel (pôle d'équilibre) »
_BRACKETED = re.compile(
    rf"(?P<names>[A-ZÀ-Ý][^,;:.()]{{2,40}}?)\s*\((?P<group>{_KINDS}[^(),;:]{{0,40}})\)", re.IGNORECASE
)
#: Columns that say where a commune belongs, in a row about it alone.
_COLUMNS = re.compile(r"^(?:secteur|niveau|rang|type|categorie|polarite|pole|entite|bassin|unite|armature)")
_COMMUNES = re.compile(r"^(?:nom de la )?communes?\b")
_PLAIN = re.compile(r"[^\W\d_][^\d(),;:/]*")
_MOST_WORDS = 4
_MOST_GROUPS = 4


@dataclass(frozen=True, slots=True)
class PlaceGroups:
    """Where a dossier puts a place: the stems of the words of each group, and the sentences that say so."""

    groups: tuple[frozenset[str], ...] = ()
    sentences: tuple[PlacedSentence, ...] = ()

    def named_in(self, text: str) -> bool:
        """Whether a text names one of the groups."""
        words = content_words(text) if self.groups else frozenset()
        return any(group <= words for group in self.groups)


def groups_of(document: ReadDocument, places: Sequence[str]) -> PlaceGroups:
    """The groups of the named communes, in the order in which the document tells them."""
    found: dict[frozenset[str], PlacedSentence] = {}
    for place in places:
        for one in document.placed:
            text = one.sentence.row or one.sentence.text
            if not says_name(place, text):
                continue
            for group in (*(_of_row(text, place) if one.sentence.row else ()), *_of_prose(text, place)):
                found.setdefault(content_words(group), one)
    groups = [group for group in found if group][:_MOST_GROUPS]
    return PlaceGroups(tuple(groups), tuple(dict.fromkeys(found[group] for group in groups)))


def _of_row(row: str, place: str) -> Iterator[str]:
    """« Secteur : Plateau central ; Communes : Rocaussel, Vaulorme »: its other short cells, or those of a level."""
    named_cells = cells(row)
    own = next(
        (value for column, value in named_cells if _COMMUNES.match(fold(column)) and says_name(place, value)), None
    )
    if own is None:
        return
    listed = "," in own
    for column, value in named_cells:
        plain = value != own and len(value.split()) <= _MOST_WORDS and _PLAIN.fullmatch(value)
        if plain and (_COLUMNS.match(fold(column)) if not listed else True):
            yield value


def _of_prose(text: str, place: str) -> Iterator[str]:
    for pattern in (_LISTED, _BRACKETED, _APPOSED):
        for match in pattern.finditer(text):
            if says_name(place, match["names"]):
                yield match["group"]
