"""Which kind of answer a free question wants, told by its own words.

The first rule that fits decides, in this order: the document itself, a comparison, a summary, a place in the document,
yes or no, a list, a value; what is left asks for a rule. Each rule can be said in one sentence to who asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.text_folding import fold
from domain.understood_questions import QuestionKind, QuestionScope
from french.content_words import content_words
from french.document_facts import is_made_by_others
from french.quantities import read_number
from french.question_analysis import Asked
from french.question_scope import piece_words

_THIS = r"(?:(?:ce|cet|le|du) (?:document|dossier|plan|plu|plui|scot)|cette (?:version|procedure))"
_DOCUMENT = re.compile(
    rf"\bde quand dat\w* {_THIS}|\bdate de {_THIS}|\bquelle (?:est la )?date\b[^?]{{0,30}}{_THIS}"
    rf"|\bquand\b[^?]{{0,12}}{_THIS}[^?]{{0,20}}(?:approuv|arret|date|adopt)\w*"
    r"|\bcombien de (?:pages|pieces)\b(?!.{0,40}\b(?:parle|traite|consacr)\w*)"
    rf"|\b(?:quelles?|liste des|liste les) (?:sont les )?pieces\b|\bpieces? (?:qui )?manqu\w+"
    r"|\bmanque-t-il (?:des|une) pieces?"
    rf"|\bquelles? communes?\b[^?]{{0,25}}{_THIS}"
    r"|^\W*(?:de |dans |sur |pour )?quelles? (?:est la |sont les )?communes?(?: (?:est|sont) concernees?)?\W*$"
    r"|\b(?:de|dans) quelle commune (?:s'agit|est-ce|sommes|se trouve)|\bnom de la commune\b"
    rf"|\b{_THIS} (?:est|a)(?:-t)?-(?:il|elle) (?:ete )?(?:deja |encore |toujours |bien )?(?:approuv|arret|adopt"
    rf"|date|en vigueur|opposable)\w*"
    r"|\bquels? (?:est|sont) (?:l'auteur|les auteurs|le redacteur|les redacteurs)\b"
    r"|\bqui (?:l'|les )?a (?:redige|realise|ecrit|etabli|elabore)\w*|\bquel(?:le)? (?:bureau d'etudes|cabinet|agence"
    r"|prestataire)\b"
    rf"|\bmanque\w*\b[^?]{{0,15}}\bpieces?\b|\b(?:a quel|quel est le) stade\b|\bou en est (?:la procedure|{_THIS})"
    r"|\bs'agit[- ]il d'une? (?:\w+ )?(?:projet|document|plan|version|modification|revision|elaboration)\b"
    r"|\bdate (?:d'|de l')(?:approbation|arret|adoption)\b"
    rf"|\b(?:depuis quand|est-ce que) {_THIS}[^?]{{0,15}}(?:approuv|arret|adopt|en vigueur|opposable|applicable)\w*"
    rf"|\b{_THIS} est[- ]il complet\b|\bquelles pieces {_THIS}|\bde quelles pieces\b"
    r"|\bquels documents (?:compos\w+|(?:n'en |en |ne )?(?:font|fait) (?:pas )?partie)\b|\bde quoi (?:se|est) compos\w+"
    r"|\bpieces (?:du|de ce|composant le|qui composent le) (?:dossier|plan)\b"
    r"|^\W*quand \((?:ce |le )(?:document|dossier|plan)"
    rf"|\bqui (?:porte|a porte|est l'auteur|sont les auteurs)\b|\bmaitr(?:e|ise) d'ouvrage (?:de|du) {_THIS}"
    r"|\bquelle edition\b|\bde quand dat\w* (?:l'edition|la version)\b|\bquelle (?:est l'edition|version) (?:de|du)\b"
    rf"|\bquel (?:est le )?(?:titre|stade|type|nom|territoire couvert|territoire)\b[^?]{{0,12}}{_THIS}"
    rf"|\bquel(?:le)? (?:territoire|perimetre) couvre\b[^?]{{0,3}} ?{_THIS}"
)
#: How an act was passed, which is told where the act itself is.
_OF_A_VOTE = re.compile(r"\bunanim\w*|\bvot(?:e|es|ant|ants|er|ee|es)\b|\bvoix\b|\bmajorite\b|\babst\w+|\bcontre\b")
#: Two things of the same sort beside each other, which a question about both compares.
_BOTH = r"deux (?:plans|documents|dossiers|zones|secteurs|pieces|versions|scenarios|reglements|annexes|sites)"
_COMPARISON = re.compile(
    r"\bquelles? (?:est la |sont les )?differences?\b|\bdifferences? entre\b"
    r"|\bcompar(?:e|es|er|ez|aison|ons|ent|ee|ees|ativ\w*)\b"
    r"|\b(?:en quoi|comment)\b[^?]{0,60}\bdiffer\w*|\bse distingu\w+|\bqu'est-ce qui (?:distingue|differencie"
    r"|differe)\b"
    r"|^(?:la |les |quelle )?differences?\b|\bentre\b[^?]{0,40}\bet\b[^?]{0,30}\b(?:evolu|chang|vari)\w*"
    r"|\bpar rapport (?:a|au|aux) (?:l'ancien|la version|l'autre|precedent|celui|celle)"
    r"|\bqu'est-ce qui (?:a )?(?:ete )?(?:chang|modifi|evolu)\w*|\b(?:a|ont)-t?-?(?:il|elle|ils"
    r"|elles) (?:ete )?(?:chang|modifi)"
    r"\w+ (?:entre|depuis)\b|\bentre (?:les|ces) deux versions\b|\bd'une version a l'autre\b"
    r"|\bmeme\w* (?:regle|valeur|hauteur|chose|chiffre|surface|nombre)\w*\b[^?]{0,40}\b(?:et|que|dans)\b"
    r"|\b(?:sont|est|restent?)(?:-\w+)? identiques?\b|\bidentiques? (?:dans|en|entre|a celle|a celui|au|aux)\b"
    r"|\b(?:donnent|disent|prevoient|fixent|ont|imposent|est-ce|retiennent|annoncent)\b[^?]{0,20}\b(?:la|le"
    r"|les) memes?\b"
    r"|\b(?:concord|coincid|diverg|contredi|different)\w*\b[^?]{0,12}\b(?:entre|avec|de|du|des|dans|pas)\b"
    r"|\bplus (?:fort|faible|grand|petit|eleve|haut|bas|large|etroit|long|court|important)\w*\b[^?]{0,60}\b(?:que?"
    r"|ou|qu')\b"
    r"|\bou\b[^?]{0,40}\b(?:le|la|les) (?:plus|moins) \w+"
    r"|\b(?:lequel|laquelle|lesquels|lesquelles) des deux\b"
    r"|\bentre\b[^?]{0,60}\bet\b[^?]{0,60}\b(?:lequel|laquelle|quel|quelle|qui)\b"
    r"|\b(?:lequel|laquelle|qui|quel(?:le)? \w+)\b[^?]{0,40}\b(?:le|la|les|est|a) (?:plus|moins|meilleur\w*|mieux)\b"
    r"[^?]{0,40}\b(?:entre|ou)\b|\bplus (?:strict|exigean|permissi|protec|severe)\w*"
    r"|-(?:il|elle)s? (?:une? )?(?:\w+ )?(?:plus|moins|aussi|autant) (?:de |d')?(?!\d)\w+ (?:\w+ ){0,2}?qu(?:e |')"
    r"|\bchac(?:un|une) (?:des|de ces) (?:deux |trois )?(?:plans?|plu\w*|scot|documents?|dossiers?|versions?|pieces?)\b"
    rf"|\b(?:entre |dans |selon )(?:ces |les ){_BOTH}|\bces {_BOTH}|\bversus\b|\bvs\b"
)
#: « Reconstruire à l'identique » compares nothing.
_REBUILT = re.compile(r"\b(?:re(?:construi|bati|fait|fection|stitu)\w*)\b[^?]{0,40}\ba l'identique\b")
_IDENTICAL = re.compile(r"\ba l'identique\b")
_REPEATED = re.compile(r"\bdeux\b|\bre(?:pris|prend|pren)\w*|\bmeme")
_MORE = re.compile(r"\b(?:le|la|les) (?:plus|moins) \w+\b")
_SUBJECT = (
    r"(?:le|la|ce|cette) (?:plan|plui?|scot|dossier|document|projet|padd|pas|doo|territoire|commune|collectivite)\b"
)
_SUMMARY = re.compile(
    r"\bresum\w*|\bsynthe\w*|\ben bref\b|\b(?:fais|faire|faites)(?:[ -](?:moi|nous))? (?:le|un) (?:point|bilan|tour)\b"
    r"|\b(?:en )?(?:quelques|deux) (?:mots|phrases|lignes)\b"
    r"|\b(?:parle|dis|dites|parlez)[ -](?:moi|nous) (?:de|du|des)\b"
    r"|\bou en (?:est|sont)[ -](?:on|nous)\b|\bdecri(?:s|re|vez)\b"
    r"|\bpresente[rz]?-?|\bune (?:courte |breve )?note\b|\bque (?:faut-il )?retenir\b|\bquel est le contenu\b"
    r"|\bque (?:dit|disent|prevoi(?:t|ent)|demande(?:nt)?|contient|contiennent|propose(?:nt)?)\b"
    r"|\bqu'est-ce que [^?]{0,40}\b(?:dit|prevoit|propose)\b|\bqu'en est-il\b"
    rf"|\b(?:comment|de quelle (?:maniere|facon)|par quels moyens) {_SUBJECT}"
    r"|\bquelle (?:est|sera) la (?:trajectoire|demarche|strategie|politique)\b"
    r"|\bgrandes lignes\b|\bl'essentiel\b|\b(?:points|elements|aspects) (?:essentiels|principaux|cles?)\b"
    rf"|\b(?:politique|strategie|demarche|ambition|approche|trajectoire)s?\b[^?]{{0,30}}"
    rf"(?:\b(?:du|de ce) (?:plan|scot|plui?|dossier)"
    rf"|\ben matiere\b|\bsur\b|\bpour\b|\bsuivie?\b)"
    r"|\b(?:principales?|principaux|grande?s) (?:dispositions|mesures|regles|objectifs|enjeux|actions|axes"
    r"|conclusions)\b"
    r"|\bgrand(?:e?s) (?:orientations|axes|objectifs|principes|enjeux)\b"
    r"|\bexpliqu(?:e|er|ez)(?:-| )?(?:moi)? (?:la|le|les|l'|ce|comment)|\bvue d'ensemble\b|\bapercu\b"
    r"|\bquel(?:le)? (?:place|analyse|lecture|diagnostic|bilan|portrait|regard)\b[^?]{0,40}\b(?:fai(?:t|te|re)|donne\w*"
    r"|accorde\w*|dresse\w*|porte|reserve\w*|tire\w*)\b"
    r"|\bqu'est-ce qui est (?:prevu|propose|envisage|fait|mis en place)\b"
    r"|\b(?:fais|faire|faites|dresse\w*)\b[^?]{0,12}\betat des lieux\b|\bde quoi (?:parle|traite)\b|\btout sur\b"
    r"|\bque sait-on\b|\bquid (?:de|du|des)\b(?![^?]{0,60}\b(?:zone|secteur|article|hauteur|recul)s?\b)"
    r"|\bou en (?:est|sont) (?:la|le|les|l')|\bce qu(?:e |')[^?]{0,40}\b(?:dit|disent|prevoit|prevoient|propose\w*)\b"
    rf"|\ben quoi {_SUBJECT}"
    # « Que reproche l'autorité au schéma ? » is told in several points; « que mesure la haie ? » is one value.
    r"|^\W*(?:et |mais )?que (?:reproch|critiqu|recommand|souhait|repond|pens|soulign|constat|retien|annonc|decid"
    r"|observ|demand|suggere|preconis|conclu|regrett|montr|decri)\w* (?:le|la|les|l'|ce|cette)"
    r"|\bcomment (?:l'evaluation environnementale|le rapport|l'etat initial|le diagnostic)\b"
    r"|\bcomment [^?]{0,60}\b(?:est|sont)(?:-(?:il|elle)s?)? (?:\w+ )?(?:pris|abord|maitris"
    r"|reduit|integr|moder)(?:e|ee|es|ees|ise?s?|ite?s?)?\b"
    r"|\bquel(?:le)?s (?:sont (?:les |ses )?)?(?:enjeux|constats|conclusions|pressions|incidences|impacts|effets)\b"
)
#: Asks for a summary even of a zone or an article.
_SUMS_UP = re.compile(
    r"\bresum(?:e|er|es|ez|ons)\b|\bsynthetis\w+|\bune? (?:resume|synthese)\b|^\W*(?:presente|decri)\w*|\btout sur\b"
)
#: Asks in so many words that what is asked be summed up; a sentence of a few words that says no more.
_SUM_IT_UP = re.compile(
    r"\bresum(?:e|er|es|ez|ons)\b|\bsynthetis(?:e|er|es|ez|ons)\b|\b(?:fais|faites|faire) court\b"
    # What somebody reproaches is told in sentences, and no list gives it.
    r"|\bquel(?:le)?s (?:sont )?(?:les )?(?:\w+ )?(?:reproches|critiques|griefs)\b"
)
_ONLY_SUMS_UP = re.compile(r"\W*(?:resum(?:e|es|ez)|synthetis(?:e|es|ez)|(?:fais|faites) court)\b(?:\W+\w+){0,4}\W*$")
#: « Le dossier comprend-il un avis de l'autorité environnementale ? » asks for a piece, where one is named.
_HAS_PIECE = re.compile(
    r"\bdossier (?:comprend|contient|comporte|possede|inclut|a)(?:-t)?-(?:il|elle)\b"
    r"|\by a-t-il (?:un|une|des|le|la|les)\b[^?]{0,60}\b(?:dans|au) (?:le |ce )?dossier\b"
)
_WHERE = re.compile(
    r"\b(?:a|en) quels? (?:endroit|passage|lieu du)\w*\b(?! du territoire)|"
    r"(?:^|[,;.?!] ?)(?:mais |et |dis-moi )?ou (?:\w+-|est|sont|se|peut|puis|trouve|parle|figur|lit|le|la|les|l'"
    r"|dans)"
    r"|\b(?:dire|dis|dites|savoir|sais|indiquer|chercher?) (?:\w+ )?ou\b|^(?:la |a )?pages? (?:de|du|des|ou)\b"
    r"|\bou (?:trouver|lire|voir|chercher|consulter)\b"
    r"|\b(?:a|sur|en) quelles? pages?\b|\bdans quelles? (?:pieces?|pages?|parties?|chapitres?|sections?|documents?)\b"
    r"|\bquelles? pages?\b|\btrouve-t-on\b|\best-il question\b"
    r"|\bquel(?:le)?s? (?:articles?|prescriptions?|dispositions?|chapitres?) "
    r"(?:parle|traite|regle|fixe|impose|interdi)\w*"
)
_OPENS_YES_NO = re.compile(
    r"^(?:et |mais |alors )*(?:peut-on|puis-je|peuvent-|pouvons|est-ce (?:que|qu')|est-il|est-elle|est-on|sont-"
    r"|faut-il|doit-on|dois-je"
    r"|a-t-on|ai-je|y a-t-il|existe-t-il|existent-|ya t|on peut|est ce (?:que|qu')|peut on|faut il|a-t-il|le droit"
    r"|(?:est|sont|doit|doivent|peut|peuvent|faut|sera|seront|existe|existe t|y a t) (?:il|elle|on|ils|elles)\b)"
)
_INVERTED = re.compile(
    r"\b(?:est|sont|doit|doivent|peut|peuvent|a|ont|sera|seront|faut|prevoi[t]|interdit|autorise|impose|exige"
    r"|protege|permet|pourrai(?:t|ent)|pourr(?:a|ont)|devrai(?:t|ent)|devr(?:a|ont)|serai(?:t|ent)|faudrait|"
    r"oblige|demande|traite|comporte|contient|fixe|prend|tient|definit|applique|concerne)(?:-t)?-(?:il|elle|ils"
    r"|elles|on)\b"
    r"|\b(?:est|sont|doit|doivent|peut|peuvent|[a-z]+ t) (?:elles?|ils?|on)\b|\b[a-z]+-t-(?:il|elle|on)\b"
    r"|\b[a-z]{3,}[td]-(?:il|elle|on)\b"
    r"|\b[a-z]+nt-(?:ils|elles)\b"
)
_WORD_OF_ASKING = re.compile(r"\b(?:quel+e?s?|combien|comment|pourquoi|quand|lesquel\w*|qui|que|quoi)\b")
#: What is measured or counted: « quelles surfaces » asks for values, « dans quels secteurs » for names.
_MEASURES = (
    r"surface|superficie|hauteur|largeur|longueur|distance|part|pourcentage|valeur|taux|quantite|volume|debit|duree"
)
_PLURAL = re.compile(rf"\b(?:quels|quelles|lesquel\w+) (?!(?:que|qu|sont|{_MEASURES})\w*\b)\w+[sx]\b")
_NAMES = re.compile(r"\b(?:list(?:e|er|ez)|enumer\w+|cite[rz]?|nomme[rz]?)\b")
_LIST = re.compile(
    r"\blist(?:e|er|ez)\b|\b(?:cite|nomme)[rz]?\b|\benumer\w+|\bquel+e?s? sont\b|\bc'est quoi les\b"
    r"|\b(?:qu'est-ce qui|ce qui) est (?:interdit|autorise|admis|permis)\b|\blesquel\w+|\btou(?:s|tes) les\b"
    r"|\bdonne[rz]?(?:-moi)? les\b"
    r"|\bpar (?:secteur|zone|commune|site|sous-secteur|periode|epci)s?\b|\bet leurs?\b|\bquel+e?s (?!que\b)\w+"
)
_RULES = re.compile(r"\b(?:regles?|conditions?|prescriptions?|modalites|dispositions|obligations?|principes?)\b")
_OPENS_LIST = re.compile(
    r"\bquel(?:le)?s (?:sont (?:les |ces )?)?|\blist(?:e|er|ez) (?:des |les |de )?|\bc'est quoi les "
    r"|\btou(?:s|tes) les |\b(?:donne|cite|nomme|enumere)\w*(?:[ -]moi)? (?:les |des )?"
)
#: What may stand before the name of the things.
_NO_THING = re.compile(
    r"(?:principa|differen|grand|petit|nouve|type|sorte|categorie|autre|divers)\w*|de|des|d|les|la|le|l"
)
#: Asks for the whole of a plan or a piece, and no theme of it: « l'essentiel du projet », « résume le dossier ».
_WHOLE = re.compile(
    r"\b(?:essentiel|grandes lignes|resum\w*|synthe\w*|presente\w*|apercu|vue d'ensemble|points? cles?|retenir|contenu"
    r"|contient|decri\w*|overview|summar\w*)\b(?: \w+){0,2} (?:du|de ce|de la|le|ce|cette|la|of the|of this|the|this) "
    r"(?:plan|projet|dossier|document|plui?|scot|schema|modification|revision|procedure|rapport|file|scheme)\b"
    r"(?! (?:de|du|des|d'|sur|en matiere|agricole|local\w* de|climat)\b)(?=\W*(?:$|pour|en|a|aux?|for|in)\b|\W*$)"
)
_OF_EACH = re.compile(r"\bleurs? ([a-z]+)")
_UNITS_OF = {"surface": "ha hectares superficie", "superficie": "ha hectares surface", "longueur": "km mètres linéaire"}
_AMOUNT = re.compile(
    r"\bcombien\b|\ble nombre (?:de|d'|des)|\bl'objectif (?:chiffre|de reduction)\b|\ben quelle annee\b"
    r"|\bquel(?:le)? est (?:la |l')(?:population|effectif)\b"
)
#: « Ce que prévoit le PADD est-il repris dans le règlement ? » holds one piece to the other.
_HOLDS_TO = re.compile(
    r"\brepri(?:s|se|ses)\b|\brepren\w+|\btradui\w+|\bcoheren\w+|\bconform\w+|\bcontredi\w+|\bmemes?\b"
)
#: « Selon le rapport et selon le règlement » asks both pieces for the same thing.
_BY_TWO = re.compile(r"\b(?:selon|d'apres|suivant) [^?]{1,60}\bet (?:selon|d'apres|suivant)\b")
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


def things_listed(question: str) -> frozenset[str]:
    """The things that a question asks a list of: « quelles sont les stations d'épuration » asks for « station »."""
    plain = " ".join(fold(question).split())
    found = _OPENS_LIST.search(plain)
    if found is None:
        return frozenset()
    for word in re.findall(r"[a-z]+", plain[found.end() :])[:5]:
        if read_number(word) is None and _NO_THING.fullmatch(word) is None:
            return content_words(f"{word} {word.rstrip('sx')}")
    return frozenset()


