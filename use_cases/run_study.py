"""A battery of indicators under study: the same questions asked in several ways, kept one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from answering import PROMPT_VERSION, Answerer, DocumentContext, Profile
from answering.llm import ChatBackend
from domain import Verdict
from domain.errors import GridError, InvalidReply, MissingPath
from domain.identity import digest_of
from evaluation.study import Axis, Limits, Observation, Study, study_battery
from evaluation.study_codec import TrialAnswer, decode_trial, encode_study, encode_trial
from indicator_queries import Grid, Indicator, find, queries_for
from use_cases.answering_parts import AnsweringParts
from use_cases.document_context import context_of
from use_cases.progress import Progress, silent

KIND = "etude"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of asking.

    ``question`` replaces the indicator's own where it is given; ``form`` puts the questions of its criteria into
    other words, « {} » standing for each: a model is asked these, and not the indicator's.
    """

    axis: Axis
    name: str
    backend: ChatBackend
    profile: Profile
    question: str | None = None
    form: str | None = None
    repetition: int = 0

    def of(self, indicator: Indicator) -> Indicator:
        """The indicator as this variant asks it."""
        if self.question:
            indicator = indicator.model_copy(update={"question": self.question})
        if self.form and indicator.rubric.criteria:
            criteria = tuple(
                criterion.model_copy(update={"question": self.form.format(criterion.question)})
                for criterion in indicator.rubric.criteria
            )
            rubric = indicator.rubric.model_copy(update={"criteria": criteria})
            indicator = indicator.model_copy(update={"rubric": rubric})
        return indicator


@dataclass(frozen=True, slots=True)
class Plan:
    """What a study varies.

    Attributes:
        repetitions: how often the base is asked again, unchanged.
        wordings: other wordings of questions by code, written by a person; where there are none, three
            mechanical ones are used (see :func:`mechanical_wordings`).
        rewording: whether questions are reworded at all.
        depths: factors on the number of passages asked of the retriever.
        profiles: other profiles.
        backends: other models.
    """

    repetitions: int = 1
    wordings: Mapping[str, Sequence[str]] | None = None
    rewording: bool = True
    depths: Sequence[float] = (0.5, 2.0)
    profiles: Sequence[Profile] = ()
    backends: Sequence[ChatBackend] = ()

    def variants(self, indicator: Indicator, backend: ChatBackend, profile: Profile) -> list[Variant]:
        """Every way in which this indicator is asked, the base first."""
        found = [Variant(Axis.BASE, Axis.BASE.label, backend, profile)]
        found += [
            Variant(Axis.REPETITION, f"répétition {number}", backend, profile, repetition=number)
            for number in range(1, self.repetitions + 1)
        ]
        if self.rewording:
            own = (self.wordings or {}).get(indicator.code)
            wordings = zip_longest(own or mechanical_wordings(indicator), () if own else FORMS)
            found += [
                Variant(Axis.REWORDING, f"formulation {number}", backend, profile, question=question, form=form)
                for number, (question, form) in enumerate(wordings, start=1)
            ]
        for factor in self.depths:
            # Indicators with criteria read the passages scanned, the others those shown to the model.
            passages, scanned = (max(1, round(depth * factor)) for depth in (profile.passages, profile.scanned))
            named = f"{scanned if indicator.rubric.criteria else passages} passages"
            found.append(Variant(Axis.PASSAGES, named, backend, replace(profile, passages=passages, scanned=scanned)))
        found += [Variant(Axis.PROFILE, other.name, backend, other) for other in self.profiles]
        found += [Variant(Axis.MODEL, other.card.name, other, profile) for other in self.backends]
        return found


#: The same for the questions of criteria, in the order of the wordings.
FORMS = (
    "D'après cette seule phrase : {}",
    "{} Le texte le dit-il noir sur blanc ?",
    "Un instructeur qui lit cette phrase répondrait-il oui à la question : « {} »",
)


def mechanical_wordings(indicator: Indicator) -> tuple[str, ...]:
    """Three rewordings that change no meaning and need no author: a reader would answer them alike."""
    topic = indicator.name[0].lower() + indicator.name[1:] if not indicator.name[:2].isupper() else indicator.name
    return (
        f"Trouve-t-on dans ce dossier, noir sur blanc, ce qui suit : {topic} ?",
        f"{indicator.name} : que dit le document ? {indicator.question}",
        f"Un instructeur qui lit ce dossier répondrait-il oui à cette question : « {indicator.question} »",
    )


