"""What changed in the text from one version of a plan to another, a row a passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import DocumentInfo, StoredSentence, TextChange
from domain.labels import CHANGE_NATURES, PIECE_KINDS
from exports.file_text import place_text
from exports.table import Column, Content, Table


@dataclass(frozen=True, slots=True)
class CitedChange:
    """A change of the text, with the codes of the indicators whose citations it touches."""

    change: TextChange
    indicators: tuple[str, ...] = ()


def text_changes_table(first: DocumentInfo, second: DocumentInfo, changes: Sequence[CitedChange]) -> Table:
    """One row a passage, in the order of the second version; what disappeared with its whole article stands last."""
    return Table(
        name="Texte comparé",
        subject=f"{first.title} / {second.title}",
        columns=(
            Column("Nature de la pièce", 20),
            Column("Article", 34),
            Column("Changement", 11, centred=True),
            Column("Avant", 60),
            Column("Où, avant", 24),
            Column("Après", 60),
            Column("Où, après", 24),
            Column("Indicateurs", 14, centred=True),
        ),
        rows=tuple(_row(one) for one in changes),
        about=(
            ("Première version", first.title),
            ("Seconde version", second.title),
            ("Contenu", "Les passages qui ne sont pas les mêmes dans les deux versions, article par article. Les avis "
                        "et les pièces de procédure n'y sont pas : ils ne sont pas le plan."),
            ("Indicateurs", "Ceux dont une citation, dans l'une des versions, est touchée par le changement."),
        ),
    )  # fmt: skip


def _row(one: CitedChange) -> tuple[Content, ...]:
    change = one.change
    return (
        PIECE_KINDS[change.kind],
        " > ".join(change.article[-3:]),
        CHANGE_NATURES[change.nature],
        change.text_before,
        where_text(change.before),
        change.text_after,
        where_text(change.after),
        ", ".join(one.indicators),
    )


def where_text(sentences: Sequence[StoredSentence]) -> str:
    """« reglement p. 12 » of the first sentence; nothing where there is none."""
    if not sentences:
        return ""
    first = sentences[0]
    return place_text(first.piece, first.page, first.label)


def change_text(change: TextChange) -> str:
    """A change in a cell of a table: its article, then both wordings with their places."""
    lines = [change.article[-1]] if change.article else []
    lines += (
        f"{word} ({where_text(side)}) : « {text} »"
        for word, side, text in (
            ("Avant", change.before, change.text_before),
            ("Après", change.after, change.text_after),
        )
        if side
    )
    return "\n".join(lines)
