"""A language model reads a packet and judges all criteria of an indicator in one call."""

from __future__ import annotations

from collections.abc import Sequence

from answering.context import DocumentContext
from answering.llm.base import ChatBackend, prompt_size
from answering.readers.packet_prompt import packet_messages
from answering.readers.packet_reply import PacketReply, packet_schema
from answering.reply import ask
from answering.trace import Costs
from domain import Packet, Reading
from indicator_queries.schema import Indicator

#: Tokens that a reply may take: about six criteria with notes, forty citations and a dozen values.
REPLY_TOKENS = 2000
#: Tokens of the faulty reply as it is shown again, and of what was wrong with it.
REPAIR_TOKENS = 400


class PacketReader:
    """Implements :class:`answering.readers.contract.Reader` over a chat back end."""

    def __init__(self, backend: ChatBackend, *, others: Sequence[Indicator] = (), reply_tokens: int = REPLY_TOKENS):
        """Read with ``backend``; ``others`` are the indicators of the grid, whose matter belongs to none but them."""
        self._backend = backend
        self._others = tuple(others)
        self._reply_tokens = reply_tokens

    def overhead(self, indicator: Indicator, document: DocumentContext) -> int:
        """See :class:`answering.readers.contract.Reader`."""
        empty = Packet("", indicator.code, None, (), 0, 0, 0, "")
        prompt = prompt_size(self._backend, packet_messages(empty, indicator, document, self._others))
        return prompt + self._reply_tokens + REPAIR_TOKENS

    def read(self, packet: Packet, indicator: Indicator, document: DocumentContext, costs: Costs) -> Reading:
        """See :class:`answering.readers.contract.Reader`."""
        reply, raw = ask(
            self._backend,
            packet_messages(packet, indicator, document, self._others),
            PacketReply,
            packet_schema(packet, indicator),
            max_tokens=self._reply_tokens,
        )
        costs.add("reading", *raw)
        return reply.reading(raw[-1].text)
