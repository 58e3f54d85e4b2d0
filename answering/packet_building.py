"""From ranked sentences to packets: the best within a budget of tokens, in the order of the document, numbered.

The budget is counted with the tokens of the model that will read, headers included, before anything is sent. What
does not fit is counted. Text of documents is neutralised here: it cannot end its block or pose as a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from answering.evidence import SentenceSource
from answering.llm.base import ChatBackend
from answering.packet_outline import header_lines, outline, short_title
from answering.packet_surroundings import Surroundings, with_left_out, with_titles
from answering.prompt import neutralise
from domain import AnswerWarning, Hit, Packet, PacketSentence, ScoredSentence, StoredSentence, render_sentences
from domain.errors import ContextOverflow
from domain.text_folding import fold
from languages import Language

_CHARACTERS_A_TOKEN, _MOST_OVER = 3.3, 1.5
#: Characters of a token for a question, as budgets of questions are measured; how far a real tokenizer may be from it.
_OF_A_QUESTION, _REAL = 3.6, 1.15
_FRENCH = (
    "Dans les secteurs repérés au document graphique, les haies et les ripisylves sont conservées ; au moins 40 % de "
    "l'unité foncière est maintenue en pleine terre. Les zones humides inventoriées (186 sites, 231 hectares) sont "
    "protégées au titre de l'article L. 151-23 du code de l'urbanisme."
)
#: The dots between an entry of contents and its page.
_LEADERS = re.compile(r"(?:\s?[.…·_]){6,}\s?")
#: Sentences in a row that may not fit before the search for shorter ones is given up.
_MISSES = 40
#: Tokens under which nothing more is looked for.
_LEAST = 12
#: Times that an outline is filled: a line costs less there than by itself.
_FILLINGS = 4
#: Lines that a table or list of so many may lack for it to be made whole beyond the budget, and what they may cost.
_FEW_LINES, _A_TABLE, _FOR_LINES = 2, 5, 120
#: Tokens of a packet under which reading makes no sense.
_LEAST_PACKET = 300
#: Titles shown above a sentence, the nearest ones.
_TITLES = 4
#: A number of four digits, so that a line never costs more once it is numbered.
_WIDEST = 9999


@dataclass(frozen=True, slots=True)
class PacketRequest:
    """What a packet is made for: exactly one of ``indicator`` (a code) and ``question``.

    ``pieces`` are the pieces of the dossier in order; ``budget`` the most tokens of the packet as it is rendered: as an
    outline where ``outlined``, else with the whole path above the sentences of each title. With ``around`` the titles
    above the sentences have numbers too, and the lines of a table that are left out are counted.
    """

    document: str
    profile: str
    budget: int
    pieces: tuple[str, ...] = ()
    indicator: str | None = None
    question: str | None = None
    many_documents: bool = False
    outlined: bool = False
    around: Surroundings | None = None


def build_packet(
    ranked: Sequence[ScoredSentence], request: PacketRequest, count_tokens: Callable[[str], int]
) -> Packet:
    """The best of ``ranked`` (best first) that fit in the budget together, each sentence once.

    Args:
        ranked: sentences, best first.
        request: what the packet is for.
        count_tokens: size of a text for the model that will read it.
    """
    ranked = _once(ranked)
    kept: list[ScoredSentence] = []
    headers: set[Hashable] = set()
    packet = _packet(kept, request, count_tokens, dropped=len(ranked))
    rest: Sequence[ScoredSentence] = ranked
    for _ in range(_FILLINGS):
        added, rest = _fitting(rest, request.budget - packet.tokens, headers, request, count_tokens)
        if not added:
            break
        kept += added
        packet = _packet(kept, request, count_tokens, dropped=len(ranked) - len(kept))
        if not request.outlined:
            break
    while packet.tokens > request.budget and kept:  # a header that comes back costs again
        kept.pop()
        packet = _packet(kept, request, count_tokens, dropped=len(ranked) - len(kept))
    lacking = _last_lines(packet, ranked, request)
    if lacking and sum(count_tokens(_shown(one, _WIDEST, request).line) + 1 for one in lacking) <= _FOR_LINES:
        kept += lacking
        packet = _packet(kept, request, count_tokens, dropped=len(ranked) - len(kept))
    return packet


def _last_lines(packet: Packet, ranked: Sequence[ScoredSentence], request: PacketRequest) -> list[ScoredSentence]:
    """The one or two lines by which tables and lists of a packet are not whole."""
    if request.around is None:
        return []
    shown = {each.place for one in packet.sentences for each in (one.sentence, *one.also)}
    lacking = {
        place
        for one in packet.sentences
        if 0 < one.left_out <= _FEW_LINES and len(lines := request.around.lines_beside(one.sentence)) >= _A_TABLE
        for place in lines
        if place not in shown
    }
    return [one for one in ranked if one.sentence.place in lacking]


def _fitting(
    ranked: Sequence[ScoredSentence],
    room: int,
    headers: set[Hashable],
    request: PacketRequest,
    count_tokens: Callable[[str], int],
) -> tuple[list[ScoredSentence], list[ScoredSentence]]:
    """Those of ``ranked`` that fit in so many tokens with the lines above them, and the others.

    Args:
        ranked: Sentences, best first.
        room: Tokens.
        headers: What opens the lines that are shown already; what is added is put there.
        request: What the packet is for.
        count_tokens: Size of a text.
    """
    kept: list[ScoredSentence] = []
    left: list[ScoredSentence] = []
    misses = 0
    for number, scored in enumerate(ranked):
        if room < _LEAST or misses >= _MISSES:
            left += ranked[number:]
            break
        shown = _shown(scored, _WIDEST, request)
        above = [(key, line) for key, line in _headers(shown, request) if key not in headers]
        cost = count_tokens("\n".join([shown.line, *(line for _, line in above)])) + 1 + len(above)
        if cost > room:
            misses += 1
            left.append(scored)
            continue
        kept.append(scored)
        headers.update(key for key, _ in above)
        room -= cost
        misses = 0
    return kept, left


def _headers(one: PacketSentence, request: PacketRequest) -> Sequence[tuple[Hashable, str]]:
    """The lines above a sentence, by what they open."""
    return header_lines(one) if request.outlined else [(one.header, f"## {one.header}")]


def build_batches(
    ranked: Sequence[ScoredSentence], request: PacketRequest, count_tokens: Callable[[str], int]
) -> list[Packet]:
    """All of ``ranked`` in the order of the document, cut into packets of at most the budget each.

    A sentence longer than a whole budget is dropped and counted in the packet where it would have stood.
    """
    batches: list[Packet] = []
    kept: list[ScoredSentence] = []
    header: str | None = None
    room, dropped = request.budget, 0

    def close() -> None:
        nonlocal kept, header, room, dropped
        if kept or dropped:
            batches.append(_packet(kept, request, count_tokens, dropped=dropped))
        kept, header, room, dropped = [], None, request.budget, 0

    for scored in _in_order(_once(ranked), request):
        shown = _shown(scored, _WIDEST, request)
        line, above = count_tokens(shown.line) + 1, count_tokens(f"## {shown.header}") + 1
        if line + above > request.budget:
            dropped += 1
            continue
        if line + (above if shown.header != header else 0) > room:
            close()
        room -= line + (above if shown.header != header else 0)
        header = shown.header
        kept.append(scored)
    close()
    return batches


def counted_budget(tokens: int, count_tokens: Callable[[str], int]) -> int:
    """So many tokens of an usual tokenizer in the tokens that a back end counts.

    A back end without a tokenizer over-counts, for safety: with it the same budget would hold a quarter less text. The
    usual tokenizer is the one measured on planning documents (3.3 characters a token).
    """
    usual = len(_FRENCH) / _CHARACTERS_A_TOKEN
    return round(tokens * min(_MOST_OVER, max(1.0, count_tokens(_FRENCH) / usual)))


def question_budget(tokens: int, count_tokens: Callable[[str], int]) -> int:
    """So many tokens, in those that a back end counts: a tokenizer counts them, an estimate counts too many."""
    over = count_tokens(_FRENCH) / (len(_FRENCH) / _OF_A_QUESTION)
    return tokens if over < _REAL else round(tokens * min(_MOST_OVER, over))


def without_prompt_injection(
    ranked: Iterable[ScoredSentence], language: Language
) -> tuple[list[ScoredSentence], list[AnswerWarning]]:
    """The sentences that speak to no machine, and where the others stand, as a warning."""
    kept: list[ScoredSentence] = []
    places: dict[str, None] = {}
    for scored in ranked:
        sentence = scored.sentence
        if language.sentences.is_prompt_injection(sentence.text):
            places[f"{sentence.piece} p. {sentence.page}" if sentence.page else sentence.piece] = None
        else:
            kept.append(scored)
    return kept, [AnswerWarning.prompt_injection(places)] if places else []


def ranked_from_hits(hits: Sequence[Hit], source: SentenceSource) -> list[ScoredSentence]:
    """The sentences of retrieved passages, best passage first, in the order of each passage."""
    found: list[ScoredSentence] = []
    seen: set[tuple[str, str, int]] = set()
    for hit in hits:
        passage = hit.passage
        for sentence in source.sentences(
            passage.document, passage.piece, passage.first_position, passage.last_position
        ):
            if sentence.place not in seen:
                seen.add(sentence.place)
                found.append(ScoredSentence(sentence, hit.score, passage.section, passage.piece_kind))
    return found


def _packet(
    kept: Sequence[ScoredSentence], request: PacketRequest, count_tokens: Callable[[str], int], *, dropped: int
) -> Packet:
    titled = _once(with_titles(kept, request.around)) if request.around else kept
    sentences = tuple(_shown(scored, number, request) for number, scored in enumerate(_in_order(titled, request), 1))
    if request.around:
        sentences = with_left_out(sentences, request.around)
    return Packet(
        document=request.document,
        indicator=request.indicator,
        question=request.question,
        sentences=sentences,
        budget=request.budget,
        tokens=count_tokens((outline if request.outlined else render_sentences)(sentences)) if sentences else 0,
        dropped=dropped,
        profile=request.profile,
    )


def _shown(scored: ScoredSentence, number: int, request: PacketRequest) -> PacketSentence:
    sentence = scored.sentence
    # A row of a table is read with the names of its columns; what is quoted stays the sentence itself.
    text = _LEADERS.sub(" … ", neutralise(sentence.row or sentence.text))
    titles = _titles(scored.heading, text)
    heading = (sentence.document, *titles) if request.many_documents else titles
    is_title = bool(scored.heading) and sentence.row is None and fold(scored.heading[-1]) == fold(sentence.text)
    return PacketSentence(number, sentence, heading, text, scored.kind, scored.also, is_title)


def _titles(heading: Sequence[str], text: str) -> tuple[str, ...]:
    """The last titles above a sentence, shortened; one that the sentence itself begins with says nothing more."""
    titles = []
    for title in heading[-_TITLES:]:
        shown = neutralise(title)
        if not text.startswith(shown):
            titles.append(short_title(shown))
    return tuple(titles)


def _once(ranked: Iterable[ScoredSentence]) -> list[ScoredSentence]:
    seen: dict[tuple[str, str, int], ScoredSentence] = {}
    for scored in ranked:
        seen.setdefault(scored.sentence.place, scored)
    return list(seen.values())


def _in_order(ranked: Iterable[ScoredSentence], request: PacketRequest) -> list[ScoredSentence]:
    place = {piece: index for index, piece in enumerate(request.pieces)}

    def order(scored: ScoredSentence) -> tuple[str, int, str, int]:
        sentence: StoredSentence = scored.sentence
        return sentence.document, place.get(sentence.piece, len(place)), sentence.piece, sentence.position

    return sorted(ranked, key=order)


def tokens_for_packet(backend: ChatBackend, overhead: int) -> int:
    """Tokens of a packet that fit beside instructions, reply and repair (``overhead``).

    Raises:
        ContextOverflow: too few do for reading to make sense.
    """
    window = backend.card.context_window
    room = window - overhead
    if room < _LEAST_PACKET:
        raise ContextOverflow(
            f"le contexte du modèle ({window} jetons) est trop petit pour lire des paquets de phrases.",
            remedy="Augmentez le contexte (réglage llm_context), ou choisissez « --protocol sentences ».",
        )
    return room
