"""What a domain expert knows of French terms, as data: acronyms, renumbered articles, units.

The three files of ``data/`` are commented in French and meant to be edited by someone who does not
program. Each finding becomes one extra index term, beside the words: « trame verte et bleue » and
« TVB » both give ``=tvb``; « L.123-1-5 III 2° » gives its own term and those of the articles that
replaced it; « 1 250,5 hectares » gives ``=1250.5ha``. Texts and queries are prepared alike, so that
either form finds the other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import SettingsError
from french.content_words import content_words
from french.question_scope import piece_words

FILES = ("sigles.yaml", "articles.yaml", "unites.yaml")
#: Marks an extra term; no word of a text contains it.
MARK = "="

Text = Annotated[str, Field(min_length=1)]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Acronym(_Line):
    """An acronym and what it stands for; ``mot_courant``: in lower case it is an ordinary word."""

    sigle: Annotated[str, Field(pattern=r"^[A-Z]{2,10}$")]
    formes: Annotated[tuple[Text, ...], Field(min_length=1)]
    mot_courant: Literal["oui", "non"] = "non"


class Article(_Line):
    """An article of law and the numbers that it had before."""

    nouveau: Text
    anciens: Annotated[tuple[Text, ...], Field(min_length=1)]


class UnitForms(_Line):
    """A unit and its spellings."""

    unite: Text
    formes: Annotated[tuple[Text, ...], Field(min_length=1)]


class KnownTermsFile(_Line):
    """What one of the files may hold."""

    sigles: tuple[Acronym, ...] = ()
    articles: tuple[Article, ...] = ()
    unites: tuple[UnitForms, ...] = ()


#: « 7° », and how plans write it: « al. 7 », « alinéa 7 », « 7ème alinéa ».
_PARAGRAPH = r"(?:\d{1,2}\s?°|al(?:inéa|\.)?\s?\d{1,2}\b|\d{1,2}\s?(?:e|è|ème)\s?al(?:inéa\b|\.))"
_ROMAN = r"[IVX]{1,5}\b"
#: L. 151-23, L151-23, R.* 123-11, L. 123-1-5 III 2°: the code's letter, the number, its subdivision.
_REFERENCE = re.compile(
    r"\b(?P<letter>[LRD])\s?\.?\s?\*?\s?(?P<number>\d{2,3}(?:\s?-\s?\d{1,3}){0,3})(?![\d-])"
    rf"(?P<part>(?:,?\s?-?\s?(?:{_ROMAN}|{_PARAGRAPH})){{0,2}})"
)
#: The same, its subdivision before it where there is one: 2° du III de l'article L. 123-1-5. Tried only where a
#: text says « article »: it takes as long as all other terms together.
_REFERENCE_BEHIND = re.compile(
    rf"(?:\b(?P<before>(?:{_PARAGRAPH}(?:\s?du\s?{_ROMAN})?|{_ROMAN}))\s+de\s+(?:l')?article\s+)?{_REFERENCE.pattern}"
)
_NUMBER = r"(?<![\w.,-])(?P<number>\d{1,3}(?:[\u00a0\u202f .]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_CAPITALS = re.compile(r"[A-Z]{2,}")


class KnownTerms:
    """Finds acronyms, articles and quantities in a text.

    Attributes:
        version: A digest of the files: an index made with other files must be rebuilt.
    """

    def __init__(self, stems: Callable[[str], list[str]], folder: Traversable | None = None):
        """Read the files.

        Args:
            stems: Words of a text as index terms, stop words included.
            folder: Where the files are; default: those of this package.

        Raises:
            SettingsError: A file cannot be used; the message names it and the fault.
        """
        folder = folder or files("french") / "data"
        contents = [(folder / name).read_bytes() for name in FILES]
        self.version = hashlib.sha256(b"\0".join(contents)).hexdigest()[:12]
        acronyms, articles, units = (_parse(content, name) for content, name in zip(contents, FILES, strict=True))
        self._acronyms = {line.sigle: line.mot_courant == "oui" for line in acronyms.sigles}
        self._forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for line in acronyms.sigles:
            for form in line.formes:
                terms = tuple(stems(form))
                self._forms.setdefault(terms[0], []).append((terms, MARK + line.sigle.lower()))
        self._replaced: dict[str, list[str]] = {}
        for article in articles.articles:
            for old in article.anciens:
                for key in _reference_terms(old)[-1:]:
                    self._replaced.setdefault(key, []).extend(_reference_terms(article.nouveau)[:1])
        spellings = {_unit_key(form): unit.unite for unit in units.unites for form in unit.formes}
        self._units = spellings
        longest_first = sorted(spellings, key=len, reverse=True)
        self._quantity = re.compile(
            rf"{_NUMBER}\s?(?P<unit>{'|'.join(re.escape(form) for form in longest_first)})(?![\w²])", re.IGNORECASE
        )

    def extra_terms(self, text: str, words: Sequence[str], terms: Sequence[str]) -> list[str]:
        """Return the extra terms of a text.

        Args:
            text: The text, normalised (see ``french.terms.normalise``).
            words: Its words, in order, in their own case.
            terms: The index term of each word.
        """
        return [*self._acronyms_of(words, terms), *self.references(text), *self.quantities(text)]

    def without_references(self, text: str) -> str:
        """Return a text without the articles that it cites: their numbers alone say nothing."""
        return _reference_in(text).sub(" ", text)

    def references(self, text: str) -> list[str]:
        """Terms of the articles of law that a text cites, and of those that replaced them."""
        found = []
        for match in _reference_in(text).finditer(text):
            own = _reference_terms(match.group())
            found.extend(own)
            found.extend(dict.fromkeys(new for term in own for new in self._replaced.get(term, ())))
        return found

    def quantities(self, text: str) -> list[str]:
        """Terms of the numbers that a unit follows: « 1 250,5 hectares » gives ``=1250.5ha``."""
        return [
            f"{MARK}{_plain_number(match['number'])}{self._units[_unit_key(match['unit'])]}"
            for match in self._quantity.finditer(text)
        ]

    def _acronyms_of(self, words: Sequence[str], terms: Sequence[str]) -> list[str]:
        found = []
        for place, (word, term) in enumerate(zip(words, terms, strict=True)):
            for form, mark in self._forms.get(term, ()):
                if tuple(terms[place : place + len(form)]) == form:
                    found.append(mark)
            acronym = word.upper()
            common = self._acronyms.get(acronym)
            if common is False or (common and word == acronym and not _shouted(words, place)):
                found.append(MARK + acronym.lower())
        return found


def _shouted(words: Sequence[str], place: int) -> bool:
    """Whether a word stands in a text set in capitals, where « PAS » is only the word « pas »."""
    beside = [words[i] for i in (place - 1, place + 1) if 0 <= i < len(words)]
    return any(_CAPITALS.fullmatch(word) for word in beside)


def _reference_in(text: str) -> re.Pattern[str]:
    return _REFERENCE_BEHIND if "article" in text else _REFERENCE


def _reference_terms(text: str) -> list[str]:
    """The article's term, then that of its subdivision where one is named."""
    match = _reference_in(text).search(text)
    if match is None:
        return []
    article = MARK + match["letter"].lower() + "".join(match["number"].split())
    subdivision = match["part"] or match.groupdict().get("before") or ""
    roman, paragraph = re.search(_ROMAN, subdivision), re.search(r"\d+", subdivision)
    part = (roman.group().lower() if roman else "") + (f"{paragraph.group()}°" if paragraph else "")
    return [article, f"{article}:{part}"] if part else [article]