def read_wordings(path: Path, grid: Grid) -> dict[str, tuple[str, ...]]:
    """Wordings written by a person: YAML, « code: » then one wording a line (« - … »).

    Raises:
        MissingPath: there is no readable file.
        GridError: the file is not of this form, or names a code that the grid has not.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        content: Any = YAML(typ="safe").load(path.read_text("utf-8"))
    except OSError as error:
        raise MissingPath(f"le fichier ne peut pas être lu ({error.strerror}).", where=str(path)) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise GridError("le fichier de formulations ne peut pas être lu.", (str(error),), where=str(path)) from error
    faults = []
    if not isinstance(content, dict):
        content, faults = {}, ["on attend un code d'indicateur par ligne, suivi de ses formulations"]
    codes = {indicator.code for indicator in grid.indicators}
    for code, wordings in content.items():
        if code not in codes:
            faults.append(f"« {code} » n'est pas un code de la grille")
        elif not isinstance(wordings, list) or not all(isinstance(one, str) and one.strip() for one in wordings):
            faults.append(f"{code} : on attend une liste de questions (« - Le document… ? »)")
    if faults:
        raise GridError("le fichier de formulations a des défauts.", tuple(faults), where=str(path))
    return {code: tuple(one.strip() for one in wordings) for code, wordings in content.items()}


class Studying:
    """Asks a battery in every way of a plan. Done again, it goes on with what is missing."""

    def __init__(self, parts: AnsweringParts):
        self._parts = parts

    def run(
        self,
        documents: Sequence[str],
        plan: Plan,
        codes: Sequence[str] = (),
        *,
        limits: Limits | None = None,
        progress: Progress = silent,
    ) -> Study:
        """Observe these indicators (the whole grid, when none is named) on these documents.

        Raises:
            UnknownDocument: no document has one of these slugs.
            UnknownIndicator: the grid has no such code.
            ModelError: the LLM failed; the answers made before are kept.
        """
        indicators = [find(self._parts.grid, code) for code in codes] or list(self._parts.grid.indicators)
        for slug in documents:
            self._parts.corpus.documents.get(slug)
        asked = [
            (slug, indicator, variant)
            for slug in documents
            for indicator in indicators
            for variant in plan.variants(indicator, self._parts.backend, self._parts.profile)
        ]
        run = self._parts.corpus.answers.start_run(
            KIND,
            None,
            {"documents": list(documents), "grid": self._parts.grid.digest, "llm": self._parts.backend.card.name,
             "profile": self._parts.profile.name, "prompt": PROMPT_VERSION, "answers": len(asked)},
        )  # fmt: skip
        contexts = {
            slug: context_of(self._parts.corpus, slug, self._parts.grid.digest, self._parts.language)
            for slug in documents
        }

        def observe(one: tuple[str, Indicator, Variant]) -> Observation:
            slug, indicator, variant = one
            return self._observe(slug, indicator, variant, contexts[slug])

        observations = []
        progress("étude de la grille", 0, len(asked))
        with self._parts.turns.side_by_side(observe, asked) as observed:
            for done, observation in enumerate(observed, 1):
                observations.append(observation)
                progress("étude de la grille", done, len(asked))
        names = {indicator.code: indicator.name for indicator in self._parts.grid.indicators}
        study = study_battery(observations, names, limits)
        self._parts.corpus.answers.finish_run(run, encode_study(study, datetime.now(UTC)))
        return study

    def _observe(self, slug: str, indicator: Indicator, variant: Variant, context: DocumentContext) -> Observation:
        asked = variant.of(indicator)
        card = variant.backend.card
        key = digest_of(
            (KIND, context.corpus_hash, asked.identity, repr(variant.profile), PROMPT_VERSION, card.name,
             card.digest or "", self._parts.index, str(variant.repetition))
        )  # fmt: skip
        stored = self._parts.corpus.runs.trial(key)
        kept = self._ask(slug, asked, variant, context) if stored is None else decode_trial(stored)
        if stored is None:
            self._parts.corpus.runs.put_trial(
                key, kind=KIND, document=slug, indicator=indicator.code, variant=variant.name, answer=encode_trial(kept)
            )
        return Observation(
            document=slug,
            indicator=indicator.code,
            axis=variant.axis,
            variant=variant.name,
            verdict=kept.verdict,
            pages=frozenset(kept.pages),
            seconds=kept.seconds,
        )

    def _ask(self, slug: str, indicator: Indicator, variant: Variant, context: DocumentContext) -> TrialAnswer:
        answerer = Answerer(
            self._parts.retriever.texts, self._parts.retriever, variant.backend, variant.profile, self._parts.language
        )
        try:
            answer = answerer.answer_indicator(slug, indicator, queries_for(indicator), context=context)
        except InvalidReply as error:
            # A reply that cannot be used is a behaviour of the indicator under this variant, not an end of the study.
            return TrialAnswer(Verdict.A_VERIFIER, str(error))
        return TrialAnswer.of(answer)
