"""Small documents of many kinds, each with what Word shows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ingestion.formats.office_content import AsideKind, Unread
from ingestion.formats.readers.list_numerals import numeral
from tests.ingestion.office_files import OOXML, W_SPACES, asides, cell, paragraph, relations, run, table, texts
from tests.ingestion.test_word_reader import FIELD, instruction, read

BEGIN, MIDDLE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))
NOTES = {"word/footnotes.xml": f"<w:footnotes {W_SPACES}><w:footnote w:id='2'>{paragraph(run('Sauf A.'))}</w:footnote>"
         "</w:footnotes>"}  # fmt: skip


def style(kind: str, name: str, properties: str) -> str:
    return f"<w:style w:type='{kind}' w:styleId='{name}'><w:name w:val='{name}'/><w:rPr>{properties}</w:rPr></w:style>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(content: str, properties: str = "") -> str:
    """A run with a text box, in both spellings."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f"<w:r><w:rPr>{properties}</w:rPr><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def equation(content: str) -> str:
    return f"<m:oMath xmlns:m='{OOXML}/officeDocument/2006/math'>{content}</m:oMath>"


def letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name: str, *operands: str) -> str:
    """A structure of an equation, given its operands as « name content »."""
    inner = ""
    for operand in operands:
        kind, _, content = operand.partition(" ")
        inner += f"<m:{kind}>{content if content.startswith('<') else letters(content)}</m:{kind}>"
    return f"<m:{name}>{inner}</m:{name}>"


RAISED = style("character", "Appel", "<w:vertAlign w:val='superscript'/>")
EMOJI = (
    "<se:symEx xmlns:se='http://schemas.microsoft.com/office/word/2015/wordml/symex' se:font='Segoe UI Emoji'"
    " se:char='2705'/>"
)
REVISED = run("Recul de ") + "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>" + f"<w:ins>{run('12')}</w:ins>"
DROPPED = "<w:p><w:pPr><w:framePr w:dropCap='drop' w:lines='3'/></w:pPr>" + run("L") + "</w:p>"
UNKNOWN = (
    "<mc:AlternateContent xmlns:new='urn:new'><mc:Choice Requires='new'><new:shape><new:line/></new:shape></mc:Choice>"
    f"<mc:Fallback>{run('Une haie.')}</mc:Fallback></mc:AlternateContent>"
)