def _plain_number(text: str) -> str:
    grouped = re.fullmatch(r"\d{1,3}(?:[\u00a0\u202f .]\d{3})+(?:,\d+)?", text)
    digits = re.sub(r"[\u00a0\u202f .]", "", text) if grouped else text
    number = digits.replace(",", ".")
    return number.rstrip("0").rstrip(".") if "." in number else number


def _unit_key(form: str) -> str:
    import unicodedata

    return " ".join(unicodedata.normalize("NFKC", form).lower().split())


@lru_cache(maxsize=8)
def _parse(content: bytes, name: str) -> KnownTermsFile:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return KnownTermsFile.model_validate(YAML(typ="safe").load(content.decode("utf-8-sig")) or {})
    except ValidationError as error:
        fault = error.errors()[0]
        place = " > ".join(str(part + 1) if isinstance(part, int) else part for part in fault["loc"])
        reason = f"{place} : {fault['msg']}"
    except (YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
    raise SettingsError(
        f"Ce fichier de termes ne peut pas être lu ({reason}).",
        where=f"french/data/{name}",
        remedy="Suivez la forme des lignes voisines ; l'en-tête du fichier l'explique.",
    )


def former_article_numbers() -> dict[str, tuple[str, ...]]:
    """Numbers that articles had before 2016, by the present one: « L.151-23 »: (« L.123-1-5 III 2° »,)."""
    content = (files("french") / "data" / FILES[1]).read_bytes()
    found: dict[str, tuple[str, ...]] = {}
    for one in _parse(content, FILES[1]).articles:
        found[one.nouveau] = (*found.get(one.nouveau, ()), *one.anciens)
    return found


@lru_cache(maxsize=1)
def acronyms_spelt_out() -> dict[str, str]:
    """What each acronym stands for, by its stem as words are compared: « stec » (STECAL): « secteur de taille et… »."""
    content = (files("french") / "data" / FILES[0]).read_bytes()
    lines = (one for one in _parse(content, FILES[0]).sigles if one.mot_courant == "non")
    return {stem: one.formes[0] for one in lines for stem in content_words(one.sigle)}


def spelt_out(theme: frozenset[str], words: Collection[str], question: str) -> frozenset[str]:
    """A theme whose acronyms that the documents do not use are words: « STECAL » is « secteur de taille… »."""
    unknown = theme - frozenset(words) - content_words(piece_words(question))  # « PADD » names a piece
    forms = acronyms_spelt_out()
    return (theme - unknown).union(*(content_words(forms[one]) if one in forms else {one} for one in unknown))
