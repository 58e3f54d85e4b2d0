"""The template of a service: a folder with its own Word and PowerPoint files and its logo, checked before it is used.

``modele.docx`` holds the styles, the first page and the order of the parts: a paragraph ``[[partie:methode]]`` gives
way to that part, ``[[parties]]`` to all the others, ``[[sommaire]]`` to the contents, ``[[logo]]`` to the picture;
``[[titre]]``, ``[[sous-titre]]`` and ``[[date]]`` stand anywhere. ``modele.pptx`` is used for slides, in the same way.
Each of the three files may be missing: ours is then used.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from domain.errors import MissingPath, TemplateError
from exports.word_template import CHARACTERS, PARAGRAPHS, TABLES

WORD_NAME, SLIDES_NAME = "modele.docx", "modele.pptx"
LOGO_NAMES = ("logo.png", "logo.jpg", "logo.jpeg", "logo.gif", "logo.bmp")
TEXTS = ("titre", "sous-titre", "date")
"""Markers that give way to a text, anywhere."""
WHOLE = ("logo", "sommaire", "parties")
"""Markers that are a paragraph of their own; so is ``partie:KEY``."""
_MARKER = re.compile(r"\[\[\s*([^\[\]]*?)\s*\]\]")
_REMEDY = "Corrigez le modèle, ou partez du nôtre : biollm template DOSSIER."


@dataclass(frozen=True, slots=True)
class Template:
    """A template that can be used; None: ours. ``logo`` are the bytes of a PNG."""

    word: Path | None = None
    slides: Path | None = None
    logo: bytes | None = None


OUR_TEMPLATE = Template()


def read_template(folder: Path, parts: Sequence[str] = ()) -> Template:
    """The template of a folder.

    Args:
        folder: Where its files are.
        parts: Keys of the parts that a template may name; with none they are not checked.

    Raises:
        MissingPath: there is no such folder, or none of the files of a template is in it.
        TemplateError: a file cannot be used; every fault is told with its place.
    """
    if not folder.is_dir():
        raise MissingPath("Le dossier du modèle n'existe pas.", where=str(folder), remedy="Vérifiez le chemin donné.")
    word, slides = folder / WORD_NAME, folder / SLIDES_NAME
    logo = next((folder / name for name in LOGO_NAMES if (folder / name).is_file()), None)
    if logo is None and not word.is_file() and not slides.is_file():
        raise MissingPath(
            f"Le dossier ne contient ni {WORD_NAME}, ni {SLIDES_NAME}, ni logo.",
            where=str(folder),
            remedy="Écrivez un modèle à modifier : biollm template DOSSIER.",
        )
    faults: list[str] = []
    if word.is_file():
        faults += _word_faults(word, parts)
    if slides.is_file():
        faults += _slide_faults(slides, parts)
    drawn = None
    if logo is not None:
        drawn = _logo(logo, faults)
    if faults:
        raise TemplateError("Le modèle ne peut pas être employé.", tuple(faults), where=str(folder), remedy=_REMEDY)
    return Template(word if word.is_file() else None, slides if slides.is_file() else None, drawn)


def _word_faults(path: Path, parts: Sequence[str]) -> list[str]:
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError):
        return [f"{path.name} : ce n'est pas un fichier Word (.docx) lisible"]
    wanted = ((WD_STYLE_TYPE.PARAGRAPH, PARAGRAPHS, "de paragraphe"), (WD_STYLE_TYPE.CHARACTER, CHARACTERS,
              "de caractère"), (WD_STYLE_TYPE.TABLE, TABLES, "de tableau"))  # fmt: skip
    faults = []
    for kind, names, said in wanted:
        known = {style.name for style in document.styles if style.type == kind}
        faults += [
            f"{path.name}, volet des styles : le style {said} « {name} » manque{_near(name, known)}"
            for name in names
            if name not in known
        ]
    for number, paragraph in enumerate(document.paragraphs, 1):
        faults += _marker_faults(f"{path.name}, paragraphe {number}", paragraph.text, parts)
    for number, section in enumerate(document.sections, 1):
        for said, held in (("en-tête", section.header), ("pied de page", section.footer)):
            for paragraph in held.paragraphs:
                place = f"{path.name}, {said} de la section {number}"
                faults += _marker_faults(place, paragraph.text, parts, whole=False)
    return faults


def _slide_faults(path: Path, parts: Sequence[str]) -> list[str]:
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError

    from exports.slide_layouts import layout_faults

    try:
        show = Presentation(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError):
        return [f"{path.name} : ce n'est pas un fichier PowerPoint (.pptx) lisible"]
    faults = [f"{path.name}, masque des diapositives : {fault}" for fault in layout_faults(show)]
    for number, slide in enumerate(show.slides, 1):
        for text in _texts(slide):
            faults += _marker_faults(f"{path.name}, diapositive {number}", text, parts)
    return faults


def _texts(slide: Any) -> Iterator[str]:
    return (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def _marker_faults(place: str, text: str, parts: Sequence[str], *, whole: bool = True) -> list[str]:
    faults = []
    for match in _MARKER.finditer(text):
        name = match[1]
        key = name.removeprefix("partie:").strip()
        if name in TEXTS:
            continue
        if name.startswith("partie:"):
            if parts and key not in parts:
                faults.append(f"{place} : « {key} » n'est pas une partie connue{_near(key, parts)}")
        elif name not in WHOLE:
            faults.append(f"{place} : le repère « {match[0]} » est inconnu{_near(name, (*TEXTS, *WHOLE))}")
            continue
        if not whole or match[0].strip() != text.strip():
            faults.append(f"{place} : le repère « {match[0]} » doit être seul dans un paragraphe du texte")
    return faults


def _near(name: str, known: Sequence[str] | set[str]) -> str:
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" (vouliez-vous dire « {found[0]} » ?)" if found else ""


def _logo(path: Path, faults: list[str]) -> bytes | None:
    """The logo as PNG, drawn anew: what else the file may carry stays out."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            image.thumbnail((1600, 800))
            buffer = io.BytesIO()
            image.convert("RGBA").save(buffer, format="PNG")
            return buffer.getvalue()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        faults.append(f"{path.name} : ce n'est pas une image lisible (PNG, JPEG, GIF ou BMP)")
        return None


