"""Critique of the battery of indicators: agreement, doubt, stability, discrimination, sans objet, minutes."""

from __future__ import annotations

from domain import CellStatus, Verdict
from exports.charts import interval_chart
from exports.deliverable_blocks import Blank, Block, DataTable, DeliverablePart, Heading, Paragraph, Written
from exports.deliverables.common_parts import limits_part, method_part, review_part, sample_part
from exports.deliverables.material import Material, MeasuredShare, kept_and_decided, median_minutes, tally
from exports.deliverables.plots.kept_verdicts import agreement_chart
from exports.deliverables.plots.reviewing_time import time_chart
from exports.deliverables.registry_of_kinds import DeliverableKind
from exports.deliverables.wording import LEGEND, share_text
from exports.sheet import new_book, pairs_sheet, rows_sheet, workbook_bytes
from exports.table import Content, Percent

TO_WRITE = (
    "pertinence de chaque indicateur pour le service",
    "ajustements décidés : garder, reformuler, fusionner, retirer",
)
_NONE = "Aucune évaluation ni étude n'a été faite : ces chiffres manquent. Pages « Évaluation », ou biollm study."


def written(material: Material) -> Written:
    """What the reviews say, what evaluations and studies say, what people decide."""
    measured: list[Block] = []
    for label in dict.fromkeys(one.label for one in material.measures):
        measured += _measure(material, [one for one in material.measures if one.label == label])
    parts = [
        sample_part(material),
        review_part(material),
        DeliverablePart("relectures", "Ce que disent les relectures", tuple(_reviews(material))),
        DeliverablePart(
            "mesures", "Ce que disent les évaluations et les études", tuple(measured or [Paragraph(_NONE)])
        ),
        DeliverablePart("decisions", "Pertinence et ajustements", tuple(_decisions(material))),
        method_part(material),
        limits_part(
            "L'accord entre l'outil et une personne qui voit sa réponse est plus haut qu'avec une "
            "personne qui ne la voit pas."
        ),
    ]
    return Written("Examen critique de la batterie d'indicateurs",
                   f"{material.grid.title}, version {material.grid.version}",
                   material.made, tuple(parts))  # fmt: skip


def _reviews(material: Material) -> list[Block]:
    rows = [tuple(str(one) for one in row) for row in _figures(material)]
    blocks: list[Block] = [
        DataTable("Par indicateur, sur les documents choisis", _HEADERS, tuple(rows), (2.4, 2.2, 1.1, 1.8, 1.1)),
        Paragraph("« Outil gardé » : part des décisions qui reprennent le verdict de l'outil. Minutes : temps médian "
                  "d'une relecture, pauses exclues.", note=True),
    ]  # fmt: skip
    charts = (agreement_chart(material), time_chart(material))
    return [*blocks, *(chart.picture(0.85) for chart in charts if chart is not None)]


_HEADERS = ("Indicateur", "Outil gardé", "Douteuses", "Sans objet établi", "Minutes")


def _figures(material: Material) -> list[tuple[str, str, int, str, float | str]]:
    rows: list[tuple[str, str, int, str, float | str]] = []
    for one in material.grid.indicators:
        cells = [cell for _, cell in material.of_indicator(one.code)]
        found = tally(cells)
        established = found.answerable + found.count(Verdict.SANS_OBJET)
        rows.append(
            (
                f"{one.code} {one.name}",
                share_text(*kept_and_decided(material, one.code)),
                sum(cell.status is CellStatus.DOUBTFUL for cell in cells),
                share_text(found.count(Verdict.SANS_OBJET), established),
                minutes if (minutes := median_minutes(material, one.code)) is not None else "non mesuré",
            )
        )
    return rows


def _measure(material: Material, rows: list[MeasuredShare]) -> list[Block]:
    names = {one.code: f"{one.code} {one.name}" for one in material.grid.indicators}
    label, sources = rows[0].label, list(dict.fromkeys(one.source for one in rows))
    several = len(sources) > 1  # a source that all share is said once
    shown = tuple(
        (names.get(one.indicator, one.indicator or "Toute la grille"), _percent(one.value), _between(one), str(one.n),
         *([one.source] if several else [])) for one in rows
    )  # fmt: skip
    headers = ("Indicateur", "Valeur", "Intervalle à 95 %", "n", *(["Source"] if several else []))
    caption = f"{label}, par indicateur" + ("" if several else f" ({sources[0]})")
    widths = (2.4, 0.9, 1.4, 0.6, *([2.0] if several else []))
    blocks: list[Block] = [Heading(label), DataTable(caption, headers, shown, widths)]
    drawn = [(names.get(one.indicator, "Toute la grille"), one.value, (one.low, one.high), one.n) for one in rows
             if one.low is not None and one.high is not None]  # fmt: skip
    if drawn:
        blocks.append(interval_chart(label, drawn).picture(0.85))
    return blocks


def _share(value: float | None) -> Percent | None:
    return None if value is None else Percent(value)


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", "\u00a0%")


def _between(one: MeasuredShare) -> str:
    return (
        f"{_percent(one.low)} à {_percent(one.high)}" if one.low is not None and one.high is not None else "non calculé"
    )


def _decisions(material: Material) -> list[Block]:
    rows = tuple((f"{one.code} {one.name}", "", "") for one in material.grid.indicators)
    return [
        *(Blank(prompt, 2) for prompt in TO_WRITE),
        DataTable(
            "Décisions du service, à remplir", ("Indicateur", "Pertinence", "Décision et raison"), rows, (2, 2, 3)
        ),
    ]


def book(material: Material) -> bytes:
    """The figures, to be computed with."""
    made = new_book("Examen critique de la batterie")
    rows: list[list[Content]] = [list(row) for row in _figures(material)]
    rows_sheet(
        made,
        "Relectures",
        material.grid.title,
        list(zip(_HEADERS, (44.0, 40.0, 12.0, 40.0, 14.0), strict=True)),
        rows,
        centred=(3, 5),
    )
    measured: list[list[Content]] = [
        [one.indicator or "toute la grille", one.label, *map(_share, (one.value, one.low, one.high)), one.n, one.source]
        for one in material.measures
    ]
    columns = [("Indicateur", 14.0), ("Mesure", 30.0), ("Valeur", 10.0), ("Borne basse", 10.0), ("Borne haute", 10.0),
               ("n", 8.0), ("Source", 44.0)]  # fmt: skip
    rows_sheet(made, "Évaluations et études", material.grid.title, columns, measured, centred=(3, 4, 5, 6))
    pairs_sheet(made, LEGEND, material.grid.title, [
        ("Documents", "\n".join(one.info.title for one in material.documents)),
        ("Valeurs", "Des parts, avec un intervalle à 95 % et le nombre de cases (n)."),
        ("Relectures", "Une personne qui voit la réponse de l'outil penche vers elle."),
        *([] if material.measures else [("Évaluations et études", _NONE)]),
    ])  # fmt: skip
    return workbook_bytes(made)


KIND = DeliverableKind(
    "critique-batterie",
    "Examen critique de la batterie",
    "Accord, doute, stabilité, discrimination, « sans objet » et minutes, indicateur par indicateur.",
    ("echantillon", "relecture", "relectures", "mesures", "decisions", "methode", "limites"),
    60,
    written=written,
    book=book,
    blanks=TO_WRITE,
)
