"""What is said of the reading of an office file, in French: what is not shown, what is not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from domain.ledger import Content, Fate, LedgerEntry, totals
from french.decoding import TWICE, Decoded
from ingestion.formats.office_content import AsideKind, Category, OfficeContent, Part, Unread

_SHOWN_TEXTS = 5
_SHOWN_PLACES = 10
_LONGEST = 200  # characters of a text that is told

ASIDE_SECTIONS: Mapping[AsideKind, str] = {
    AsideKind.STRUCK: "Texte barré (non cité)",
    AsideKind.HIDDEN: "Texte masqué (non cité)",
    AsideKind.DELETED: "Texte supprimé par une révision (non cité)",
    AsideKind.COMMENT: "Commentaires (non cités)",
    AsideKind.WATERMARK: "Filigrane (non cité)",
    AsideKind.PROMPT: "Invites de champs non remplis (non citées)",
    AsideKind.CHART: "Textes de graphiques (non cités)",
    AsideKind.UNUSED: "Texte que le fichier n'affiche nulle part (non cité)",
}
ASIDE_FATES: Mapping[AsideKind, Fate] = {
    AsideKind.STRUCK: Fate.STRUCK,
    AsideKind.HIDDEN: Fate.NOT_SHOWN,
    AsideKind.DELETED: Fate.DELETED,
    AsideKind.COMMENT: Fate.COMMENT,
    AsideKind.WATERMARK: Fate.WATERMARK,
    AsideKind.UNUSED: Fate.UNUSED,
    AsideKind.PROMPT: Fate.PROMPT,
    AsideKind.CHART: Fate.CHART,
}
#: A text that nobody would see in the file is in its account, and not worth a warning; a chart is told once.
_ASIDE: Mapping[AsideKind, tuple[str, str]] = {
    AsideKind.STRUCK: ("texte barré, non cité", "textes barrés, non cités"),
    AsideKind.HIDDEN: ("texte masqué, non cité", "textes masqués, non cités"),
    AsideKind.DELETED: ("texte supprimé par une révision, non cité", "textes supprimés par des révisions, non cités"),
    AsideKind.COMMENT: ("commentaire, non cité", "commentaires, non cités"),
    AsideKind.PROMPT: ("invite d'un champ non rempli, non citée", "invites de champs non remplis, non citées"),
    AsideKind.WATERMARK: ("filigrane, non cité", "filigranes, non cités"),
}
_UNREAD: Mapping[Unread, tuple[str, str]] = {
    Unread.PICTURE: ("image non lue", "images non lues"),
    Unread.CHART: ("graphique non lu", "graphiques non lus"),
    Unread.OBJECT: ("objet incorporé non lu", "objets incorporés non lus"),
    Unread.PART: ("document incorporé non lu", "documents incorporés non lus"),
    Unread.FORMULA: ("formule sans résultat enregistré, non lue", "formules sans résultat enregistré, non lues"),
    Unread.ERROR_CELL: ("cellule en erreur", "cellules en erreur"),
}
_CONTENTS: Mapping[Unread, Content] = {
    Unread.PICTURE: Content.IMAGE,
    Unread.CHART: Content.CHART,
    Unread.OBJECT: Content.OBJECT,
    Unread.PART: Content.DOCUMENT,
    Unread.FORMULA: Content.FORMULA,
    Unread.ERROR_CELL: Content.ERROR_CELL,
}
_ENCODINGS = {
    "cp850": "MS-DOS (cp850)", "cp437": "MS-DOS (cp437)", "mac_roman": "Mac Roman", "cp1252": "Windows-1252",
    "utf-16-le": "UTF-16 sans marque", "utf-16-be": "UTF-16 sans marque", "utf-32-le": "UTF-32 sans marque",
    "utf-32-be": "UTF-32 sans marque",
}  # fmt: skip


def of_part(part: Part) -> str:
    """How a part is called: a sheet has a name, a slide has a number."""
    return part if isinstance(part, str) else f"Diapositive {part}"


def remarks(content: OfficeContent) -> list[str]:
    """A sentence for each kind of text that is not shown, and of things that are not read."""
    return [*_asides(content), *_unread(content)]


def file_ledger(content: OfficeContent) -> tuple[LedgerEntry, ...]:
    """What stood in a file besides the text of its sections, and what became of it."""
    counted = [LedgerEntry(one.content, one.fate, one.number) for one in content.counts]
    counted += [LedgerEntry(_CONTENTS[one.kind], Fate.UNREAD, 1) for one in content.unread]
    margins = [element.text for element in content.elements if element.category is Category.MARGIN]
    again = Counter("".join(text.split()) for text in margins) - Counter({"".join(text.split()) for text in margins})
    repeated = sum(len(text) * times for text, times in again.items())
    return totals([*counted, LedgerEntry(Content.CHARACTER, Fate.ELSEWHERE, repeated)])


def said_encoding(decoded: Decoded) -> list[str]:
    """What is said of the encoding of a text: nothing where it is a usual one and sure."""
    name = _ENCODINGS.get(decoded.encoding, decoded.encoding)
    if decoded.unsure:
        return [f"Encodage du texte incertain (lu en {name}) : vérifiez les accents avant de citer."]
    if decoded.encoding == TWICE:
        return ["Accents du texte écrits deux fois (« Ã© »), rétablis à sa lecture : vérifiez-les avant de citer."]
    if decoded.encoding in ("cp850", "cp437", "mac_roman"):
        return [f"Encodage du texte reconnu à sa lecture : {name}."]
    return []


def _asides(content: OfficeContent) -> Iterator[str]:
    for kind, names in _ASIDE.items():
        found = [one for one in content.asides if one.kind is kind]
        if not found:
            continue
        parts = list(dict.fromkeys(of_part(one.part) for one in found if one.part is not None))
        where = f" ({_listed(parts, _SHOWN_PLACES)})" if parts else ""
        texts = [f"« {_cut(one.text)} »" for one in found]
        yield f"{_counted(len(found), *names)}{where} : {_listed(texts, _SHOWN_TEXTS)}."


def _unread(content: OfficeContent) -> Iterator[str]:
    for kind in Unread:
        found = [one.place for one in content.unread if one.kind is kind]
        if found:
            places = [place for place in found if place]
            where = f" : {_listed(places, _SHOWN_PLACES)}" if places else ""
            yield f"{_counted(len(found), *_UNREAD[kind])}{where}."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _listed(texts: Sequence[str], most: int) -> str:
    rest = len(texts) - most
    return ", ".join(texts[:most]) + (f" et {rest} de plus" if rest > 0 else "")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"
