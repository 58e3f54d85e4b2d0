"""The sides that a question sets beside each other, in its own words, and what it asks of each.

« Entre A et B », « A ou B », « selon A et selon B », « A et celle de B », « A est-il plus grand que B », « A et B
donnent-ils le même ». Each side comes with the question as it would be asked of it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.text_folding import fold
from french.asked_of_one import aligned, asked_of_one
from french.content_words import content_words

#: Words of the name of a side.
_MOST_WORDS = 9
#: Prepositions that say where: two sides behind two of the same family stand beside each other.
_FAMILIES = (
    r"(?:dans|en|au|aux|a|chez|sur) (?:l[ae]s? |l')?",
    r"(?:selon|d'apres|suivant) (?:l[ae]s? |l')?",
    r"pour (?:l[ae]s? |l')?",
    r"(?:d'|du |des |de l'|de la |de )",
)
_ARTICLE = re.compile(
    r"^(?:(?:dans|en|aux?|a|chez|sur|selon|d'apres|suivant|pour|entre|du|des|de) |d')?"
    r"(?:(?:celles?|celui|ceux) (?:du |des |de |d'))?(?:l[ae]s? |l'|un |une |cet? |cette )?"
)
_BETWEEN = re.compile(r"\bentre ")
_SERIES = re.compile(r", (?:et |ou )?| et | ou ")
_BARE_YEARS = re.compile(r"(?:le 1er \w+ )?(?:19|20)\d\d\b")
#: What ends the last of the sides.
_ENDS = re.compile(
    r"\s*(?:[,?:;.!]|$|(?<![-\w])(?:lequel|laquelle|lesquel\w*|quel\w*|qui|ou|comment|pour|sur|en matiere|quant"
    r"|concernant|d'ici|donnent|ont|sont|est|a-t|de combien|avec)(?![-\w]))"
)
_TURNED = r"\w+(?:-t)?-(?:il|elle|ils|elles)\b"
_MORE_THAN = re.compile(
    rf"^(?P<one>.+?) (?P<rest>{_TURNED}.*?\b(?:plus|moins|autant|aussi|mieux|meilleur\w*|pires?)\b.*?)"
    r" qu(?:e |')(?P<other>.+)$"
)
#: « La densité des pôles est-elle supérieure à celle des bourgs ? »
_ABOVE = re.compile(rf"^(?P<one>.+?) (?P<rest>{_TURNED}.*?\b(?:super|infer)ieure?s?) (?:a |au |aux )(?P<other>.+)$")
_MORE_THAN_WHERE = re.compile(r"\b(?:plus|moins|autant|aussi)\b.* qu(?:e |')")
_BOTH_GIVE = re.compile(rf"^(?P<one>.+?) et (?P<other>.+?) (?P<rest>{_TURNED}.*)$")
_GIVES = re.compile(rf"{_TURNED} (?:l[ea]s? |l')?memes? ")
_SET_APART = re.compile(
    r"\b(?:distingue|differencie|separe)(?:-t-(?:il|elle|on))? (?P<one>.+?) "
    r"(?:du |des |de la |de l'|de |d'(?=\w))(?P<other>.+)$"
)
_THAT_OF = re.compile(r" et (?:de )?(?:celles?|celui|ceux) (?P<other>(?:d'|du |des |de |en |au |aux |a |dans ).+)$")
#: « UA vs UB », « pôle contre villages », « 1999 / 2020 », « notre EPCI face au département »: one or the other.
_SET_AGAINST = re.compile(
    r" (?:vs\.?|versus|/|->|→|(?<!lutte )(?<!protection )(?<!prévention )(?<!protéger )(?<!mesures )contre"
    r"|face (?:au|aux|à)) (?=\S)",
    re.IGNORECASE,
)
#: What a side is, which tells it from no other.
_SORTS = content_words("zone secteur commune période site station étang pièce document")
_GENERAL = re.compile(r"\b(?:general|ailleurs|autres?|partout|reste|hors)\b")


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """A side of a comparison: its name without its article, and the question asked of it alone."""

    name: str
    question: str

    @property
    def is_the_rest(self) -> bool:
        """Whether it is what the other sides leave: « en général », « ailleurs », « dans les autres secteurs »."""
        return _GENERAL.search(fold(self.name)) is not None


def compared_sides(question: str) -> tuple[ComparedSide, ...]:
    """The sides of a question, in order; none where it sets nothing beside something.

    The first of the ways of setting sides beside each other that the question uses tells them.
    """
    text = _SET_AGAINST.sub(" ou ", " ".join(question.replace("’", "'").split()))
    plain = aligned(text)
    for read in (_between, _that_of, _more_than, _by_or, _beside, _both_give, _set_apart):
        for sides in read(text, plain):
            names = [_bare(one.name) for one in sides]
            if len(sides) > 1 and all(_is_a_name(name) for name in names) and len({fold(one) for one in names}) > 1:
                return tuple(ComparedSide(name, one.question) for name, one in zip(names, sides, strict=True))
    return ()


#: What a second question of a text asks, and its word for the sides of the first: « selon chacune de ces deux pièces ».
_SECOND = re.compile(r", (?:et )?(?=(?:combien|quel\w*|comment|qui|que)\b)")
_OF_EACH = re.compile(
    r"\b(?:(?:selon|dans|pour|chez|en|a) )?chac(?:un|une) (?:des?|d'entre) ?(?:ces |eux|elles)?[^,?]*"
)


def second_of_sides(sides: Sequence[ComparedSide]) -> tuple[ComparedSide, ...]:
    """The sides with the second question of a text alone, which leans on the first for them; none where it does not.

    « Combien de haies selon A et selon B, et combien de mares selon chacune de ces pièces ? » asks for mares.
    """
    if not any(_OF_EACH.search(aligned(one.question)) for one in sides):
        return ()
    asked = []
    for one in sides:
        plain = aligned(one.question)
        starts = [found.end() for found in _SECOND.finditer(plain)]
        clause = one.question[starts[-1] :] if starts else one.question
        if (each := _OF_EACH.search(aligned(clause))) is not None:
            clause = f"{clause[: each.start()]}{clause[each.end() :]}"
        asked.append(ComparedSide(one.name, f"{clause.rstrip(' ?')} selon {one.name} ?" if starts else one.question))
    return tuple(asked)


def own_words(sides: Sequence[ComparedSide]) -> tuple[frozenset[str], ...]:
    """The words by which each side is told from the others: « corridors boisés » and « de cours d'eau »."""
    words = [frozenset(word for word in content_words(one.name) if " " not in word) for one in sides]
    shared = frozenset.intersection(*words) if words else frozenset()
    return tuple((one - shared - _SORTS) or one - shared or one for one in words)


