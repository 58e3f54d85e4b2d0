"""What a letter asks without a « ? »: « vous me demandez quelle distance… », « merci de m'indiquer si… »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.text_folding import fold

#: What opens an indirect question.
_OPENS = (
    r"(?:si |s'(?:il|elle|ils|elles|on|y) |quel\w*\b|lesquel\w*\b|laquelle\b|combien\b|comment\b|pourquoi\b|quand\b"
    r"|ou (?:se |est |sont |trouv|figur)|ce (?:que |qu'|qui )|en quoi\b|(?:dans|a|de|sur|pour) (?:quel\w*|combien)\b)"
)
_SAYS = (
    r"(?:savoir|demand\w+|indiqu\w+|precis\w+|confirm\w+|dire|dites|communiqu\w+|repon\w+|eclair\w+|connaitre|expliqu\w+"
    r"|rappel\w+|renseign\w+|inform\w+|verifi\w+|comprendre|interrog\w+|question est(?: la suivante)?|porte sur)"
)
_INDIRECT = re.compile(rf"\b{_SAYS}(?: (?:a|sur|de|donc|bien|enfin|d'abord|aussi))?\s*[:,]?\s+(?={_OPENS})")
#: Who asks for a thing by its name: « il me faudrait la liste des… », « je ne trouve pas la règle sur… ».
_FOR_A_THING = re.compile(
    r"\bmerci (?:\w+ )?de\b|\b(?:je|nous) (?:voudr|souhait|aimer|cherche|recherche|desir)\w*"
    r"|\b(?:il (?:me|nous) (?:faut|faudr)\w*|j'(?:aimerais|ai besoin|aurais besoin)|on (?:me|nous) demande"
    r"|(?:vous|il|elle|ils|elles) (?:me |nous |m'|te )?demand\w+|(?:je|nous) (?:dois|devons|voulons|veux) (?:savoir"
    r"|connaitre)"
    r"|(?:je|nous) ne (?:trouv|vo)\w+ pas|saurais? gre|(?:pouvez|pourriez|peux)-?\s?(?:vous|tu))\b"
    r"|^(?:resum|list|donn|indiqu|compar|precis|expliqu|dis|dites|cit|decri|synthetis|recapitul|rappel)\w*"
)
_TASK = re.compile(
    r"\b(?:merci (?:\w+ )?de|(?:pouvez|pourriez)-?\s?vous|il (?:me|nous) (?:faut|faudr)\w*) .{0,30}\b(?:resum|list"
    r"|compar|synthetis|recapitul|la liste|le tableau)\w*|^(?:resum|list|compar|synthetis|recapitul)\w*"
)
#: What closes a letter, speaks of its writer, or asks for help and nothing else.
_FORMULA = re.compile(
    r"^\W*(?:merci\W*(?:$"
    r"|(?:a|pour|par|beaucoup|infiniment|encore)\b|d'avance|de (?:votre|ton|vos))"
    r"|d'avance|bien cordialement|cordialement|bien a vous|salutations|dans l'attente|avec mes|veuillez"
    r"|je vous (?:remercie|prie)|n'hesitez|bonjour\W*$|bonsoir\W*$|thank|best regards|kind regards)"
    r"|\b(?:ce que|que) je cherche\b|\b(?:m'|nous )aider\b|\b(?:help me|can you help)\b|\bme rappeler\b"
)
#: Words of a question that leans on the sentence before it: « Où est-elle ? », « Est-ce possible ? ».
_LEANS = re.compile(
    r"^\W*(?:ou (?:est|sont)-(?:elles?|ils?)|est-ce (?:possible|permis|autorise|vrai|exact|le cas|bien cela)"
    r"|(?:qu'en|que) (?:est-il|dit-on|dit le \w+|pensez-vous)|le peut-(?:il|on|elle)|a-t-(?:il|elle|on) (?:le droit"
    r"|raison)"
    r"|(?:combien|lesquel\w+|laquelle|lequel|pourquoi|comment|quand|et sinon)"
    r"|is (?:it|that) (?:possible|allowed|right))\W*$"
)


def is_formula(sentence: str) -> bool:
    """Whether a sentence is a greeting, thanks, or a plea for help, and asks nothing of a document."""
    return _FORMULA.search(fold(sentence)) is not None


def leans_on_what_is_before(question: str) -> bool:
    """Whether a question says nothing without the sentence before it."""
    return _LEANS.match(fold(question)) is not None


def leans_on_next(sentences: Sequence[str], rank: int) -> bool:
    """« Est-ce possible ? Le règlement interdit-il d'abattre les arbres ? »: the second says what is meant."""
    after = sentences[rank + 1] if rank + 1 < len(sentences) else ""
    return after.endswith("?") and leans_on_what_is_before(sentences[rank]) and not leans_on_what_is_before(after)


def asked_in(sentences: list[str]) -> list[tuple[int, str]]:
    """The sentences of a letter that ask, without a « ? », as questions where they are indirect; with their rank."""
    plain = {rank: one for rank, one in enumerate(sentences) if not is_formula(one)}
    direct = {rank: asked for rank, one in plain.items() if (asked := _direct(one))}
    things = [rank for rank, one in plain.items() if rank not in direct and _FOR_A_THING.search(fold(one))]
    if direct:  # « je souhaite une réponse écrite » asks nothing beside « dites-moi si… »; « merci de résumer » does
        things = [rank for rank in things if _TASK.search(fold(plain[rank]))]
    return [(rank, direct.get(rank, one)) for rank, one in plain.items() if rank in direct or rank in things]


def _direct(sentence: str) -> str:
    """« Vous me demandez si les haies sont gardées. » -> « Est-ce que les haies sont gardées ? »; empty if none."""
    folded = fold(sentence)
    if len(folded) != len(sentence):  # a letter that folds to two: where the question begins is not known
        return sentence if _INDIRECT.search(folded) else ""
    found = _INDIRECT.search(folded)
    if found is None:
        return ""
    asked = sentence[found.end() :].rstrip(" .!;,")
    if folded[found.end() :].startswith("si "):
        asked = f"est-ce que {asked[3:]}"
    elif folded[found.end() :].startswith("s'"):
        asked = f"est-ce qu'{asked[2:]}"
    elif re.match(r"ce qu(?:e |')", folded[found.end() :]):
        asked = f"qu'est-{asked}"
    return f"{asked[:1].upper()}{asked[1:]} ?"
