from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ingestion.layout.running_heads import Body
from tests.ingestion.in_french import find_bodies, lines_of


def bodies(pages: Sequence[str]) -> list[tuple[str, Body]]:
    found = find_bodies([lines_of(page) for page in pages])
    return [(page[body.start : body.end], body) for page, body in zip(pages, found, strict=True)]


def words(page: int) -> str:
    return f"Texte propre à la page {chr(96 + page)}.\nSuite du texte {chr(96 + page) * 3}."


def test_header_footer_and_page_number_are_removed_and_the_number_is_known() -> None:
    pages = [f"PLU de Nulleville\n{words(page)}\nRèglement\n{page + 12}" for page in range(1, 7)]
    for page, (text, body) in enumerate(bodies(pages), 1):
        assert text == words(page)
        assert body.printed == str(page + 12)
        assert set(body.removed) == {"PLU de Nulleville", "Règlement", str(page + 12)}


def test_alternating_headers_are_found() -> None:
    pages = [f"{'Tome I' if page % 2 else 'Diagnostic'}\n{words(page)}" for page in range(1, 9)]
    assert [text for text, _ in bodies(pages)] == [words(page) for page in range(1, 9)]


def test_page_number_inside_a_footer_is_found() -> None:
    pages = [f"{words(page)}\nPièce 3 – page {page - 2} sur 40" for page in range(3, 9)]
    assert [body.printed for _, body in bodies(pages)] == [str(number) for number in range(1, 7)]


def test_two_pages_are_never_enough() -> None:
    pages = ["En-tête\nun texte\n1", "En-tête\nun autre texte\n2"]
    assert [text for text, _ in bodies(pages)] == pages


def test_prescriptions_numbered_like_pages_are_kept() -> None:
    pages = [f"Prescription {page}\nTexte {chr(96 + page)} de la prescription." for page in range(1, 7)]
    assert [text for text, _ in bodies(pages)] == pages


def test_repeated_line_inside_the_page_is_kept() -> None:
    filler = "\n".join(f"ligne {index} du corps" for index in range(8))
    pages = [f"{words(page)}\n{filler}\nNon réglementé.\n{filler}\nFin {chr(96 + page)}" for page in range(1, 7)]
    assert all("Non réglementé." in text for text, _ in bodies(pages))


def test_number_that_does_not_count_pages_is_kept() -> None:
    pages = [f"{words(page)}\n{number}" for page, number in enumerate((40, 12, 77, 3, 58), 1)]
    assert [text for text, _ in bodies(pages)] == pages


def test_page_of_furniture_alone_has_no_body() -> None:
    pages = [f"PLU\n{words(page)}\n{page}" if page != 3 else "PLU\n3" for page in range(1, 7)]
    body = bodies(pages)[2][1]
    assert body.start == body.end
    assert body.removed == ("PLU", "3")


LINES = st.sampled_from(["PLU", "Zone N", "Article 2", "12", "Non réglementé.", "Carte", "p. 4"])


@given(st.lists(st.lists(LINES, max_size=8), max_size=8))
def test_only_edge_lines_go_and_never_one_that_stands_on_fewer_than_three_pages(pages: list[list[str]]) -> None:
    marked = [[*page[:2], f"ligne unique {index}é", *page[2:]] for index, page in enumerate(pages)]
    texts = ["\n".join(page) for page in marked]
    for index, (text, body) in enumerate(bodies(texts)):
        assert text in texts[index]
        for line in body.removed:
            if not any(char.isdigit() for char in line):
                assert sum(line in page for page in marked) >= 3


@given(st.lists(st.text(alphabet="abcdefgh é\n", max_size=40), max_size=6, unique=True))
def test_lines_that_occur_once_are_never_removed(pages: list[str]) -> None:
    seen = [line.text for page in pages for line in lines_of(page)]
    for _, body in bodies(pages):
        assert all(seen.count(line) >= 3 for line in body.removed)


def test_page_numbers_in_roman_numerals_are_found_and_headings_that_do_not_count_pages_are_kept() -> None:
    numbers = ["iii", "iv", "v", "vi"]
    found = [body for _, body in bodies([f"Une phrase d'avant-propos {n}.\n- {n} -" for n in numbers])]
    assert [body.printed for body in found] == numbers
    assert [body.removed for body in found] == [(f"- {n} -",) for n in numbers]
    kept = bodies([f"Une phrase de la partie {n}.\n{n}" for n in ("I", "I", "V", "II")])
    assert [body.removed for _, body in kept] == [()] * 4
