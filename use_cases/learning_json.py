"""What came of learning from reviews, as JSON for scripts, the API and pages."""

from __future__ import annotations

from pydantic import BaseModel, Field

from domain import HeldDecisions, LearnResult


class HeldJson(BaseModel):
    """Verdicts of decisions that were held out."""

    right: int = Field(description="Verdicts proposés comme la personne les a décidés.")
    false_yes: int = Field(description="« Oui » proposés à tort.")
    loss: float = Field(description="Écart moyen entre la chance donnée au bon verdict et la certitude (nats).")

    @classmethod
    def of(cls, held: HeldDecisions) -> HeldJson:
        """The same for machines."""
        return cls(right=held.right, false_yes=held.false_yes, loss=round(held.loss, 4))


class LearningJson(BaseModel):
    """What came of learning from reviews."""

    reviews: int = Field(description="Cases décidées.")
    examples: int = Field(description="Phrases gardées ou écartées dont l'outil apprend.")
    criteria: int = Field(description="Critères dont quelque chose a été appris.")
    before: HeldJson = Field(description="Sur les décisions mises de côté, avant.")
    after: HeldJson = Field(description="Sur les mêmes, après.")
    kept: bool = Field(description="Si l'outil répond désormais ainsi.")

    @classmethod
    def of(cls, learning: LearnResult) -> LearningJson:
        """The same for machines."""
        return cls(
            reviews=learning.reviews,
            examples=learning.examples,
            criteria=learning.criteria,
            before=HeldJson.of(learning.before),
            after=HeldJson.of(learning.after),
            kept=learning.kept,
        )
