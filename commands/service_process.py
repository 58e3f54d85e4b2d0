"""How the process of a service is set, once, before its first thread: short waits for threads, memory given back."""

from __future__ import annotations

import ctypes
import gc
import sys
import warnings

from pydantic.warnings import UnsupportedFieldAttributeWarning

#: Seconds a thread computes before another one may (5 ms by default): the thread that answers the network must not
#: wait for each of those that draw pages or write a workbook.
_SWITCH = 0.001
#: « M_ARENA_MAX » of mallopt(3). glibc gives each thread a heap of its own, up to eight a core, and what one of them
#: once took comes back to none of the others: after exports and uploads the service held a fifth more.
_ARENA_MAX, _ARENAS = -8, 2
#: When garbage is looked for (:func:`gc.set_threshold`). A start looks rarely, for it makes no garbage; a service whose
#: workbooks, documents and parsed pages are rings of objects would keep them: some 25 MB for a round of exports.
_GARBAGE = (5_000, 10, 10)


def prepare_process() -> None:
    """Set the process of the service; where the C library is another one than glibc its heaps are left as they are."""
    sys.setswitchinterval(_SWITCH)
    # FastAPI keeps it from being shown while it reads a parameter, by what is no good with several threads
    # (:class:`warnings.catch_warnings`): routes are read in one while requests come in others.
    warnings.simplefilter("ignore", UnsupportedFieldAttributeWarning)
    if not sys.platform.startswith("linux"):
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if set_option is not None:
        set_option(_ARENA_MAX, _ARENAS)


def look_for_garbage() -> None:
    """From now on look for it as a service must: called once what a start imports is there."""
    gc.set_threshold(*_GARBAGE)
