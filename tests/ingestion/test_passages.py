from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain import Sentence
from ingestion.segmentation.passages import MAX_WORDS, TAIL_WORDS
from ingestion.segmentation.sentences import TextUnit
from tests.ingestion.in_french import draft_passages


def unit(text: str, level: int | None = None, page: int = 1) -> TextUnit:
    return TextUnit(Sentence(page, 0, len(text), text), level)


UNITS = st.lists(
    st.builds(
        lambda words, level: unit(" ".join(["mot"] * words), level),
        st.integers(1, 80),
        st.one_of(st.none(), st.none(), st.integers(1, 20)),
    ),
    max_size=60,
)


@given(UNITS)
def test_every_sentence_is_in_exactly_one_passage(units: list[TextUnit]) -> None:
    passages = draft_passages(units)
    assert [position for each in passages for position in range(each.first, each.last + 1)] == list(range(len(units)))
    for each in passages:
        assert each.text == " ".join(unit.sentence.text for unit in units[each.first : each.last + 1])


@given(UNITS)
def test_passages_are_of_bounded_size(units: list[TextUnit]) -> None:
    for each in draft_passages(units):
        if any(unit.level is None for unit in units[each.first : each.last + 1]):
            assert len(each.text.split()) <= MAX_WORDS + TAIL_WORDS + 80


@given(UNITS)
def test_a_passage_does_not_end_on_a_heading_that_has_text_below(units: list[TextUnit]) -> None:
    for each in draft_passages(units)[:-1]:
        if any(unit.level is None for unit in units[each.first : each.last + 1]):
            assert units[each.last].level is None


def test_sections_are_followed() -> None:
    body = " ".join(["texte"] * 50)
    units = [
        unit("TITRE I", 2),
        unit("Article 1", 7),
        unit(body),
        unit("Article 2", 7),
        unit(body),
        unit("TITRE II", 2),
        unit("Article 1", 7),
        unit(body),
    ]
    assert [each.section for each in draft_passages(units)] == [
        ("TITRE I", "Article 1"),
        ("TITRE I", "Article 2"),
        ("TITRE II", "Article 1"),
    ]


def test_short_sections_share_a_passage_under_their_common_heading() -> None:
    units = [unit("CHAPITRE I", 3)]
    for number in range(1, 5):
        units += [unit(f"Article {number}", 7), unit("Non réglementé.")]
    passages = draft_passages(units)
    assert len(passages) == 1
    assert passages[0].section == ("CHAPITRE I",)


def test_passages_run_over_pages() -> None:
    units = [unit(" ".join(["texte"] * 40), page=page) for page in (1, 1, 2, 2)]
    assert len(draft_passages(units)) == 1


def test_declared_sections_come_first() -> None:
    body = " ".join(["texte"] * 60)
    units = [unit(body), unit(body)]
    assert [each.section for each in draft_passages(units, [("A", "B"), ("A", "C")])] == [("A", "B"), ("A", "C")]


def test_a_line_that_opens_a_paragraph_of_an_article_stands_above_no_other_article() -> None:
    body = " ".join(["texte"] * 100)
    units = [
        unit("Article 2", 7),
        unit(body),
        unit("Secteur 4AU1-2 :", 6),
        unit(body),
        unit("Article 3", 7),
        unit(body),
    ]
    assert [each.section for each in draft_passages(units)] == [
        ("Article 2",),
        ("Article 2", "Secteur 4AU1-2 :"),
        ("Article 3",),
    ]