def columns_asked(question: str) -> frozenset[str]:
    """What a question asks of each thing of a list: « et leur surface », with the units it is written in."""
    found = _OF_EACH.search(fold(question))
    if found is None:
        return frozenset()
    return content_words(f"{found[1]} {_UNITS_OF.get(found[1].rstrip('s'), '')}")


def asks_for_whole(question: str) -> bool:
    """Whether a question wants a plan summed up as a whole (« l'essentiel du projet pour un élu »)."""
    return _WHOLE.search(" ".join(fold(question).split())) is not None


def asks_to_sum_up(question: str) -> bool:
    """Whether a question says that its answer be summed up: « quelles sont les suites données ? Fais court. »."""
    return _SUM_IT_UP.search(" ".join(fold(question).split())) is not None


def only_sums_up(sentence: str) -> bool:
    """Whether a sentence only says how the question before it be answered: « Résume les motifs. »."""
    return _ONLY_SUMS_UP.match(" ".join(fold(sentence).split())) is not None


def asks_for_each(question: str) -> bool:
    """Whether a question wants a line for each zone, sector or commune (« par secteur »)."""
    return _BY_EACH.search(fold(question)) is not None


def _document(plain: str, _: Asked, scope: QuestionScope) -> bool:
    if _HAS_PIECE.search(plain) is not None and piece_words(plain):
        return True
    found = _DOCUMENT.search(plain)
    if found is not None and _OF_A_VOTE.search(plain):
        return False  # the record knows that it was approved, not how
    if found is not None and is_made_by_others(plain):
        return False
    # « De quelle édition est le règlement de la zone N ? » names a piece by its zone.
    return found is not None and (not (scope.zones or scope.articles or scope.provisions) or "edition" in found[0])


