"""Templates compiled once and kept beside their sources, as Python keeps its modules."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

#: Part of the names of files: to be raised when templates are compiled by other options (``Pages``).
_OPTIONS = 1


class CompiledTemplates(FileSystemBytecodeCache):
    """Where compiled modules are kept (PYTHONPYCACHEPREFIX), and nowhere where they are not (-B).

    A compiled template holds the digest of its source: one that changed is compiled anew.
    """

    def __init__(self, sources: Path):
        super().__init__(str(Path(cache_from_source(str(sources / "any"))).parent), f"{_OPTIONS}-%s.template")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find a compiled template; what cannot be read is compiled."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template; an installation that cannot be written is used as it is."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