CHOICE = (
    "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='UA'/>"
    "<w:listEntry w:val='UB'/></w:ddList></w:ffData></w:fldChar></w:r>"
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (paragraph(run("Voir") + box(paragraph(run("Une haie.")), "<w:strike/>")), ["Voir", "Une haie."]),
        (paragraph(run("Voir") + box(paragraph(run("Une haie.")), "<w:sz w:val='2'/>")), ["Voir", "Une haie."]),
        (paragraph(run("Voir") + box(paragraph(run("Une haie.")), "<w:color w:val='FFFFFF'/>")), ["Voir", "Une haie."]),
        (paragraph(run("Voir") + box(paragraph(run("Une haie.")), "<w:vanish/>")), ["Voir"]),
        (paragraph(box(paragraph(REVISED))), ["Recul de 12"]),
        (paragraph(run("Un") + box(paragraph(run("Deux") + box(paragraph(run("Trois")))))), ["Un", "Deux", "Trois"]),
        (DROPPED + paragraph(run("es haies restent.")), ["Les haies restent."]),
        (paragraph(run("Une ", "") + f"<w:moveFrom>{run('mare')}</w:moveFrom>"), ["Une"]),
        (paragraph(UNKNOWN), ["Une haie."]),
        (paragraph(BEGIN + instruction(" MACROBUTTON NoMacro [Nom] ") + END), ["[Nom]"]),
        (paragraph(BEGIN + instruction(r' SYMBOL 252 \f "Wingdings" \s 12 ') + END + run(" oui")), ["✓ oui"]),
        (paragraph(BEGIN + instruction(r" SYMBOL 233 ") + END), ["é"]),
        (paragraph("<w:r><w:sym w:font='Wingdings' w:char='F08C'/></w:r>" + run(" haie")), ["❶ haie"]),
        (paragraph(run("Une haie") + BEGIN + instruction(' XE "haie" ') + END + run(".")), ["Une haie."]),
        (paragraph(BEGIN + instruction("REF") + MIDDLE + REVISED + END + run(" m")), ["Recul de 12 m"]),
        (paragraph(run("zone ua", "<w:caps/>") + run(" ou ub") + run(" ub", "<w:rStyle w:val='Maj'/>")),
         ["ZONE UA ou ub UB"]),
        (paragraph(run("zone") + run(" ub", "<w:rStyle w:val='Maj'/><w:caps w:val='0'/>")), ["zone ub"]),
        (paragraph(f"<w:r><mc:AlternateContent><mc:Choice Requires='se'>{EMOJI}</mc:Choice><mc:Fallback><w:t>x</w:t>"
                   "</mc:Fallback></mc:AlternateContent></w:r>" + run(" oui")), ["✅ oui"]),
        (table(cell("Zone") + cell("H"), cell("UA", "<w:cellMerge w:vMerge='rest'/>") + cell("9 m"),
               cell("", "<w:cellMerge w:vMerge='cont'/>") + cell("8 m")),
         ["Zone : UA ; H : 9 m", "Zone : UA ; H : 8 m"]),
        (table(cell("Zone") + cell("H"), cell("UA") + cell(table(cell("9 m"), cell("8 m")) + paragraph(""))),
         ["Zone ; H", "Zone : UA ; H : 9 m", "Zone : UA ; H : 8 m"]),
        (table(cell("Zone") + control(cell("H")), cell("UA") + control(cell("9 m"))), ["Zone : UA ; H : 9 m"]),
        (control(control(paragraph(run("A"))) + control(paragraph(run("B")))), ["A", "B"]),
        (paragraph(run("320") + run("1", "<w:rStyle w:val='Appel'/>") + run(" arbres")), ["320¹ arbres"]),
        (paragraph(run("40 m") + "<w:r><w:rPr><w:rStyle w:val='Appel'/></w:rPr><w:footnoteReference w:id='2' "
                   "w:customMarkFollows='1'/><w:t>2</w:t></w:r>"), ["40 m²", "Sauf A."]),
        (paragraph("<w:r><w:rPr><w:strike/></w:rPr><w:footnoteReference w:id='2'/></w:r>"), ["Sauf A."]),
        (paragraph(run("Lu. ") + run("Piège.", "<w:rStyle w:val='Nain'/>")), ["Lu."]),
        (paragraph(run("plain") + "<w:r><w:softHyphen/><w:t>pied, </w:t><w:noBreakHyphen/></w:r>"), ["plainpied, -"]),
        (paragraph(equation(part("sSup", "e 10", "sup 3"))), ["10³"]),
        (paragraph(equation(part("sSup", "e 2", "sup n+1"))), ["2^(n+1)"]),
        (paragraph(equation(part("sSub", "e CO", "sub 2"))), ["CO2"]),
        (paragraph(equation(letters("L=") + part("f", "num H+3", "den 2"))), ["L=(H+3)/2"]),
        (paragraph(equation(letters("L=") + part("d", "e H-3"))), ["L=(H-3)"]),
        (paragraph(equation(part("rad", "deg ", "e S"))), ["√S"]),
        (paragraph(equation(part("f", f"num {part('sSup', 'e a', 'sup 2')}", "den b"))), ["a²/b"]),
        (paragraph(equation(part("nary", "sub i=1", "sup n", "e x"))), ["∫(i=1 ; n) x"]),
        (paragraph(equation("<m:r><m:t>L=</m:t></m:r><w:del><m:r><m:t>3</m:t></m:r></w:del>" + letters("5"))), ["L=5"]),
        (table(cell("Zone") + cell("H"), cell("UA", "<w:vMerge w:val='restart'/>") + cell("9 m"),
               cell("Vieux", "<w:vMerge/>") + cell("8 m")), ["Zone : UA ; H : 9 m", "Zone : UA ; H : 8 m"]),
        (table(cell(paragraph(run("Destination")) + paragraph(run("Zone")),
                    "<w:tcBorders><w:tl2br w:val='single'/></w:tcBorders>") + cell("Logement"),
               cell("UA") + cell("9 m")), ["Zone : UA ; Destination Logement : 9 m"]),
        (table(cell("Zone") + cell("H"), cell("UA") + cell(table(cell("a") + cell("9 m"), cell("b") + cell("8 m")))),
         ["Zone ; H", "Zone : UA ; H : a ; 9 m", "Zone : UA ; H : b ; 8 m"]),
        (paragraph(run("40 m") + run("2", "<w:position w:val='8'/><w:sz w:val='14'/>")), ["40 m²"]),
        (paragraph(run("Zone ") + CHOICE + instruction(" FORMDROPDOWN ") + MIDDLE + END), ["Zone UB"]),
        (paragraph(run("Zone ") + CHOICE + instruction(" FORMDROPDOWN ") + MIDDLE + run("N") + END), ["Zone N"]),
    ],
)  # fmt: skip
def test_what_word_shows(tmp_path: Path, body: str, shown: list[str]) -> None:
    styles = RAISED + style("character", "Nain", "<w:sz w:val='2'/>") + style("character", "Maj", "<w:caps/>")
    content = read(tmp_path, body, styles=styles, parts=NOTES, rF="footnotes footnotes.xml")
    assert texts(content) == shown


