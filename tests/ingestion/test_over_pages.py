"""What goes on over the end of a page is one sentence, or one row, with a part on each of the two pages."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import ReadPiece
from ingestion import sentence_boxes
from ingestion.segmentation.over_pages import LEAST_WORDS
from tests.ingestion.drawn_pdf import DrawnPage, draw, line, table
from tests.ingestion.in_french import read_piece

HEAD = line("Plan local de Valmont (document fictif)", 60, 810)
START = "Les constructions sont implantées en retrait de la voie d'au moins"


def pages(*bodies: Sequence[str]) -> list[DrawnPage]:
    """Pages of lines under a running head and over a number, each line from the left margin."""
    return [
        DrawnPage(
            HEAD
            + "".join(line(text, 60, 740 - 16 * rank) for rank, text in enumerate(body))
            + line(str(number), 290, 30),
        )
        for number, body in enumerate(bodies, 1)
    ]


def read(path: Path, *bodies: Sequence[str]) -> ReadPiece:
    return read_piece(draw(path / "a.pdf", pages(*bodies)))


def texts(piece: ReadPiece) -> list[str]:
    return [sentence.text for sentence in piece.sentences]


def test_a_sentence_goes_on_under_the_running_head_of_the_next_page(tmp_path: Path) -> None:
    piece = read(
        tmp_path,
        ["Règle une de la zone UA.", START],
        ["cinq mètres, sauf en zone UB.", "Règle trois de la zone UA."],
        ["Règle quatre."],
    )
    assert texts(piece) == [
        "Règle une de la zone UA.",
        f"{START} cinq mètres, sauf en zone UB.",
        "Règle trois de la zone UA.",
        "Règle quatre.",
    ]
    whole = piece.sentences[1]
    assert whole.rest is not None
    parts = [(whole.page, whole.start, whole.end), (whole.rest.page, whole.rest.start, whole.rest.end)]
    said = [piece.pages[page - 1].text[start:end] for page, start, end in parts]
    assert said == [START, "cinq mètres, sauf en zone UB."]
    for page, start, end in parts:
        (boxes,) = sentence_boxes(tmp_path / "a.pdf", page, [(start, end)], text=piece.pages[page - 1].text)
        assert len(boxes) == 1


@pytest.mark.parametrize(
    ("end", "start", "whole"),
    [
        ("Le plan prévoit un amé-", "nagement du bourg.", "Le plan prévoit un aménagement du bourg."),
        ("Le niveau du sous-", "sol est interdit.", "Le niveau du sous-sol est interdit."),
        ("La commune en compte soixante-", "quatre en tout.", "La commune en compte soixante-quatre en tout."),
        (
            "La part de pleine terre est d'au moins",
            "40 % du terrain.",
            "La part de pleine terre est d'au moins 40 % du terrain.",
        ),
        ("Les abris ont une emprise maximale", "12,5 m² chacun.", "Les abris ont une emprise maximale 12,5 m² chacun."),
        (
            "Les haies du bourg sont gardées",
            "(voir le plan de zonage).",
            "Les haies du bourg sont gardées (voir le plan de zonage).",
        ),
        (
            "La zone porte la mention de",
            "« secteur humide » au plan.",
            "La zone porte la mention de « secteur humide » au plan.",
        ),
        ("- les abris pour animaux et", "les serres agricoles.", "- les abris pour animaux et les serres agricoles."),
    ],
)
def test_words_that_are_cut_and_items_of_lists_go_on(end: str, start: str, whole: str, tmp_path: Path) -> None:
    piece = read(tmp_path, ["Rien avant cela.", end], [start, "Rien après."], ["Fin."])
    assert whole in texts(piece)


@pytest.mark.parametrize(
    ("end", "start"),
    [
        ("La hauteur est de neuf mètres.", "cinq mètres en zone UB."),
        ("Sont admis dans la zone :", "les abris de jardin."),
        ("Les abris de jardin sont admis", "Les serres sont interdites."),
        ("Les abris de jardin sont admis", "a) les serres de plus de vingt mètres"),
        ("Les abris de jardin ont une emprise maximale", "12. Stationnement des véhicules"),
        ("Les abris de jardin sont admis", "40 % du terrain est en pleine terre."),
        ("Les abris de jardin sont admis", "(b) les serres de plus de vingt mètres"),
        ("Plan 3", "les serres sont interdites."),
    ],
)
def test_what_had_ended_stays_apart(end: str, start: str, tmp_path: Path) -> None:
    piece = read(tmp_path, ["Rien avant cela.", end], [start, "Rien après."], ["Fin."])
    assert all(sentence.rest is None for sentence in piece.sentences)


NAMES = ("Secteur", "Objet", "Prescription")


def rows_of(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]], path: Path) -> list[str | None]:
    pages = [
        DrawnPage(line("Prescriptions du plan", 60, 800) + table([NAMES, *first], 60, 780, 150)),
        DrawnPage(table(second, 60, 780, 150)),
    ]
    return [sentence.row for sentence in read_piece(draw(path / "a.pdf", pages)).sentences]


def test_a_row_that_is_cut_is_one_and_the_table_goes_on(tmp_path: Path) -> None:
    first = [("S1", "Arbres", "Un arbre pour deux places."), ("S2", "Fossé", "La bande mesure au moins")]
    second = [("", "", "6 mètres de large."), ("S3", "Haie", "Elle est gardée.")]
    assert rows_of(first, second, tmp_path)[-2:] == [
        "Secteur : S2 ; Objet : Fossé ; Prescription : La bande mesure au moins 6 mètres de large.",
        "Secteur : S3 ; Objet : Haie ; Prescription : Elle est gardée.",
    ]


def test_a_row_goes_on_under_the_names_of_the_columns(tmp_path: Path) -> None:
    first = [("S1", "Arbres", "Un arbre pour deux places."), ("S2", "Fossé", "La bande mesure au moins")]
    second = [NAMES, ("S3", "Haie", "Elle est gardée."), ("S4", "Mare", "Elle est gardée.")]
    found = rows_of(first, second, tmp_path)
    assert "Secteur : S2 ; Objet : Fossé ; Prescription : La bande mesure au moins" in found
    assert found[-1] == "Secteur : S4 ; Objet : Mare ; Prescription : Elle est gardée."


WORDS = st.sampled_from(["haie", "mare", "fossé", "talus", "jardin", "serre", "abri", "voie", "arbre", "cour", "seuil"])


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=4, max_size=9), min_size=2, max_size=4), st.data())
def test_sentences_over_pages_are_read_once_and_in_order(sentences: list[list[str]], data: st.DataObject) -> None:
    written = [f"{' '.join(words).capitalize()}." for words in sentences]
    bodies: list[list[str]] = [[]]
    for sentence in written:
        words = sentence.split()
        cut = data.draw(st.integers(0, len(words) - 1))
        if cut < LEAST_WORDS:
            bodies[-1].append(sentence)
        else:
            bodies[-1].append(" ".join(words[:cut]))
            bodies.append([" ".join(words[cut:])])
    bodies += [["Fin du plan."], ["Annexe une."], ["Annexe deux."]]
    with tempfile.TemporaryDirectory() as folder:
        piece = read(Path(folder), *bodies)
    assert texts(piece) == [*written, "Fin du plan.", "Annexe une.", "Annexe deux."]
