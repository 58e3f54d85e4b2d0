"""An indicator answered without a language model: the scorer proposes, and gives a verdict only where it is sure."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answering.context import DocumentContext
from answering.found_values.value_candidates import FoundEvidence
from answering.found_values.value_search import ValueSearch
from answering.found_values.value_weights import ValueWeights, shipped_value_weights
from answering.indicators.contradictions import contradictions
from answering.indicators.packet_verdict import STATE_LABELS
from answering.llm.base import ModelCard
from answering.profiles import Profile
from answering.reply_checks import build_citations, settle_verdict
from answering.scoring.evidence_table import EvidenceTable, TableSource
from answering.scoring.reasons import reason_of
from answering.scoring.scorer import LIKELY, JudgedSentence, ScoredCriterion, ScoredIndicator, Scorer
from answering.trace import Costs, made_with
from domain import (
    Answer,
    AnswerWarning,
    CriterionState,
    NearSentence,
    Provenance,
    Query,
    ReadingProtocol,
    ReadingRecord,
    ScoredVerdict,
    Searched,
    StoredSentence,
    Value,
    Verdict,
)
from domain.labels import VERDICT_WORDS
from indicator_queries.rule import rule_in_words
from indicator_queries.schema import Indicator
from languages import Language

#: Version of what is kept of an answer by the scorer.
SCORER_VERSION = "scorer-5"
#: A criterion of a proposed verdict is shown with so many sentences where none is likely.
_SHOWN_AT_LEAST = 2
#: Pages that are cited for what is likely; others need a sentence of at least this chance. Beside the labelled
#: dossiers (left out) this drops pages that are merely near the subject (docs/benchmarks.md).
_FEW_PAGES, _SURE_SENTENCE = 5, 0.7
#: Sentences, best first, among which orders to machines are looked for.
_LOOKED_AT = 200
#: Pages named for one criterion.
_MOST_PAGES = 4


@dataclass(frozen=True, slots=True)
class CitedEvidence:
    """What an answer cites, and which sentences carried it, as their indices in the table."""

    sentences: list[StoredSentence]
    carrying: list[int]


class ScoredAnswerer:
    """Answers indicators that have criteria and a rule, by trained weights."""

    def __init__(
        self,
        tables: TableSource,
        card: ModelCard,
        profile: Profile,
        scorer: Scorer,
        language: Language,
        *,
        values: ValueWeights | None = None,
    ):
        """Put the parts together; the scorer reads the same language. ``values`` are the shipped weights if None."""
        self._tables = tables
        self._card = card
        self._profile = profile
        self._scorer = scorer
        self._language = language
        self._values = ValueSearch(shipped_value_weights() if values is None else values, language)

    def answer_indicator(
        self, document: str, indicator: Indicator, queries: Sequence[Query], *, context: DocumentContext
    ) -> Answer:
        """Answer one line of the grid.

        Raises:
            UnknownDocument: the document is not in the corpus.
        """
        started = time.perf_counter()
        costs = Costs()
        table = self._tables.sentence_table(document, queries, kinds=indicator.where)
        costs.took("retrieval", time.perf_counter() - started)
        reading = time.perf_counter()
        found = self._scorer.judge(table, indicator, kinds=context.kinds, document_kind=context.document_kind)
        costs.took("evidence", time.perf_counter() - reading)
        proposed = found.verdict
        cited = cited_of(table, indicator, found, proposed)
        citations = build_citations(cited.sentences, self._profile.quotes)
        verdict, warnings = settle_verdict(proposed, citations)
        weights = self._scorer.weights
        if verdict is not Verdict.A_VERIFIER and found.chance < weights.sure.of(verdict, known=found.known):
            verdict = Verdict.A_VERIFIER
        if verdict is Verdict.A_VERIFIER:
            warnings = [AnswerWarning.proposed(proposed, reason_of(found, indicator, proposed), learnt=found.known)]
        values: tuple[Value, ...] = ()
        if proposed in {Verdict.OUI, Verdict.PARTIEL}:
            places = frozenset((one.piece, one.page) for one in cited.sentences)
            values = self._values.search(table, indicator, FoundEvidence(found, places, frozenset(cited.carrying)))
        texts = {value: value.quote or "" for value in values}
        nearest = [] if cited.sentences else _nearest(table, found)
        return Answer(
            document=document,
            indicator=indicator.code,
            question=None,
            verdict=verdict,
            rationale=_rationale(table, indicator, found, proposed, verdict),
            values=values,
            citations=citations,
            searched=Searched(
                queries=tuple(query.text for query in queries),
                passages=len(table.sentences),
                pieces=context.pieces,
                best_score=float(table.total.max()) if len(table.total) else None,
                left_out=0,
                pages_unread=context.pages_unread,
            ),
            warnings=(*self._injections(table), *contradictions(values, texts, self._language)[:3], *warnings),
            llm=self._card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=Provenance(
                made_with(self._card, self._profile, context, costs),
                criteria={one.key: STATE_LABELS[one.state] for one in found.criteria},
                nearest=tuple(NearSentence(near.piece, near.page, near.text) for near in nearest),
                reading=ReadingRecord(ReadingProtocol.RULES, SCORER_VERSION, (), by_rule=proposed),
                scored=ScoredVerdict(
                    proposed,
                    {one: round(chance, 3) for one, chance in found.chances.items()},
                    {one.key: round(one.chance, 3) for one in found.criteria},
                    weights.digest,
                    weights.trained.date,
                ),
            ),
        )

    def _injections(self, table: EvidenceTable) -> list[AnswerWarning]:
        """Where sentences speak to machines, among those that retrieval puts first."""
        first = sorted(range(len(table.sentences)), key=lambda row: -table.total[row])[:_LOOKED_AT]
        places = dict.fromkeys(
            f"{one.piece} p. {one.page}" if one.page else one.piece
            for one in (table.sentences[row] for row in first)
            if self._language.sentences.is_prompt_injection(one.text)
        )
        return [AnswerWarning.prompt_injection(places)] if places else []


def cited_of(table: EvidenceTable, indicator: Indicator, found: ScoredIndicator, proposed: Verdict) -> CitedEvidence:
    """The sentences that carried the verdict, the likeliest of each criterion first, with their other places."""
    if proposed in {Verdict.OUI, Verdict.PARTIEL}:
        named = _named_by_rule(indicator, proposed)
        carrying = [one for one in found.criteria if one.chance > LIKELY and one.key in named]
        if not carrying:
            carrying = sorted(found.criteria, key=lambda one: -one.chance)[:1]
        # A criterion that only the count of weak sentences carries shows the best of them: none is met without one.
        alone = not any(one.carrying for one in carrying)
        groups = [one.carrying or one.sentences[: _SHOWN_AT_LEAST if alone else 1] for one in carrying]
    else:
        groups = [one.denying for one in found.criteria if one.state is CriterionState.DENIED]
    first = [one for group in groups for one in group[:_SHOWN_AT_LEAST]]
    rest = sorted((one for group in groups for one in group[_SHOWN_AT_LEAST:]), key=lambda one: -_weight(one))
    judged = [*first, *rest]
    if proposed not in {Verdict.OUI, Verdict.PARTIEL}:
        return CitedEvidence([table.sentences[row] for row in _with_twins(table, judged)], [])
    own = [one for one in judged if not one.others]
    return CitedEvidence(_on_few_pages(table, judged), _with_twins(table, own))


def _with_twins(table: EvidenceTable, judged: Iterable[JudgedSentence]) -> list[int]:
    """The rows of sentences with those that say the same elsewhere, each once."""
    return list(dict.fromkeys(twin for one in judged for twin in (one.row, *table.twins[one.row])))


def _on_few_pages(table: EvidenceTable, judged: Iterable[JudgedSentence]) -> list[StoredSentence]:
    """The sentences to cite: once a few pages are, only surer sentences bring others."""
    pages: set[tuple[str, int | None]] = set()
    kept: dict[int, None] = {}
    for one in judged:
        rows = _with_twins(table, [one])
        added = {(table.sentences[row].piece, table.sentences[row].page) for row in rows} - pages
        if added and len(pages) >= _FEW_PAGES and one.established < _SURE_SENTENCE:
            continue
        pages |= added
        kept.update(dict.fromkeys(rows))
    return [table.sentences[row] for row in kept]


def _weight(one: JudgedSentence) -> float:
    return max(one.established, one.denied)


def _named_by_rule(indicator: Indicator, verdict: Verdict) -> frozenset[str]:
    """The criteria that can carry a verdict: all that its rule names; « partiel » may stand on those of « oui » too."""
    rule = indicator.rubric.rule
    assert rule is not None
    return rule.for_oui.criteria if verdict is Verdict.OUI else rule.for_oui.criteria | rule.for_partiel.criteria


def _nearest(table: EvidenceTable, found: ScoredIndicator) -> list[StoredSentence]:
    """What came nearest where nothing is cited."""
    best = sorted((one for each in found.criteria for one in each.sentences[:2]), key=lambda one: -_weight(one))
    return [table.sentences[row] for row in dict.fromkeys(one.row for one in best)][:3]


def _rationale(
    table: EvidenceTable, indicator: Indicator, found: ScoredIndicator, proposed: Verdict, verdict: Verdict
) -> str:
    rubric = indicator.rubric
    names = {criterion.key: criterion.name for criterion in rubric.criteria}
    parts = [f"{names[one.key]} : {STATE_LABELS[one.state]}{_pages(table, one)}" for one in found.criteria]
    text = " ; ".join(parts) + "."
    assert rubric.rule is not None
    if proposed is Verdict.OUI:
        text += f" Règle du « oui » : {rule_in_words(rubric.rule.oui, names)}."
    elif proposed is Verdict.PARTIEL:
        text += f" Règle du « partiel » : {rule_in_words(rubric.rule.partiel, names)}."
    elif proposed is Verdict.SANS_OBJET and rubric.sans_objet:
        text += f" {rubric.sans_objet}"
    if verdict is Verdict.A_VERIFIER:
        text = f"Proposition : « {VERDICT_WORDS[proposed]} », à confirmer. {text}"
    return text


def _pages(table: EvidenceTable, one: ScoredCriterion) -> str:
    shown = {CriterionState.ESTABLISHED: one.carrying, CriterionState.DENIED: one.denying}.get(one.state, ())
    places = dict.fromkeys(
        sentence.piece if sentence.page is None else f"{sentence.piece} p. {sentence.page}"
        for sentence in (table.sentences[judged.row] for judged in shown)
    )
    named = list(places)
    return f" ({', '.join(named[:_MOST_PAGES])}{'…' if len(named) > _MOST_PAGES else ''})" if named else ""
