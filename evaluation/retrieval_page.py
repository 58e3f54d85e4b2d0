"""The evaluation of ranked pages as one self-contained French HTML page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from evaluation.figure_wording import between, percent
from evaluation.retrieval_figures import DEPTHS, RetrievalEvaluation, RetrievalGroup
from evaluation.templating import render


def retrieval_page(
    evaluation: RetrievalEvaluation, title: str, gold: str, run: str, notes: Sequence[str], made: datetime
) -> str:
    """The page; every text of the user is escaped."""
    return render(
        "retrieval.html",
        title=title,
        gold=gold,
        run=run,
        made=f"{made:%d/%m/%Y à %H:%M}",
        cells=evaluation.overall.figures.cells,
        depths=DEPTHS,
        tables=[
            ("Document", _rows({"Ensemble": evaluation.overall, **evaluation.documents})),
            ("Indicateur", _rows(evaluation.indicators)),
        ],
        limits=[
            *notes,
            "Un rappel à 20 est la part des pages de la référence présentes parmi les 20 premières.",
            "Les intervalles à 95 % viennent de tirages de documents entiers ; ils ne disent rien avec un seul "
            "document.",
        ],
    )


def _rows(groups: Mapping[str, RetrievalGroup]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for key, group in groups.items():
        found = group.figures
        shares = [
            (percent(at[str(k)]), between(found.intervals[name][str(k)]))
            for name, at in (("page_recall_at", found.page_recall_at), ("page_recall_p3_at", found.page_recall_p3_at))
            for k in DEPTHS
        ]
        n = f"{found.n.get('page_recall_at', 0)} / {found.n.get('page_recall_p3_at', 0)}"
        rows.append({"name": key, "shares": shares, "n": n})
    return rows
