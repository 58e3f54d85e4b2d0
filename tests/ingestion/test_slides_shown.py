"""Small slides of many kinds, each with what PowerPoint shows of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingestion.formats.office_content import AsideKind, OfficeContent, Unread
from ingestion.formats.readers.slides_reader import read_slides
from tests.ingestion.office_files import OOXML, asides, slides, texts

EQUATIONS = (
    f'xmlns:m="{OOXML}/officeDocument/2006/math" xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
)
SIZE = b"<p:sldSz cx='9144000' cy='6858000'/></p:presentation>"


def read(path: Path, tree: str) -> OfficeContent:
    return read_slides(slides(path / "a.pptx", tree))


def box(body: str, left: int = 0, top: int = 0) -> str:
    frame = f"<a:xfrm><a:off x='{left}' y='{top}'/><a:ext cx='1000' cy='1000'/></a:xfrm>"
    return f"<p:sp><p:nvSpPr/><p:spPr>{frame}</p:spPr><p:txBody><a:p>{body}</a:p></p:txBody></p:sp>"


def run(text: str, properties: str = "") -> str:
    return f"<a:r>{properties}<a:t>{text}</a:t></a:r>"


def cell(text: str, attributes: str = "") -> str:
    return f"<a:tc {attributes}><a:txBody><a:p>{run(text)}</a:p></a:txBody></a:tc>"


SQUARE = "<m:oMath><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
CLEAR = "<a:solidFill><a:srgbClr val='000000'><a:alpha val='0'/></a:srgbClr></a:solidFill>"
TWICE = (
    f"<mc:AlternateContent {EQUATIONS}><mc:Choice Requires='a14'><a14:m>{SQUARE}</a14:m></mc:Choice>"
    f"<mc:Fallback>{run('m2')}</mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("body", "shown", "hidden"),
    [
        (run("40 ") + f"<a14:m {EQUATIONS}>{SQUARE}</a14:m>", "40 m²", []),
        (run("40 ") + TWICE, "40 m²", []),
        (run("un_x000B_deux"), "un deux", []),
        (run("\uf0fc", "<a:rPr><a:sym typeface='Wingdings'/></a:rPr>") + run(" oui"), "✓ oui", []),
        (run("\uf0b3", "<a:rPr><a:latin typeface='Symbol'/></a:rPr>") + run(" 3 m"), "≥ 3 m", []),
        (run("Piège ", "<a:rPr sz='100'/>") + run("lu"), "lu", ["Piège"]),
        (run("zone ua", "<a:rPr cap='all'/>"), "ZONE UA", []),
        (run("Piège ", "<a:rPr><a:noFill/></a:rPr>") + run("lu"), "lu", ["Piège"]),
        (run("Piège ", f"<a:rPr>{CLEAR}</a:rPr>") + run("lu"), "lu", ["Piège"]),
        (run("lu", f"<a:rPr>{CLEAR.replace('alpha', 'lumMod')}</a:rPr>"), "lu", []),
        (run("lu", "<a:rPr><a:ln><a:solidFill/></a:ln><a:noFill/></a:rPr>"), "lu", []),
        (run("320") + run("1", "<a:rPr baseline='30000'/>"), "320¹", []),
    ],
)
def test_what_a_slide_shows(tmp_path: Path, body: str, shown: str, hidden: list[str]) -> None:
    content = read(tmp_path, box(body))
    assert (texts(content), asides(content, AsideKind.HIDDEN)) == ([shown], hidden)


def test_the_list_style_of_a_shape_holds_for_runs_that_do_not_say_otherwise(tmp_path: Path) -> None:
    style = "<a:lstStyle><a:lvl2pPr><a:defRPr strike='sngStrike' cap='all'/></a:lvl2pPr></a:lstStyle>"
    deep = "<a:pPr lvl='1'/>"
    body = f"{run('vu')}</a:p><a:p>{deep}{run('barré')}</a:p><a:p>{deep}" + run("gardé", "<a:rPr strike='noStrike'/>")
    tree = box(body).replace("<p:txBody>", f"<p:txBody>{style}")
    content = read(tmp_path, tree)
    assert texts(content) == ["vu", "GARDÉ"]
    assert asides(content, AsideKind.STRUCK) == ["BARRÉ"]


def test_shapes_beside_the_slide_are_hidden(tmp_path: Path) -> None:
    tree = box(run("à gauche"), left=-5000) + box(run("dessous"), top=9_000_000) + box(run("à cheval"), left=-500)
    path = slides(tmp_path / "a.pptx", tree)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["ppt/presentation.xml"] = members["ppt/presentation.xml"].replace(b"</p:presentation>", SIZE)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    read_again = read_slides(path)
    assert texts(read_again) == ["à cheval"]
    assert asides(read_again, AsideKind.HIDDEN) == ["à gauche", "dessous"]


def test_shapes_that_stand_level_are_read_from_the_left(tmp_path: Path) -> None:
    tree = box(run("c"), top=500_000) + box(run("b"), left=900, top=100_000) + box(run("a"), top=101_000)
    assert texts(read(tmp_path, tree)) == ["a", "b", "c"]


def test_what_a_merged_cell_covers_and_an_object_with_its_copy(tmp_path: Path) -> None:
    wide, covered = cell("UA", "gridSpan='2'"), cell("9 m", "hMerge='1'")
    rows = f"<a:tr>{cell('Zone')}{cell('H')}</a:tr><a:tr>{wide}{covered}</a:tr>"
    thing = "<p:oleObj name='x'><p:embed/></p:oleObj>"
    copies = f"<mc:Choice Requires='v'>{thing}</mc:Choice><mc:Fallback>{thing}</mc:Fallback>"
    frames = f"<a:tbl>{rows}</a:tbl>", f"<mc:AlternateContent>{copies}</mc:AlternateContent>"
    tree = "".join(
        f"<p:graphicFrame><a:graphic><a:graphicData>{frame}</a:graphicData></a:graphic></p:graphicFrame>"
        for frame in frames
    )
    content = read(tmp_path, tree)
    assert texts(content)[-1] == "UA"
    assert asides(content, AsideKind.HIDDEN) == ["9 m"]
    assert [one.kind for one in content.unread] == [Unread.OBJECT]


def test_a_diagonal_parts_what_rows_and_columns_are_about(tmp_path: Path) -> None:
    line = "<a:tcPr><a:lnTlToBr><a:solidFill/></a:lnTlToBr></a:tcPr>"
    corner = f"<a:tc><a:txBody><a:p>{run('Destination')}</a:p><a:p>{run('Zone')}</a:p></a:txBody>{line}</a:tc>"
    rows = f"<a:tr>{corner}{cell('Logement')}</a:tr><a:tr>{cell('UA')}{cell('9 m')}</a:tr>"
    tree = (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    assert texts(read(tmp_path, tree)) == ["Zone : UA ; Destination Logement : 9 m"]
