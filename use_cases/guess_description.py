"""What the names of files tell of a document: its kind, its stage, its date, a name. A person confirms it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from domain import DocumentKind, Procedure, Stage
from domain.identity import slugify
from ingestion.cnig.dossier_name import read_dossier_name

# The longer word first: « PLUi » holds « PLU ».
_KINDS = (
    (re.compile(r"scot", re.IGNORECASE), DocumentKind.SCOT),
    (re.compile(r"plu[ -]?i|plui|intercommunal", re.IGNORECASE), DocumentKind.PLUI),
    (re.compile(r"plu", re.IGNORECASE), DocumentKind.PLU),
)
_STAGES = (
    (re.compile(r"approuv|approbation", re.IGNORECASE), Stage.APPROUVE),
    (re.compile(r"arr[eê]t[eé]?(?![a-zà-ÿ])|projet[ _-]arr", re.IGNORECASE), Stage.ARRETE),
)
_N = r"(?:[\s_.-]*n?[°º]?[\s_.-]*(?P<n>[1-9]\d?)(?!\d))?"
#: The longer name first; « modif » and « MS2 » are how consultants write them.
_PROCEDURES = tuple(
    (re.compile(pattern + _N, re.IGNORECASE), procedure)
    for pattern, procedure in (
        (r"modif(?:ication)?[\s_-]+simplifi[ée]e?|(?<![a-z])ms(?=[\s_-]*n?°?\d)", Procedure.MODIFICATION_SIMPLIFIEE),
        (r"r[ée]vision[\s_-]+(?:all[ée]g[ée]e|simplifi[ée]e)", Procedure.REVISION_ALLEGEE),
        (r"mise[\s_-]+en[\s_-]+compatibilit[ée]|(?<![a-z])mec(?![a-z])", Procedure.MISE_EN_COMPATIBILITE),
        (r"mise[\s_-]+[àa][\s_-]+jour", Procedure.MISE_A_JOUR),
        (r"(?<![a-z])modif(?:ication)?(?![a-z])(?![\s_-]+(?:du|de la|des) )", Procedure.MODIFICATION),
        (r"r[ée]vision[\s_-]+g[ée]n[ée]rale", Procedure.REVISION),
    )
)
#: « 20210712 » (the names of the national planning portal), « 2021-07-12 », « 12-07-2021 ».
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>0[1-9]|1[0-2])[-_.]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])[-_.](?P<m>0[1-9]|1[0-2])[-_.](?P<y>(?:19|20)\d\d)(?!\d)"),
)
_CODE = re.compile(r"(?<!\d)(?:\d{9}|\d{5})(?!\d)")  # SIREN of an intercommunality, INSEE code of a commune
_NAMES = {DocumentKind.SCOT: "SCoT", DocumentKind.PLU: "PLU", DocumentKind.PLUI: "PLUi"}
_NOT_A_NAME = re.compile(
    r"arr[eê]t[eé]?e?(?![a-zà-ÿ])|approuv[eé]e?|approbation|projet|dossier|complet|version|final|(?<![a-z])v\d+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What the names tell; None where they tell nothing."""

    slug: str | None = None
    title: str | None = None
    kind: DocumentKind | None = None
    stage: Stage | None = None
    date: date | None = None
    territory: str | None = None
    procedure: Procedure | None = None
    procedure_number: int | None = None


def guess_description(names: Sequence[str]) -> Guess:
    """What the names of the files of one dossier tell of it.

    A single archive, or the folder of the files, is taken for the name of the dossier.

    Example:
        >>> guess_description(["PLUi_Coteaux_arrete_2024-03-12.zip"]).title
        'PLUi Coteaux'
    """
    paths = [PurePosixPath(name.replace("\\", "/")) for name in names]
    if not paths:
        return Guess()
    together = " ".join(names)
    standard = read_dossier_name(names)
    if standard is not None:
        place = f"{_NAMES[standard.kind]} {standard.code}"
        slug = slugify(f"{place} {standard.day:%Y%m%d}" if standard.day else place)
        slug = slugify(f"{slug} {standard.plan or ''}")
        return Guess(slug, place, standard.kind, None, standard.day, None, *_procedure(together))
    kind = next((kind for pattern, kind in _KINDS if pattern.search(together)), None)
    stage = next((stage for pattern, stage in _STAGES if pattern.search(together)), None)
    day = _date(together)
    name = _name(paths)
    title = _title(name, kind) if name else None
    return Guess(slugify(title or "") or None, title, kind, stage, day, None, *_procedure(together))


@dataclass(frozen=True, slots=True)
class GuessReason:
    """What tells a field of a description, or that the names do not; in French."""

    field: str
    reason: str


_UNTOLD = "Les noms des fichiers ne le disent pas ; les tables et les premières pages le diront peut-être."


def guess_reasons(names: Sequence[str], guess: Guess) -> tuple[GuessReason, ...]:
    """Why each field was guessed as it is, or what will be looked at where the names say nothing."""
    together = " ".join(names)
    words = {
        "title": _name([PurePosixPath(name.replace("\\", "/")) for name in names]),
        "kind": _matched(together, [pattern for pattern, _ in _KINDS]),
        "stage": _matched(together, [pattern for pattern, _ in _STAGES]),
        "date": _matched(together, _DATES),
        "territory": None,
    }
    return tuple(
        GuessReason(
            field,
            _UNTOLD
            if getattr(guess, field) is None
            else f"D’après « {word} » dans les noms ; les tables du dossier peuvent dire mieux."
            if word
            else "D’après les noms des fichiers ; les tables du dossier peuvent dire mieux.",
        )
        for field, word in words.items()
    )


def _matched(text: str, patterns: Sequence[re.Pattern[str]]) -> str | None:
    return next((found[0] for pattern in patterns if (found := pattern.search(text))), None)


def _procedure(text: str) -> tuple[Procedure | None, int | None]:
    """The procedure that the names tell, and its number."""
    for pattern, procedure in _PROCEDURES:
        match = pattern.search(text)
        if match:
            return procedure, int(match["n"]) if match["n"] else None
    return None, None


def _date(text: str) -> date | None:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue  # « 31-02-2021 »
    return None


def _name(paths: Sequence[PurePosixPath]) -> str | None:
    """The name of the archive, or of the folder that all files share."""
    if len(paths) == 1 and paths[0].suffix.lower() == ".zip":
        return paths[0].stem
    folders = {path.parts[0] for path in paths if len(path.parts) > 1}
    return folders.pop() if len(folders) == 1 and all(len(path.parts) > 1 for path in paths) else None


def _title(name: str, kind: DocumentKind | None) -> str | None:
    for pattern in (*_DATES, _CODE, _NOT_A_NAME):
        name = pattern.sub(" ", name)
    words = [word for word in re.split(r"[\s_\-.]+", name) if word]
    if kind is not None:
        words = [word for word in words if word.lower() not in ("scot", "plu", "plui")]
        words = [_NAMES[kind], *words]
    return " ".join(words) or None
