"""What the names of pieces say in a dossier of the CNIG: kind, readable title, sector, part of the territory.

Source: standards CNIG « PLU » v2013 to v2024 (rev. 2025-06) and « SCOT » v2018, v2024-04, naming of the pieces:
``<code>[_<DATEDOC>]_<designation>[_<NOMPROC>][_<type>_<soustype>][_<n>]_<date>[_<CODE>]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain import PieceGuess, PieceKind
from ingestion.cnig.prescription_codes import INFORMATIONS, PRESCRIPTIONS
from ingestion.dossier.piece_kinds import kind_by_name
from languages import PieceNames

_PIECE = re.compile(
    r"^(?P<code>\d{9}|\d{5}|2[ab]\d{3})_(?:(?P<doc>\d{8})_)?(?P<words>[a-z][\w-]*?)(?:_(?P<date>\d{8}))?(?:_(?P<plan>[a-z]))?$",
    re.IGNORECASE,
)
_PROCEDURE_CODE = re.compile(r"_(?P<proc>E|R|RA\d*|RS\d*|M\d*|MS\d*|MEC\d*|MAJ\d*|A)(?=_|$)", re.IGNORECASE)
_NUMBER = re.compile(r"_(?P<n>\d{1,3})$")
_SECTOR = re.compile(r"(?:secteur|sect)_?(?P<n>\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Designation:
    """A designation of the standard, by the start of a name."""

    starts: str
    kind: PieceKind
    title: str


#: The longer designation first: « rapport_rnt » begins like « rapport ».
_DESIGNATIONS: tuple[_Designation, ...] = (
    _Designation("delib_prescription", PieceKind.PROCEDURE, "Délibération de prescription"),
    _Designation("delib_debat_padd", PieceKind.PROCEDURE, "Délibération sur le débat du PADD"),
    _Designation("delib_debat_pas", PieceKind.PROCEDURE, "Délibération sur le débat du PAS"),
    _Designation("delib_approbation", PieceKind.PROCEDURE, "Délibération d’approbation"),
    _Designation("delib_arret", PieceKind.PROCEDURE, "Délibération d’arrêt du projet"),
    _Designation("delib", PieceKind.PROCEDURE, "Délibération"),
    _Designation("avis_eval_env", PieceKind.AVIS, "Avis de l’autorité environnementale"),
    _Designation("decision_eval_env", PieceKind.AVIS, "Décision de l’autorité environnementale"),
    _Designation("avis_ppa", PieceKind.AVIS, "Avis des personnes publiques associées"),
    _Designation("avis", PieceKind.AVIS, "Avis"),
    _Designation("arrete_maj_annexes", PieceKind.PROCEDURE, "Arrêté de mise à jour des annexes"),
    _Designation("arrete", PieceKind.PROCEDURE, "Arrêté"),
    _Designation("jugement", PieceKind.PROCEDURE, "Jugement"),
    _Designation("procedure", PieceKind.PROCEDURE, "Pièces de procédure"),
    _Designation("rapport_rnt", PieceKind.RESUME_NON_TECHNIQUE, "Résumé non technique"),
    _Designation("resume_non_technique", PieceKind.RESUME_NON_TECHNIQUE, "Résumé non technique"),
    _Designation("rapport", PieceKind.RAPPORT_PRESENTATION, "Rapport de présentation"),
    _Designation("padd", PieceKind.PADD, "Projet d’aménagement et de développement durables"),
    _Designation("pas", PieceKind.PAS, "Projet d’aménagement stratégique"),
    _Designation("daac", PieceKind.DOO, "Document d’aménagement artisanal, commercial et logistique"),
    _Designation("doo", PieceKind.DOO, "Document d’orientation et d’objectifs"),
    _Designation("diagnostic", PieceKind.RAPPORT_PRESENTATION, "Diagnostic"),
    _Designation("etat_initial", PieceKind.EIE, "État initial de l’environnement"),
    _Designation("evaluation_environnementale", PieceKind.EVALUATION_ENVIRONNEMENTALE, "Évaluation environnementale"),
    _Designation("justification_choix", PieceKind.RAPPORT_PRESENTATION, "Justification des choix"),
    _Designation(
        "consommation_espace", PieceKind.RAPPORT_PRESENTATION, "Analyse et justification de la consommation d’espace"
    ),
    _Designation("programme_actions", PieceKind.ANNEXE, "Programme d’actions"),
    _Designation("annexe_pcaet", PieceKind.ANNEXE, "Plan climat-air-énergie territorial"),
    _Designation("reglement_graphique", PieceKind.REGLEMENT, "Règlement graphique"),
    _Designation("reglement", PieceKind.REGLEMENT, "Règlement écrit"),
    _Designation("orientations_amenagement", PieceKind.OAP, "Orientations d’aménagement et de programmation"),
    _Designation("oap", PieceKind.OAP, "Orientations d’aménagement et de programmation"),
    _Designation("poa", PieceKind.ANNEXE, "Programme d’orientations et d’actions"),
    _Designation("prescription_surf", PieceKind.REGLEMENT, "Prescription surfacique"),
    _Designation("prescription_lin", PieceKind.REGLEMENT, "Prescription linéaire"),
    _Designation("prescription_pct", PieceKind.REGLEMENT, "Prescription ponctuelle"),
    _Designation("info_surf", PieceKind.ANNEXE, "Périmètre d’information"),
    _Designation("info_lin", PieceKind.ANNEXE, "Information linéaire"),
    _Designation("info_pct", PieceKind.ANNEXE, "Information ponctuelle"),
    _Designation("info_text", PieceKind.ANNEXE, "Information"),
    _Designation("liste_annexes", PieceKind.ANNEXE, "Liste des annexes"),
    _Designation("liste_sup", PieceKind.ANNEXE, "Liste des servitudes d’utilité publique"),
    _Designation("plan_sup", PieceKind.ANNEXE, "Plan des servitudes d’utilité publique"),
    _Designation("annexe", PieceKind.ANNEXE, "Annexe"),
)

#: Folders of the standard, with and without their numbers, and the kind of a piece in them that no name tells.
_FOLDERS: tuple[tuple[re.Pattern[str], PieceKind], ...] = (
    (re.compile(r"^0+[ _-]*proc[ée]dure", re.IGNORECASE), PieceKind.PROCEDURE),
    (re.compile(r"^(?:pi[èe]ces? de )?proc[ée]dure$", re.IGNORECASE), PieceKind.PROCEDURE),
    (re.compile(r"^\d*[ _-]*(?:avis|mrae|ppa)\b", re.IGNORECASE), PieceKind.AVIS),
    (re.compile(r"^\d*[ _-]*d[ée]lib", re.IGNORECASE), PieceKind.PROCEDURE),
    (re.compile(r"^\d*[ _-]*rapport[ _-]de[ _-]pr[ée]sentation", re.IGNORECASE), PieceKind.RAPPORT_PRESENTATION),
    (re.compile(r"^\d*[ _-]*padd$", re.IGNORECASE), PieceKind.PADD),
    (re.compile(r"^\d*[ _-]*r[èe]glement$", re.IGNORECASE), PieceKind.REGLEMENT),
    (re.compile(r"^\d*[ _-]*(?:oap|orientations[ _-]d?.?am[ée]nagement)$", re.IGNORECASE), PieceKind.OAP),
    (re.compile(r"^\d*[ _-]*annexes$", re.IGNORECASE), PieceKind.ANNEXE),
    (re.compile(r"^6[ _-]poa$", re.IGNORECASE), PieceKind.ANNEXE),
)
#: Kinds that a piece of a folder of the procedure may have by its name.
_OF_PROCEDURE = (PieceKind.PROCEDURE, PieceKind.AVIS)
#: What a rapport de présentation is made of, by law.
_OF_RAPPORT = (PieceKind.EIE, PieceKind.EVALUATION_ENVIRONNEMENTALE, PieceKind.RESUME_NON_TECHNIQUE)
_IN_FOLDER = "rangée dans «"


def guess_standard_piece(folders: Sequence[str], filename: str, titles: Mapping[str, str]) -> PieceGuess | None:
    """What a name of the standard, or a folder of it, tells of a piece; None where neither does.

    Args:
        folders: The folders that hold it, outermost first.
        filename: Its name.
        titles: Titles that the dossier's own table gives, by file name in lower case.
    """
    stem = filename.rpartition(".")[0]
    sector = next((match["n"] for name in (*folders, stem) if (match := _SECTOR.search(name))), None)
    given = titles.get(filename.lower())
    named = _PIECE.match(stem)
    found = _designated(named["words"].lower()) if named else None
    folder = _folder_kind(folders)
    if found is not None and named is not None:
        kind, reason = found.kind, f"nom du standard CNIG (« {found.starts} »)"
        if folder is not None and folder[0] is PieceKind.PROCEDURE and kind not in _OF_PROCEDURE:
            kind, reason = PieceKind.PROCEDURE, "rangée dans 0_Procedure"
        title = given or _title(found, named["words"].lower())
        return PieceGuess(filename, kind, title, reason, sector, "_97_00" in stem)
    if folder is not None:
        return PieceGuess(filename, folder[0], given, f"{_IN_FOLDER} {folder[1]} »", sector)
    if given is not None:
        return PieceGuess(filename, None, given, "titre de la table titres_pieces_ecrites", sector)
    return None


def guess_free_piece(folders: Sequence[str], filename: str, names: PieceNames) -> PieceGuess | None:
    """What the words of a name that follows no standard tell of a piece, else those of the folders that hold it.

    Args:
        folders: The folders that tell it from other pieces, outermost first.
        filename: Its name.
        names: How pieces are called.
    """
    found = kind_by_name(filename.rpartition(".")[0] or filename, names)
    if found is not None:
        return PieceGuess(filename, found[0], None, f"« {found[1].strip()} » dans le nom du fichier")
    for folder in reversed(folders):
        found = kind_by_name(folder, names)
        if found is not None:
            return PieceGuess(filename, found[0], None, f"« {found[1].strip()} » dans le nom du dossier « {folder} »")
    return None


def with_free_name(guess: PieceGuess | None, free: PieceGuess | None) -> PieceGuess | None:
    """Both together: a name of the standard wins, a folder of it gives way to a name that says more.

    A rapport de présentation holds état initial, évaluation and summary; an opinion is one wherever it is put.
    """
    if guess is None or free is None or free.kind is None:
        return guess or free
    if guess.kind is None:
        return replace(free, title=guess.title, sector=guess.sector)
    by_folder = guess.reason.startswith(_IN_FOLDER)
    finer = guess.kind is PieceKind.RAPPORT_PRESENTATION and free.kind in _OF_RAPPORT
    if by_folder and guess.kind not in _OF_PROCEDURE and (finer or free.kind in _OF_PROCEDURE):
        return replace(guess, kind=free.kind, reason=free.reason)
    if by_folder and guess.kind is PieceKind.PROCEDURE and free.kind is PieceKind.AVIS:
        return replace(guess, kind=PieceKind.AVIS, reason=f"{guess.reason}, {free.reason}")
    return guess


def _designated(words: str) -> _Designation | None:
    if words.startswith("rapport") and re.search(r"(?:^|_)rnt(?:_|$)", words):
        words = "rapport_rnt"
    return next((one for one in _DESIGNATIONS if words.startswith(one.starts)), None)


def _title(found: _Designation, words: str) -> str:
    title = found.title
    rest = words.removeprefix(found.starts).replace("_97_00", "")
    code = re.match(r"_(\d{2})(?:_(\d{2}))?", rest)
    if found.starts.startswith(("prescription", "info")) and code:
        names = PRESCRIPTIONS if found.starts.startswith("prescription") else INFORMATIONS
        label = names.get(f"{code[1]}-{code[2]}" if code[2] else code[1]) or names.get(code[1])
        title += f" : {label}" if label else f" {code[1]}{'-' + code[2] if code[2] else ''}"
        rest = rest[code.end() :]
    procedure = _PROCEDURE_CODE.search(rest)
    if procedure and procedure["proc"].upper() not in ("E", "R", "A"):
        title += f" ({procedure['proc'].upper()})"
    number = _NUMBER.search(rest)
    return f"{title}, n° {int(number['n'])}" if number else title


def _folder_kind(folders: Sequence[str]) -> tuple[PieceKind, str] | None:
    """The kind that the innermost folder of the standard gives, and the name of that folder."""
    for name in reversed(folders):
        for pattern, kind in _FOLDERS:
            if pattern.search(name):
                return kind, name
    return None
