"""The ledger of a file in French: « 12 384 caractères lus ; 310 mis de côté : texte barré (310) ; 3 images lues »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.labels import FATES
from domain.ledger import Content, Fate, LedgerEntry, totals
from exports.file_text import grouped

#: Said where the version that read a piece kept no account.
NO_ACCOUNT = "Compte non tenu : cette pièce a été lue par une version antérieure. Relisez-la pour le connaître."


class _Noun(NamedTuple):
    """How a content is called; ``feminine`` is what its participles take."""

    one: str
    many: str
    feminine: bool = False


_CONTENTS = {
    Content.IMAGE: _Noun("image", "images", feminine=True),
    Content.FIELD: _Noun("champ de formulaire", "champs de formulaire"),
    Content.CHART: _Noun("graphique", "graphiques"),
    Content.OBJECT: _Noun("objet incorporé", "objets incorporés"),
    Content.DOCUMENT: _Noun("document incorporé", "documents incorporés"),
    Content.FORMULA: _Noun("formule sans résultat", "formules sans résultat", feminine=True),
    Content.ERROR_CELL: _Noun("cellule en erreur", "cellules en erreur", feminine=True),
    Content.NOTE: _Noun("note", "notes", feminine=True),
    Content.SLIDE: _Noun("diapositive", "diapositives", feminine=True),
    Content.SHEET: _Noun("feuille", "feuilles", feminine=True),
    Content.INSERTION: _Noun("insertion suivie", "insertions suivies", feminine=True),
    Content.DELETION: _Noun("suppression suivie", "suppressions suivies", feminine=True),
}
_PARTICIPLES = {Fate.READ: "lu", Fate.RECOGNISED: "reconnu", Fate.UNREAD: "non lu", Fate.NOT_SHOWN: "masqué"}
_ASIDE = "mis"  # « mise de côté »


def ledger_sentence(entries: Sequence[LedgerEntry]) -> str:
    """What stood there and what became of it, in one sentence without a full stop; empty where there was nothing."""
    found = totals(entries)
    parts = [*_characters([entry for entry in found if entry.content is Content.CHARACTER])]
    for content, noun in _CONTENTS.items():
        own = [entry for entry in found if entry.content is content]
        if own:
            parts.append(_things(noun, own))
    return " ; ".join(parts)


def _characters(entries: Sequence[LedgerEntry]) -> Iterator[str]:
    counts = {entry.fate: entry.count for entry in entries}
    read = counts.pop(Fate.READ, 0)
    recognised = counts.pop(Fate.RECOGNISED, 0)
    if read or recognised:
        among = f", dont {grouped(recognised)} par reconnaissance" if recognised else ""
        yield f"{_many(read + recognised, 'caractère lu', 'caractères lus')}{among}"
    unread = counts.pop(Fate.UNREAD, 0)
    if counts:
        said = ", ".join(f"{FATES[fate]} ({grouped(count)})" for fate, count in counts.items())
        yield f"{_many(sum(counts.values()), 'caractère mis', 'caractères mis')} de côté : {said}"
    if unread:
        yield f"{_many(unread, 'caractère', 'caractères')} sur des pages non lues"


def _things(noun: _Noun, entries: Sequence[LedgerEntry]) -> str:
    total = _many(sum(entry.count for entry in entries), noun.one, noun.many)
    if len(entries) == 1:
        return f"{total} {_participle(entries[0], noun)}"
    return f"{total} : " + ", ".join(f"{grouped(entry.count)} {_participle(entry, noun)}" for entry in entries)


def _participle(entry: LedgerEntry, noun: _Noun) -> str:
    word = _PARTICIPLES.get(entry.fate, _ASIDE) + ("e" if noun.feminine else "")
    if entry.count > 1 and not word.endswith("s"):
        word += "s"
    return word if entry.fate in _PARTICIPLES else f"{word} de côté"


def _many(count: int, one: str, many: str) -> str:
    return f"{grouped(count)} {one if count < 2 else many}"
