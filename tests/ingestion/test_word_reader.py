"""Word documents as Word shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DamagedFile
from ingestion.formats.office_content import AsideKind, Category, OfficeContent, Unread
from ingestion.formats.readers.word_reader import read_word
from tests.ingestion.office_files import (
    OOXML,
    W_SPACES,
    asides,
    cell,
    paragraph,
    relations,
    run,
    table,
    texts,
    word,
    write_zip,
)

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def read(path: Path, body: str, **more: object) -> OfficeContent:
    return read_word(word(path / "a.docx", body, **more))  # type: ignore[arg-type]


def instruction(code: str) -> str:
    return f"<w:r><w:instrText>{code}</w:instrText></w:r>"


def test_revisions_are_accepted_where_they_stand(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        paragraph(run("Article 4"), "Titre1")
        + paragraph(
            run("Les abris sont ")
            + f"<w:ins w:id='1'>{run('non ')}</w:ins>"
            + run("autorisé")
            + "<w:del w:id='2'><w:r><w:delText>es</w:delText></w:r></w:del>"
            + f"<w:ins w:id='3'>{run('s')}</w:ins>"
            + run(" dans la bande.", "<w:rPrChange><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange>")
        )
        + paragraph(f"<w:moveFrom w:id='4'>{run('Les mares sont gardées.')}</w:moveFrom>")
        + paragraph(f"<w:moveTo w:id='5'>{run('Les mares sont gardées.')}</w:moveTo>"),
    )
    assert texts(content) == ["Article 4", "Les abris sont non autorisés dans la bande.", "Les mares sont gardées."]
    assert asides(content, AsideKind.DELETED) == ["es"]
    assert content.elements[0].category is Category.TITLE


def test_a_deleted_end_of_paragraph_joins_two(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        paragraph(run("La hauteur est de "), mark="<w:del w:id='1'/>")
        + paragraph(run("9 mètres au plus."))
        + paragraph(run("Variante", "<w:vanish/>"), mark="<w:vanish/>")
        + paragraph(run("Les haies restent.")),
    )
    assert texts(content) == ["La hauteur est de 9 mètres au plus.", "Les haies restent."]


def test_content_controls_and_smart_tags_are_looked_into(tmp_path: Path) -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    def tag(inner: str) -> str:
        return f"<w:smartTag w:element='m'><w:smartTagPr/>{inner}</w:smartTag>"

    content = read(
        tmp_path,
        paragraph(
            run("Il est exigé ") + control(run("deux")) + run(" places à ") + tag(tag(run("5 mètres"))) + run(".")
        )
        + control(paragraph(run("Au moins 45 % du terrain reste libre.")))
        + table(cell("Zone") + cell("Part"), control(f"<w:tr>{cell('UA')}{control(cell('20 %'))}</w:tr>")),
    )
    assert texts(content) == [
        "Il est exigé deux places à 5 mètres.",
        "Au moins 45 % du terrain reste libre.",
        "Zone : UA ; Part : 20 %",
    ]


def test_fields_show_their_result(tmp_path: Path) -> None:
    begin, middle, end = (FIELD.format(kind) for kind in ("begin", "separate", "end"))
    nested = begin + instruction(" IF ") + begin + instruction(" PAGE ") + middle + run("99") + end + middle
    content = read(
        tmp_path,
        paragraph(
            run("Voir l'article ") + begin + instruction(" REF a ") + middle + run("12") + end + run(" et ")
            + f"<w:fldSimple w:instr=' REF b '>{run('la carte 3')}</w:fldSimple>" + nested + run(", puis") + end
            + run(".")
        )
        + paragraph(begin + instruction(" TOC ") + middle + run("Titre I")) + paragraph(run("Titre II") + end)
        + paragraph(
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
            "</w:fldChar></w:r>" + end + run(" Oui")
        ),
    )  # fmt: skip
    assert texts(content) == ["Voir l'article 12 et la carte 3, puis.", "Titre I", "Titre II", "☑ Oui"]


def test_a_field_that_never_ends_hides_nothing(tmp_path: Path) -> None:
    content = read(tmp_path, paragraph(FIELD.format("begin") + instruction("REF") + run("Les haies restent.")))
    assert texts(content) == ["Les haies restent."]


WHITE = '<w:color w:val="FFFFFF"/>'
ANCHOR = '<w:r><w:drawing><wp:anchor behindDoc="1"><wp:extent cx="1" cy="1"/></wp:anchor></w:drawing></w:r>'


def test_white_letters_on_the_bare_page_are_set_aside(tmp_path: Path) -> None:
    styles = f"<w:style w:type='paragraph' w:styleId='Blanc'><w:name w:val='Blanc'/><w:rPr>{WHITE}</w:rPr></w:style>"
    body = (
        paragraph(run("La règle tient.") + run(" Un piège.", WHITE))
        + paragraph(run("Un autre piège."), "Blanc")
        + paragraph(run("Un mot lu.", '<w:color w:val="000000"/>'), "Blanc")
    )
    content = read(tmp_path, body, styles=styles)
    assert texts(content) == ["La règle tient.", "Un mot lu."]
    assert asides(content, AsideKind.HIDDEN) == ["Un piège.", "Un autre piège."]


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("Titre", WHITE + '<w:shd w:val="clear" w:fill="1F4E79"/>')),
        paragraph(run("Titre", WHITE + '<w:highlight w:val="darkBlue"/>')),
        paragraph(run("Titre", WHITE)).replace("<w:pPr>", '<w:pPr><w:shd w:val="clear" w:fill="1F4E79"/>'),
        table(cell(paragraph(run("Titre", WHITE)))),
        paragraph(ANCHOR) + paragraph(run("Titre", WHITE)),
    ],
)
def test_white_letters_on_a_ground_are_read(tmp_path: Path, body: str) -> None:
    assert texts(read(tmp_path, body)) == ["Titre"]


def test_struck_and_hidden_text_is_set_aside_by_run_and_by_style(tmp_path: Path) -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='Vieux'><w:name w:val='Abrogé'/><w:rPr><w:strike/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Fils'><w:name w:val='Fils'/><w:basedOn w:val='Vieux'/></w:style>"
        "<w:style w:type='character' w:styleId='Cache'><w:name w:val='Cache'/><w:rPr><w:vanish/></w:rPr></w:style>"
    )
    content = read(
        tmp_path,
        paragraph(run("La hauteur est de ") + run("9", "<w:dstrike/>") + run(" 12 mètres."))
        + paragraph(run("Règle abrogée."), "Fils")
        + paragraph(run("Règle rétablie.", "<w:strike w:val='0'/>"), "Fils")
        + paragraph(run("Visible. ") + run("Variante.", "<w:rStyle w:val='Cache'/>")),
        styles=styles,
    )
    assert texts(content) == ["La hauteur est de 12 mètres.", "Règle rétablie.", "Visible."]
    assert asides(content, AsideKind.STRUCK) == ["9", "Règle abrogée."]
    assert asides(content, AsideKind.HIDDEN) == ["Variante."]


def test_text_boxes_diagrams_and_notes_stand_once_under_their_heading(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{paragraph(run('La bande mesure 5 mètres.'))}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx>"
        f"</wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    graphic = "<a:graphic><a:graphicData><dgm:relIds r:dm='rD'/></a:graphicData></a:graphic>"
    drawn = f"<w:r><w:drawing>{graphic}</w:drawing></w:r>"
    points = "".join(
        f"<dgm:pt modelId='{name}'><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for name, text in (("0", ""), ("2", "Second axe"), ("1", "Premier axe"))
    )
    links = "<dgm:cxn srcId='0' destId='1' srcOrd='0'/><dgm:cxn srcId='0' destId='2' srcOrd='1'/>"
    note = "<w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
    note += f"<w:footnote w:id='2'>{paragraph(run('Sauf chemins.'))}</w:footnote>"
    comment = paragraph(run("À revoir."))
    content = read(
        tmp_path,
        paragraph(run("Article 6"), "Titre1")
        + paragraph(run("Les haies restent") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + run(".") + box)
        + paragraph(drawn)
        + paragraph(run("Article 7"), "Titre1")
        + paragraph("<w:r><w:drawing><pic:pic/></w:drawing></w:r>"),
        parts={
            "word/diagrams/data1.xml": f"<dgm:dataModel {W_SPACES}><dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}"
            "</dgm:cxnLst></dgm:dataModel>",
            "word/footnotes.xml": f"<w:footnotes {W_SPACES}>{note}</w:footnotes>",
            "word/comments.xml": f"<w:comments {W_SPACES}><w:comment>{comment}</w:comment></w:comments>",
        },
        rD="diagramData diagrams/data1.xml",
        rF="footnotes footnotes.xml",
        rC="comments comments.xml",
    )
    assert texts(content) == [
        "Article 6", "Les haies restent.", "Sauf chemins.", "La bande mesure 5 mètres.", "Premier axe", "Second axe",
        "Article 7",
    ]  # fmt: skip
    assert asides(content, AsideKind.COMMENT) == ["À revoir."]
    assert [one.kind for one in content.unread] == [Unread.PICTURE]


def test_strict_open_xml_and_documents_inside(tmp_path: Path) -> None:
    inner = word(tmp_path / "b.docx", paragraph(run("Texte du document joint.")))
    path = word(
        tmp_path / "a.docx",
        paragraph(run("Avant.")) + "<w:altChunk r:id='rA'/><w:altChunk r:id='rH'/>" + paragraph(run("Après.")),
        parts={
            "word/b.docx": inner.read_bytes(),
            "word/c.html": "<html><body><p>Une <del>vieille</del> page.</p></body></html>",
        },
        rA="aFChunk b.docx",
        rH="aFChunk c.html",
    )
    assert texts(read_word(path)) == ["Avant.", "Texte du document joint.", "Une page.", "Après."]
    body = f"<w:document {W_SPACES}><w:body>{paragraph(run('Trois mètres.'))}</w:body></w:document>"
    strict = {"word/document.xml": body, "_rels/.rels": relations(r1="officeDocument word/document.xml")}
    path = write_zip(
        tmp_path / "strict.docx",
        {
            name: text.replace(f"{OOXML}/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
            .replace(f"{OOXML}/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
            for name, text in strict.items()
        },
    )  # fmt: skip
    assert texts(read_word(path)) == ["Trois mètres."]


def test_text_that_moved_over_paragraphs_stands_where_it_went(tmp_path: Path) -> None:
    rules = ("Règle A.", "Règle B.")
    left = "".join(paragraph(f"<w:moveFrom>{run(text)}</w:moveFrom>", mark="<w:moveFrom/>") for text in rules)
    came = "".join(paragraph(f"<w:moveTo>{run(text)}</w:moveTo>", mark="<w:moveTo/>") for text in rules)
    content = read(
        tmp_path, paragraph(run("Avant.")) + left + paragraph(run("Milieu.")) + came + paragraph(run("Fin."))
    )
    assert texts(content) == ["Avant.", "Milieu.", "Règle A.", "Règle B.", "Fin."]
    assert not content.asides


def test_comments_of_deleted_text_and_text_put_in_and_taken_out_again(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>morte </w:delText></w:r></w:del>"
    content = read(
        tmp_path,
        paragraph(
            run("Une haie ") + f"<w:commentRangeStart w:id='1'/>{deleted}<w:commentRangeEnd w:id='1'/>"
            + f"<w:r><w:commentReference w:id='1'/></w:r><w:ins>{deleted}{run('vive')}</w:ins>" + run(".")
        ),
        parts={
            "word/comments.xml": f"<w:comments {W_SPACES}><w:comment w:id='1'>{paragraph(run('Retiré.'))}</w:comment>"
            "</w:comments>"
        },
        rC="comments comments.xml",
    )  # fmt: skip
    assert texts(content) == ["Une haie vive."]
    assert asides(content, AsideKind.DELETED) == ["morte morte"]
    assert asides(content, AsideKind.COMMENT) == ["Retiré."]


def test_letters_of_symbol_fonts_and_raised_digits_are_those_that_show(tmp_path: Path) -> None:
    tick, at_least = '<w:rFonts w:ascii="Wingdings"/>', '<w:rFonts w:ascii="Symbol"/>'
    up = '<w:vertAlign w:val="superscript"/>'
    content = read(
        tmp_path,
        paragraph(run("\uf0fc", tick) + run(" commerce, recul ") + run("\uf0b3", at_least) + run(" 3 m"))
        + paragraph(run("320") + run("1", up) + run(" arbres sur 40 m") + run("2", up) + run(", le 1") + run("er", up)),
    )
    assert texts(content) == ["✓ commerce, recul ≥ 3 m", "320¹ arbres sur 40 m², le 1er"]


def test_a_part_in_a_file_of_its_own_is_said(tmp_path: Path) -> None:
    content = read(tmp_path, paragraph(run("Chapitre")) + "<w:subDoc/>" + paragraph(run("Suite")))
    assert texts(content) == ["Chapitre", "Suite"]
    assert [one.kind for one in content.unread] == [Unread.PART]


def test_a_part_that_declares_a_document_type_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.docx", {"word/document.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><w>&a;</w>"})
    with pytest.raises(DamagedFile, match="type de document"):
        read_word(path)


# --- any document of these kinds -----------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["haie", "mare", "forêt", "quai"]), min_size=1, max_size=3).map(" ".join)
GONE = (
    lambda text: f"<w:del>{run(text).replace('w:t', 'w:delText')}</w:del>",
    lambda text: f"<w:moveFrom>{run(text)}</w:moveFrom>",
    lambda text: run(text, "<w:vanish/>"),
    lambda text: run(text, "<w:strike/>"),
    lambda text: FIELD.format("begin") + run(text) + instruction("REF") + FIELD.format("end"),
    lambda text: f"<w:ins>{run(text).replace('<w:r>', '<w:del><w:r>').replace('</w:r>', '</w:r></w:del>')}</w:ins>",
    lambda text: f"<w:sdt><w:sdtContent>{run(text, '<w:vanish/>')}</w:sdtContent></w:sdt>",
)
KEPT = (
    run,
    lambda text: f"<w:ins>{run(text)}</w:ins>",
    lambda text: f"<w:moveTo>{run(text)}</w:moveTo>",
    lambda text: f"<w:hyperlink>{run(text)}</w:hyperlink>",
    lambda text: f"<w:smartTag>{run(text)}</w:smartTag>",
    lambda text: f"<w:sdt><w:sdtPr/><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>",
    lambda text: f"<w:fldSimple w:instr='REF'>{run(text)}</w:fldSimple>",
    lambda text: FIELD.format("begin") + instruction("X") + FIELD.format("separate") + run(text) + FIELD.format("end"),
    lambda text: run(text, "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>"),
    lambda text: f"<w:customXml w:element='a'><w:ins>{run(text)}</w:ins></w:customXml>",
    lambda text: FIELD.format("begin") + instruction(f" MACROBUTTON X {text}") + FIELD.format("end"),
    lambda text: f"<m:oMath xmlns:m='{OOXML}/officeDocument/2006/math'><m:r><m:t>{text}</m:t></m:r></m:oMath>",
    lambda text: (
        f"<mc:AlternateContent><mc:Choice>{run(text)}</mc:Choice><mc:Fallback>{run(text)}</mc:Fallback></mc:AlternateContent>"
    ),
)
PIECES = st.lists(st.tuples(st.booleans(), st.integers(0, 12), WORDS), min_size=1, max_size=6)


@given(st.lists(PIECES, min_size=1, max_size=4))
def test_visible_text_comes_out_once_and_in_order(tmp_path_factory: pytest.TempPathFactory, paragraphs: list) -> None:  # type: ignore[type-arg]
    body, wanted = "", []
    for number, pieces in enumerate(paragraphs):
        inner = run(f"n{number}")
        shown = [f"n{number}"]
        for visible, form, text in pieces:
            kinds = KEPT if visible else GONE
            inner += run(" ") + kinds[form % len(kinds)](text)
            shown += [text] if visible else []
        body += paragraph(inner)
        wanted.append(" ".join(shown))
    assert texts(read(tmp_path_factory.mktemp("word"), body)) == wanted
