"""Tables of the reference base that say where a document lies and what its geographic tables measure."""

from __future__ import annotations

from exports.reference_shapes import FLAG, LIST, NUMBER, OBJECT, TEXT, WHOLE, ReferenceTable
from exports.reference_shapes import described_fields as _fields

COMMUNES = ReferenceTable(
    "documents_communes", "Communes des documents", "Communes que couvre un document, quand le dossier le dit.",
    _fields(
        ("document_id", TEXT, "Document.", True),
        ("code_insee", TEXT, "Code de la commune.", True),
        ("millesime_cog", TEXT, "Millésime du code officiel géographique."),
        ("departement", TEXT, "Code du département de la commune."),
        ("region", TEXT, "Code INSEE de la région de ce département."),
    ),
    ("document_id", "code_insee"), (("document_id", "documents"),),
)  # fmt: skip
DEPARTMENTS = ReferenceTable(
    "documents_departements", "Départements des documents",
    "Départements d'un document : ceux de ses communes, sinon ceux que le dossier ou une personne a dits, sinon celui "
    "du SIREN.",
    _fields(
        ("document_id", TEXT, "Document.", True),
        ("departement", TEXT, "Code du département.", True),
        ("region", TEXT, "Code INSEE de la région."),
        ("dit", FLAG, "Vrai si le dossier ou une personne l'a dit ; faux s'il suit des communes ou du SIREN.", True),
        ("retenu", FLAG, "Faux pour un département dit qui n'est pas celui des communes : il ne compte pas.", True),
    ),
    ("document_id", "departement"), (("document_id", "documents"),),
)  # fmt: skip
PERIMETERS = ReferenceTable(
    "perimetres", "Périmètres", "Le terrain que couvre un document, quand ses couches géographiques le donnent.",
    _fields(
        ("document_id", TEXT, "Document.", True),
        ("geometrie", OBJECT, "Géométrie GeoJSON (RFC 7946 : WGS84, longitude d'abord), simplifiée à cinq mètres : "
                              "zones réunies, ou périmètre du SCoT. Elle situe le plan et ne fait pas foi.", True),
    ),
    ("document_id",), (("document_id", "documents"),),
)  # fmt: skip
LAYERS = ReferenceTable(
    "couches", "Couches géographiques", "Une couche géographique du dossier qui a été lue.",
    _fields(
        ("document_id", TEXT, "Document.", True),
        ("rang", WHOLE, "Rang de la couche dans le document, à partir de 1.", True),
        ("nom_table", TEXT, "Table du standard CNIG : ZONE_URBA, PRESCRIPTION_SURF...", True),
        ("objets", WHOLE, "Nombre d'objets.", True),
        ("projection", TEXT, "Projection ; vide si elle n'est pas connue : rien n'y est mesuré."),
    ),
    ("document_id", "rang"), (("document_id", "documents"),),
)  # fmt: skip
SURFACES = ReferenceTable(
    "surfaces", "Surfaces des tables géographiques",
    "Une surface mesurée dans les couches géographiques, et non citée : elle n'a ni phrase ni page.",
    _fields(
        ("document_id", TEXT, "Document.", True),
        ("rang", WHOLE, "Rang dans le document, à partir de 1.", True),
        ("nature", TEXT, "zone, prescription, ou recouvrement (zone à urbaniser sur une prescription).", True),
        ("source", TEXT, "Table et objets : « table PRESCRIPTION_SURF, 32 objets ».", True),
        ("nom_table", TEXT, "Table qui la donne ; vide pour un recouvrement, qui en croise deux."),
        ("objets", WHOLE, "Nombre d'objets ; vide pour un recouvrement."),
        ("code", TEXT, "TYPEZONE d'une zone ; TYPEPSC-STYPEPSC d'une prescription."),
        ("libelle", TEXT, "LIBELLE d'une zone ; sens du code d'une prescription."),
        ("zone", TEXT, "Zone à urbaniser d'un recouvrement."),
        ("hectares", NUMBER, "Surface plane dans la projection de la couche ; vide si rien ne la mesure."),
        ("metres", NUMBER, "Longueur d'une prescription linéaire."),
        ("ecologique", FLAG, "Vrai pour une prescription qui protège la nature.", True),
        ("indicateurs", LIST, "Codes des indicateurs de la grille que la surface éclaire."),
    ),
    ("document_id", "rang"), (("document_id", "documents"),),
)  # fmt: skip
