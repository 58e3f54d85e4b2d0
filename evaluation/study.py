"""The critique of the indicators themselves: which are stable, which discriminate, which say the same thing.

An observation is one answer to one indicator of one document under one variant: the run as it is (base),
repeated, with the question in other words, with more or fewer passages, another profile, another model.
Each figure comes with its n; the proposals follow rules that are written here, and a person decides.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from domain import Verdict
from domain.proportions import wilson
from evaluation.gold_cells import PageKey

_RANK = {Verdict.NON: 0, Verdict.PARTIEL: 1, Verdict.OUI: 2}


class Proposal(StrEnum):
    """What the figures suggest for an indicator."""

    KEEP = "keep"
    REWORD = "reword"
    MERGE = "merge"
    DROP = "drop"

    @property
    def label(self) -> str:
        """The verb, in French."""
        return _PROPOSALS[self]


class Axis(StrEnum):
    """What varies from one answer to another; ``Axis.BASE`` is the run as it is."""

    BASE = "base"
    REPETITION = "repetition"
    REWORDING = "rewording"
    PASSAGES = "passages"
    PROFILE = "profile"
    MODEL = "model"

    @property
    def label(self) -> str:
        """Its name in French."""
        return _AXES[self]


_PROPOSALS = {
    Proposal.KEEP: "garder", Proposal.REWORD: "reformuler", Proposal.MERGE: "fusionner", Proposal.DROP: "retirer",
}  # fmt: skip
_AXES = {
    Axis.BASE: "base", Axis.REPETITION: "répétition", Axis.REWORDING: "reformulation", Axis.PASSAGES: "passages",
    Axis.PROFILE: "profil", Axis.MODEL: "modèle",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of the proposals, conventions that one may change.

    Attributes:
        stability: least share of variants that give the base's verdict.
        to_verify: from this share of abstentions on, the indicator is not usable as it is worded.
        same: least share of equal verdicts of two redundant indicators.
        overlap: least share of common pages of two redundant indicators.
        documents: documents from which « says the same everywhere » and correlations mean something.
    """

    stability: float = 0.8
    to_verify: float = 0.5
    same: float = 0.9
    overlap: float = 0.5
    documents: int = 5


@dataclass(frozen=True, slots=True)
class Observation:
    """One answer under one variant; ``axis`` is what varies."""

    document: str
    indicator: str
    axis: Axis
    variant: str
    verdict: Verdict
    pages: frozenset[PageKey]
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Redundancy:
    """Two indicators: how often they give the same verdict, and cite the same pages.

    ``same`` and ``overlap`` are over the observations that both have (``n``); ``tau`` is Kendall's tau-b of
    their verdicts over documents, None under the number of documents asked or where one never varies.
    """

    left: str
    right: str
    n: int
    same: float
    overlap: float | None
    tau: float | None
    redundant: bool


@dataclass(frozen=True, slots=True)
class IndicatorStudy:
    """What was seen of one indicator, and what the figures suggest.

    ``stability`` is the share of varied answers with the base's verdict (``n_varied`` of them),
    ``by_axis`` the same for each kind of variation; ``page_stability`` the share of pages that base and
    variants have in common; ``discrimination`` the entropy of the base's verdicts over ``documents``
    documents (0: all the same; 1: oui, partiel and non as often), None with one document; ``to_verify`` the
    share of abstentions among all ``n`` answers.
    """

    code: str
    name: str
    n: int
    n_varied: int
    documents: int
    verdicts: Mapping[str, int]
    stability: float | None
    stability_interval: tuple[float, float] | None
    by_axis: Mapping[Axis, tuple[float, int]]
    page_stability: float | None
    discrimination: float | None
    to_verify: float
    twins: tuple[str, ...]
    proposal: Proposal
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """The battery under study."""

    indicators: tuple[IndicatorStudy, ...]
    pairs: tuple[Redundancy, ...]
    documents: tuple[str, ...]
    axes: Mapping[Axis, tuple[str, ...]]
    observations: int
    seconds: float
    limits: Limits = field(default_factory=Limits)


def study_battery(observations: Sequence[Observation], names: Mapping[str, str], limits: Limits | None = None) -> Study:
    """Work out the figures of every indicator observed, and what they suggest.

    Args:
        observations: Answers; each (document, indicator) needs one of the axis « base ».
        names: Names of the indicators by code, in the order of the grid.
        limits: Thresholds of the proposals.
    """
    asked = limits or Limits()
    codes = [code for code in names if any(one.indicator == code for one in observations)]
    base = {(one.document, one.indicator): one for one in observations if one.axis == Axis.BASE}
    pairs = [_pair(left, right, observations, base, asked) for left, right in combinations(codes, 2)]
    axes: dict[Axis, dict[str, None]] = {}
    for one in observations:
        axes.setdefault(one.axis, {})[one.variant] = None
    return Study(
        indicators=tuple(
            _indicator(code, names[code], [one for one in observations if one.indicator == code], base, pairs, asked)
            for code in codes
        ),
        pairs=tuple(sorted(pairs, key=lambda pair: (-pair.redundant, -pair.same, -(pair.overlap or 0)))),
        documents=tuple(dict.fromkeys(one.document for one in observations)),
        axes={axis: tuple(variants) for axis, variants in axes.items()},
        observations=len(observations),
        seconds=sum(one.seconds for one in observations),
        limits=asked,
    )


