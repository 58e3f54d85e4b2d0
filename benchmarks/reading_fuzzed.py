"""Files cut short and bits turned over at random: each is read or refused with an error of ours, within its limit."""

from __future__ import annotations

import io
import json
import random
import re
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.errors import ReadingError
from ingestion import SWITCHED_OFF, ChildPdf, Parser, Recogniser
from languages.entries.french_language import LANGUAGE as FRENCH

TIMES = {
    ".pdf": 60, ".docx": 40, ".odt": 40, ".pptx": 40, ".xlsx": 40, ".ods": 20, ".odp": 20, ".html": 20,
    ".rtf": 20, ".csv": 4, ".xml": 20, ".json": 20, ".md": 4, ".txt": 4,
}  # fmt: skip
_TAG = re.compile(rb"<[^<>]*>")
_NUMBER = re.compile(rb'="(\d+)"')
_SHARE_INSIDE = 0.7
_ODD_NUMBERS = (b"-1", b"99999999999", b"", b"abc")


def damaged(data: bytes, generator: random.Random) -> bytes:
    """The bytes of a file cut short, with bits turned over, or with a run of it written over."""
    changed = bytearray(data)
    kind = generator.randrange(3)
    if kind == 0:
        return data[: generator.randrange(len(data))]
    if kind == 1:
        for _ in range(generator.choice((1, 8, 64))):
            changed[generator.randrange(len(changed))] ^= 1 << generator.randrange(8)
        return bytes(changed)
    start = generator.randrange(len(changed))
    run = generator.randbytes(generator.choice((4, 64, 1024)))
    changed[start : start + len(run)] = run
    return bytes(changed)


