"""A file becomes pages, sentences and passages: readers, cleaning, segmentation."""

from ingestion.boxes import sentence_boxes
from ingestion.collect import Collected, Ignored, collect_pieces
from ingestion.kinds import guess_kind
from ingestion.pdf import PDFIUM_LOCK
from ingestion.reader import READER_VERSION, read_piece, reader_version
from ingestion.sentences import split_sentences

__all__ = [
    "PDFIUM_LOCK",
    "READER_VERSION",
    "Collected",
    "Ignored",
    "collect_pieces",
    "guess_kind",
    "read_piece",
    "reader_version",
    "sentence_boxes",
    "split_sentences",
]
