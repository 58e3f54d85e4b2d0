"""Archives within archives: unpacked once, each under its own name, to a small depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.errors import ReadingError
from ingestion.dossier.archives import Told, no_telling, unpack_archives

#: Archives within one another; deeper ones are left aside and told.
MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class OpenedDossier:
    """What a dossier is once its archives are open.

    Attributes:
        roots: (name as it was sent, place): an archive has its own name, a folder its own.
        archives: The archives that were opened, where they stood.
        remarks: Archives that could not be opened, in French.
        left_aside: What of the archives was not unpacked, and why, in French.
        renamed: Files that have another name than in their archive, in French.
    """

    roots: tuple[tuple[str, Path], ...]
    archives: tuple[Path, ...]
    remarks: tuple[str, ...] = ()
    left_aside: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()


def open_dossier(paths: Sequence[Path], scratch: Path, told: Told = no_telling) -> OpenedDossier:
    """Unpack every archive among the paths, and those that they hold.

    The content of an inner archive takes its place: the archive itself is removed from ``scratch``, so that nothing
    lies there twice. What a stopped call left whole in ``scratch`` is taken as it is, inner archives apart: they are
    written again, their content is not.

    Args:
        paths: Files and folders.
        scratch: A folder that holds nothing but what an earlier call for the same paths left.
        told: See :func:`ingestion.dossier.archives.unpack_archives`.

    Raises:
        ReadingError: an archive that the user named cannot be opened; an inner one is told in ``remarks``.
    """
    first = unpack_archives(paths, scratch / "0", told)
    names = iter(first.archives)
    roots: list[tuple[str, Path]] = []
    archives = list(first.archives)
    pending: list[Path] = []
    for path in first.paths:
        if path.parent == scratch / "0":
            roots.append((next(names).stem, path))
            pending.append(path)
        else:
            roots.append((path.absolute().name, path))
    remarks: list[str] = []
    left_aside, renamed = list(first.left_aside), list(first.renamed)
    for depth in range(1, MAX_DEPTH + 1):
        inner = [archive for root in pending for archive in sorted(root.rglob("*")) if _is_archive(archive)]
        pending = []
        for number, archive in enumerate(inner):
            if depth == MAX_DEPTH:
                remarks.append(f"{archive.name} : archive emboîtée trop profondément, laissée de côté.")
                continue
            try:
                opened = unpack_archives([archive], scratch / f"{depth}-{number}", told)
            except ReadingError as error:
                remarks.append(f"{archive.name} : {error.message}")
                continue
            roots += ((archive.stem, target) for target in opened.paths)
            pending += opened.paths
            left_aside += opened.left_aside
            renamed += opened.renamed
            archives.append(archive)
            archive.unlink()
    return OpenedDossier(tuple(roots), tuple(archives), tuple(remarks), tuple(left_aside), tuple(renamed))


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and not path.name.startswith(".") and path.is_file()
