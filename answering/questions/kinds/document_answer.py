"""About the document itself: what its record says of its date, pages, pieces, communes; else what its covers say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from answering.context import DocumentFact
from answering.questions.composition import AnswerKind, Composition, DraftLine, QuestionMaterial
from answering.questions.cover_authors import authors_told
from answering.questions.dossier_dates import FIRST_PAGES, LINE_WORDS, MOST_LINES, dated_acts, page_of_date
from answering.questions.kinds.rule_answer import compose as compose_rule
from answering.questions.matters_answer import FROM_BOTH, FROM_TEXT, compose_matters
from answering.questions.piece_titles import titles_of
from domain import NOT_OF_THE_PLAN, PlacedSentence, QuestionKind, UnderstoodQuestion
from domain.labels import PIECE_KINDS
from domain.text_folding import fold
from french.document_dates import CoverFact, asks_for_firm, cover_facts, rank_of_act
from french.document_facts import facts_asked, tells_of_missing_pieces
from french.document_matters import Matter, matters_asked, wants_number
from french.dossier_identity import acts_in, tells_whose_plan
from french.question_scope import piece_words, pieces_named
from french.zone_codes import canonical, zone_codes

_ON_COVERS = {"date": CoverFact.DATE, "edition": CoverFact.EDITION}
#: Facts of which nothing but the record, covers and margins tells.
_TOLD_BY_RECORD = frozenset({"date", "pages", "pieces", "manquantes", "titre", "nature", "edition"})
_RECORD = "D'après la fiche du dossier :"
#: Matters of which the dates of the acts and the record still tell something where no sentence names them.
_TOLD_BY_DATES = frozenset({Matter.DELIBERATION, Matter.PROCEDURE})


def compose(material: QuestionMaterial) -> Composition | None:
    """The facts that the question names; all of them where it names none.

    Where the record does not know one that covers give, the lines of the first pages are quoted.
    """
    asked = " ".join((material.understood.text, *(read for _, read in material.understood.corrected)))
    if matters := matters_asked(material.understood.text) or matters_asked(_respelt(material.understood)):
        made = compose_matters(material, matters, acts_in(asked), lambda facts: _lines(facts, material))
        if made is not None or not matters <= _TOLD_BY_DATES or wants_number(asked):
            return made
    wanted = facts_asked(material.understood.text)
    if "auteur" in wanted and asks_for_firm(material.understood.text):
        wanted -= {"communes"}  # « élaboré par quel bureau ? » does not ask for the territory
    if "pages" in wanted and (material.understood.scope.pieces or piece_words(material.understood.text)):
        wanted |= {"pieces"}  # those of one piece stand beside its name
    if not wanted and piece_words(material.understood.text):
        wanted = frozenset({"pieces"})  # « le PADD est-il dans le dossier ? »
    acts = acts_in(asked) if "date" in wanted and "edition" not in wanted else frozenset()
    own = [fact for fact in material.context.facts if fact.name == "date" and fact.known]
    if acts and (dated := dated_acts(material, acts, own)):
        opening = FROM_BOTH if own else FROM_TEXT
        return Composition((*_lines(own, material), *dated), opening=opening)
    known = _of_scope(material, [fact for fact in material.context.facts if fact.name in wanted and fact.known])
    if wanted & {"communes", "titre"} and not any(fact.name in ("communes", "titre") for fact in known):
        whose = _whose_plan(material)
        if whose:
            return Composition((*_lines(known), *whose), opening="D'après les premières pages :")
    covers = {name: found for name in sorted(wanted & _ON_COVERS.keys()) if (found := _covers(material, name, known))}
    if "auteur" in wanted and not _told_in_margins(known) and (authors := authors_told(material)):
        covers["auteur"] = authors
    if covers:
        told = [fact for fact in known if fact.name not in covers]
        opening = "D'après la fiche du dossier et ses premières pages :" if told else "D'après les premières pages :"
        quoted = dict.fromkeys(line for found in covers.values() for line in found)
        return Composition((*_lines(told, material), *quoted), opening=opening)
    firm = "auteur" in wanted and asks_for_firm(material.understood.text)  # which no sentence names
    if not known and not firm and wanted - _TOLD_BY_RECORD and (said := compose_rule(material)) is not None:
        return replace(said, opening="La fiche du dossier ne le dit pas ; le texte dit :")
    facts = known or [fact for fact in material.context.facts if fact.name in wanted]
    if not facts and wanted & {"edition", "auteur"}:
        return None
    facts = facts or list(material.context.facts)
    if not facts:
        return None
    missing = _said_missing(material) if "manquantes" in wanted else []
    lines = _lines(facts, material)
    on_pages = any(line.sentences for line in lines)
    opening = FROM_BOTH if on_pages else "D'après le dossier :" if any(fact.piece for fact in facts) else _RECORD
    return Composition((*lines, *missing), opening=opening)


def _respelt(understood: UnderstoodQuestion) -> str:
    """A question with its misspelt words as they were read."""
    text = fold(understood.text)
    for typed, read in understood.corrected:
        text = text.replace(fold(typed), fold(read))
    return text


def _of_scope(material: QuestionMaterial, facts: list[DocumentFact]) -> list[DocumentFact]:
    """Of facts that stand in the margins of pieces those of the zone asked, where its piece has one."""
    zones = {canonical(zone) for zone in material.understood.scope.zones}
    own = [fact for fact in facts if fact.piece and zones & set(_zones_of_piece(fact.piece))]
    return own or _of_pieces(material.understood.text, facts)


def _of_pieces(question: str, facts: list[DocumentFact]) -> list[DocumentFact]:
    """Of the lines for each piece those of the kinds that a question names; all where it asks for the pieces."""
    labels = tuple(PIECE_KINDS[kind] for kind in pieces_named(question))
    if not labels or "pieces" in facts_asked(question):
        return facts
    named = [fact for fact in facts if fact.name == "pieces" and fact.sentence.startswith(labels)]
    return [fact for fact in facts if fact.name != "pieces" or fact in named] if named else facts


def _zones_of_piece(piece: str) -> tuple[str, ...]:
    return zone_codes(piece.replace("-", " ").replace("_", " "))


def _lines(facts: list[DocumentFact], material: QuestionMaterial | None = None) -> tuple[DraftLine, ...]:
    """Facts as lines; with the material a date has the page that says it, and a piece the title on its first page."""
    several = len({fact.document for fact in facts}) > 1
    titles = titles_of(material) if material and any(fact.name == "pieces" for fact in facts) else {}
    lines = []
    for fact in facts:
        side = fact.document if several else ""
        page = page_of_date(material, fact) if material and not several and fact.name == "date" else None
        title = titles.get(fact.piece) if fact.name == "pieces" else None
        text = (
            f"{fact.sentence.rstrip('.')} : « {' '.join(title.text.split())} »."
            if title and "«" not in fact.sentence
            else fact.sentence
        )
        sentence = page or title
        lines.append(DraftLine(text, (sentence,) if sentence else (), side=side))
    return tuple(lines)


def _covers(material: QuestionMaterial, name: str, known: list[DocumentFact]) -> list[DraftLine]:
    """The lines of first pages that tell a fact, those of approval first; none where the record knows it."""
    if any(fact.name == name and (not fact.piece or name == "edition") for fact in known):
        return []
    found: dict[str, PlacedSentence] = {}
    for one in _first_pages(material):
        text = one.sentence.text
        if len(text.split()) <= LINE_WORDS and _ON_COVERS[name] in cover_facts(text):
            found.setdefault(text, one)
    rank = rank_of_act if name == "date" else lambda _text: 0
    best = sorted(found.values(), key=lambda one: (one.sentence.ordinal, rank(one.sentence.text)))
    return [DraftLine(one.sentence.text, (one.sentence,)) for one in best[:MOST_LINES]]


def _told_in_margins(known: list[DocumentFact]) -> bool:
    """Whether the margins of the pages say who made the plan."""
    return any(fact.name == "auteur" for fact in known)


def _whose_plan(material: QuestionMaterial) -> list[DraftLine]:
    """The lines of first pages that name the territory, those that most pieces have first."""
    found: dict[str, list[PlacedSentence]] = {}
    for one in _first_pages(material):
        if one.passage.piece_kind not in NOT_OF_THE_PLAN and tells_whose_plan(one.sentence.text):
            found.setdefault(fold(one.sentence.text), []).append(one)
    best = sorted(found.values(), key=lambda same: -len({one.sentence.piece for one in same}))
    return [DraftLine(same[0].sentence.text, (same[0].sentence,)) for same in best[:MOST_LINES]]


def _first_pages(material: QuestionMaterial) -> Iterator[PlacedSentence]:
    """The sentences of the first pages of the pieces that the question names, of all where it names none."""
    scope = material.understood.scope
    zones = {canonical(zone) for zone in scope.zones}
    for document in material.documents.values():
        for one in document.placed:
            if one.sentence.ordinal > FIRST_PAGES or (scope.pieces and one.passage.piece_kind not in scope.pieces):
                continue
            if zones and not zones & set(_zones_of_piece(one.sentence.piece)):
                continue
            yield one


def _said_missing(material: QuestionMaterial) -> list[DraftLine]:
    """The sentences in which the dossier itself says which pieces stand elsewhere."""
    told = (
        one
        for document in material.documents.values()
        for one in document.placed
        if tells_of_missing_pieces(one.sentence.text)
    )
    return [DraftLine(one.sentence.text, (one.sentence,)) for one in islice(told, MOST_LINES)]


ENTRY = AnswerKind(QuestionKind.DOCUMENT, compose)
