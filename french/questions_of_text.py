"""The questions that a text asks, each with what of the text it needs to be understood.

« Quelle hauteur en UB et combien d'arbres ? » asks twice; « Ma maison est en zone A. Puis-je l'agrandir ? » asks about
the house; a letter asks in some of its sentences only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.text_folding import fold
from french.asked_in_letters import asked_in, is_formula, leans_on_next, leans_on_what_is_before
from french.leaning_questions import leans_back, told_for
from french.question_kinds import only_sums_up
from french.question_scope import read_scope
from french.second_questions import halves

#: Questions of one text that are answered; those after are left.
MOST_QUESTIONS = 4
_SENTENCE = re.compile(r"[^?.!\n]*[?.!\n]+|[^?.!\n]+$")
#: Characters from which a text tells a story, and its questions are only some of its sentences.
_LONG = 300
#: Characters kept of what is told before a question, and words of a sentence that tells something.
_MOST_TOLD, _LEAST_TOLD = 400, 4
_ANNOUNCED = re.compile(r"\bquestion\b[^:]{0,40} : ")
_ASKS = re.compile(r"\W*(?:qu|combien|comment|pourquoi|ou |peut|faut|est-|doit|y a|a quel|de quel|dans quel|en quoi)")


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a text, in order: those that end in a « ? », or the whole text where none does.

    « Quelle hauteur en UB et combien d'arbres ? » are two. What is told before a question stays with one that says
    nothing without it.
    """
    text = " ".join(text.split())
    sentences = [match[0].strip() for match in _SENTENCE.finditer(text) if match[0].strip()]
    summed_up = {rank for rank in range(1, len(sentences)) if only_sums_up(sentences[rank])}
    sentences = [
        f"{sentences[rank + 1].rstrip('. !')} : {one}" if rank + 1 in summed_up and one.endswith("?") else one
        for rank, one in enumerate(sentences)
    ]
    asked = [
        _with_its_case(one, sentences, rank) or _without_preamble(one, in_a_letter=len(text) > _LONG)
        for rank, one in enumerate(sentences)
        if one.endswith("?") and not is_formula(one) and not leans_on_next(sentences, rank)
    ]
    if not asked and len(text) > _LONG:
        told = [one for one in sentences if not is_formula(one)]
        found = [_with_its_case(one, sentences, rank) or one for rank, one in asked_in(sentences)]
        return tuple(found[-MOST_QUESTIONS:] or told[-1:] or sentences[-1:])
    parts = [part.strip() for one in asked or [text] for part in halves(one)]
    whole = [part if part.endswith("?") or not asked else f"{part} ?" for part in parts if len(part) > 2]
    return tuple(whole[:MOST_QUESTIONS]) or (text,)


def _with_its_case(question: str, sentences: Sequence[str], rank: int) -> str:
    """A question with what is told before it, where it says nothing by itself; empty where it does."""
    leans = leans_on_what_is_before(question) or leans_back(question)
    case = told_for(sentences, rank) if leans else ""
    return f"{case} {question}" if case else ""


def told_before(text: str) -> str:
    """What a text says of its case before it asks: the sentences that name a zone, a provision or a place.

    « Nous instruisons un dossier en zone N-3. (…) Combien d'arbres faut-il ? » tells the zone in the first sentence.
    Of a long text without such names its first sentence is kept: it says what the text is about.
    """
    text = " ".join(text.split())
    sentences = [match[0].strip() for match in _SENTENCE.finditer(text) if match[0].strip()]
    asked = " ".join(questions_in(text))
    told = [one for one in sentences if one not in asked and not one.endswith("?") and len(one.split()) >= _LEAST_TOLD]
    # « Voici ma question : … ? » tells its case before the colon.
    told += [
        one.rsplit(" : ", 1)[0]
        for one in sentences
        if one.endswith("?") and _without_preamble(one, in_a_letter=len(text) > _LONG) != one
    ]
    naming = [one for one in told if (scope := read_scope(one)).zones or scope.places or scope.provisions]
    kept = ""
    for one in naming or (told[:1] if len(text) > _LONG else ()):
        kept = f"{kept} {one}".strip()
    return kept if len(kept) <= _MOST_TOLD else f"{kept[:_MOST_TOLD].rsplit(' ', 1)[0]}…"


def _without_preamble(question: str, *, in_a_letter: bool) -> str:
    """« Voici ma question : que demande la P19 ? » asks what stands after the colon.

    So does « avant de vous répondre je voudrais vérifier un point : combien… ? » in a letter, unless what stands before
    says where to look.
    """
    before, _, after = question.rpartition(" : ")
    told = len(question) > _LONG or _ANNOUNCED.search(fold(question)) or (in_a_letter and not read_scope(before))
    if not before or not told:
        return question
    return f"{after[:1].upper()}{after[1:]}" if _ASKS.match(fold(after)) else question
