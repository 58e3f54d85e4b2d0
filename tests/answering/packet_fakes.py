"""An indicator with criteria, packets over invented sentences, and replies to them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from answering.packet_building import PacketRequest, build_packet
from domain import Packet, PieceKind, ScoredSentence, StoredSentence
from indicator_queries.schema import Criterion, ExpectedValue, Indicator, Rubric, VerdictRule

INDICATOR = Indicator(
    code="Z1",
    name="Zones humides",
    question="Le document inventorie-t-il les zones humides et les protège-t-il ?",
    rubric=Rubric(
        oui="Un inventaire et une règle.",
        partiel="L'un des deux.",
        non="Rien.",
        sans_objet="Le document ne porte pas sur ce sujet.",
        criteria=(
            Criterion(key="inventaire", name="Inventaire", question="Un inventaire ?", cue_phrases=(("inventaire",),)),
            Criterion(key="regle", name="Règle", question="Une règle ?", cue_phrases=(("interdit",),)),
        ),
        rule=VerdictRule(oui="inventaire et regle", partiel="inventaire ou regle"),
    ),
    values=(
        ExpectedValue(label="Surface de zones humides", units=("ha",)),
        ExpectedValue(label="Largeur de la zone tampon", units=("m",)),
    ),
    vocabulary=("zones humides",),
)

#: piece, texts: one page of three sentences each.
TEXTS: dict[str, tuple[str, ...]] = {
    "rapport": (
        "L'inventaire de 2021, mené par sondages, recense 186 zones humides pour 231 hectares.",
        "Un inventaire complémentaire est à l'étude.",
        "Le SDAGE demande de préserver les zones humides.",
    ),
    "reglement": (
        "En zone Nzh, toute construction est interdite.",
        "Une bande d'au moins 20 mètres est maintenue autour des zones humides.",
        "La hauteur des constructions n'excède pas 9 mètres.",
    ),
    "avis_mrae": ("L'autorité recommande d'interdire toute construction en zone humide.",),
}


def ranked(texts: Mapping[str, Sequence[str]] = TEXTS) -> list[ScoredSentence]:
    """Every sentence, in order, best first."""
    found = []
    for piece, sentences in texts.items():
        start = 0
        for position, text in enumerate(sentences):
            page = position // 3 + 1
            sentence = StoredSentence("doc", piece, page, page, None, position, start, start + len(text), text)
            found.append(ScoredSentence(sentence, 10.0 - len(found), ("Titre",), PieceKind.AUTRE))
            start += len(text) + 1
    return found


def packet(texts: Mapping[str, Sequence[str]] = TEXTS) -> Packet:
    """All of it in one packet, numbered in the order of the pieces."""
    request = PacketRequest("doc", "standard", 5000, pieces=tuple(texts), indicator="Z1")
    return build_packet(ranked(texts), request, lambda text: len(text.split()))


class FakeRanker:
    """Ranks the sentences of the invented plan the same, whatever is asked; ``more`` come for a second search."""

    def __init__(self, first: list[ScoredSentence] | None = None, more: list[ScoredSentence] | None = None):
        self.first = ranked() if first is None else first
        self.more = more or []
        self.asked: list[list[str]] = []

    def ranked_sentences(
        self,
        document: str,
        queries: Sequence[Any],
        *,
        kinds: Sequence[PieceKind] = (),
        without: Collection[PieceKind] = (),
        spread: bool = True,
    ) -> list[ScoredSentence]:
        self.asked.append([query.text for query in queries])
        return self.first if len(self.asked) == 1 else self.more


def reply(
    inventaire: tuple[str, list[int]] = ("established", [1]),
    regle: tuple[str, list[int]] = ("established", [4]),
    **changes: Any,
) -> str:
    """A right reply to the packet above, unless changed."""
    return json.dumps(
        {
            "criteria": [
                {"key": "inventaire", "state": inventaire[0], "sentences": inventaire[1], "note": ""},
                {"key": "regle", "state": regle[0], "sentences": regle[1], "note": ""},
            ],
            "cite": [1, 4],
            "values": [],
            "verdict": "oui",
            "missing": "",
        }
        | changes
    )
