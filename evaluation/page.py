"""The evaluation as one self-contained French HTML page, that prints on A4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

from corpus.types import Verdict
from evaluation.agreement import Agreement, agreement
from evaluation.cells import CellResult
from evaluation.evaluate import Evaluation
from evaluation.figures import Figures, Group
from evaluation.gold import PageKey
from evaluation.intervals import Interval
from evaluation.retrieval import DEPTHS, RetrievalEvaluation, RetrievalGroup

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; color: #1c2b33; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: .2rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; }
th, td { border: 1px solid #b9c6cc; padding: .3rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #1f4e5f; color: #fff; } td.n { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; } .small { color: #4a5b64; font-size: .9rem; }
.gold { border-left: 5px solid #b8860b; background: #fdf6e3; padding: .6rem .9rem; }
.juste { background: #c6e0b4; } .voisin { background: #ffe699; } .faux { background: #f4b183; }
.averifier { background: #bdd7ee; } .sansreponse { background: #e3e3e3; }
@page { size: A4 landscape; margin: 12mm; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } .scroll { overflow: visible; }
  td, thead th { -webkit-print-color-adjust: exact; print-color-adjust: exact; } tr { break-inside: avoid; } }
"""
_HEADLINES = (
    ("verdict_accuracy", "Exactitude", "verdicts identiques à la référence, sur toutes les cases"),
    ("precision", "Précision", "verdicts identiques, sur les cases où l'outil s'est prononcé"),
    ("coverage", "Couverture", "cases où l'outil s'est prononcé (« à vérifier » n'en est pas)"),
    ("exhaustivite", "Exhaustivité", "cases autres que « non » bien répondues"),
    ("page_recall_p3", "Pages décisives retrouvées", "pages décisives de la référence qui sont citées"),
    ("page_recall_p2", "Pages utiles retrouvées", "pages décisives ou d'appui de la référence qui sont citées"),
    ("page_precision", "Pages citées à bon escient", "pages citées qui sont décisives ou d'appui dans la référence"),
    ("verbatim", "Citations exactes", "citations présentes mot pour mot sur la page indiquée"),
    ("value_exact", "Valeurs exactes", "chiffres de la référence retrouvés, unités converties"),
    ("abstention_precision", "« Non » à raison", "cases répondues « non » qui le sont dans la référence"),
    ("abstention_recall", "« Non » retrouvés", "cases « non » de la référence répondues « non »"),
    ("balanced_accuracy", "Exactitude équilibrée", "moyenne, sur les verdicts, de la part bien répondue"),
)
_VERDICTS = {
    Verdict.OUI: "Oui",
    Verdict.PARTIEL: "Partiel",
    Verdict.NON: "Non",
    Verdict.SANS_OBJET: "Sans objet",
    Verdict.A_VERIFIER: "À vérifier",
}
_ROWS = ("oui", "partiel", "non", "sans_objet")
_COLUMNS = (*_ROWS, "a_verifier", "sans_reponse")
_SIGNS = {
    Agreement.JUSTE: "=",
    Agreement.VOISIN: "≈",
    Agreement.FAUX: "≠",
    Agreement.A_VERIFIER: "?",
    Agreement.SANS_REPONSE: "∅",
}
_LIMITS = (
    "Une case est un indicateur d'un document. Les pages sont comparées sans tolérance ; une pièce sans pages "
    "(docx) compte pour une page.",
    "Les intervalles à 95 % viennent de tirages de documents entiers ; avec moins d'une dizaine de documents, ils "
    "sont très incertains. Avec un seul document, ou des documents tous semblables, l'intervalle est celui de "
    "Wilson, qui suppose les cases indépendantes : il est alors trop étroit.",
    "« — » veut dire que le chiffre n'a pas de sens ici (rien à compter), et non qu'il vaut zéro.",
    "Le temps de calcul de la machine n'est pas du temps gagné : le gain demande de mesurer aussi la relecture.",
)


def answers_page(evaluation: Evaluation, title: str, gold: str, run: str, notes: Sequence[str], made: datetime) -> str:
    """The page of an evaluation of answers; every text of a document or of the user is escaped."""
    parts = [
        _head(
            title, gold, run, made, f"{evaluation.overall.figures.cells} cases, {len(evaluation.documents)} document(s)"
        ),
        "<h2>L'essentiel</h2>",
        _headlines(evaluation.overall),
        "<h2>Document par document, indicateur par indicateur</h2>",
        _legend(),
        _matrix(evaluation.cells),
        "<h2>Par document</h2>",
        _groups("Document", evaluation.documents),
        "<h2>Par indicateur</h2>",
        _groups("Indicateur", evaluation.indicators),
        "<h2>Verdicts : référence et outil</h2>",
        _confusion(evaluation.overall.figures),
        "<h2>Désaccords à relire d'abord</h2>",
        _worst(evaluation.cells),
        _limits(notes, f"Tolérance sur les valeurs : {_percent(evaluation.tolerance, 1)} après conversion des unités."),
    ]
    return _page(title, parts)


