"""Why a cell is wrong: the first link of the chain that broke, one cause a cell.

The chain is page read > passage retrieved > passage in the prompt > read by the model > values. The gold
says which pages decide; the record of the answer says what was retrieved and shown; an oracle run (the
gold's passages given as evidence) tells what the model makes of the right text. Causes that need no oracle
are found without one, and the cells that would need it are then put down to the model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain import Verdict
from evaluation.agreement import Agreement, agreement
from evaluation.cell_results import CellResult
from evaluation.gold_cells import CellKey, PageKey


class Cause(StrEnum):
    """Where the chain broke, in the order in which it is looked at."""

    DOUBTFUL_GOLD = "doubtful_gold"
    PAGE_UNREAD = "page_unread"
    PASSAGE_NOT_FOUND = "passage_not_found"
    PASSAGE_NOT_READ = "passage_not_read"
    UNCLEAR_LIMIT = "unclear_limit"
    MISREAD = "misread_by_model"
    MISJUDGED = "misjudged_by_rules"
    VALUE_OR_UNIT = "value_or_unit"
    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Its name in French."""
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """What it means, in French."""
        return _WORDS[self][1]


_WORDS = {
    Cause.DOUBTFUL_GOLD: (
        "référence douteuse",
        "l'annotateur a marqué la case « doute », ou deux annotateurs la voient autrement",
    ),
    Cause.PAGE_UNREAD: (
        "page non lue",
        "aucune page qui décide n'a de texte lisible, ou la pièce n'est pas dans le dossier",
    ),
    Cause.PASSAGE_NOT_FOUND: ("passage non trouvé", "la recherche n'a ramené aucune des pages qui décident"),
    Cause.PASSAGE_NOT_READ: (
        "passage trouvé, non lu",
        "une page qui décide est revenue, mais aucune de ses phrases n'a été lue faute de place",
    ),
    Cause.UNCLEAR_LIMIT: (
        "limite entre verdicts peu nette",
        "avec la bonne preuve sous les yeux, le verdict est à un cran : la limite entre deux verdicts est mal tracée",
    ),
    Cause.MISREAD: (
        "mal lu par le modèle",
        "la preuve était sous les yeux du modèle (ou n'existait pas), et il a conclu autrement",
    ),
    Cause.MISJUDGED: (
        "mal jugé par les règles de l'outil",
        "la preuve était parmi les phrases lues (ou n'existait pas), et les règles, sans modèle de langage, ont "
        "conclu autrement",
    ),
    Cause.VALUE_OR_UNIT: (
        "valeur ou unité",
        "le verdict est juste, un chiffre de la référence manque ou a une autre unité",
    ),
    Cause.NOT_ASKED: ("aucune réponse demandée", "l'indicateur n'a pas été demandé pour ce document"),
    Cause.UNKNOWN: ("cause inconnue", "la réponse ne garde pas ce que la recherche avait ramené"),
}


@dataclass(frozen=True, slots=True)
class Traced:
    """What the record of an answer says of its pages: retrieved at all, and read in part by the model."""

    retrieved: frozenset[PageKey]
    shown: frozenset[PageKey]


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A wrong cell and its cause; ``oracle`` is the verdict given on the gold's own passages, if asked."""

    cell: CellResult
    cause: Cause
    oracle: Verdict | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Causes:
    """All wrong cells by cause. ``wrong`` of ``cells`` are; ``with_oracle`` of them have an oracle's verdict."""

    found: tuple[WrongCell, ...]
    cells: int
    with_oracle: int

    @property
    def by_model(self) -> bool:
        """Whether some cell is put down to a model that could be asked again."""
        return any(wrong.cause in (Cause.MISREAD, Cause.UNCLEAR_LIMIT) for wrong in self.found)

    @property
    def counts(self) -> dict[Cause, int]:
        """Wrong cells by cause, most frequent first."""
        return dict(Counter(wrong.cause for wrong in self.found).most_common())


