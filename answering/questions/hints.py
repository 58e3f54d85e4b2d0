"""Where nothing answers: the nearest sentences, and how the question may be asked again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from answering.questions.composition import QuestionMaterial
from answering.questions.read_documents import ReadDocument
from domain import NearSentence, QuestionScope, ScoredSentence, StoredSentence
from french.zone_codes import canonical, holders

_NEAREST = 5
#: Words of a sentence under which it says too little to be shown.
_LEAST_WORDS = 4


def nearest_of(material: QuestionMaterial) -> tuple[NearSentence, ...]:
    """The five sentences that come nearest, in the scope where it has any."""
    found: dict[str, NearSentence] = {}
    for one in material.statements:
        sentence = one.sentence
        if len(one.text.split()) < _LEAST_WORDS or one.share <= 0 or one.text in found:
            continue
        piece = f"{sentence.document}, {sentence.piece}" if material.several else sentence.piece
        found[one.text] = NearSentence(piece, sentence.page, one.text)
        if len(found) == _NEAREST:
            break
    return tuple(found.values())


def nearest_sentences(
    ranked: Sequence[ScoredSentence], *, several: bool, named: Iterable[StoredSentence] = ()
) -> tuple[NearSentence, ...]:
    """The five sentences that come nearest: those that a reader named beside an answer, then those of a ranking."""
    titles = {one.sentence.place: one.heading[-1] for one in ranked if one.heading}
    found: dict[str, NearSentence] = {}
    for sentence in (*named, *(one.sentence for one in ranked)):
        text = sentence.row or sentence.text
        if len(text.split()) < _LEAST_WORDS or text in found or titles.get(sentence.place) == text:
            continue
        piece = f"{sentence.document}, {sentence.piece}" if several else sentence.piece
        found[text] = NearSentence(piece, sentence.page, text)
        if len(found) == _NEAREST:
            break
    return tuple(found.values())


def unknown_zones(scope: QuestionScope, documents: Iterable[ReadDocument]) -> str:
    """What is said of the zones of a scope that no document has; empty where each is named somewhere.

    Args:
        scope: Of the question.
        documents: As far as they were read; without any nothing is said.
    """
    read = list(documents)
    known = {code for document in read for code in document.zones}
    unknown = [zone for zone in scope.zones if read and not _has_zone(zone, read, known)]
    if not unknown:
        return ""
    named = ", ".join(sorted(code.upper() for code in known)[:20])
    return f"la zone {', '.join(unknown)} n'est nommée nulle part dans ce qui a été lu." + (
        f" Zones relevées : {named}." if named else ""
    )


def _has_zone(zone: str, documents: Sequence[ReadDocument], known: Collection[str]) -> bool:
    """Whether documents name a zone: as a zone of theirs, or anywhere in their words."""
    code = canonical(zone)
    if code in known or any(code in holders(one) for one in known):
        return True
    written = re.compile(rf"(?<![\w-]){re.escape(zone)}(?![\w-])")
    return any(written.search(one.sentence.text) for document in documents for one in document.placed)


def as_hint(said: str) -> str:
    """What is told within a prompt as a sentence of its own."""
    return said[:1].upper() + said[1:]


def hints_for(material: QuestionMaterial) -> tuple[str, ...]:
    """What may be changed in the question: its scope, a word that the documents do not have."""
    hints = []
    understood = material.understood
    unknown = unknown_zones(understood.scope, material.documents.values())
    if unknown:
        hints.append(as_hint(unknown))
    elif understood.scope and not material.statements:
        hints.append("Rien n'a été trouvé dans ce périmètre : retirez la zone, l'article ou la pièce de la question.")
    words = material.language.words.content_words
    said = {word for document in material.documents.values() for word in document.words}
    missing = sorted(understood.theme - said)
    typed = {stem: word for word in understood.text.split() for stem in words(word)}
    if missing:
        shown = ", ".join(f"« {typed.get(stem, stem).strip(' ?.,;:')} »" for stem in missing)
        hints.append(f"Aucune phrase n'a le mot {shown} : essayez un synonyme.")
    elif understood.theme and not unknown:
        hints.append(
            "Tous les mots de la question se trouvent dans le dossier, mais pas ensemble : posez-la en deux fois."
        )
    return tuple(hints)
