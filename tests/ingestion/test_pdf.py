from __future__ import annotations

import os
from pathlib import Path

import pytest

from domain import PageStatus, PieceKind, ReadPiece
from domain.errors import (
    BiollmError,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    MisnamedFile,
    MissingPath,
    ReadingError,
    UnsupportedType,
)
from ingestion.formats import files
from ingestion.formats.pdf_names import may_have
from ingestion.layout.may_have import MayHave
from tests.ingestion.in_french import read_piece
from tests.ingestion.pdfs import pages_source, raw_pdf, typeset

PROSE = "Les haies sont conservées sur tout le territoire. Les zones humides sont protégées de tout remblai."


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def check_whole(piece: ReadPiece) -> None:
    """What every reading owes: sentences on their page's text, passages that cover the sentences."""
    assert [page.ordinal for page in piece.pages] == list(range(1, len(piece.pages) + 1))
    texts = {page.ordinal: page for page in piece.pages}
    for sentence in piece.sentences:
        page = texts[sentence.page]
        assert page.status is PageStatus.READ
        own = " ".join(page.text[sentence.start : sentence.end].split())
        if sentence.rest is None:
            assert sentence.text == own
        else:
            rest = " ".join(texts[sentence.rest.page].text[sentence.rest.start : sentence.rest.end].split())
            assert sentence.rest.page > sentence.page
            assert sentence.text == (own[:-1] + rest if sentence.rest.cuts_word else f"{own} {rest}")
    covered = [position for each in piece.passages for position in range(each.first, each.last + 1)]
    assert covered == list(range(len(piece.sentences)))


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    bodies = [
        "= Règlement\nÉcrit de la zone UA",
        "*CHAPITRE I*\n\nArticle UA 1 – Occupations interdites\n\n" + PROSE + " #lorem(30).",
        "Article UA 13 – Espaces libres\n\nAu moins 60 % de pleine terre. " + PROSE,
        "#rect(width: 100%, height: 60%, fill: green)",
        "Une dernière page dit que les affectations ﬁxées demeurent : " + PROSE,
    ]
    header, footer = "PLU de Nulleville", "#context counter(page).display(n => str(n + 740))"
    return typeset(
        tmp_path_factory.mktemp("pdf") / "4_reglement.pdf", pages_source(bodies, header=header, footer=footer)
    )


def test_pages_labels_status_and_furniture(dossier: Path) -> None:
    piece = read_piece(dossier)
    check_whole(piece)
    assert piece.name == "4_reglement"
    assert piece.kind is PieceKind.REGLEMENT
    assert piece.media_type == "application/pdf"
    assert [page.number for page in piece.pages] == [1, 2, 3, 4, 5]
    assert [page.label for page in piece.pages] == ["741", "742", "743", "744", "745"]
    assert [page.status for page in piece.pages] == [PageStatus.READ] * 3 + [PageStatus.EMPTY, PageStatus.READ]
    assert piece.pages[3].reason is not None
    assert "image ou plan" in piece.pages[3].reason
    assert any("(p. 4)" in warning for warning in piece.warnings)
    assert all("PLU de Nulleville" in page.text for page in piece.pages)
    assert not any("Nulleville" in sentence.text for sentence in piece.sentences)
    assert any(sentence.text == "Au moins 60 % de pleine terre." and sentence.page == 3 for sentence in piece.sentences)
    assert "affectations fixées" in piece.pages[4].text


def test_passages_carry_their_section(dossier: Path) -> None:
    piece = read_piece(dossier)
    sections = [passage.section for passage in piece.passages]
    # The title of the piece, in larger letters, stands above its chapters.
    assert ("Règlement", "CHAPITRE I", "Article UA 1 – Occupations interdites") in sections


def test_reading_is_deterministic_and_kind_can_be_given(dossier: Path) -> None:
    assert read_piece(dossier) == read_piece(dossier)
    assert read_piece(dossier, kind=PieceKind.ANNEXE).kind is PieceKind.ANNEXE


def test_progress_counts_every_page(dossier: Path) -> None:
    steps: list[tuple[int, int]] = []
    read_piece(dossier, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(page, 5) for page in range(1, 6)]


def test_rotated_page_is_read(tmp_path: Path) -> None:
    piece = read_piece(write(tmp_path / "a.pdf", raw_pdf([PROSE], rotate=90)))
    assert [sentence.text for sentence in piece.sentences] == PROSE.replace(". ", ".|").split("|")


def test_blank_page(tmp_path: Path) -> None:
    piece = read_piece(write(tmp_path / "a.pdf", raw_pdf([PROSE, ""])))
    assert piece.pages[1].status is PageStatus.EMPTY
    assert piece.pages[1].reason == "page blanche"


def test_page_of_a_broken_font_is_not_indexed(tmp_path: Path) -> None:
    garbage = "\n".join("$ 6 0 < ; \" % & ' 6 $$ < 0 ;F % > 4 = 0 A $ 6 V" for _ in range(12))
    piece = read_piece(write(tmp_path / "a.pdf", raw_pdf([PROSE, garbage])))
    assert piece.pages[1].status is PageStatus.UNREADABLE
    assert {sentence.page for sentence in piece.sentences} == {1}
    assert any("illisible" in warning for warning in piece.warnings)


