"""The kind of a question: weights are learnt here from ways of asking, and measured on the question sets.

    python -m benchmarks.kind_training [--write]

``data/question_kinds.txt`` holds ways of asking by kind; each is filled in some ways with themes, zones and names. The
rules know none of them, so that what the rules say is trusted as far as it deserves. The sets of questions are not
learnt from: right kinds are counted on each, of the halves kept apart too. ``--write`` replaces the weights.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.question_set import ExpectedKind, Half, load_questions
from french import learnt_kinds
from french.english_questions import english_kind, in_french
from french.kind_features import kind_features
from french.learnt_kinds import VALUE_OR_RULE, WEIGHTS, KindWeights, group_of
from french.question_analysis import read_question
from french.question_kinds import read_kind
from french.question_scope import read_scope, without_scope
from french.question_understanding import questions_in

WAYS = Path(__file__).parent / "data" / "question_kinds.txt"
#: How often each way of asking is filled, inverse of the penalty, times a feature is seen, least weight that is kept.
_FILLED, _C, _SEEN, _LEAST = 4, 1.0, 3, 0.04
_SLOTS = {
    "T": "les zones humides|le stationnement|la trame verte et bleue|les clôtures|l'eau potable|le logement social"
    "|les haies|la consommation d'espaces|l'agriculture|le tourisme|les mobilités|le paysage|les eaux pluviales"
    "|les énergies renouvelables|la pollution lumineuse|le commerce|les risques d'inondation|l'assainissement"
    "|les toitures|la pleine terre|la biodiversité|le bruit|les déchets|le patrimoine bâti|la compensation",
    "N": "communes|logements|places|arbres|stations d'épuration|corridors|captages|sites|mesures|sous-secteurs"
    "|essences|emplois|haltes|parkings|actions|hameaux|exploitations|servitudes",
    "V": "construire un garage|installer des panneaux solaires|couper un arbre|poser une clôture|ouvrir un commerce"
    "|creuser une piscine|agrandir une maison|démolir un mur|stationner une caravane|rénover une façade|camper"
    "|changer la destination d'une grange|drainer un pré|bâtir un hangar",
    "M": "hauteur|surface|largeur|distance|part|longueur|pente|densité|recul|emprise|superficie|profondeur",
    "Z": "UA|UB|N-3|4AU1|Nh|Ap|UXa|A|N|AUz|UCb|1AU|Nzh|UE",
    "A": "Valmont|la CCVL|Saint-Aubin|la gare|le bourg|le hameau des Combes|la zone du Moulin|Roquefeuil"
    "|la déchèterie|l'étang de Berre|la station de Pré-Clos|la ZAC des Lys|le pont neuf|Castelnau",
    "P": "PADD|DOO|PAS|règlement|rapport de présentation|résumé non technique|EIE|diagnostic",
    "D": "plan|PLUi|SCoT|PLU|dossier|document|projet",
}
_AFTER = {"dT": ("des ", "du ", "de "), "aT": ("aux ", "au ", "à ")}


@dataclass(frozen=True, slots=True)
class _Labelled:
    features: frozenset[str]
    ruled: str
    kind: str


def main() -> None:
    """Learn, print a table, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    learnt = fit(filled_ways())
    print("| questions | of | rules | learnt |\n|---|---|---|---|")
    for half in Half:
        questions = [
            _labelled(questions_in(one.question)[0], VALUE_OR_RULE if one.kind in _QUANTITIES else one.kind.value)
            for one in load_questions(half)
            if one.kind is not ExpectedKind.UNANSWERABLE
        ]
        ruled = sum(one.ruled == one.kind for one in questions)
        found = 0
        for one in questions:
            odds = learnt.log_odds(one.features)
            found += max(odds, key=lambda name: odds[name]) == one.kind
        print(f"| {half.value} | {len(questions)} | {ruled} | {found} |")
    if asked.write:
        _write(learnt)


_QUANTITIES = (ExpectedKind.VALUE, ExpectedKind.RULE)


def filled_ways(ways: Path = WAYS) -> list[_Labelled]:
    """The ways of asking, each filled some times, always alike."""
    chance = random.Random(1)  # always the same
    found = []
    for line in ways.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, way = line.split(": ", 1)
            label = VALUE_OR_RULE if kind == "quantity" else kind
            found += [_labelled(_filled(way, chance), label) for _ in range(_FILLED)]
    return found


def fit(questions: Sequence[_Labelled]) -> KindWeights:
    """The weights that tell the kinds apart."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for one in questions for name in one.features)
    vectors = DictVectorizer()
    values = vectors.fit_transform(
        [dict.fromkeys((n for n in one.features if seen[n] >= _SEEN), 1) for one in questions]
    )
    model = LogisticRegression(C=_C, max_iter=3000).fit(values, [one.kind for one in questions])
    names = vectors.get_feature_names_out()
    kept = {
        str(name): tuple(round(float(weight), 3) for weight in column)
        for name, column in zip(names, model.coef_.T, strict=True)
        if abs(column).max() >= _LEAST
    }
    return KindWeights(tuple(map(str, model.classes_)), tuple(round(float(one), 3) for one in model.intercept_), kept)


def _labelled(question: str, kind: str) -> _Labelled:
    said = in_french(question)
    scope = read_scope(said)
    ruled = (
        english_kind(question)
        if said != question
        else read_kind(said, read_question(without_scope(said, scope)), scope)
    )
    return _Labelled(kind_features(said, scope, ruled), group_of(ruled), kind)


def _filled(way: str, chance: random.Random) -> str:
    zones, names = (chance.sample(_SLOTS[slot].split("|"), 2) for slot in ("Z", "A"))
    theme = chance.choice(_SLOTS["T"].split("|"))
    chosen = {"Z": zones[0], "Y": zones[1], "A": names[0], "B": names[1], "T": theme}
    chosen |= {slot: _contracted(theme, forms) for slot, forms in _AFTER.items()}

    def of_slot(match: re.Match[str]) -> str:
        return chosen.get(match[1]) or chance.choice(_SLOTS[match[1]].split("|"))

    text = re.sub(r"\{(\w+)\}", of_slot, way)
    return f"{text[0].upper()}{text[1:]}" if chance.random() < 0.8 else text


def _contracted(theme: str, forms: tuple[str, str, str]) -> str:
    """« les haies » after « de »: « des haies »."""
    for article, form in zip(("les ", "le "), forms, strict=False):
        if theme.startswith(article):
            return f"{form}{theme.removeprefix(article)}"
    return f"{forms[2]}{theme}"


def _write(weights: KindWeights) -> None:
    rows = sorted(weights.features.items())
    features = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}: {list(row)}" for name, row in rows)
    parts = {
        "learnt by": json.dumps("python -m benchmarks.kind_training"),
        "kinds": json.dumps(list(weights.kinds)),
        "starts": json.dumps(list(weights.starts)),
        "features": f"{{\n{features}\n}}",
    }
    text = ",\n".join(f'"{name}": {value}' for name, value in parts.items())
    file = Path(learnt_kinds.__file__).parent / "data" / WEIGHTS
    file.write_text(f"{{{text}}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
