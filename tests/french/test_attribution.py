"""Who speaks: sentences as plans write them, in our own words."""

from __future__ import annotations

import pytest

from domain.sentence_features import Speaker
from french.attribution import heading_speaks_for_others, read_speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Dans les secteurs Nco, toute construction nouvelle est interdite.", Speaker.PLAN),
        ("Les éléments repérés au titre de l’article L. 151-23 du code de l’urbanisme sont conservés.", Speaker.PLAN),
        ("La prescription P14 reprend le SAGE et protège les zones humides.", Speaker.PLAN),
        ("L’autorité environnementale recommande de cartographier une trame noire.", Speaker.AUTHORITY),
        ("La chambre d’agriculture demande que le recul soit réduit.", Speaker.AUTHORITY),
        ("L’article L. 163-1 du code de l’environnement prévoit une absence de perte nette.", Speaker.LAW),
        ("Aux termes de l’article R. 151-3, le rapport présente les mesures envisagées.", Speaker.LAW),
        ("La loi du 22 août 2021 impose une division par deux du rythme.", Speaker.LAW),
        ("Le SDAGE demande une compensation à hauteur de 150 % de la surface perdue.", Speaker.WIDER_SCHEME),
        ("SRADDET, règle 18 : tendre vers la non-perte nette.", Speaker.WIDER_SCHEME),
        ("« Maintenir une bande de vingt mètres » (prescription 22)", Speaker.WIDER_SCHEME),
        ("La communauté voisine a délimité vingt réservoirs.", Speaker.NEIGHBOUR),
        ("Le syndicat de rivière a prévu de renaturer deux kilomètres de berges.", Speaker.OTHER_BODY),
        ("Ces travaux relèvent du syndicat.", Speaker.OTHER_BODY),
        ("Le précédent PLU classait douze hectares de boisements.", Speaker.FORMER),
        ("L’avis relève que les mesures ne sont pas reliées aux incidences.", Speaker.AUTHORITY),
        ("L’État demande au plan de renforcer la protection des haies.", Speaker.AUTHORITY),
        ("L’état initial identifie douze réservoirs.", Speaker.PLAN),
        ("L’état des lieux relève la présence du triton.", Speaker.PLAN),
        ("L’article R. 414-23 fixe le contenu de l’évaluation des incidences.", Speaker.LAW),
        ("L’arrêté du 27 décembre 2018 impose l’extinction des façades à une heure.", Speaker.LAW),
        ("La compensation est obligatoire au titre de l’article L. 122-1-1.", Speaker.LAW),
        ("Les lois Grenelle ont instauré la trame verte et bleue.", Speaker.LAW),
        ("La rubrique 3.3.1.0 soumet à déclaration l’assèchement de zones humides.", Speaker.LAW),
        ("Le règlement impose un recul de dix mètres.", Speaker.PLAN),
        ("Le SRCE distingue les réservoirs terrestres des réservoirs aquatiques.", Speaker.WIDER_SCHEME),
        ("Le document d’objectifs du site préconise la fauche tardive.", Speaker.WIDER_SCHEME),
        ("La stratégie régionale encourage la désimperméabilisation.", Speaker.WIDER_SCHEME),
        ("À l’échelle nationale, 20 000 ha sont artificialisés chaque année.", Speaker.NEIGHBOUR),
        ("À l’échelle de la commune, six corridors sont identifiés.", Speaker.PLAN),
        ("L’agence de l’eau finance la désimperméabilisation des cours d’école.", Speaker.OTHER_BODY),
        ("Une association demande le retrait du secteur des dunes.", Speaker.OTHER_BODY),
        ("Une convention de gestion a été signée avec le conservatoire.", Speaker.PLAN),
    ],
)
def test_the_speaker_of_a_sentence(text: str, speaker: Speaker) -> None:
    assert read_speaker(text) is speaker


@pytest.mark.parametrize(
    ("heading", "others"),
    [
        ("Articulation avec les documents de rang supérieur", True),
        ("Le SDAGE et ses dispositions", True),
        ("1.2 Cadre juridique", True),
        ("Article N 2 – Occupations admises", False),
        ("Protection des haies", False),
    ],
)
def test_headings_that_announce_what_others_ask(heading: str, others: bool) -> None:
    assert heading_speaks_for_others(heading) is others
