"""A quoted sentence that goes on over the end of its page, said whole: both parts word for word, and both pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.answers import Citation, CitedPart


def whole_quote(citation: Citation) -> str:
    """The quote with what stands on the pages around it: « un recul de [p. 13] cinq mètres. ».

    What is between brackets says where the next page begins, as an editor's hand does; the rest is as it stands there.
    """
    said = citation.quote
    if citation.before is not None:
        said = f"{citation.before.quote} {_page_turn(citation.page)} {said}"
    if citation.after is not None:
        said = f"{said} {_page_turn(citation.after.page)} {citation.after.quote}"
    return said


def pages_cited(citation: Citation) -> str:
    """« 12 », or « 12-13 » for a sentence on two pages; empty for a file without pages."""
    return _span([part.page for part in _parts(citation)])


def labels_cited(citation: Citation) -> str:
    """The printed numbers of these pages: « 8 », « 8-9 »; empty where one is not known."""
    return _span([part.label for part in _parts(citation)])


def each_once(citations: Iterable[Citation]) -> list[Citation]:
    """The citations in order, without those that :func:`whole_quote` of another one says already."""
    listed = list(citations)
    left_out: set[int] = set()
    for number, one in enumerate(listed):
        for other, holder in enumerate(listed):
            if other == number or other in left_out or not _holds(holder, one):
                continue
            if other < number or not _holds(one, holder):  # of two that say the same, the first stays
                left_out.add(number)
                break
    return [one for number, one in enumerate(listed) if number not in left_out]


def numbers_once(citations: Sequence[Citation]) -> list[tuple[Citation, tuple[int, ...]]]:
    """The citations of :func:`each_once` with the numbers, from 1, of those that they stand for."""
    kept = each_once(citations)
    numbers: dict[int, list[int]] = {place: [] for place in range(len(kept))}
    for number, one in enumerate(citations, start=1):
        place = next(at for at, holder in enumerate(kept) if holder == one or _holds(holder, one))
        numbers[place].append(number)
    return [(one, tuple(numbers[place])) for place, one in enumerate(kept)]


def _holds(holder: Citation, one: Citation) -> bool:
    if (holder.document, holder.piece) != (one.document, one.piece):
        return False
    place = one.ordinal, one.quote
    return any(part is not None and (part.ordinal, part.quote) == place for part in (holder.before, holder.after))


def _parts(citation: Citation) -> list[Citation | CitedPart]:
    return [part for part in (citation.before, citation, citation.after) if part is not None]


def _span(numbers: Sequence[int | str | None]) -> str:
    known = [str(number) for number in numbers if number]
    if len(known) < len(numbers):
        return ""
    return known[0] if known[0] == known[-1] else f"{known[0]}-{known[-1]}"


def _page_turn(page: int | None) -> str:
    return "[…]" if page is None else f"[p. {page}]"
