"""What a dossier holds besides its pieces, kept in one archive: tables, layers, metadata, and the names of its files.

Whatever reads them may be better tomorrow, and the sender's folder is gone by then: intake and geography can be made
again from here, without a piece being read again. The national portal keeps the last version of a plan only.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from corpus import Corpus
from corpus.disk import file_errors
from ingestion.cnig.dossier_files import DossierFile, is_junk, is_structured_rules, why_no_piece
from ingestion.cnig.layers import MAX_LAYER
from ingestion.formats.types import format_of_extension

_CHUNK = 1 << 20
#: Of every file: the same dossier makes the same archive.
_DAY = (1980, 1, 1, 0, 0, 0)


def keep_data(corpus: Corpus, files: Sequence[DossierFile], folder: Path) -> str | None:
    """Keep the data of a dossier and the names of its pieces.

    A piece stands in the archive as an empty file: its bytes are kept already.

    Args:
        corpus: Where it is kept.
        files: The files of the dossier.
        folder: Where the archive is written first.

    Returns:
        The SHA-256 of the archive; None where there is no data.

    Raises:
        DiskFull: no space left.
    """
    kept = {"/".join((*file.folders, file.name)): file for file in files if not is_junk(file.name)}
    if not any(_is_data(file) for file in kept.values()):
        return None
    with file_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as temporary:
            archive = Path(temporary) / "donnees.zip"
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
                for place, file in kept.items():
                    entry = zipfile.ZipInfo(place, _DAY)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    with opened.open(entry, "w", force_zip64=True) as written:
                        if _is_data(file):
                            with file.path.open("rb") as source:
                                shutil.copyfileobj(source, written, _CHUNK)
            with archive.open("rb") as made:
                digest = hashlib.file_digest(made, "sha256").hexdigest()
            corpus.files.keep(archive, digest)
    return digest


def kept_archive(corpus: Corpus, digest: str) -> Path:
    """Where the archive of this SHA-256 lies."""
    return corpus.files.path(digest, "donnees.zip")


def _is_data(file: DossierFile) -> bool:
    """Whether a file is read besides pieces. A règlement in XML is a piece, though a small one."""
    if file.path.stat().st_size > MAX_LAYER:
        return False
    if file.suffix in (".xml", ".json"):
        return not is_structured_rules(file.path)
    return format_of_extension(file.suffix) is None and why_no_piece(file.path) is not None
