"""Where archives are unpacked: on the disk of the data, kept when a process ends in the middle, for the next one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from domain.identity import digest_of


@contextmanager
def unpacking_folder(data_dir: Path, paths: Sequence[Path]) -> Iterator[Path]:
    """A folder for what the archives among these paths hold; it goes when all is read, or cannot be.

    A process that is killed, or stopped by its user, leaves it: the same paths with the same archives find it again.
    What was left for other ones goes.
    """
    parent = data_dir / "archives"
    folder = parent / _key(paths)
    if parent.is_dir():
        for entry in parent.iterdir():
            if entry != folder:
                shutil.rmtree(entry, ignore_errors=True)
    try:
        yield folder
    except Exception:
        shutil.rmtree(parent, ignore_errors=True)
        raise
    shutil.rmtree(parent, ignore_errors=True)


def _key(paths: Sequence[Path]) -> str:
    """Tells these archives from others, by places, sizes and dates; none is opened."""
    parts = []
    for path in paths:
        inside = sorted(path.rglob("*.[zZ][iI][pP]")) if path.is_dir() else [path] if path.is_file() else []
        parts.append(str(path.absolute()))
        for archive in inside:
            about = archive.stat()
            parts += [str(archive), str(about.st_size), str(about.st_mtime_ns)]
    return digest_of(parts)[:32]
