"""Fiches de bonnes pratiques: passages that people picked and qualified, with the picture of the page."""

from __future__ import annotations

import textwrap

from domain.practices import GoodPractice
from exports.deliverable_blocks import Blank, Block, Bullets, DataTable, DeliverablePart, Picture, Quotation, Written
from exports.deliverables.common_parts import limits_part
from exports.deliverables.material import Material
from exports.deliverables.registry_of_kinds import DeliverableKind, Need
from exports.file_text import amount_text, day, place_text
from exports.markdown_file import front_matter, markdown_text
from exports.viewer_links import page_address

TO_WRITE = ("pourquoi c'est une bonne pratique pour le service, et à quelles conditions elle se transpose", "contact")


def written(material: Material) -> Written:
    """One part a passage."""
    parts = [
        DeliverablePart(f"fiche-{one.number}", one.title, tuple(_blocks(material, one)), new_page=True)
        for one in material.practices
    ]
    themes = ", ".join(dict.fromkeys(one.theme for one in material.practices if one.theme))
    method = DeliverablePart("methode", "Comment ces fiches sont faites", (Bullets((
        "Chaque passage a été choisi et qualifié par une personne, dont le nom et la date sont donnés.",
        "La citation est recopiée mot pour mot de la page indiquée.",
        "« Ce qui la rend opposable » est ce que la personne en dit : à vérifier par le service.",
    )),), required=True)  # fmt: skip
    return Written("Fiches de bonnes pratiques", themes or "Passages retenus", material.made,
                   (*parts, method, limits_part()), contents=len(parts) > 1)  # fmt: skip


def markdown(material: Material) -> str:
    """One text a passage, each with its front matter, one after the other."""
    return "\n\n".join(practice_markdown(material, one) for one in material.practices)


def practice_markdown(material: Material, one: GoodPractice) -> str:
    """A fiche as Markdown with front matter, for a web tool."""
    head = front_matter(
        {
            "id": f"bonne-pratique-{one.number}",
            "titre": one.title,
            "territoire": _territory(material, one),
            "document": material.title_of(one.document),
            "theme": one.theme,
            "etiquettes": one.tags,
            "indicateur": one.indicator,
            "piece": one.piece,
            "page": one.page,
            "page_imprimee": one.label,
            "outil": one.tool,
            "lien": material.export.address + page_address(one.document, one.piece, one.ordinal),
            "date": one.created_at.date().isoformat(),
        }
    )
    return head + markdown_text(
        one.title, [DeliverablePart("fiche", "Ce que dit le document", tuple(_blocks(material, one)))]
    )


def _territory(material: Material, one: GoodPractice) -> str:
    return next((doc.info.territory or "" for doc in material.export.documents if doc.info.slug == one.document), "")


def _blocks(material: Material, one: GoodPractice) -> list[Block]:
    place = place_text(material.piece_text(one.document, one.piece), one.page, one.label)
    link = material.export.address + page_address(one.document, one.piece, one.ordinal)
    facts = (
        ("Territoire", _territory(material, one) or "non renseigné"),
        ("Document", material.title_of(one.document)),
        ("Thème", one.theme or "non renseigné"),
        ("Étiquettes", ", ".join(one.tags) or "aucune"),
        ("Outil employé, ce qui la rend opposable", one.tool or "à renseigner"),
        ("Valeurs citées", _values(material, one) or "aucune"),
        ("Retenue par", f"{one.person or 'sans nom'}, le {day(one.created_at)}"),
    )
    blocks: list[Block] = [
        Quotation(
            one.quote, f"{material.title_of(one.document)}, {place}", link, "passage choisi par une personne", True
        ),
        DataTable(f"Repères, {one.title}", ("Repère", "Contenu"), facts, (1.4, 4)),
    ]
    note = f" (noté : {one.note})" if one.note else ""
    blocks += [Blank(f"{TO_WRITE[0]}{note}", 2), Blank(TO_WRITE[1], 1)]
    drawn = material.pictures.get((one.document, one.piece, one.ordinal))
    if drawn is not None:
        shown = textwrap.shorten(one.quote, 300, placeholder="…")
        said = f"Page {one.page} de la pièce {material.piece_text(one.document, one.piece)}, où se lit : {shown}"
        blocks.append(Picture(drawn, said, place, 0.42))
    return blocks


def _values(material: Material, one: GoodPractice) -> str:
    """Values that stand in the words picked."""
    found = [
        amount_text(value)
        for document, cell in material.cells()
        if document.info.slug == one.document
        for value in cell.values
        if value.quote and (value.quote in one.quote or one.quote in value.quote)
    ]
    return " ; ".join(dict.fromkeys(found))


KIND = DeliverableKind(
    "fiches",
    "Fiches de bonnes pratiques",
    "Les passages retenus par des personnes, avec la page en image, le thème et ce qui les rend opposables.",
    ("methode", "limites"),
    50,
    written=written,
    markdown=markdown,
    need=Need.PRACTICES,
    blanks=TO_WRITE,
)