def _between(text: str, plain: str) -> Iterator[list[ComparedSide]]:
    """« Entre A et B », « entre A, B et C »."""
    for found in _BETWEEN.finditer(plain):
        parts = _parts(plain, found.end())
        if len(parts) < 2 or all(_BARE_YEARS.fullmatch(plain[at:to]) for at, to in parts):
            continue
        first, last = plain[slice(*parts[0])], plain[slice(*parts[-1])]
        where = _preposition(last)
        # « La bande en général et dans les bourgs »: what stands before « en » is asked of both.
        if where and (at := _last(where, first, last)) is not None:
            begins = parts[0][0] + at
            head = text[parts[0][0] : begins]
            names = [text[begins : parts[0][1]], *(text[start:to] for start, to in parts[1:])]
            yield [_side(name, f"{text[: found.start()]}{head}{name}{text[parts[-1][1] :]}") for name in names]
            continue
        yield [
            _side(text[at:to], f"{text[: found.start()]} {_where(text[at:to])} {text[parts[-1][1] :]}")
            for at, to in parts
        ]


def _parts(plain: str, start: int) -> list[tuple[int, int]]:
    """Where the members of a series stand that ends with « et » or « ou »: offsets; none where it does not end so."""
    parts: list[tuple[int, int]] = []
    at, last = start, False
    while True:
        after = _SERIES.search(plain, at)
        end = _ENDS.search(plain, at + 1)
        stop = end.start() if end else len(plain)
        if after is None or last or after.start() > stop or (after.start() == stop and not after[0].startswith(",")):
            parts.append((at, stop))
            return parts if last else []
        if after[0].startswith(",") and not re.search(r" (?:et|ou) ", plain[after.end() - 4 :]):
            return []
        parts.append((at, after.start()))
        last = after[0].strip(", ") in ("et", "ou")
        at = after.end()


def _that_of(text: str, plain: str) -> Iterator[list[ComparedSide]]:
    """« La largeur des corridors boisés et celle des cours d'eau »."""
    found = _THAT_OF.search(plain)
    if found is None:
        return
    end = _end(plain, found.start("other"))
    other, before = text[found.start("other") : end], plain[: found.start()]
    complements = [match.start() for match in re.finditer(r"(?<= )(?:d'|du |des |de l'|de la |de )", before)]
    first = complements[0] if complements else None
    if first is None or (any(sign.isdigit() for sign in other) and not any(s.isdigit() for s in before[first:])):
        numbered = re.search(r"\S*\d\S*(?: \S*\d\S*)*$", before)
        first = numbered.start() if numbered else first
    if first is not None:
        yield [_side(name, f"{text[:first]}{name}{text[end:]}") for name in (text[first : found.start()], other)]


