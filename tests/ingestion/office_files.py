"""Office files written by hand, down to their XML: revisions, content controls, hidden rows."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from ingestion.formats.office_content import AsideKind, Category, OfficeContent

OOXML = "http://schemas.openxmlformats.org"
W_SPACES = (
    f'xmlns:w="{OOXML}/wordprocessingml/2006/main" xmlns:r="{OOXML}/officeDocument/2006/relationships"'
    f' xmlns:mc="{OOXML}/markup-compatibility/2006" xmlns:a="{OOXML}/drawingml/2006/main"'
    f' xmlns:dgm="{OOXML}/drawingml/2006/diagram" xmlns:c="{OOXML}/drawingml/2006/chart"'
    f' xmlns:wp="{OOXML}/drawingml/2006/wordprocessingDrawing" xmlns:pic="{OOXML}/drawingml/2006/picture"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
P_SPACES = (
    f'xmlns:p="{OOXML}/presentationml/2006/main" xmlns:a="{OOXML}/drawingml/2006/main"'
    f' xmlns:r="{OOXML}/officeDocument/2006/relationships" xmlns:mc="{OOXML}/markup-compatibility/2006"'
    f' xmlns:dgm="{OOXML}/drawingml/2006/diagram"'
)
ODF = "urn:oasis:names:tc:opendocument:xmlns"
O_SPACES = (
    f'xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" xmlns:table="{ODF}:table:1.0"'
    f' xmlns:style="{ODF}:style:1.0" xmlns:draw="{ODF}:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    f' xmlns:fo="{ODF}:xsl-fo-compatible:1.0" xmlns:svg="{ODF}:svg-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:math="http://www.w3.org/1998/Math/MathML"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)


def write_zip(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """An archive with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def relations(**targets: str) -> str:
    """The relations of a part: identifier to « type target »."""
    lines = []
    for identifier, said in targets.items():
        kind, _, target = said.partition(" ")
        lines.append(
            f'<Relationship Id="{identifier}" Target="{target}"'
            f' Type="{OOXML}/officeDocument/2006/relationships/{kind}"/>'
        )
    space = f"{OOXML}/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """A run of Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, style: str = "", mark: str = "") -> str:
    """A paragraph of Word; ``mark``: properties of its end."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}<w:rPr>{mark}</w:rPr></w:pPr>{content}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """A cell of Word: text or XML."""
    inner = content if content.startswith("<") else paragraph(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    """A table of Word, given the cells of its rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' if row.startswith('<w:tc') else row for row in rows)}</w:tbl>"


def word(
    path: Path, body: str, *, styles: str = "", parts: Mapping[str, str | bytes] | None = None, **named: str
) -> Path:
    """A Word document; ``named``: further relations of its main part."""
    known = (
        '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>'
    )
    members: dict[str, str | bytes] = {
        "_rels/.rels": relations(r1="officeDocument word/document.xml"),
        "word/_rels/document.xml.rels": relations(rS="styles styles.xml", **named),
        "word/document.xml": f"<w:document {W_SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W_SPACES}>{known}{styles}</w:styles>",
        **(parts or {}),
    }
    return write_zip(path, members)


def opendocument(
    path: Path, body: str, *, styles: str = "", margins: str = "", parts: Mapping[str, str | bytes] | None = None
) -> Path:
    """A text of OpenDocument."""
    return write_zip(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {O_SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {O_SPACES}><office:master-styles>{margins}</office:master-styles>"
            "</office:document-styles>",
            **(parts or {}),
        },
    )


def shape(text: str, *, kind: str = "", top: int | None = None, hidden: bool = False, run_properties: str = "") -> str:
    """A shape of a slide with a line of text."""
    place = f'<a:xfrm><a:off x="0" y="{top}"/></a:xfrm>' if top is not None else ""
    holder = f'<p:ph type="{kind}"/>' if kind else ""
    gone = ' hidden="1"' if hidden else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="n"{gone}/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr><p:txBody><a:p><a:r><a:rPr {run_properties}/><a:t>{escape(text)}</a:t></a:r></a:p>"
        "</p:txBody></p:sp>"
    )


def slides(path: Path, *trees: str, shown: tuple[bool, ...] = (), notes: Mapping[int, str] | None = None) -> Path:
    """A presentation, given the shapes of its slides; ``notes`` by number of slide, from 1."""
    members: dict[str, str | bytes] = {"_rels/.rels": relations(r1="officeDocument ppt/presentation.xml")}
    names = {f"r{number}": f"slide slides/slide{number}.xml" for number in range(1, len(trees) + 1)}
    listed = "".join(f'<p:sldId id="{index + 256}" r:id="{name}"/>' for index, name in enumerate(names))
    members["ppt/presentation.xml"] = f"<p:presentation {P_SPACES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
    members["ppt/_rels/presentation.xml.rels"] = relations(**names)
    for number, tree in enumerate(trees, 1):
        show = ' show="0"' if shown and not shown[number - 1] else ""
        members[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {P_SPACES}{show}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>"
        )
        if notes and number in notes:
            members[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations(
                r1=f"notesSlide ../notesSlides/notesSlide{number}.xml"
            )
            members[f"ppt/notesSlides/notesSlide{number}.xml"] = (
                f"<p:notes {P_SPACES}><p:cSld><p:spTree>{shape('1', kind='sldNum')}{shape(notes[number], kind='body')}"
                "</p:spTree></p:cSld></p:notes>"
            )
    return write_zip(path, members)


def texts(content: OfficeContent) -> list[str]:
    """What is shown, in order, white space collapsed; a table row by row."""
    return [
        " ".join(line.split())
        for element in content.elements
        if element.category is not Category.MARGIN
        for line in (element.text.split("\n\n") if element.category is Category.TABLE else [element.text])
    ]


def asides(content: OfficeContent, kind: AsideKind) -> list[str]:
    """What is set aside for a reason."""
    return [one.text for one in content.asides if one.kind is kind]
