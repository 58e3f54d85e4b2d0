"""The two-minute reading: what the figures say, in sentences that quote them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from evaluation.agreement import Agreement, agreement
from evaluation.causes import Cause, Causes
from evaluation.evaluate import Evaluation
from evaluation.figure_wording import gain_between, minutes, more_or_less, percent, plural
from evaluation.figures import Group
from evaluation.gain import Gain
from evaluation.intervals import WILSON

_FEW_DOCUMENTS = 10
_GOOD, _POOR = 0.8, 0.5
_SURE = 0.9  # least share of right verdicts, at the low end of its interval, to read one answer in several only
_ENOUGH = 3  # documents under which nothing is said of one indicator: one right of one proves nothing


def brings(evaluation: Evaluation, gain: Gain) -> list[str]:
    """What the tool brings, with the figures that say so; nothing where they do not."""
    figures = evaluation.overall.figures
    said = []
    if figures.n("verbatim") and figures["verbatim"] == 1.0:
        said.append(
            f"Chaque citation ({figures.n('verbatim')}) est sur la page annoncée, mot pour mot : ce que l'outil montre "
            "se vérifie d'un clic."
        )
    if gain.median is not None and gain.interval is not None and gain.interval.low > 0:
        said.append(
            f"La relecture assistée prend moins de temps que l'analyse à la main : {more_or_less(gain.median)}, sur "
            f"{_pairs(gain)} ({gain_between(gain.interval)})."
        )
    precision = figures["page_precision"]
    if precision is not None and precision >= _GOOD:
        said.append(f"{percent(precision)} des {figures.n('page_precision')} pages citées sont utiles.")
    good = _indicators(evaluation.indicators, at_least=_GOOD)
    if good:
        said.append(f"Verdicts fiables ici ({percent(_GOOD)} justes ou plus) : {', '.join(good)}.")
    recall = figures["abstention_recall"]
    if recall is not None and recall >= _GOOD:
        said.append(f"{percent(recall)} des {figures.n('abstention_recall')} absences sont vues.")
    return said


def fails(evaluation: Evaluation, causes: Causes) -> list[str]:
    """Where the tool fails, with the figures that say so."""
    figures = evaluation.overall.figures
    said = []
    accuracy = figures["verdict_accuracy"]
    if accuracy is not None and accuracy < 1:
        wrong = [cell for cell in evaluation.cells if not cell.right]
        kinds = Counter(agreement(cell) for cell in wrong)
        parts = (
            (Agreement.WRONG, "franchement fausses"),
            (Agreement.NEAR, "à un cran"),
            (Agreement.TO_CHECK, "laissées « à vérifier »"),
            (Agreement.NO_ANSWER, "sans réponse"),
        )
        said.append(
            f"{len(wrong)} {'cases' if len(wrong) > 1 else 'case'} sur {figures.cells} "
            f"{'n’ont' if len(wrong) > 1 else 'n’a'} pas le verdict de la référence : "
            + ", ".join(f"{kinds[kind]} {word}" for kind, word in parts if kinds[kind])
            + "."
        )
    missed = figures["page_recall_p3"]
    if missed is not None and missed < _GOOD:
        said.append(
            f"L'outil ne cite que {percent(missed)} des {figures.n('page_recall_p3')} pages décisives : il ne "
            "dispense pas de parcourir le dossier quand il faut tout relever."
        )
    values = figures["value_exact"]
    if values is not None and values < _POOR:
        said.append(f"{percent(values)} des {figures.n('value_exact')} chiffres de la référence sont retrouvés.")
    poor = _indicators(evaluation.indicators, below=_POOR)
    if poor:
        said.append(f"À ne pas lui confier sans relecture (moins de {percent(_POOR)} justes) : {', '.join(poor)}.")
    if causes.counts:
        cause, count = next(iter(causes.counts.items()))
        said.append(
            f"Première cause d'écart, verdicts et valeurs ensemble : {cause.label} ({count} sur {len(causes.found)})."
        )
    doubtful = causes.counts.get(Cause.DOUBTFUL_GOLD, 0)
    if doubtful:
        said.append(f"{doubtful} de ces cases sont douteuses dans la référence même.")
    return said


def unknowns(evaluation: Evaluation, gain: Gain, causes: Causes) -> list[str]:
    """What a reader still does not know after this evaluation."""
    figures = evaluation.overall.figures
    said = []
    documents = len(evaluation.documents)
    if documents < _FEW_DOCUMENTS:
        said.append(
            f"{plural(documents, 'document')} seulement : ces chiffres donnent un ordre de grandeur, pas plus. Il "
            "faudrait une dizaine de dossiers annotés."
        )
    if gain.median is None:
        said.append(
            "Le temps gagné n'est pas mesuré : il manque des cases chronométrées des deux façons, à la main et en "
            f"relecture. À la main seulement : {gain.only_by_hand} ; en relecture seulement : "
            f"{gain.only_assisted}."
        )
    elif len({pair.document for pair in gain.pairs}) < 2:
        said.append("Le temps gagné ne vient que d'un document : il dépend de ce document et de qui l'a lu.")
    if any(found is not None and found.method == WILSON for found in (one.interval for one in figures.by_key.values())):
        said.append(
            "Avec si peu de dossiers, les marges d'erreur affichées sont trop étroites : la vraie valeur peut être au "
            "dehors."
        )
    if causes.by_model and not causes.with_oracle:
        said.append(
            "On ne sait pas toujours si le modèle a mal lu ou si la limite entre deux verdicts est mal tracée : il "
            "faudrait lui redonner les seuls passages de la référence."
        )
    if evaluation.risk is None:
        said.append(
            "L'outil ne dit pas s'il est sûr de ses réponses : on ne sait pas si les plus sûres sont les plus justes."
        )
    return said


def coverage_sentence(cells: int, left_out: int) -> str:
    """What must be read before any figure: how much of the reference is compared; nothing where all of it is."""
    if not left_out:
        return ""
    return (
        f"Seules {cells} des {cells + left_out} cases de la référence sont comparées : les autres sont celles de "
        "dossiers qui n'ont pas été lus ici, ou pas choisis. Rien de ce qui suit ne vaut pour elles."
    )


def headline_sentence(evaluation: Evaluation) -> str:
    """The first sentence of the page."""
    figures = evaluation.overall.figures
    accuracy, coverage = figures["verdict_accuracy"], figures["coverage"]
    if accuracy is None:
        return "Aucune case à comparer."
    return (
        f"Sur {figures.cells} cases, l'outil donne {round(accuracy * figures.cells)} fois le verdict de l'analyse "
        f"manuelle ({percent(accuracy)}) ; il se prononce sur {percent(coverage)} des cases."
    )


def time_sentence(gain: Gain) -> str:
    """What the time says, never the machine's as a gain."""
    machine = f"La machine a calculé {minutes(gain.machine)}, ce qui n'est le temps de personne."
    if gain.median is None:
        return f"Temps gagné : non mesuré. {machine}"
    margin = gain_between(gain.interval)
    longer = f" ; {gain.longer} fois elle a pris plus longtemps" if gain.longer else ""
    return (
        f"Relire avec l'outil a pris {percent(abs(gain.median))} de temps en {'moins' if gain.median >= 0 else 'plus'} "
        f"que l'analyse à la main, sur {_pairs(gain)}"
        f"{f' ({margin})' if margin else ''}{longer}. En tout {minutes(gain.by_hand)} à la main contre "
        f"{minutes(gain.assisted)} en relecture. {machine}"
    )


