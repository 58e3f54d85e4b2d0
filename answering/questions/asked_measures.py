"""Which statements have the kind of thing that a question asks for: a number of that dimension, and of that measure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answering.questions.statements import Statement
from answering.scoring.evidence_table import Mask
from domain import QuestionKind
from domain.sentence_features import Presence
from french.content_words import content_words
from french.measured_objects import asks_for_clearance, family_of, measures, objects_of, tells_of_under
from french.quantities import read_quantities
from french.question_analysis import Asked, Coverage
from languages import Language

#: Share of the theme, related words counted, from which a sentence that denies it is about it.
_DENIES = 0.6


def gives(one: Statement, asked: Asked, coverage: Coverage, language: Language) -> bool:
    """Whether a statement has the kind of thing asked for, or says that there is none of it.

    « Aucune part minimale n'est fixée » answers what part is. What a table counts may stand in its title alone.
    """
    if asked.can_be_answered_by(one.text, one.caption):
        return True
    if language.sentences.presence(one.text) is Presence.ABSENT and coverage.related_of(one.text) >= _DENIES:
        return True
    named = asked.counted is not None and asked.counted in content_words(one.caption)
    return named and bool(read_quantities(one.cell or one.text))


def have_what_is_asked(
    statements: Sequence[Statement], asked: Asked, coverage: Coverage, language: Language, *, number: bool = True
) -> Mask:
    """Which statements have the kind of thing asked for.

    Args:
        statements: The statements.
        asked: What the question asks for.
        coverage: What a sentence says of it.
        language: Reads them.
        number: Whether a number is wanted where one is asked for; for a yes or no what names the thing is enough.

    Returns:
        Shape (statements,).
    """
    given = [not number or gives(one, asked, coverage, language) for one in statements]
    return np.array(given, dtype=np.bool_) & measure_what_is_asked(statements, asked, number=number)


def measure_what_is_asked(statements: Sequence[Statement], asked: Asked, *, number: bool = True) -> Mask:
    """Which statements tell of no other measure, and of no other object, than the question asks for.

    Args:
        statements: The statements.
        asked: What the question asks for.
        number: Whether a number is wanted where one is asked for.

    Returns:
        Shape (statements,).
    """
    wanted = family_of(asked.text) if "longueur" in asked.dimensions else None
    under = asks_for_clearance(asked.text)
    # The height of fences is none of buildings: what stands under the title of another thing does not answer.
    about = objects_of(asked.text) if wanted == "hauteur" and not under else frozenset()
    return np.array(
        [
            (wanted is None or not number or measures(one.text, wanted, one.above))
            and (not under or tells_of_under(one.text))
            and (not about or not (own := objects_of(one.text, *one.above)) or bool(own & about))
            for one in statements
        ],
        dtype=np.bool_,
    )


def wants_number(kind: QuestionKind) -> bool:
    """Whether a kind of question is answered by the number that it names: a yes or no needs no figure."""
    return kind is not QuestionKind.YES_NO
