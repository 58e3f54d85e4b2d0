"""Practical analysis grid: what to look for, where, what counts, what only looks like it; and a workbook to fill in."""

from __future__ import annotations

from domain import Cell, Citation, DocumentKind, Verdict
from domain.labels import PIECE_KINDS
from domain.whole_quotes import whole_quote
from exports.contents import ExportedDocument
from exports.deliverable_blocks import (
    Blank,
    Block,
    DataTable,
    DeliverablePart,
    Heading,
    Linked,
    Paragraph,
    TableText,
    Written,
)
from exports.deliverables.common_parts import limits_part, method_part
from exports.deliverables.material import Material, is_established, themes_of
from exports.deliverables.registry_of_kinds import DeliverableKind
from exports.deliverables.wording import is_prose, quotation
from indicator_queries import Indicator

NONE_YET = "Aucun exemple établi par une personne dans les documents choisis."


def written(material: Material) -> Written:
    """One part a theme."""
    parts = [DeliverablePart("mode-emploi", "Mode d'emploi", (
        Paragraph("Pour chaque indicateur : la question, où chercher, ce qui compte et ce qui y ressemble, un exemple "
                  "retenu et un exemple écarté tirés de cases relues, et les textes. Le classeur Excel du même nom se "
                  "remplit à la main et s'importe comme référence."),
        Blank("seuils et consignes propres au service", 2),
    ))]  # fmt: skip
    blocks: list[Block] = []
    for theme, indicators in themes_of(material.grid).items():
        for number, one in enumerate(indicators):
            blocks += _indicator(material, one, theme if number == 0 else "")
    parts += [DeliverablePart("indicateurs", "Indicateurs", tuple(blocks)), method_part(material), limits_part()]
    return Written(
        "Grille pratique d'aide à l'analyse", f"{material.grid.title}, version {material.grid.version}",
        material.made, tuple(parts),
    )  # fmt: skip


def _indicator(material: Material, one: Indicator, theme: str) -> list[Block]:
    """A heading and one table, the question first: an indicator is seen at a glance."""
    rubric = one.rubric
    rows: list[tuple[TableText, TableText]] = [
        ("Question", one.question), ("Oui", rubric.oui), ("Partiel", rubric.partiel), ("Non", rubric.non)
    ]  # fmt: skip
    if rubric.sans_objet:
        rows.append(("Sans objet", rubric.sans_objet))
    if rubric.criteria:
        rows.append(("Critères à vérifier", "\n".join(f"☐ {criterion.question}" for criterion in rubric.criteria)))
    rows += _where(one)
    rows += _examples(material, one)
    if one.legal_basis:
        rows.append(("Textes, à revérifier", " ; ".join(one.legal_basis)))
    heading = Heading(f"{one.code} {one.name}")
    about = [Paragraph(f"Thème : {theme}", note=True)] if theme else []
    return [
        heading,
        *about,
        DataTable(f"{one.code}, aide à l'analyse", ("Rubrique", "Contenu"), tuple(rows), (1, 5.6), small=True),
    ]


def _where(one: Indicator) -> list[tuple[TableText, TableText]]:
    rows: list[tuple[TableText, TableText]] = []
    found = []
    for kinds, said in (((DocumentKind.SCOT,), "SCoT"), ((DocumentKind.PLU, DocumentKind.PLUI), "PLU(i)")):
        own = [PIECE_KINDS[kind] for kind in one.where if _belongs(kind.value, said)]
        lines = [f"{', '.join(own)}."] if own else []
        lines += list(dict.fromkeys(text for kind, text in one.by_kind.items() if kind in kinds))
        if lines:
            found.append(f"{said} : {' '.join(lines)}")
    if found:
        rows.append(("Où chercher", "\n".join(found)))
    if one.definition:
        rows.append(("Ce qui compte", one.definition))
    unlike = [text for criterion in one.rubric.criteria if criterion.examples for text in criterion.examples.near_miss]
    if unlike:
        rows.append(("Y ressemble sans compter", "\n".join(f"« {text} »" for text in unlike[:2])))
    return rows


def _belongs(piece: str, said: str) -> bool:
    only = {"doo": "SCoT", "pas": "SCoT", "padd": "PLU(i)", "oap": "PLU(i)", "reglement": "PLU(i)"}
    return only.get(piece, said) == said


def _examples(material: Material, one: Indicator) -> list[tuple[TableText, TableText]]:
    kept, refused = _example(material, one), _refused(material, one)
    if kept is None and refused is None:
        return [("Exemples", NONE_YET)]
    return [("Exemple retenu", kept or NONE_YET), ("Exemple écarté", refused or NONE_YET)]


def _example(material: Material, one: Indicator) -> TableText | None:
    """A decisive quote of a length that is read, not scrolled past; the same documents give the same one."""
    found = []
    for document, cell in material.of_indicator(one.code):
        if not is_established(cell) or cell.verdict is not Verdict.OUI or cell.decision is None:
            continue
        weights = {evidence.citation.quote: evidence.pertinence for evidence in cell.decision.evidence}
        for citation in cell.citations:
            said = whole_quote(citation)
            length = len(said)
            fits = 90 <= length <= 380
            found.append(
                (
                    not fits,
                    not is_prose(said),
                    -weights.get(citation.quote, 0),
                    abs(length - 220),
                    document,
                    cell,
                    citation,
                )
            )
    if not found:
        return None
    *_, document, cell, citation = min(found, key=lambda item: (*item[:4], item[4].info.slug))
    return _said(material, document, cell, citation)


def _refused(material: Material, one: Indicator) -> TableText | None:
    """A quote that the tool gave and a correction left out."""
    for document, cell in material.of_indicator(one.code):
        left_out = _left_out(cell)
        if left_out is not None:
            why = f"Écarté : {cell.comment}" if cell.comment else "Écarté, sans commentaire"
            return _said(material, document, cell, left_out, why)
    return None


def _said(material: Material, document: ExportedDocument, cell: Cell, citation: Citation, why: str = "") -> TableText:
    quote = quotation(material, document, cell, citation)
    after = f", {quote.status}" + (f". {why}" if why else "")
    before = f"« {quote.text} » – "
    if quote.href is None:
        return before + quote.source + after
    return Linked(quote.source + after, quote.href, before)


def _left_out(cell: Cell) -> Citation | None:
    if not is_established(cell) or cell.answer is None or cell.decision is None:
        return None
    kept = {one.quote for one in cell.citations}
    return next((one for one in cell.answer.citations if one.quote not in kept and cell.citations), None)


def book(material: Material) -> bytes:
    """The workbook of a manual annotation: filled in, it imports back as a reference."""
    assert material.fill_in is not None, "whoever gathers the material gives it"
    return material.fill_in()


KIND = DeliverableKind(
    "grille-pratique",
    "Grille pratique d'analyse",
    "Ce qu'il faut chercher, où, ce qui compte et ce qui y ressemble ; un classeur à remplir à la main.",
    ("mode-emploi", "indicateurs", "methode", "limites"),
    20,
    written=written,
    book=book,
    blanks=("seuils et consignes du service",),
)
