"""A packet as an outline: titles once, pages where they change, sentences that are titles."""

from __future__ import annotations

from collections.abc import Sequence

from answering.packet_building import PacketRequest, build_packet, question_budget
from answering.packet_outline import outline
from domain import PieceKind, ScoredSentence, StoredSentence


def scored(position: int, text: str, *heading: str, page: int = 1, piece: str = "reglement") -> ScoredSentence:
    sentence = StoredSentence("plu", piece, page, page, None, position, 0, len(text), text)
    return ScoredSentence(sentence, 1.0, heading, PieceKind.AVIS if piece == "avis" else PieceKind.REGLEMENT)


SENTENCES = [
    scored(0, "Zone UA", "Zone UA"),
    scored(1, "Article 1", "Zone UA", "Article 1"),
    scored(2, "Les entrepôts sont interdits.", "Zone UA", "Article 1"),
    scored(3, "Les dépôts aussi.", "Zone UA", "Article 1", page=2),
    scored(4, "Un arbre est planté.", "Zone UA", "Article 13", page=2),
    scored(5, "La hauteur est de 9 mètres.", "Zone UB", "Article 10", page=3),
    scored(0, "L'autorité le regrette.", piece="avis"),
]


def packet_text(budget: int = 1000, *, many: bool = False) -> str:
    request = PacketRequest(
        "plu", "standard", budget, pieces=("reglement", "avis"), question="?", outlined=True, many_documents=many
    )
    packet = build_packet(SENTENCES, request, lambda text: len(text.split()))
    assert packet.tokens == len(outline(packet.sentences).split()) <= budget
    assert packet.dropped == len(SENTENCES) - len(packet.sentences)
    return outline(packet.sentences)


def test_each_title_is_written_once_and_a_page_where_it_changes() -> None:
    assert packet_text().splitlines() == [
        "# reglement [Règlement]",
        "## [1] Zone UA (p. 1)",
        "### [2] Article 1",
        "[3] Les entrepôts sont interdits.",
        "(p. 2)",
        "[4] Les dépôts aussi.",
        "### Article 13",
        "[5] Un arbre est planté.",
        "## Zone UB",
        "### Article 10 (p. 3)",
        "[6] La hauteur est de 9 mètres.",
        "# avis [Avis : n’est pas le plan] (p. 1)",
        "[7] L'autorité le regrette.",
    ]


def test_several_documents_are_named_above_their_pieces() -> None:
    assert packet_text(many=True).startswith("# plu — reglement [Règlement]")


def test_the_budget_holds_with_the_titles() -> None:
    for budget in (5, 12, 20, 35, 60):
        packet_text(budget)


def test_a_budget_of_a_question_counts_as_the_back_end_does() -> None:
    assert question_budget(3000, lambda text: round(len(text) / 3.6)) == 3000
    assert question_budget(3000, lambda text: round(len(text) / 3.3)) == 3000
    assert 3900 < question_budget(3000, lambda text: round(len(text) / 2.6)) < 4400


class Around:
    """The title above each sentence of « Article 13 », and the four rows of the table that the last is of."""

    title = scored(3, "Article 13", "Zone UA", "Article 13", page=2)
    rows = tuple(("plu", "reglement", position) for position in (5, 6, 7, 8))

    def titles(self, sentence: StoredSentence) -> Sequence[ScoredSentence]:
        return [self.title] if sentence.position == 4 else []

    def lines_beside(self, sentence: StoredSentence) -> Sequence[tuple[str, str, int]]:
        return self.rows if sentence.place in self.rows else ()


def test_titles_have_numbers_and_lines_that_are_left_out_are_counted() -> None:
    request = PacketRequest("plu", "standard", 1000, question="?", outlined=True, around=Around())
    packet = build_packet([SENTENCES[4], SENTENCES[5]], request, lambda text: len(text.split()))
    assert outline(packet.sentences).splitlines() == [
        "# reglement [Règlement]",
        "## Zone UA",
        "### [1] Article 13 (p. 2)",
        "[2] Un arbre est planté.",
        "## Zone UB",
        "### Article 10 (p. 3)",
        "[3] La hauteur est de 9 mètres.",
        "(autres lignes : 3)",
    ]


class AroundFive(Around):
    """A table of five rows."""

    rows = tuple(("plu", "reglement", position) for position in (5, 6, 7, 8, 9))


def table_in(tokens: int, *, words: int = 3) -> list[str]:
    """A packet of which the table of five rows is the last to come, its last row long or not."""
    rows = [scored(position, f"Rang {position} du tableau", "Zone UB", page=3) for position in range(5, 9)]
    rows.append(scored(9, "Rang 9 " + "long " * words, "Zone UB", page=3))
    request = PacketRequest("plu", "standard", tokens, question="?", outlined=True, around=AroundFive())
    return outline(build_packet(rows, request, lambda text: len(text.split())).sentences).splitlines()


def test_a_table_that_lacks_its_last_lines_is_made_whole_beyond_the_budget() -> None:
    assert "Rang 9" in table_in(36)[-1]
    assert "(autres lignes" not in " ".join(table_in(36))
    assert table_in(30)[-1] == "(autres lignes : 3)"  # most of it is missing: it is counted
    assert table_in(40, words=150)[-1] == "(autres lignes : 1)"  # a line that would cost too much too
