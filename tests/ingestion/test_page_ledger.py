"""The ledger of small files of each format, against readers that share nothing with the project's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import ReadPiece
from domain.labels import FATES
from domain.ledger import SET_ASIDE, Content, Fate, totals
from ingestion.page_ledger import lost_in_cleaning
from tests.ingestion.drawn_pdf import DrawnPage, draw, line
from tests.ingestion.independent_readers import pdf_texts, strangers, texts_of, unaccounted
from tests.ingestion.office_files import (
    W_SPACES,
    cell,
    opendocument,
    paragraph,
    run,
    shape,
    slides,
    table,
    word,
)

Read = Callable[[Path], ReadPiece]


def accounts(piece: ReadPiece) -> dict[tuple[Content, Fate], int]:
    entries = totals([*(entry for page in piece.pages for entry in page.ledger), *piece.ledger])
    return {(entry.content, entry.fate): entry.count for entry in entries}


def kept_as(piece: ReadPiece, fate: Fate) -> str:
    """All text that was set aside for a reason."""
    return " ".join(
        entry.text or page.text
        for page in piece.pages
        for entry in page.ledger
        if entry.content is Content.CHARACTER and entry.fate is fate
    )


def is_never_quoted(piece: ReadPiece) -> bool:
    """Whether no sentence stands on a page of which nothing is quoted."""
    apart = {page.ordinal for page in piece.pages if page.set_aside is not None}
    return not apart & {sentence.page for sentence in piece.sentences}


def test_word(tmp_path: Path, read: Read) -> None:
    deleted = run("toujours ").replace("w:t", "w:delText")
    revised = f'<w:ins w:id="1">{run("non ")}</w:ins><w:del w:id="2">{deleted}</w:del>'
    haies = run("Les haies.")
    moved = f'<w:moveFrom w:id="3">{haies}</w:moveFrom>', f'<w:moveTo w:id="4">{haies}</w:moveTo>'
    called = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    notes = (
        f"<w:footnotes {W_SPACES}>"
        f'<w:footnote w:id="5">{paragraph(run("Une note."))}</w:footnote>'
        f'<w:footnote w:id="6">{paragraph(run("Une note que rien n’appelle."))}</w:footnote></w:footnotes>'
    )
    head = f"<w:hdr {W_SPACES}>{paragraph(run('Première page'))}</w:hdr>"
    body = (
        paragraph(run("Les abris sont ") + revised + run("autorisés.") + called)
        + paragraph(moved[0]) + paragraph(run("Les mares.")) + paragraph(moved[1])
        + paragraph(run("Une règle abrogée.", "<w:strike/>") + run("Une consigne.", "<w:vanish/>"))
        + table(cell("Zone") + cell("Hauteur") + cell("À remplir"), cell("UA") + cell("9 m") + cell(""))
        + '<w:sectPr><w:headerReference w:type="first" r:id="r2"/></w:sectPr>'
    )  # fmt: skip
    path = word(
        tmp_path / "notice.docx", body, parts={"word/footnotes.xml": notes, "word/header1.xml": head},
        r1="footnotes footnotes.xml", r2="header header1.xml",
    )  # fmt: skip
    piece = read(path)
    texts = texts_of(path)
    assert unaccounted(texts, piece.pages, piece) == Counter()
    assert strangers(texts, piece.pages) == []
    assert is_never_quoted(piece)
    found = accounts(piece)
    assert found[Content.INSERTION, Fate.READ] == 2
    assert (found[Content.DELETION, Fate.DELETED], found[Content.DELETION, Fate.ELSEWHERE]) == (1, 1)
    assert found[Content.NOTE, Fate.READ] == 1
    assert found[Content.CHARACTER, Fate.ELSEWHERE] == 9
    assert "toujours" in kept_as(piece, Fate.DELETED)
    assert kept_as(piece, Fate.STRUCK) == "Une règle abrogée."
    assert kept_as(piece, Fate.NOT_SHOWN) == "Une consigne."
    assert kept_as(piece, Fate.UNUSED).split("\n") == ["Une note que rien n’appelle.", "Première page"]
    assert not any("que rien n’appelle" in warning for warning in piece.warnings)


def test_opendocument(tmp_path: Path, read: Read) -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Une règle ôtée.</text:p></text:deletion>"
        "</text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
    )
    said = "<text:note-body><text:p>Une note.</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{said}</text:note>"
    comment = "<office:annotation><text:p>À revoir.</text:p></office:annotation>"
    body = f"{deleted}<text:p>La règle{note} tient.{comment}</text:p>"
    path = opendocument(tmp_path / "notice.odt", body)
    piece = read(path)
    assert unaccounted(texts_of(path), piece.pages, piece) == Counter()
    assert is_never_quoted(piece)
    found = accounts(piece)
    assert (found[Content.INSERTION, Fate.READ], found[Content.DELETION, Fate.DELETED]) == (1, 1)
    assert (found[Content.NOTE, Fate.READ], found[Content.CHARACTER, Fate.NOTE_CALL]) == (1, 1)
    assert kept_as(piece, Fate.DELETED) == "Une règle ôtée."
    assert kept_as(piece, Fate.COMMENT) == "À revoir."


def test_slides(tmp_path: Path, read: Read) -> None:
    path = slides(
        tmp_path / "reunion.pptx", shape("Trois mares") + shape("2", kind="sldNum"), shape("Un brouillon"),
        shown=(True, False), notes={1: "À dire."},
    )  # fmt: skip
    piece = read(path)
    assert unaccounted(texts_of(path), piece.pages, piece) == Counter()
    found = accounts(piece)
    assert (found[Content.SLIDE, Fate.READ], found[Content.SLIDE, Fate.NOT_SHOWN]) == (1, 1)
    assert found[Content.NOTE, Fate.READ] == 1
    assert found[Content.CHARACTER, Fate.RUNNING_HEAD] == 2
    assert "Un brouillon" in kept_as(piece, Fate.NOT_SHOWN)


def test_sheets(tmp_path: Path, read: Read) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Zones"
    for cells in (("Zone", "Hauteur"), ("UA", "neuf mètres"), ("UB", "six mètres")):
        book.active.append(cells)
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("Calculs").append(("Brouillon", "des règles"))
    book["Calculs"].sheet_state = "hidden"
    path = tmp_path / "zones.xlsx"
    book.save(path)
    piece = read(path)
    assert unaccounted(texts_of(path), piece.pages, piece) == Counter()
    found = accounts(piece)
    assert (found[Content.SHEET, Fate.READ], found[Content.SHEET, Fate.NOT_SHOWN]) == (1, 1)
    assert "Brouillon" in kept_as(piece, Fate.NOT_SHOWN)
    assert "six mètres" in kept_as(piece, Fate.NOT_SHOWN)


def test_html(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "avis.html"
    path.write_text(
        "<html><head><title>Avis</title></head><body><h1>Avis</h1><p>La règle <s>abrogée</s> tient.</p>"
        "<p hidden>Un menu.</p><p style='display:none'>Un piège.</p><img src='a.png'></body></html>",
        "utf-8",
    )
    piece = read(path)
    assert unaccounted(texts_of(path), piece.pages, piece) == Counter()
    assert strangers(texts_of(path), piece.pages) == []
    assert accounts(piece)[Content.IMAGE, Fate.UNREAD] == 1
    assert "Un piège." in kept_as(piece, Fate.NOT_SHOWN)
    assert kept_as(piece, Fate.STRUCK) == "abrogée"


def test_pdf(tmp_path: Path, read: Read) -> None:
    content = (
        line("Plan de Nulleville", 60, 800)
        + line("La hauteur est de cinq metres par fa\xadce.", 60, 700)
        + line("Une regle abrogee.", 60, 650) + "0.7 w 60 653.5 m 155 653.5 l S\n"
        + line("Un texte hors de la page.", 700, 600)
        + "1 g\n" + line("Un texte blanc.", 60, 550) + "0 g\n"
    )  # fmt: skip
    path = draw(tmp_path / "reglement.pdf", [DrawnPage(content + line(f"Zone {name}.", 60, 500)) for name in "ABCD"])
    piece = read(path)
    for ordinal, text in pdf_texts(path, [1, 2, 3, 4]).items():
        assert "uneregleabrogee" in text
        assert unaccounted([text], [piece.pages[ordinal - 1]]) == Counter()
    found = accounts(piece)
    assert found[Content.CHARACTER, Fate.RUNNING_HEAD] == 4 * 16
    for fate, text in (
        (Fate.STRUCK, "Une regle abrogee."), (Fate.OUTSIDE, "Un texte hors de la page."),
        (Fate.INVISIBLE, "Un texte blanc."),
    ):  # fmt: skip
        assert kept_as(piece, fate) == " ".join([text] * 4)
        assert found[Content.CHARACTER, fate] == 4 * len("".join(text.split()))


def test_a_long_text_that_is_hidden_is_kept_whole(tmp_path: Path, read: Read) -> None:
    lines = "".join(line(f"Un texte blanc numero {number}.", 60, 820 - number) for number in range(1, 300))
    shown = line("La hauteur est de cinq metres.", 60, 10)
    piece = read(draw(tmp_path / "plan.pdf", [DrawnPage(f"1 g\n{lines}0 g\n{shown}", box=(595, 900))]))
    text = kept_as(piece, Fate.INVISIBLE)
    assert "numero 1." in text
    assert "numero 299." in text


@given(st.lists(st.sampled_from(["a", "é", "ﬁ", "\xad", "-\n", "\x02", "\uf0b7", " ", "\n", "²"]), max_size=40))
def test_what_cleaning_leaves_out_is_counted(parts: list[str]) -> None:
    from ingestion.cleaning import clean_page

    raw = "".join(parts)
    clean = clean_page(raw, lambda *_: False).text
    lost = lost_in_cleaning(raw, clean)
    letters = sum(not char.isspace() for char in raw.replace("ﬁ", "fi"))
    assert letters == sum(not char.isspace() for char in clean) + sum(lost.values())


def test_nothing_lost_has_no_entry() -> None:
    assert lost_in_cleaning("Les haies\n sont  là.", "Les haies\nsont là.") == {}
    assert lost_in_cleaning("une ré-\nserve", "une réserve") == {Fate.HYPHEN: 1}
    assert lost_in_cleaning("pente \uf0a3 5 %", "pente ≤ 5 %") == {}


@pytest.mark.parametrize("fate", sorted(SET_ASIDE))
def test_every_reason_to_set_text_aside_is_said(fate: Fate) -> None:
    assert FATES[fate]
