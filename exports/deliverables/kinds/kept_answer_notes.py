"""Answers to free questions that people kept: what was asked, what the tool answered, the quotes with their pages."""

from __future__ import annotations

from collections.abc import Sequence

from domain import Citation, DecisionStanding, Verdict
from domain.kept_answers import KeptQuote, PlacedAnswer
from domain.whole_quotes import whole_quote
from exports.deliverable_blocks import (
    Blank,
    Block,
    Bullets,
    DeliverablePart,
    Heading,
    Paragraph,
    Quotation,
    Written,
)
from exports.deliverables.common_parts import limits_part
from exports.deliverables.material import Material
from exports.deliverables.registry_of_kinds import DeliverableKind, Need
from exports.file_text import cited_place, day, many, model_text

TO_WRITE = ("ce que le service retient de ces réponses",)
NOT_REVIEWED = "Réponse de l'outil, NON RELUE comme une case de la grille."


def written(material: Material) -> Written:
    """One chapter a question, in the order in which they were kept."""
    blocks = [block for one in material.kept_answers for block in _blocks(material, one)]
    models = sorted({model_text(one.kept.answer.llm) for one in material.kept_answers})
    method = DeliverablePart("methode", "Comment ces réponses sont faites", (Bullets((
        f"Réponses de l'outil : {', '.join(models)}. Chaque citation est recopiée mot pour mot du dossier.",
        "Une personne a gardé chacune de ces réponses ; elle l'a jugée utile ou non, et n'en a pas fait un verdict.",
        "Les pages sont celles d'aujourd'hui. Si les mots ont changé de page ou disparu depuis la réponse, c'est dit.",
        "« Non trouvé » : rien, dans les passages lus, ne répond ; ce n'est pas une preuve d'absence.",
    )),), required=True)  # fmt: skip
    parts = [
        DeliverablePart("reponses", "Questions et réponses", tuple(blocks)),
        DeliverablePart("suites", "Ce que le service en retient", tuple(Blank(one, 4) for one in TO_WRITE)),
        method,
        limits_part(),
    ]
    return Written("Réponses gardées", material.export.title, material.made, tuple(parts))


def _blocks(material: Material, one: PlacedAnswer) -> list[Block]:
    kept, answer = one.kept, one.kept.answer
    worth = {True: ", jugée utile", False: ", jugée pas utile", None: ""}[kept.useful]
    by = f" par {kept.person}" if kept.person else ""
    named = ", ".join(material.title_of(slug) for slug in kept.documents)
    blocks: list[Block] = [
        Heading(kept.text),
        Paragraph(f"{named}. Gardée{by}, le {day(kept.created_at)}{worth}. {NOT_REVIEWED}", note=True),
        Paragraph(_said(one)),
    ]
    blocks += [_quotation(material, quote, numbers) for quote, numbers in one.quotes_once]
    if answer.warnings:
        blocks.append(Bullets(tuple(f"Avertissement : {warning.sentence}" for warning in answer.warnings)))
    if kept.note:
        blocks.append(Paragraph(f"Note : {kept.note}"))
    return blocks


def _said(one: PlacedAnswer) -> str:
    answer = one.kept.answer
    if answer.verdict is not Verdict.NON:
        return answer.rationale
    searched = many(answer.searched.passages, "passage lu", "passages lus")
    return f"{answer.rationale or 'Non trouvé.'} ({searched})"


def _quotation(material: Material, quote: KeptQuote, numbers: Sequence[int]) -> Quotation:
    """A quote under the numbers by which the answer refers to it, as it stands today."""
    shown = quote.today or quote.cited
    marks = "".join(f"[{number}]" for number in numbers)
    source = f"{marks} {material.title_of(quote.document)}, {_place(material, quote.document, shown)}"
    status = ""
    if quote.standing is DecisionStanding.EVIDENCE_GONE:
        status = "ces mots ne sont plus dans le dossier"
    elif quote.standing is DecisionStanding.EVIDENCE_MOVED:
        status = f"{_place(material, quote.document, quote.cited)} quand la réponse a été donnée"
    href = material.link(quote.today, quote.document) if quote.today else None
    return Quotation(whole_quote(quote.cited), source, href, status, established=False)


def _place(material: Material, slug: str, citation: Citation) -> str:
    return cited_place(material.piece_text(slug, citation.piece), citation)


KIND = DeliverableKind(
    "reponses-gardees",
    "Réponses gardées",
    "Les réponses à des questions libres que des personnes ont gardées, avec leurs citations et leurs pages.",
    ("reponses", "suites", "methode", "limites"),
    55,
    written=written,
    need=Need.KEPT_ANSWERS,
    blanks=TO_WRITE,
)
