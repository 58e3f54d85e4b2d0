"""The documents that a gold file names -> documents of the corpus: the file may use codes of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus import Corpus
from domain import DocumentInfo
from domain.errors import UsageError
from domain.text_folding import plain
from evaluation import Gold

_ALIKE = 0.6  # of the better of two likenesses, from which a document is proposed
_AHEAD = 0.05  # by how much it must be ahead of the next one
_WORD = re.compile(r"[a-z0-9]+")
#: Words of names of plans that tell no plan from another.
_COMMON = frozenset(
    {"plu", "plui", "scot", "plan", "local", "urbanisme", "intercommunal", "de", "du", "des", "la", "le"}
)


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document as a gold file names it; ``slug`` is the same name in the corpus, ``guess`` the likeliest else."""

    name: str
    cells: int
    slug: str | None
    guess: str | None

    @property
    def question(self) -> str:
        """What a person is asked of a name that is no document of the corpus."""
        return (
            f"Le fichier nomme « {self.name} » ({self.cells} {'case' if self.cells < 2 else 'cases'}) ; quel dossier ?"
        )


def named_as(pair: str) -> tuple[str, str]:
    """« name in the file=slug » as (name, slug).

    Raises:
        UsageError: it is not of this form.
    """
    name, equals, slug = pair.rpartition("=")
    if not equals or not name or not slug:
        raise UsageError(
            f"« {pair} » ne dit pas quel dossier est nommé.", remedy="Écrivez : nom dans le fichier=identifiant."
        )
    return name, slug


def with_slugs(corpus: Corpus, gold: Gold, slugs: Mapping[str, str] | None) -> Gold:
    """A gold whose documents have the slugs of the corpus.

    Args:
        corpus: Where the documents are.
        gold: As its files name them.
        slugs: The slug of a document that the files name otherwise, by the name that they use.

    Raises:
        UsageError: the files name no such document.
        UnknownDocument: the corpus has no document with one of these slugs.
        GoldError: two documents of the gold would become one.
    """
    for name, slug in (slugs or {}).items():
        if name not in gold.documents:
            raise UsageError(
                f"La référence ne nomme pas « {name} ».", remedy=f"Elle nomme : {', '.join(gold.documents)}."
            )
        corpus.documents.get(slug)
    return gold.with_documents(slugs) if slugs else gold


def named_documents(gold: Gold, known: Sequence[DocumentInfo]) -> list[NamedDocument]:
    """Every document of a gold, in the order of the file, with the document of the corpus that it seems to be."""
    slugs = {info.slug for info in known}
    counts = {name: sum(cell.document == name for cell in gold.cells) for name in gold.documents}
    # What the file already names cannot be another document of it too.
    free = [info for info in known if info.slug not in counts]
    return [
        NamedDocument(name, count, name if name in slugs else None, None if name in slugs else _guess(name, free))
        for name, count in counts.items()
    ]


def _guess(name: str, known: Sequence[DocumentInfo]) -> str | None:
    if len(known) == 1:
        return known[0].slug
    ranked = sorted(((_likeness(name, info), info.slug) for info in known), reverse=True)
    if not ranked or ranked[0][0] < _ALIKE:
        return None
    alone = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _AHEAD
    return ranked[0][1] if alone else None


def _likeness(name: str, info: DocumentInfo) -> float:
    """From 0 to 1: the better of the words in common and of the letters in common."""
    texts = (info.slug, info.title, f"{info.kind.value if info.kind else ''} {info.territory or ''}")
    return max(max(_words_alike(name, text), _letters_alike(name, text)) for text in texts)


def _words_alike(one: str, other: str) -> float:
    words, others = _words(one), _words(other)
    return len(words & others) / min(len(words), len(others)) if words and others else 0.0


def _letters_alike(one: str, other: str) -> float:
    return SequenceMatcher(None, _letters(one), _letters(other)).ratio()


def _letters(text: str) -> str:
    return "".join(word for word in _WORD.findall(plain(text)) if word not in _COMMON)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(plain(text))) - _COMMON
