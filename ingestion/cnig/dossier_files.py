"""The files of a dossier with the folders that hold them, and what is no piece among them: tables, layers, junk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

METADATA = "métadonnées INSPIRE, lues à part"
#: Files that systems and programs leave behind, by name in lower case.
JUNK = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db"})
JUNK_FOLDERS = frozenset({"__macosx", ".git", ".svn"})
_DATA_SUFFIXES = frozenset({
    ".dbf", ".shp", ".shx", ".prj", ".cpg", ".qpj", ".idx", ".sbn", ".sbx", ".qix", ".gpkg", ".qmd", ".fbn", ".fbx",
    ".dat", ".map", ".id", ".mid",
})  # fmt: skip
#: MapInfo, GML, GeoJSON and drawings: nobody reads their objects here.
_OTHER_LAYERS = frozenset({".tab", ".mif", ".gml", ".geojson", ".kml", ".dxf", ".dwg"})
#: What a system writes for a link to something elsewhere: an annex that is an address.
_SHORTCUTS = frozenset({".url", ".lnk", ".webloc", ".desktop"})
_ADDRESS = re.compile(rb"https?://[\w./:?&=%#~+-]{4,300}")
#: The root of a règlement of the standard SRU, « ReglementDU », under any prefix.
RULES_ROOT = re.compile(rb"<(?:\w+:)?ReglementDU[\s>]")
#: Bytes of a JSON file above which it is no règlement: the largest in print has some megabytes.
_MAX_RULES = 50_000_000
#: A table that no standard names is no piece either: nobody reads it as text.
_TABLES = re.compile(r"(?:doc_urba|titres_pieces_ecrites|zone_urba|prescription_|info_|perimetre_)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A file of a dossier: where it is, and the folders that hold it as the sender named them, outermost first."""

    path: Path
    folders: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name, without folders."""
        return self.path.name

    @property
    def suffix(self) -> str:
        """Its extension in lower case, with the point."""
        return self.path.suffix.lower()

    def table(self, name: str) -> bool:
        """Whether it is the table of this name, with or without the prefix and the date of the standard."""
        return re.fullmatch(rf"(?:\w+?_)?{name}(?:_\d{{8}})?(?:_[A-Z])?", self.path.stem, re.IGNORECASE) is not None


def files_of(roots: Sequence[tuple[str, Path]]) -> list[DossierFile]:
    """The files under each root, whose name is that of the folder or archive as it was sent."""
    found: list[DossierFile] = []
    for name, root in roots:
        if root.is_file():
            found.append(DossierFile(root, ()))
        elif root.is_dir():
            found += (DossierFile(path, (name, *path.relative_to(root).parts[:-1])) for path in _walk(root))
    return found


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink():
            continue
        if entry.is_dir():
            if entry.name.lower() not in JUNK_FOLDERS:
                yield from _walk(entry)
        elif entry.is_file():
            yield entry


def is_junk(name: str) -> bool:
    """Whether a file is one that systems leave behind."""
    return name.lower() in JUNK or name.startswith(("._", "~$"))


def why_no_piece(path: Path) -> str | None:
    """Why a file is data of the dossier and no piece to read; None where it may be one."""
    if is_junk(path.name):
        return "fichier laissé par le système, sans intérêt"
    suffix = path.suffix.lower()
    if suffix in _SHORTCUTS:
        address = _ADDRESS.search(path.read_bytes()[:20_000])
        where = f" vers {address[0].decode('ascii')}" if address else ""
        return f"raccourci{where} : ce qu’il montre n’est pas dans le dossier"
    if suffix in _OTHER_LAYERS:
        return "couche d’un format qui n’est pas lu : redonnez-la en shapefile ou en GeoPackage"
    if suffix in _DATA_SUFFIXES:
        return "donnée géographique ou table, lue à part"
    if suffix == ".csv" and _TABLES.search(path.stem):
        return "table du standard CNIG, lue à part"
    if suffix == ".xml":
        from ingestion.cnig.metadata_file import is_metadata

        if is_metadata(path):
            return METADATA
        return None if is_structured_rules(path) else "fichier XML qui n’est pas un règlement structuré"
    if suffix == ".json":
        return None if is_structured_rules(path) else "fichier JSON qui n’est pas un règlement structuré"
    return None


def is_structured_rules(path: Path) -> bool:
    """Whether a file is a règlement of the standard SRU, in XML or in JSON."""
    if path.suffix.lower() == ".json":
        from ingestion.formats.readers.rules_json_reader import is_json_rules

        if path.stat().st_size > _MAX_RULES:
            return False
        try:
            return is_json_rules(json.loads(path.read_bytes()))
        except (ValueError, RecursionError):
            return False
    with path.open("rb") as opened:
        return RULES_ROOT.search(opened.read(4096)) is not None
