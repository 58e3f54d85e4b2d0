"""A service brings its own Word and PowerPoint files; a broken one says where."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pptx import Presentation

from domain.errors import MissingPath, TemplateError
from exports.deliverables.registry_of_kinds import deliverable_named, every_part
from exports.template_folder import read_template, template_files
from tests.exports.deliverable_samples import material, picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Our own template, as a service would begin with it."""
    for name, content in template_files().items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def change(folder: Path, *texts: str) -> None:
    """Put these markers in the place of « all parts »."""
    document = Document(str(folder / "modele.docx"))
    place = next(one for one in document.paragraphs if one.text == "[[parties]]")
    for text in texts:
        place.insert_paragraph_before(text)
    place._p.getparent().remove(place._p)
    document.save(str(folder / "modele.docx"))


def titles(content: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(content)).paragraphs if one.style.name == "Heading 1"]


def made(folder: Path, form: str = "docx", name: str = "rapport-final") -> bytes:
    return deliverable_named(name).content(material(), form, read_template(folder, every_part()))


def test_our_own_template_changes_nothing(folder: Path) -> None:
    plain = deliverable_named("grille-juridique").content(material(), "docx")
    assert titles(made(folder, name="grille-juridique")) == titles(plain)


def test_the_order_of_parts_is_that_of_the_word_file_and_required_ones_stay(folder: Path) -> None:
    change(folder, "[[partie:recommandations]]", "[[partie:resultats]]")
    found = titles(made(folder))
    assert found[:2] == ["Recommandations", "Résultats établis"]
    assert {"Méthode", "Limites", "Ce qui est établi, et ce qui ne l'est pas"} <= set(found)
    assert "Annexes" not in found


def test_the_logo_and_the_text_of_the_first_page_are_the_services(folder: Path) -> None:
    (folder / "logo.png").write_bytes(picture())
    document = Document(str(folder / "modele.docx"))
    document.paragraphs[0].insert_paragraph_before("Direction fictive des territoires – [[date]]")
    document.save(str(folder / "modele.docx"))
    read = Document(io.BytesIO(made(folder, name="grille-juridique")))
    assert read.paragraphs[0].text == "Direction fictive des territoires – 01/06/2025"
    assert "Logo du service" in read.element.xml


def test_slides_of_the_template_stay_and_markers_give_way(folder: Path) -> None:
    show = Presentation(str(folder / "modele.pptx"))
    for text in ("Comité du service", "[[partie:limites]]", "[[partie:question]]"):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text_frame.text = text
    show.save(str(folder / "modele.pptx"))
    read = Presentation(io.BytesIO(made(folder, "pptx", "diaporama")))
    found = [slide.shapes.title.text_frame.text for slide in read.slides]
    assert found[:3] == ["Comité du service", "Méthode et limites", "La question"]
    assert "Ce qui est établi, et ce qui ne l'est pas" in found


def _without_style(folder: Path) -> None:
    document = Document(str(folder / "modele.docx"))
    style: Any = document.styles["BIOLLM Citation"]
    style.element.getparent().remove(style.element)
    document.save(str(folder / "modele.docx"))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without_style, "modele.docx, volet des styles : le style de paragraphe « BIOLLM Citation » manque"),
        (
            lambda folder: change(folder, "[[partie:methodes]]"),
            "« methodes » n'est pas une partie connue (vouliez-vous",
        ),
        (lambda folder: change(folder, "Voir [[parties]] ici"), "doit être seul dans un paragraphe"),
        (lambda folder: change(folder, "[[titr]]"), "le repère « [[titr]] » est inconnu (vouliez-vous dire « titre »"),
        (lambda folder: (folder / "logo.png").write_bytes(b"<svg/>"), "logo.png : ce n'est pas une image lisible"),
        (
            lambda folder: (folder / "modele.docx").write_bytes(b"PK\x03\x04"),
            "modele.docx : ce n'est pas un fichier Word",
        ),
        (
            lambda folder: (folder / "modele.pptx").write_bytes(b"no"),
            "modele.pptx : ce n'est pas un fichier PowerPoint",
        ),
    ],
)
def test_a_broken_template_says_where(folder: Path, spoil: Any, said: str) -> None:
    spoil(folder)
    with pytest.raises(TemplateError) as caught:
        read_template(folder, every_part())
    assert said in "\n".join(caught.value.faults)


def test_a_folder_without_a_template_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingPath, match="n'existe pas"):
        read_template(tmp_path / "rien")
    with pytest.raises(MissingPath, match="biollm template"):
        read_template(tmp_path)
