"""A file becomes pages, sentences and passages: readers, cleaning, segmentation."""

from ingestion.boxes import recognised_boxes, sentence_boxes
from ingestion.dossier.archives import Unpacked, unpack_archives
from ingestion.dossier.collect import Collected, Ignored, collect_pieces
from ingestion.dossier.piece_kinds import guess_kind
from ingestion.formats.office_process import OfficeProcess
from ingestion.formats.pdf_file import PDFIUM_LOCK
from ingestion.formats.pdf_source import ChildPdf, HerePdf, PdfSource
from ingestion.formats.rendition import LibreOffice, find_libreoffice
from ingestion.ocr.cache import OcrCache
from ingestion.ocr.engine import SWITCHED_OFF, find_tesseract
from ingestion.ocr.recognition import Recogniser
from ingestion.reader import READER_VERSION, Reader, ranges, read_piece, reader_version
from ingestion.segmentation.sentences import split_sentences

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
    "OfficeProcess",
    "PdfSource",
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