def test_what_asks_for_a_value_is_no_value(tmp_path: Path) -> None:
    body = paragraph(run("H : ") + control(run("par exemple 9 m", "<w:rStyle w:val='P'/>"), "<w:showingPlcHdr/>"))
    body += paragraph(control(run("Une mare.", "<w:rStyle w:val='P'/>")))
    content = read(tmp_path, body, styles=style("character", "P", "").replace("val='P'", "val='Placeholder Text'"))
    assert texts(content) == ["H :", "Une mare."]
    assert asides(content, AsideKind.PROMPT) == ["par exemple 9 m"]


def test_a_control_shows_the_value_that_it_is_bound_to(tmp_path: Path) -> None:
    def bound(path: str) -> str:
        return f"<w:dataBinding w:prefixMappings=\"xmlns:n='urn:n'\" w:xpath='{path}' w:storeItemID='{{AA}}'/><w:text/>"

    store = f"<ds:datastoreItem xmlns:ds='{OOXML}/officeDocument/2006/customXml' ds:itemID='{{AA}}'/>"
    body = paragraph(run("À ") + control(run("Ancien"), bound("/n:r[1]/n:nom[1]")) + run(", "))
    body += paragraph(control(run("Reste"), bound("/n:r[1]/n:rien[1]")) + control(run("Aussi"), bound("//*[last()]")))
    content = read(
        tmp_path,
        body,
        parts={
            "customXml/item1.xml": "<r xmlns='urn:n'><nom>Valmont</nom></r>",
            "customXml/itemProps1.xml": store,
            "customXml/_rels/item1.xml.rels": relations(r1="customXmlProps itemProps1.xml"),
        },
        rX="customXml ../customXml/item1.xml",
    )
    assert texts(content) == ["À Valmont,", "ResteAussi"]
    assert asides(content, AsideKind.UNUSED) == ["Ancien"]


