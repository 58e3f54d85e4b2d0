"""An indicator, or a free question, becomes the texts that are looked for.

The sides differ on purpose. The dense index compares meanings, so it gets whole sentences: the
question, the definition and phrases that resemble the evidence. The lexical index compares words, so
it gets the question and the whole vocabulary as one text, whose rarest words then weigh most, and each
sub-question with its words as a text of its own. Expressions are separated by « ; ». The cue phrases of each
criterion, which decide the verdict, are looked for sentence by sentence. How all this is fused is the
retrieval package's business.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain import CRITERION, SUB_QUESTION, VOCABULARY, Query, Side
from domain.errors import UsageError
from indicator_queries.schema import ExpectedValue, Indicator

QUESTION_WEIGHT = 1.0
DEFINITION_WEIGHT = 0.5
PHRASE_WEIGHT = 1.0
VOCABULARY_WEIGHT = 1.0
VALUES_WEIGHT = 0.5
SUB_QUESTION_WEIGHT = 1.0


def queries_for(indicator: Indicator) -> list[Query]:
    """The queries of an indicator, the same ones each time, in the order of the grid.

    Args:
        indicator: A line of the grid.

    Returns:
        Its question (both sides), definition and evidence-like phrases (dense), vocabulary as one
        text, expected values with their units, and sub-questions (lexical), criteria of its rubric (cue phrases).
        ``origin`` is « question », « définition », « phrase », « vocabulaire », « valeurs », « sous-question » or
        « critère »; weights compare queries of one side only.
    """
    queries = [Query(indicator.question, Side.BOTH, "question", QUESTION_WEIGHT)]
    if indicator.definition:
        queries.append(Query(indicator.definition, Side.DENSE, "définition", DEFINITION_WEIGHT))
    queries.extend(Query(phrase, Side.DENSE, "phrase", PHRASE_WEIGHT) for phrase in indicator.queries)
    queries.append(Query(_joined(indicator.vocabulary), Side.LEXICAL, VOCABULARY, VOCABULARY_WEIGHT))
    if indicator.values:
        wanted = _joined([_value_text(value) for value in indicator.values])
        queries.append(Query(wanted, Side.LEXICAL, "valeurs", VALUES_WEIGHT))
    queries.extend(
        Query(_joined([part.question, *part.words]), Side.LEXICAL, SUB_QUESTION, SUB_QUESTION_WEIGHT)
        for part in indicator.sub_questions
    )
    queries.extend(
        Query(one.name, Side.CUES, CRITERION, groups=one.cue_phrases, unless=one.unless, key=one.key, asks=one.question)
        for one in indicator.rubric.criteria
    )
    return queries


def queries_for_question(question: str, vocabulary: Sequence[str] = (), *, typed: str = "") -> list[Query]:
    """The queries of a free question.

    Args:
        question: What the user asks, in plain words.
        vocabulary: Words of the subject to look for besides those of the question, as documents
            write them; may be empty.
        typed: The question in another language, of which ``question`` is a translation: looked for by its meaning.

    Raises:
        UsageError: The question is blank.
    """
    asked = " ".join(question.split())
    if not asked:
        raise UsageError("la question est vide.", remedy="Écrivez une question en une phrase.")
    queries = [Query(asked, Side.BOTH, "question", QUESTION_WEIGHT, free=True)]
    if typed:
        queries.append(Query(typed, Side.DENSE, "question", QUESTION_WEIGHT, free=True))
    terms = [term for term in (" ".join(word.split()) for word in vocabulary) if term]
    if terms:
        queries.append(Query(_joined(terms), Side.LEXICAL, VOCABULARY, VOCABULARY_WEIGHT))
    return queries


def _joined(terms: Sequence[str]) -> str:
    return " ; ".join(dict.fromkeys(terms))


def _value_text(value: ExpectedValue) -> str:
    return " ".join([value.label, *value.units])
