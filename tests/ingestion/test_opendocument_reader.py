"""Texts of OpenDocument as they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import EncryptedFile
from ingestion.formats.office_content import AsideKind, Category, OfficeContent, Unread
from ingestion.formats.readers.opendocument_reader import read_opendocument
from tests.ingestion.office_files import asides, opendocument, texts, write_zip

STYLES = (
    "<style:style style:name='Neuf' style:family='text'><style:text-properties style:text-line-through-style='none'/>"
    "</style:style>"
    "<style:style style:name='Vieux' style:family='text'><style:text-properties style:text-line-through-style='solid'/>"
    "</style:style><style:style style:name='Fils' style:family='paragraph' style:parent-style-name='Cache'/>"
    "<style:style style:name='Cache' style:family='paragraph'><style:text-properties text:display='none'/>"
    "</style:style><style:style style:name='Haut' style:family='text'>"
    "<style:text-properties style:text-position='super 58%'/></style:style>"
)


def read(path: Path, body: str, margins: str = "") -> OfficeContent:
    return read_opendocument(opendocument(path / "a.odt", body, styles=STYLES, margins=margins))


def test_changes_comments_and_frames(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info>"
        "<dc:creator>x</dc:creator></office:change-info><text:p>autorisé</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
        "<text:h text:outline-level='1'>Article 13</text:h>"
        "<text:p>L’abattage est <text:change text:change-id='c1'/><text:change-start text:change-id='c2'/>interdit"
        "<text:change-end text:change-id='c2'/> dans les<text:s text:c='2'/>parcs<office:annotation><dc:creator>x"
        "</dc:creator><text:p>À revoir.</text:p></office:annotation>.<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>Sauf danger.</text:p></text:note-body></text:note><draw:frame>"
        "<draw:text-box>"
        "<text:p>Encadré : cinq mètres.</text:p></draw:text-box></draw:frame></text:p>"
        "<text:p>Voir <text:bookmark-ref>l’article 2</text:bookmark-ref>.<draw:frame><draw:image/></draw:frame>"
        "</text:p>",
        "<style:master-page><style:header><text:p>PLU de Nulleville</text:p></style:header></style:master-page>",
    )
    assert texts(content) == [
        "Article 13", "L’abattage est interdit dans les parcs.", "Sauf danger.", "Encadré : cinq mètres.",
        "Voir l’article 2.",
    ]  # fmt: skip
    assert asides(content, AsideKind.DELETED) == ["autorisé"]
    assert asides(content, AsideKind.COMMENT) == ["À revoir."]
    assert [one.kind for one in content.unread] == [Unread.PICTURE]
    assert [one.text for one in content.elements if one.category is Category.MARGIN] == ["PLU de Nulleville"]
    assert content.elements[0].category is Category.TITLE


def test_hidden_and_struck_text(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "<text:p>Visible <text:span text:style-name='Vieux'>vieux</text:span>reste.</text:p>"
        "<text:p text:style-name='Fils'>Paragraphe caché.</text:p>"
        "<text:section text:display='none'><text:h text:outline-level='2'>Annexe</text:h><text:p>Cachée.</text:p>"
        "</text:section><text:section text:name='b'><text:p>Montrée.</text:p></text:section>"
        "<text:p>Avec <text:hidden-text text:is-hidden='true' text:string-value='secret'/>fin.</text:p>",
    )
    assert texts(content) == ["Visible reste.", "Montrée.", "Avec fin."]
    assert asides(content, AsideKind.STRUCK) == ["vieux"]
    assert asides(content, AsideKind.HIDDEN) == ["Paragraphe caché.", "Annexe", "Cachée.", "secret"]


def test_spans_of_cells(tmp_path: Path) -> None:
    def cell(text: str, spans: str = "") -> str:
        return f"<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    wide, high = "table:number-columns-spanned='2'", "table:number-rows-spanned='2'"
    content = read(
        tmp_path,
        "<table:table><table:table-column table:number-columns-repeated='3'/><table:table-header-rows>"
        f"<table:table-row>{cell('Zone', high)}{cell('Hauteur', wide)}{covered}</table:table-row>"
        f"<table:table-row>{covered}{cell('façade')}{cell('faîtage')}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('UA', high)}{cell('7 m')}{cell('9 m')}</table:table-row>"
        f"<table:table-row>{covered}{cell('6 m', 'table:number-columns-repeated=' + chr(39) + '2' + chr(39))}"
        "</table:table-row></table:table>",
    )
    assert texts(content) == [
        "Zone : UA ; Hauteur façade : 7 m ; Hauteur faîtage : 9 m",
        "Zone : UA ; Hauteur façade : 6 m ; Hauteur faîtage : 6 m",
    ]


def test_a_password_is_said(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "a.odt", {"content.xml": b"\0\1", "META-INF/manifest.xml": "<m:encryption-data xmlns:m='m'/>"}
    )
    with pytest.raises(EncryptedFile):
        read_opendocument(path)


def test_what_fields_of_forms_hold_is_text(tmp_path: Path) -> None:
    form = (
        "<office:forms xmlns:form='urn:oasis:names:tc:opendocument:xmlns:form:1.0'><form:form>"
        "<form:text form:id='a' form:current-value='3,7 ha'/><form:checkbox form:id='b' form:label='Oui'"
        " form:current-state='checked'/><form:listbox form:id='c'><form:option form:label='UA'/>"
        "<form:option form:label='UB' form:current-selected='true'/></form:listbox></form:form></office:forms>"
    )
    fields = " ".join(f"<draw:control draw:control='{name}'/>" for name in "abc")
    content = read(tmp_path, f"{form}<text:p>Surface : {fields} <draw:control draw:control='d'/></text:p>")
    assert texts(content) == ["Surface : 3,7 ha ☑ Oui UB"]
    assert [one.kind for one in content.unread] == [Unread.OBJECT]


def test_line_ends_raised_digits_and_a_table_of_one_cell(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "<text:p>La hauteur<text:line-break/>est de 9 m sur 40 m<text:span text:style-name='Haut'>2</text:span>."
        "</text:p>"
        "<table:table><table:table-row><table:table-cell><text:h text:outline-level='1'>Article 2</text:h>"
        "<text:p>Une règle.</text:p></table:table-cell></table:table-row></table:table>",
    )
    assert texts(content) == ["La hauteur est de 9 m sur 40 m².", "Article 2", "Une règle."]
    assert content.elements[1].category is Category.TITLE


def test_what_two_revisions_deleted_is_told_and_not_shown(tmp_path: Path) -> None:
    changes = (
        "<text:changed-region text:id='c1'><text:deletion><text:p>pas </text:p></text:deletion></text:changed-region>"
        "<text:changed-region text:id='c2'><text:insertion/><text:deletion><text:p>du</text:p><text:p>tout</text:p>"
        "</text:deletion></text:changed-region>"
    )
    content = read(
        tmp_path,
        f"<text:tracked-changes>{changes}</text:tracked-changes><text:p>Il n'est <text:change text:change-id='c1'/>"
        "<text:change-start text:change-id='c2'/>que <text:change text:change-id='c2'/>toléré"
        "<text:change-end text:change-id='c2'/>.</text:p>",
    )
    assert texts(content) == ["Il n'est que toléré."]
    assert asides(content, AsideKind.DELETED) == ["pas", "du tout"]


WORDS = st.lists(st.sampled_from(["haie", "mare", "forêt", "quai"]), min_size=1, max_size=3).map(" ".join)
KEPT = (
    "{}",
    "<text:span>{}</text:span>",
    "<text:a>{}</text:a>",
    "<text:change-start text:change-id='c'/>{}<text:change-end text:change-id='c'/>",
    "<text:date>{}</text:date>",
    "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>",
    "<loext:content-control>{}</loext:content-control>",
    "<text:span text:style-name='Vieux'><text:span text:style-name='Neuf'>{}</text:span></text:span>",
)
GONE = (
    "<text:span text:style-name='Vieux'>{}</text:span>",
    "<office:annotation><text:p>{}</text:p></office:annotation>",
    "<text:hidden-text text:is-hidden='true'>{}</text:hidden-text>",
    "<text:note-citation>{}</text:note-citation>",
    "<text:placeholder>{}</text:placeholder>",
    "<text:user-field-get text:display='none'>{}</text:user-field-get>",
    "<text:span text:style-name='Vieux'><text:span>{}</text:span></text:span>",
)
PIECES = st.lists(st.tuples(st.booleans(), st.integers(0, 7), WORDS), min_size=1, max_size=6)


@given(st.lists(st.tuples(st.sampled_from(["p", "h", "list", "section"]), PIECES), min_size=1, max_size=4))
def test_visible_text_comes_out_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[tuple[str, list[tuple[bool, int, str]]]]
) -> None:
    wrappers = {
        "p": "<text:p>{}</text:p>",
        "h": "<text:h>{}</text:h>",
        "list": "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
        "section": "<text:section><text:p>{}</text:p></text:section>",
    }
    body, wanted = "", []
    for number, (kind, pieces) in enumerate(paragraphs):
        inner, shown = f"n{number}", [f"n{number}"]
        for visible, form, text in pieces:
            kinds = KEPT if visible else GONE
            inner += " " + kinds[form % len(kinds)].format(text)
            shown += [text] if visible else []
        body += wrappers[kind].format(inner)
        wanted.append(" ".join(shown))
    assert texts(read(tmp_path_factory.mktemp("odt"), body)) == wanted
