"""Files that are sound but for what their pages say: each is read or refused, whatever stands there, and in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import PageStatus
from domain.errors import ReadingError
from ingestion import SWITCHED_OFF, ChildPdf, Parser, Recogniser
from ingestion.formats.pdf_source import KILLER_PAGE, SLOW_PAGE
from tests.ingestion.drawn_pdf import DrawnPage, Extra, draw, line, table, turned
from tests.ingestion.in_french import FRENCH
from tests.ingestion.test_pdf import check_whole

#: Seconds: a page takes some hundredths, and a busy machine a hundred times that.
PAGE_TIME = 20.0

RULE = "La hauteur des abris est de 3 m."
_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 0 0]"
_WIDGET = "/Type /Annot /Subtype /Widget /FT /Tx /F 4 /Rect [170 96 290 112] /T (a) /AP << /N 103 0 R >>"
OBJECTS: dict[int, str | tuple[str, str]] = {
    100: "<< /Type /OCG /Name (Plan) >>",
    101: (f"{_FORM} /Resources << /XObject << /Y 102 0 R >> >>", "q 1 0 0 1 5 3 cm /Y Do Q /Y Do"),
    102: (f"{_FORM} FONTS", line(RULE, 60, 60)),
    103: ("/Type /XObject /Subtype /Form /BBox [0 0 120 16] FONTS", line("3,7 ha", 2, 4)),
    104: f"<< {_WIDGET} >>",
    105: "<< /Type /Annot /Subtype /Text /F 4 /Rect [400 700 420 720] /Contents (Revoir.) >>",
    106: ("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "A"),
}
CATALOG = "/OCProperties << /OCGs [100 0 R] /D << /OFF [100 0 R] >> >> /AcroForm << /Fields [104 0 R] >>"
RESOURCES = "/Properties << /MC0 100 0 R >> /XObject << /X 101 0 R /Im 106 0 R >>"
CONTENT = (
    line(RULE, 60, 800)
    + f"0.2 g 55 795 200 16 re f 1 g\n{line(RULE, 60, 780)}0 g /OC /MC0 BDC\n{line(RULE, 60, 760)}EMC\n"
    + f"{line(RULE, 60, 740)}0.7 w 60 743.3 m 210 743.3 l S 3 Tr\n{line(RULE, 60, 720)}0 Tr\n"
    + line("Il faut 320", 60, 700) + line("1", 118, 704, 6) + line("arbres.", 126, 700)
    + table([["Zone", "Haut"], ["UA", "9 m"], ["UB", "7 m"]], 60, 680)
    + "".join(line(str(number), 40, 580 - 14 * number, 7) + line(RULE, 60, 580 - 14 * number) for number in range(9))
    + "".join(line(RULE, 60 + 250 * (number % 2), 440 - 14 * (number // 2), 9) for number in range(18))
    + turned("PROJET", 120, 300, 0.766, 0.643, 60) + turned("Nulleville", 20, 300, 0, 1, 8)
    + "q 200 0 0 30 55 740 cm /Im Do Q\n/X Do\n"
)  # fmt: skip
PAGE = DrawnPage(CONTENT, "/Annots [104 0 R 105 0 R] /CropBox [0 0 595 842] /Rotate 0", resources=RESOURCES)
TOKEN = re.compile(r"\(.*?\)|\S+")
_ODD = "0 -1 1e38 -99999999999999999999 0.0000001 nan ( ) << >> [ ] /Im q Q BT ET cm re null true 90"
_LONG_ODD = ("", "W n", "101 0 R", "(\x00\xad\xff)", "q " * 200)
ODD = st.sampled_from([*re.findall(r"\S+", _ODD), *_LONG_ODD])
CHANGES = st.lists(st.tuples(st.integers(0, 10_000), ODD), min_size=1, max_size=6)


def changed(text: str, changes: list[tuple[int, str]]) -> str:
    """A text with some of its tokens written over."""
    for place, odd in changes:
        tokens = list(TOKEN.finditer(text))
        if tokens:
            start, end = tokens[place % len(tokens)].span()
            text = f"{text[:start]}{odd}{text[end:]}"
    return text


@pytest.fixture(scope="module")
def hurried() -> Iterator[ChildPdf]:
    source = ChildPdf(page_time=PAGE_TIME)
    yield source
    source.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.just([]) | CHANGES, more=st.just([]) | CHANGES,
       objects=st.dictionaries(st.sampled_from(sorted(OBJECTS)), CHANGES, max_size=2))  # fmt: skip
def test_whatever_a_page_says_it_is_read_or_refused_in_time(
    hurried: ChildPdf,
    tmp_path: Path,
    content: list[tuple[int, str]],
    more: list[tuple[int, str]],
    objects: dict[int, list[tuple[int, str]]],
) -> None:
    extra = Extra(dict(OBJECTS), CATALOG)
    for number, changes in objects.items():
        known = OBJECTS[number]
        extra.objects[number] = (
            changed(known, changes) if isinstance(known, str) else (known[0], changed(known[1], changes))
        )
    page = replace(PAGE, content=changed(CONTENT, content), more=changed(PAGE.more, more))
    path = draw(tmp_path / "a.pdf", [page, DrawnPage(line(RULE, 60, 700))], extra)
    try:
        piece = Parser(hurried, Recogniser(SWITCHED_OFF), FRENCH).read(path)
    except ReadingError:
        return
    check_whole(piece)
    assert all(one.reason for one in piece.pages if one.status is not PageStatus.READ)
    assert not {KILLER_PAGE, SLOW_PAGE.format(PAGE_TIME)} & {one.reason for one in piece.pages}
    assert piece.sentences[-1].text == RULE
