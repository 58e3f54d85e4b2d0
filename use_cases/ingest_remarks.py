"""What a person is told of an ingestion besides each file: contents that are there twice, decisions found again."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Corpus
from domain.errors import ReadingError
from use_cases.accepted_files import accepted_names


def same_contents(corpus: Corpus, document: str) -> list[str]:
    """Pieces made of the same bytes, in this document and in others."""
    found = []
    said: set[str] = set()
    for piece in corpus.documents.get(document).pieces:
        if piece.sha256 in said:
            continue
        said.add(piece.sha256)
        same = corpus.documents.same_content(piece.sha256)
        here = [filename for slug, filename in same if slug == document]
        found += [f"{filename} a le même contenu que {here[0]}." for filename in here[1:]]
        elsewhere = [f"{filename} du document {slug}" for slug, filename in same if slug != document]
        if elsewhere:
            found.append(f"{here[0]} a le même contenu que {', '.join(elsewhere[:3])}.")
    return found


def found_again(decided: int) -> list[str]:
    """What is said of decisions (their number) that outlived a document of the same slug."""
    if not decided:
        return []
    return [
        "Décisions et analyses à la main retrouvées sous cet identifiant, faites sur un dossier supprimé depuis : "
        f"{decided}. Revoyez-les."
    ]


def nothing_read(errors: Sequence[ReadingError]) -> ReadingError:
    """The error of an ingestion of which no file could be read."""
    reasons = " ".join(str(error) for error in errors)
    return ReadingError(
        f"Aucune pièce n'a pu être lue ; rien n'a été enregistré. {reasons}".strip(),
        remedy=f"Formats lus : {accepted_names()}.",
    )
