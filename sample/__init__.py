"""The bundled sample dossier: a fictional PLUi with its gold annotation and its questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, TypedDict


class SampleMetadata(TypedDict):
    """What a user would say of the document; ``kind`` and ``stage`` are values of ``domain``."""

    title: str
    kind: str
    territory: str
    stage: str
    date: date


SAMPLE_SLUG: Final = "plui-piemont-ormeze"

#: What a reader must know of the sample's reference before trusting a figure.
SAMPLE_GOLD_NOTE = "Dossier fictif : sa référence est écrite par l'auteur du texte, et non par un lecteur indépendant."

SAMPLE_METADATA: Final[SampleMetadata] = {
    "title": "PLUi du Piémont de l’Ormèze (document fictif)",
    "kind": "plui",
    "territory": "Communauté de communes du Piémont de l’Ormèze (territoire fictif)",
    "stage": "arrete",
    "date": date(2025, 3, 12),
}

PIECE_NAMES: Final = ("rapport-de-presentation", "padd", "reglement-et-oap")


def sample_dir() -> Path:
    """Folder that holds the three PDF pieces of the dossier."""
    return Path(__file__).parent / SAMPLE_SLUG


def sample_pieces() -> list[Path]:
    """The pieces in the order of the dossier."""
    return [sample_dir() / f"{name}.pdf" for name in PIECE_NAMES]


def sample_gold() -> Path:
    """Gold annotation: CSV, one row per piece of evidence, physical pages from 1."""
    return Path(__file__).parent / "gold.csv"


def sample_questions() -> Path:
    """Free questions, answerable and not: one JSON object a line."""
    return Path(__file__).parent / "questions.jsonl"


def sample_traps() -> Path:
    """Questions near the subject, most without an answer in the dossier: same shape as the questions."""
    return Path(__file__).parent / "traps.jsonl"


def reading_probes() -> Path:
    """Short packets of fictional sentences with the states a careful reader gives, most of them traps: JSON lines."""
    return Path(__file__).parent / "reading_probes.jsonl"


def qualification_ranking() -> Path:
    """The ranked sentences of the dossier on which models are put to the test; see ``use_cases/stored_dossier.py``."""
    return Path(__file__).parent / "qualification" / "ranking.json.gz"


def qualification_gold() -> Path:
    """The reference of that dossier, in the same form as :func:`sample_gold`."""
    return Path(__file__).parent / "qualification" / "gold.csv"


def qualification_questions() -> Path:
    """Free questions on that dossier, in the same form as :func:`sample_questions`."""
    return Path(__file__).parent / "qualification" / "dossier_questions.jsonl"


def qualification_misleading() -> Path:
    """Sentences of that dossier that look as if they answered an indicator: CSV, see ``use_cases``."""
    return Path(__file__).parent / "qualification" / "misleading_sentences.csv"


__all__ = [
    "PIECE_NAMES",
    "SAMPLE_GOLD_NOTE",
    "SAMPLE_METADATA",
    "SAMPLE_SLUG",
    "SampleMetadata",
    "qualification_gold",
    "qualification_misleading",
    "qualification_questions",
    "qualification_ranking",
    "reading_probes",
    "sample_dir",
    "sample_gold",
    "sample_pieces",
    "sample_questions",
    "sample_traps",
]