def _indicator(
    code: str,
    name: str,
    own: Sequence[Observation],
    base: Mapping[tuple[str, str], Observation],
    pairs: Sequence[Redundancy],
    limits: Limits,
) -> IndicatorStudy:
    varied = [(one, base[one.document, code]) for one in own if one.axis != Axis.BASE and (one.document, code) in base]
    same = [one.verdict is origin.verdict for one, origin in varied]
    by_axis: dict[Axis, list[bool]] = {}
    for (one, _), held in zip(varied, same, strict=True):
        by_axis.setdefault(one.axis, []).append(held)
    common = sum(len(one.pages & origin.pages) for one, origin in varied)
    either = sum(len(one.pages | origin.pages) for one, origin in varied)
    verdicts = [origin.verdict for (_, indicator), origin in base.items() if indicator == code]
    stability = sum(same) / len(same) if same else None
    to_verify = sum(one.verdict is Verdict.A_VERIFIER for one in own) / len(own)
    twins = tuple(
        pair.right if pair.left == code else pair.left
        for pair in pairs
        if pair.redundant and code in (pair.left, pair.right)
    )
    discrimination = _entropy(verdicts) if len(verdicts) > 1 else None
    shares = {axis: (sum(held) / len(held), len(held)) for axis, held in by_axis.items()}
    proposal, reasons = _propose(shares, stability, len(same), to_verify, len(own), twins, verdicts, limits)
    return IndicatorStudy(
        code=code,
        name=name,
        n=len(own),
        n_varied=len(same),
        documents=len(verdicts),
        verdicts=Counter(verdict.value for verdict in verdicts),
        stability=stability,
        stability_interval=wilson(sum(same), len(same)),
        by_axis=shares,
        page_stability=common / either if either else None,
        discrimination=discrimination,
        to_verify=to_verify,
        twins=twins,
        proposal=proposal,
        reasons=reasons,
    )


def _propose(
    by_axis: Mapping[Axis, tuple[float, int]],
    stability: float | None,
    varied: int,
    to_verify: float,
    n: int,
    twins: Sequence[str],
    verdicts: Sequence[Verdict],
    limits: Limits,
) -> tuple[Proposal, tuple[str, ...]]:
    """The first rule that holds gives the proposal; every rule that holds is told."""
    found: list[tuple[Proposal, str]] = []
    if stability is not None and stability < limits.stability:
        moving = ", ".join(
            f"{axis.label} {_percent(share)} (n = {count})"
            for axis, (share, count) in by_axis.items()
            if share < limits.stability
        )
        found.append((Proposal.REWORD, f"verdict stable à {_percent(stability)} (n = {varied}) : {moving}"))
    if to_verify >= limits.to_verify:
        found.append((Proposal.REWORD, f"« à vérifier » {_percent(to_verify)} des fois (n = {n})"))
    if twins:
        found.append((Proposal.MERGE, f"mêmes verdicts et mêmes pages que {', '.join(twins)}"))
    if len(verdicts) >= limits.documents and len(set(verdicts)) == 1:
        said = f"« {verdicts[0]} » pour les {len(verdicts)} documents : ne distingue rien"
        found.append((Proposal.DROP, said))
    if found:
        return found[0][0], tuple(reason for _, reason in found)
    if len(verdicts) < limits.documents:
        said = f"rien ne s'y oppose ; {len(verdicts)} document(s), trop peu pour juger s'il distingue"
        return Proposal.KEEP, (said,)
    return Proposal.KEEP, ("stable, et distingue les documents",)


def _pair(
    left: str,
    right: str,
    observations: Sequence[Observation],
    base: Mapping[tuple[str, str], Observation],
    limits: Limits,
) -> Redundancy:
    """Wordings belong to one indicator, so only the variants that both know are compared."""
    one = {(found.document, found.axis, found.variant): found for found in observations if found.indicator == left}
    other = {(found.document, found.axis, found.variant): found for found in observations if found.indicator == right}
    keys = one.keys() & other.keys()
    same = sum(one[key].verdict is other[key].verdict for key in keys) / len(keys) if keys else 0.0
    common = sum(len(one[key].pages & other[key].pages) for key in keys)
    either = sum(len(one[key].pages | other[key].pages) for key in keys)
    overlap = common / either if either else None
    documents = sorted({slug for slug, code in base if code == left} & {slug for slug, code in base if code == right})
    tau = _tau([base[slug, left].verdict for slug in documents], [base[slug, right].verdict for slug in documents])
    redundant = same >= limits.same and overlap is not None and overlap >= limits.overlap
    return Redundancy(
        left, right, len(keys), same, overlap, tau if len(documents) >= limits.documents else None, redundant
    )


def _tau(left: Sequence[Verdict], right: Sequence[Verdict]) -> float | None:
    from scipy.stats import kendalltau

    ranks = [(_RANK[a], _RANK[b]) for a, b in zip(left, right, strict=True) if a in _RANK and b in _RANK]
    if len({a for a, _ in ranks}) < 2 or len({b for _, b in ranks}) < 2:
        return None
    return float(kendalltau([a for a, _ in ranks], [b for _, b in ranks]).statistic)


def _entropy(verdicts: Sequence[Verdict]) -> float:
    """Shannon entropy of the verdicts, divided by that of three equally frequent ones; at most 1."""
    counts = Counter(verdicts).values()
    total = sum(counts)
    entropy = -sum(count / total * math.log(count / total) for count in counts)
    return min(1.0, max(0.0, entropy / math.log(3)))


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
