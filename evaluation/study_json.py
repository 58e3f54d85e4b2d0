"""A study of the grid as JSON: in its file, in the API and on the command line."""

from __future__ import annotations

from pydantic import BaseModel

from domain import Verdict
from evaluation.study import Axis, IndicatorStudy, Limits, Proposal, Redundancy, Study


class StabilityJson(BaseModel):
    """The share of answers that a kind of variation left as they were, over ``n`` of them."""

    stability: float
    n: int


class IndicatorStudyJson(BaseModel):
    """What was seen of an indicator, and what the figures suggest; ``reasons`` are French."""

    code: str
    name: str
    n: int
    n_varied: int
    documents: int
    verdicts: dict[Verdict, int]
    stability: float | None
    stability_interval: tuple[float, float] | None
    by_axis: dict[Axis, StabilityJson]
    page_stability: float | None
    discrimination: float | None
    to_verify: float
    redundant_with: tuple[str, ...]
    proposal: Proposal
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, one: IndicatorStudy) -> IndicatorStudyJson:
        """The JSON of an indicator."""
        return cls(
            code=one.code,
            name=one.name,
            n=one.n,
            n_varied=one.n_varied,
            documents=one.documents,
            verdicts={Verdict(verdict): count for verdict, count in one.verdicts.items()},
            stability=one.stability,
            stability_interval=one.stability_interval,
            by_axis={axis: StabilityJson(stability=share, n=n) for axis, (share, n) in one.by_axis.items()},
            page_stability=one.page_stability,
            discrimination=one.discrimination,
            to_verify=one.to_verify,
            redundant_with=one.twins,
            proposal=one.proposal,
            reasons=one.reasons,
        )


class RedundancyJson(BaseModel):
    """How often two indicators give the same verdict and cite the same pages."""

    indicators: tuple[str, str]
    n: int
    same_verdict: float
    page_overlap: float | None
    tau: float | None
    redundant: bool

    @classmethod
    def of(cls, pair: Redundancy) -> RedundancyJson:
        """The JSON of a pair."""
        return cls(
            indicators=(pair.left, pair.right),
            n=pair.n,
            same_verdict=pair.same,
            page_overlap=pair.overlap,
            tau=pair.tau,
            redundant=pair.redundant,
        )


class StudyJson(BaseModel):
    """The battery under study. ``axes`` gives the variants of each kind of variation."""

    documents: tuple[str, ...]
    axes: dict[Axis, tuple[str, ...]]
    observations: int
    seconds: float
    limits: Limits
    indicators: tuple[IndicatorStudyJson, ...]
    pairs: tuple[RedundancyJson, ...]

    @classmethod
    def of(cls, study: Study) -> StudyJson:
        """The JSON of a study."""
        return cls(
            documents=study.documents,
            axes=dict(study.axes),
            observations=study.observations,
            seconds=study.seconds,
            limits=study.limits,
            indicators=tuple(IndicatorStudyJson.of(one) for one in study.indicators),
            pairs=tuple(RedundancyJson.of(pair) for pair in study.pairs),
        )
