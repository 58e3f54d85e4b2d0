"""What is wrong in a grid file, said in French with the line and the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from domain import PieceKind
from indicator_queries.schema import (
    Criterion,
    Examples,
    ExpectedValue,
    Grid,
    Indicator,
    Rubric,
    SubQuestion,
    VerdictRule,
)

_TEXT = "un texte est attendu"
_MESSAGES = {
    "missing": "champ obligatoire absent",
    "string_too_short": "le texte est vide",
    "tuple_type": "une liste est attendue : un élément par ligne, précédé d'un tiret",
    "model_type": "des champs « nom: valeur » sont attendus ici",
    "too_short": "la liste est vide, il faut au moins un élément",
    "string_pattern_mismatch": (
        "code incorrect : une majuscule, puis majuscules, chiffres, tirets ou soulignés, 16 caractères au plus"
    ),
    "enum": f"pièce inconnue ; valeurs possibles : {', '.join(kind.value for kind in PieceKind)}",
}
# The loader speaks English; these are the slips that people make.
_SYNTAX = (
    ("duplicate key", "le même champ est écrit deux fois"),
    ("'\\t'", "une tabulation sert de retrait ; remplacez-la par des espaces"),
    (
        "mapping values are not allowed",
        "un « : » est mal placé ; mettez le texte entre guillemets ou vérifiez le retrait",
    ),
    ("unexpected end of stream", "des guillemets ne sont pas refermés"),
    ("could not find expected ':'", "un « : » manque après un nom de champ, ou un retrait est faux"),
    ("expected <block end>", "un retrait (nombre d'espaces en début de ligne) est faux"),
    ("',' or", "un crochet ou une accolade n'est pas refermé, ou une virgule manque"),
    ("undefined alias", "un renvoi « * » ne désigne rien ; mettez le texte entre guillemets"),
    ("cannot start any token", "un texte commence par un caractère réservé (%, @, `...) ; mettez-le entre guillemets"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ``line`` counts from 1 and is 0 where no line can be named."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"ligne {self.line} : {self.message}" if self.line else self.message


def syntax_fault(error: MarkedYAMLError) -> Fault:
    """The fault behind an error of the YAML loader, with its line and column (both from 1)."""
    mark = error.problem_mark or error.context_mark
    problem = str(error.problem or error.context or error)
    french = next((text for sign, text in _SYNTAX if sign in problem), None)
    message = f"{french} ({problem})" if french else f"le YAML est mal formé ({problem})"
    if mark is None:
        return Fault(0, message)
    return Fault(mark.line + 1, f"colonne {mark.column + 1} : {message}")


def describe(tree: CommentedMap, item: ErrorDetails) -> list[Fault]:
    """One error of pydantic as a fault; none where it only follows from another one.

    A list whose elements are all wrong is also reported as too short: that is not said twice.
    """
    path, kind = item["loc"], item["type"]
    node = _at(tree, path)
    if kind == "too_short" and isinstance(node, Sequence) and node:
        return []
    line = _line(tree, path[:-1] if kind == "missing" else path)
    return [Fault(line, f"{_place(tree, path)} : {_message(item, node, path)}")]


def duplicate_codes(tree: CommentedMap) -> list[Fault]:
    """A fault for each indicator whose code an earlier one already has."""
    indicators = tree.get("indicators")
    if not isinstance(indicators, CommentedSeq):
        return []
    seen: dict[str, int] = {}
    faults = []
    for position, indicator in enumerate(indicators):
        code = _code(indicator)
        if code is None:
            continue
        line = _line(tree, ("indicators", position, "code"))
        if code in seen:
            faults.append(Fault(line, f"indicateur {code}, champ code : code déjà pris à la ligne {seen[code]}"))
        else:
            seen[code] = line
    return faults


def _message(item: ErrorDetails, node: Any, path: tuple[int | str, ...]) -> str:
    kind = item["type"]
    if kind == "string_type":
        if node is None:
            return f"{_TEXT}, le champ est vide"
        if isinstance(node, (dict, list)):
            return f"{_TEXT} ; s'il contient « : », mettez-le entre guillemets"
        return f"{_TEXT} ; mettez {node} entre guillemets"
    if kind == "extra_forbidden":
        known = list(_model(path[:-1]).model_fields)
        close = get_close_matches(str(path[-1]), known, n=1)
        return (
            f"champ inconnu ; vouliez-vous dire « {close[0]} » ?"
            if close
            else (f"champ inconnu ; champs possibles : {', '.join(known)}")
        )
    return _MESSAGES.get(kind, item["msg"])


def _model(path: tuple[int | str, ...]) -> type[BaseModel]:
    models: dict[tuple[str, ...], type[BaseModel]] = {
        (): Grid,
        ("indicators",): Indicator,
        ("indicators", "rubric"): Rubric,
        ("indicators", "sub_questions"): SubQuestion,
        ("indicators", "rubric", "criteria"): Criterion,
        ("indicators", "rubric", "criteria", "examples"): Examples,
        ("indicators", "rubric", "rule"): VerdictRule,
    }
    return models.get(tuple(part for part in path if isinstance(part, str)), ExpectedValue)


def _place(tree: CommentedMap, path: tuple[int | str, ...]) -> str:
    """« indicateur I05, champ rubric.oui », « indicateur n° 3, champ vocabulary, élément 2 »."""
    if not path:
        return "grille"
    rest = path
    parts = []
    if path[0] == "indicators" and len(path) > 1:
        code = _code(_at(tree, path[:2]))
        parts.append(f"indicateur {code}" if code else f"indicateur n° {int(path[1]) + 1}")
        rest = path[2:]
    field: list[str] = []
    for part in rest:
        if isinstance(part, int):
            field[-1] += f"[{part + 1}]"
        else:
            field.append(part)
    if field:
        parts.append(f"champ {'.'.join(field)}")
    return ", ".join(parts)


def _code(indicator: Any) -> str | None:
    code = indicator.get("code") if isinstance(indicator, CommentedMap) else None
    return code.strip() or None if isinstance(code, str) else None


def _at(tree: Any, path: Sequence[int | str]) -> Any:
    """The node at ``path``, None where the file has none."""
    node = tree
    for part in path:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            return None
    return node


def _line(tree: CommentedMap, path: Sequence[int | str]) -> int:
    """The line, from 1, of the deepest part of ``path`` that the file has; 1 at the root."""
    line = 1
    node: Any = tree
    for part in path:
        try:
            if isinstance(node, CommentedMap):
                line = node.lc.key(part)[0] + 1
            elif isinstance(node, CommentedSeq):
                line = node.lc.item(part)[0] + 1
            node = node[part]
        except (KeyError, IndexError, TypeError):  # absent, or merged from an anchor and without a line of its own
            break
    return line
