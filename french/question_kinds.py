"""Which kind of answer a free question wants, told by its own words.

The first rule that fits decides, in this order: the document itself, a comparison, a summary, a place in the document,
yes or no, a list, a value; what is left asks for a rule. Each rule can be said in one sentence to who asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.text_folding import fold
from domain.understood_questions import QuestionKind, QuestionScope
from french.question_analysis import Asked

_THIS = r"(?:(?:ce|cet|le|du) (?:document|dossier|plan|plu|plui|scot)|cette (?:version|procedure))"
_DOCUMENT = re.compile(
    rf"\bde quand dat\w* {_THIS}|\bdate de {_THIS}|\bquelle (?:est la )?date\b[^?]{{0,30}}{_THIS}"
    rf"|\bquand\b[^?]{{0,12}}{_THIS}[^?]{{0,20}}(?:approuv|arret|date|adopt)\w*"
    r"|\bcombien de (?:pages|pieces)\b(?!.{0,40}\b(?:parle|traite|consacr)\w*)"
    rf"|\b(?:quelles?|liste des|liste les) (?:sont les )?pieces\b|\bpieces? (?:qui )?manqu\w+"
    r"|\bmanque-t-il (?:des|une) pieces?"
    rf"|\bquelles? communes?\b[^?]{{0,25}}{_THIS}"
    rf"|\b{_THIS} (?:est|a)(?:-t)?-(?:il|elle) (?:ete )?(?:deja )?(?:approuv|arret|adopt|date|en vigueur|opposable)\w*"
    r"|\bqui a (?:redige|realise|ecrit|etabli|elabore)\b|\bquel(?:le)? (?:bureau d'etudes|cabinet|agence|prestataire)\b"
    r"|\bquelle edition\b|\bquelle (?:est l'edition|version) (?:de|du)\b"
    rf"|\bquel (?:est le )?(?:titre|stade|type|territoire)\b[^?]{{0,12}}{_THIS}"
)
_COMPARISON = re.compile(
    r"\bquelles? (?:est la |sont les )?differences?\b|\bdifferences? entre\b|\bcompar(?:e|es|er|ez|aison|ons|ent)\b"
    r"|\ben quoi\b[^?]{0,60}\bdiffer\w*|\bse distingu\w+|\bqu'est-ce qui (?:change|differe|a change)|\bpar rapport a\b"
    r"|\bmeme\w* (?:regle|valeur|hauteur|chose)\w*\b[^?]{0,40}\b(?:et|que)\b|\bidentiques?\b"
    r"|\b(?:donnent|disent|prevoient|fixent|ont|imposent|est-ce)\b[^?]{0,20}\b(?:la|le|les) memes?\b"
    r"|\bplus (?:fort|faible|grand|petit|eleve|haut|bas|large|etroit|long)\w*\b[^?]{0,60}\b(?:que?|ou|qu')\b"
    r"|\bplus (?:strict|exigean|permissi|protec)\w+"
    r"|\b(?:entre )?(?:ces|les) deux (?:plans|documents|dossiers|zones|pieces|versions)\b|\bversus\b|\bvs\b"
)
_SUMMARY = re.compile(
    r"\bresum\w*|\bsynthe\w*|\ben bref\b|\bfais le point\b|\bfaire le point\b|\bdecri[st]\b|\bdecrivez\b"
    r"|\bpresente[rz]?-?"
    r"|\bque (?:dit|disent|prevoi(?:t|ent)|demande(?:nt)?|contient|contiennent)\b"
    r"|\bqu'est-ce que [^?]{0,40}\b(?:dit|prevoit)\b"
    r"|\bgrandes lignes\b|\bessentiel (?:de|du|des|sur)\b"
)
_WHERE = re.compile(
    r"(?:^|[,;.?!] ?)(?:mais |et |dis-moi )?ou (?:\w+-|est|sont|se|peut|puis|trouve|parle|figur|lit|le|la|les|l'|dans)"
    r"|\b(?:a|sur|en) quelles? pages?\b|\bdans quelles? (?:pieces?|pages?|parties?|chapitres?|sections?|documents?)\b"
    r"|\bquelles? pages?\b|\btrouve-t-on\b|\best-il question\b"
    r"|\bquels? (?:articles?|prescriptions?) (?:parle|traite|regle|fixe|impose|interdi)\w*"
)
_OPENS_YES_NO = re.compile(
    r"^(?:et |mais |alors )*(?:peut-on|puis-je|peuvent-|pouvons|est-ce (?:que|qu')|est-il|est-elle|est-on|sont-"
    r"|faut-il|doit-on|dois-je"
    r"|a-t-on|ai-je|y a-t-il|existe-t-il|existent-|ya t|on peut|est ce (?:que|qu')|peut on|faut il|a-t-il|le droit)"
)
_INVERTED = re.compile(
    r"\b(?:est|sont|doit|doivent|peut|peuvent|a|ont|sera|seront|faut|prevoi[t]|interdit|autorise|impose|exige|protege|permet|"
    r"oblige|demande|traite|comporte|contient|fixe)(?:-t)?-(?:il|elle|ils|elles|on)\b"
)
_WORD_OF_ASKING = re.compile(r"\b(?:quel+e?s?|combien|comment|pourquoi|quand|lesquel\w*|qui|que|quoi)\b")
_LIST = re.compile(
    r"\blist(?:e|er|ez)\b|\benumer\w+|\bquel+e?s? sont\b|\blesquel\w+|\btou(?:s|tes) les\b|\bdonne[rz]?(?:-moi)? les\b"
    r"|\bpar (?:secteur|zone|commune|site|sous-secteur|periode|epci)s?\b|\bet leurs?\b|\bquel+e?s (?!que\b)\w+"
)
_RULES = re.compile(r"\b(?:regles?|conditions?|prescriptions?|modalites|dispositions|obligations?|principes?)\b")
_BY_EACH = re.compile(r"\bpar (?:secteur|zone|commune|site|sous-secteur|periode|epci)s?\b(?! (?:est|soit))")


def read_kind(question: str, asked: Asked, scope: QuestionScope) -> QuestionKind:
    """The kind of answer that a question wants.

    Args:
        question: The question, said whole.
        asked: What it asks for, see :func:`french.question_analysis.read_question`.
        scope: Where it looks.
    """
    plain = " ".join(fold(question).split())
    return next((kind for kind, fits in _RULES_IN_ORDER if fits(plain, asked, scope)), QuestionKind.RULE)


def asks_for_each(question: str) -> bool:
    """Whether a question wants a line for each zone, sector or commune (« par secteur »)."""
    return _BY_EACH.search(fold(question)) is not None


def _document(plain: str, _: Asked, scope: QuestionScope) -> bool:
    found = _DOCUMENT.search(plain)
    # « De quelle édition est le règlement de la zone N ? » names a piece by its zone.
    return found is not None and (not (scope.zones or scope.articles or scope.provisions) or "edition" in found[0])


def _comparison(plain: str, _: Asked, __: QuestionScope) -> bool:
    return _COMPARISON.search(plain) is not None


def _summary(plain: str, _: Asked, scope: QuestionScope) -> bool:
    # What an article or the règlement says of a zone is its rule, quoted as it stands.
    return _SUMMARY.search(plain) is not None and not (scope.zones or scope.articles or scope.provisions)


def _where(plain: str, _: Asked, __: QuestionScope) -> bool:
    return _WHERE.search(plain) is not None


def _yes_no(plain: str, _: Asked, __: QuestionScope) -> bool:
    if _OPENS_YES_NO.search(plain):
        return not re.search(r"\bcombien\b", plain)
    return _INVERTED.search(plain) is not None and not _WORD_OF_ASKING.search(plain)


def _list(plain: str, asked: Asked, _: QuestionScope) -> bool:
    if _BY_EACH.search(plain) and not re.search(r"\bcombien\b", plain):
        return True
    if re.search(r"\bcombien\b", plain) or (asked.dimensions and not re.search(r"\bleurs?\b|\bliste", plain)):
        return False
    return _LIST.search(plain) is not None and not (_RULES.search(plain) and not re.search(r"\bliste|\benumer", plain))


def _value(plain: str, asked: Asked, _: QuestionScope) -> bool:
    return bool(asked.dimensions) or asked.when or re.search(r"\bcombien\b", plain) is not None


_RULES_IN_ORDER: tuple[tuple[QuestionKind, Callable[[str, Asked, QuestionScope], bool]], ...] = (
    (QuestionKind.DOCUMENT, _document),
    (QuestionKind.COMPARISON, _comparison),
    (QuestionKind.SUMMARY, _summary),
    (QuestionKind.WHERE, _where),
    (QuestionKind.YES_NO, _yes_no),
    (QuestionKind.LIST, _list),
    (QuestionKind.VALUE, _value),
)