def find_causes(
    cells: Sequence[CellResult],
    traces: Mapping[CellKey, Traced],
    readable: Mapping[str, Collection[PageKey]],
    *,
    oracle: Mapping[CellKey, Verdict] | None = None,
    disputed: Collection[CellKey] = (),
    without_model: Collection[CellKey] = (),
) -> Causes:
    """Put each wrong cell in one cause.

    Args:
        cells: All cells of an evaluation. Wrong are: another verdict, an abstention, no answer, and a right
            verdict that misses a value of the gold.
        traces: By (document, indicator), what the record of the answer says.
        readable: By document, the pages whose text was read; (piece, None) for a piece without pages.
        oracle: By (document, indicator), the verdict given on the gold's own passages.
        disputed: Cells that two annotators see differently.
        without_model: Cells that rules alone answered: nothing of them was read by a model.
    """
    verdicts = oracle or {}
    found = []
    for cell in cells:
        key = (cell.document, cell.indicator)
        if cell.right and cell.value_hits >= cell.gold_values:
            continue
        cause, explanation = _cause(
            cell, traces.get(key), frozenset(readable.get(cell.document, ())), verdicts.get(key), key in disputed
        )
        if cause is Cause.MISREAD and key in without_model:
            cause = Cause.MISJUDGED
        found.append(WrongCell(cell, cause, verdicts.get(key), explanation))
    return Causes(
        tuple(found), len(cells), sum((wrong.cell.document, wrong.cell.indicator) in verdicts for wrong in found)
    )


def _cause(
    cell: CellResult, trace: Traced | None, readable: frozenset[PageKey], oracle: Verdict | None, disputed: bool
) -> tuple[Cause, str]:
    if cell.answer is None:
        return Cause.NOT_ASKED, Cause.NOT_ASKED.meaning
    if disputed or cell.doubtful:
        return Cause.DOUBTFUL_GOLD, Cause.DOUBTFUL_GOLD.meaning
    if cell.right:
        return Cause.VALUE_OR_UNIT, _values_said(cell)
    wanted = cell.gold_pages(3) or cell.gold_pages(2)
    if not wanted:
        return Cause.MISREAD, f"la référence dit « {cell.gold} » sans preuve à trouver, l'outil dit « {cell.answer} »"
    if not wanted & readable:
        return Cause.PAGE_UNREAD, Cause.PAGE_UNREAD.meaning
    if trace is None:
        return Cause.UNKNOWN, Cause.UNKNOWN.meaning
    if not wanted & trace.retrieved:
        return Cause.PASSAGE_NOT_FOUND, f"aucune des {len(wanted)} pages qui décident parmi celles ramenées"
    if not wanted & trace.shown:
        return Cause.PASSAGE_NOT_READ, Cause.PASSAGE_NOT_READ.meaning
    return _reading_cause(cell, wanted, oracle)


def _reading_cause(cell: CellResult, wanted: frozenset[PageKey], oracle: Verdict | None) -> tuple[Cause, str]:
    """The right page was read: the model, or the rubric?"""
    near = agreement(cell) is Agreement.NEAR
    if oracle is None:
        if near and wanted & cell.cited:
            return Cause.UNCLEAR_LIMIT, "même preuve que la référence, verdict à un cran"
        return Cause.MISREAD, "une page qui décide a été lue ; la limite entre les verdicts peut être en cause aussi"
    if oracle is cell.gold:
        return Cause.MISREAD, "avec les seuls passages de la référence, le modèle répond juste : le reste l'a égaré"
    if _one_step(oracle, cell.gold):
        return Cause.UNCLEAR_LIMIT, f"même avec les seuls passages de la référence, le modèle dit « {oracle} »"
    return Cause.MISREAD, f"même avec les seuls passages de la référence, le modèle dit « {oracle} »"


def _one_step(one: Verdict, other: Verdict) -> bool:
    order = [Verdict.NON, Verdict.PARTIEL, Verdict.OUI]
    return one in order and other in order and abs(order.index(one) - order.index(other)) == 1


def _values_said(cell: CellResult) -> str:
    missing = cell.gold_values - cell.value_hits
    if cell.value_near:
        return f"{cell.value_near} chiffre(s) avec une autre unité, {missing - cell.value_near} absent(s)"
    return f"{missing} chiffre(s) de la référence sur {cell.gold_values} absents de la réponse"