def test_what_fields_hold_and_do_not_show_is_accounted_for(tmp_path: Path) -> None:
    inner = BEGIN + instruction(" MERGEFIELD a ") + MIDDLE + run("«a»") + END
    body = paragraph(
        BEGIN + instruction(" IF ") + inner + instruction(" = 1 ") + MIDDLE + run("non ") + END + run("lu")
    )
    body += paragraph(BEGIN + instruction(r" EQ \f(1;2) ") + END + run("fin"))
    content = read(tmp_path, body)
    assert texts(content) == ["non lu", "fin"]
    assert asides(content, AsideKind.UNUSED) == ["«a»"]
    assert [(one.kind, one.place) for one in content.unread] == [(Unread.OBJECT, r"EQ \f(1;2)")]


def test_what_a_merged_cell_covers_and_numbers_that_word_works_out_are_told(tmp_path: Path) -> None:
    covering = cell("UA", "<w:vMerge w:val='restart'/>") + cell("9 m")
    body = table(cell("Zone") + cell("H"), covering, cell("Vieux", "<w:vMerge/>") + cell("8 m"))
    content = read(tmp_path, body + paragraph(BEGIN + instruction(" AUTONUM ") + END + run("Les haies.")))
    assert asides(content, AsideKind.HIDDEN) == ["Vieux"]
    assert [(one.kind, one.place) for one in content.unread] == [(Unread.OBJECT, "AUTONUM")]


def test_a_move_that_ends_nowhere_is_a_deletion(tmp_path: Path) -> None:
    left, came = (f"<w:{kind}>{run('Une mare.')}</w:{kind}>" for kind in ("moveFrom", "moveTo"))
    content = read(tmp_path, paragraph(left + f"<w:moveFrom>{run('Un quai.')}</w:moveFrom>") + paragraph(came))
    assert texts(content) == ["Une mare."]
    assert asides(content, AsideKind.DELETED) == ["Un quai."]


MAIL = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
    "Content-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<html><body><p>La haie est prot=E9g=E9e.</p><p style=3D'display:none'>Brouillon</p></body></html>\r\n"
    "--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--B--\r\n"
)


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("a.mht", MAIL.encode()),
        ("a.mht", "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nLa haie est protégée.".encode()),
        ("a.htm", "<html><body><p>La haie est protégée.</p></body></html>".encode("cp1252")),
        ("a.bin", "<span>La haie est <b>protégée</b>.</span>".encode()),
        ("a.txt", "La haie est protégée.".encode("utf-16")),
    ],
)
def test_pages_and_texts_inside_a_document(tmp_path: Path, name: str, inner: bytes) -> None:
    content = read(tmp_path, "<w:altChunk r:id='rA'/>", parts={f"word/{name}": inner}, rA=f"aFChunk {name}")
    assert texts(content) == ["La haie est protégée."]
    assert asides(content, AsideKind.HIDDEN) == (["Brouillon"] if inner == MAIL.encode() else [])


def test_rich_text_inside_a_document(tmp_path: Path) -> None:
    inner = rb"{\rtf1\ansi Une {\v cach\'e9e }haie\par}"
    content = read(tmp_path, "<w:altChunk r:id='rA'/>", parts={"word/a.rtf": inner}, rA="aFChunk a.rtf")
    assert (texts(content), asides(content, AsideKind.HIDDEN)) == (["Une haie"], ["cachée"])


# --- numbers -------------------------------------------------------------------------------------


@dataclass
class Lists:
    """The lists of a document, put together level by level."""

    levels: list[str] = field(default_factory=list)
    numbers: str = ""
    more: str = ""

    def level(self, form: str, text: str, properties: str = "", first: int = 1) -> Lists:
        number = len(self.levels)
        self.levels.append(level(number, form, text, properties, first))
        return self

    def parts(self) -> dict[str, str]:
        own = f"<w:abstractNum w:abstractNumId='0'>{''.join(self.levels)}</w:abstractNum>"
        one = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
        return {"word/numbering.xml": f"<w:numbering {W_SPACES}>{own}{self.more}{one}{self.numbers}</w:numbering>"}


def level(number: int, form: str, text: str, properties: str = "", first: int = 1) -> str:
    said = form if form.startswith("<") else f"<w:numFmt w:val='{form}'/>"
    return f"<w:lvl w:ilvl='{number}'><w:start w:val='{first}'/>{said}{properties}<w:lvlText w:val='{text}'/></w:lvl>"


