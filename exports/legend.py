"""What a reader must know of a file: what it is of, how far it was reviewed, what its words mean, its limits."""

from __future__ import annotations

from domain import CellStatus, DecisionStanding, Verdict
from domain.labels import PIECE_KINDS, STANDINGS, STATUSES, VERDICTS
from domain.territories import department_names
from exports.contents import Export, ExportedDocument
from exports.file_text import MEANINGS, NO_VERDICT, kind_text, many
from exports.table import Content, Tinted

LIMITS = (
    "Ce fichier a été produit par un outil automatique et, où c'est écrit, relu par une personne. Il aide à lire ; il "
    "ne remplace ni la lecture ni l'avis d'un instructeur.",
    "Une case « non relue » montre la réponse de l'outil : son verdict peut être faux même si la citation est exacte.",
    "Chaque citation de l'outil est recopiée mot pour mot de la page indiquée, par le programme et non par le modèle.",
    "« Non » veut dire que rien n'a été trouvé dans les passages examinés. Les cartes et les images ne sont pas lues, "
    "et une page illisible ne peut rien montrer.",
)
STATUS_MEANINGS = {
    CellStatus.NOT_REVIEWED: "Personne n'a encore décidé : la ligne montre la réponse de l'outil.",
    CellStatus.VALIDATED: "Une personne a gardé la réponse de l'outil.",
    CellStatus.CORRECTED: "Une personne a donné un autre verdict, d'autres preuves ou d'autres valeurs.",
    CellStatus.DOUBTFUL: "Une personne a lu et hésite : un autre lecteur soigneux pourrait décider autrement.",
}
STANDING_MEANINGS = {
    DecisionStanding.UNCHANGED: "Depuis la décision, l'outil répond de même et les preuves sont à leur place.",
    DecisionStanding.EVIDENCE_MOVED: "Les mêmes phrases se trouvent à une autre page ou dans une autre pièce.",
    DecisionStanding.TOOL_DISAGREES: "L'outil, interrogé de nouveau, donne un autre verdict qu'alors.",
    DecisionStanding.EVIDENCE_GONE: "Une phrase citée ne se trouve plus dans le dossier : la décision est à revoir.",
}


def legend_lines() -> list[tuple[Content, Content]]:
    """The words of the sheets, each with its meaning."""
    lines: list[tuple[Content, Content]] = [
        # What the tool leaves open is never established, so that it has no colour either.
        (Tinted(VERDICTS[verdict], None if verdict is Verdict.A_VERIFIER else verdict), meaning)
        for verdict, meaning in MEANINGS.items()
    ]
    lines.append((NO_VERDICT, "Une personne doute et n'a pas donné de verdict."))
    lines += [(f"Relecture : {STATUSES[status]}", meaning) for status, meaning in STATUS_MEANINGS.items()]
    lines += [
        (f"État de la décision : {STANDINGS[standing]}", meaning) for standing, meaning in STANDING_MEANINGS.items()
    ]
    lines += [
        ("Page", "Numéro physique dans le fichier, à partir de 1 : c'est celui qu'affiche un lecteur de PDF."),
        ("Page imprimée", "Numéro écrit sur la page, quand il est connu."),
        ("Nature : preuve", "La phrase citée fonde le verdict."),
        ("Nature : preuve disparue", "La phrase fondait une décision et ne se trouve plus dans le dossier."),
        (
            "Phrase d'une valeur",
            "Chaque valeur est à côté de la phrase qui la donne. Une case vide veut dire que la phrase n'a pas été "
            "gardée : ouvrez la page indiquée.",
        ),
        (
            "Tables géographiques",
            "Surfaces mesurées dans les couches du dossier (zonage, prescriptions), et non citées : elles n'ont ni "
            "phrase ni page. « Écart » : un chiffre voisin du texte n'est pas celui de la table ; il peut parler "
            "d'autre chose.",
        ),
    ]  # fmt: skip
    return lines


def about_lines(export: Export) -> list[tuple[Content, Content]]:
    """The documents, the grid, the models, the review and the limits."""
    lines: list[tuple[Content, Content]] = []
    for document in export.documents:
        lines += _document_lines(document)
    lines += [
        ("Date du fichier", export.made.strftime("%d/%m/%Y à %H h %M")),
        (
            "Grille",
            "\n".join(dict.fromkeys(f"{one.grid.title}, version {one.grid.version}" for one in export.documents)),
        ),
        *(("À propos de la grille", note) for note in dict.fromkeys(one.grid.note for one in export.documents) if note),
        ("Modèle de langage", ", ".join(export.models) or "aucun"),
        *([("Façon de répondre", " ; ".join(export.ways))] if export.ways else []),
    ]
    return lines + [("Limites" if number == 0 else "", limit) for number, limit in enumerate(LIMITS)]


def review_sentence(document: ExportedDocument) -> str:
    """« 12 cases relues sur 15 (10 validées, 2 corrigées) ; 1 douteuse ; 2 non relues ; 1 décision à revoir »."""
    validated, corrected = document.count(CellStatus.VALIDATED), document.count(CellStatus.CORRECTED)
    parts = [
        f"{many(document.reviewed, 'case relue', 'cases relues')} sur {len(document.cells)} "
        f"({many(validated, 'validée', 'validées')}, {many(corrected, 'corrigée', 'corrigées')})",
        many(document.count(CellStatus.DOUBTFUL), "douteuse", "douteuses"),
        many(document.count(CellStatus.NOT_REVIEWED), "non relue", "non relues"),
    ]
    if document.to_review:
        parts.append(many(document.to_review, "décision à revoir", "décisions à revoir"))
    return " ; ".join(parts)


def _document_lines(document: ExportedDocument) -> list[tuple[Content, Content]]:
    info = document.info
    described = ", ".join(
        part for part in (kind_text(info), info.version, info.date.strftime("%d/%m/%Y") if info.date else "") if part
    )
    pieces = "\n".join(
        f"{piece.filename} – {PIECE_KINDS[piece.kind]}, {many(piece.pages, 'page', 'pages')}"
        + (
            f", dont {many(piece.pages - piece.pages_read, 'non lue', 'non lues')}"
            if piece.pages_read < piece.pages
            else ""
        )
        for piece in info.pieces
    )
    place = ", ".join(part for part in (info.territory, department_names(info.departments)) if part)
    lines: list[tuple[Content, Content]] = [("Document", info.title)]
    lines += [(title, text) for title, text in (("Nature", described), ("Territoire", place)) if text]
    lines += [("Pièces lues", pieces or "aucune"), ("Relecture", review_sentence(document))]
    return lines
