# The names that the package hands on, each from its module.
from .boxes import (
    recognised_boxes as recognised_boxes,
    sentence_boxes as sentence_boxes,
)
from .dossier.archives import (
    Unpacked as Unpacked,
    unpack_archives as unpack_archives,
)
from .dossier.collect import (
    Collected as Collected,
    Ignored as Ignored,
    collect_pieces as collect_pieces,
)
from .dossier.piece_kinds import (
    guess_kind as guess_kind,
)
from .formats.file_format import (
    FileFormat as FileFormat,
)
from .formats.limits import (
    PieceLimits as PieceLimits,
)
from .formats.office_process import (
    OfficeProcess as OfficeProcess,
)
from .formats.pdf_file import (
    PDFIUM_LOCK as PDFIUM_LOCK,
)
from .formats.pdf_source import (
    ChildPdf as ChildPdf,
    HerePdf as HerePdf,
    PdfSource as PdfSource,
)
from .formats.rendition import (
    LibreOffice as LibreOffice,
    find_libreoffice as find_libreoffice,
)
from .formats.types import (
    ARCHIVES as ARCHIVES,
    file_formats as file_formats,
    readable_extensions as readable_extensions,
)
from .ocr.cache import (
    OcrCache as OcrCache,
)
from .ocr.recognition import (
    Recogniser as Recogniser,
)
from .ocr.tesseract import (
    SWITCHED_OFF as SWITCHED_OFF,
    find_tesseract as find_tesseract,
)
from .parser import (
    PARSER_VERSION as PARSER_VERSION,
    Parser as Parser,
    parser_version as parser_version,
    ranges as ranges,
    read_piece as read_piece,
)
from .segmentation.sentences import (
    split_sentences as split_sentences,
)
