"""Pieces of a gold file are those of the corpus, however they are written."""

from __future__ import annotations

from domain import Verdict
from evaluation import Gold
from evaluation.gold_cells import GoldCell, GoldEvidence, GoldValue
from tests.fakes import FakeApplication
from use_cases.gold_pieces import with_pieces


def test_extension_case_and_spelling_do_not_count_and_unknown_pieces_are_told(filled: FakeApplication) -> None:
    corpus = filled.corpus
    (document, *_) = corpus.documents.all()
    pieces = corpus.documents.get(document.slug).pieces
    name = pieces[0].name
    said = (name, f"{name.upper()}.PDF", name.replace("é", "e\u0301"), "autre.pdf")
    evidence = tuple(GoldEvidence(piece, 1, None, 3) for piece in said)
    values = (GoldValue("3", 3.0, "m", None, piece=name.upper()),)
    cells = [
        GoldCell(document.slug, "I01", Verdict.OUI, values, evidence, None, False),
        GoldCell("pas-lu", "I01", Verdict.OUI, (), (GoldEvidence("x", 1, None, 3),), None, False),
    ]
    found, unknown = with_pieces(corpus, Gold.of(cells, blank=2))
    assert [item.piece for item in found.cells[0].evidence] == [name, name, name, "autre.pdf"]
    assert found.cells[0].values[0].piece == name
    assert found.cells[1] == cells[1]
    assert found.blank == 2
    assert unknown == (f"{document.slug} : autre.pdf",)