def test_empty_user_password_opens_with_a_warning(tmp_path: Path) -> None:
    piece = read_piece(write(tmp_path / "a.pdf", raw_pdf([PROSE], owner_only=True)))
    assert piece.sentences[0].text == "Les haies sont conservées sur tout le territoire."
    assert any("protégé" in warning for warning in piece.warnings)


def test_name_with_accents_and_quotes(tmp_path: Path) -> None:
    path = write(tmp_path / "re\u0300glement d’« été » 'n°1'.pdf", raw_pdf([PROSE]))
    assert read_piece(path).name == "règlement d’« été » 'n°1'"


GOOD = raw_pdf([PROSE] * 3)


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.pdf", b"", EmptyFile, "0 octet"),
        ("a.pdf", b"<!DOCTYPE html><html><body>404</body></html>", MisnamedFile, "HTML"),
        ("a.pdf", b"PK\x03\x04" + b"\0" * 40, DamagedFile, "archive"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, MisnamedFile, "image"),
        ("a.pdf", b"du texte simple", MisnamedFile, "texte"),
        ("a.docx", GOOD, MisnamedFile, "PDF"),
        ("a.txt", GOOD, MisnamedFile, "PDF"),
        ("a.pdf", GOOD[: len(GOOD) // 2], DamagedFile, "incomplet"),
        ("a.pdf", GOOD[:-30], DamagedFile, "incomplet"),
        ("a.pdf", b"%PDF-1.4\nn'importe quoi\n%%EOF\n", DamagedFile, "endommagé"),
        ("a.pdf", raw_pdf([PROSE], password="secret"), EncryptedFile, "mot de passe"),
        ("a.pdf", raw_pdf([]), EmptyFile, "aucune page"),
        ("a.doc", b"x", UnsupportedType, ".doc"),
        ("sans_extension", b"x", UnsupportedType, "sans extension"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, data: bytes, error: type[BiollmError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        read_piece(write(tmp_path / name, data))
    assert caught.value.where == name


def test_a_refusal_does_not_depend_on_the_file_read_before(tmp_path: Path) -> None:
    # PDFium remembers its last error: a password failure must not colour the next file.
    locked = write(tmp_path / "a.pdf", raw_pdf([PROSE], password="secret"))
    broken = write(tmp_path / "b.pdf", b"%PDF-1.4\nrien\n%%EOF\n")
    for _ in range(2):
        with pytest.raises(EncryptedFile):
            read_piece(locked)
        with pytest.raises(DamagedFile):
            read_piece(broken)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(MissingPath):
        read_piece(tmp_path / "absent.pdf")
    (tmp_path / "dossier.pdf").mkdir()
    with pytest.raises(ReadingError):
        read_piece(tmp_path / "dossier.pdf")


def test_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.pdf", GOOD)
    whole = Path.read_bytes

    def read_then_grow(self: Path) -> bytes:
        data = whole(self)
        with self.open("ab") as file:
            file.write(b"suite")
        return data

    monkeypatch.setattr(Path, "read_bytes", read_then_grow)
    with pytest.raises(ReadingError, match="a changé"):
        files.read_bytes(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="l'administrateur peut tout lire")
def test_file_without_permission(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", GOOD)
    path.chmod(0)
    with pytest.raises(ReadingError, match="droits"):
        read_piece(path)


@pytest.mark.parametrize("cut", range(0, len(GOOD), 97))
def test_truncated_anywhere_is_refused(tmp_path: Path, cut: int) -> None:
    with pytest.raises(ReadingError):
        read_piece(write(tmp_path / "a.pdf", GOOD[:cut]))


@pytest.mark.parametrize("place", range(20, len(GOOD) - 8, 61))
def test_damaged_bytes_give_a_reading_or_a_reading_error(tmp_path: Path, place: int) -> None:
    data = bytearray(GOOD)
    data[place] ^= 0x55
    path = write(tmp_path / "a.pdf", bytes(data))
    try:
        piece = read_piece(path)
    except ReadingError:
        return
    check_whole(piece)


@pytest.mark.parametrize(
    ("body", "layers", "blending"),
    [
        (b"<< /Type /Catalog /Pages 2 0 R >>", False, False),
        (b"<< /Type /Catalog /OCProperties 5 0 R >>", True, False),
        (b"<< /Properties << /P << /Type /O#43G >> >> >>", True, False),
        (b"<< /Type /ObjStm /N 4 >>", True, True),
        (b"<< /Type /Obj#53tm /N 4 >>", True, True),
        (b"<< /Type /ExtGState /BM /Normal /SMask /None >>", False, False),
        (b"<< /Type /ExtGState /BM [/Multiply /Normal] >>", False, True),
        (b"<< /Type /ExtGState /#53Mask 9 0 R >>", False, True),
        (b"<< /OC 5 0 R >> << /BM /Multiply >>", True, True),
    ],
)
def test_a_file_without_the_names_of_layers_and_masks_has_none(
    tmp_path: Path, body: bytes, layers: bool, blending: bool
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b" " * ((1 << 20) - 20) + body)  # over the end of what is read at once
    assert may_have(path, 100) == MayHave(layers, blending)
    assert may_have(path, 1) == MayHave()  # not searched: too large for its pages
