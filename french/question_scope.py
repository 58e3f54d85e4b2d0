"""Where a free question looks: the zones, articles, provisions, pieces and places that it names."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from domain import NOT_OF_THE_PLAN, PieceKind
from domain.text_folding import fold
from domain.understood_questions import QuestionScope
from french.zone_codes import canonical, known_code, zone_codes, zone_of_article

#: « L'article 9 », « article N 9 », « article 1AUh 4 », « article DG 7 ».
_ARTICLE = re.compile(
    r"\b(?:article|art\.?)\s+(?:n°\s?)?(?:(\d{0,2}[A-Z]{1,5}(?:\d(?=[\s.–-]))?)[\s.–-]{0,3})?(\d{1,2})\b(?!-\d)",
    re.IGNORECASE,
)
_PROVISION = re.compile(
    r"\b(?:prescriptions?|recommandations?|dispositions?)\s+(?:n°\s?|num[eé]ro\s+)?([A-Z]{0,2}\.?-?\d{1,3})\b|\b([PR]\d{1,3})\b",
    re.IGNORECASE,
)
#: Names of pieces, folded, as a question has them after « dans le », « du », « de la ».
_PIECES: tuple[tuple[str, tuple[PieceKind, ...]], ...] = (
    (r"reglement", (PieceKind.REGLEMENT,)),
    (r"padd|projet d'amenagement et de developpement", (PieceKind.PADD,)),
    (r"pas\b|projet d'amenagement strategique", (PieceKind.PAS,)),
    (r"doo|document d'orientation", (PieceKind.DOO,)),
    (r"oap|orientations? d'amenagement", (PieceKind.OAP,)),
    (r"rapport(?: de presentation)?|diagnostic", (PieceKind.RAPPORT_PRESENTATION,)),
    (r"etat initial|eie", (PieceKind.EIE, PieceKind.RAPPORT_PRESENTATION)),
    (r"evaluation environnementale", (PieceKind.EVALUATION_ENVIRONNEMENTALE,)),
    (r"resume non technique|rnt", (PieceKind.RESUME_NON_TECHNIQUE,)),
    (r"annexes?", (PieceKind.ANNEXE,)),
)
#: Papers of the procedure, which restrict a question only where it is about them as a whole.
_OF_THE_PROCEDURE: tuple[tuple[str, tuple[PieceKind, ...]], ...] = (
    (r"avis", (PieceKind.AVIS,)),
    (r"deliberations?", (PieceKind.PROCEDURE,)),
)
_IN_PIECE = re.compile(
    r"\b(?:dans|selon|d'apres|au sein) (?:l[ea]s? |l'|du |de l[a'] ?|des )*(?P<name>[^,;?.]{3,60})"
    r"|\bque (?:dit|prevoit|impose|demande) (?:l[ea]s? |l')(?P<subject>[^,;?.]{3,60})"
)
#: Places: a sector, site, OAP or annex by its number, a commune by its name in capitals.
_NUMBERED = re.compile(
    r"\b(?:secteur|site|zone|oap|lot|îlot|ilot|tranche)s?\s+(?:n°\s?)?([A-Z]\d{1,2}|\d{1,2})\b(?![-\w])", re.IGNORECASE
)
#: « Le rapport de présentation et le règlement »: two pieces named beside each other are compared.
_BESIDE = re.compile(
    r"\s*(?:,|et|ou|que|avec|a)?\s*(?:dans )?(?:entre )?(?:l[ea]s?|l'|du|de la|des|celui du|celle du)?\s*"
)
_RULES_OF = (
    r"\b(?:regles?|prescriptions?|dispositions?|orientations?|recommandations?|mesures?) (?:du|de la|de l'|des) "
)
_COMMUNE = re.compile(
    r"(?:\b[Cc]ommunes?\s+d(?:e|u|es)\s+|\bcommunes?\s+d['’]\s?|\b[àÀ]\s+)((?:L[ea]s?\s+)?[A-ZÀ-Ý][\w’'-]+(?:-[\w’']+)*)"
)
_OF_COMMUNE = re.compile(r"(?:^|;)\s*(?:nom de la )?communes?\b[^;:]*:", re.IGNORECASE)
_TOKEN = re.compile(r"[\w-]+")
_INTRODUCES = frozenset({"en", "zone", "zones", "secteur", "secteurs", "sous-secteur", "et", "entre", "ou"})


def read_scope(question: str, known: Collection[str] = ()) -> QuestionScope:
    """What a question restricts its answer to.

    Args:
        question: As it was typed.
        known: Canonical codes of the zones of the documents asked: codes typed in small letters are told by them.
    """
    plain = fold(question)
    zones = list(zone_codes(question))
    zones.extend(code for code in _typed_codes(question, known) if code not in zones)
    zones = [known_code(code, known) or code for code in zones]
    if (owner := zone_of_article(question)) and owner not in zones and (not known or owner in known):
        zones.append(owner)
    provisions = [(one or two).upper().replace(".", "") for one, two in _PROVISION.findall(question)]
    places = [f"{match[1]}" for match in _NUMBERED.finditer(question) if canonical(match[1]) not in zones]
    # In a question all in capitals every word begins like a name.
    communes = (match[1] for match in _COMMUNE.finditer(question) if not question.isupper())
    places.extend(name for name in communes if canonical(name) not in {canonical(zone) for zone in zones})
    return QuestionScope(
        zones=tuple(dict.fromkeys(zone.upper() if zone.isascii() else zone for zone in zones)),
        articles=_articles(question),
        provisions=tuple(dict.fromkeys(provisions)),
        pieces=_pieces(plain),
        places=tuple(dict.fromkeys(places)),
    )


def is_numbered(place: str) -> bool:
    """Whether a place is a sector or a site by its number (« S10 », « 3 »), and no name."""
    return any(sign.isdigit() for sign in place)


def names_commune(text: str, *, is_row: bool = False) -> bool:
    """Whether a sentence says of which commune it speaks; a row of a table does in a column of communes."""
    return bool(_OF_COMMUNE.search(text) if is_row else _COMMUNE.search(text))


def _articles(question: str) -> tuple[str, ...]:
    """Numbers of the articles named: of a zone's article the number alone, with letters that are no zone both."""
    found: dict[str, None] = {}
    for match in _ARTICLE.finditer(question):
        letters, number = match[1], match[2]
        series = letters is not None and len(letters) > 1 and letters.isupper() and zone_of_article(match[0]) is None
        found[f"{letters} {number}" if series else number] = None
    return tuple(found)


