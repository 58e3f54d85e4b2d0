"""A règlement in XML: every sentence under its zone, chapter and article, and nothing that the file does not write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain import PieceKind
from domain.errors import DamagedFile
from ingestion import collect_pieces
from ingestion.cnig.dossier_intake import take_in
from ingestion.formats.office_content import Category
from ingestion.formats.readers.rules_json_reader import read_json_rules
from ingestion.formats.readers.rules_reader import read_rules
from ingestion.parser import read_piece
from languages import language_named

HEAD = (
    '<plu:ReglementDU xmlns="http://www.w3.org/1999/xhtml" xmlns:plu="https://cnig.gouv.fr/reglementDU" '
    'id="98766_reglement_20240115" nom="Règlement fictif" typeDoc="PLU" idUrba="98766_PLU_20240115">'
)
#: A fictional règlement of two zones, in the form of the standard.
RULES = f"""<?xml version="1.0" encoding="UTF-8"?>{HEAD}
<plu:Titre id="a" intitule="Dispositions générales" niveau="1" idZone="porteeGenerale" idPrescription="nonConcerne">
  <plu:Contenu id="a1" idZone="porteeGenerale"><h1>Dispositions générales</h1>
    <div>Le document est fictif. Les haies repérées sont conservées.</div></plu:Contenu>
</plu:Titre>
<plu:Titre id="b" intitule="Dispositions applicables à la zone UA" niveau="1" idZone="UA">
  <plu:Contenu id="b1" idZone="UA"><h1>Dispositions applicables à la zone UA</h1></plu:Contenu>
  <plu:Titre id="b2" intitule="Chapitre II – Caractéristiques" niveau="2" idZone="UA,1AU">
    <plu:Titre id="b3" intitule="Article 4 – Espaces libres" niveau="3" idZone="UA,1AU">
      <plu:Contenu id="b4" idZone="UA,1AU"><h3>Article 4 – Espaces libres</h3>
        <div>La pleine terre couvre au moins 30 % du terrain.</div>
        <table><tr><th>Secteur</th><th>Arbres</th></tr><tr><td>UAa</td><td>1 pour 100 m²</td></tr></table>
        <p><img src="ressources/img-1.png" alt="0"/></p></plu:Contenu>
      <plu:Contenu id="b5" idZone="UAa"><div>En secteur UAa, la part est ramenée à 10 %.</div></plu:Contenu>
      <plu:Contenu id="b6" idZone="UA,1AU"><div>Les clôtures laissent passer la petite faune.</div></plu:Contenu>
    </plu:Titre>
  </plu:Titre>
</plu:Titre>
<plu:Titre id="c" intitule="Espaces agricoles" niveau="1" idZone="A">
  <plu:Contenu id="c1" idZone="A"><h1>Espaces agricoles</h1><div>Toute construction est interdite.</div></plu:Contenu>
</plu:Titre>
</plu:ReglementDU>"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "98766_reglement_20240115.xml"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_sentences_stand_under_zone_chapter_and_article(rules: Path) -> None:
    piece = read_piece(rules, language_named("fr"))
    assert piece.kind is PieceKind.REGLEMENT
    labels = {
        page.text[sentence.start : sentence.end]: page.label
        for page in piece.pages
        for sentence in piece.sentences
        if sentence.page == page.ordinal
    }
    chapter = "Dispositions applicables à la zone UA > Zones UA, 1AU > Chapitre II – Caractéristiques"
    article = f"{chapter} > Article 4 – Espaces libres"
    assert labels["Les haies repérées sont conservées."] == "Dispositions générales"
    assert labels["La pleine terre couvre au moins 30 % du terrain."] == article
    assert labels["En secteur UAa, la part est ramenée à 10 %."] == f"{article} > Zone UAa"
    assert labels["Les clôtures laissent passer la petite faune."] == article
    assert labels["Toute construction est interdite."] == "Zone A > Espaces agricoles"
    assert all(page.number is None for page in piece.pages)


def test_nothing_is_read_twice_nor_made_up(rules: Path) -> None:
    text = "\n".join(page.text for page in read_piece(rules, language_named("fr")).pages)
    assert text.count("Article 4 – Espaces libres") == 1
    assert "Zone A" not in text
    assert "Zones UA" not in text
    assert "1 pour 100 m²" in text
    titles = [one.text for one in read_rules(rules).elements if one.category is Category.TITLE and not one.unwritten]
    assert titles[:2] == ["Dispositions générales", "Dispositions applicables à la zone UA"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<autre/>", "pas un règlement"),
        (RULES[:900], "endommagé"),
        (f'<!DOCTYPE a [<!ENTITY b "c">]>{HEAD}</plu:ReglementDU>', "DTD"),
    ],
)
def test_what_is_no_reglement_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "reglement.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DamagedFile, match=said):
        read_rules(path)


