"""A small invented plan, a retriever that returns it whole, and a model that says what it is told."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from answering import DocumentContext
from answering.llm import Message, ModelCard, OptionDecision, Reply
from domain import Hit, PieceKind, Query, QueryTrace, Side, StoredPassage, StoredSentence
from indicator_queries.schema import ExpectedValue, Indicator, Rubric

DOCUMENT = "plui-invente"

#: (piece, physical page, printed label, sentences)
PAGES: tuple[tuple[str, int, str, tuple[str, ...]], ...] = (
    (
        "reglement",
        12,
        "10",
        (
            "En zone UB, au moins 40 % de la superficie de l’unité foncière est maintenue en pleine terre.",
            "Il est planté un arbre pour quatre places de stationnement.",
            "Les clôtures laissent passer la petite faune.",
        ),
    ),
    (
        "reglement",
        13,
        "11",
        ("La hauteur des constructions n’excède pas 9 mètres.", "Les toitures terrasses peuvent être végétalisées."),
    ),
    (
        "padd",
        3,
        "3",
        (
            "La commune souhaite conserver une place pour la nature en ville.",
            "Le territoire couvre 1 250,5 ha et compte deux cents hectares de bois.",
        ),
    ),
)


def stored_sentences() -> dict[str, list[StoredSentence]]:
    """The sentences of the invented plan, by piece."""
    pieces: dict[str, list[StoredSentence]] = {}
    for piece, page, label, texts in PAGES:
        start = 0
        for text in texts:
            known = pieces.setdefault(piece, [])
            known.append(StoredSentence(DOCUMENT, piece, page, page, label, len(known), start, start + len(text), text))
            start += len(text) + 1
    return pieces


def page_text(piece: str, page: int) -> str:
    """Text of a page: its sentences one after the other."""
    return next(" ".join(texts) for name, number, _, texts in PAGES if (name, number) == (piece, page))


class FakeSentences:
    """The sentence source over the invented plan, or over other sentences."""

    def __init__(self, pieces: Mapping[str, list[StoredSentence]] | None = None):
        self.pieces = pieces or stored_sentences()

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:
        return self.pieces[piece][first : last + 1]


def hits_of(pieces: Mapping[str, list[StoredSentence]]) -> list[Hit]:
    """One passage a page, in order."""
    hits: list[Hit] = []
    for piece, sentences in pieces.items():
        for page in dict.fromkeys(sentence.page for sentence in sentences):
            own = [sentence for sentence in sentences if sentence.page == page]
            passage = StoredPassage(
                id=f"{piece}-{page}", document=DOCUMENT, piece=piece, piece_kind=PieceKind.REGLEMENT,
                position=len(hits), section=("Titre", f"Article {page}"),
                text=" ".join(sentence.text for sentence in own), first_position=own[0].position,
                last_position=own[-1].position, first_page=page, last_page=page, first_ordinal=own[0].ordinal,
                last_ordinal=own[0].ordinal, label=own[0].label,
            )  # fmt: skip
            rank = len(hits) + 1
            hits.append(Hit(passage, 1 / rank, (QueryTrace("nature en ville", Side.LEXICAL, rank, 9.0 / rank),)))
    return hits


class FakeRetriever:
    """Returns the same hits whatever is asked, at most ``k``."""

    def __init__(self, hits: Sequence[Hit] | None = None):
        self.hits = list(hits) if hits is not None else hits_of(stored_sentences())

    def retrieve(
        self,
        queries: Sequence[Query],
        *,
        documents: Sequence[str],
        k: int,
        kinds: Sequence[PieceKind] = (),
        relevance: Mapping[str, float] | None = None,
        without: Collection[PieceKind] = (),
    ) -> list[Hit]:
        return [hit for hit in self.hits if hit.passage.piece_kind not in without][:k]


@dataclass
class FakeBackend:
    """Says the given replies one after the other, and decides by the given log-odds, then always yes."""

    replies: list[str] = field(default_factory=list)
    odds: list[float | None] = field(default_factory=list)
    context: int = 4096
    prompts: list[list[Message]] = field(default_factory=list)

    @property
    def card(self) -> ModelCard:
        return ModelCard("modele-factice", "abc", "Q4", self.context, "embedded")

    @property
    def llm(self) -> Any:
        raise NotImplementedError

    def complete(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, max_tokens: int) -> Reply:
        self.prompts.append(list(messages))
        return Reply(self.replies.pop(0), 100, 10, 0.5)

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        self.prompts.append(list(messages))
        odds = self.odds.pop(0) if self.odds else 2.0
        return OptionDecision(options[0] if odds is None or odds > 0 else options[1], odds, 50, 1, 0.1)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def close(self) -> None:
        pass


def indicator_reply(**changes: Any) -> str:
    """A reply to the indicator below, right unless changed."""
    reply = {
        "preuves": [1],
        "valeurs": [{"nombre": 40, "unite": "%", "phrase": 1, "quoi": 1}],
        "verdict": "oui",
        "raison": "Une part de pleine terre est imposée.",
    }
    return json.dumps(reply | changes)


INDICATOR = Indicator(
    code="N1",
    name="Pleine terre",
    question="Le règlement impose-t-il une part minimale de pleine terre ?",
    rubric=Rubric(oui="Une part chiffrée est imposée.", partiel="Une intention sans chiffre.", non="Rien."),
    values=(
        ExpectedValue(label="part de pleine terre", units=("%",)),
        ExpectedValue(label="surface", units=("ha", "m²")),
        ExpectedValue(label="places par arbre", units=("arbre pour n places",)),
    ),
    vocabulary=("pleine terre", "espaces libres", "nature en ville"),
)

QUERIES = (Query("part minimale de pleine terre"), Query("nature en ville"))

CONTEXT = DocumentContext(("reglement", "padd"), ("padd p. 4",), "empreinte-du-corpus", "empreinte-de-la-grille")