def without_scope(question: str, scope: QuestionScope) -> str:
    """The question without the codes and numbers of its scope: they are no words of its theme."""
    codes = {canonical(code) for code in (*scope.zones, *scope.provisions)}
    bare = {code.replace("-", "") for code in codes}
    kept: list[str] = []
    words = list(re.finditer(r"\S+", _ARTICLE.sub(" ", question)))
    for match in words:
        word = match[0].strip('?.,;:!()«»"')
        if canonical(word).replace("-", "") in bare:
            while kept and fold(kept[-1]) in _INTRODUCES:
                kept.pop()
            continue
        kept.append(match[0])
    return " ".join(kept)


def _typed_codes(question: str, known: Collection[str]) -> list[str]:
    """Codes of the documents that the question has in whatever letters: « zone n-3 », « en ub »."""
    found = []
    before = ""
    for match in _TOKEN.finditer(question):
        word = fold(match[0])
        code = known_code(word, known)
        numbered = any(sign.isdigit() for sign in word)
        named = before.startswith(("zone", "secteur", "sous-secteur"))
        if match[0] == "à" or (match[0] == "a" and re.match(r"\s+\w", question[match.end() :])):
            named = False  # « secteurs a urbaniser »: the preposition without its accent
        # One letter alone (« a », « n ») is a word unless the word zone stands before it; so is « au ».
        if code is not None and (numbered or named or _is_code_after(match[0], word, before)):
            found.append(code)
        before = word
    return found


def _is_code_after(typed: str, word: str, before: str) -> bool:
    """Whether a word without a number is a code by where it stands: « en UB », « entre ua et ub »."""
    return (
        before in _INTRODUCES
        and len(word) >= 2
        and word not in {"au", "un", "en"}
        and (typed.isupper() or before == "en")
    )


