"""Departments and regions of France, and where the INSEE code of a commune stands.

Source: Code officiel géographique of INSEE (Licence Ouverte), codes in force since 2016. The codes of communes of the
overseas collectivities (975 and above 976) are in no region: they give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from domain.errors import UsageError
from domain.text_folding import plain

REGIONS: Mapping[str, str] = {
    "01": "Guadeloupe", "02": "Martinique", "03": "Guyane", "04": "La Réunion", "06": "Mayotte",
    "11": "Île-de-France", "24": "Centre-Val de Loire", "27": "Bourgogne-Franche-Comté", "28": "Normandie",
    "32": "Hauts-de-France", "44": "Grand Est", "52": "Pays de la Loire", "53": "Bretagne",
    "75": "Nouvelle-Aquitaine", "76": "Occitanie", "84": "Auvergne-Rhône-Alpes",
    "93": "Provence-Alpes-Côte d’Azur", "94": "Corse",
}  # fmt: skip

#: (name, code of the region) by code.
DEPARTMENTS: Mapping[str, tuple[str, str]] = {
    "01": ("Ain", "84"), "02": ("Aisne", "32"), "03": ("Allier", "84"), "04": ("Alpes-de-Haute-Provence", "93"),
    "05": ("Hautes-Alpes", "93"), "06": ("Alpes-Maritimes", "93"), "07": ("Ardèche", "84"), "08": ("Ardennes", "44"),
    "09": ("Ariège", "76"), "10": ("Aube", "44"), "11": ("Aude", "76"), "12": ("Aveyron", "76"),
    "13": ("Bouches-du-Rhône", "93"), "14": ("Calvados", "28"), "15": ("Cantal", "84"), "16": ("Charente", "75"),
    "17": ("Charente-Maritime", "75"), "18": ("Cher", "24"), "19": ("Corrèze", "75"), "2A": ("Corse-du-Sud", "94"),
    "2B": ("Haute-Corse", "94"), "21": ("Côte-d’Or", "27"), "22": ("Côtes-d’Armor", "53"), "23": ("Creuse", "75"),
    "24": ("Dordogne", "75"), "25": ("Doubs", "27"), "26": ("Drôme", "84"), "27": ("Eure", "28"),
    "28": ("Eure-et-Loir", "24"), "29": ("Finistère", "53"), "30": ("Gard", "76"), "31": ("Haute-Garonne", "76"),
    "32": ("Gers", "76"), "33": ("Gironde", "75"), "34": ("Hérault", "76"), "35": ("Ille-et-Vilaine", "53"),
    "36": ("Indre", "24"), "37": ("Indre-et-Loire", "24"), "38": ("Isère", "84"), "39": ("Jura", "27"),
    "40": ("Landes", "75"), "41": ("Loir-et-Cher", "24"), "42": ("Loire", "84"), "43": ("Haute-Loire", "84"),
    "44": ("Loire-Atlantique", "52"), "45": ("Loiret", "24"), "46": ("Lot", "76"), "47": ("Lot-et-Garonne", "75"),
    "48": ("Lozère", "76"), "49": ("Maine-et-Loire", "52"), "50": ("Manche", "28"), "51": ("Marne", "44"),
    "52": ("Haute-Marne", "44"), "53": ("Mayenne", "52"), "54": ("Meurthe-et-Moselle", "44"), "55": ("Meuse", "44"),
    "56": ("Morbihan", "53"), "57": ("Moselle", "44"), "58": ("Nièvre", "27"), "59": ("Nord", "32"),
    "60": ("Oise", "32"), "61": ("Orne", "28"), "62": ("Pas-de-Calais", "32"), "63": ("Puy-de-Dôme", "84"),
    "64": ("Pyrénées-Atlantiques", "75"), "65": ("Hautes-Pyrénées", "76"), "66": ("Pyrénées-Orientales", "76"),
    "67": ("Bas-Rhin", "44"), "68": ("Haut-Rhin", "44"), "69": ("Rhône", "84"), "70": ("Haute-Saône", "27"),
    "71": ("Saône-et-Loire", "27"), "72": ("Sarthe", "52"), "73": ("Savoie", "84"), "74": ("Haute-Savoie", "84"),
    "75": ("Paris", "11"), "76": ("Seine-Maritime", "28"), "77": ("Seine-et-Marne", "11"), "78": ("Yvelines", "11"),
    "79": ("Deux-Sèvres", "75"), "80": ("Somme", "32"), "81": ("Tarn", "76"), "82": ("Tarn-et-Garonne", "76"),
    "83": ("Var", "93"), "84": ("Vaucluse", "93"), "85": ("Vendée", "52"), "86": ("Vienne", "75"),
    "87": ("Haute-Vienne", "75"), "88": ("Vosges", "44"), "89": ("Yonne", "27"), "90": ("Territoire de Belfort", "27"),
    "91": ("Essonne", "11"), "92": ("Hauts-de-Seine", "11"), "93": ("Seine-Saint-Denis", "11"),
    "94": ("Val-de-Marne", "11"), "95": ("Val-d’Oise", "11"), "971": ("Guadeloupe", "01"), "972": ("Martinique", "02"),
    "973": ("Guyane", "03"), "974": ("La Réunion", "04"), "976": ("Mayotte", "06"),
}  # fmt: skip

_INSEE = 5  # characters of the code of a commune
_OVERSEAS = "97"


def department_of(insee: str) -> str | None:
    """The code of the department of a commune; None for what is no code of one.

    Example:
        >>> department_of("34172"), department_of("2B033"), department_of("97411"), department_of("200999202")
        ('34', '2B', '974', None)
    """
    if len(insee) != _INSEE:
        return None
    code = insee[:3] if insee.startswith(_OVERSEAS) else insee[:2].upper()
    return code if code in DEPARTMENTS else None


#: The first two digits of the SIREN of a local authority (21 commune, 22 department, 24 intercommunality, 25 syndicate)
#: were followed by the department of its seat, until those that begin with 20.
_LOCAL_SIREN = re.compile(r"2[1245](?P<code>97\d|\d{2})\d+")
_SIREN = 9  # digits


def siren_department(siren: str) -> str | None:
    """The department of the seat of a local authority, where its SIREN is an older one; else None.

    Those of Corsica hold « 20 », which is no department since 1976: nothing is told of them.

    Example:
        >>> siren_department("243400017"), siren_department("249740119"), siren_department("200999202")
        ('34', '974', None)
    """
    found = _LOCAL_SIREN.fullmatch(siren) if len(siren) == _SIREN else None
    return found["code"] if found and found["code"] in DEPARTMENTS else None


def authority_departments(authority: str) -> tuple[str, ...]:
    """The department of an authority, by its INSEE code or its SIREN; none where neither tells it."""
    code = department_of(authority) or siren_department(authority)
    return () if code is None else (code,)


def _words(text: str) -> str:
    """A text whose words are parted by single spaces, folded: « Côtes-d’Armor » is « cotes d armor »."""
    return " ".join(re.findall(r"\w+", plain(text)))


_CODES_BY_NAME = {_words(name).removeprefix("la "): code for code, (name, _) in DEPARTMENTS.items()}
#: « Département de l'Hérault »; the longer name first: « Loire-Atlantique » is not the Loire.
_DEPARTMENT = re.compile(
    r"\bdepartement (?:de la |de l |des |du |de |d |)"
    rf"(?P<name>{'|'.join(sorted(_CODES_BY_NAME, key=lambda name: (-len(name), name)))})\b"
)


def departments_named(text: str) -> tuple[str, ...]:
    """The departments that a text names as such (« Département de l'Hérault »), in its order, each once.

    Example:
        >>> departments_named("DÉPARTEMENT DU GARD, commune de Saint-Gervais")
        ('30',)
    """
    return tuple(dict.fromkeys(_CODES_BY_NAME[match["name"]] for match in _DEPARTMENT.finditer(_words(text))))


def departments_of(codes: Iterable[str]) -> tuple[str, ...]:
    """The departments of communes, sorted; a plan may lie in several."""
    return tuple(sorted({code for insee in codes if (code := department_of(insee)) is not None}))


def regions_of(departments: Iterable[str]) -> tuple[str, ...]:
    """The regions of departments, sorted."""
    return tuple(sorted({DEPARTMENTS[code][1] for code in departments}))


def department_names(codes: Iterable[str]) -> str:
    """« Hérault (34), Gard (30) »."""
    return ", ".join(f"{DEPARTMENTS[code][0]} ({code})" for code in codes)


def region_names(codes: Iterable[str]) -> str:
    """« Occitanie, Corse »."""
    return ", ".join(REGIONS[code] for code in codes)


def check_place(department: str, region: str) -> None:
    """Refuse codes that are none; an empty one asks for nothing.

    Raises:
        UsageError: there is no such department or region.
    """
    if department and department not in DEPARTMENTS:
        raise UsageError(f"« {department} » n'est pas le code d'un département.", remedy="Par exemple 34, 2A ou 974.")
    if region and region not in REGIONS:
        raise UsageError(
            f"« {region} » n'est pas le code d'une région.",
            remedy=f"Codes : {', '.join(f'{code} {name}' for code, name in REGIONS.items())}.",
        )
