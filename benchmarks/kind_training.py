"""The kind of a question: weights are learnt here from ways of asking, and measured on the question sets.

    python -m benchmarks.kind_training [--models DIR] [--write]

``data/question_kinds.txt`` holds ways of asking by kind; each is filled in some ways with themes, zones and names. The
rules know none of them, so that what the rules say is trusted as far as it deserves. ``data/question_wordings.tsv``
holds whole questions by authors who saw no rule, each in words of its own. The series of the question set that may be
read are learnt from as well. Figures on an author's questions and on a series are of weights learnt without them; right
kinds of the halves kept apart are counted too. ``--write`` replaces both files of weights: of words alone, and of words
with the vector that the embedding model gives a question.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.question_set import APART, ExpectedKind, Half, load_questions
from french import learnt_kinds
from french.english_questions import english_kind, in_french
from french.kind_features import kind_features
from french.leaning_questions import asking_part
from french.learnt_kinds import VALUE_OR_RULE, WEIGHTS, WEIGHTS_WITH_MEANING, KindWeights, group_of
from french.question_analysis import read_question
from french.question_kinds import read_kind
from french.question_scope import read_scope, without_scope
from french.questions_of_text import questions_in
from settings import Settings
from vectorstore import OnnxEmbedder, ensure_e5_onnx

_DATA = Path(__file__).parent / "data"
WAYS, WORDINGS = _DATA / "question_kinds.txt", _DATA / "question_wordings.tsv"
#: How often each way of asking is filled, inverse of the penalty, times a feature is seen, least weight that is kept.
_FILLED, _C, _SEEN, _LEAST = 4, 1.0, 3, 0.04
#: What vectors of length 1 are multiplied by before they are weighed beside features that are 0 or 1.
_STRETCH = 6.0
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
    text: str
    features: frozenset[str]
    ruled: str
    kind: str


def main() -> None:
    """Learn, print a table, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=Settings().models_dir)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    ways, authors = filled_ways(), wordings()
    series = {half.value: _of_half(half) for half in Half}
    embedder = OnnxEmbedder(ensure_e5_onnx(asked.models, print))
    texts = {one.text for some in (ways, *authors.values(), *series.values()) for one in some}
    vectors = dict(zip(texts, embedder.embed_queries(list(texts)), strict=True))
    read = {name: some for name, some in series.items() if Half(name) not in APART}
    sources = {**{f"author {name}": some for name, some in authors.items()}, **read}
    every = [*ways, *(one for some in sources.values() for one in some)]
    learnt, meant = fit(every), fit(every, vectors)
    print("| questions | of | rules | words | words and meaning |\n|---|---|---|---|---|")
    for name, some in sources.items():
        others = [*ways, *(one for source, theirs in sources.items() if source != name for one in theirs)]
        print(_row(name, some, fit(others), fit(others, vectors), vectors))
    for half in APART:
        print(_row(half.value, series[half.value], learnt, meant, vectors))
    if asked.write:
        _write(learnt, WEIGHTS)
        _write(meant, WEIGHTS_WITH_MEANING)


_Vectors = Mapping[str, NDArray[np.float32]]


def _row(name: str, some: Sequence[_Labelled], learnt: KindWeights, meant: KindWeights, vectors: _Vectors) -> str:
    ruled = sum(one.ruled == one.kind for one in some)
    by_words = sum(_likeliest(learnt.log_odds(one.features)) == one.kind for one in some)
    by_meaning = sum(_likeliest(meant.log_odds(one.features, vectors[one.text].tolist())) == one.kind for one in some)
    return f"| {name} | {len(some)} | {ruled} | {by_words} | {by_meaning} |"


def _likeliest(odds: Mapping[str, float]) -> str:
    return max(odds, key=lambda name: odds[name])


_QUANTITIES = (ExpectedKind.VALUE, ExpectedKind.RULE)


def _of_half(half: Half) -> list[_Labelled]:
    return [
        _labelled(questions_in(one.question)[0], VALUE_OR_RULE if one.kind in _QUANTITIES else one.kind.value)
        for one in load_questions(half)
        if one.kind is not ExpectedKind.UNANSWERABLE
    ]


def wordings(file: Path = WORDINGS) -> dict[str, list[_Labelled]]:
    """Whole questions by author; of a letter the question it asks."""
    found: dict[str, list[_Labelled]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        author, kind, text = line.split("\t")
        label = VALUE_OR_RULE if kind in _QUANTITIES else kind
        found.setdefault(author, []).append(_labelled(questions_in(text)[0], label))
    return found


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


def fit(questions: Sequence[_Labelled], vectors: _Vectors | None = None) -> KindWeights:
    """The weights that tell the kinds apart: of words, and of vectors where they are given."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for one in questions for name in one.features)
    columns = DictVectorizer()
    values = columns.fit_transform(
        [dict.fromkeys((n for n in one.features if seen[n] >= _SEEN), 1) for one in questions]
    )
    if vectors is not None:
        values = hstack([values, csr_matrix(_STRETCH * np.stack([vectors[one.text] for one in questions]))]).tocsr()
    model = LogisticRegression(C=_C, max_iter=3000).fit(values, [one.kind for one in questions])
    names = columns.get_feature_names_out()
    kept = {
        str(name): tuple(round(float(weight), 3) for weight in column)
        for name, column in zip(names, model.coef_.T[: len(names)], strict=True)
        if abs(column).max() >= _LEAST
    }
    starts = tuple(round(float(one), 3) for one in model.intercept_)
    meaning = tuple(tuple(round(float(one), 2) for one in _STRETCH * row[len(names) :]) for row in model.coef_)
    return KindWeights(tuple(map(str, model.classes_)), starts, kept, meaning if vectors is not None else ())


def _labelled(question: str, kind: str) -> _Labelled:
    question = asking_part(question)
    said = in_french(question)
    scope = read_scope(said)
    ruled = (
        english_kind(question)
        if said != question
        else read_kind(said, read_question(without_scope(said, scope)), scope)
    )
    return _Labelled(question, kind_features(said, scope, ruled), group_of(ruled), kind)


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


def _write(weights: KindWeights, name: str) -> None:
    rows = sorted(weights.features.items())
    features = ",\n".join(f"{json.dumps(feature, ensure_ascii=False)}: {list(row)}" for feature, row in rows)
    parts = {
        "learnt by": json.dumps("python -m benchmarks.kind_training"),
        "kinds": json.dumps(list(weights.kinds)),
        "starts": json.dumps(list(weights.starts)),
        "features": f"{{\n{features}\n}}",
    }
    if weights.meaning:
        vectors = ",\n".join(json.dumps(row) for row in weights.meaning)
        parts["meaning"] = f"[\n{vectors}\n]"
    text = ",\n".join(f'"{part}": {value}' for part, value in parts.items())
    file = Path(learnt_kinds.__file__).parent / "data" / name
    file.write_text(f"{{{text}}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
