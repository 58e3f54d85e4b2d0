"""Plain text, as whoever wrote it parted it: paragraphs, lines cut at a width, items, columns of tabs."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import MisnamedFile
from ingestion.formats.files import file_type
from ingestion.formats.office import read_sections
from ingestion.formats.readers.plain_text_reader import read_text
from ingestion.formats.types.markdown_format import FORMAT as MARKDOWN
from ingestion.formats.types.text_format import FORMAT
from tests.fakes import kept_office
from tests.ingestion.in_french import HEADINGS
from tests.ingestion.office_files import texts

SENTENCE = (
    "La hauteur des constructions est mesurée à partir du sol naturel jusqu'à l'égout du toit, et ne doit pas dépasser "
    "neuf mètres dans le secteur UAa ni douze mètres dans le secteur UAb, sauf pour les équipements publics."
)


def read(path: Path, text: str) -> list[str]:
    (path / "a.txt").write_text(text, "utf-8", newline="")
    return texts(read_text(path / "a.txt"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Article 1\nLes haies restent.\nLes mares aussi.\n", ["Article 1", "Les haies restent.", "Les mares aussi."]),
        ("Article 1\r\rLes haies.\r", ["Article 1", "Les haies."]),
        ("Les haies\nsont conservées.\n", ["Les haies sont conservées."]),
        ("Page 1\fPage 2", ["Page 1", "Page 2"]),
        ("- les haies ;\n- les mares et\n  les quais.\n1. Un\n2) Deux",
         ["les haies ;", "les mares et les quais.", "1. Un", "2) Deux"]),
        ("Zone\tH\nUA\t9 m\nUB\t12 m\nFin.", ["Zone : UA ; H : 9 m", "Zone : UB ; H : 12 m", "Fin."]),
        ("\tUn retrait.\n\tUn autre.", ["Un retrait.", "Un autre."]),
    ],
)  # fmt: skip
def test_paragraphs_lines_items_and_columns(tmp_path: Path, text: str, said: list[str]) -> None:
    assert read(tmp_path, text) == said


@pytest.mark.parametrize("width", [60, 76, 100])
def test_lines_that_were_cut_at_a_width_are_one_paragraph(tmp_path: Path, width: int) -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(one, width)) for one in (SENTENCE, f"Les haies : {SENTENCE}"))
    assert read(tmp_path, f"{wrapped}\n\nArticle 2\nLes mares.\n") == [
        SENTENCE, f"Les haies : {SENTENCE}", "Article 2", "Les mares.",
    ]  # fmt: skip


def test_a_word_that_was_cut_is_whole_and_articles_are_sections() -> None:
    text = "Article 1\nLes équipements d'intérêt col-\nlectif sont admis.\nArticle 2\nLes haies restent.\n"
    sections = read_sections("a.txt", text.encode(), FORMAT, kept_office(), HEADINGS).sections
    assert [one.path for one in sections] == [("Article 1",), ("Article 2",)]
    assert "d'intérêt collectif" in " ".join(sections[0].text.split())


@pytest.mark.parametrize(("data", "word"), [(rb"{\rtf1 x}", "RTF"), (b"\n<!DOCTYPE html><p>x", "HTML")])
def test_a_text_that_is_something_else_is_told(data: bytes, word: str) -> None:
    with pytest.raises(MisnamedFile, match=word):
        file_type(Path("a.txt"), data)
    assert file_type(Path("a.md"), b"<html><p>x").name == "md"


@given(st.lists(st.text(alphabet="abé -.:1)", max_size=30), max_size=12))
def test_no_letter_is_lost(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    said = "".join(read(tmp_path_factory.mktemp("txt"), "\n".join(lines)))
    assert [char for char in said if char.isalnum()] == [char for char in "".join(lines) if char.isalnum()]


def test_struck_markdown_is_set_aside_and_settings_of_a_site_are_no_text() -> None:
    text = "---\ntitle: x\ntags:\n  - a\n---\n\nRecul de ~~9 m~~ 12 m, ~ 3 m ~~~.\n\n---\n\nFin : oui\n"
    found = read_sections("a.md", text.encode(), MARKDOWN, kept_office(), HEADINGS)
    shown = " ".join(" ".join(one.text.split()) for one in found.sections if not one.aside)
    assert shown == "Recul de 12 m, ~ 3 m ~~~. Fin : oui"
    assert [one.text for one in found.sections if one.aside] == ["9 m"]
