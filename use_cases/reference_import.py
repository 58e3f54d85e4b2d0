"""A reference base -> an installation: documents, cited pages, answers, decisions and passages come back."""

from __future__ import annotations

import csv
import io
import json
import math
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from corpus import Corpus
from corpus.reference_store import (
    KeptDocument,
    KeptPage,
    KeptPiece,
    KeptRun,
    Restored,
    RestoredAnswer,
)
from domain import Citation, Comparator, Decision, DecisionEvidence, Review, ReviewAct, Value, Verdict
from domain.answer_codec import decode_answer
from domain.errors import DamagedFile, MissingPath
from domain.json_types import JsonObject
from domain.practices import GoodPractice
from exports.reference_files import DESCRIPTOR
from exports.reference_tables import (
    ADDED_LATER,
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    PERIMETERS,
    TABLES,
    WHOLE,
    Cell,
    ReferenceTable,
)
from use_cases.reference_base import EVALUATION

_LARGEST = 2**31
"""Bytes of one table of an archive, at most: more is not ours."""
Line = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class RestoredCounts:
    """What an import brought."""

    documents: int
    answers: int
    decisions: int
    practices: int


class ReferenceImport:
    """Brings bases back."""

    def __init__(self, corpus: Corpus):
        self._corpus = corpus

    def restore(self, path: Path) -> RestoredCounts:
        """Import a base (data package in a ZIP, or SQLite), whole or not at all.

        The texts of pages that nothing cites are not in a base: the documents can be looked at and exported, and are
        read again, pieces in hand, to be searched.

        Raises:
            MissingPath: there is no such file.
            DamagedFile: it is no reference base.
            UsageError: one of its documents is already there.
        """
        if not path.is_file():
            raise MissingPath("Ce fichier n'existe pas.", where=str(path), remedy="Vérifiez le chemin donné.")
        tables = _read(path)
        try:
            content = _restored(tables)
        except (KeyError, ValueError, TypeError) as error:
            raise _damaged(path, str(error)) from error
        self._corpus.reference.restore(content, EVALUATION)
        return RestoredCounts(
            len(content.documents), len(content.answers), len(content.reviews), len(content.practices)
        )


def _damaged(path: Path, why: str) -> DamagedFile:
    return DamagedFile(
        f"ce n'est pas une base de référence qui puisse être importée ({why}).",
        where=str(path),
        remedy="Donnez un fichier écrit par « biollm export --format datapackage » ou « --format sqlite ».",
    )


