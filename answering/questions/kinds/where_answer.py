"""Where: the pages that speak of a theme, the one that is about it first."""

from __future__ import annotations

import re

from answering.questions.carried_scope import Fit
from answering.questions.composition import ALONE, AnswerKind, Composition, DraftLine, QuestionMaterial
from answering.questions.statements import Statement
from domain import AnswerForm, PieceKind, QuestionKind, StoredSentence
from domain.sentence_features import Modality
from domain.text_folding import fold
from french.content_words import content_words
from french.zone_codes import canonical

#: Pages shown; of those that only come near in meaning, fewer.
_MOST, _MOST_NEAR = 10, 5
#: Worth from which a page is told by its title, a definition or all words of the theme; under it the order in which a
#: reader would be given the sentences tells pages better.
_SURE = 1.0
_BY_MEANING = "Aucun titre ne le dit en ces termes : voici les pages les plus proches, la meilleure d’abord."
#: What a sentence gains that is a title of the theme, that titles the very thing asked for (« la carte des… »), or that
#: is a rule where a rule is asked; and how much its titles count beside its own words.
_TITLE, _NAMED, _RULE, _ABOVE = 0.25, 0.5, 0.3, 0.7
#: Share of the theme that the words before a colon must say to be what is defined after it.
_ITSELF = 0.9
_THINGS = re.compile(r"\b(carte|tableau|figure|schema|plan|article|annexe|liste|prescription|orientation|mesure)\b")
#: Things that are titled in the text, and no tables.
_NO_TABLES = frozenset({"article", "prescription", "orientation"})
_ASKS_RULE = re.compile(r"\bregle\w*|\bfixe\w*|\bimpos\w+|\binterdi\w+|\bprescri\w+|\bobligat\w+")
#: « Secteur S10 – Sarraguzan, Le Village (1,4 ha, AUh) » opens what is about it, though it states a surface.
_OF_A_SECTOR = re.compile(r"\W*(?:secteur|zone|oap)\W+\S+\s*[–—-]\s")
_DEFINED = re.compile(r"\bdefini\w*")
_DEFINES = re.compile(r"\b(?:qualifie|design|entend|s'entend|correspond|defini|est un|sont les|on appelle)\w*")
_OF_RULES = frozenset({PieceKind.REGLEMENT, PieceKind.OAP, PieceKind.DOO})


def compose(material: QuestionMaterial) -> Composition | None:
    """The pages, the best first, each with the line that says most of the theme on it; titles count most."""
    pages: dict[tuple[str, str, int], list[tuple[float, Statement]]] = {}
    for one in material.statements:
        if one.fit is not Fit.OUT and (worth := _worth(material, one)) >= ALONE:
            pages.setdefault(_page(one.sentence), []).append((worth, one))
    for found in pages.values():
        found.sort(key=lambda told: (-told[0], told[1].rank, told[1].place))
    ordered = sorted(pages.values(), key=lambda found: (-found[0][0], -len(found), found[0][1].rank))
    if (not ordered or ordered[0][0][0] < _SURE) and (near := _nearest(material)):
        told = {_page(found[0][1].sentence): found[0][1] for found in ordered}
        lines = [_line(material, own) if (own := told.get(_page(line.sentences[0]))) else line for line in near]
        return Composition(tuple(lines), AnswerForm.TABLE, note=_BY_MEANING)
    if not ordered:
        return None
    best = [found[0][1] for found in ordered[:_MOST]]
    lines = [_line(material, one) for one in best]
    left = len(pages) - len(best)
    return Composition(tuple(lines), AnswerForm.TABLE, note=f"{left} autres pages en parlent." if left else "")


def _nearest(material: QuestionMaterial) -> list[DraftLine]:
    """The pages in the order in which a reader would be given their sentences; none where nothing comes near."""
    if material.reading is None or not material.tells_of_it:
        return []
    found: dict[tuple[str, str, int], DraftLine] = {}
    for one in material.reading():
        sentence = one.sentence
        if material.understood.scope and not _in_scope(material, sentence):
            continue
        line = DraftLine(
            sentence.row or sentence.text,
            (sentence,),
            side=_place(sentence),
            carrier=one.heading[-1] if one.heading else "",
        )
        found.setdefault(_page(sentence), line)
        if len(found) == _MOST_NEAR:
            break
    return list(found.values())


def _in_scope(material: QuestionMaterial, sentence: StoredSentence) -> bool:
    document = material.documents[sentence.document]
    rank = document.index.get(sentence.place)
    scope = material.understood.scope
    return rank is not None and document.fit(scope, rank) is not Fit.OUT


def _page(sentence: StoredSentence) -> tuple[str, str, int]:
    return sentence.document, sentence.piece, sentence.ordinal


def _line(material: QuestionMaterial, one: Statement) -> DraftLine:
    """The line of a page. A title at the foot of a page announces the next: what it titles stands there."""
    placed = material.documents[one.sentence.document].placed
    under = placed[one.place + 1].sentence if one.heading and one.place + 1 < len(placed) else None
    follows = under is not None and under.piece == one.sentence.piece and under.ordinal == one.sentence.ordinal + 1
    sentence = under if under is not None and follows else one.sentence
    return DraftLine(one.text, (sentence,), side=_place(sentence), carrier=one.carrier)


def _worth(material: QuestionMaterial, one: Statement) -> float:
    asked, text = fold(material.understood.text), fold(one.text)
    title = one.text if one.heading else one.caption
    titled = material.coverage.of(title, one.placed.passage.section[-1] if one.placed.passage.section else "")
    if not material.coverage.has_words:  # « à quelle page est le secteur S10 » names nothing but its sector
        named = {canonical(zone) for zone in material.understood.scope.zones} & one.carried.named
        titled = bool(title) or _OF_A_SECTOR.match(text) is not None
        return (ALONE + _TITLE if titled else ALONE) if named and not one.sentence.row else 0.0
    worth = max(material.coverage.of(one.text), _ABOVE * one.share, _ABOVE * titled if title else 0.0)
    if worth < _ABOVE * ALONE:
        return worth
    thing = _THINGS.search(asked)
    about = material.coverage.without(content_words(thing[1])) if thing else material.coverage
    if thing is not None and thing[1] in _NO_TABLES and not one.heading:
        return worth
    if title and titled >= ALONE and about.of(title) >= (ALONE if thing else _ABOVE * ALONE):
        worth += _TITLE
        if thing is not None and re.match(rf"\W*{thing[1]}", fold(title)):
            worth += _NAMED
    if _ASKS_RULE.search(asked) and one.placed.passage.piece_kind in _OF_RULES:
        prescribes = material.language.sentences.modality(one.text) is Modality.PRESCRIPTION
        worth += _RULE if prescribes or one.heading else _RULE / 2
    head, colon, _ = one.text.partition(" : ")
    if _DEFINED.search(asked) and colon and material.coverage.of(head) >= _ITSELF:
        worth += _NAMED  # « Pleine terre : sol naturel… », in a glossary
    elif _DEFINED.search(asked) and _DEFINES.search(text):
        worth += _RULE
    return worth


def _place(sentence: StoredSentence) -> str:
    page = f"p. {sentence.page}" if sentence.page is not None else (sentence.label or "")
    return ", ".join(part for part in (sentence.piece, page) if part)


ENTRY = AnswerKind(QuestionKind.WHERE, compose, titles=True)
