"""Warnings of an answer: a code with parameters. The French sentence is made where the warning is shown.

Nothing reads the sentence back: whoever counts or sorts warnings does so by code and parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict

from domain.enums import Verdict
from domain.labels import VERDICT_WORDS

if TYPE_CHECKING:
    from domain.answers import Value


class WarningCode(StrEnum):
    """What an answer may warn of.

    ``LEGACY`` is a sentence stored before warnings had codes.
    """

    PROMPT_INJECTION = "prompt_injection"
    UNSURE_CRITERION = "unsure_criterion"
    CONTRADICTION = "contradiction"
    UNKNOWN_SENTENCES = "unknown_sentences"
    VALUE_DROPPED = "value_dropped"
    VALUE_UNEXPECTED = "value_unexpected"
    NO_CITATION = "no_citation"
    OTHERS_ONLY = "others_only"
    UNPROVED_CRITERIA = "unproved_criteria"
    ALSO_DENIED = "also_denied"
    OPINIONS_DIFFER = "opinions_differ"
    LOW_RECOGNITION = "low_recognition"
    SAYS_OTHERWISE = "says_otherwise"
    OTHERWISE_ELSEWHERE = "otherwise_elsewhere"
    INCOMPLETE = "incomplete"
    OTHER_ZONE = "other_zone"
    OTHER_PIECE = "other_piece"
    SAID_BY_OTHERS = "said_by_others"
    PROPOSED = "proposed"
    OUT_OF_SCOPE = "out_of_scope"
    UNUSABLE_REPLIES = "unusable_replies"
    LEGACY = "legacy"


class ContradictingValue(TypedDict):
    """A value of a thing that has several."""

    value: float
    unit: str | None
    piece: str
    page: int | None


class WarningParams(TypedDict, total=False):
    """What codes tell; each constructor of :class:`AnswerWarning` says which of these its code has."""

    by_reader: str
    by_rule: str
    confidence: float
    count: int
    criteria: list[str]
    criterion: str
    label: str | None
    learnt: bool
    missing: str | None
    numbers: list[int]
    page: int | None
    pages: str
    plan: str
    piece: str
    places: list[str]
    procedure: str
    reason: str
    said: str
    text: str
    values: list[ContradictingValue]
    verdict: str


@dataclass(frozen=True, slots=True)
class AnswerWarning:
    """A warning with the parameters that its code asks for, all of them JSON values.

    Example:
        >>> AnswerWarning.value_dropped("12 ha").sentence
        "Valeur écartée : « 12 ha » n'est pas dans la phrase indiquée."
    """

    code: WarningCode
    params: WarningParams = field(default_factory=WarningParams)

    def __hash__(self) -> int:
        """By code and sentence: parameters may hold lists."""
        return hash((self.code, self.sentence))

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """The warning in French."""
        return _SENTENCES[self.code](self.params)

    @classmethod
    def prompt_injection(cls, places: Iterable[str]) -> AnswerWarning:
        """Text addressed to a machine was kept from the readers; ``places`` are « piece p. n »."""
        return cls(WarningCode.PROMPT_INJECTION, {"places": list(places)})

    @classmethod
    def unsure_criterion(cls, name: str) -> AnswerWarning:
        """The model is not sure of the criterion that decides the verdict."""
        return cls(WarningCode.UNSURE_CRITERION, {"criterion": name})

    @classmethod
    def contradiction(cls, label: str, values: Iterable[Value]) -> AnswerWarning:
        """One thing measured has different values in several pieces."""
        said: list[ContradictingValue] = [
            {"value": one.value, "unit": one.unit, "piece": one.piece, "page": one.page} for one in values
        ]
        return cls(WarningCode.CONTRADICTION, {"label": label, "values": said})

    @classmethod
    def unknown_sentences(cls, numbers: Iterable[int]) -> AnswerWarning:
        """The model named sentences that it was not shown."""
        return cls(WarningCode.UNKNOWN_SENTENCES, {"numbers": list(numbers)})

    @classmethod
    def value_dropped(cls, said: str) -> AnswerWarning:
        """A value that the model gave stands not in the sentence that it named."""
        return cls(WarningCode.VALUE_DROPPED, {"said": said})

    @classmethod
    def value_unexpected(cls, said: str, label: str | None) -> AnswerWarning:
        """A value that stands in its sentence but is none of those expected; ``label`` is what it was said to be."""
        return cls(WarningCode.VALUE_UNEXPECTED, {"said": said, "label": label})

    @classmethod
    def others_only(cls, criteria: Iterable[str]) -> AnswerWarning:
        """Criteria that only an opinion or a piece of the procedure speaks of."""
        return cls(WarningCode.OTHERS_ONLY, {"criteria": list(criteria)})

    @classmethod
    def unproved_criteria(cls, criteria: Iterable[str]) -> AnswerWarning:
        """Criteria given as established without any sentence."""
        return cls(WarningCode.UNPROVED_CRITERIA, {"criteria": list(criteria)})

    @classmethod
    def also_denied(cls, criterion: str, pages: str) -> AnswerWarning:
        """A criterion that the document establishes and denies; ``pages`` say where it denies."""
        return cls(WarningCode.ALSO_DENIED, {"criterion": criterion, "pages": pages})

    @classmethod
    def opinions_differ(cls, by_rule: Verdict, by_reader: Verdict) -> AnswerWarning:
        """The grid's rule and the reader's own verdict differ."""
        return cls(WarningCode.OPINIONS_DIFFER, {"by_rule": by_rule.value, "by_reader": by_reader.value})

    @classmethod
    def no_citation(cls, verdict: Verdict) -> AnswerWarning:
        """The model gave a verdict that needs a proof, without any."""
        return cls(WarningCode.NO_CITATION, {"verdict": verdict.value})

    @classmethod
    def low_recognition(cls, piece: str, page: int | None, confidence: float) -> AnswerWarning:
        """A page cited was read by character recognition, with a low confidence (0 to 1)."""
        return cls(WarningCode.LOW_RECOGNITION, {"piece": piece, "page": page, "confidence": confidence})

    @classmethod
    def says_otherwise(cls, places: Iterable[str]) -> AnswerWarning:
        """The document says something else too; ``places`` are « piece p. n »."""
        return cls(WarningCode.SAYS_OTHERWISE, {"places": list(places)})

    @classmethod
    def otherwise_elsewhere(cls, places: Iterable[str]) -> AnswerWarning:
        """The document says something else too, outside the zone, place or piece asked; « piece p. n »."""
        return cls(WarningCode.OTHERWISE_ELSEWHERE, {"places": list(places)})

    @classmethod
    def other_zone(cls, places: Iterable[str]) -> AnswerWarning:
        """What is quoted stands for another zone than the one asked; ``places`` are « piece p. n »."""
        return cls(WarningCode.OTHER_ZONE, {"places": list(places)})

    @classmethod
    def other_piece(cls, places: Iterable[str]) -> AnswerWarning:
        """What is quoted stands in another piece than the one asked; ``places`` are « piece p. n »."""
        return cls(WarningCode.OTHER_PIECE, {"places": list(places)})

    @classmethod
    def said_by_others(cls, places: Iterable[str]) -> AnswerWarning:
        """What is quoted tells what an authority, a neighbour or a former plan says; ``places`` are « piece p. n »."""
        return cls(WarningCode.SAID_BY_OTHERS, {"places": list(places)})

    @classmethod
    def incomplete(cls, missing: str | None) -> AnswerWarning:
        """The sentences read answer a question in part; ``missing`` says what they lack."""
        return cls(WarningCode.INCOMPLETE, {"missing": missing})

    @classmethod
    def proposed(cls, verdict: Verdict, reason: str, *, learnt: bool) -> AnswerWarning:
        """A verdict only proposed, and why; ``learnt``: whether each criterion had labelled examples."""
        return cls(WarningCode.PROPOSED, {"verdict": verdict.value, "reason": reason, "learnt": learnt})

    @classmethod
    def out_of_scope(cls, procedure: str, plan: str) -> AnswerWarning:
        """A partial procedure does not speak of the subject; ``plan`` is the title of what it changes, or empty."""
        return cls(WarningCode.OUT_OF_SCOPE, {"procedure": procedure, "plan": plan})

    @classmethod
    def unusable_replies(cls, count: int) -> AnswerWarning:
        """The model's replies on some sentences could not be used: they were left out."""
        return cls(WarningCode.UNUSABLE_REPLIES, {"count": count})

    @classmethod
    def legacy(cls, text: str) -> AnswerWarning:
        """A sentence stored before warnings had codes."""
        return cls(WarningCode.LEGACY, {"text": text})


