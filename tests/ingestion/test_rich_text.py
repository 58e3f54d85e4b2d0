"""Rich text (RTF), each small file with what Word shows of it."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DamagedFile, ReadingError
from ingestion.formats.office import read_sections
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent, Unread
from ingestion.formats.readers.rich_text_reader import add_rich_text, read_rich_text
from ingestion.formats.types.rtf_format import FORMAT
from tests.fakes import kept_office
from tests.ingestion.in_french import HEADINGS
from tests.ingestion.office_files import asides, texts

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}{\f1\fcharset2 Wingdings;}{\f2\fcharset238 Arial CE;}}"
    r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Chapitre;}}{\info{\title Titre}}"
)
TWO = r"\trowd\cellx1000\cellx2000\pard\intbl "
NAMES = TWO + r"Zone\cell H\cell\row"
TABLE = NAMES + TWO + r"UA\cell 9 m\cell\row\pard "
THREE = r"\trowd\cellx1000\cellx2000\cellx3000\intbl "
LOW_ROWS = THREE + r"\cell \'e9gout\cell fa\'eetage\cell\row\intbl UA\cell 6 m\cell 9 m\cell\row\pard"
TWO_LEVELS = "Zone : UA ; Hauteur égout : 6 m ; Hauteur faîtage : 9 m"
NESTED = (
    NAMES + r"\pard\intbl UA\cell\pard\intbl\itap2 a\nestcell 9 m\nestcell"
    r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}\pard\intbl\cell\row\pard fin"
)
SHAPE = r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt Encadr\'e9\par}}{\shprslt{\*\do{\dptxbxtext Encadr\'e9}}}}"


def read(body: str | bytes) -> OfficeContent:
    builder = ContentBuilder()
    add_rich_text(HEAD.encode() + (body if isinstance(body, bytes) else body.encode()) + b"}", builder)
    return builder.build()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (r"Les haies sont prot\'e9g\'e9es.\par Suite.", ["Les haies sont protégées.", "Suite."]),
        (r"\uc1\u233?\uc0\u233 x \uc2\u233\'c3\'a9t\uc1\u233 ?", ["ééx été"]),
        (r"a\u-10179?\u-8694?b", ["a\U0001f60ab"]),
        (r"\pard\s1 Article 1\par\pard\s2 Section\par\pard Texte", ["Article 1", "Section", "Texte"]),
        (r"40 m{\super 2}, 1{\super er}, CO{\sub 2}", ["40 m², 1er, CO2"]),
        (r"{\caps zone ua} ub", ["ZONE UA ub"]),
        (r"L\rquote\'e9gout \endash  9\~m a\_b co\-nt \{x\} a\\b", ["L’égout – 9 m a-b cont {x} a\\b"]),
        (r"{\f1\'fe} oui {\f1 \u-3842\'fe} non", ["☑ oui ☑ non"]),
        (r"{\f2 \'9e}lu", ["žlu"]),
        (r"{\listtext\pard\plain 1.\tab}Les haies\par{\pntext\f1\'b7\tab}Mare\par", ["1. Les haies", "Mare"]),
        (r"Voir {\field{\*\fldinst REF x}{\fldrslt 4.2}}.", ["Voir 4.2."]),
        (r"Les haies{\super{\footnote\pard\plain  Sauf A.}} restent.\par Fin",
         ["Les haies restent.", "Sauf A.", "Fin"]),
        (r"Texte" + SHAPE + r"\par Fin", ["Texte", "Encadré", "Fin"]),
        (r"{\upr{sans}{\*\ud avec}}{\*\inconnu x}", ["avec"]),
        (r"{\object\objemb{\*\objdata 0105}{\result\pard vu}} x", ["vu x"]),
        (TABLE + r"Fin\par", ["Zone : UA ; H : 9 m", "Fin"]),
        (TABLE + r"\par" + TABLE, ["Zone : UA ; H : 9 m", "Zone : UA ; H : 9 m"]),
        (NAMES + TWO + r"UA\cell Un.\par Deux.\cell\row\pard", ["Zone : UA ; H : Un. Deux."]),
        (THREE.replace(r"\cellx2000", r"\clmgf\cellx2000").replace(r"\cellx3000", r"\clmrg\cellx3000")
         + r"Zone\cell Hauteur\cell\cell\row" + LOW_ROWS, [TWO_LEVELS]),
        (r"\trowd\cellx1000\cellx3000\intbl Zone\cell Hauteur\cell\row" + LOW_ROWS, [TWO_LEVELS]),
        (NAMES + r"\trowd\clvmgf\cellx1000\cellx2000\intbl UA\cell 9 m\cell\row"
         r"\trowd\clvmrg\cellx1000\cellx2000\intbl\cell 8 m\cell\row\pard",
         ["Zone : UA ; H : 9 m", "Zone : UA ; H : 8 m"]),
        (r"\trowd\trhdr\cellx1000\cellx2000\intbl 1\cell 2\cell\row" + TWO + r"UA\cell 9\cell\row\pard",
         ["1 : UA ; 2 : 9"]),
        (NESTED, ["Zone ; H", "Zone : UA ; H : a ; 9 m", "fin"]),
    ],
)  # fmt: skip
def test_what_word_shows(body: str, shown: list[str]) -> None:
    assert texts(read(body)) == shown


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (r"{\v cach\'e9}lu", AsideKind.HIDDEN, "caché"),
        (r"{\fs2 pi\'e8ge}lu", AsideKind.HIDDEN, "piège"),
        (r"{\strike 9 m}\strike0 lu", AsideKind.STRUCK, "9 m"),
        (r"{\deleted 9 m}{\revised lu}", AsideKind.DELETED, "9 m"),
        (r"{\*\atnid X}{\*\annotation{\*\atnref 1} \'c0 revoir}lu", AsideKind.COMMENT, "À revoir"),
    ],
)
def test_what_is_not_shown_is_set_aside(body: str, kind: AsideKind, said: str) -> None:
    content = read(body)
    assert (texts(content), asides(content, kind)) == (["lu"], [said])


def test_titles_running_heads_and_pictures() -> None:
    content = read(rb"{\header Commune de Valmont\par}\pard\s1 Zone UA\par\pard a{\pict\bin6 {}\}ab}b{\pict 89504e47}")
    assert [(one.category, one.depth, one.text) for one in content.elements] == [
        (Category.TITLE, 0, "Zone UA"),
        (Category.TEXT, None, "ab"),
        (Category.MARGIN, None, "Commune de Valmont"),
    ]
    assert [one.kind for one in content.unread] == [Unread.PICTURE, Unread.PICTURE]


@pytest.mark.parametrize(
    "data",
    [
        rb"{\rtf1\mac La for\'90t", rb"{\rtf1\pca La for\'88t\par}}}", rb"{\rtf1\ansi La {\b for\'eat",
        "{\\rtf1\\ansi La forêt}".encode("cp1252"), "{\\rtf1\\ansi La forêt}".encode(),
    ],
)  # fmt: skip
def test_encodings_and_groups_that_do_not_end(data: bytes) -> None:
    sections = read_sections("a.rtf", data, FORMAT, kept_office(), HEADINGS).sections
    assert [one.text for one in sections] == ["La forêt"]


def test_another_content_and_groups_without_end_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "a.rtf"
    other.write_text("Les haies", "utf-8")
    with pytest.raises(DamagedFile, match="RTF"):
        read_rich_text(other)
    with pytest.raises(DamagedFile, match="profond"):
        read("{" * 5_000)


@given(
    st.lists(st.sampled_from([*HEAD.split("\\"), *TABLE.split("\\"), *NESTED.split("\\"), "{", "}", "*", "'e9", "u1"]))
)
def test_whatever_is_written_is_read_or_refused(pieces: list[str]) -> None:
    with contextlib.suppress(ReadingError):
        read("\\".join(pieces))


WORD = st.sampled_from(["haie", "forêt", "mare", "L’îlot", "œuvre"])
SHOWN = (
    "{}",
    r"{{\b {}}}",
    r"{{\strike\strike0 {}}}",
    r"{{\v\plain {}}}",
    r"{{\field{{\*\fldinst X}}{{\fldrslt {}}}}}",
)
UNSEEN = (r"{{\v {}}}", r"{{\strike {}}}", r"{{\*\bkmkstart {}}}", r"{{\deleted {}}}", r"{{\info {}}}", r"{{\fs3 {}}}")
PIECES = st.lists(st.tuples(st.booleans(), st.integers(0, 5), WORD), min_size=1, max_size=6)


@given(st.lists(st.tuples(st.booleans(), PIECES), min_size=1, max_size=4))
def test_visible_text_comes_out_once_and_in_order(blocks: list[tuple[bool, list[tuple[bool, int, str]]]]) -> None:
    body, wanted = "", []
    for number, (in_cell, pieces) in enumerate(blocks):
        inner, said = f"n{number} ", [f"n{number}"]
        for seen, form, word in pieces:
            kinds = SHOWN if seen else UNSEEN
            written = "".join(char if char.isascii() else rf"\u{ord(char)}?" for char in word)
            inner += kinds[form % len(kinds)].format(written) + " "
            said += [word] if seen else []
        body += rf"\trowd\cellx900\pard\intbl {inner}\cell\row\pard " if in_cell else rf"\pard {inner}\par "
        wanted.append(" ".join(said))
    assert texts(read(body)) == wanted
