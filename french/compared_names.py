"""What a question compares by name: « Les Combettes ou Las Bordes », « la CCHV, la CCAC et la CCPR »."""

from __future__ import annotations

import re

_NAME = r"(?:[A-ZÀ-Ý][\wÀ-ÿ’'-]*\w)(?: (?:(?:de|du|des|d’|d'|la|le|les|à|en|sur) ?)*[A-ZÀ-Ý][\wÀ-ÿ’'-]*\w)*"
_BETWEEN = (
    r"\s*(?:,| et | ou | à | avec |/| que )\s*(?:et |ou )?"
    r"(?:à |de |du |des |dans |en |pour |(?:celle|celui|celles|ceux) (?:de |du |des |d['’]))?(?:la |le |les |l['’])?"
)
_SERIES = re.compile(rf"({_NAME})((?:{_BETWEEN}{_NAME})+)")
_ONE = re.compile(_NAME)
#: Words that begin a question with a capital.
_OPENS = re.compile(
    r"^\W*(?:(?:De |Des |Du |Pour |Entre |Dans |En )?(?:[Ll]e|[Ll]a|[Ll]es)?[Qq]uel\w*"
    r"|Compar\w*|Entre|Dans|Où|Qui)\b[\s,:]*|^\W*(?:D['’]|De (?:la |l['’])?)"
)


def compared_names(question: str) -> tuple[str, ...]:
    """The names that stand beside each other in a question; none where there is one or the question is in capitals."""
    if question.isupper():
        return ()
    for match in _SERIES.finditer(_OPENS.sub("", question)):
        names = _ONE.findall(match[0])
        if len(names) > 1:
            return tuple(dict.fromkeys(names))
    return ()