def _read(path: Path) -> dict[str, list[Line]]:
    content = path.read_bytes()
    try:
        if content.startswith(b"SQLite format 3"):
            return _read_sqlite(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.getinfo(DESCRIPTOR)
            return {table.name: list(_read_csv(archive, table)) for table in TABLES}
    except (zipfile.BadZipFile, KeyError, ValueError, sqlite3.DatabaseError, csv.Error) as error:
        raise _damaged(path, str(error)) from error


def _read_csv(archive: zipfile.ZipFile, table: ReferenceTable) -> Iterator[Line]:
    name = f"data/{table.name}.csv"
    if table.name in ADDED_LATER and name not in archive.namelist():
        return
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(f"{name} : trop grand")
    csv.field_size_limit(2**30)
    with archive.open(name) as held:
        reader = csv.reader(io.TextIOWrapper(held, "utf-8", newline=""))
        header = next(reader, [])
        if tuple(header) != table.columns:
            raise ValueError(f"{name} : colonnes inattendues")
        for row in reader:
            yield _line(table, row)


def _read_sqlite(content: bytes) -> dict[str, list[Line]]:
    with tempfile.TemporaryDirectory(prefix="biollm-") as folder:
        held = Path(folder) / "base.sqlite"
        held.write_bytes(content)
        connection = sqlite3.connect(held)
        try:
            found: dict[str, list[Line]] = {}
            here = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in TABLES:
                if table.name in ADDED_LATER and table.name not in here:
                    found[table.name] = []
                    continue
                columns = ", ".join(f'"{name}"' for name in table.columns)
                rows = connection.execute(f'SELECT {columns} FROM "{table.name}"')  # names are ours
                found[table.name] = [_line(table, ["" if one is None else str(one) for one in row]) for row in rows]
            return found
        finally:
            connection.close()


def _line(table: ReferenceTable, row: list[str]) -> Line:
    return {one.name: _cell(one.type, text) for one, text in zip(table.fields, row, strict=True)}


def _cell(kind: str, text: str) -> Cell:
    if text == "":
        return None
    if kind == WHOLE:
        return int(text)
    if kind == NUMBER:
        if not math.isfinite(number := float(text)):  # « 1e999 »: no amount, and no JSON
            raise ValueError(f"{text} n'est pas un nombre")
        return number
    if kind == FLAG:
        return text in ("true", "1")
    if kind == MOMENT:
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if kind == DAY else text


# --- Lines -> what is put back ------------------------------------------------------------------


def _restored(tables: Mapping[str, list[Line]]) -> Restored:
    citations = _by_owner(tables["citations"])
    values = _by_owner(tables["valeurs"])
    answered = [line for line in tables["reponses"] if line["verdict_outil"] is not None]
    communes: dict[str, list[str]] = {}
    for line in tables["documents_communes"]:
        communes.setdefault(_text(line, "document_id"), []).append(_text(line, "code_insee"))
    ranks = {(line["document_id"], line["indicateur"]): rank for rank, line in enumerate(answered)}
    return Restored(
        documents=tuple(_document(line, communes) for line in tables["documents"]),
        pieces=tuple(_piece(line) for line in tables["pieces"]),
        pages=tuple(_page(line) for line in tables["pages"]),
        answers=tuple(_answer(line, citations, values) for line in answered),
        reviews=tuple(_reviews(tables["decisions"], citations, values, ranks)),
        practices=tuple(_practice(number, line) for number, line in enumerate(tables["bonnes_pratiques"])),
        runs=tuple(_run(line) for line in tables["evaluations"]),
        perimeters=tuple(_perimeter(line) for line in tables[PERIMETERS.name]),
    )


def _by_owner(lines: list[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(str(line["reponse_id"] or line["decision_id"]), []).append(line)
    return found


def _text(line: Line, name: str) -> str:
    value = line[name]
    return "" if value is None else str(value)


def _maybe(line: Line, name: str) -> str | None:
    value = line[name]
    return None if value is None else str(value)


def _whole(line: Line, name: str) -> int:
    value = line[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} : {value!r}")
    return value


def _count(line: Line, name: str) -> int | None:
    return None if line[name] is None else _whole(line, name)


def _number(line: Line, name: str) -> float | None:
    value = line[name]
    return float(value) if isinstance(value, int | float) else None


def _moment(line: Line, name: str) -> datetime:
    value = line[name]
    if not isinstance(value, datetime):
        raise TypeError(f"{name} : {value!r}")
    return value


def _object(line: Line, name: str) -> JsonObject:
    found = json.loads(_text(line, name) or "{}")
    if not isinstance(found, dict):
        raise TypeError(f"{name} : un objet est attendu")
    return found


def _list(line: Line, name: str) -> tuple[str, ...]:
    return tuple(str(one) for one in json.loads(_text(line, name) or "[]"))


def _perimeter(line: Line) -> tuple[str, str]:
    if _object(line, "geometrie").get("type") not in ("Polygon", "MultiPolygon"):
        raise ValueError("perimetres : une géométrie GeoJSON est attendue")
    return _text(line, "document_id"), _text(line, "geometrie")


def _document(line: Line, communes: Mapping[str, list[str]]) -> KeptDocument:
    day = line["datappro"]
    return KeptDocument(
        slug=_text(line, "document_id"),
        title=_text(line, "titre"),
        kind=_maybe(line, "typedoc"),
        territory=_maybe(line, "territoire"),
        stage=_maybe(line, "etat"),
        date=day if isinstance(day, date) else None,
        plan=_maybe(line, "plan_id"),
        version=_maybe(line, "nomproc"),
        procedure=_maybe(line, "procedure"),
        procedure_number=_count(line, "procedure_numero"),
        scope=_maybe(line, "portee"),
        identifier=_maybe(line, "idurba"),
        authority=_maybe(line, "siren_porteur"),
        communes=tuple(communes.get(_text(line, "document_id"), ())),
        created_at=_moment(line, "cree_le"),
    )


def _piece(line: Line) -> KeptPiece:
    return KeptPiece(
        document=_text(line, "document_id"),
        name=_text(line, "piece"),
        filename=_text(line, "fichier"),
        kind=_text(line, "nature"),
        sha256=_text(line, "sha256"),
        size=_whole(line, "taille"),
        media_type=_text(line, "type_mime"),
        position=_whole(line, "rang"),
        reader=_text(line, "lecteur"),
        warnings=_list(line, "avertissements"),
    )


def _page(line: Line) -> KeptPage:
    return KeptPage(
        document=_text(line, "document_id"),
        piece=_text(line, "piece"),
        ordinal=_whole(line, "rang"),
        number=_count(line, "page"),
        label=_maybe(line, "page_imprimee"),
        status=_text(line, "etat"),
        kind=_text(line, "nature"),
        text=_maybe(line, "texte"),
    )


def _answer(line: Line, citations: Mapping[str, list[Line]], values: Mapping[str, list[Line]]) -> RestoredAnswer:
    identifier = _text(line, "reponse_id")
    stored = {
        "document": _text(line, "document_id"),
        "indicator": _text(line, "indicateur"),
        "question": None,
        "verdict": _text(line, "verdict_outil"),
        "rationale": _text(line, "justification_outil"),
        "values": [],
        "citations": [],
        "searched": _object(line, "cherche"),
        "warnings": json.loads(_text(line, "codes_avertissements") or "[]"),
        "llm": _text(line, "modele"),
        "seconds": _number(line, "secondes") or 0.0,
        "record": _object(line, "provenance"),
    }
    answer = replace(
        decode_answer(stored),
        values=tuple(_value(one) for one in values.get(identifier, ())),
        citations=tuple(_citation(one) for one in citations.get(identifier, ())),
    )
    return RestoredAnswer(answer, _text(line, "cle"), _moment(line, "repondu_le"))


def _citation(line: Line) -> Citation:
    return Citation(
        piece=_text(line, "piece"),
        page=_count(line, "page"),
        label=_maybe(line, "page_imprimee"),
        quote=_text(line, "citation"),
        ordinal=_whole(line, "rang_page"),
        start=_whole(line, "debut"),
        end=_whole(line, "fin"),
        document=_text(line, "document_cite"),
        confidence=_number(line, "confiance"),
    )


def _value(line: Line) -> Value:
    comparator = _maybe(line, "comparateur")
    return Value(
        value=_number(line, "nombre") or 0.0,
        unit=_maybe(line, "unite"),
        label=_maybe(line, "libelle"),
        piece=_text(line, "piece"),
        page=_count(line, "page"),
        document=_text(line, "document_cite"),
        quote=_maybe(line, "citation"),
        ordinal=_count(line, "rang_page"),
        start=_count(line, "debut"),
        end=_count(line, "fin"),
        subject=_maybe(line, "objet"),
        zone=_maybe(line, "zone"),
        condition=_maybe(line, "condition"),
        comparator=Comparator(comparator) if comparator else None,
    )


def _reviews(
    lines: list[Line],
    citations: Mapping[str, list[Line]],
    values: Mapping[str, list[Line]],
    answers: Mapping[tuple[Cell, Cell], int],
) -> Iterator[Review]:
    numbers = {_text(line, "decision_id"): number for number, line in enumerate(lines)}
    for line in lines:
        identifier = _text(line, "decision_id")
        verdict, tool = _maybe(line, "verdict"), _maybe(line, "verdict_outil")
        yield Review(
            id=numbers[identifier],
            document=_text(line, "document_id"),
            indicator=_text(line, "indicateur"),
            answer=answers.get((line["document_id"], line["indicateur"])),
            reviewer=_text(line, "relecteur"),
            act=ReviewAct(_text(line, "acte")),
            decision=Decision(_text(line, "decision")),
            verdict=Verdict(verdict) if verdict else None,
            tool_verdict=Verdict(tool) if tool else None,
            values=tuple(_value(one) for one in values.get(identifier, ())),
            evidence=tuple(
                DecisionEvidence(_citation(one), _whole(one, "pertinence")) for one in citations.get(identifier, ())
            ),
            comment=_maybe(line, "commentaire"),
            seconds=_number(line, "secondes"),
            replaces=numbers.get(_text(line, "remplace")),
            restores=numbers.get(_text(line, "restaure")),
            current=bool(line["courante"]),
            created_at=_moment(line, "decide_le"),
        )


def _practice(number: int, line: Line) -> GoodPractice:
    return GoodPractice(
        number=number,
        document=_text(line, "document_id"),
        indicator=_maybe(line, "indicateur"),
        piece=_text(line, "piece"),
        ordinal=_whole(line, "rang_page"),
        page=_count(line, "page"),
        label=_maybe(line, "page_imprimee"),
        quote=_text(line, "citation"),
        title=_text(line, "titre"),
        theme=_text(line, "theme"),
        tags=_list(line, "etiquettes"),
        note=_text(line, "note"),
        tool=_text(line, "outil"),
        person=_text(line, "personne"),
        created_at=_moment(line, "retenue_le"),
    )


def _run(line: Line) -> KeptRun:
    ended = line["finie_le"]
    return KeptRun(
        id=_text(line, "evaluation_id"),
        started_at=_moment(line, "faite_le"),
        finished_at=ended if isinstance(ended, datetime) else None,
        parameters=_object(line, "parametres"),
        figures=_object(line, "chiffres") if line["chiffres"] is not None else None,
    )
