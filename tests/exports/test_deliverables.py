"""Every deliverable opens again, is honest about what nobody established, and can be read by everybody."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation

from domain import Citation, DocumentKind
from domain.errors import NothingToDeliver, UnknownDeliverable, UnknownFormat
from exports import ExportedDocument
from exports.deliverables.registry_of_kinds import deliverable_kinds, deliverable_named
from exports.word_xml import add_run
from tests.exports.deliverable_samples import ACCEPTED, CELLS, NEVER_SEEN, OLDER, material
from tests.exports.samples import DOCUMENT, GRID, PLEINE_TERRE, answered

KINDS = list(deliverable_kinds().values())
FORMS = [(kind.name, form) for kind in KINDS for form in kind.forms]
WORD = [kind.name for kind in KINDS if "docx" in kind.forms]


@cache
def file_of(name: str, form: str) -> bytes:
    """A deliverable of both versions: drawing its charts takes time, so each is made once."""
    return deliverable_named(name).content(material(), form)


def word(name: str, *documents: ExportedDocument) -> Any:
    made = deliverable_named(name).content(material(*documents), "docx") if documents else file_of(name, "docx")
    return Document(io.BytesIO(made))


def said(document: Any) -> str:
    """All the words of a Word file, tables included."""
    hyphen = qn("w:noBreakHyphen")
    return "\n".join(
        "".join("-" if one.tag == hyphen else one.text or "" for one in paragraph.iter(qn("w:t"), hyphen))
        for paragraph in document.element.body.iter(qn("w:p"))
    ).replace("\u00a0", " ")


def words_of(content: bytes, form: str) -> str:
    """The words of a file of any format."""
    if form == "docx":
        return said(Document(io.BytesIO(content)))
    if form == "pptx":
        shapes = (shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes)
        found = []
        for shape in shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
        return "\n".join(found)
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    return content.decode()


@pytest.mark.parametrize(("name", "form"), [one for one in FORMS if one != ("grille-pratique", "xlsx")])
def test_each_opens_again_without_a_judgement_of_law_or_a_ranking(name: str, form: str) -> None:
    text = words_of(file_of(name, form), form)
    assert len(text) > 200
    assert not re.search(r"\b(non[- ])?conformes?\b|\bconformité\b|\bmeilleur territoire\b|\bclassement :", text, re.I)


@pytest.mark.parametrize("name", WORD)
def test_method_and_limits_cannot_be_left_out(name: str) -> None:
    titles = [one.text for one in word(name).paragraphs if one.style.name == "Heading 1"]
    assert {"Limites"} <= set(titles)
    assert any("éthode" in title or "faites" in title for title in titles)


def test_what_nobody_established_is_marked_and_counts_in_no_rate() -> None:
    table = said(word("tableau-comparatif"))
    assert "Non (NON RELUE)" in table
    assert "preuve disparue : à revoir" in table
    report = said(word("benchmark", ExportedDocument(DOCUMENT, GRID, (ACCEPTED, replace(NEVER_SEEN, indicator="I01")))))
    assert "1 sur 1 (100 %, intervalle 21 % à 100 %)" in report.replace("\u00a0", " ")


def test_a_no_says_what_was_searched() -> None:
    assert "Rien trouvé : 20 passages examinés dans 1 pièce ; 1 page illisible" in said(word("tableau-comparatif"))


def test_a_quote_has_its_piece_both_pages_and_a_link() -> None:
    document = word("tableau-comparatif")
    assert "Règlement, p. 81 (imprimée 75)" in said(document)
    targets = {one.target_ref for one in document.part.rels.values() if one.is_external}
    assert "http://127.0.0.1:8000/dossiers/plui-essai/pieces/reglement/pages/81" in targets


def test_a_change_is_told_only_where_both_cells_are_established() -> None:
    rows = [[cell.text for cell in row.cells] for table in word("suivi").tables for row in table.rows]
    changes = {row[0].split()[0]: row[1] for row in rows if len(row) == 6 and re.match(r"I\d\d ", row[0])}
    assert (changes["I01"], changes["I14"], changes["I03"]) == ("aucun", "valeurs", "non établi")


def test_former_numbers_of_articles_stand_beside_the_present_ones() -> None:
    assert "anciennement L. 123-1-5 III 2°" in said(word("grille-juridique"))


def test_the_number_of_an_article_is_not_cut_at_its_hyphens_and_a_quote_keeps_its_own() -> None:
    cells = [row.cells[1] for table in word("grille-juridique").tables for row in table.rows]
    articles = next(cell._tc for cell in cells if "L.\u00a0123-1-5 III" in cell.text)
    assert not any(re.search(r"[LR]\.\s?\d+-\d", one.text or "") for one in articles.iter(qn("w:t")))
    paragraph = etree.Element(qn("w:p"))
    add_run(paragraph, "Article L. 151-23 : « l'article L. 123-1-5, de 2011-2021 »")
    assert [one.text for one in paragraph.iter(qn("w:t"))] == [
        "Article L.\u00a0151", "23\u00a0: «\u00a0l'article L. 123-1-5, de 2011-2021\u00a0»",
    ]  # fmt: skip


def test_the_legal_grid_says_which_lines_hold_for_another_kind_of_plan() -> None:
    scot = ExportedDocument(replace(DOCUMENT, kind=DocumentKind.SCOT), GRID, (replace(NEVER_SEEN, indicator="I01"),))
    assert "Sans article dans la grille pour un SCoT : I14 Nature en ville" in said(word("grille-juridique", scot))


def test_each_row_of_a_cell_that_nobody_established_says_so() -> None:
    document = word("tableau-comparatif", ExportedDocument(DOCUMENT, GRID, (ACCEPTED, answered(PLEINE_TERRE))))
    found = [row.cells[1].text for table in document.tables for row in table.rows]
    assert found.count("Oui (NON RELUE)") == 2  # in the matrix, and on the first row of the cell
    assert {"idem", "idem (NON RELUE)"} <= set(found)


def test_word_offers_to_compute_the_contents_which_do_not_list_themselves() -> None:
    document = word("rapport-final")
    assert document.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"
    (title,) = (one for one in document.paragraphs if one.text == "Sommaire")
    assert title.style.name == "TOC Heading"


def test_markdown_has_front_matter_that_yaml_reads() -> None:
    from ruamel.yaml import YAML

    text = file_of("fiches", "md").decode()
    fields = YAML(typ="safe").load(text.split("---")[1])
    assert fields["theme"] == "Nature en ville"
    assert fields["etiquettes"] == ["pleine terre", "zone UA"]
    assert (fields["page"], fields["page_imprimee"]) == (12, "8")


# --- What can go wrong --------------------------------------------------------------------------


def test_what_is_missing_is_said_in_words() -> None:
    missing = deliverable_named("rapport-final").missing(material(ExportedDocument(DOCUMENT, GRID, CELLS)))
    assert {"1 case non relue", "1 case douteuse", "1 décision à revoir", "10 cases sans réponse"} <= set(missing)


def test_nothing_to_deliver_is_told_with_what_to_do() -> None:
    alone = material(ExportedDocument(DOCUMENT, GRID, CELLS))
    with pytest.raises(NothingToDeliver, match="deux versions d'un même plan"):
        deliverable_named("suivi").content(alone, "docx")
    with pytest.raises(NothingToDeliver, match="bonne pratique"):
        deliverable_named("fiches").content(replace(alone, practices=()), "docx")
    with pytest.raises(UnknownFormat, match="docx, xlsx"):
        deliverable_named("suivi").content(alone, "ods")
    with pytest.raises(UnknownDeliverable, match="rapport-final"):
        deliverable_named("resume")


@pytest.mark.parametrize("form", ["docx", "pptx", "xlsx", "html"])
def test_no_reviewed_cell_long_titles_and_control_characters_give_a_file_that_opens(form: str) -> None:
    odd = Citation(
        "a\x00b", 3, "i\x0b", "Des haies\x07 \ud800 = « protégées » & <b>" + "é" * 3000, 3, 0, 9, "plui-essai"
    )
    cell = replace(NEVER_SEEN, citations=(odd,), answer=replace(NEVER_SEEN.answer, citations=(odd,)))  # type: ignore[type-var]
    titled = replace(OLDER, title="Plan " + "très long " * 30, plan=None)
    kinds = [kind for kind in KINDS if form in kind.forms and kind.name != "suivi"]
    for kind in kinds:
        content = kind.content(material(ExportedDocument(titled, GRID, (cell,))), form)
        if kind.name != "grille-pratique":  # says nothing of the documents, but for examples that people established
            assert "très long" in words_of(content, form), kind.name


def test_two_hundred_documents_give_files_that_open() -> None:
    documents = tuple(
        ExportedDocument(replace(OLDER, slug=f"plui-{number}", title=f"PLUi fictif {number}", plan=None), GRID,
                         (replace(ACCEPTED, document=f"plui-{number}"),))
        for number in range(200)
    )  # fmt: skip
    whole = material(*documents)
    book = load_workbook(io.BytesIO(deliverable_named("tableau-comparatif").content(whole, "xlsx")), read_only=True)
    assert sum(1 for _ in book["Verdicts"].iter_rows()) == 201
    show = Presentation(io.BytesIO(deliverable_named("diaporama").content(whole, "pptx")))
    for slide in show.slides:
        assert all(shape.top + shape.height <= show.slide_height for shape in slide.shapes)


# --- Accessibility ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WORD)
def test_a_word_file_can_be_read_by_everybody(name: str) -> None:
    document = word(name)
    assert document.core_properties.language == "fr-FR"
    assert document.core_properties.title
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "fr-FR"
    bookmarks = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    anchors = {one.get(qn("w:anchor")) for one in document.element.body.iter(qn("w:hyperlink"))} - {None}
    assert anchors <= bookmarks
    levels = [int(one.style.name[-1]) for one in document.paragraphs if one.style.name.startswith("Heading ")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(cell.text.strip() for cell in table.rows[0].cells)
    drawn = list(
        document.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    )
    assert all(len(one.get("descr", "")) > 10 for one in drawn)
    assert len({one.get("id") for one in drawn}) == len(drawn)


def test_slides_can_be_read_by_everybody() -> None:
    show = Presentation(io.BytesIO(file_of("diaporama", "pptx")))
    assert show.core_properties.language == "fr-FR"
    assert 8 <= len(show.slides) <= 12
    for slide in show.slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id, "the title is read first"
        for shape in slide.shapes:
            kind = shape.shape_type
            if shape.has_text_frame:
                runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
                assert all(run._r.rPr.get("lang") == "fr-FR" for run in runs)
            elif kind is not None:
                (described,) = shape._element.xpath("./*/p:cNvPr/@descr")
                assert len(described) > 10
            if shape.has_table:
                assert shape.table.first_row
            assert shape.top + shape.height <= show.slide_height, slide.shapes.title.text_frame.text


def test_a_page_has_titles_in_order_and_headers_in_its_tables() -> None:
    page = etree.HTML(file_of("rapport-final", "html"))
    assert page.get("lang") == "fr"
    assert len(page.findall(".//h1")) == 1
    assert all(
        table.find("caption") is not None and table.find("thead//th") is not None for table in page.iter("table")
    )
    assert all(image.get("alt") for image in page.iter("img"))
    assert not page.xpath("//script | //link | //@src[not(starts-with(., 'data:'))]")
