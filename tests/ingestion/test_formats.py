"""The registry of file formats: what one module declares is offered, recognised and told everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import MisnamedFile
from ingestion import collect_pieces, file_formats, parser_version
from ingestion.formats import types
from ingestion.formats.files import extension_type, file_type, readable
from tests import format_table
from tests.package_arrows import ROOT
from use_cases.accepted_files import accepted_extensions, accepted_labels, accepted_names


@pytest.fixture
def with_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more module in the package of formats, as a contributor would add it."""
    (tmp_path / "eml_format.py").write_text(
        "from ingestion.formats.file_format import FileFormat\n"
        "FORMAT = FileFormat('eml', ('.eml',), 'message/rfc822', 'courriel', 'un courriel', is_text=True,\n"
        "    reader='plain_text_reader.read_text')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(types, "__path__", [*types.__path__, str(tmp_path)])
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    types.file_formats.cache_clear()
    types._by_extension.cache_clear()


@pytest.mark.usefixtures("with_mail")
def test_a_format_is_one_module(tmp_path: Path) -> None:
    mail = tmp_path / "dossier" / "avis.EML"
    mail.parent.mkdir()
    mail.write_text("Subject: Avis\n\nAvis favorable.", encoding="utf-8")
    assert collect_pieces([mail.parent]).pieces == (mail,)
    assert file_type(mail, mail.read_bytes()).word == "un courriel"
    with pytest.raises(MisnamedFile, match="le nom annonce un courriel, mais le contenu est un PDF"):
        file_type(mail, b"%PDF-1.7")
    assert ".eml" in accepted_extensions()
    assert ".eml" in readable()
    assert accepted_labels().endswith(", courriel")
    assert accepted_names().endswith(", eml")
    assert "| courriel | .eml |" in format_table.table()


def test_no_two_formats_share_a_name_or_an_extension() -> None:
    names = [one.name for one in file_formats()]
    extensions = [extension for one in file_formats() for extension in one.extensions]
    assert len(set(names)) == len(names)
    assert len(set(extensions)) == len(extensions)
    for one in file_formats():
        assert f".{one.name}" in one.extensions
        assert all(extension == extension.lower() and extension.startswith(".") for extension in one.extensions)
        assert one.is_text or one.holds is not None, "nothing would tell its content from another's"
        assert extension_type(Path(f"piece{one.extensions[0].upper()}")) is one


def test_the_version_of_a_piece_is_that_of_its_reader() -> None:
    assert parser_version("PLAN.PDF").startswith("pdf-")
    assert parser_version("note.docx").startswith("office-")


def test_the_page_of_formats_is_up_to_date() -> None:
    text = format_table.PAGE.read_text("utf-8")
    assert format_table.in_page(text, format_table.table()) == text, "run: python -m tests.format_table"


@pytest.mark.parametrize("readme", ["README.md", "README.fr.md"])
def test_the_readmes_name_every_format(readme: str) -> None:
    assert accepted_names() in (ROOT / readme).read_text("utf-8")
