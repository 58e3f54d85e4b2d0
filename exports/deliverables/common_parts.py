"""Parts that several deliverables share: sample, state of the review, method, limits. The last three stay in."""

from __future__ import annotations

from domain import CellStatus, Verdict
from exports.deliverable_blocks import Blank, Bullets, DataTable, DeliverablePart, Paragraph, ShownVerdict
from exports.deliverables.material import Material, Tally, tally
from exports.deliverables.wording import document_text, pages_read_text, share_text, undecided_text
from exports.legend import LIMITS

SERIES = ("Oui", "Partiel", "Non", "Sans objet", "Non établi")
_OF_SERIES = (Verdict.OUI, Verdict.PARTIEL, Verdict.NON, Verdict.SANS_OBJET)


def sample_part(material: Material) -> DeliverablePart:
    """Which documents, read how far."""
    rows = tuple(
        (
            document.info.title,
            document_text(document),
            document.info.territory or "non renseigné",
            pages_read_text(document.info),
            f"{document.reviewed} sur {len(document.cells)}",
        )
        for document in material.documents
    )
    blocks = (
        Paragraph("Les documents sont donnés dans l'ordre alphabétique : cet ordre ne classe pas les territoires."),
        DataTable(
            "Documents étudiés",
            ("Document", "Nature, version", "Territoire", "Pages", "Cases établies"),
            rows,
            (3, 2, 2.2, 1.4, 1.2),
        ),
    )
    return DeliverablePart("echantillon", "Documents étudiés", blocks)


def review_part(material: Material) -> DeliverablePart:
    """How far people went: what is established and what is not."""
    every = [cell for _, cell in material.cells()]
    rows = tuple(
        (
            document.info.title,
            str(document.count(CellStatus.VALIDATED)),
            str(document.count(CellStatus.CORRECTED)),
            str(document.count(CellStatus.DOUBTFUL)),
            ShownVerdict(
                str(document.count(CellStatus.NOT_REVIEWED)), None, document.count(CellStatus.NOT_REVIEWED) == 0
            ),
            str(document.to_review),
        )
        for document in material.documents
    )
    found = tally(every)
    sentence = undecided_text(found.undecided, len(every)) + (
        " Dans ce document, ce qui n'est pas établi est partout marqué « NON RELUE », « douteuse » ou « à revoir »."
        if found.undecided
        else ""
    )
    table = DataTable(
        "État de la relecture",
        ("Document", "Validées", "Corrigées", "Douteuses", "Non relues", "À revoir"),
        rows,
        (3, 1, 1, 1, 1, 1),
    )
    return DeliverablePart(
        "relecture", "Ce qui est établi, et ce qui ne l'est pas", (Paragraph(sentence), table), required=True
    )


def method_part(material: Material) -> DeliverablePart:
    """How the figures were made."""
    grid = material.grid
    lines = (
        f"Grille : {grid.title}, version {grid.version} ({len(grid.indicators)} indicateurs).",
        f"Réponses de l'outil : {', '.join(material.export.models) or 'aucune'}. "
        "L'outil cherche des passages, applique le barème de la grille et recopie les citations mot pour mot.",
        "Seule la décision d'une personne (validée ou corrigée) établit un verdict. Tout taux est calculé sur les "
        "seules cases établies, et donné avec leur nombre (n) et un intervalle de Wilson à 95 %.",
        "Un taux de « oui » se compte sur les cases où l'indicateur s'applique : « sans objet » n'y entre pas.",
        "Un document qui ne peut pas répondre (modification, pièce isolée) est « sans objet », non « non ».",
    )
    note = tuple([Paragraph(grid.note, note=True)] if grid.note else [])
    return DeliverablePart("methode", "Méthode", (Bullets(lines), *note), required=True)


def limits_part(*more: str) -> DeliverablePart:
    """What nobody should conclude."""
    lines = (
        *LIMITS,
        "Un petit nombre de documents ne représente pas un territoire : l'intervalle dit seulement ce que "
        "l'effectif permet.",
        "Ce document constate ce que disent les pièces. Il ne porte aucune appréciation juridique et ne compare pas le "
        "mérite des territoires.",
        *more,
    )
    return DeliverablePart("limites", "Limites", (Bullets(lines),), required=True)


def blank_part(key: str, title: str, *prompts: str) -> DeliverablePart:
    """A part that people write."""
    return DeliverablePart(key, title, tuple(Blank(prompt, 3) for prompt in prompts))


def counts_of(found: Tally) -> tuple[int, ...]:
    """Counts in the order of :data:`SERIES`."""
    return (*(found.count(verdict) for verdict in _OF_SERIES), found.undecided)


def rate_rows(material: Material, kind: object | None = None) -> tuple[tuple[str, ...], ...]:
    """Each indicator: « oui » and « oui ou partiel » over established cells, sans objet, not established."""
    rows = []
    for one in material.grid.indicators:
        cells = [
            cell for document, cell in material.of_indicator(one.code) if kind is None or document.info.kind == kind
        ]
        found = tally(cells)
        rows.append(
            (
                f"{one.code} {one.name}",
                share_text(found.count(Verdict.OUI), found.answerable),
                share_text(found.count(Verdict.OUI) + found.count(Verdict.PARTIEL), found.answerable),
                str(found.count(Verdict.SANS_OBJET)),
                str(found.undecided),
            )
        )
    return tuple(rows)


RATE_HEADERS = ("Indicateur", "Oui", "Oui ou partiel", "Sans objet", "Non établies")