def _pairs(gain: Gain) -> str:
    whole = sum(pair.indicator is None for pair in gain.pairs)
    things = "dossiers chronométrés" if whole == len(gain.pairs) else "cases chronométrées"
    if len(gain.pairs) == 1:
        return "une seule mesure faite des deux façons"
    return f"{len(gain.pairs)} {things} des deux façons"


def use_sentence(evaluation: Evaluation) -> str:
    """What one can do with the tool, by rules: quotes all true, pages right, verdicts sure enough."""
    figures = evaluation.overall.figures
    accuracy, interval = figures["verdict_accuracy"], figures.interval("verdict_accuracy")
    if accuracy is None:
        return ""
    if figures["verbatim"] is not None and figures["verbatim"] < 1:
        return "À ne pas employer : des citations ne sont pas sur la page annoncée."
    if interval is not None and interval.low >= _SURE:
        return "Les verdicts sont assez sûrs pour n'être relus que par sondage."
    precision = figures["page_precision"]
    if precision is not None and precision >= _POOR:
        wrong = figures["precision"]
        return (
            f"Utile ici pour préparer la lecture : {percent(precision)} des pages citées sont les bonnes. Chaque "
            f"verdict reste à relire : {percent(None if wrong is None else 1 - wrong)} de ceux qu'il donne ne sont "
            f"pas ceux de la référence."
        )
    return "Pas utile en l'état : ni les verdicts ni les pages ne dispensent de relire le dossier."


def _indicators(groups: Mapping[str, Group], *, at_least: float = 0.0, below: float = 2.0) -> Sequence[str]:
    """Codes whose share of right verdicts is in the range, seen on enough documents."""
    found = []
    for code, group in groups.items():
        accuracy = group.figures["verdict_accuracy"]
        if accuracy is not None and group.figures.cells >= _ENOUGH and at_least <= accuracy < below:
            found.append(f"{code} ({round(accuracy * group.figures.cells)} sur {group.figures.cells})")
    return found
