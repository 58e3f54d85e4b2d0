"""What an evaluation was made from: the gold, the grid, the texts and the answers, kept beside its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from domain import MadeWith


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What made the answers: each distinct value once. One of each is the rule, several are told."""

    model: tuple[str, ...] = ()
    model_digest: tuple[str, ...] = ()
    quantisation: tuple[str, ...] = ()
    backend: tuple[str, ...] = ()
    prompt_version: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()
    context_window: tuple[str, ...] = ()

    @classmethod
    def of(cls, made: Sequence[MadeWith]) -> MadeFrom:
        """What the answers were made with."""
        return cls(**{one.name: tuple(sorted({str(getattr(each, one.name)) for each in made})) for one in fields(cls)})


@dataclass(frozen=True, slots=True)
class EvaluationInputs:
    """What an evaluation was made from.

    Attributes:
        title: What the evaluation is called, in French.
        gold_note: How the gold was made, in French.
        notes: Further limits, one sentence each.
        gold: Digest of the gold.
        left_out: Cells of the gold that are not compared.
        grid: Digest of the grid.
        documents: Slugs of the documents.
        corpus: Digest of the text of each document, by slug.
        answers: How many answers were compared.
        made_from: What made them.
        seconds: The machine's, summed over the answers.
        prompt_tokens: Tokens read by the model, summed over the answers.
        completion_tokens: Tokens that it wrote.
    """

    title: str
    gold_note: str
    gold: str
    grid: str
    documents: tuple[str, ...]
    corpus: Mapping[str, str]
    notes: tuple[str, ...] = ()
    left_out: int = 0
    answers: int = 0
    made_from: MadeFrom = field(default_factory=MadeFrom)
    seconds: float = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    @property
    def run(self) -> str:
        """What produced the answers, in a few words: « modèle aucun, profil standard »."""
        parts = (("modèle", self.made_from.model), ("profil", self.made_from.profile))
        return ", ".join(
            f"{label} {', '.join('aucun' if one == 'none' else one for one in names)}"
            for label, names in parts
            if names
        )
