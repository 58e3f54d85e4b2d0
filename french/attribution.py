"""Who speaks in a sentence: the plan itself, or the law, a wider scheme, an authority, a neighbour, a former plan.

« Le SDAGE demande de compenser à 150 % » stands in the plan and is no decision of the plan. The subject of a verb of
saying decides: « au titre de l'article L. 151-23 » names a legal basis, and the plan still speaks.
"""

from __future__ import annotations

import re

from domain.sentence_features import Speaker
from domain.text_folding import fold

_SAYS = (
    r"(?:identifi|demand|prevoi|prevu|fix|preconis|recommand|rappel|impos|dispos|prescri|vise|not[ea]|constat|regrett"
    r"|sugger|observ|estim|souhait|annonc|defin|reclam|consider|exig|encourag|invit|enonc|precis|indiqu|permet"
    r"|recens|inscri|interdi|oblig|qualifi|relev|propos|pos[ea]|institu|instaur|soume[tn]|distingu|represent|conseill"
    r"|donn|fourni|rend|prend|suit|juge|consacr)\w*"
)
#: What bodies do that the plan only reports: their own studies, money and events.
_ACTS = r"(?:financ|anim|publi|inventori|pilot|gere|conclu|instrui|soutien|subventionn)\w*"
_GAP = r"[^.;:]{0,45}?"
_AUTHORITIES = (
    r"(?:autorite(?: environnementale)?|mrae|prefete?|chambre d.agriculture|cdpenaf|commissaires? enqueteurs?|ddtm?"
    r"|dreal|services? de l.etat|commission departementale|personnes publiques|architecte (?:des batiments|conseil)"
    r"|avis(?: de l.etat)?|etat(?! (?:initial|actuel|d[eu]s?\b|d'|zero|ecologique|projete|existant)))"
)
_SCHEMES = (
    r"(?:sraddet|srce|sdage|sage|pgri|srcae|schema regional|charte du parc|papi|pcaet|plan climat|plh|srb|scot voisin"
    r"|plan regional|schema departemental|documents? de rang superieur"
    r"|strategies? (?:nationales?|regionales?|departementales?)|schemas? de rang superieur|documents? d.objectifs"
    r"|docob)"
)
_BODIES = (
    r"(?:syndicat (?:de riviere|mixte de bassin|des eaux|d.energie)|agence de l.eau|conservatoire|departement|region"
    r"|association\w*|federation|office francais de la biodiversite|ofb|parc naturel|commission locale de l.eau"
    r"|(?:museum|guide)(?: national| methodologique| ministeriel)?)"
)
_PATTERNS: tuple[tuple[Speaker, re.Pattern[str]], ...] = (
    (
        Speaker.AUTHORITY,
        re.compile(
            rf"\b(?:l.|la |le |les )?{_AUTHORITIES}\b{_GAP}\b{_SAYS}|\brecommandation n?°? ?\d+\b"
            rf"|\b(?:selon|d.apres|pour|avis d[eu]s?) (?:l.|la |le |les )?{_AUTHORITIES}"
        ),
    ),
    (
        Speaker.LAW,
        re.compile(
            rf"\b(?:le )?code (?:de l.urbanisme|de l.environnement|forestier|rural\w*)\b{_GAP}\b{_SAYS}"
            rf"|\barticles? [lrd]\.? ?\d[\d-]*{_GAP}\b(?:prevoi|dispos|rappel|impos|vise|permet|defin|exig|prescri"
            r"|oblig|subordonn|fix|demand|enonc|institu|instaur|soume[tn]|pose)\w*"
            r"|\baux termes d(?:e|u)\b|\b(?:selon|d.apres) (?:l.article|la loi|le code|le decret|l.arrete)\b"
            r"|\b(?:obligatoire|impose|exige|prevu|requis)e?s? (?:au titre de|par) (?:l.article|la loi|le code)\b"
            rf"|\best (?:egalement |ainsi )?rappele\w*|\brappell?e la loi\b"
            rf"|\bles lois\b{_GAP}\b{_SAYS}|\b(?:le decret|la directive|la circulaire|l.ordonnance|la rubrique \d[\d.]*"
            rf"|l.arrete (?:ministeriel |interministeriel )?du \d+ \w+ \d{{4}}){_GAP}\b{_SAYS}"
            rf"|\bla loi\b{_GAP}\b{_SAYS}|\bla reglementation (?:nationale|en vigueur)|\ble legislateur\b"
            r"|\barticle \d+ de la loi\b|\ble reglement national\b"
            r"|\b(?:fixe|impose|prevu|exige|rappele)e?s? par la loi\b"
        ),
    ),
    (
        Speaker.WIDER_SCHEME,
        re.compile(
            rf"\b(?:le|la|du|au|par le|selon le) {_SCHEMES}\b{_GAP}\b{_SAYS}|\A\W*{_SCHEMES}\b(?! n'| est| sont)"
            r"|»\W{0,3}\((?:prescription|orientation|disposition|regle|recommandation|objectif) [\w.-]+\)"
            rf"|\b(?:le|la|du) {_SCHEMES}\b{_GAP}\b{_ACTS}"
            rf"|\bextraits? (?:de la carte |de l.atlas )?(?:du|de la) {_SCHEMES}\b"
            r"|\bpour memoire\b"
        ),
    ),
    (
        Speaker.NEIGHBOUR,
        re.compile(
            r"\b(?:intercommunalite|communaute|territoire|commune|scot|plui?|agglomeration|metropole)s? "
            r"(?:voisin|limitroph)\w*|\bvoisine des\b|\A(?:la commune|le territoire) d\S+ [^,.;]{2,30}, voisine?\b"
            r"|\bau niveau national\b|\ba l.echelle (?:nationale|europeenne|de la france|du pays)\b"
        ),
    ),
    (
        Speaker.OTHER_BODY,
        re.compile(
            rf"\b(?:le |la |les |du |de la |l.|une |un ){_BODIES}\b{_GAP}\b(?:a prevu|prevoi\w*|conduit|porte|mene"
            rf"|realis\w+|relev\w+|restaur\w+|s.est engage\w*|(?:demand|souhait|preconis|recommand|conseill|encourag"
            rf"|reclam|propos)\w*|{_ACTS})|\brelevent? (?:du|de la|des|de l.|d.)\w*"
        ),
    ),
    (
        Speaker.FORMER,
        re.compile(
            r"\b(?:ancien|precedent)(?:ne)?s? (?:plu|plui|pos|scot|document|reglement|zonage|version)\w*"
            r"|\bdocuments? (?:communaux )?anterieurs?|\bversion (?:anterieure|precedente|arretee)"
        ),
    ),
)