def _contradiction(params: WarningParams) -> str:
    said = " ; ".join(
        f"{one['value']:g} {one['unit'] or ''}".strip().replace(".", ",") + f" ({one['piece']}{_page(one['page'])})"
        for one in params["values"]
    )
    return f"Valeurs différentes selon les pièces pour « {params['label']} » : {said}."


def _verdict(value: str) -> str:
    return VERDICT_WORDS[Verdict(value)]


def _within(said: str | None) -> str:
    return f" ({said})" if said else ""


def _page(page: int | None) -> str:
    return "" if page is None else f", p. {page}"


def _proposed(params: WarningParams) -> str:
    learnt = "" if params["learnt"] else " Un critère n'a pas assez d'exemples : la proposition est moins sûre."
    return f"Proposition de l'outil, à confirmer : « {_verdict(params['verdict'])} » ({params['reason']}).{learnt}"


def _out_of_scope(params: WarningParams) -> str:
    where = f" Voyez le plan qu'elle change : {params['plan']}." if params["plan"] else ""
    return (
        f"Sans objet (périmètre) : procédure « {params['procedure']} », qui ne change qu'une partie du plan ; son "
        f"dossier ne dit rien de ce sujet, ce qui ne veut pas dire que le plan n'en dit rien.{where}"
    )


