"""A file becomes pages, sentences and passages: readers, cleaning, segmentation."""

from ingestion.boxes import recognised_boxes, sentence_boxes
from ingestion.dossier.archives import Unpacked, unpack_archives
from ingestion.dossier.collect import Collected, Ignored, collect_pieces
from ingestion.dossier.piece_kinds import guess_kind
from ingestion.formats.file_format import FileFormat
from ingestion.formats.limits import PieceLimits
from ingestion.formats.office_process import OfficeProcess
from ingestion.formats.pdf_file import PDFIUM_LOCK
from ingestion.formats.pdf_source import ChildPdf, HerePdf, PdfSource
from ingestion.formats.rendition import LibreOffice, find_libreoffice
from ingestion.formats.types import ARCHIVES, file_formats, readable_extensions
from ingestion.ocr.cache import OcrCache
from ingestion.ocr.recognition import Recogniser
from ingestion.ocr.tesseract import SWITCHED_OFF, find_tesseract
from ingestion.parser import PARSER_VERSION, Parser, parser_version, ranges, read_piece
from ingestion.segmentation.sentences import split_sentences

__all__ = [
    "ARCHIVES",
    "PARSER_VERSION",
    "PDFIUM_LOCK",
    "SWITCHED_OFF",
    "ChildPdf",
    "Collected",
    "FileFormat",
    "HerePdf",
    "Ignored",
    "LibreOffice",
    "OcrCache",
    "OfficeProcess",
    "Parser",
    "PdfSource",
    "PieceLimits",
    "Recogniser",
    "Unpacked",
    "collect_pieces",
    "file_formats",
    "find_libreoffice",
    "find_tesseract",
    "guess_kind",
    "parser_version",
    "ranges",
    "read_piece",
    "readable_extensions",
    "recognised_boxes",
    "sentence_boxes",
    "split_sentences",
    "unpack_archives",
]
