"""Numbers that Word writes before titles and items."""

from __future__ import annotations

from pathlib import Path

from tests.ingestion.office_files import W_SPACES, run, texts
from tests.ingestion.test_word_reader import read


def test_automatic_numbers_are_part_of_what_is_shown(tmp_path: Path) -> None:
    levels = (
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='Titre %1'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:start w:val='3'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>"
    )

    def item(text: str, level: int) -> str:
        properties = f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='5'/></w:numPr></w:pPr>"
        return f"<w:p>{properties}{run(text)}</w:p>"

    content = read(
        tmp_path,
        item("Zones", 0) + item("Hauteur", 1) + item("Recul", 1) + item("Annexes", 0) + item("Liste", 1),
        parts={
            "word/numbering.xml": f"<w:numbering {W_SPACES}><w:abstractNum w:abstractNumId='1'>{levels}</w:abstractNum>"
            "<w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
        },
        rN="numbering numbering.xml",
    )
    assert texts(content) == ["Titre I Zones", "I.3 Hauteur", "I.4 Recul", "Titre II Annexes", "II.3 Liste"]


def test_a_paragraph_that_is_no_more_has_no_number(tmp_path: Path) -> None:
    level = "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"

    def item(inner: str, mark: str = "") -> str:
        properties = f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr><w:rPr>{mark}</w:rPr>"
        return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"

    def deleted(text: str) -> str:
        return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"

    content = read(
        tmp_path,
        item(run("Haies")) + item(deleted("Mares"), "<w:del/>") + item(run("Talus"))
        + item(run("Murets "), "<w:del/>") + item(run("de pierre")) + item(run("Caché", "<w:vanish/>"), "<w:vanish/>")
        + item(run("Vergers")),
        parts={
            "word/numbering.xml": f"<w:numbering {W_SPACES}><w:abstractNum w:abstractNumId='1'>{level}</w:abstractNum>"
            "<w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
        },
        rN="numbering numbering.xml",
    )  # fmt: skip
    assert texts(content) == ["1. Haies", "2. Talus", "3. Murets de pierre", "4. Vergers"]
