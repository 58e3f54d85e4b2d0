"""The tables of the reference base: their columns, what each means, and how they hang together.

Names are French: they are read by people who open the files, and they stay. Identifiers are made of the slug of the
document and the code of the indicator: the same cell has the same identifier in every export.
"""

from __future__ import annotations

from exports.place_tables import COMMUNES, DEPARTMENTS, LAYERS, PERIMETERS, SURFACES
from exports.reference_shapes import (
    DAY,
    FLAG,
    LIST,
    MOMENT,
    NUMBER,
    OBJECT,
    TEXT,
    WHOLE,
    ReferenceTable,
)
from exports.reference_shapes import described_fields as _fields

_PLACE = (
    ("document_cite", TEXT, "Document cité.", True),
    ("piece", TEXT, "Pièce citée.", True),
    ("page", WHOLE, "Numéro physique de la page, à partir de 1 ; vide pour un fichier sans pages."),
    ("page_imprimee", TEXT, "Numéro écrit sur la page, quand il est connu."),
)
_OWNER = (
    ("reponse_id", TEXT, "Case dont c'est la réponse de l'outil ; vide pour une décision."),
    ("decision_id", TEXT, "Décision qui l'a retenu ; vide pour la réponse de l'outil."),
)

DOCUMENTS = ReferenceTable(
    "documents", "Documents", "Un document d'urbanisme dans une version.",
    _fields(
        ("document_id", TEXT, "Identifiant stable du document.", True),
        ("idurba", TEXT, "Identifiant du standard CNIG, quand il est connu."),
        ("plan_id", TEXT, "Plan dont ce document est une version."),
        ("titre", TEXT, "Titre donné au document.", True),
        ("typedoc", TEXT, "scot, plu ou plui ; vide si personne ne l'a dit."),
        ("etat", TEXT, "arrete ou approuve ; vide si personne ne l'a dit."),
        ("nomproc", TEXT, "Nom de la version (modification n° 2)."),
        ("procedure", TEXT, "elaboration, revision, revision_allegee, modification, modification_simplifiee, "
                            "mise_en_compatibilite, mise_a_jour, abrogation ; vide si elle n'est pas connue."),
        ("procedure_numero", WHOLE, "Numéro de la procédure."),
        ("portee", TEXT, "Sur quoi porte une procédure partielle, dans les mots d'une personne."),
        ("datappro", DAY, "Date de la version."),
        ("siren_porteur", TEXT, "SIREN ou code INSEE de la collectivité, quand il est connu."),
        ("territoire", TEXT, "Territoire."),
        ("cree_le", MOMENT, "Date de lecture par l'outil (UTC).", True),
        ("pieces_presentes", WHOLE, "Nombre de pièces lues.", True),
    ),
    ("document_id",),
)  # fmt: skip
PIECES = ReferenceTable(
    "pieces", "Pièces", "Un fichier d'un document.",
    _fields(
        ("document_id", TEXT, "Document.", True),
        ("piece", TEXT, "Nom de la pièce dans le document.", True),
        ("fichier", TEXT, "Nom du fichier.", True),
        ("nature", TEXT, "rapport_presentation, eie, padd, pas, doo, oap, reglement, annexe...", True),
        ("sha256", TEXT, "Empreinte du fichier.", True),
        ("taille", WHOLE, "Octets.", True),
        ("type_mime", TEXT, "Type du fichier.", True),
        ("rang", WHOLE, "Rang dans le document.", True),
        ("lecteur", TEXT, "Version de ce qui a lu le fichier.", True),
        ("avertissements", LIST, "Ce que la lecture a signalé."),
    ),
    ("document_id", "piece"), (("document_id", "documents"),),
)  # fmt: skip
PAGES = ReferenceTable(
    "pages", "Pages", "Une page d'une pièce ; le texte n'est donné que pour les pages citées.",
    _fields(
        ("document_id", TEXT, "Document.", True),
        ("piece", TEXT, "Pièce.", True),
        ("rang", WHOLE, "Rang de la page dans la pièce, à partir de 1.", True),
        ("page", WHOLE, "Numéro physique ; vide pour un fichier sans pages."),
        ("page_imprimee", TEXT, "Numéro écrit sur la page."),
        ("etat", TEXT, "read : lue ; empty : vide ; unreadable : illisible.", True),
        ("nature", TEXT, "text, scan, font, map, blank, broken.", True),
        ("texte", TEXT, "Texte lu, pour une page citée seulement."),
    ),
    ("document_id", "piece", "rang"), (("document_id", "documents"),),
)  # fmt: skip
INDICATORS = ReferenceTable(
    "indicateurs", "Indicateurs", "Une ligne de la grille, dans sa version.",
    _fields(
        ("grille_empreinte", TEXT, "Empreinte de la grille : à comparer à l'identique seulement.", True),
        ("indicateur", TEXT, "Code.", True),
        ("grille", TEXT, "Nom de la grille.", True),
        ("grille_version", TEXT, "Version de la grille.", True),
        ("nom", TEXT, "Nom.", True),
        ("theme", TEXT, "Thème."),
        ("question", TEXT, "Question posée au document.", True),
        ("oui", TEXT, "Quand répondre oui.", True),
        ("partiel", TEXT, "Quand répondre partiel.", True),
        ("non", TEXT, "Quand répondre non.", True),
        ("sans_objet", TEXT, "Quand l'indicateur ne s'applique pas."),
        ("textes", LIST, "Textes de droit, à revérifier sur Légifrance."),
    ),
    ("grille_empreinte", "indicateur"),
)  # fmt: skip
CRITERIA = ReferenceTable(
    "criteres", "Critères", "Un critère d'un indicateur.",
    _fields(
        ("grille_empreinte", TEXT, "Grille.", True),
        ("indicateur", TEXT, "Indicateur.", True),
        ("critere", TEXT, "Clé du critère.", True),
        ("nom", TEXT, "Nom.", True),
        ("question", TEXT, "Question à laquelle une phrase répond.", True),
    ),
    ("grille_empreinte", "indicateur", "critere"),
)  # fmt: skip
ANSWERS = ReferenceTable(
    "reponses", "Réponses", "Une case : un document, un indicateur, une version de la grille.",
    _fields(
        ("reponse_id", TEXT, "Identifiant stable de la case.", True),
        ("document_id", TEXT, "Document.", True),
        ("indicateur", TEXT, "Indicateur.", True),
        ("grille_empreinte", TEXT, "Grille.", True),
        ("verdict", TEXT, "oui, partiel, non, sans_objet, a_verifier : celui de la personne si elle a décidé, sinon "
                          "de l'outil ; vide pour un doute sans verdict."),
        ("etabli", FLAG, "Vrai si une personne a validé ou corrigé la case et que ses preuves tiennent : seules ces "
                         "cases comptent.", True),
        ("statut_revue", TEXT, "not_reviewed : non relue ; validated : validée ; corrected : corrigée ; doubtful : "
                               "douteuse.", True),
        ("etat_decision", TEXT, "unchanged, evidence_moved, tool_disagrees, evidence_gone ; vide sans décision."),
        ("relecteur", TEXT, "Personne qui a décidé, sous un pseudonyme."),
        ("decide_le", MOMENT, "Date de la décision (UTC)."),
        ("commentaire", TEXT, "Commentaire de la personne."),
        ("verdict_outil", TEXT, "Verdict de l'outil ; vide s'il n'a pas répondu."),
        ("justification_outil", TEXT, "Ce que l'outil en dit."),
        ("modele", TEXT, "Modèle de langage ; none : règles seules."),
        ("profil", TEXT, "Profondeur de lecture."),
        ("avertissements", LIST, "Avertissements de l'outil, en français."),
        ("secondes", NUMBER, "Temps de calcul."),
        ("repondu_le", MOMENT, "Date de la réponse de l'outil (UTC)."),
        ("cherche", OBJECT, "Ce qui a été cherché : requêtes, passages, pièces, pages illisibles."),
        ("provenance", OBJECT, "De quoi la réponse a été faite."),
        ("codes_avertissements", LIST, "Les mêmes avertissements, par code et paramètres."),
        ("cle", TEXT, "Empreinte de tout ce dont la réponse dépend."),
    ),
    ("reponse_id",), (("document_id", "documents"),),
)  # fmt: skip
CRITERIA_RESULTS = ReferenceTable(
    "criteres_reponses", "Critères des réponses", "L'état d'un critère dans une réponse de l'outil.",
    _fields(
        ("reponse_id", TEXT, "Case.", True),
        ("critere", TEXT, "Clé du critère.", True),
        ("etat", TEXT, "Ce que l'outil en dit.", True),
    ),
    ("reponse_id", "critere"), (("reponse_id", "reponses"),),
)  # fmt: skip
DECISIONS = ReferenceTable(
    "decisions", "Décisions", "Chaque acte d'une personne sur une case, le dernier en date étant courant.",
    _fields(
        ("decision_id", TEXT, "Identifiant stable.", True),
        ("document_id", TEXT, "Document.", True),
        ("indicateur", TEXT, "Indicateur.", True),
        ("relecteur", TEXT, "Personne, sous un pseudonyme ; vide si elle n'a pas donné de nom."),
        ("acte", TEXT, "decide, confirm, withdraw, undo, restore.", True),
        ("decision", TEXT, "accepte, corrige, doute, retire.", True),
        ("verdict", TEXT, "Verdict de la personne."),
        ("verdict_outil", TEXT, "Verdict de l'outil à ce moment."),
        ("commentaire", TEXT, "Commentaire."),
        ("secondes", NUMBER, "Temps compté."),
        ("remplace", TEXT, "Décision remplacée."),
        ("restaure", TEXT, "Décision remise en place."),
        ("courante", FLAG, "Vrai pour le dernier acte.", True),
        ("decide_le", MOMENT, "Date (UTC).", True),
    ),
    ("decision_id",), (("document_id", "documents"),),
)  # fmt: skip
VALUES = ReferenceTable(
    "valeurs", "Valeurs", "Un nombre relevé dans une phrase.",
    _fields(
        ("valeur_id", TEXT, "Identifiant stable.", True),
        *_OWNER,
        ("nombre", NUMBER, "Nombre.", True),
        ("unite", TEXT, "Unité canonique."),
        ("libelle", TEXT, "Ce qui est mesuré."),
        ("objet", TEXT, "Ce qui est mesuré, dans les mots du document."),
        ("zone", TEXT, "Zone ou secteur."),
        ("condition", TEXT, "Condition."),
        ("comparateur", TEXT, "at_least, at_most, exactly."),
        *(one[:3] for one in _PLACE),
        ("citation", TEXT, "Phrase qui donne la valeur."),
        ("rang_page", WHOLE, "Rang de la page dans la pièce."),
        ("debut", WHOLE, "Début de la phrase dans le texte de la page."),
        ("fin", WHOLE, "Fin de la phrase."),
    ),
    ("valeur_id",), (("reponse_id", "reponses"), ("decision_id", "decisions")),
)  # fmt: skip
CITATIONS = ReferenceTable(
    "citations", "Citations", "Une phrase recopiée mot pour mot.",
    _fields(
        ("citation_id", TEXT, "Identifiant stable.", True),
        *_OWNER,
        *(one[:3] for one in _PLACE),
        ("citation", TEXT, "Les mots du document."),
        ("sha256_piece", TEXT, "Empreinte du fichier cité."),
        ("pertinence", WHOLE, "3 décisive, 2 appuie, 1 liée ; pour une décision."),
        ("rang_page", WHOLE, "Rang de la page dans la pièce.", True),
        ("debut", WHOLE, "Début dans le texte de la page.", True),
        ("fin", WHOLE, "Fin.", True),
        ("confiance", NUMBER, "Confiance de la reconnaissance de caractères, de 0 à 1."),
        ("lien", TEXT, "Page dans la visionneuse."),
        ("phrase_entiere", TEXT, "La phrase, si elle se poursuit sur une autre page."),
        ("pages_phrase", TEXT, "Ses pages, par exemple 12-13."),
        ("autres_parties", OBJECT, "Ce qui en est sur la page d'avant ou d'après, mot pour mot."),
    ),
    ("citation_id",), (("reponse_id", "reponses"), ("decision_id", "decisions")),
)  # fmt: skip
EVALUATIONS = ReferenceTable(
    "evaluations", "Évaluations", "Une comparaison des réponses avec une analyse manuelle.",
    _fields(
        ("evaluation_id", TEXT, "Identifiant.", True),
        ("faite_le", MOMENT, "Début (UTC).", True),
        ("finie_le", MOMENT, "Fin (UTC)."),
        ("parametres", OBJECT, "De quoi elle a été faite.", True),
        ("chiffres", OBJECT, "Ce qu'elle donne."),
    ),
    ("evaluation_id",),
)  # fmt: skip
PRACTICES = ReferenceTable(
    "bonnes_pratiques", "Bonnes pratiques", "Un passage retenu et qualifié par une personne.",
    _fields(
        ("pratique_id", TEXT, "Identifiant stable.", True),
        ("document_id", TEXT, "Document.", True),
        ("indicateur", TEXT, "Indicateur."),
        *(one[:3] for one in _PLACE[1:]),
        ("rang_page", WHOLE, "Rang de la page dans la pièce.", True),
        ("citation", TEXT, "Les mots du document.", True),
        ("titre", TEXT, "Titre.", True),
        ("theme", TEXT, "Thème."),
        ("etiquettes", LIST, "Mots libres."),
        ("note", TEXT, "Pourquoi."),
        ("outil", TEXT, "Ce qui la rend opposable, selon la personne."),
        ("personne", TEXT, "Personne, sous un pseudonyme."),
        ("retenue_le", MOMENT, "Date (UTC).", True),
    ),
    ("pratique_id",),
)  # fmt: skip

TABLES: tuple[ReferenceTable, ...] = (
    DOCUMENTS, COMMUNES, DEPARTMENTS, PERIMETERS, LAYERS, SURFACES, PIECES, PAGES, INDICATORS, CRITERIA, ANSWERS,
    CRITERIA_RESULTS, DECISIONS, VALUES, CITATIONS, EVALUATIONS, PRACTICES,
)  # fmt: skip
ADDED_LATER = frozenset(one.name for one in (PERIMETERS, DEPARTMENTS, LAYERS, SURFACES))
"""Tables that bases written by earlier versions do not have."""
COLUMNS_ADDED_LATER = {"citations": 3}
"""How many of the last columns of a table bases written by earlier versions do not have."""


def table_named(name: str) -> ReferenceTable:
    """A table by its name."""
    return next(one for one in TABLES if one.name == name)
