"""What pieces are called in files: no two alike."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain import PieceInfo, PieceKind
from domain.labels import PIECE_KINDS
from exports.contents import ExportedDocument
from tests.exports.samples import DOCUMENT, GRID

KINDS = st.sampled_from([PieceKind.REGLEMENT, PieceKind.PADD, PieceKind.AUTRE])
TITLES = st.sampled_from([None, "Règlement écrit", PIECE_KINDS[PieceKind.REGLEMENT], "p1"])


def document(*pieces: tuple[PieceKind, str | None]) -> ExportedDocument:
    first = DOCUMENT.pieces[0]
    named: list[PieceInfo] = [
        replace(first, name=f"p{number}", kind=kind, title=title) for number, (kind, title) in enumerate(pieces)
    ]
    return ExportedDocument(replace(DOCUMENT, pieces=tuple(named)), GRID, ())


def test_a_piece_is_called_by_its_title_else_its_kind() -> None:
    one = document((PieceKind.REGLEMENT, "Règlement écrit"), (PieceKind.PADD, None), (PieceKind.AUTRE, None))
    assert [one.piece_text(name) for name in ("p0", "p1", "p2", "gone")] == [
        "Règlement écrit", PIECE_KINDS[PieceKind.PADD], "p2", "gone"
    ]  # fmt: skip


@given(st.lists(st.tuples(KINDS, TITLES), min_size=1, max_size=4))
def test_no_two_pieces_are_called_alike(pieces: list[tuple[PieceKind, str | None]]) -> None:
    one = document(*pieces)
    assert len({one.piece_text(piece.name) for piece in one.info.pieces}) == len(pieces)