def _low_recognition(params: WarningParams) -> str:
    share = f"{params['confidence']:.0%}".replace("%", " %")
    return (
        f"{params['piece']} p. {params['page']} : page numérisée mal reconnue (confiance {share}), "
        "vérifiez la citation sur l'original."
    )


_SENTENCES: Mapping[WarningCode, Callable[[WarningParams], str]] = {
    WarningCode.PROMPT_INJECTION: lambda params: (
        f"Texte adressé à une machine, écarté de la lecture : {', '.join(params['places'])}."
    ),
    WarningCode.UNSURE_CRITERION: lambda params: (
        f"Le modèle n'est pas sûr de ce qui décide ici ({params['criterion']}) : à relire d'abord."
    ),
    WarningCode.CONTRADICTION: _contradiction,
    WarningCode.UNKNOWN_SENTENCES: lambda params: (
        "Phrases citées par le modèle mais inexistantes, écartées : "
        f"{', '.join(str(number) for number in params['numbers'])}."
    ),
    WarningCode.VALUE_DROPPED: lambda params: (
        f"Valeur écartée : « {params['said']} » n'est pas dans la phrase indiquée."
    ),
    WarningCode.VALUE_UNEXPECTED: lambda params: (
        f"Valeur écartée : « {params['said']} » n'est pas une valeur attendue ({params['label'] or 'sans libellé'})."
    ),
    WarningCode.NO_CITATION: lambda params: (
        f"Le modèle répond « {_verdict(params['verdict'])} » sans citer de phrase : à vérifier."
    ),
    WarningCode.OTHERS_ONLY: lambda params: (
        f"Dit seulement par un avis ou une pièce de procédure, non retenu : {', '.join(params['criteria']).lower()}."
    ),
    WarningCode.UNPROVED_CRITERIA: lambda params: (
        f"Critère donné pour établi sans phrase, non retenu : {', '.join(params['criteria']).lower()}."
    ),
    WarningCode.ALSO_DENIED: lambda params: (
        f"Établi et démenti dans le même document : {params['criterion'].lower()} (démenti : {params['pages']})."
    ),
    WarningCode.OPINIONS_DIFFER: lambda params: (
        f"La règle de la grille donne « {_verdict(params['by_rule'])} », la lecture du modèle "
        f"« {_verdict(params['by_reader'])} » : à vérifier."
    ),
    WarningCode.LOW_RECOGNITION: _low_recognition,
    WarningCode.SAYS_OTHERWISE: lambda params: f"Le document dit aussi autre chose : {', '.join(params['places'])}.",
    WarningCode.OTHERWISE_ELSEWHERE: lambda params: (
        f"Autre chose est dit ailleurs, mais pas pour ce que vous demandez : {', '.join(params['places'])}."
    ),
    WarningCode.OTHER_ZONE: lambda params: (
        f"À vérifier : d'après ce qui le précède, ce texte vaut pour une autre zone ({', '.join(params['places'])})."
    ),
    WarningCode.OTHER_PIECE: lambda params: (
        f"À vérifier : ce texte est d'une autre pièce que celle de la question ({', '.join(params['places'])})."
    ),
    WarningCode.SAID_BY_OTHERS: lambda params: (
        f"À vérifier : ce texte rapporte ce que disent d'autres que le plan ({', '.join(params['places'])})."
    ),
    WarningCode.INCOMPLETE: lambda params: f"Réponse incomplète d'après les phrases lues{_within(params['missing'])}.",
    WarningCode.PROPOSED: _proposed,
    WarningCode.OUT_OF_SCOPE: _out_of_scope,
    WarningCode.UNUSABLE_REPLIES: lambda params: (
        "Une réponse du modèle était inexploitable : ce qu'elle jugeait est laissé de côté."
        if params["count"] == 1
        else f"{params['count']} réponses du modèle étaient inexploitables : ce qu'elles jugeaient est laissé de côté."
    ),
    WarningCode.LEGACY: lambda params: str(params["text"]),
}