def retrieval_page(
    evaluation: RetrievalEvaluation, title: str, gold: str, run: str, notes: Sequence[str], made: datetime
) -> str:
    """The page of an evaluation of ranked pages."""
    parts = [
        _head(
            title, gold, run, made, f"{evaluation.overall.figures.cells} cases, recherche seule, sans modèle de langue"
        ),
        "<h2>Pages de la référence retrouvées parmi les premières</h2>",
        _recalls({"Ensemble": evaluation.overall, **evaluation.documents}, "Document"),
        "<h2>Par indicateur</h2>",
        _recalls(evaluation.indicators, "Indicateur"),
        _limits(notes, "Un rappel à 20 est la part des pages de la référence présentes parmi les 20 premières."),
    ]
    return _page(title, parts)


def _page(title: str, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _head(title: str, gold: str, run: str, made: datetime, size: str) -> str:
    ran = f" · {escape(run)}" if run else ""
    return (
        f"<h1>{escape(title)}</h1>\n<p class='small'>{made:%d/%m/%Y à %H:%M} · {escape(size)}{ran}</p>\n"
        f"<p class='gold'><strong>La référence.</strong> {escape(gold)}</p>"
    )


def _headlines(group: Group) -> str:
    figures, sure = group.figures, group.without_doubtful
    rows = []
    for name, label, meaning in _HEADLINES:
        rows.append(
            f"<tr><th scope='row'>{escape(label)}</th>"
            f"<td class='n'><strong>{_percent(_figure(figures, name))}</strong></td>"
            f"<td class='n'>{_between(figures.intervals.get(name))}</td><td class='n'>{figures.n[name]}</td>"
            f"<td class='n'>{_percent(_figure(sure, name))}</td><td>{escape(meaning)}</td></tr>"
        )
    kappa, kappa_sure = figures.main["kappa_weighted"], sure.main["kappa_weighted"]
    rows.append(
        f"<tr><th scope='row'>Kappa pondéré</th><td class='n'><strong>{_decimal(kappa)}</strong></td>"
        f"<td class='n'>{_between(figures.intervals.get('kappa_weighted'), share=False)}</td>"
        f"<td class='n'>{figures.n['kappa_weighted']}</td><td class='n'>{_decimal(kappa_sure)}</td>"
        "<td>accord au-delà du hasard, sur non &lt; partiel &lt; oui (1 : parfait ; 0 : hasard)</td></tr>"
    )
    seconds = f"{figures.seconds:.0f} s" if figures.seconds < 120 else f"{figures.seconds / 60:.0f} min"
    rows.append(
        f"<tr><th scope='row'>Temps machine</th><td class='n'>{seconds}</td><td></td><td></td><td></td>"
        "<td>pour toutes les réponses</td></tr>"
    )
    head = "".join(
        f"<th>{name}</th>" for name in ("", "Résultat", "Intervalle à 95 %", "n", "Sans cas douteux", "Ce que c'est")
    )
    return _table(head, rows)


def _legend() -> str:
    marks = " ".join(
        f"<span class='{_css(kind)}'>&nbsp;{_SIGNS[kind]}&nbsp;</span> {kind.value} ·" for kind in Agreement
    )
    return f"<p class='small'>{marks} * cas marqué douteux dans la référence. Chaque case dit : référence → outil.</p>"


def _matrix(cells: Sequence[CellResult]) -> str:
    codes = sorted({cell.indicator for cell in cells})
    known = {(cell.document, cell.indicator): cell for cell in cells}
    rows = []
    for document in dict.fromkeys(cell.document for cell in cells):
        row = [f"<th scope='row'>{escape(document)}</th>"]
        for code in codes:
            cell = known.get((document, code))
            row.append(_matrix_cell(cell) if cell else "<td></td>")
        rows.append(f"<tr>{''.join(row)}</tr>")
    return _table("<th>Document</th>" + "".join(f"<th>{escape(code)}</th>" for code in codes), rows)


def _matrix_cell(cell: CellResult) -> str:
    kind = agreement(cell)
    star = "*" if cell.doubtful else ""
    said = _VERDICTS[cell.answer] if cell.answer else "—"
    return (
        f"<td class='{_css(kind)}' title='{kind.value}'>{_SIGNS[kind]}{star}<br>"
        f"<span class='small'>{_VERDICTS[cell.gold]} → {said}</span></td>"
    )


def _groups(title: str, groups: Mapping[str, Group]) -> str:
    names = (
        "verdict_accuracy",
        "coverage",
        "page_recall_p3",
        "page_recall_p2",
        "page_precision",
        "verbatim",
        "value_exact",
    )
    labels = {name: label for name, label, _ in _HEADLINES}
    head = f"<th>{title}</th><th>Cases</th>" + "".join(f"<th>{escape(labels[name])}</th>" for name in names)
    rows = [
        f"<tr><th scope='row'>{escape(key)}</th><td class='n'>{group.figures.cells}</td>"
        + "".join(
            f"<td class='n'>{_percent(_figure(group.figures, name))} "
            f"<span class='small'>(n = {group.figures.n[name]})</span></td>"
            for name in names
        )
        + "</tr>"
        for key, group in groups.items()
    ]
    return _table(head, rows)


def _confusion(figures: Figures) -> str:
    said = {**{verdict.value: label for verdict, label in _VERDICTS.items()}, "sans_reponse": "Sans réponse"}
    head = "<th>Référence ↓ / outil →</th>" + "".join(f"<th>{said[name]}</th>" for name in _COLUMNS)
    rows = [
        f"<tr><th scope='row'>{said[gold]}</th>"
        + "".join(f"<td class='n'>{figures.confusion.get(gold, {}).get(answer, 0)}</td>" for answer in _COLUMNS)
        + "</tr>"
        for gold in _ROWS
    ]
    return _table(head, rows)


def _worst(cells: Sequence[CellResult], count: int = 10) -> str:
    """The wrong cells, those that are sure in the gold and far apart first."""
    order = {Agreement.FAUX: 0, Agreement.VOISIN: 1}
    wrong = [cell for cell in cells if agreement(cell) in order]
    wrong.sort(key=lambda cell: (cell.doubtful, order[agreement(cell)], -len(cell.gold_pages(3) - cell.cited)))
    if not wrong:
        return "<p>Aucun : chaque verdict donné est celui de la référence.</p>"
    head = "".join(
        f"<th>{name}</th>"
        for name in ("Case", "Référence", "Outil", "Pages de la référence", "Pages citées", "Justification de l'outil")
    )
    rows = [
        f"<tr><th scope='row'>{escape(cell.document)} / {escape(cell.indicator)}{' *' if cell.doubtful else ''}</th>"
        f"<td>{_VERDICTS[cell.gold]}</td><td>{_VERDICTS[cell.answer] if cell.answer else '—'}</td>"
        f"<td>{escape(pages_text(cell.gold_pages(2)))}</td><td>{escape(pages_text(cell.cited))}</td><td>{escape(cell.rationale)}</td></tr>"
        for cell in wrong[:count]
    ]
    more = f"<p class='small'>{len(wrong)} désaccords en tout ; la liste complète est dans cellules.csv.</p>"
    return _table(head, rows) + more


def _recalls(groups: Mapping[str, RetrievalGroup], title: str) -> str:
    head = f"<th>{title}</th>" + "".join(f"<th>Pages utiles, à {k}</th>" for k in DEPTHS)
    head += "".join(f"<th>Pages décisives, à {k}</th>" for k in DEPTHS) + "<th>n utiles / décisives</th>"
    rows = []
    for key, group in groups.items():
        found = group.figures
        cells = []
        for name, at in (("page_recall_at", found.page_recall_at), ("page_recall_p3_at", found.page_recall_p3_at)):
            for k in DEPTHS:
                between = _between(found.intervals[name][str(k)])
                cells.append(f"<td class='n'>{_percent(at[str(k)])}<br><span class='small'>{between}</span></td>")
        n = f"{found.n.get('page_recall_at', 0)} / {found.n.get('page_recall_p3_at', 0)}"
        rows.append(f"<tr><th scope='row'>{escape(key)}</th>{''.join(cells)}<td class='n'>{n}</td></tr>")
    return _table(head, rows)


def _limits(notes: Sequence[str], *own: str) -> str:
    items = "".join(f"<li>{escape(note)}</li>" for note in (*notes, *own, *_LIMITS))
    return f"<h2>Limites et méthode</h2><ul>{items}</ul>"


def _table(head: str, rows: Sequence[str]) -> str:
    return f"<div class='scroll'><table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"


def _figure(figures: Figures, name: str) -> float | None:
    return figures.main[name] if name in figures.main else figures.more[name]


def _percent(figure: float | None, digits: int = 0) -> str:
    if figure is None:
        return "—"
    shown = f"{figure * 100:.{digits}f}"
    if 0 < figure < 1 and float(shown) in (0, 100):
        shown = f"{figure * 100:.{digits + 1}f}"  # 99,6 % of quotes is not 100 %
    return f"{shown} %".replace(".", ",")


def _decimal(figure: float | None) -> str:
    return "—" if figure is None else f"{figure:.2f}".replace(".", ",")


def _between(interval: Interval | None, *, share: bool = True) -> str:
    if interval is None:
        return "—"
    if share:
        return f"{interval.low * 100:.0f} à {interval.high * 100:.0f} %"
    return f"{_decimal(interval.low)} à {_decimal(interval.high)}"


def _css(kind: Agreement) -> str:
    return {Agreement.A_VERIFIER: "averifier", Agreement.SANS_REPONSE: "sansreponse"}.get(kind, kind.value)


def pages_text(pages: frozenset[PageKey]) -> str:
    """« doo p. 3, doo p. 12 »: pages in order, the piece alone where it has no pages."""
    ordered = sorted(pages, key=lambda page: (page[0], page[1] or 0))
    return ", ".join(piece if page is None else f"{piece} p. {page}" for piece, page in ordered)
