"""What a dossier is, from its names, tables and metadata, before a piece is read; each guess with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from domain import (
    DocumentKind,
    DossierFacts,
    DossierIntake,
    Guessed,
    PieceGuess,
    Procedure,
    Stage,
)
from domain.errors import DamagedFile
from domain.identity import slugify
from domain.labels import DOCUMENT_KINDS, procedure_label
from domain.territories import authority_departments, departments_of
from ingestion.cnig.attribute_tables import Row, read_table
from ingestion.cnig.dossier_files import METADATA, DossierFile, files_of, is_junk, why_no_piece
from ingestion.cnig.dossier_name import DossierName, read_dossier_name
from ingestion.cnig.metadata_file import DossierMetadata, read_metadata
from ingestion.cnig.standard_pieces import guess_free_piece, guess_standard_piece, with_free_name
from ingestion.cnig.territory_names import bare_name, institution_of
from ingestion.cnig.urba_tables import approval_of, current_row, kind_of, read_procedure, stage_of
from ingestion.formats.types import format_of_extension
from languages import PieceNames

_INSEE = re.compile(r"\d{5}|2[AB]\d{3}")
_FILE_PROCEDURE = re.compile(
    r"_(?:delib_\w+?|avis_\w+?|decision_\w+?|rapport|arrete_\w+?)_(?P<proc>(?:MEC|MAJ|MS|RA|RS|E|R|M)\d*)_(?:rnt_)?(?:\d{1,3}_)?\d{8}",
    re.IGNORECASE,
)
_PLAN_OF = re.compile(
    r"^(?:scot|plui?|sch[ée]ma de coh[ée]rence territoriale)\s+(?:du|de la|de l[’']|des|de|d[’'])\s*", re.IGNORECASE
)
#: Of how many files left aside the names are told.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Sources:
    """What was read of a dossier."""

    name: DossierName | None
    rows: Sequence[Row]
    communes: Sequence[Row]
    metadata: DossierMetadata | None
    titles: Mapping[str, str]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What intake made of a dossier, its guesses by path, and the files that it looked at, which may be gone since.

    ``tables`` are the tables of the standard that are there, by name; « métadonnées » is the INSPIRE file.
    """

    intake: DossierIntake
    pieces: Mapping[Path, PieceGuess]
    files: Sequence[DossierFile]
    tables: frozenset[str]
    projection: int | None = None


def take_in(roots: Sequence[tuple[str, Path]], names: PieceNames | None = None) -> TakenIn:
    """What these folders, archives (unpacked) and files tell of the dossier that they hold.

    Args:
        roots: (name as it was sent, place on the disk), an archive by its own name and the folder of its content.
        names: How pieces are called where no standard names them; None leaves those to their first pages.
    """
    files = files_of(roots)
    sources = _read(roots, files)
    is_standard = sources.name is not None or bool(sources.rows)
    readable = [file for file in files if format_of_extension(file.suffix) and why_no_piece(file.path) is None]
    # Folders that hold all pieces are those of the dossier: « consultation des PPA » says nothing of a piece.
    shared = takewhile(lambda names: len(set(names)) == 1, zip(*(file.folders for file in readable), strict=False))
    wrapping = sum(1 for _ in shared)
    pieces = {
        file.path: guess for file in readable if (guess := _guess(file, wrapping, sources.titles, names)) is not None
    }
    facts = _facts(sources, tuple(pieces.values()), files) if is_standard else DossierFacts()
    intake = DossierIntake(facts, tuple(pieces.values()), (), (*sources.remarks, *_junk(files)), is_standard)
    return TakenIn(intake, pieces, files, _tables(files), sources.metadata.projection if sources.metadata else None)


def _tables(files: Sequence[DossierFile]) -> frozenset[str]:
    names = ("DOC_URBA", "DOC_URBA_COM", "ZONE_URBA", "PERIMETRE_SCOT")
    found = {name for name in names for file in files if file.table(name)}
    if any(file.suffix == ".xml" and why_no_piece(file.path) == METADATA for file in files):
        found.add("métadonnées")
    return frozenset(found)


