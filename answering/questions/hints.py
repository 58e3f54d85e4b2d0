"""Where nothing answers: the nearest sentences, and how the question may be asked again."""

from __future__ import annotations

from answering.questions.composition import QuestionMaterial
from domain import NearSentence

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


def hints_for(material: QuestionMaterial) -> tuple[str, ...]:
    """What may be changed in the question: its scope, a word that the documents do not have."""
    hints = []
    understood = material.understood
    known = {code for document in material.documents.values() for code in document.zones}
    unknown = [zone for zone in understood.scope.zones if zone.casefold() not in known]
    if unknown:
        named = ", ".join(sorted(code.upper() for code in known)[:20])
        hints.append(
            f"La zone {', '.join(unknown)} n'est pas nommée dans ce qui a été lu."
            + (f" Zones relevées : {named}." if named else "")
        )
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
