"""Three ways of spending time: how much is read, and how much may be written, for one answer.

Measured with the embedded 1.5B model on two quiet cores: about 75 prompt tokens and 27 written tokens
a second. A sentence read alone costs about 70 tokens, the reply to an indicator about 550 and 90 written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Profile:
    """A compromise between time and thoroughness.

    Attributes:
        name: as the user writes it.
        passages: passages asked of the retriever.
        pool_tokens: tokens of the sentences among which those to read are chosen, in one batch.
        sentences: sentences read one by one, in one batch.
        batches: batches that may be read for one answer, the best passages first.
        reply_tokens: tokens that the model may write in one reply.
        citations: most citations of an answer, and most sentences shown for the reply.
        scanned: passages that the readers go through for an indicator with criteria (no model, milliseconds).
        confirmed: sentences that the model reads again for each criterion, or of a batch for a free question.
        quotes: most quotes of an indicator with criteria: every sentence that meets one, up to this.
        packet_tokens: tokens of a packet for an indicator, for a document of up to 100 pages; None reads everything, in
            batches. Where a model reads packets the figures of passages and sentences above do not apply.
        packets_grow: whether packets grow with the pages of the document, and with what a question wants.
        question_tokens: tokens of all calls for a free question, instructions and replies included; twice as many for a
            summary or a comparison.
        question_packet: tokens of a packet for a free question where packets do not grow.
        more_searches: searches that a reader may ask for besides, for one indicator.
        reads_all: the model first reads every passage of the document for all indicators, once: hours on a
            processor, minutes on a graphics card.
    """

    name: str
    passages: int
    pool_tokens: int
    sentences: int
    batches: int
    reply_tokens: int
    citations: int
    scanned: int = 40
    confirmed: int = 2
    quotes: int = 30
    packet_tokens: int | None = 9_000
    packets_grow: bool = True
    question_tokens: int = 3000
    question_packet: int = 2000
    more_searches: int = 1
    reads_all: bool = False

    def packet_budget(self, pages: int) -> int | None:
        """Tokens of a packet for a document of so many pages, None for everything.

        Evidence of one subject grows slower than the dossier: the fourth root of its pages over 100, which gives a
        plan of 1,000 pages 1.8 times the tokens.
        """
        if self.packet_tokens is None:
            return None
        growth = max(1.0, pages / _PAGES) ** 0.25 if self.packets_grow else 1.0
        return round(self.packet_tokens * growth)

    def with_small_packets(self, tokens: int) -> Profile:
        """The same for a model that reads packets of at most so many tokens; everything stays in batches."""
        if self.packet_tokens is None:
            return self
        return replace(
            self,
            packet_tokens=min(tokens, self.packet_tokens),
            question_packet=min(tokens, self.question_packet),
            packets_grow=False,
        )


#: Pages up to which the packets of a profile do not grow.
_PAGES = 100


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "rapide",
            passages=10,
            pool_tokens=900,
            sentences=4,
            batches=1,
            reply_tokens=200,
            citations=3,
            scanned=20,
            confirmed=1,
            quotes=10,
            packet_tokens=3000,
            packets_grow=False,
            more_searches=0,
        ),
        Profile(
            "standard",
            passages=20,
            pool_tokens=1800,
            sentences=8,
            batches=1,
            reply_tokens=260,
            citations=6,
            scanned=40,
            confirmed=2,
            quotes=30,
        ),
        Profile(
            "exhaustif",
            passages=40,
            pool_tokens=2400,
            sentences=16,
            batches=3,
            reply_tokens=320,
            citations=12,
            scanned=120,
            confirmed=4,
            quotes=80,
            packet_tokens=None,
            question_tokens=6000,
            question_packet=6000,
            reads_all=True,
        ),
    )
}


def profile_named(name: str) -> Profile:
    """The profile called ``name``.

    Raises:
        SettingsError: there is none of that name.
    """
    try:
        return PROFILES[name]
    except KeyError:
        raise SettingsError(f"le profil « {name} » n'existe pas.", remedy=f"Profils : {', '.join(PROFILES)}.") from None