def _guess(file: DossierFile, wrapping: int, titles: Mapping[str, str], names: PieceNames | None) -> PieceGuess | None:
    guess = guess_standard_piece(file.folders, file.name, titles)
    free = guess_free_piece(file.folders[wrapping:], file.name, names) if names is not None else None
    return with_free_name(guess, free)


def _read(roots: Sequence[tuple[str, Path]], files: Sequence[DossierFile]) -> _Sources:
    remarks: list[str] = []

    def rows(name: str) -> list[Row]:
        found: list[Row] = []
        for file in files:
            if file.suffix in (".csv", ".dbf") and file.table(name) and not is_junk(file.name):
                try:
                    found += read_table(file.path)
                except DamagedFile as error:
                    remarks.append(f"{file.name} : {error.message}")
        return found

    names = [name for name, _ in roots] + [part for file in files for part in file.folders[1:]]
    metadata = None
    for file in files:
        if file.suffix == ".xml" and metadata is None:
            try:
                metadata = read_metadata(file.path)
            except DamagedFile as error:
                remarks.append(f"{file.name} : {error.message}")
    urba = rows("DOC_URBA")
    name = read_dossier_name([*names, *(row.get("IDURBA", "") for row in urba)])
    titles = {
        row["FICHIER"].lower(): row["TITRE"]
        for row in rows("titres_pieces_ecrites")
        if row.get("FICHIER") and row.get("TITRE")
    }
    return _Sources(name, urba, rows("DOC_URBA_COM"), metadata, titles, tuple(remarks))


def _facts(sources: _Sources, pieces: Sequence[PieceGuess], files: Sequence[DossierFile]) -> DossierFacts:
    name = sources.name
    row = current_row(sources.rows, name.text if name else None)
    said_by_name = f"nom du dossier « {name.text} »" if name else ""
    authority = _authority(name, row)
    kind = kind_of(row, authority.value if authority else None) if row else None
    if name is not None and (kind is None or name.kind is DocumentKind.PLUI):
        kind = Guessed(name.kind, said_by_name)
    stage = (stage_of(row) if row else None) or _stage_of_pieces(files)
    procedure, number = _procedure(row, files)
    day = approval_of(row) if row else None
    if day is None and name is not None and name.day is not None:
        day = Guessed(name.day, said_by_name)
    identifier = row.get("IDURBA") if row else None
    codes = tuple(
        sorted({one["INSEE"].upper() for one in sources.communes if _INSEE.fullmatch(one.get("INSEE", "").upper())})
    )
    communes = Guessed(codes, f"{len(codes)} ligne(s) de la table DOC_URBA_COM") if codes else None
    if communes is None and authority is not None and _INSEE.fullmatch(authority.value):
        communes = Guessed((authority.value,), authority.reason)
    departments = None
    known = departments_of(communes.value) if communes else ()
    if not known and authority is not None and (codes := authority_departments(authority.value)):
        departments = Guessed(codes, f"siège de la collectivité, d’après son SIREN {authority.value}")
    territory = _territory(sources, row)
    facts = DossierFacts(
        kind=kind,
        territory=territory,
        stage=stage,
        procedure=procedure,
        procedure_number=number,
        day=day,
        identifier=Guessed(identifier, "IDURBA de la table DOC_URBA")
        if identifier
        else (Guessed(name.text, said_by_name) if name else None),
        authority=authority,
        communes=communes,
        departments=departments,
        standard=_standard(sources, pieces),
    )
    return named(facts, plan_code=name.plan if name else None)


