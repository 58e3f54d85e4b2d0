"""The grid of indicators as data: its schema, its file, and the queries an indicator becomes.

The names are in ``__init__.pyi``; a module is imported when one of its names is first asked for.
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
