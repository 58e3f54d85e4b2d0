"""What intake guesses of dossiers whose description is known: ``python -m benchmarks.dossier_guesses FOLDER``.

Prints a table in Markdown: each field of ``benchmarks/data/intake_expected.csv``, what was guessed and from what,
right or wrong. Expected values were read by a person in the tables, names and covers of the dossiers. No model is
loaded; first pages are read without recognition, so that a scanned cover tells nothing here.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from ingestion import guess_kind
from ingestion.cnig.dossier_intake import TakenIn, take_in
from ingestion.cnig.plan_kind import kind_on_pages
from ingestion.cnig.territory_names import territory_on_pages
from languages import language_named
from use_cases.take_dossier import with_free_names

EXPECTED = Path(__file__).parent / "data" / "intake_expected.csv"


def first_pages(taken: TakenIn) -> dict[str, str]:
    """The text of the first page of each PDF, by file name."""
    found = {}
    for file in taken.files:
        if file.suffix == ".pdf":
            with pypdfium2.PdfDocument(file.path) as pdf:
                found[file.name] = str(pdf[0].get_textpage().get_text_range())
    return found


def guesses(folder: Path) -> dict[str, tuple[str, str]]:
    """(value, reason) of each field, and of the kind of each piece as « piece:name »."""
    names = language_named("fr").text.piece_names
    taken = take_in([(folder.name, folder)], names)
    facts = with_free_names(taken).facts
    texts = first_pages(taken)
    told: dict[str, tuple[str, str]] = {}
    for field in ("kind", "stage", "procedure", "day", "territory"):
        guess = getattr(facts, field)
        if guess is not None:
            told[field] = (str(guess.value), guess.reason)
    if facts.communes is not None:
        told["communes"] = (str(len(facts.communes.value)), facts.communes.reason)
    by_name = {guess.filename: guess for guess in taken.pieces.values()}
    plan = []
    for name, text in texts.items():
        known = by_name.get(name)
        kind = known.kind if known and known.kind else guess_kind(name, text, names)
        told[f"piece:{name}"] = (kind.value, known.reason if known else "première page")
        if kind.value not in ("avis", "procedure"):
            plan.append((name, text))
    if "kind" not in told and (kind_told := kind_on_pages(plan)) is not None:
        told["kind"] = (kind_told.value.value, kind_told.reason)
    if "territory" not in told:
        territory = territory_on_pages(plan)
        if territory is not None:
            told["territory"] = (territory.value, territory.reason)
    return told


def compared(shared: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """(dossier, field, expected, guessed, reason) of every expectation whose dossier is there."""
    with EXPECTED.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    known: dict[str, dict[str, tuple[str, str]]] = {}
    for row in rows:
        folder = shared / row["dossier"]
        if not folder.is_dir():
            continue
        if row["dossier"] not in known:
            known[row["dossier"]] = guesses(folder)
        value, reason = known[row["dossier"]].get(row["champ"], ("", ""))
        yield row["dossier"], row["champ"], row["attendu"], value, reason


def main(shared: Path) -> None:
    lines = list(compared(shared))
    right = sum(expected == value for _, _, expected, value, _ in lines)
    print(f"{right} of {len(lines)} fields right.\n")
    print("| dossier | field | guessed | from | |")
    print("|---|---|---|---|---|")
    for dossier, field, expected, value, reason in lines:
        verdict = "right" if value == expected else f"wrong: {expected or 'nothing'}"
        print(f"| {dossier} | {field} | {value or '–'} | {reason} | {verdict} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
