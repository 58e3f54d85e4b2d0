"""The words that the pages use, explained in French: those of the tool, then those of planning."""

from __future__ import annotations

from types import MappingProxyType

#: Title of a group -> word -> meaning.
GLOSSARY = MappingProxyType(
    {
        "Les mots de l’outil": {
            "Dossier": "Un document de planification (SCoT, PLU, PLUi) avec toutes ses pièces.",
            "Pièce": "Un fichier du dossier : rapport de présentation, règlement, DOO, OAP…",
            "Page": "Le rang de la page dans le fichier, à partir de 1. Le numéro imprimé est donné à côté quand il "
            "diffère.",
            "Passage": "Quelques phrases qui se suivent, lues ensemble.",
            "Citation": "Une phrase du dossier, mot pour mot, avec sa page. Elle est recopiée par le programme, jamais "
            "écrite par le modèle de langage.",
            "Indicateur": "Une question de la grille, avec ses critères et sa règle de verdict.",
            "Verdict": "Oui, partiel, non, ou sans objet. « À vérifier » veut dire que l’outil ne tranche pas.",
            "Relecture": "Ce qu’une personne décide d’une réponse : validée, corrigée, ou douteuse.",
            "Référence": "L’analyse faite par des personnes, à laquelle les réponses sont comparées.",
            "Exactitude": "La part des verdicts identiques à ceux de la référence.",
            "Exhaustivité": "La part de ce que la référence a trouvé et que l’outil a trouvé aussi.",
            "Modèle de langage": "Le programme qui lit les phrases retenues et dit si elles répondent. Il tourne sur "
            "cette machine ou dans le service.",
        },
        "Les mots de la planification": {
            "SCoT": "Schéma de cohérence territoriale : les orientations d’un grand territoire.",
            "PLU, PLUi": "Plan local d’urbanisme, communal ou intercommunal : les règles d’usage du sol.",
            "PADD, PAS": "Projet d’aménagement et de développement durables ; projet d’aménagement stratégique (SCoT).",
            "DOO": "Document d’orientation et d’objectifs : la partie opposable du SCoT.",
            "OAP": "Orientations d’aménagement et de programmation : ce qui est voulu d’un secteur ou d’un thème.",
            "EIE": "État initial de l’environnement.",
            "ERC, ERCA": "Éviter, réduire, compenser (et accompagner) les atteintes à l’environnement.",
            "TVB": "Trame verte et bleue : réservoirs de biodiversité et corridors écologiques.",
            "ZAN, ENAF": "Zéro artificialisation nette ; espaces naturels, agricoles et forestiers.",
            "EBC": "Espace boisé classé (article L.113-1 du code de l’urbanisme).",
            "STECAL": "Secteur de taille et de capacité d’accueil limitées, en zone agricole ou naturelle.",
            "SDAGE, SAGE": "Schémas (directeur) d’aménagement et de gestion des eaux.",
        },
    }
)
