"""A free question becomes an :class:`UnderstoodQuestion`: whole, of a kind, with its scope and its theme."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from domain.text_folding import fold
from domain.understood_questions import QuestionKind, QuestionScope, UnderstoodQuestion
from french.compared_names import compared_names
from french.content_words import content_words
from french.document_matters import matters_asked
from french.english_questions import english_kind, in_french, untranslated
from french.known_terms import spelt_out
from french.leaning_questions import asking_part, is_bare_half
from french.learnt_kinds import Meaning, likeliest_kind
from french.measured_objects import asks_for_clearance
from french.quantities import read_number
from french.question_analysis import is_follow_up, read_question
from french.question_kinds import asks_for_amount, asks_for_each, asks_to_sum_up, read_kind
from french.question_scope import piece_words, read_scope, without_scope
from french.stemming import light_stem
from french.summary_words import ONLY_ASKS

#: Letters of a word under which no other word is read for it, and how unlike the two may be.
_LEAST_LETTERS = 6
#: Kinds whose questions name nothing but their theme.
_IN_FULL = frozenset({QuestionKind.VALUE, QuestionKind.RULE})
#: Kinds of a question that ends in « résume » or « fais court » : its things are wanted as points, not as a list.
_SUMMED_UP = frozenset({QuestionKind.LIST, QuestionKind.RULE})
_OF_A_PROVISION = "prescription recommandation disposition article numero contenu prevoit impose dit disent contient"
#: « Kel », « koi »: question words as they sound.
_BY_SOUND = re.compile(r"\b[kK](el(?:le)?s?|oi)\b")
#: « Les sept sites »; « les deux versions » are what is compared, and no number of items.
_COUNT = re.compile(
    r"\b(?:les|des|ces|nos) ([a-z]+|\d{1,3}) "
    r"(?=[a-z])(?!(?:versions?|documents?|dossiers?|plans?|pieces?|cas|zones?|scenarios?|derni\w+|prem\w+|prochain\w+)\b)"
)
#: « A été fait », « ont-elles été vues »: the summer is no auxiliary.
_AUXILIARY = re.compile(
    r"\b(?:a|ont|avait|avaient|avoir|ayant|aura|auront|aurait)(?:-t)?(?:-(?:il|elle|on|ils|elles))? "
    r"(?:deja |bien )?ete\b"
)
#: Verbs and modifiers that say nothing of a theme, where a question compares, sums up or looks for a place.
_OF_THE_KIND = (
    "difference compare comparer comparaison plan document dossier version zone secteur resume resumer resumez "
    "synthese dit disent dis page piece trouve trouver parle question liste lister enumere enumerer donne donner tous "
    "toutes petit petite grand grande simple autorise autorisee permis permise possible droit obligatoire necessaire "
    "interdit interdite deux sujet theme article faire relatif relative change changent changer defini definie definis "
    "fiche volet partie chapitre presente presenter explique expliquer decris decrire politique "
    "fixe fixee indique indiquee mentionne mentionnee figure cite citee traite aborde evoque exige exigee impose "
    "imposee schema sait touche touchent concerne concernent aura auront reproche critique recommande souhaite pense "
    "souligne constate regrette preconise suggere retient explique vocation topo"
)
_STANCES = content_words("interdit interdite autorise autorisee permis permise obligatoire impose imposee exige exigee")
#: What a plan has, in general words: « contient-il une règle limitant… », « prévoit-il des mesures de… ».
_OF_AN_EXISTENCE = content_words(
    "contient comporte prévoit prévoient définit impose instaure encadre limitant limite limiter règle mesure "
    "disposition prescription faveur tous toutes"
)
#: Words that only say which of two is more.
_OF_A_COMPARISON = content_words(
    "forte fort faible elevee haute basse grande autre meme identique lequel laquelle lesquels "
    "lesquelles meilleur meilleure mieux "
    "plus etendu etendue vaste selon differer different differe diffèrent distinguer varie varier"
)
#: Words of any question that name nothing: who asks, and prepositions.
_EMPTY = content_words(
    "moi toi nous vous merci voudrais souhaite souhaiterais aimerais savoir connaitre pouvez pourriez lors autour "
    "couvre couvrent occupe occupent chacun chacune leur leurs c quoi fais "
    "faire faites point bilan dois jusqu jusque donc celle celles celui ceux "
    "donnent donne present me m faudrait sauriez saurais gré vouloir communiquer indiquer préciser plaît dire "
    "comparez tell you could please"
)


def understand(
    question: str,
    before: Sequence[str] = (),
    *,
    known: Collection[str] = (),
    words: Collection[str] = (),
    kind: QuestionKind | None = None,
    scope: QuestionScope | None = None,
    meaning: Meaning | None = None,
    of_one_text: bool = False,
) -> UnderstoodQuestion:
    """What a question asks.

    Args:
        question: As it was typed.
        before: The questions asked before, oldest first: a follow-up keeps their kind, scope and theme.
        known: Canonical codes of the zones of the documents.
        words: Stems of the words of the documents: a word that is none of them is read as the one that it misspells.
        kind: What a person chose instead.
        scope: What a person chose instead.
        meaning: Gives its vector, of which its kind is told better than of its words alone.
        of_one_text: Whether the question before it stands in the same text: « quelle hauteur ? » then leans on it.
    """
    typed = _BY_SOUND.sub(lambda word: f"{'Qu' if word[0][0] == 'K' else 'qu'}{word[1]}", " ".join(question.split()))
    said = in_french(typed)
    english = said != typed
    asking = asking_part(said)
    own = read_scope(asking, known)
    if asking != said:  # a piece that is named in passing restricts nothing
        own = own.over(replace(read_scope(said, known), pieces=(), articles=()))
    follows = is_follow_up(said)
    leans = asking == said and (follows or (of_one_text and is_bare_half(said)))
    last = next((one for one in reversed(before) if not is_follow_up(one)), None) if leans else None
    bare = without_scope(said, own)
    read = read_question(bare)
    found = _kind_of(asking, own, asking_part(typed) if english else "", None if last else meaning, learnt=last is None)
    if last is None and not own and found is not QuestionKind.YES_NO and matters_asked(asking):
        found = QuestionKind.DOCUMENT
    of_kind = frozenset() if (kind or found) in _IN_FULL else content_words(_OF_THE_KIND)
    if (kind or found) is QuestionKind.YES_NO:
        of_kind |= _OF_AN_EXISTENCE
    if (kind or found) is QuestionKind.SUMMARY:
        of_kind |= ONLY_ASKS
    if (kind or found) is QuestionKind.LIST:
        of_kind -= _STANCES  # « quelles constructions sont interdites » is about what is forbidden
    if (kind or found) is QuestionKind.COMPARISON:
        of_kind |= _OF_A_COMPARISON
    about = _about(read.words, bare)
    if own.pieces:
        about = about - content_words(piece_words(bare)) or about
    if asks_for_clearance(bare):
        about = about - content_words("hauteur laissée espace vide libre") or about  # what lies under is told otherwise
    if english and words:  # an English word that the documents have not was not translated: it tells nothing
        about = (about - (content_words(untranslated(typed)) - frozenset(words))) or about
    theme, corrected = _known_words(about - of_kind or about, words, bare)
    bare_theme = theme - of_kind
    if last is None:
        chosen = kind or found
        # A place that was misspelt restricts by no name; the word that was read for it is of the theme.
        respelt = {fold(typed) for typed, _ in corrected}
        places = tuple(place for place in own.places if not any(typed in fold(place) for typed in respelt))
        wanted = replace(own, places=places) if scope is None else scope
        if chosen is QuestionKind.WHERE and wanted.zones:
            pass  # « à quelle page est la fiche du secteur S10 » may be about its sector alone
        elif wanted.provisions or wanted.articles:
            bare_theme -= content_words(_OF_A_PROVISION)  # « que dit la prescription P15 » is about all that it says
        else:
            bare_theme = bare_theme or theme
        return UnderstoodQuestion(
            said,
            chosen,
            wanted,
            bare_theme,
            frozenset(),
            corrected,
            _sides(wanted) or (compared_names(said) if chosen is QuestionKind.COMPARISON else ()),
            _announced(asking),
            kind is not None,
            typed if english else "",
        )
    earlier = understand(last, before[: list(before).index(last)], known=known, words=words, meaning=meaning)
    merged = own.over(earlier.scope) if scope is None else scope
    text = f"{_without_replaced(earlier.text, earlier.scope, own).rstrip(' ?')}, {said[:1].lower()}{said[1:]}"
    # The sentence that answers the first half may answer the second: none of its words must stand in it.
    required = bare_theme if follows else frozenset()
    return UnderstoodQuestion(
        text,
        kind or (earlier.kind if found is QuestionKind.RULE else found),
        merged,
        bare_theme | earlier.theme,
        required,
        (*earlier.corrected, *corrected),
        _sides(merged),
        _announced(said) if bare_theme else earlier.announced,
        kind is not None,
    )


def _kind_of(asking: str, scope: QuestionScope, typed: str, meaning: Meaning | None, *, learnt: bool) -> QuestionKind:
    """The kind of the sentence that asks; ``typed`` where it was put into French; a follow-up has none to learn."""
    if typed:
        return english_kind(typed)
    read = read_question(without_scope(asking, scope))
    found = read_kind(asking, read, scope)
    if learnt:
        vector = () if meaning is None else meaning(asking)
        found = likeliest_kind(asking, scope, found, lambda: asks_for_amount(asking, read), vector)
    if found in _SUMMED_UP and asks_to_sum_up(asking) and not (scope.zones or scope.articles):
        return QuestionKind.SUMMARY
    if found is QuestionKind.COMPARISON and asks_for_each(asking):
        # « Par secteur » sets none beside another: a line for each is wanted.
        return found if len(scope.zones) > 1 or compared_names(asking) else QuestionKind.LIST
    return found


def kind_in_text(understood: UnderstoodQuestion) -> QuestionKind:
    """The kind of a question about a dossier itself when it is put to its text: a number, a yes or no, else a rule."""
    kind = read_kind(understood.text, read_question(understood.text), understood.scope)
    return kind if kind in (QuestionKind.VALUE, QuestionKind.YES_NO) else QuestionKind.RULE


def _about(words: frozenset[str], question: str) -> frozenset[str]:
    """The words of a theme without auxiliaries (« a-t-il été fait ») and without the number of items of a list."""
    plain = fold(question)
    out = {"fait", "faite", *_EMPTY} | ({"ete"} if _AUXILIARY.search(plain) else set())
    out -= content_words("occupation") if re.search(r"\boccupations?\b", plain) else set()
    counts = [match[1] for match in _COUNT.finditer(plain) if read_number(match[1]) is not None]
    out |= {*counts, *content_words(" ".join(counts))}
    return (words - out) or words


def _without_replaced(text: str, scope: QuestionScope, own: QuestionScope) -> str:
    """An earlier question without the zones that a follow-up replaces."""
    return without_scope(text, QuestionScope(zones=scope.zones)) if own.zones and scope.zones else text


def _sides(scope: QuestionScope) -> tuple[str, ...]:
    if len(scope.zones) > 1:
        return scope.zones
    return tuple(piece.value for piece in scope.pieces) if len(scope.pieces) > 1 else ()


def _announced(question: str) -> int | None:
    """« Les sept sites »: 7; None where no number is said."""
    for match in _COUNT.finditer(fold(question)):
        number = read_number(match[1])
        if number is not None and 2 <= number <= 200 and number.is_integer():
            return int(number)
    return None


def _known_words(
    theme: frozenset[str], words: Collection[str], question: str
) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """The theme with its misspelt words read as words of the documents, and which they were."""
    if not words:
        return theme, ()
    kept, corrected = set(spelt_out(theme, words, question)), []
    typed = {stem: word for word in re.findall(r"[^\W\d_]+", question) for stem in content_words(word)}
    for word in sorted(kept):
        raw = fold(typed.get(word, word))
        if word in words or len(raw) < _LEAST_LETTERS or not word.isalpha():
            continue
        near = [one for one in words if one[:1] == word[:1] and (_one_slip(word, one) or _one_slip(raw, one))]
        # A letter left out, doubled or exchanged is likelier than another in its place.
        likely = [one for one in near if len(one) != len(word) or sorted(one) == sorted(word)]
        likely += [one for one in _respelt(raw, words) if one not in likely]
        near = likely or near
        if len(near) == 1:
            kept.remove(word)
            kept.add(near[0])
            corrected.append((typed.get(word, word), near[0]))
    return frozenset(kept), tuple(corrected)


def _respelt(raw: str, words: Collection[str]) -> list[str]:
    """Stems of the documents that a word has once a letter is put in or two are exchanged."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    made = {raw[:at] + letter + raw[at:] for at in range(1, len(raw) + 1) for letter in letters}
    made |= {raw[:at] + raw[at + 1] + raw[at] + raw[at + 2 :] for at in range(1, len(raw) - 1)}
    return sorted({stem for one in made if (stem := light_stem(one)) in words})


def _one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter left out, added, changed, or two exchanged."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