def _comparison(plain: str, _: Asked, scope: QuestionScope) -> bool:
    if _COMPARISON.search(plain) is not None:
        return True
    if _BY_TWO.search(plain) is not None or (len(scope.pieces) > 1 and _HOLDS_TO.search(plain) is not None):
        return True
    if _IDENTICAL.search(plain) is not None:
        return (
            _REBUILT.search(plain) is None
            and re.search(r"\bdeux\b|\bre(?:pris|prend|pren)\w*|\bmeme", plain) is not None
        )
    return len(scope.zones) > 1 and _MORE.search(plain) is not None


def _summary(plain: str, _: Asked, scope: QuestionScope) -> bool:
    # What an article or the règlement says of a zone is its rule, quoted as it stands.
    if scope.zones or scope.articles or scope.provisions:
        return _SUMS_UP.search(plain) is not None
    return _SUMMARY.search(plain) is not None


def _where(plain: str, _: Asked, __: QuestionScope) -> bool:
    return _WHERE.search(plain) is not None


def _yes_no(plain: str, _: Asked, __: QuestionScope) -> bool:
    if _OPENS_YES_NO.search(plain):
        return not re.search(r"\bcombien\b", plain)
    turned = _INVERTED.search(plain)
    return turned is not None and not _WORD_OF_ASKING.search(plain[: turned.end()])


