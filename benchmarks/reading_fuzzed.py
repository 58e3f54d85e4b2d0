"""Files cut short and bits turned over at random: each is read or refused with an error of ours, within its limit."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.errors import ReadingError
from ingestion import SWITCHED_OFF, ChildPdf, Parser, Recogniser
from languages.entries.french_language import LANGUAGE as FRENCH

TIMES = {".pdf": 60, ".docx": 8, ".odt": 8, ".pptx": 8, ".xlsx": 8, ".html": 4, ".md": 4, ".txt": 4}


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
                path.write_bytes(damaged(data, generator))
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
    from pypandoc import convert_text

    heading, prose = "Les zones humides", "Les zones humides sont protégées de tout remblai. " * 20
    text = folder / "piece.txt"
    text.write_text(f"{heading}\n\n{prose}", encoding="utf-8")
    markdown = folder / "piece.md"
    markdown.write_text(f"# {heading}\n\n{prose}", encoding="utf-8")
    html = folder / "piece.html"
    html.write_text(f"<html><body><h1>{heading}</h1><p>{prose}</p></body></html>", encoding="utf-8")
    document = Document()
    document.add_heading(heading, 1)
    document.add_paragraph(prose)
    document.save(str(folder / "piece.docx"))
    convert_text(markdown.read_text(encoding="utf-8"), "odt", format="md", outputfile=str(folder / "piece.odt"))
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = heading
    slide.placeholders[1].text = prose
    slides.save(str(folder / "piece.pptx"))
    workbook = Workbook()
    sheet = workbook.active
    for row in (("Zone", "Pleine terre"), ("UA", "40 %"), ("UB", "50 %")):
        sheet.append(row)
    workbook.save(folder / "piece.xlsx")
    return [pdf, *(folder / f"piece.{name}" for name in ("docx", "odt", "pptx", "xlsx", "html", "md", "txt"))]
