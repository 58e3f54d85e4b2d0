"""Texts that a clipping path cuts off, as labels at the edge of a map are."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

from ingestion.layout.page_objects import Bounds, DrawnText
from ingestion.layout.pdfium_calls import PdfiumCalls, pdfium_calls

MAX_PATHS = 16  # of one text, that are looked at
MAX_SEGMENTS = 64  # of one path
RECTANGLE = 5  # segments: another shape may cut off what lies between its edges
SLACK = 2.0  # points by which a text may stand out of what it is clipped to


def clipped(texts: Sequence[DrawnText]) -> set[int]:
    """The addresses of the texts of which a part stands outside the paths that clip them, or may do so."""
    if not texts:
        return set()
    calls = pdfium_calls()
    clip, count = calls.clip, calls.clip_count
    # The clipping path is a part of the object: it stands at the same distance in each, which spares a call a text.
    beyond = (clip(texts[0].pointer) or 0) - texts[0].address
    known = beyond == (clip(texts[-1].pointer) or 0) - texts[-1].address > 0
    paths = [text.address + beyond for text in texts] if known else [clip(text.pointer) or 0 for text in texts]
    parts = [*map(count, paths)]
    found: set[int] = set()
    if max(parts) <= 0:
        return found  # most pages
    for text, path, number in zip(texts, paths, parts, strict=True):
        if number <= 0:
            continue
        inside = _inside(calls, path)
        bounds = calls.bounds(text.pointer)
        if inside is None or bounds is None:
            continue
        if _stands_out(bounds, inside) or any(calls.clip_segments(path, one) > RECTANGLE for one in range(count(path))):
            found.add(text.address)
    return found


def _inside(calls: PdfiumCalls, clip: int) -> Bounds | None:
    """What is inside all paths of a clipping path, in the space of the object; None where they are too many."""
    paths = calls.clip_count(clip)
    if paths > MAX_PATHS:
        return None
    point = (ctypes.c_float * 2)()
    x_at, y_at = ctypes.byref(point), ctypes.byref(point, ctypes.sizeof(ctypes.c_float))
    left, bottom, right, top = float("-inf"), float("-inf"), float("inf"), float("inf")
    for path in range(paths):
        segments = calls.clip_segments(clip, path)
        if not 0 < segments <= MAX_SEGMENTS:
            continue
        xs, ys = [], []
        for index in range(segments):
            segment = calls.clip_segment(clip, path, index)
            if segment and calls.segment_point(segment, x_at, y_at):
                xs.append(point[0])
                ys.append(point[1])
        if xs:
            left, right = max(left, min(xs)), min(right, max(xs))
            bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return left, bottom, right, top


def _stands_out(bounds: Bounds, inside: Bounds) -> bool:
    return (
        bounds[0] < inside[0] - SLACK
        or bounds[1] < inside[1] - SLACK
        or bounds[2] > inside[2] + SLACK
        or bounds[3] > inside[3] + SLACK
    )
