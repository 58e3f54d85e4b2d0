"""Texts of charts: kept beside the text of the file, never in a sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingestion.formats.office_content import AsideKind, OfficeContent, Unread
from ingestion.formats.readers.slides_reader import read_slides
from ingestion.formats.readers.word_reader import read_word
from tests.ingestion.office_files import (
    OOXML,
    W_SPACES,
    asides,
    paragraph,
    relations,
    run,
    slides,
    texts,
    word,
    write_zip,
)


def points(kind: str, values: list[str], code: str = "") -> str:
    told = "".join(f"<c:pt idx='{at}'><c:v>{value}</c:v></c:pt>" for at, value in enumerate(values))
    code = f"<c:formatCode>{code}</c:formatCode>" if code else ""
    return f"<c:{kind}Ref><c:{kind}Cache>{code}{told}</c:{kind}Cache></c:{kind}Ref>"


CHART = (
    f"<c:chartSpace {W_SPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Pleine terre</a:t></a:r></a:p></c:rich>"
    f"</c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx>{points('str', ['Valmont'])}</c:tx><c:cat>"
    f"{points('str', ['2010', '2020'])}</c:cat><c:val>{points('num', ['0.4', '0.355'], '0.0%')}</c:val></c:ser>"
    f"<c:ser><c:val>{points('num', ['12'])}</c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
)
SAID = ["Pleine terre", "2010 ; Valmont : 40,0 %", "2020 ; Valmont : 35,5 %", "12"]
FRAME = (
    f"<a:graphic xmlns:a='{OOXML}/drawingml/2006/main'><a:graphicData>"
    f"<c:chart xmlns:c='{OOXML}/drawingml/2006/chart' r:id='rC'/></a:graphicData></a:graphic>"
)


def check(content: OfficeContent, shown: list[str]) -> None:
    assert texts(content) == shown
    assert asides(content, AsideKind.CHART) == SAID
    assert [one.kind for one in content.unread] == [Unread.CHART]


def test_in_a_document(tmp_path: Path) -> None:
    body = paragraph(run("Voir.") + f"<w:r><w:drawing><wp:inline>{FRAME}</wp:inline></w:drawing></w:r>")
    path = word(tmp_path / "a.docx", body, parts={"word/charts/c.xml": CHART}, rC="chart charts/c.xml")
    check(read_word(path), ["Voir."])


def test_on_a_slide(tmp_path: Path) -> None:
    path = slides(tmp_path / "a.pptx", f"<p:graphicFrame><p:nvGraphicFramePr/>{FRAME}</p:graphicFrame>")
    with zipfile.ZipFile(path) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members["ppt/slides/_rels/slide1.xml.rels"] = relations(rC="chart ../charts/c.xml")
    check(read_slides(write_zip(path, {**members, "ppt/charts/c.xml": CHART})), [])


def test_a_chart_that_is_not_there_is_counted(tmp_path: Path) -> None:
    body = paragraph(f"<w:r><w:drawing><wp:inline>{FRAME}</wp:inline></w:drawing></w:r>")
    content = read_word(word(tmp_path / "a.docx", body))
    assert [one.kind for one in content.unread] == [Unread.CHART]
