"""The lines of a reference base -> the documents, pages, answers, decisions and passages to put back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from corpus.reference_store import KeptDocument, KeptPage, KeptPiece, KeptRun, Restored, RestoredAnswer
from domain import Citation, Comparator, Decision, DecisionEvidence, Review, ReviewAct, Value, Verdict
from domain.answer_codec import decode_answer, decode_part
from domain.practices import GoodPractice
from exports.reference_shapes import Cell
from use_cases.reference_lines import TableLine
from use_cases.reference_places import RestoredPlaces, restored_places


def restored_content(tables: Mapping[str, list[TableLine]]) -> Restored:
    """What the lines of a base say, as the corpus takes it.

    Raises:
        KeyError, ValueError, TypeError: a line holds what no export writes.
    """
    citations = _by_owner(tables["citations"])
    values = _by_owner(tables["valeurs"])
    answered = [line for line in tables["reponses"] if line["verdict_outil"] is not None]
    places = restored_places(tables)
    ranks = {(line["document_id"], line["indicateur"]): rank for rank, line in enumerate(answered)}
    return Restored(
        documents=tuple(_document(line, places) for line in tables["documents"]),
        pieces=tuple(_piece(line) for line in tables["pieces"]),
        pages=tuple(_page(line) for line in tables["pages"]),
        answers=tuple(_answer(line, citations, values) for line in answered),
        reviews=tuple(_reviews(tables["decisions"], citations, values, ranks)),
        practices=tuple(_practice(number, line) for number, line in enumerate(tables["bonnes_pratiques"])),
        runs=tuple(_run(line) for line in tables["evaluations"]),
        geographies=tuple(places.geographies.items()),
    )


def _by_owner(lines: list[TableLine]) -> dict[str, list[TableLine]]:
    found: dict[str, list[TableLine]] = {}
    for line in lines:
        found.setdefault(str(line["reponse_id"] or line["decision_id"]), []).append(line)
    return found


def _document(line: TableLine, places: RestoredPlaces) -> KeptDocument:
    day = line["datappro"]
    return KeptDocument(
        slug=line.text("document_id"),
        title=line.text("titre"),
        kind=line.text_or_none("typedoc"),
        territory=line.text_or_none("territoire"),
        stage=line.text_or_none("etat"),
        date=day if isinstance(day, date) else None,
        plan=line.text_or_none("plan_id"),
        version=line.text_or_none("nomproc"),
        procedure=line.text_or_none("procedure"),
        procedure_number=line.whole_or_none("procedure_numero"),
        scope=line.text_or_none("portee"),
        identifier=line.text_or_none("idurba"),
        authority=line.text_or_none("siren_porteur"),
        communes=places.communes.get(line.text("document_id"), ()),
        departments=places.departments.get(line.text("document_id"), ()),
        created_at=line.moment("cree_le"),
    )


def _piece(line: TableLine) -> KeptPiece:
    return KeptPiece(
        document=line.text("document_id"),
        name=line.text("piece"),
        filename=line.text("fichier"),
        kind=line.text("nature"),
        sha256=line.text("sha256"),
        size=line.whole("taille"),
        media_type=line.text("type_mime"),
        position=line.whole("rang"),
        reader=line.text("lecteur"),
        warnings=line.texts("avertissements"),
    )


def _page(line: TableLine) -> KeptPage:
    return KeptPage(
        document=line.text("document_id"),
        piece=line.text("piece"),
        ordinal=line.whole("rang"),
        number=line.whole_or_none("page"),
        label=line.text_or_none("page_imprimee"),
        status=line.text("etat"),
        kind=line.text("nature"),
        text=line.text_or_none("texte"),
    )


def _answer(
    line: TableLine, citations: Mapping[str, list[TableLine]], values: Mapping[str, list[TableLine]]
) -> RestoredAnswer:
    identifier = line.text("reponse_id")
    stored = {
        "document": line.text("document_id"),
        "indicator": line.text("indicateur"),
        "question": None,
        "verdict": line.text("verdict_outil"),
        "rationale": line.text("justification_outil"),
        "values": [],
        "citations": [],
        "searched": line.json_object("cherche"),
        "warnings": json.loads(line.text("codes_avertissements") or "[]"),
        "llm": line.text("modele"),
        "seconds": line.number("secondes") or 0.0,
        "record": line.json_object("provenance"),
    }
    answer = replace(
        decode_answer(stored),
        values=tuple(_value(one) for one in values.get(identifier, ())),
        citations=tuple(_citation(one) for one in citations.get(identifier, ())),
    )
    return RestoredAnswer(answer, line.text("cle"), line.moment("repondu_le"))


def _citation(line: TableLine) -> Citation:
    others = line.json_object("autres_parties")
    return Citation(
        piece=line.text("piece"),
        page=line.whole_or_none("page"),
        label=line.text_or_none("page_imprimee"),
        quote=line.text("citation"),
        ordinal=line.whole("rang_page"),
        start=line.whole("debut"),
        end=line.whole("fin"),
        document=line.text("document_cite"),
        confidence=line.number("confiance"),
        before=decode_part(others.get("before")),
        after=decode_part(others.get("after")),
    )


def _value(line: TableLine) -> Value:
    comparator = line.text_or_none("comparateur")
    return Value(
        value=line.number("nombre") or 0.0,
        unit=line.text_or_none("unite"),
        label=line.text_or_none("libelle"),
        piece=line.text("piece"),
        page=line.whole_or_none("page"),
        document=line.text("document_cite"),
        quote=line.text_or_none("citation"),
        ordinal=line.whole_or_none("rang_page"),
        start=line.whole_or_none("debut"),
        end=line.whole_or_none("fin"),
        subject=line.text_or_none("objet"),
        zone=line.text_or_none("zone"),
        condition=line.text_or_none("condition"),
        comparator=Comparator(comparator) if comparator else None,
    )


def _reviews(
    lines: list[TableLine],
    citations: Mapping[str, list[TableLine]],
    values: Mapping[str, list[TableLine]],
    answers: Mapping[tuple[Cell, Cell], int],
) -> Iterator[Review]:
    numbers = {line.text("decision_id"): number for number, line in enumerate(lines)}
    for line in lines:
        identifier = line.text("decision_id")
        verdict, tool = line.text_or_none("verdict"), line.text_or_none("verdict_outil")
        yield Review(
            id=numbers[identifier],
            document=line.text("document_id"),
            indicator=line.text("indicateur"),
            answer=answers.get((line["document_id"], line["indicateur"])),
            reviewer=line.text("relecteur"),
            act=ReviewAct(line.text("acte")),
            decision=Decision(line.text("decision")),
            verdict=Verdict(verdict) if verdict else None,
            tool_verdict=Verdict(tool) if tool else None,
            values=tuple(_value(one) for one in values.get(identifier, ())),
            evidence=tuple(
                DecisionEvidence(_citation(one), one.whole("pertinence")) for one in citations.get(identifier, ())
            ),
            comment=line.text_or_none("commentaire"),
            seconds=line.number("secondes"),
            replaces=numbers.get(line.text("remplace")),
            restores=numbers.get(line.text("restaure")),
            current=bool(line["courante"]),
            created_at=line.moment("decide_le"),
        )


def _practice(number: int, line: TableLine) -> GoodPractice:
    return GoodPractice(
        number=number,
        document=line.text("document_id"),
        indicator=line.text_or_none("indicateur"),
        piece=line.text("piece"),
        ordinal=line.whole("rang_page"),
        page=line.whole_or_none("page"),
        label=line.text_or_none("page_imprimee"),
        quote=line.text("citation"),
        title=line.text("titre"),
        theme=line.text("theme"),
        tags=line.texts("etiquettes"),
        note=line.text("note"),
        tool=line.text("outil"),
        person=line.text("personne"),
        created_at=line.moment("retenue_le"),
    )


def _run(line: TableLine) -> KeptRun:
    ended = line["finie_le"]
    return KeptRun(
        id=line.text("evaluation_id"),
        started_at=line.moment("faite_le"),
        finished_at=ended if isinstance(ended, datetime) else None,
        parameters=line.json_object("parametres"),
        figures=line.json_object("chiffres") if line["chiffres"] is not None else None,
    )
