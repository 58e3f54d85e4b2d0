"""Pieces of a gold file are those of the corpus, however they are written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


#: Ways in which annotators write the name of a piece.
WAYS: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.title,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: f"{name}.pdf",
    lambda name: f"{name}.PDF",
    lambda name: f"  {name} ",
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: name.replace("'", "’").replace("-", "–"),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_piece_is_found_however_it_is_written_and_no_other(filled: FakeApplication, data: st.DataObject) -> None:
    corpus = filled.corpus
    (document, *_) = corpus.documents.all()
    name = data.draw(st.sampled_from([piece.name for piece in corpus.documents.get(document.slug).pieces]))
    said = name
    for way in data.draw(st.lists(st.sampled_from(WAYS), max_size=3, unique=True)):
        said = way(said)
    strange = data.draw(st.text("abcé 12", min_size=1, max_size=8).map(lambda text: f"autre {text}"))
    evidence = (GoldEvidence(said, 1, None, 3), GoldEvidence(strange, 1, None, 3))
    cells = [GoldCell(document.slug, "I01", Verdict.OUI, (), evidence, None, False)]
    found, unknown = with_pieces(corpus, Gold.of(cells))
    assert [item.piece for item in found.cells[0].evidence] == [name, strange]
    assert unknown == (f"{document.slug} : {strange}",)
