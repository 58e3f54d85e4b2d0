"""Readers decide on passages, as in retriever–reader: given a packet they name states and sentence numbers."""

from answering.readers.contract import Reader

__all__ = ["Reader"]
