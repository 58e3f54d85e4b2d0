"""Words of questions that want a theme summed up, and how documents say what they conclude."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.text_folding import fold
from french.content_words import content_words

#: What a plan does about any theme, as a verb: « la façon dont le SCoT protège… ».
_VERBS = (
    "protège protéger préserve préserver maîtrise maîtriser encadre encadrer organise organiser améliore améliorer "
    "gère gérer "
)
ONLY_ASKS = content_words(
    f"{_VERBS}façon manière moyen conclut concluent conclure conclusion application retient retenir apprend apprendre "
    "raconte mené menée menés menées réalisé réalisée réalisés réalisées effectué effectuée effectués effectuées court "
    "brièvement quelques lignes phrases mots matière faveur principal principale"
)
"""Words that say nothing of the theme of a question that wants a summary."""

GENERIC = content_words(
    f"{_VERBS}mesure règle protection préservation prise compte politique disposition gestion objectif orientation "
    "action favorise favoriser ambition stratégie démarche"
)
"""What a plan does about any theme."""

OF_ASKING = content_words(
    "demande demandent bref brève futur future actuel actuelle situation état quelque ligne mot phrase diagnostic "
    "sujet matière place territoire incidence impose prescrit topo note bilan tableau général générale évaluation"
)
"""Words that ask for a summary and name no subject."""

OF_A_WHOLE = content_words(
    "grande ligne contenu essentiel axe enjeu principal principale point clé projet présenter avis autorité "
    "environnemental environnementale délibération commission enquête rendu arrêté reproche critique"
)
"""Words of a theme that name no subject of the grid."""

SPEAKERS = content_words(
    "autorité environnementale environnemental avis mission régionale commission enquêteur enquête publique "
    "commissaire chambre agriculture préfet état délibération conseil"
)
"""Who gives an opinion or speaks in minutes."""

ANSWERED = content_words(
    "syndicat collectivité personnes publiques critique remarque observation reproche projet arrêté"
)
"""Who answers them, and what they said."""

_FORMULA = re.compile(r"^\W*(?:objet\b|vus? (?:le|la|les|l')|extrait du\b|.{0,60}\bextrait du registre\b)")
_GUIDE = re.compile(
    r"\b(?:preambule|mode d'emploi|sommaire|avertissement|lexique|glossaire)\b|\bcomment lire\b|\ba qui s'adresse\b"
)
_DOES = re.compile(
    r"\b(?:proteg|prevoi|impos|demand|encadr|preserv|regl(?:e|ement)|exig|trait|maitris|moder|prescri|interdi|autoris)"
)
#: What a question wants to be told that somebody says, and how a sentence says it.
_SAYINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"\bconclu"),
        re.compile(
            r"\bconclu|\bpas (?:de nature|susceptible|permis)\b|\bsignificati|\bnotable|\bresiduel|\bapprecie|\brenvoy"
            r"|\b(?:est|sont|parai\w+) (?:jug|estim|qualifi|consider|regard|limit)"
        ),
    ),
    (
        re.compile(r"\breproch|\bcritiqu|\bregrett|\bgriefs?\b"),
        re.compile(
            r"\b(?:regrett|deplor|etonne|interroge)|\blacunes?\b|\binsuffi|\bfaibles?\b|\babsen(?:ce|t)|\bmanqu"
            r"|\baucun|\bsans\b|\bn(?:e |')\w+(?: \w+)? (?:pas|rien|que)\b|\b(?:constate|releve)\b.{0,40}\bque\b"
        ),
    ),
    (
        re.compile(r"\bsuites?\b|\breponses?\b|\brepond"),
        re.compile(
            r"\bsuites?\b|\b(?:non )?suivies?\b|\brefus|\breport|\baccept|\becart|\bretir|\bmaintien|\bcomplet|\bajout"
            r"|\bexamine|\bassoupli|\brepond"
        ),
    ),
    (re.compile(r"\brecommand|\bpreconis|\bsugger"), re.compile(r"\brecommand|\bpreconis|\bsugger|\binvite\b")),
)


def says_what_is_asked(question: str) -> Callable[[str], bool] | None:
    """Tells the sentences that say a thing as a question asks it; None where it asks for no such saying.

    « Que conclut l'évaluation » wants « n'est pas susceptible d'affecter », « que reproche l'avis » what it regrets.
    """
    asked = fold(question)
    told = [saying for asks, saying in _SAYINGS if asks.search(asked)]
    return (lambda sentence: any(saying.search(fold(sentence)) for saying in told)) if told else None


def opens_act(sentence: str) -> bool:
    """Whether a sentence only opens an act: « Vu l'arrêté du… », « Extrait du registre des délibérations »."""
    return _FORMULA.search(fold(sentence)) is not None


def is_guide(title: str) -> bool:
    """Whether what stands under a title says how the document is read: « Mode d'emploi »."""
    return _GUIDE.search(fold(title)) is not None


def asks_what_plan_does(question: str) -> bool:
    """Whether a question wants what a plan does about its theme: « comment le SCoT protège-t-il… »."""
    return _DOES.search(fold(question)) is not None
