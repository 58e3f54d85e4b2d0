"""What a summary tells without a model: the points of its theme, wherever they stand, and nothing else."""

from __future__ import annotations

from answering import DocumentContext
from domain import PieceKind
from tests.answering.small_documents import Part
from tests.answering.small_plan import PlanTables, ask_of_plan

CONTEXT = DocumentContext(("doo", "evaluation"), (), "empreinte")
PARTS: tuple[Part, ...] = (
    ("evaluation", PieceKind.EVALUATION_ENVIRONNEMENTALE, ("Évaluation",), 1, (
        "5.2. La nature en ville . . . . . . . . . . . . . . . . . . . . .",
    )),
    ("evaluation", PieceKind.EVALUATION_ENVIRONNEMENTALE, ("5.2. La nature en ville",), 2, (
        "Un square est aménagé à moins de trois cents mètres de chaque logement.",
        "Le projet n'est pas susceptible de réduire la place de la végétation.",
    )),
    ("doo", PieceKind.DOO, ("Prescription P4",), 3, (
        "Dans les cours plantées rien n'est construit, à l'exception de deux cas :",
        "• les abris à vélos ;",
        "• les locaux des déchets.",
        "La règle vaut dans toutes les communes du plateau.",
        "Elle ne s'applique pas aux cours de moins de vingt mètres carrés.",
        "Les haltes ferroviaires sont rouvertes au nord du territoire.",
    )),
    ("doo", PieceKind.DOO, ("Prescription P5",), 4, (
        "Un square est aménagé à moins de trois cents mètres de chaque logement.",
    )),
)  # fmt: skip
NEAR = {
    "5.2. La nature en ville . . . . . . . . . . . . . . . . . . . . .": 0.93,
    "Un square est aménagé à moins de trois cents mètres de chaque logement.": 0.91,
    "Dans les cours plantées rien n'est construit, à l'exception de deux cas :": 0.91,
    "Elle ne s'applique pas aux cours de moins de vingt mètres carrés.": 0.91,
}


def points(question: str) -> list[tuple[str, int]]:
    answer = ask_of_plan(question, CONTEXT, tables=PlanTables(PARTS, NEAR), parts=PARTS)
    assert answer.composed is not None
    return [(line.text, len(line.citations)) for line in answer.composed.lines]


def test_a_point_that_no_word_of_the_theme_names_is_told_with_the_list_that_it_introduces() -> None:
    found = points("Résume ce que le plan prévoit pour la nature en ville.")
    whole = (
        "Dans les cours plantées rien n'est construit, à l'exception de deux cas : • les abris à vélos ; • les locaux "
        "des déchets."
    )
    assert (whole, 3) in found
    assert not any(text.startswith("• les abris") for text, _ in found)


def test_what_stands_under_a_title_of_the_theme_is_told_and_the_line_of_contents_and_what_is_far_are_not() -> None:
    found = [text for text, _ in points("Résume ce que le plan prévoit pour la nature en ville.")]
    assert "Le projet n'est pas susceptible de réduire la place de la végétation." in found
    assert not any(". . ." in text or "haltes ferroviaires" in text for text in found)


def test_what_two_pieces_say_in_the_same_words_is_told_once() -> None:
    found = [text for text, _ in points("Résume ce que le plan prévoit pour la nature en ville.")]
    assert found.count("Un square est aménagé à moins de trois cents mètres de chaque logement.") == 1


def test_a_sentence_that_points_back_is_told_with_the_one_before() -> None:
    found = [text for text, _ in points("Résume ce que le plan prévoit pour la nature en ville.")]
    whole = (
        "La règle vaut dans toutes les communes du plateau. Elle ne s'applique pas aux cours de moins de vingt mètres "
        "carrés."
    )
    assert whole in found
    assert not any(text.startswith("Elle ne") for text in found)
