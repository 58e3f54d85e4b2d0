"""Questions asked in English: of which kind they are, and their words put into French for scope and theme."""

from __future__ import annotations

import re

from domain.text_folding import fold
from domain.understood_questions import QuestionKind
from french.english_words import BY_ENGLISH

#: English words that a French question has not.
_TELLING = frozenset(
    """
    what which where when how who whose many much are does do did must should could the of there allowed required
    list give have has this these those was were be been their its and or about says say than both from with by an any
    i we you it is to in at our all each between under above near along only other
    """.split()  # noqa: SIM905 - a table of words reads better than a list of literals
)
#: How an English question begins: one of them with one telling word is enough.
_BEGINS = frozenset(
    """
    what which where when how who list give does do did is are can must should may has have was were summarise summarize
    tell describe name outline compare
    """.split()  # noqa: SIM905
)
_FRENCH = re.compile(
    r"\b(?:quel\w*|est|les|le|la|des|du|dans|peut|combien|sont|une|pour|que|qui|sur|comment|faut|ce|cette|plus|et"
    r"|ou)\b"
)
_ANY = re.compile(
    r"\b(?:" + "|".join(re.escape(one) for one in sorted(BY_ENGLISH, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_PLAN = r"(?:this|the) (?:plan|document|file|dossier|scheme|plui?|scot)"
#: The first that fits decides, as in :mod:`french.question_kinds`.
_KINDS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    (
        QuestionKind.DOCUMENT,
        re.compile(
            rf"\bwhen (?:was|is|did) {_PLAN}|\bhow many pages\b|\bhow old is {_PLAN}|\bdate of {_PLAN}"
            r"|\bwho (?:wrote|drew up|drafted|prepared|made|produced)\b|\b(?:parts|pieces|documents"
            r"|files)\b.{0,30}\bmissing"
            rf"|\bmissing (?:parts|pieces|documents)|\bwhat (?:is the )?(?:title|stage|territory)\b.{{0,12}}{_PLAN}"
            rf"|\b(?:towns|communes|municipalities) (?:does|are covered by|covered by) {_PLAN}"
            rf"|\bis {_PLAN} (?:approved|adopted|in force|complete)|\bwhat (?:parts|pieces"
            rf"|documents) .{{0,20}}{_PLAN}"
            r"|\b(?:which|what) (?:parts|pieces|documents|files) (?:make up|form|compose)\b"
        ),
    ),
    (
        QuestionKind.COMPARISON,
        re.compile(
            r"\bdifferences?\b|\bcompar(?:e|ed|ison)\b|\bdiffer\b|\bversus\b|\bvs\b|\bthe same\b"
            r"|\b\w+er\b.{0,60}\bthan\b"
            r"|\bmore \w+.{0,60}\bthan\b|\bless \w+.{0,60}\bthan\b|\bchanged? (?:between|from|since)\b"
            r"|\bboth versions\b"
            r"|\bwhich (?:of the two|one) \w+ (?:more|less|most)\b"
        ),
    ),
    (
        QuestionKind.SUMMARY,
        re.compile(
            r"\bsummar\w+|\boverview\b|\boutline\b|\bdescribe\b|\bmain (?:points|aims|goals|lines)\b|\bin short\b"
            r"|\btell (?:me|us) (?:all |everything )?about\b|\bwhat (?:does|do|did) "
            r"(?!(?:the )?(?:article|zone|rule|prescription)).{1,60}\bsay (?:about|on)\b"
            r"|\bwhat is (?:said|planned|known) (?:about|for|of)\b|\bhow (?:is|are) .{1,60}\b(?:handled|dealt with"
            r"|addressed|taken into account|managed)\b"
            rf"|\bwhat does {_PLAN} (?:say|provide|plan|do|propose)\b|\bhow does {_PLAN} (?:deal|address|handle"
            rf"|treat|take|protect)\b"
        ),
    ),
    (
        QuestionKind.WHERE,
        re.compile(
            r"^(?:and |but )?where\b|\b(?:which|what) pages?\b"
            r"|\b(?:in|on|under) which (?:part|piece|document|section|chapter|article)s?\b"
            r"|\bwhich (?:article|chapter|section|rule) "
            r"(?:sets|fixes|gives|deals|states|defines|covers|describes|explains)\b"
        ),
    ),
    (
        QuestionKind.YES_NO,
        re.compile(
            r"^(?:and |but |so )?(?!(?:can|could|may) you\b)"
            r"(?:is|are|can|could|may|must|should|does|do|did|has|have|was|were|will)\b"
        ),
    ),
    (
        QuestionKind.VALUE,
        re.compile(
            r"\bhow (?:many|much|long|high|wide|tall|far|deep|large|big|often)\b|\bin (?:what|which) year\b|^when\b"
            r"|\bwhat (?:is the |are the )?(?:\w+ ){0,2}"
            r"(?:share|percentage|width|height|area|surface|number|distance|density|budget|cost|ratio|rate"
            r"|threshold|flow"
            r"|volume|depth|length|size)\b(?! of each)(?!s)(?!.{0,40}\btheir\b)"
        ),
    ),
    (
        QuestionKind.LIST,
        re.compile(
            r"^(?:please )?(?:list|name|enumerate)\b|\ba list of\b|\bgive (?:me )?(?:all|the|every)\b"
            r"|\bwhat are the\b"
            r"|\band their\b|\b(?:which|what) (?!(?:rules?|conditions?|is|does|do|are|of|one)\b)(?:\w+ ){0,2}?"
            r"(?:\w+s|species|people|habitats)\b"
        ),
    ),
)
_RULES = re.compile(r"\bwhat are the (?:rules|conditions|requirements|obligations)\b|\bwhich (?:rules|conditions)\b")


def is_english(question: str) -> bool:
    """Whether a question is asked in English."""
    tokens = [fold(token) for token in re.findall(r"[A-Za-z]+", question)]
    told = sum(token in _TELLING for token in tokens)
    begins = bool(tokens) and tokens[0] in _BEGINS
    french = len(_FRENCH.findall(fold(question)))
    enough = (told >= 2 and told * 5 >= len(tokens)) or (begins and told >= 1 and not french)
    return enough and french <= told // 2


def english_kind(question: str) -> QuestionKind:
    """The kind of answer that an English question wants; what no rule fits asks for a rule."""
    plain = " ".join(fold(question).split())
    if _RULES.search(plain):
        return QuestionKind.RULE
    return next((kind for kind, words in _KINDS if words.search(plain)), QuestionKind.RULE)


def untranslated(question: str) -> str:
    """The words of an English question that have no French word here."""
    return " ".join(_ANY.sub(" ", question).split())


def in_french(question: str) -> str:
    """The question in French words, one by one, where it is in English; any other question as it is."""
    if not is_english(question):
        return question
    return " ".join(_ANY.sub(lambda match: BY_ENGLISH[match[0].lower()], question).split())
