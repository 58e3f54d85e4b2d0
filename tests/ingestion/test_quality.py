from __future__ import annotations

import pytest

from domain import PageStatus
from ingestion.ocr.quality import count, is_wordless, judge

PROSE = (
    "Les espaces libres en pleine terre doivent représenter au minimum 60 % des espaces libres. Les aires de "
    "stationnement sont plantées à raison d’un arbre de haute tige pour trois places. "
    "Les haies sont conservées ou remplacées."
)
SYMBOLS = '$\n6\n0\n<;\n"\n%\n&\'\n6\n$$\n<\n0\n;F\n%\n>\n4\n=\n0\nA\n$\n"\n6 V\n4\n%$\n' * 4
TABLE = "\n".join(
    f"Secteur {index} {index * 37} {index * 2},5 {index * 11} % 1 {index}50 m² 0 – 3" for index in range(1, 30)
)


def shifted(text: str) -> str:
    return "".join(chr((ord(char) - 97 + 11) % 26 + 97) if "a" <= char <= "z" else char for char in text.lower())


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        TABLE,
        "C O M M U N A U T É  D E  C O M M U N E S  D E  N U L L E P A R T",
        "N\n0 5 km",
        "12",
        "Réservoir R1",
    ],
)
def test_readable(text: str) -> None:
    assert judge(text, lost_glyphs=0) == (PageStatus.READ, None)


@pytest.mark.parametrize("text", [SYMBOLS, "!\n!", shifted(PROSE)])
def test_broken_fonts(text: str) -> None:
    status, reason = judge(text, lost_glyphs=0)
    assert status is PageStatus.UNREADABLE
    assert reason is not None
    assert "illisible" in reason


def test_page_of_lost_glyphs() -> None:
    assert judge("abc", lost_glyphs=40)[0] is PageStatus.UNREADABLE


def test_leaders_count_for_nothing() -> None:
    assert count("Sommaire ...................................... 14").solid_share == 1.0


def test_counts_add_up_line_by_line() -> None:
    head = "Commune de Nullepart – PLU 12"
    assert count(f"{head}\n{TABLE}\n{PROSE}").without(count(head)) == count(f"{TABLE}\n{PROSE}")


def test_english_is_not_taken_for_a_broken_font() -> None:
    text = "The quick assessment of biodiversity shows that hedges and wetlands should be kept wherever possible. " * 3
    assert count(text).likeness > 0.8
    assert judge(text, lost_glyphs=0)[0] is PageStatus.READ


FOOT = "PLU – Edition novembre 2020"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["&", "&", '"!', '"!', '"', '"', '"', '"&', '""', FOOT], True),
        ([";", ".", "/", "6", ")", ":", '605 "', "$", "%", "$", '"', FOOT, "8"], True),
        (["1", "2", "3", "4", "5", "6", "7", "8", "Zone UA", "Zone UB"], False),
        (["A", "B", "C", "N", "X", "X", "X", FOOT], False),
        (["•", "Les haies sont conservées.", "•", "Les mares sont conservées.", "•", "–", "–", "–"], False),
    ],
    ids=["signs", "signs and figures", "figures", "letters", "items"],
)
def test_lines_without_words_over_a_foot_of_words_are_no_text(lines: list[str], told: bool) -> None:
    text = "\n".join(lines)
    assert is_wordless(text, count(text)) is told


def test_long_runs_without_a_space_are_no_text_unless_they_are_addresses() -> None:
    codes = "elopiqe]eqovce]oap]tnksle]qeknm]de_`^wcpam]haie]faxrage]dwoyr]abpi]j"
    assert judge("\n".join([codes] * 4), lost_glyphs=0)[0] is PageStatus.UNREADABLE
    address = "https://www.exemple.invalid/documents/plan-local/reglement/zone_N.pdf"
    assert judge("\n".join([address] * 4), lost_glyphs=0)[0] is PageStatus.READ
