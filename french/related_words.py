"""Words of one meaning in these documents, or nearly: « ruisseau » and « cours d'eau », « se garer » and « parking ».

The groups are data (``data/mots_voisins``, one file a field), meant to be edited by someone who does not program. They
are general: a group is there because French has it so, and never because a question was seen to lack it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from domain.errors import SettingsError
from domain.text_folding import plain
from french.content_words import content_words
from french.stemming import light_stem

FOLDER = "mots_voisins"
#: How much of a word is said by one that means the same, and by one that only comes near.
SAME, NEAR = 0.8, 0.4
#: Parts a line of the files: before the tilde all mean the same, after it each comes near those before. Where a line
#: begins with it, all come near each other.
_TILDE = "~"
#: Forms of a verb or an adjective that the light stem keeps apart: the ending of the word as it stands in a dictionary,
#: and those put for it.
_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("er", ("ant", "ait", "aient", "era", "eront", "erait", "eraient")),
    ("eter", ("ette", "ettera", "etteront")),
    ("eler", ("elle", "ellera", "elleront")),
    ("yer", ("ie", "ient", "iera", "ieront")),
    ("ger", ("geant", "geait", "geaient")),
    ("ir", ("it", "i", "ie", "issant", "issent", "ira", "iront", "irait")),
    ("enir", ("ient", "iennent", "enu", "enue", "enant", "iendra", "iendront")),
    ("vrir", ("vre", "vrent", "vert", "verte", "vrant")),
    ("evoir", ("oit", "oivent", "u", "ue", "evra", "evront")),
    ("voir", ("voit", "voient", "vu", "vue", "voyant")),
    ("uire", ("uit", "uite", "uisent", "uisant", "uira", "uiront")),
    ("crire", ("crit", "crite", "crivent", "crivant", "crira")),
    ("dire", ("dit", "dite", "disent", "disant", "dira")),
    ("endre", ("end", "endu", "endue", "endent", "endant", "endra", "endront")),
    ("prendre", ("pris", "prise", "prennent", "prenant")),
    ("ettre", ("et", "ettent", "is", "ise", "ettant", "ettra", "ettront")),
    ("attre", ("at", "attu", "attue", "attent", "attant", "attra")),
    ("ivre", ("it", "ivent", "ivi", "ivie", "ivant", "ivra")),
    ("raire", ("rait", "raite", "raient", "rayant")),
    ("al", ("ale",)),
    ("el", ("elle",)),
    ("ien", ("ienne",)),
    ("ier", ("iere",)),
    ("eux", ("euse",)),
    ("teur", ("trice",)),
)
#: Letters of a word from which its forms are made: « mer » and « val » are no verb and no adjective.
_LONG = 5

#: The stems of a word or of a short phrase.
_Stems = frozenset[str]


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words and short phrases of one meaning, and those that come near them; without the former, near each other."""

    same: tuple[str, ...]
    near: tuple[str, ...] = ()

    @classmethod
    def read(cls, line: str) -> WordGroup:
        """Read a line of the files: « ruisseau, rivière ~ fossé », « ~ dire, écrire »."""
        same, _, near = line.partition(_TILDE)
        return cls(_entries(same), _entries(near))

    def share(self, one: bool, other: bool) -> float:
        """How much a word of the group says of another, by whether each stands before the tilde."""
        if one and other:
            return SAME
        return NEAR if one or other or not self.same else 0.0


def _entries(text: str) -> tuple[str, ...]:
    return tuple(entry for part in text.split(",") if (entry := part.strip()))


