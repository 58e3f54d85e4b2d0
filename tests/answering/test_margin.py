"""How firmly a verdict stands on the sentences read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.criteria import Finding
from answering.margin import margin
from corpus.types import PieceKind
from tests.answering.fakes import FakeBackend
from tests.answering.test_rubric import BINDS, DENIES, FOUND, INVENTORY, RUBRIC, RULE, judged, verdict_of

OTHER = "Un inventaire communal des zones humides a été dressé par le syndicat du bassin versant."


@pytest.mark.parametrize(
    ("texts", "sentences", "criteria"),
    [
        ((FOUND, BINDS), 1, ("inventaire",)),  # either of them, read otherwise, makes « oui » fall
        ((FOUND, OTHER, BINDS), 1, ("regle",)),
        ((FOUND, OTHER), 2, ("inventaire",)),  # no rule came near: only the inventory could fall
        ((DENIES,), 1, ("inventaire",)),
        (("Le territoire compte quatorze communes et deux gares.",), None, ()),
    ],
)
def test_a_verdict_holds_by_the_sentences_that_would_have_to_be_read_otherwise(
    texts: tuple[str, ...], sentences: int | None, criteria: tuple[str, ...]
) -> None:
    got = judged(*texts).margin
    assert (got.sentences, got.criteria) == (sentences, criteria)


def test_a_sentence_that_the_model_refused_would_change_the_verdict() -> None:
    got = judged(FOUND, backend=FakeBackend([], [-3.0]))
    assert (got.margin.sentences, got.margin.criteria) == (1, ("inventaire",))


@given(st.tuples(*[st.integers(0, 4)] * 6))
def test_what_would_change_a_verdict_does_change_it(counts: tuple[int, ...]) -> None:
    read = object()
    findings = {
        criterion.key: Finding(criterion, [read] * meets, [read] * announces, [read] * denies)  # type: ignore[list-item]
        for criterion, (meets, announces, denies) in zip((INVENTORY, RULE), (counts[:3], counts[3:]), strict=True)
    }
    met = {key for key, finding in findings.items() if finding.met}

    def verdict_if(keys: set[str]):  # type: ignore[no-untyped-def]
        return verdict_of(RUBRIC, keys, (PieceKind.REGLEMENT,))

    found = margin(findings, met, verdict_if(met), verdict_if)
    if found.sentences is None:
        assert not any(counts)
    else:
        assert found.sentences >= 1
        assert verdict_if(met ^ set(found.criteria)) is not verdict_if(met)
