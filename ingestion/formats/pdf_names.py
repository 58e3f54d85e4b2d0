"""What the objects of a PDF may have, told from the names in its bytes: they are asked for nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from ingestion.formats.files import read_part
from ingestion.layout.may_have import MayHave

# Letters of a name may be written as numbers. Streams of objects (ObjStm) may hold any name, packed; a soft mask and a
# way of blending that change nothing are what most programs write.
_NAMES = re.compile(
    rb"/(?:(?:O|#4[fF])(?:(?P<layers>C|#43)|(?P<packed>(?:b|#62)(?:j|#6[aA])(?:S|#53)))"
    rb"|(?P<blending>(?:B|#42)(?:M|#4[dD])(?!\s*/(?:Normal|Compatible)\b)"
    rb"|(?:S|#53)(?:M|#4[dD])(?:a|#61)(?:s|#73)(?:k|#6[bB])(?!\s*/None\b)))"
)
_WORTH = 50_000  # bytes of a file for each of its pages, above which to search it costs more than it spares
_STEP = 1 << 20  # bytes searched at once
_OVERLAP = 64


def may_have(path: Path, pages: int) -> MayHave:
    """What the objects of a PDF of some pages may have; that they do not is certain."""
    size = path.stat().st_size
    if size > _WORTH * pages:
        return MayHave()
    layers = blending = False
    for start in range(0, size, _STEP):
        for match in _NAMES.finditer(read_part(path, start, _STEP + _OVERLAP)):
            kind = match.lastgroup
            layers, blending = layers or kind != "blending", blending or kind != "layers"
            if layers and blending:
                return MayHave()
    return MayHave(layers=layers, blending=blending)