def item(depth: int, number: int = 1) -> str:
    numbered = f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/></w:numPr>"
    return f"<w:p><w:pPr>{numbered}</w:pPr>{run('x')}</w:p>"


def override(inner: str) -> str:
    return f"<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>{inner}</w:lvlOverride></w:num>"


THREE_DIGITS = (
    "<mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt w:val='custom' w:format='001, 002, ...'/></mc:Choice>"
    "<mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback></mc:AlternateContent>"
)
OF_STYLE = f"<w:abstractNum w:abstractNumId='1'><w:styleLink w:val='L'/>{level(0, 'decimal', '%1°')}</w:abstractNum>"


@pytest.mark.parametrize(
    ("lists", "items", "shown"),
    [
        (Lists().level("upperRoman", "T%1").level("decimal", "Art. %2", "<w:lvlRestart w:val='0'/>"),
         [0, 1, 0, 1], ["TI", "Art. 1", "TII", "Art. 2"]),
        (Lists().level("decimal", "T%1").level("decimal", "C%2").level("decimal", "A%3", "<w:lvlRestart w:val='1'/>"),
         [0, 1, 2, 1, 2, 0, 2], ["T1", "C1", "A1", "C2", "A2", "T2", "A1"]),
        (Lists(numbers=override(level(0, "decimal", "Art. %1", first=5))).level("upperRoman", "T%1"),
         [(0, 2), (0, 2)], ["Art. 5", "Art. 6"]),
        (Lists(numbers=override("<w:startOverride w:val='1'/>")).level("decimal", "%1"),
         [0, 0, (0, 2), (0, 2)], ["1", "2", "1", "2"]),
        (Lists(more=OF_STYLE, levels=["<w:numStyleLink w:val='L'/>"]), [0, 0], ["1°", "2°"]),
        (Lists().level(THREE_DIGITS, "n° %1"), [0], ["n° 001"]),
        (Lists().level("none", "Nota :"), [0], ["Nota :"]),
        (Lists().level("decimal", "article %1", "<w:rPr><w:caps/></w:rPr>"), [0], ["ARTICLE 1"]),
        (Lists().level("ordinalText", "Article %1"), [0, 0], ["Article premier", "Article deuxième"]),
    ],
)  # fmt: skip
def test_numbers_of_lists(tmp_path: Path, lists: Lists, items: list[int | tuple[int, int]], shown: list[str]) -> None:
    body = "".join(item(*one) if isinstance(one, tuple) else item(one) for one in items)
    content = read(tmp_path, body, parts=lists.parts(), rN="numbering numbering.xml")
    assert texts(content) == [f"{number} x" for number in shown]


@pytest.mark.parametrize(
    ("properties", "shown"), [("<w:suff w:val='nothing'/>", "1-x"), ("<w:rPr><w:vanish/></w:rPr>", "x")]
)
def test_numbers_that_touch_their_text_or_are_hidden(tmp_path: Path, properties: str, shown: str) -> None:
    parts = Lists().level("decimal", "%1-", properties).parts()
    assert texts(read(tmp_path, item(0), parts=parts, rN="numbering numbering.xml")) == [shown]


def test_numbers_in_words() -> None:
    assert [numeral(count, "words") for count in (1, 16, 21, 71, 80, 81, 91, 99, 100)] == [
        "un", "seize", "vingt et un", "soixante et onze", "quatre-vingts", "quatre-vingt-un", "quatre-vingt-onze",
        "quatre-vingt-dix-neuf", "100",
    ]  # fmt: skip
    assert [numeral(count, "ordinal_words") for count in (1, 4, 5, 9, 21, 80)] == [
        "premier", "quatrième", "cinquième", "neuvième", "vingt et unième", "quatre-vingtième",
    ]  # fmt: skip
