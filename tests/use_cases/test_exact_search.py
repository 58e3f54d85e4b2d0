"""Text that is not shown is kept, found on demand with its reason, and never quoted."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.schema_version import DATABASE
from tests.fakes import FakeApplication, application_in
from tests.ingestion.drawn_pdf import DrawnPage, draw, line
from tests.ingestion.office_files import paragraph, run, word
from use_cases.exact_search import Occurrence, exact_search
from use_cases.ingest import Description
from use_cases.ledger_words import NO_ACCOUNT
from use_cases.reading_report import reading_report

WHY = {
    "dix": ("reglement", 1, "texte barré"),
    "vingt": ("reglement", 1, "texte recouvert par un aplat ou une image"),
    "sept": ("notice", None, "texte barré"),
    "huit": ("notice", None, "texte supprimé par une révision"),
}


@pytest.fixture(scope="module")
def half_hidden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeApplication]:
    """A PDF with a line struck out and one under a rectangle, and a Word document with text struck out and deleted."""
    folder = tmp_path_factory.mktemp("masque")
    struck = line("Le recul de dix metres est abroge.", 60, 700) + "0.7 w 60 703.5 m 232 703.5 l S\n"
    covered = line("Le recul est de vingt metres.", 60, 650) + "0 g 55 645 400 16 re f\n"
    shown = line("Le recul est de cinq metres.", 60, 750)
    draw(folder / "reglement.pdf", [DrawnPage(shown + struck + covered)])
    written = run("Le recul est de six mètres.") + run(" Le recul est de sept mètres.", "<w:strike/>")
    revised = f'<w:del w:id="1">{run("Le recul est de huit mètres.").replace("w:t", "w:delText")}</w:del>'
    word(folder / "notice.docx", paragraph(written) + paragraph(run("Reste la règle.") + revised))
    with application_in(folder / "data").opened() as application:
        assert isinstance(application, FakeApplication)
        files = [folder / "reglement.pdf", folder / "notice.docx"]
        application.dossiers.ingest(files, "plui-a", Description(title="PLUi A (fictif)"))
        yield application


def hidden(application: FakeApplication, text: str, *, include: bool = True) -> tuple[int, list[Occurrence]]:
    found = exact_search(
        application.corpus, application.retriever, text, documents=["plui-a"], k=1, include_hidden=include
    )
    return found.total, list(found.hidden)


def test_hidden_text_is_found_apart_with_its_reason(half_hidden: FakeApplication) -> None:
    for said, (piece, page, why) in WHY.items():
        shown, (one,) = hidden(half_hidden, f"Le recul est de {said}" if said != "dix" else "recul de dix")
        assert shown == 0
        assert (one.piece, one.page, one.why) == (piece, page, why)
        assert "mètres" in one.after or "metres" in one.after


def test_hidden_text_is_only_counted_unless_it_is_asked_for(half_hidden: FakeApplication) -> None:
    found = exact_search(half_hidden.corpus, half_hidden.retriever, "recul", documents=["plui-a"], k=1)
    assert (found.total, found.hidden_total, found.hidden) == (2, 4, ())
    assert found.counted_hidden == "4 occurrences dans du texte non visible, jamais cité"
    assert all(one.why is None for one in found.exact)


def test_hidden_text_is_in_no_passage_and_no_table_of_passages(half_hidden: FakeApplication) -> None:
    texts = " ".join(passage.text for passage in half_hidden.corpus.texts.passages("plui-a"))
    assert "cinq" in texts
    assert "six" in texts
    assert not [said for said in WHY if said in texts]
    table = half_hidden.tables.passages("recul", [], ["plui-a"])
    assert not [said for said in WHY if said in str(table.rows)]


def test_a_word_cut_in_hidden_text_is_whole_where_it_is_kept(half_hidden: FakeApplication) -> None:
    pages = {(piece, page.ordinal): page for piece, page in half_hidden.corpus.texts.pages("plui-a")}
    (struck,) = [entry.text for entry in pages["reglement", 1].ledger if entry.fate == "struck"]
    assert struck == "Le recul de dix metres est abroge."


def test_the_reading_report_accounts_for_every_character(half_hidden: FakeApplication) -> None:
    report = reading_report(half_hidden.corpus, "plui-a")
    accounts = {piece.piece: piece.account for piece in report.pieces}
    # « Le recul est de cinq metres. » has 23 characters without spaces, the line struck out 28, the covered one 24.
    assert accounts["reglement"] == (
        "23 caractères lus ; 52 caractères mis de côté : texte barré (28), "
        "texte recouvert par un aplat ou une image (24)"
    )
    assert accounts["notice"].startswith("35 caractères lus ; 46 caractères mis de côté : texte barré (23), ")
    assert accounts["notice"].endswith("; 1 suppression suivie mise de côté")
    aside = {one.text: one.place for piece in report.pieces for one in piece.aside}
    assert aside["Le recul de dix metres est abroge."] == "page 1"
    assert not any("barré" in line for piece in report.pieces for line in piece.removed)


def test_the_account_is_carried_away_page_by_page(half_hidden: FakeApplication) -> None:
    table = half_hidden.tables.reading("plui-a")
    first = next(row for row in table.rows if row[:2] == ("reglement.pdf", "p. 1"))
    assert first[2] == "lue"
    assert str(first[3]).startswith("23 caractères lus")
    assert "texte barré : Le recul de dix metres est abroge." in str(first[4])
    assert ("notice.docx", "tout le fichier", "", "1 suppression suivie mise de côté", "") in table.rows


def test_a_piece_read_before_accounts_were_kept_says_so(half_hidden: FakeApplication, tmp_path: Path) -> None:
    before = shutil.copytree(half_hidden.corpus.data_dir, tmp_path / "avant")
    with closing(sqlite3.connect(before / DATABASE)) as connection, connection:
        connection.execute("UPDATE piece SET ledger = NULL WHERE name = 'reglement'")
    with application_in(before).opened() as application:
        (piece,) = [one for one in reading_report(application.corpus, "plui-a").pieces if one.piece == "reglement"]
        assert (piece.account, piece.ledger) == (NO_ACCOUNT, None)
        assert NO_ACCOUNT in str(application.tables.reading("plui-a").rows)
