"""The words of the project as frozen values: what packages hand to one another.

The ladder is Document > Piece > Page > Sentence; a Passage is a run of sentences of one piece and
the unit that is embedded. Offsets are in characters of ``Page.text``. Pages are numbered from 1.

The names are in ``__init__.pyi``. A module is imported when one of its names is first asked for: making the classes of
all takes a tenth of a second, and a command uses few of them.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