def _more_than(text: str, plain: str) -> Iterator[list[ComparedSide]]:
    """« A est-il plus grand que B », « est-il plus grand en A qu'en B »."""
    if found := _MORE_THAN_WHERE.search(plain):
        end = _end(plain, found.end())
        where = _preposition(plain[found.end() : end])
        before = re.sub(r" qu(?:e |')$", "", plain[: found.end()])
        if where and (first := _last(where, before, plain[found.end() : end])) is not None:
            names = (text[first : len(before)], text[found.end() : end])
            yield [_side(name, f"{text[:first]}{name}{text[end:]}") for name in names]
            return
    if found := _MORE_THAN.search(plain) or _ABOVE.search(plain):
        end = _end(plain, found.start("other"))
        names = (text[slice(*found.span("one"))], text[found.start("other") : end])
        rest = text[slice(*found.span("rest"))]
        yield [_side(name, f"{name} {rest} ?") for name in names]


def _by_or(text: str, plain: str) -> Iterator[list[ComparedSide]]:
    """« A ou B : lequel », « plus large dans A ou dans B »."""
    for found in re.finditer(r" ou (?!(?:non|pas|plus|moins|bien)\b)", plain):
        yield from _around(text, plain, found)


def _beside(text: str, plain: str) -> Iterator[list[ComparedSide]]:
    """« Selon A et selon B », « au DOO et dans le résumé »."""
    for found in re.finditer(r" et (?!(?:celle|celui|ceux|de combien|comment|quel|combien|leur)\w*\b)", plain):
        if _preposition(plain[found.end() :]):
            yield from _around(text, plain, found)


def _around(text: str, plain: str, found: re.Match[str]) -> Iterator[list[ComparedSide]]:
    """What stands on both sides of a word that joins them."""
    end = _end(plain, found.end())
    where = _preposition(plain[found.end() : end])
    before = plain[: found.start()]
    begins = max(before.rfind(sign) for sign in ",:;") + 1
    begins += len(before[begins:]) - len(before[begins:].lstrip())
    first = _last(where, before, plain[found.end() : end]) if where else begins
    if first is None:
        return
    opened = re.match(r"(?:(?:lequel|laquelle|quelle?s? (?:est|sont)?)\b.*? )", before[first:]) if not where else None
    first += opened.end() if opened else 0
    series = [first, *(first + match.end() for match in re.finditer(r", ", before[first:]))]
    names = [text[at:to].rstrip(", ") for at, to in zip(series, [*series[1:], len(before)], strict=True)]
    names.append(text[found.end() : end])
    yield [_side(name, f"{text[:first]}{name}{text[end:]}") for name in names]


def _both_give(text: str, plain: str) -> Iterator[list[ComparedSide]]:
    """« A et B donnent-ils le même chiffre »."""
    if found := _BOTH_GIVE.search(plain):
        rest = text[slice(*found.span("rest"))]
        names = (text[slice(*found.span("one"))], text[slice(*found.span("other"))])
        given = _GIVES.match(aligned(rest))
        yield [
            _side(name, f"Quel {rest[given.end() :].rstrip(' ?')} selon {name} ?" if given else f"{name} {rest}")
            for name in names
        ]


def _set_apart(text: str, plain: str) -> Iterator[list[ComparedSide]]:
    """« Qu'est-ce qui distingue A de B »."""
    if found := _SET_APART.search(plain):
        end = _end(plain, found.start("other"))
        names = (text[slice(*found.span("one"))], text[found.start("other") : end])
        yield [_side(name, f"{name} {text[end:]}") for name in names]


def _side(name: str, question: str) -> ComparedSide:
    return ComparedSide(name.strip(" ,?:;.!"), asked_of_one(question))


def _where(name: str) -> str:
    """A member of « entre A et B » as it is asked about alone."""
    return name if _preposition(aligned(name)) else f"pour {name}"


def _preposition(plain: str) -> str:
    """The family of the preposition that a text begins with; empty where it begins with none."""
    return next((family for family in _FAMILIES if re.match(family, plain)), "")


def _last(family: str, before: str, other: str) -> int | None:
    """Where the member before begins that has the same preposition as the other; None where there is none.

    The last one, unless one begins as the other does: « de la Mare du Bourg » beside « de la Mare des Prés ».
    """
    found = list(re.finditer(rf"(?:(?<= )|^){family}", before))
    joint = re.match(family, other)
    begins = re.match(r"\w+", other[joint.end() :]) if joint else None
    alike = [one for one in found if begins and re.match(rf"{begins[0]}\b", before[one.end() :])]
    return (alike or found)[-1].start() if found else None


def _end(plain: str, start: int) -> int:
    found = _ENDS.search(plain, start + 1)
    return found.start() if found else len(plain)


def _bare(name: str) -> str:
    """A name without the preposition and the article before it."""
    found = _ARTICLE.match(aligned(name))
    return name[found.end() :] if found else name


def _is_a_name(name: str) -> bool:
    return bool(content_words(name) or any(sign.isupper() for sign in name)) and len(name.split()) <= _MOST_WORDS
