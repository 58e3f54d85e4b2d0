"""Files that are sent: their names are made usable, or refused with the reason."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fastapi import UploadFile

from api.uploads import UploadFolder
from domain.errors import UsageError


def sent(*names: str) -> list[UploadFile]:
    return [UploadFile(io.BytesIO(b"texte"), filename=name) for name in names]


def test_a_long_name_is_shortened_and_the_others_are_kept(tmp_path: Path) -> None:
    long = "Règlement écrit " + "de la zone à urbaniser " * 12 + "version consolidée.pdf"
    folder = UploadFolder(tmp_path).receive(sent(long, "C:\\dossier\\zone: UA.pdf"))
    names = sorted(path.name for path in folder.iterdir())
    assert names[0].startswith("Règlement écrit")
    assert names[0].endswith("version consolidée.pdf")
    assert len(names[0].encode()) <= 200
    assert names[1] == "zone_ UA.pdf"


def test_a_file_without_a_name_and_two_of_one_name_are_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"« dossier/\.\. »"):
        UploadFolder(tmp_path).receive(sent("dossier/.."))
    with pytest.raises(UsageError, match="même nom"):
        UploadFolder(tmp_path).receive(sent("règlement.pdf", "RE\u0300GLEMENT.pdf"))
