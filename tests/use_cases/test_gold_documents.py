from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain import DocumentInfo, DocumentKind, Verdict
from domain.errors import GoldError
from evaluation import Gold, GoldCell
from use_cases.gold_documents import named_documents


def gold(*documents: str) -> Gold:
    return Gold.of(GoldCell(slug, "I01", Verdict.NON, (), (), None, False) for slug in documents)


def info(slug: str, title: str, territory: str | None = None) -> DocumentInfo:
    return DocumentInfo(
        slug=slug, title=title, kind=DocumentKind.PLU, territory=territory, stage=None, date=None,
        created_at=datetime(2026, 1, 1, tzinfo=UTC), pieces=(),
    )  # fmt: skip


KNOWN = [
    info("plu-grabels", "PLU de Grabels", "Grabels"),
    info("scot-du-val-d-ormeze", "SCoT du Val d’Ormèze (fictif)", "Val d’Ormèze"),
    info("plui-hautes-combes", "PLUi des Hautes Combes (fictif)", "Hautes Combes"),
]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("GRABELS_PLU", "plu-grabels"),
        ("SCOT Val d'Ormeze 2024", "scot-du-val-d-ormeze"),
        ("PLUi Hautes-Combes", "plui-hautes-combes"),
        ("hautescombes", "plui-hautes-combes"),
        ("D12", None),
        ("PLU", None),
    ],
)
def test_a_name_is_guessed_where_it_is_like_one_document_only(name: str, slug: str | None) -> None:
    [named] = named_documents(gold(name), KNOWN)
    assert (named.slug, named.guess) == (None, slug)


def test_a_name_that_is_known_is_not_guessed() -> None:
    [named, other] = named_documents(gold("plu-grabels", "PLU Grabels arrêté"), KNOWN)
    assert (named.slug, named.guess) == ("plu-grabels", None)
    assert other.guess != "plu-grabels", "one document is not two of the file"


def test_two_names_for_one_document_are_refused_where_their_cells_meet() -> None:
    with pytest.raises(GoldError, match="seraient le même dossier"):
        gold("a", "b").with_documents({"a": "c", "b": "c"})
    assert gold("a").with_documents({"a": "c"}) == gold("c")


def test_a_part_of_a_gold_knows_what_it_leaves_out() -> None:
    assert gold("a", "b").only(["a"]).left_out == 1
    assert gold("a", "b").only(["a", "b"]).left_out == 0
