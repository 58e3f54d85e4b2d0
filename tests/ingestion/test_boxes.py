from __future__ import annotations

from pathlib import Path

import pytest

from domain import Box
from domain.errors import ReadingError, UnknownPage
from ingestion import sentence_boxes
from tests.ingestion.in_french import read_piece
from tests.ingestion.pdfs import pages_source, raw_pdf, typeset

LINES = "Les haies sont conservées. Les zones humides\nsont protégées de tout remblai. Fin du texte."


def text_under(path: Path, page_number: int, boxes: tuple[Box, ...]) -> str:
    """Letters whose centre lies in the boxes, for a page that is not rotated."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as document:
        page = document[page_number - 1]
        height = page.get_height()
        textpage = page.get_textpage()
        found = []
        for index in range(textpage.count_chars()):
            left, bottom, right, top = textpage.get_charbox(index)
            x, y = (left + right) / 2, height - (bottom + top) / 2
            if any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in boxes):
                found.append(textpage.get_text_range(index, 1))
    return "".join(char for char in "".join(found) if char.isalnum())


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def test_one_box_a_line_and_the_right_text_under_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(raw_pdf([LINES]))
    piece = read_piece(path)
    spans = [(sentence.start, sentence.end) for sentence in piece.sentences]
    boxes = sentence_boxes(path, 1, spans, text=piece.pages[0].text)
    assert [len(each) for each in boxes] == [1, 2, 1]
    for sentence, each in zip(piece.sentences, boxes, strict=True):
        assert text_under(path, 1, each) == letters(sentence.text)
    # The text begins 72 points from the left and 72 from the top of a page of 792.
    assert boxes[0][0].x0 == pytest.approx(72, abs=2)
    assert 60 < boxes[0][0].y0 < boxes[0][0].y1 < 76


def test_cut_words_ligatures_and_crop(tmp_path: Path) -> None:
    setup = "#set par(justify: true)\n#set text(hyphenate: true)\n"
    body = "La compensation environnementale différée des affectations officielles insuffisamment planifiées. " * 12
    path = typeset(tmp_path / "a.pdf", pages_source([body], setup=setup).replace('"a4"', '"a6"'))
    piece = read_piece(path)
    assert all(len(page.text.split("\n")) > 5 for page in piece.pages[:1])
    for sentence in piece.sentences:
        (boxes,) = sentence_boxes(
            path, sentence.page, [(sentence.start, sentence.end)], text=piece.pages[sentence.page - 1].text
        )
        assert text_under(path, sentence.page, boxes).replace("ﬃ", "ffi").replace("ﬀ", "ff") == letters(sentence.text)


def test_rotated_page_gives_boxes_as_displayed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(raw_pdf(["Les haies sont conservées."], rotate=90))
    (boxes,) = sentence_boxes(path, 1, [(0, 9)], text="Les haies sont conservées.")
    box = Box(
        min(each.x0 for each in boxes),
        min(each.y0 for each in boxes),
        max(each.x1 for each in boxes),
        max(each.y1 for each in boxes),
    )
    # Turned clockwise, (72, 720) in the page's space is displayed 720 from the left, 72 from the top.
    assert box.x0 == pytest.approx(720, abs=12)
    assert box.y0 == pytest.approx(72, abs=3)
    assert box.y1 - box.y0 > box.x1 - box.x0


def test_blank_span_has_no_box(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(raw_pdf([LINES]))
    assert sentence_boxes(path, 1, [(3, 4)], text=read_piece(path).pages[0].text) == [()]


def test_refusals(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(raw_pdf([LINES]))
    with pytest.raises(UnknownPage, match="page 2"):
        sentence_boxes(path, 2, [(0, 3)], text="")
    with pytest.raises(ReadingError, match="n'est plus"):
        sentence_boxes(path, 1, [(0, 3)], text="Un autre texte")
