"""Words of questions that want a theme summed up, and how documents say what they conclude."""

from __future__ import annotations

import re

from domain.text_folding import fold
from french.content_words import content_words

#: What a plan does about any theme, as a verb: « la façon dont le SCoT protège… ».
_VERBS = (
    "protège protéger préserve préserver maîtrise maîtriser encadre encadrer organise organiser améliore améliorer "
    "gère gérer "
)
ONLY_ASKS = content_words(
    f"{_VERBS}façon manière moyen conclut concluent conclure conclusion application retient retenir apprend apprendre "
    "raconte court brièvement quelques lignes phrases mots matière faveur principal principale"
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
    "environnemental environnementale délibération commission enquête rendu"
)
"""Words of a theme that name no subject of the grid."""

SPEAKERS = content_words(
    "autorité environnementale environnemental avis mission régionale commission enquêteur enquête publique "
    "commissaire chambre agriculture préfet état délibération conseil"
)
"""Who gives an opinion or speaks in minutes."""

ANSWERED = content_words("syndicat collectivité personnes publiques critique remarque observation")
"""Who answers them, and what they said."""

_ASKS_CONCLUSION = re.compile(r"\bconclu")
_CONCLUDES = re.compile(
    r"\bconclu|\bpas (?:de nature|susceptible|permis)\b|\bsignificati|\bnotable|\bresiduel|\bapprecie|\brenvoy"
    r"|\b(?:est|sont|parai\w+) (?:jug|estim|qualifi|consider|regard|limit)"
)


def asks_conclusion(question: str) -> bool:
    """Whether a question wants what is concluded: « que conclut l'évaluation sur… »."""
    return _ASKS_CONCLUSION.search(fold(question)) is not None


def concludes(sentence: str) -> bool:
    """Whether a sentence says what is made of a thing examined: « n'est pas susceptible d'affecter… »."""
    return _CONCLUDES.search(fold(sentence)) is not None