def _list(plain: str, asked: Asked, _: QuestionScope) -> bool:
    if _BY_EACH.search(plain) and not re.search(r"\bcombien\b", plain):
        return True
    if re.search(r"\bcombien\b", plain):
        return False
    if _NAMES.search(plain) or (_PLURAL.search(plain) and not _RULES.search(plain)):
        return True
    if asked.dimensions and not re.search(r"\bleurs?\b", plain):
        return False
    return _LIST.search(plain) is not None and not (_RULES.search(plain) and not re.search(r"\bliste|\benumer", plain))


def asks_for_amount(question: str, asked: Asked) -> bool:
    """Whether a question wants a number, a date or a measure."""
    return _value(" ".join(fold(question).split()), asked, QuestionScope())


def _value(plain: str, asked: Asked, _: QuestionScope) -> bool:
    if plain.startswith("comment "):
        return False  # « comment calculer la part de pleine terre ? » asks for the way
    return bool(asked.dimensions) or asked.when or _AMOUNT.search(plain) is not None


_RULES_IN_ORDER: tuple[tuple[QuestionKind, Callable[[str, Asked, QuestionScope], bool]], ...] = (
    (QuestionKind.DOCUMENT, _document),
    (QuestionKind.COMPARISON, _comparison),
    (QuestionKind.SUMMARY, _summary),
    (QuestionKind.WHERE, _where),
    (QuestionKind.YES_NO, _yes_no),
    (QuestionKind.LIST, _list),
    (QuestionKind.VALUE, _value),
)