def named(facts: DossierFacts, plan_code: str | None = None) -> DossierFacts:
    """The facts with the title and the slugs that they make.

    The slug of a version holds its code and date: it is the same whenever the dossier is sent, and no other's.
    """
    if facts.kind is None:
        return facts
    label = DOCUMENT_KINDS[facts.kind.value]
    code = facts.authority.value if facts.authority else None
    place = bare_name(facts.territory.value) if facts.territory else code
    if place is None:
        return facts
    title = f"{label} {place}"
    if facts.procedure is not None and facts.procedure.value.is_partial:
        number = facts.procedure_number.value if facts.procedure_number else None
        title += f", {procedure_label(facts.procedure.value, number)}"
    plan = slugify(" ".join(part for part in (label, code or place, plan_code) if part))
    day = f"{facts.day.value:%Y%m%d}" if facts.day else ""
    slug = slugify(f"{label} {place} {day or ''} {plan_code or ''}")
    reason = facts.territory.reason if facts.territory else (facts.authority.reason if facts.authority else "")
    return replace(
        facts,
        title=Guessed(title, reason),
        plan=Guessed(plan, "code de la collectivité et nature du plan"),
        slug=Guessed(slug, "nature, territoire et date"),
    )


def _authority(name: DossierName | None, row: Row | None) -> Guessed[str] | None:
    siren = row.get("SIREN", "") if row else ""
    if re.fullmatch(r"\d{9}", siren):
        return Guessed(siren, "SIREN de la table DOC_URBA")
    return Guessed(name.code, f"nom du dossier « {name.text} »") if name else None


def _territory(sources: _Sources, row: Row | None) -> Guessed[str] | None:
    if row and row.get("NOM"):
        return Guessed(_without_kind(row["NOM"]), "NOM de la table DOC_URBA")
    metadata = sources.metadata
    if metadata is None:
        return None
    institution = institution_of(metadata.organisation)
    title = bare_name(metadata.title) if metadata.title else None
    if institution and not institution.lower().startswith(("mairie", "ville", "commune ")):
        return Guessed(institution, "organisme des métadonnées INSPIRE")
    if title:
        return Guessed(title, "titre des métadonnées INSPIRE")
    return Guessed(bare_name(institution), "organisme des métadonnées INSPIRE") if institution else None


def _without_kind(text: str) -> str:
    """« PETR Cœur des Hauts » for « SCOT du PETR Cœur des Hauts »."""
    return _PLAN_OF.sub("", text)


def _stage_of_pieces(files: Sequence[DossierFile]) -> Guessed[Stage] | None:
    """The stage that the deliberations of the procedure tell, the last one first."""
    names = [file.path.stem.lower() for file in files]
    approved = next((name for name in names if "delib_approbation" in name), None)
    if approved:
        return Guessed(Stage.APPROUVE, f"pièce « {approved} »")
    decided = next((name for name in names if "delib_arret" in name), None)
    return Guessed(Stage.ARRETE, f"pièce « {decided} », sans délibération d’approbation") if decided else None


def _procedure(row: Row | None, files: Sequence[DossierFile]) -> tuple[Guessed[Procedure] | None, Guessed[int] | None]:
    read = read_procedure(row.get("NOMPROC", "")) if row else None
    reason = f"NOMPROC = {row['NOMPROC']} dans la table DOC_URBA" if row and read else ""
    if read is None:
        match = next((found for file in files if (found := _FILE_PROCEDURE.search(f"{file.path.stem}"))), None)
        read = read_procedure(match["proc"]) if match else None
        reason = f"NOMPROC = {match['proc']} dans le nom des pièces" if match else ""
    if read is None:
        return None, None
    procedure, number = read
    return Guessed(procedure, reason), None if number is None else Guessed(number, reason)


def _standard(sources: _Sources, pieces: Sequence[PieceGuess]) -> Guessed[str] | None:
    if sources.metadata is not None and sources.metadata.standard:
        return Guessed(sources.metadata.standard, "métadonnées INSPIRE")
    if not pieces and not sources.rows:
        return None
    return Guessed("CNIG", "noms des tables et des pièces")


def _junk(files: Sequence[DossierFile]) -> list[str]:
    """Files that systems leave behind, told once."""
    names = [file.name for file in files if is_junk(file.name)]
    if not names:
        return []
    shown = ", ".join(dict.fromkeys(names[:_NAMED]))
    return [f"{len(names)} fichier(s) laissé(s) par le système, écarté(s) : {shown}."]
