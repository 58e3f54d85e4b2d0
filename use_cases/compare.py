"""Answers compared with a gold from beginning to end: what is missing is answered, wrong cells may be tried again."""

from __future__ import annotations

from dataclasses import dataclass

from answering import profile_named
from evaluation import About, AnnotatorAgreement, Gold
from use_cases.container import Application
from use_cases.oracle import oracle_verdicts
from use_cases.progress import Progress, silent
from use_cases.run_evaluation import Evaluator, Report


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to compare.

    Attributes:
        profile: depth of reading of what is asked; None is that of the settings.
        answer_missing: ask first what the gold has and nobody answered.
        oracle: give the model the gold's own passages for each wrong cell, to tell causes apart.
    """

    profile: str | None = None
    answer_missing: bool = True
    oracle: bool = False


def compare_with_gold(
    application: Application,
    gold: Gold,
    about: About,
    wanted: Wanted,
    *,
    people: AnnotatorAgreement | None = None,
    progress: Progress = silent,
) -> Report:
    """Answer, compare, and keep the run; with an oracle, the run kept is the one that knows its verdicts.

    Raises:
        ModelError: the LLM failed; the answers made before are kept.
    """
    evaluator = Evaluator(application.corpus, application.grid)
    if wanted.answer_missing:
        evaluator.answer_missing(gold, application.analysis(wanted.profile), progress)
    done = evaluator.score(gold, about, people=people)
    if not (wanted.oracle and done.causes.found):
        return done
    verdicts = oracle_verdicts(
        application.corpus,
        application.grid,
        application.backend,
        profile_named(wanted.profile or application.settings.profile),
        gold,
        [wrong.cell for wrong in done.causes.found if not wrong.cell.right],
        application.language,
        progress,
    )
    return evaluator.score(gold, about, oracle=verdicts, people=people)
