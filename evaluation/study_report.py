"""The files of a study: a French page, a workbook whose decision column is for a person, JSON."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from corpus.atomic import write_atomic
from evaluation.figure_wording import decimal, percent
from evaluation.sheets import Share, add_rows, book_bytes, new_book
from evaluation.study import Axis, IndicatorStudy, Proposal, Study
from evaluation.study_codec import encode_study
from evaluation.templating import render

_PAIRS = 12  # the nearest pairs are shown; the workbook and the JSON have all


def write_study(study: Study, out: Path, made: datetime | None = None) -> tuple[Path, ...]:
    """Write etude.html, etude.xlsx and etude.json into a folder, each whole or not at all.

    Raises:
        DiskFull: No space left on the disk.
        StorageError: The folder cannot be written to.
    """
    at = made or datetime.now().astimezone()
    text = json.dumps(encode_study(study, at), ensure_ascii=False, indent=2)
    files = {
        "etude.html": study_html(study, at).encode("utf-8", "replace"),
        "etude.xlsx": _book(study),
        "etude.json": f"{text}\n".encode(),
    }
    for name, content in files.items():
        write_atomic(out / name, content)
    return tuple(out / name for name in files)


def rename_in_study(folder: Path, former: str, slug: str) -> None:
    """Give a document its new slug in the files of a study; done again, it changes nothing.

    The page names the documents in its first line alone, the workbook nowhere.

    Raises:
        StorageError: A file cannot be written.
    """
    path = folder / "etude.json"
    content = json.loads(path.read_text("utf-8"))
    documents = [slug if one == former else one for one in content["documents"]]
    if documents == content["documents"]:
        return
    page = folder / "etude.html"
    if page.is_file():
        named = f"· {', '.join(content['documents'])}</p>"
        write_atomic(page, page.read_text("utf-8").replace(named, f"· {', '.join(documents)}</p>", 1).encode())
    content["documents"] = documents
    write_atomic(path, f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode())


def study_html(study: Study, made: datetime) -> str:
    """The page alone."""
    return render(
        "study.html",
        study=study,
        made=f"{made:%d/%m/%Y à %H:%M}",
        lead=_lead(study),
        rows=[_row(one) for one in study.indicators],
        pairs=[
            {
                "names": f"{pair.left} et {pair.right}",
                "same": percent(pair.same),
                "overlap": percent(pair.overlap),
                "tau": decimal(pair.tau),
                "n": pair.n,
                "redundant": pair.redundant,
            }
            for pair in study.pairs[:_PAIRS]
        ],
        limits=_rules(study),
    )


def _lead(study: Study) -> str:
    counts = {kind: sum(one.proposal is kind for one in study.indicators) for kind in Proposal}
    said = ", ".join(f"{count} à {kind.label}" for kind, count in counts.items() if count)
    return f"Sur {len(study.indicators)} indicateurs : {said}."


def _row(one: IndicatorStudy) -> dict[str, str]:
    return {
        "code": one.code,
        "name": one.name,
        "proposal": one.proposal.label,
        "reasons": " ; ".join(one.reasons),
        "stability": f"{percent(one.stability)} (sur {one.n_varied})",
        "axes": ", ".join(f"{axis.label} {percent(share)}" for axis, (share, _) in one.by_axis.items()),
        "pages": percent(one.page_stability),
        "discrimination": "—" if one.discrimination is None else f"{percent(one.discrimination)} (sur {one.documents})",
        "to_verify": f"{percent(one.to_verify)} (sur {one.n})",
    }


def _rules(study: Study) -> list[str]:
    limits = study.limits
    varied = [f"{axis.label} ({', '.join(names)})" for axis, names in study.axes.items()]
    return [
        f"Ce qui a varié : {' ; '.join(varied)}.",
        "Stabilité : part des réponses variées qui donnent le même verdict que la réponse de base.",
        "Pages stables : pages communes à la base et aux variantes, sur les pages citées par l'une ou l'autre.",
        "Distingue : entropie des verdicts entre documents (0 % : toujours le même ; 100 % : oui, partiel et non aussi "
        "souvent). Sans objet avec un seul document.",
        f"Reformuler : stabilité sous {percent(limits.stability)}, ou « à vérifier » au moins "
        f"{percent(limits.to_verify)} des fois.",
        f"Fusionner : même verdict au moins {percent(limits.same)} des fois et au moins {percent(limits.overlap)} "
        "de pages communes.",
        f"Retirer : le même verdict partout, sur au moins {limits.documents} documents. Un indicateur que tous "
        "satisfont peut rester utile au droit : la règle ne le sait pas.",
        "Varient ensemble : corrélation de rang des verdicts d'un document à l'autre (tau-b de Kendall), de -1 à 1.",
        f"Sous {limits.documents} documents, ni la discrimination ni les corrélations ne se jugent.",
        "Une instabilité peut venir du modèle autant que de l'indicateur : refaites l'étude avec un autre modèle "
        "avant de changer la grille.",
    ]


def _book(study: Study) -> bytes:
    from openpyxl.worksheet.datavalidation import DataValidation

    book = new_book("Étude de la grille")
    header = ["code", "indicateur", "proposition", "pourquoi", "décision", "commentaire", "stabilité", "n", "de", "à",
              "pages stables", "distingue", "documents", "à vérifier", "redondant avec"]  # fmt: skip
    axes = [axis for axis in study.axes if axis is not Axis.BASE]
    rows: list[list[object]] = []
    for one in study.indicators:
        low, high = one.stability_interval or (None, None)
        row: list[object] = [
            one.code, one.name, one.proposal.label, " ; ".join(one.reasons), "", "", _share(one.stability),
            one.n_varied, _share(low), _share(high), _share(one.page_stability), _share(one.discrimination),
            one.documents,
            Share(one.to_verify), ", ".join(one.twins),
        ]  # fmt: skip
        row += [_share(one.by_axis[axis][0]) if axis in one.by_axis else None for axis in axes]
        rows.append(row)
    sheet = add_rows(
        book,
        "Propositions",
        [*header, *(axis.label for axis in axes)],
        rows,
        (8, 34, 13, 60, 14, 40, 10, 6, 8, 8, 10, 10, 10, 10, 16),
    )
    choices = ",".join(kind.label for kind in Proposal)
    rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"E2:E{len(rows) + 1}")
    add_rows(
        book,
        "Paires",
        ("indicateur", "indicateur", "même verdict", "pages communes", "tau-b", "n", "redondants"),
        [
            [pair.left, pair.right, Share(pair.same), _share(pair.overlap), pair.tau, pair.n,
             "oui" if pair.redundant else ""]
            for pair in study.pairs
        ],
        (11, 11, 13, 15, 8, 8, 12),
    )  # fmt: skip
    add_rows(book, "Règles", ("règles et limites",), [[line] for line in _rules(study)], (140,))
    return book_bytes(book)


def _share(value: float | None) -> Share | None:
    return None if value is None else Share(value)