@cache
def word_groups() -> tuple[WordGroup, ...]:
    """Every group of the files.

    Raises:
        SettingsError: A file cannot be used; the message names it and the fault.
    """
    found: list[WordGroup] = []
    for file in sorted((files("french") / "data" / FOLDER).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            found.extend(read_groups(file.read_bytes(), file.name))
    return tuple(found)


def read_groups(content: bytes, name: str) -> list[WordGroup]:
    """The groups of one file: lists of lines under the names of themes.

    Raises:
        SettingsError: It has another form.
    """
    import yaml

    try:
        themes = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _unreadable(name, " ".join(str(error).split())) from error
    lines: list[object] = []
    for theme, listed in themes.items() if isinstance(themes, dict) else [("", themes)]:
        if not isinstance(themes, dict) or not isinstance(listed, list):
            raise _unreadable(name, f"{theme} : une liste est attendue")
        lines.extend(listed)
    for line in lines:
        if not isinstance(line, str) or line.count(_TILDE) > 1:
            raise _unreadable(name, f"{line} : des mots séparés par des virgules sont attendus, et un seul « ~ »")
    return [WordGroup.read(str(line)) for line in lines]


def _unreadable(name: str, reason: str) -> SettingsError:
    return SettingsError(
        f"Ce fichier de mots voisins ne peut pas être lu ({reason}).",
        where=f"french/data/{FOLDER}/{name}",
        remedy="Suivez la forme des lignes voisines ; l'en-tête du premier fichier l'explique.",
    )


def forms_of(word: str) -> frozenset[str]:
    """Stems of the forms of a word as a dictionary has it, its own among them: « limiter » is also « limitera »."""
    folded = plain(word)
    made = {folded}
    if len(folded) >= _LONG:
        for ending, forms in _FORMS:
            if folded.endswith(ending):
                made.update(folded.removesuffix(ending) + one for one in forms)
    return frozenset(light_stem(one) for one in made)


@dataclass(frozen=True, slots=True)
class _Member:
    stems: _Stems
    group: int
    means: bool  # before the tilde


class _WordGroups:
    """The groups by the stems of their words."""

    def __init__(self, groups: Collection[WordGroup]):
        self._groups = tuple(groups)
        self._members: list[list[_Member]] = []
        self._of_stem: dict[str, list[_Member]] = {}
        self._forms: dict[str, set[str]] = {}
        for number, group in enumerate(groups):
            members = [
                _Member(stems, number, means)
                for means, entries in ((True, group.same), (False, group.near))
                for entry in entries
                if (stems := content_words(entry))
            ]
            self._members.append(members)
            for entry in (*group.same, *group.near):
                for word in entry.replace("'", " ").split():
                    if content_words(word):
                        self._forms.setdefault(light_stem(plain(word)), set()).update(forms_of(word))
            for member in members:
                self._of_stem.setdefault(min(member.stems), []).append(member)
        self._form_of = {form: stem for stem, forms in self._forms.items() for form in forms if form != stem}

    def forms(self, stem: str) -> frozenset[str]:
        """The stems of the other forms of a word, its own among them, a short one's plural too."""
        own = self._form_of.get(stem, stem)
        return frozenset({own, stem, *self._forms.get(own, ()), *self._forms.get(stem, ())}) | _plurals(own)

    def related(self, words: Collection[str]) -> dict[str, dict[_Stems, float]]:
        """What says each word of a theme in part: the stems of a word or phrase, and how much of it they say."""
        known: dict[str, set[str]] = {}
        for word in words:
            for form in (word, self._form_of.get(word, word), *_plurals(word)):
                known.setdefault(form, set()).add(word)
        found: dict[str, dict[_Stems, float]] = {word: {} for word in words}
        for entry in [one for stem in known for one in self._of_stem.get(stem, ()) if one.stems <= known.keys()]:
            for other in self._members[entry.group]:
                share = self._groups[entry.group].share(entry.means, other.means)
                if not share or other.stems == entry.stems:
                    continue
                for said in set[str]().union(*(known[stem] for stem in entry.stems)):
                    found[said][other.stems] = max(share, found[said].get(other.stems, 0.0))
        return found


def _plurals(word: str) -> frozenset[str]:
    """A short word with and without its plural, which the light stem keeps."""
    return frozenset({word.rstrip("sx"), f"{word}s", f"{word}x"}) if 2 < len(word) <= 4 else frozenset()


@cache
def _lexicon() -> _WordGroups:
    return _WordGroups(word_groups())


class RelatedWords:
    """How much of each word of a theme a sentence says, by itself or by a related word."""

    def __init__(self, same: Mapping[str, frozenset[str]]):
        """Look the words up.

        Args:
            same: The stems that say each word of the theme whole.
        """
        lexicon = _lexicon()
        #: By the stem of one word, what it says and how much.
        self._alone: dict[str, dict[str, float]] = {}
        self._phrases: dict[str, list[tuple[_Stems, str, float]]] = {}
        for word, stems in same.items():
            for stem in stems:
                self._says(stem, word, 1.0)
            for stem in lexicon.forms(word):
                self._says(stem, word, SAME)
        for word, others in lexicon.related(same).items():
            for stems, share in others.items():
                for said in product(*(lexicon.forms(stem) for stem in stems)):
                    if len(said) == 1:
                        self._says(said[0], word, share)
                    else:
                        self._phrases.setdefault(said[0], []).append((frozenset(said), word, share))
        self._known = self._alone.keys() | self._phrases.keys()

    def _says(self, stem: str, word: str, share: float) -> None:
        of_stem = self._alone.setdefault(stem, {})
        of_stem[word] = max(share, of_stem.get(word, 0.0))

    def told(self, said: frozenset[str]) -> dict[str, float]:
        """The words of the theme that a sentence says in whole or in part, and how much of each, from 0 to 1.

        Args:
            said: The stems of the sentence.
        """
        found: dict[str, float] = {}
        for stem in said & self._known:
            for word, share in self._alone.get(stem, _NOTHING).items():
                if share > found.get(word, 0.0):
                    found[word] = share
            for stems, word, share in self._phrases.get(stem, ()):
                if share > found.get(word, 0.0) and stems <= said:
                    found[word] = share
        return found


_NOTHING: Mapping[str, float] = {}