def _pieces_beside(plain: str) -> tuple[PieceKind, ...]:
    """The first kinds of the pieces that stand beside each other in a question."""
    found: list[tuple[int, int, PieceKind]] = []
    for pattern, kinds in _PIECES:
        found += [(match.start(), match.end(), kinds[0]) for match in re.finditer(rf"\b(?:{pattern})\b", plain)]
    found.sort()
    for (_, end, one), (start, _, other) in pairwise(found):
        if one is not other and _BESIDE.fullmatch(plain[end:start]):
            return one, other
    return ()


def piece_words(question: str) -> str:
    """The names of pieces in a question: they are its scope and no words of its theme."""
    plain = fold(question)
    return " ".join(match[0] for pattern, _ in _PIECES for match in re.finditer(rf"\b(?:{pattern})\b", plain))


#: Names under which a side of a comparison has a piece besides: who speaks stands for what it wrote.
_AS_A_SIDE: tuple[tuple[str, tuple[PieceKind, ...]], ...] = (
    *_PIECES,
    (r"projet d'amenagement", (PieceKind.PADD, PieceKind.PAS)),
    (r"tome \w+|livre \w+|volume \w+|justifications?", (PieceKind.RAPPORT_PRESENTATION,)),
    (r"avis|autorite environnementale|mrae", (PieceKind.AVIS,)),
    (r"deliberation", (PieceKind.PROCEDURE,)),
    (r"collectivite|syndicat mixte|maitre d'ouvrage", tuple(sorted(set(PieceKind) - NOT_OF_THE_PLAN))),
)


def kinds_of_piece(name: str) -> tuple[PieceKind, ...]:
    """The kinds of the piece that a name begins with; empty where it names none.

    Args:
        name: Folded, without the article before it: « resume non technique de l'evaluation environnementale ».
    """
    return next((kinds for pattern, kinds in _AS_A_SIDE if re.match(rf"(?:{pattern})\b", name)), ())


def pieces_named(question: str) -> tuple[PieceKind, ...]:
    """The kinds of the pieces that a question names anywhere: « les grandes lignes du PADD »."""
    plain = fold(question)
    found = (kinds[0] for pattern, kinds in (*_PIECES, *_OF_THE_PROCEDURE) if re.search(rf"\b(?:{pattern})\b", plain))
    return tuple(dict.fromkeys(found))


def _pieces(plain: str) -> tuple[PieceKind, ...]:
    beside = _pieces_beside(plain)
    if len(beside) > 1:
        return beside
    named = [plain[match.end() :] for match in re.finditer(_RULES_OF, plain)]
    named += [match["name"] or match["subject"] for match in _IN_PIECE.finditer(plain)]
    for name in named:
        for pattern, kinds in _PIECES:
            if re.match(rf"(?:l[ea]s? |l')?(?:{pattern})\b", name):
                return _with_other_pieces(kinds, plain)
    return ()


#: Names of pieces that are no other words: « par rapport à », « n'est pas », « les annexes » name none.
_SURE_NAMES: tuple[tuple[str, PieceKind], ...] = (
    (r"reglement(?! national| de lotissement| sanitaire)", PieceKind.REGLEMENT),
    (r"padd", PieceKind.PADD),
    (r"doo", PieceKind.DOO),
    (r"oap", PieceKind.OAP),
    (r"rapport de presentation", PieceKind.RAPPORT_PRESENTATION),
    (r"evaluation environnementale", PieceKind.EVALUATION_ENVIRONNEMENTALE),
)


def pieces_surely_named(question: str) -> frozenset[PieceKind]:
    """The kinds of pieces that a question names by words that mean nothing else: « le DOO exige »."""
    return frozenset(_surely_named(fold(question)))


def _surely_named(plain: str) -> list[PieceKind]:
    return [kind for pattern, kind in _SURE_NAMES if re.search(rf"\b(?:{pattern})\b", plain)]


def _with_other_pieces(kinds: tuple[PieceKind, ...], plain: str) -> tuple[PieceKind, ...]:
    """Kinds of a piece with the other pieces that a question names: what two pieces say is looked for in both."""
    others = [kind for kind in _surely_named(plain) if kind not in kinds]
    return (kinds[0], *others) if others else kinds