def read_speaker(text: str) -> Speaker:
    """Whose content a sentence gives: the first of authority, law, wider scheme, neighbour, other body, former plan."""
    plain = fold(text)
    return next((speaker for speaker, pattern in _PATTERNS if pattern.search(plain)), Speaker.PLAN)


_NAMES_OTHERS = re.compile(
    rf"\b(?:{_AUTHORITIES}|avis|voisin\w*|limitroph\w*|anterieur\w*|ancien\w*|precedent\w*|arretee?s?)\b"
)


def names_others(question: str) -> bool:
    """Whether a question is about what an authority, a neighbour or a former plan says."""
    return read_speaker(question) is not Speaker.PLAN or bool(_NAMES_OTHERS.search(fold(question)))


_HEADING_OF_OTHERS = re.compile(
    rf"\b(?:articulation|compatibilite|prise en compte|coherence) (?:du [\w ]+ )?avec\b|\barticulation\b"
    rf"|\b(?:cadre|contexte|rappels?|fondements?) (?:juridique|reglementaire|legislatif|legal)\w*"
    rf"|\bdocuments? (?:supra|de rang superieur|cadres?)\w*|\bautres plans (?:et programmes)?|\b{_SCHEMES}\b"
    rf"|\bavis d\w* {_AUTHORITIES}|\bsuites? donnees? (?:aux|a l.)"
)


def heading_speaks_for_others(heading: str) -> bool:
    """Whether a heading announces what others ask: « Articulation avec le SDAGE », « Cadre juridique »."""
    return bool(_HEADING_OF_OTHERS.search(fold(heading)))