def template_files() -> dict[str, bytes]:
    """Our template as files that a service makes its own: Word, PowerPoint, and what may be changed."""
    from exports.slide_file import default_slides
    from exports.word_template import default_word

    word, slides = io.BytesIO(), io.BytesIO()
    default_word().save(word)
    default_slides().save(slides)
    return {WORD_NAME: word.getvalue(), SLIDES_NAME: slides.getvalue(), "LISEZ-MOI.txt": _README.encode()}


_README = """Modèle de livrables

modele.docx : changez les styles (polices, couleurs, marges), la première page, l'en-tête et le pied de page dans Word.
modele.pptx : changez le masque et les dispositions dans PowerPoint.
logo.png : ajoutez le vôtre (PNG ou JPEG) ; il prend la place de [[logo]].

Repères, chacun seul dans son paragraphe :
  [[logo]] [[sommaire]] [[parties]]
  [[partie:methode]] [[partie:resultats]]... pour changer l'ordre des parties ; [[parties]] reçoit les autres.
Sans [[parties]], seules les parties nommées sont écrites ; la relecture, la méthode et les limites le sont toujours.
Repères dans un texte : [[titre]] [[sous-titre]] [[date]].

Ne supprimez pas les styles dont le nom commence par BIOLLM, ni Titre, Sous-titre, Titre 1 à 3, Légende, Liste à puces.
Pour vous en servir : --template DOSSIER, ou le réglage deliverable_template.
"""
