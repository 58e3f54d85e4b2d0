"""What the words of a sentence tell, on sentences as plans write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cue_phrases import CuePhrases
from domain.sentence_features import Modality, Presence
from french.inflection import CUE_RULES
from french.mitigation import read_mitigation
from french.modality import read_modality
from french.periods import bears_period, bears_year, read_periods
from french.presence import read_presence


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("Les constructions respectent un recul d'au moins 10 mètres.", Modality.PRESCRIPTION),
        ("Aucune construction n'est admise dans le corridor.", Modality.PRESCRIPTION),
        ("Les haies repérées doivent être conservées.", Modality.PRESCRIPTION),
        ("La haie de la limite nord est conservée sur 240 mètres.", Modality.PRESCRIPTION),
        ("Il est recommandé d'éloigner les clôtures de la berge.", Modality.RECOMMANDATION),
        ("Les essences locales seront de préférence choisies.", Modality.RECOMMANDATION),
        ("Le projet vise à conforter la trame verte.", Modality.INTENTION),
        ("La commune souhaite mieux connaître ses oiseaux.", Modality.INTENTION),
        ("La vallée compte onze corridors.", Modality.CONSTAT),
    ],
)
def test_a_duty_an_advice_a_wish_and_a_fact_are_told_apart(text: str, force: Modality) -> None:
    assert read_modality(text) is force


@pytest.mark.parametrize(
    ("text", "presence"),
    [
        ("Le PLUi ne prévoit aucune mesure de compensation.", Presence.ABSENT),
        ("Aucune prospection n'a été menée sur les secteurs à urbaniser.", Presence.ABSENT),
        ("Les corridors n'ont pas été déclinés localement.", Presence.ABSENT),
        ("La valeur initiale n'a pu être fixée.", Presence.ABSENT),
        ("Les indicateurs ne sont assortis ni d'un état zéro ni d'une périodicité.", Presence.ABSENT),
        ("Aucune construction n'est autorisée à moins de dix mètres des berges.", Presence.PRESENT),
        ("Le remblai des zones humides est interdit.", Presence.PRESENT),
        ("Une trame noire sera définie ultérieurement.", Presence.ANNONCE),
        ("Un atlas de la biodiversité pourra être étudié.", Presence.ANNONCE),
        ("Les zones humides sont reportées au plan.", Presence.PRESENT),
        ("Les haies seront classées lors de la prochaine révision.", Presence.ANNONCE),
        ("La carte des corridors sera jointe au dossier d'approbation.", Presence.ANNONCE),
        ("La délimitation des zones humides est en cours.", Presence.ANNONCE),
        ("Des sites de compensation restent à trouver.", Presence.ANNONCE),
        ("Le règlement pourra à l'avenir comporter un zonage indicé.", Presence.ANNONCE),
        ("Les corridors feront l'objet d'une délimitation précise.", Presence.ANNONCE),
        ("La commune envisage de désimperméabiliser la place.", Presence.ANNONCE),
        ("Les haies repérées seront conservées.", Presence.PRESENT),
        ("La consommation sera réduite de moitié d'ici 2031.", Presence.PRESENT),
        ("Les cours d'eau sont bordés de ripisylves.", Presence.PRESENT),
    ],
)
def test_absence_announcement_and_rule_are_told_apart(text: str, presence: Presence) -> None:
    assert read_presence(text) is presence


@pytest.mark.parametrize(
    ("text", "family", "homonym"),
    [
        ("Les techniques compensatoires retiennent les eaux pluviales.", "compenser", "les eaux pluviales"),
        ("La destruction d'une zone humide est compensée malgré le bassin de rétention.", "compenser", None),
        ("Le site a été écarté en raison du coût du raccordement.", "éviter", "un autre motif qu'écologique"),
        ("La perte d'habitats naturels est évitée.", "éviter", None),
    ],
)
def test_erc_words_said_of_something_else_are_known(text: str, family: str, homonym: str | None) -> None:
    found = read_mitigation(text)
    assert found is not None
    assert (found.family, found.homonym) == (family, homonym)
    assert read_mitigation("Le territoire compte quatorze communes.") is None


def test_periods_and_dates_are_read() -> None:
    assert read_periods("de 2011 à 2020, puis 2021-2030") == ((2011, 2020), (2021, 2030))
    assert bears_period("un passage en juin 2023")
    assert bears_year("l'inventaire de 2016")
    assert not bears_year("2021 logements et 2 030 habitants")
    assert not bears_period("une pente de 10 à 20 %")


def test_cue_phrases_are_found_whatever_case_accent_plural_or_spacing() -> None:
    cues = CuePhrases([["corridor écologique", "cœur* de nature"], ["L. 151-23", "compens*"]])
    assert cues.borne_by(CUE_RULES.read("Les Corridors Écologiques repérés (article L.151-23)"))
    assert cues.borne_by(CUE_RULES.read("Des COEURS DE NATURE compensent"))
    assert not cues.borne_by(CUE_RULES.read("Les corridors écologiques (L. 151-230)"))
    assert not cues.borne_by(CUE_RULES.read("Un corridor ferroviaire, L. 151-23"))
    assert cues.borne_by(CUE_RULES.read("Ils compensent."), CUE_RULES.read("Corridors écologiques"))
    assert not cues.borne_by(CUE_RULES.read("Rien ici."), CUE_RULES.read("Corridors écologiques L. 151-23"))


@given(st.text(max_size=200))
def test_no_text_breaks_a_reader(text: str) -> None:
    assert read_modality(text) in Modality
    assert read_presence(text) in Presence
    read_mitigation(text)
    read_periods(text)
    CuePhrases([["trame noire", "é*"]]).borne_by(CUE_RULES.read(text))
