"""A file becomes pages, sentences and passages: readers, cleaning, segmentation."""

from ingestion.archives import Unpacked, unpack_archives
from ingestion.boxes import recognised_boxes, sentence_boxes
from ingestion.collect import Collected, Ignored, collect_pieces
from ingestion.kinds import guess_kind
from ingestion.ocr import SWITCHED_OFF, find_tesseract
from ingestion.ocr_cache import OcrCache
from ingestion.pdf_file import PDFIUM_LOCK
from ingestion.pdf_source import ChildPdf, HerePdf
from ingestion.reader import READER_VERSION, Reader, ranges, read_piece, reader_version
from ingestion.recognition import Recogniser
from ingestion.rendition import LibreOffice, find_libreoffice
from ingestion.sentences import split_sentences

__all__ = [
    "PDFIUM_LOCK",
    "READER_VERSION",
    "SWITCHED_OFF",
    "ChildPdf",
    "Collected",
    "HerePdf",
    "Ignored",
    "LibreOffice",
    "OcrCache",
    "Reader",
    "Recogniser",
    "Unpacked",
    "collect_pieces",
    "find_libreoffice",
    "find_tesseract",
    "guess_kind",
    "ranges",
    "read_piece",
    "reader_version",
    "recognised_boxes",
    "sentence_boxes",
    "split_sentences",
    "unpack_archives",
]