def test_a_standard_dossier_has_it_as_a_piece_and_leaves_other_xml_aside(rules: Path) -> None:
    folder = rules.parent / "98766_PLU_20240115" / "Pieces_ecrites" / "3_Reglement"
    folder.mkdir(parents=True)
    kept = folder / rules.name
    rules.rename(kept)
    (folder / "style.xml").write_text("<style/>", encoding="utf-8")
    root = folder.parents[1]
    collected = collect_pieces([root])
    assert collected.pieces == (kept,)
    assert "pas un règlement structuré" in collected.ignored[0].reason
    assert take_in([(root.name, root)]).pieces[kept].kind is PieceKind.REGLEMENT


def test_an_encoding_that_the_file_names_is_believed(rules: Path) -> None:
    rules.write_bytes(RULES.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').replace("–", "-").encode("cp1252"))
    text = "\n".join(page.text for page in read_piece(rules, language_named("fr")).pages)
    assert "Les haies repérées sont conservées." in text


#: The same, in the form of the schema of 2026; its published example writes lists as texts that hold JSON.
AS_JSON = {
    "idReglement": "98766_PLU_20240115/reglement",
    "nom": "Règlement fictif",
    "typeDoc": "PLU",
    "idUrba": "98766_PLU_20240115",
    "titre": [
        {
            "intitule": "Dispositions générales",
            "niveau": 1,
            "idZone": '["dispositionGenerale"]',
            "contenu": [
                {
                    "idZone": ["dispositionGenerale"],
                    "html": '[{"tag": "p", "text": "Les haies repérées sont conservées."}]',
                }
            ],
        },
        {
            "intitule": "Dispositions applicables à la zone UA",
            "niveau": 1,
            "idZone": ["UA"],
            "titre": [
                {
                    "intitule": "Espaces libres",
                    "numero": "Article 4",
                    "niveau": 2,
                    "idZone": ["UA", "1AU"],
                    "contenu": [
                        {
                            "idZone": ["UA", "1AU"],
                            "html": [
                                {
                                    "tag": "p",
                                    "children": [
                                        "La pleine terre ",
                                        {"tag": "strong", "text": "couvre au moins"},
                                        " 30 % du terrain.",
                                    ],
                                },
                                {"tag": "script", "text": "Texte d'une balise inconnue."},
                                {"tag": "img", "attrs": {"src": "ressources/1.png", "onload": "non"}},
                            ],
                        },
                        {"idZone": ["UAa"], "html": [{"tag": "div", "text": "La part est ramenée à 10 %."}]},
                    ],
                }
            ],
        },
    ],
}  # fmt: skip


def test_a_reglement_in_json_is_read_like_the_one_in_xml(tmp_path: Path) -> None:
    path = tmp_path / "98766_reglement_20240115.json"
    path.write_text(json.dumps(AS_JSON, ensure_ascii=False), encoding="utf-8")
    piece = read_piece(path, language_named("fr"))
    assert piece.kind is PieceKind.REGLEMENT
    labels = {
        page.text[sentence.start : sentence.end]: page.label
        for page in piece.pages
        for sentence in piece.sentences
        if sentence.page == page.ordinal
    }
    article = "Dispositions applicables à la zone UA > Zones UA, 1AU > Article 4 Espaces libres"
    assert labels["Les haies repérées sont conservées."] == "Dispositions générales"
    assert labels["La pleine terre couvre au moins 30 % du terrain."] == article
    assert labels["La part est ramenée à 10 %."] == f"{article} > Zone UAa"
    assert "Texte d'une balise inconnue." in "\n".join(page.text for page in piece.pages)
    assert collect_pieces([tmp_path]).pieces == (path,)


@pytest.mark.parametrize("text", ["{", '{"type": "FeatureCollection", "features": []}', "[]", "[" * 5000])
def test_another_json_is_refused_alone_and_left_aside_in_a_dossier(tmp_path: Path, text: str) -> None:
    path = tmp_path / "98766_reglement_20240115.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DamagedFile, match="JSON"):
        read_json_rules(path)
    (tmp_path / "reglement.md").write_text("Un règlement.", encoding="utf-8")
    assert "JSON" in collect_pieces([tmp_path]).ignored[0].reason


def test_titles_within_one_another_without_end_are_refused(tmp_path: Path) -> None:
    inner: dict[str, object] = {"intitule": "Titre"}
    for _ in range(100):
        inner = {"intitule": "Titre", "titre": [inner]}
    path = tmp_path / "reglement.json"
    path.write_text(json.dumps({"idUrba": "x", "titre": [inner]}), encoding="utf-8")
    with pytest.raises(DamagedFile, match="emboîte"):
        read_json_rules(path)
