"""French, the language of the plans that are read today; what is known of it stands in ``french/``."""

from __future__ import annotations

from french.attribution import heading_speaks_for_others, read_speaker
from french.comparators import AT_LEAST, AT_MOST
from french.content_words import content_words, zones_named
from french.denial import read_denial
from french.heading_words import COUNTS_PROVISIONS, KEYWORDS, PROVISION
from french.hyphenation import HyphenLexicon, may_cut
from french.inflection import CUE_RULES
from french.mitigation import read_mitigation
from french.modality import read_modality
from french.number_roles import measures_nothing
from french.periods import bears_period, bears_year, read_periods
from french.piece_names import ANSWERS_TO, DECISIVE, IN_NAME, IN_NAME_OR_TITLE, IN_TITLE
from french.piece_roles import speaks_for_others
from french.presence import read_presence
from french.prompt_injection import is_prompt_injection
from french.quantities import quantities_of, read_quantities
from french.question_analysis import Coverage, read_question, with_what_came_before
from french.sentence_ends import AWAITS_FIGURE, CAPTION, ENDS_OPEN, LONGEST_OPEN, MAY_END, NEVER_ENDS, STARTS
from french.terms import FrenchAnalyser
from french.units import RATIO, read_unit, unit_is_expected, unit_is_said
from french.value_labels import KEPT, MAXIMUM, MINIMUM, OPPOSITES, REPLACES
from french.word_hints import read_wording
from languages.language import Language, NumberRules, PieceNames, QuestionRules, SentenceRules, TextRules, WordRules

LANGUAGE = Language(
    code="fr",
    label="français",
    recognition="fra",
    text=TextRules(
        never_ends=NEVER_ENDS,
        may_end=MAY_END,
        starts=STARTS,
        ends_open=ENDS_OPEN,
        longest_open=LONGEST_OPEN,
        awaits_figure=AWAITS_FIGURE,
        caption=CAPTION,
        heading_words=KEYWORDS,
        counts_provisions=COUNTS_PROVISIONS,
        provision=PROVISION,
        hyphens=HyphenLexicon,
        may_cut=may_cut,
        piece_names=PieceNames(IN_NAME_OR_TITLE, IN_NAME, IN_TITLE, DECISIVE, ANSWERS_TO),
    ),
    words=WordRules(new_analyser=FrenchAnalyser, content_words=content_words, zones_named=zones_named, cues=CUE_RULES),
    numbers=NumberRules(
        read=read_quantities,
        of_sentence=quantities_of,
        unit=read_unit,
        unit_is_said=unit_is_said,
        unit_is_expected=unit_is_expected,
        measures_nothing=measures_nothing,
        periods=read_periods,
        at_least=AT_LEAST,
        at_most=AT_MOST,
        ratio=RATIO,
        replaces=REPLACES,
        opposites=OPPOSITES,
        minimum=MINIMUM,
        maximum=MAXIMUM,
        kept=KEPT,
    ),
    sentences=SentenceRules(
        modality=read_modality,
        presence=read_presence,
        mitigation=read_mitigation,
        bears_period=bears_period,
        bears_year=bears_year,
        is_prompt_injection=is_prompt_injection,
        speaks_for_others=speaks_for_others,
        speaker=read_speaker,
        heading_speaks_for_others=heading_speaks_for_others,
        denial=read_denial,
        wording=read_wording,
    ),
    questions=QuestionRules(analyse=read_question, coverage=Coverage, said_whole=with_what_came_before),
)
