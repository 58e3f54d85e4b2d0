"""From the files of a dossier to what is known of it: its own tables and names, then its first pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import TypeVar

from corpus import Corpus
from domain import (
    NOT_OF_THE_PLAN,
    DocumentInfo,
    DossierIntake,
    Guessed,
    PageStatus,
    PieceGuess,
    PieceKind,
)
from domain.errors import UsageError
from domain.territories import departments_named, departments_of
from ingestion import Ignored
from ingestion.cnig.completeness import missing_from
from ingestion.cnig.dossier_intake import TakenIn, named
from ingestion.cnig.plan_kind import kind_on_pages
from ingestion.cnig.territory_names import territory_on_pages
from use_cases.guess_description import guess_description

T = TypeVar("T")

_BY_NAME = "noms des fichiers et des dossiers"
#: Pieces whose first pages are looked at for the kind of plan and the name of the territory.
_PIECES = 30
#: Characters of a first page that may say in which department it was written.
_HEAD = 900
#: Files left aside for one reason that are told one by one; more are counted.
_ONE_BY_ONE = 3


def with_free_names(taken: TakenIn) -> DossierIntake:
    """The intake, with what names that follow no standard tell where the standard says nothing."""
    intake = taken.intake
    guess = guess_description(["/".join((*file.folders, file.name)) for file in taken.files])
    facts = intake.facts
    told = replace(
        facts,
        kind=facts.kind or _guessed(guess.kind),
        stage=facts.stage or _guessed(guess.stage),
        day=facts.day or _guessed(guess.date),
        title=facts.title or _guessed(guess.title),
        procedure=facts.procedure or _guessed(guess.procedure),
        procedure_number=facts.procedure_number
        or (_guessed(guess.procedure_number) if facts.procedure is None else None),
    )
    return replace(intake, facts=told, tables=tuple(sorted(taken.tables)))


def with_first_pages(corpus: Corpus, document: DocumentInfo, intake: DossierIntake) -> DossierIntake:
    """The intake, with the kind of plan, territory and departments that first pages name where nothing else does."""
    intake = _with_departments(corpus, document, intake)
    facts = intake.facts
    wants_kind = facts.kind is None and document.kind is None
    wants_territory = facts.territory is None and document.territory is None
    if not wants_kind and not wants_territory:
        return intake
    pages = _first_pages(corpus, document)
    kind = kind_on_pages(pages) if wants_kind else None
    territory = territory_on_pages(pages) if wants_territory else None
    if kind is None and territory is None:
        return intake
    facts = replace(facts, kind=facts.kind or kind, territory=facts.territory or territory)
    if intake.is_standard:  # its title was made of a code for want of a name
        slug, plan = facts.slug, facts.plan
        facts = replace(named(facts), slug=slug, plan=plan)
    return replace(intake, facts=facts)


def _with_departments(corpus: Corpus, document: DocumentInfo, intake: DossierIntake) -> DossierIntake:
    """The intake, with the department that most first pages name, those of deliberations and opinions among them."""
    facts = intake.facts
    if facts.departments or document.departments or departments_of(facts.communes.value if facts.communes else ()):
        return intake
    where: defaultdict[str, list[str]] = defaultdict(list)
    for filename, text in _first_pages(corpus, document, without=frozenset()):
        for code in departments_named(text[:_HEAD])[:1]:
            where[code].append(filename)
    if not where:
        remark = (
            "Département inconnu : ni les communes du dossier, ni le code de la collectivité, ni les premières pages "
            "ne le disent. Écrivez-le sur la page du dossier pour le trouver par lieu."
        )
        return replace(intake, remarks=(*intake.remarks, remark)) if intake.is_standard else intake
    code, names = max(where.items(), key=lambda one: len(one[1]))
    reason = f"nommé sur la première page de {len(names)} pièce(s), dont « {names[0]} »"
    return replace(intake, facts=replace(facts, departments=Guessed((code,), reason)))


def _first_pages(
    corpus: Corpus, document: DocumentInfo, without: Collection[PieceKind] = NOT_OF_THE_PLAN
) -> list[tuple[str, str]]:
    """The names of the pieces of the plan with the text of their first pages, where it could be read."""
    pages = []
    for piece in [one for one in document.pieces if one.kind not in without][:_PIECES]:
        try:
            page = corpus.texts.page(document.slug, piece.name, 1).page
        except UsageError:  # no page at all
            continue
        if page.status is PageStatus.READ:
            pages.append((piece.filename, page.text))
    return pages


def added_to(before: DossierIntake | None, intake: DossierIntake, document: DocumentInfo) -> DossierIntake:
    """The intake of files that came after others: what they do not tell stays as it was told before.

    A standard dossier knows more of itself than a few files that follow none.
    """
    if before is None:
        return intake
    first, then = intake.facts, before.facts
    if before.is_standard and not intake.is_standard:
        first, then = then, first
    told = {name: getattr(first, name) or getattr(then, name) for name in (field.name for field in fields(first))}
    facts = replace(first, **told)
    here = {piece.filename for piece in document.pieces}
    earlier = [one for one in before.pieces if one.filename in here and intake.piece(one.filename) is None]
    return replace(
        intake,
        facts=facts,
        pieces=(*intake.pieces, *earlier),
        is_standard=intake.is_standard or before.is_standard,
        tables=tuple(sorted({*intake.tables, *before.tables})),
        data=intake.data or before.data,
    )


def with_missing(document: DocumentInfo, intake: DossierIntake) -> DossierIntake:
    """The intake, with what the dossier lacks; pieces sent later complete it."""
    missing = missing_from(
        document.kind,
        document.procedure,
        {piece.kind for piece in document.pieces},
        intake.tables,
        is_standard=intake.is_standard,
    )
    return replace(intake, missing=missing)


def with_read_kinds(document: DocumentInfo, intake: DossierIntake) -> DossierIntake:
    """The intake, with a guess for the pieces that only their first pages could tell."""
    guesses = list(intake.pieces)
    for piece in document.pieces:
        if intake.piece(piece.filename) is None:
            told = piece.kind is not PieceKind.AUTRE
            reason = "texte de la première page" if told else "ni le nom ni la première page ne le disent"
            guesses.append(PieceGuess(piece.filename, piece.kind, None, reason))
    return replace(intake, pieces=tuple(guesses))


def told_ignored(ignored: Sequence[Ignored]) -> tuple[str, ...]:
    """Files left aside, one a line; many with one reason are counted."""
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for one in ignored:
        by_reason[one.reason].append(one.path.name)
    lines: list[str] = []
    for reason, names in by_reason.items():
        if len(names) <= _ONE_BY_ONE:
            lines += (f"{name} : {reason}" for name in names)
        else:
            lines.append(f"{len(names)} fichiers ({', '.join(names[:_ONE_BY_ONE])}…) : {reason}")
    return tuple(lines)


def _guessed(value: T | None) -> Guessed[T] | None:
    return None if value is None else Guessed(value, _BY_NAME)
