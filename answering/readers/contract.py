"""The one contract of whoever reads packets."""

from __future__ import annotations

from typing import Protocol

from answering.context import DocumentContext
from answering.trace import Costs
from domain import Packet, Reading
from indicator_queries.schema import Indicator


class Reader(Protocol):
    """Reads a packet for an indicator."""

    def read(self, packet: Packet, indicator: Indicator, document: DocumentContext, costs: Costs) -> Reading:
        """Judge the criteria of ``indicator`` from the sentences of ``packet``, and from nothing else.

        Args:
            packet: numbered sentences.
            indicator: a line of the grid.
            document: what is known of the document.
            costs: receives what the reading took, under « reading ».

        Raises:
            InvalidReply: no usable reply in two attempts.
            ContextOverflow: packet and reply exceed the context window.
            LlmUnavailable: the LLM's server does not answer.
        """

    def overhead(self, indicator: Indicator, document: DocumentContext) -> int:
        """Tokens of a call beside the packet: instructions, reply, and one repair."""
