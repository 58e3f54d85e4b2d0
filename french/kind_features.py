"""What a question is made of, as far as its kind shows: its small words in order, and what stands for its names.

« Quelle hauteur en UB et en UC » and « quelle largeur en N-1 et en N-2 » are one: codes of zones, numbers, pieces and
names are each one word here, so that weights learnt from some questions hold for others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.text_folding import fold
from domain.understood_questions import QuestionKind, QuestionScope

_WORD = re.compile(r"[^\W_]+(?:[’'](?=\W|$))?|[?:,]")
_PIECES = frozenset(
    ("padd", "doo", "pas", "reglement", "oap", "eie", "rapport", "diagnostic", "resume", "annexe", "annexes")
)
_OPINIONS = frozenset(("evaluation", "avis", "justification", "pac"))
_DOSSIER = frozenset(("plan", "plui", "pluih", "plu", "scot", "dossier", "document", "projet", "schema"))
#: Words in a row that make one feature, and questions' words that are read.
_MOST_IN_A_ROW, _MOST_WORDS = 3, 40


def kind_features(question: str, scope: QuestionScope, ruled: QuestionKind) -> frozenset[str]:
    """The features of a question: one to three words in a row, what zones and articles it names, the kind by rules."""
    words = ["^", *_words(question, scope), "$"][:_MOST_WORDS]
    rows = {
        " ".join(words[start : start + size])
        for size in range(1, _MOST_IN_A_ROW + 1)
        for start in range(len(words) - size + 1)
    }
    zones = min(len(scope.zones), 2)
    cited = "article" if scope.articles else "provision" if scope.provisions else "none"
    first = " ".join(words[1:3])
    return frozenset(
        {*rows, f"#zones {zones}", f"#cited {cited}", f"#kind {ruled.value}", f"#{first} #{zones} #{cited}"}
    )


def _words(question: str, scope: QuestionScope) -> Iterator[str]:
    zones = {part for zone in scope.zones for part in re.findall(r"[^\W_]+", fold(zone))}
    shouted = question.isupper()
    before = ""
    for match in _WORD.finditer(question.replace("’", "'")):
        typed, plain = match[0], fold(match[0]).strip("'’")
        after_break = before in ("", "?", ":")
        before = typed
        if plain in zones:
            yield "<zone>"
        elif plain.isdigit():
            yield "<annee>" if len(plain) == 4 and plain[:2] in ("19", "20") else "<nombre>"
        elif plain in _PIECES or plain in _OPINIONS:
            yield "<piece>"
        elif plain in _DOSSIER:
            yield "<dossier>"
        elif typed[:1].isupper() and not shouted and not after_break:
            yield "<nom>"
        else:
            yield plain.rstrip("s") if len(plain) > 3 else plain
