"""What a complete dossier has and this one has not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from domain import DocumentKind, PieceKind, Procedure

#: Kinds whose absence leaves a dossier incomplete, by kind of document; an alternative counts as present.
COMPLETE: Mapping[DocumentKind, Sequence[tuple[tuple[PieceKind, ...], str]]] = {
    DocumentKind.SCOT: (
        ((PieceKind.PAS, PieceKind.PADD), "projet d’aménagement stratégique (PAS, ou PADD avant 2021)"),
        ((PieceKind.DOO,), "document d’orientation et d’objectifs (DOO)"),
        (
            (PieceKind.RAPPORT_PRESENTATION, PieceKind.EIE, PieceKind.EVALUATION_ENVIRONNEMENTALE),
            "diagnostic, évaluation environnementale ou rapport de présentation (annexes)",
        ),
    ),
    DocumentKind.PLU: (
        ((PieceKind.RAPPORT_PRESENTATION, PieceKind.EIE), "rapport de présentation"),
        ((PieceKind.PADD,), "projet d’aménagement et de développement durables (PADD)"),
        ((PieceKind.OAP,), "orientations d’aménagement et de programmation (OAP)"),
        ((PieceKind.REGLEMENT,), "règlement"),
        ((PieceKind.ANNEXE,), "annexes"),
    ),
}


def missing_from(
    kind: DocumentKind | None,
    procedure: Procedure | None,
    kinds: Collection[PieceKind],
    tables: Collection[str],
    *,
    is_standard: bool,
) -> tuple[str, ...]:
    """What is missing, in French.

    Args:
        kind: That of the document; nothing can be missed where it is not known.
        procedure: A partial procedure needs no whole dossier: only its own pieces are expected.
        kinds: Kinds of the pieces that are there.
        tables: Tables and files of the standard that are there: « DOC_URBA », « métadonnées ».
        is_standard: Whether the dossier follows a standard of the CNIG, which asks for tables too.
    """
    if kind is None:
        return ()
    found: list[str] = []
    if procedure is None or not procedure.is_partial:
        wanted = COMPLETE[DocumentKind.PLU if kind is DocumentKind.PLUI else kind]
        found += [label for any_of, label in wanted if not set(any_of) & set(kinds)]
    if is_standard:
        layer = "PERIMETRE_SCOT" if kind is DocumentKind.SCOT else "ZONE_URBA"
        for table, label in (
            ("DOC_URBA", "table DOC_URBA"),
            ("DOC_URBA_COM", "table DOC_URBA_COM (communes)"),
            ("métadonnées", "métadonnées INSPIRE (XML)"),
            (layer, f"couche {layer}"),
        ):
            if table not in tables:
                found.append(label)
        if not set(kinds) & {PieceKind.PROCEDURE, PieceKind.AVIS}:
            found.append("pièces de la procédure (0_Procedure)")
    return tuple(found)