def damaged_inside(data: bytes, generator: random.Random) -> bytes:
    """An archive with one of its parts damaged: tags left out, letters and numbers changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        victim = generator.choice([name for name in source.namelist() if name.endswith((".xml", ".rels"))])
        for name in source.namelist():
            part = source.read(name)
            for _ in range(generator.choice((1, 4)) if name == victim and part else 0):
                part = _changed(part, generator)
            target.writestr(name, part)
    return written.getvalue()


def _changed(part: bytes, generator: random.Random) -> bytes:
    kind = generator.randrange(3)
    found = list((_TAG, _NUMBER)[kind].finditer(part)) if kind < 2 else []
    if not found:
        place = generator.randrange(len(part)) if part else 0
        return part[:place] + bytes([generator.randrange(32, 127)]) + part[place + 1 :]
    match = generator.choice(found)
    start, end = match.span(0 if kind == 0 else 1)
    return part[:start] + (b"" if kind == 0 else generator.choice(_ODD_NUMBERS)) + part[end:]


def fuzzed(samples: Sequence[Path]) -> Iterator[str]:
    """A line a type: how many damaged files were read, refused, or ended otherwise, and the longest."""
    generator = random.Random(11)
    source = ChildPdf()
    reader = Parser(source, Recogniser(SWITCHED_OFF), FRENCH)
    with tempfile.TemporaryDirectory() as folder:
        for sample in samples:
            data = sample.read_bytes()
            found: Counter[str] = Counter()
            longest = 0.0
            for _ in range(TIMES[sample.suffix]):
                path = Path(folder) / f"piece{sample.suffix}"
                inside = data.startswith(b"PK") and generator.random() < _SHARE_INSIDE
                path.write_bytes((damaged_inside if inside else damaged)(data, generator))
                started = time.perf_counter()
                try:
                    piece = reader.read(path)
                    whole = all(page.reason for page in piece.pages if not page.text)
                    found["read" if whole else "READ WITH A PAGE LOST"] += 1
                except ReadingError:
                    found["refused"] += 1
                except Exception as error:  # noqa: BLE001 - what is looked for here
                    found[f"OTHER: {error!r}"[:120]] += 1
                longest = max(longest, time.perf_counter() - started)
            counts = ", ".join(f"{name} {count}" for name, count in found.items())
            yield f"| {sample.suffix} | {sum(found.values())} | {counts} | {longest:.1f} |"
    source.close()


def samples(folder: Path, pdf: Path) -> list[Path]:
    """A sound file of each type, written here; ``pdf`` stands for the PDF."""
    from docx import Document
    from openpyxl import Workbook
    from pptx import Presentation

    heading, prose = "Les zones humides", "Les zones humides sont protégées de tout remblai. " * 20
    text = folder / "piece.txt"
    text.write_text(f"{heading}\n\n{prose}", encoding="utf-8")
    markdown = folder / "piece.md"
    markdown.write_text(f"# {heading}\n\n{prose}", encoding="utf-8")
    html = folder / "piece.html"
    html.write_text(f"<html><body><h1>{heading}</h1><p>{prose}</p></body></html>", encoding="utf-8")
    (folder / "piece.csv").write_text(f"Zone;Règle\nUA;{prose}\nUB;{prose}\n", encoding="utf-8")
    _write_rich(folder / "piece.rtf", heading, prose)
    _write_rules(folder, heading, prose)
    document = Document()
    document.add_heading(heading, 1)
    document.add_paragraph(prose)
    document.add_paragraph(prose, style="List Number")
    grid = document.add_table(3, 2)
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = prose
    document.save(str(folder / "piece.docx"))
    _write_opendocument(folder, heading, prose)
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = heading
    slide.placeholders[1].text = prose
    slides.save(str(folder / "piece.pptx"))
    table = slide.shapes.add_table(3, 2, 0, 0, 900_000, 900_000).table
    table.cell(1, 0).merge(table.cell(2, 0))
    workbook = Workbook()
    sheet = workbook.active
    for row in (("Zone", "Pleine terre"), ("UA", "40 %"), ("UB", "50 %")):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet["B2"].number_format = "0.0%"
    workbook.save(folder / "piece.xlsx")
    return [pdf, *(folder / f"piece{name}" for name in TIMES if name != ".pdf")]


def _write_rich(path: Path, heading: str, prose: str) -> None:
    rows = "".join(
        rf"\trowd\cellx2000\cellx4000 {name}\cell {share} %\cell\row" for name, share in (("UA", 40), ("UB", 50))
    )
    fonts = r"{\fonttbl{\f0 Arial;}}"
    path.write_text(rf"{{\rtf1\ansi\ansicpg1252{fonts}{{\b {heading}}}\par {prose}\par {rows}}}", "cp1252")


def _write_rules(folder: Path, heading: str, prose: str) -> None:
    """A règlement in XML, and one in JSON."""
    inner = f"<h1>{heading}</h1><div>{prose}</div><table><tr><td>UA</td><td>40 %</td></tr></table>"
    (folder / "piece.xml").write_text(
        '<plu:ReglementDU xmlns="http://www.w3.org/1999/xhtml" xmlns:plu="https://cnig.gouv.fr/reglementDU" id="r" '
        f'typeDoc="PLU"><plu:Titre id="a" intitule="{heading}" niveau="1" idZone="UA"><plu:Contenu id="b" idZone="UA">'
        f"{inner}</plu:Contenu></plu:Titre></plu:ReglementDU>",
        encoding="utf-8",
    )
    content = {"idZone": ["UA"], "html": [{"tag": "p", "children": [prose, {"tag": "strong", "text": "40 %"}]}]}
    title = {"intitule": heading, "niveau": 1, "idZone": ["UA"], "contenu": [content]}
    rules = {"idReglement": "r", "typeDoc": "PLU", "idUrba": "98766_PLU_20240115", "titre": [title]}
    (folder / "piece.json").write_text(json.dumps(rules, ensure_ascii=False), encoding="utf-8")


def _write_opendocument(folder: Path, heading: str, prose: str) -> None:
    """A text, a sheet and a slide."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(
        f'xmlns:{name}="{names}:{name}:1.0"' for name in ("office", "text", "table", "style", "drawing", "presentation")
    ).replace("xmlns:drawing=", "xmlns:draw=")
    cell = f'<table:table-cell office:value-type="string"><text:p>{prose}</text:p></table:table-cell>'
    table = (
        f'<table:table table:name="Zones"><table:table-row>{cell * 2}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="2">{cell * 2}</table:table-row></table:table>'
    )
    text = f'<text:h text:outline-level="1">{heading}</text:h><text:p>{prose}<text:s text:c="2"/></text:p>{table}'
    frame = f"<draw:frame><draw:text-box><text:p>{prose}</text:p></draw:text-box></draw:frame>"
    for suffix, kind, body in (
        ("odt", "text", text),
        ("ods", "spreadsheet", table),
        ("odp", "presentation", f'<draw:page draw:name="{heading}">{frame}</draw:page>'),
    ):
        with zipfile.ZipFile(folder / f"piece.{suffix}", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
            archive.writestr(
                "content.xml",
                f"<office:document-content {spaces}><office:body><office:{kind}>{body}</office:{kind}></office:body>"
                "</office:document-content>",
            )
            archive.writestr("styles.xml", f"<office:document-styles {spaces}/>")
