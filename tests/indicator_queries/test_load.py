from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import DocumentKind
from domain.errors import GridError, MissingPath, UnknownIndicator
from indicator_queries import Grid, bundled_grids, check_grid, find, load_grid

GOOD = """\
name: essai
version: "1"
title: Grille d'essai
indicators:
  - code: A1
    name: Haies
    question: Les haies sont-elles protégées ?
    rubric:
      oui: protégées
      partiel: citées
      non: rien
    values:
      - label: Linéaire
        units: [km]
    vocabulary:
      - haies
    where: [reglement]
  - code: A2
    name: Mares
    question: Les mares sont-elles protégées ?
    rubric: {oui: a, partiel: b, non: c}
    vocabulary: [mares]
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "grille.yaml"
    path.write_text(text, "utf-8")
    return path


def faults(tmp_path: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(GridError) as caught:
        check_grid(write(tmp_path, text))
    assert all(fault in str(caught.value) for fault in caught.value.faults)
    return caught.value.faults


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


@pytest.mark.parametrize("name", bundled_grids())
def test_a_bundled_grid_says_the_same_as_a_file_of_a_person(name: str, tmp_path: Path) -> None:
    text = (files("indicator_queries") / "grids" / f"{name}.yaml").read_text("utf-8")
    assert load_grid(Path(name)) == check_grid(write(tmp_path, text))


def test_bundled_grid_has_fifteen_usable_indicators():
    grid = load_grid()
    assert [indicator.code for indicator in grid.indicators] == [f"I{number:02}" for number in range(1, 16)]
    assert "pas une liste officielle" in (grid.note or "")
    for indicator in grid.indicators:
        assert indicator.definition
        assert indicator.rubric.sans_objet
        assert indicator.values
        assert indicator.where
        assert indicator.legal_basis
        assert 3 <= len(indicator.queries) <= 6
        assert len(set(indicator.vocabulary)) == len(indicator.vocabulary) >= 20


def test_a_grid_of_ones_own_is_read(tmp_path):
    grid = check_grid(write(tmp_path, GOOD))
    assert [indicator.code for indicator in grid.indicators] == ["A1", "A2"]
    assert grid.indicators[0].values[0].units == ("km",)
    # the loader's own string classes would change the digest, or fail to serialise
    assert Grid.model_validate_json(grid.model_dump_json()) == grid


def test_layout_and_comments_do_not_change_the_digest(tmp_path):
    digest = check_grid(write(tmp_path, GOOD)).digest
    other = "\ufeff# commentaire\n" + GOOD.replace("name: Haies", "name: >-\n      Haies")
    assert check_grid(write(tmp_path, other)).digest == digest
    assert check_grid(write(tmp_path, GOOD.replace("Haies", "Haie"))).digest != digest


@pytest.mark.parametrize(
    ("before", "after", "marker", "expected"),
    [
        ("    name: Haies\n", "", "code: A1", "indicateur A1, champ name : champ obligatoire absent"),
        ("      partiel: citées\n", "", "    rubric:", "champ rubric.partiel : champ obligatoire absent"),
        ("    where:", "    wheres:", "wheres:", "champ wheres : champ inconnu ; vouliez-vous dire « where »"),
        ("      - haies", "      - haies\n      - 12", "- 12", "champ vocabulary[2] : un texte est attendu"),
        ('version: "1"', "version: 1.0", "version", "champ version : un texte est attendu ; mettez 1.0 entre"),
        ("name: Haies", "name:", "    name:", "le champ est vide"),
        ("name: Haies", 'name: " "', 'name: " "', "le texte est vide"),
        ("units: [km]", "units: km", "units", "champ values[1].units : une liste est attendue"),
        ("where: [reglement]", "where: [reglement, plan]", "where", "champ where[2] : pièce inconnue"),
        ("vocabulary: [mares]", "vocabulary: []", "vocabulary: []", "la liste est vide"),
        ("code: A2", "code: A1", "name: Mares", "code déjà pris à la ligne 5"),
        ("code: A2", "code: a 2", "code: a 2", "code incorrect"),
        ("code: A2", "code: A2\n    name: Encore", "name: Mares", "le même champ est écrit deux fois"),
    ],
)  # fmt: skip
def test_each_fault_names_its_line_and_field(tmp_path, before, after, marker, expected):
    text = GOOD.replace(before, after, 1)
    assert text != GOOD
    (fault,) = faults(tmp_path, text)
    assert expected in fault
    line = line_of(text, marker)
    # A duplicate code is told on the line of the code, just above the name.
    assert fault.startswith(f"ligne {line - 1 if 'déjà pris' in expected else line} : ")


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path):
    text = (
        GOOD.replace("title: Grille d'essai\n", "").replace("name: Haies", "nom: Haies").replace("code: A2", "code: A1")
    )
    text = text.replace("vocabulary: [mares]", "vocabulary: mares")
    found = faults(tmp_path, text)
    assert len(found) == 5  # no title, unknown nom, no name, duplicate code, vocabulary is no list
    lines = [int(fault.split(" ")[1]) for fault in found]
    assert lines == sorted(lines)
    assert any("indicateur A1, champ code : code déjà pris" in fault for fault in found)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("name: [a\nversion: 1", "ligne 2, ", "refermé"),
        ("name: x\n\tversion: 1", "ligne 2, ", "tabulation"),
        ("name: 'x", "ligne 1, ", "guillemets"),
        ("name: a: b", "ligne 1, ", "guillemets"),
        ("- a\n- b", "ligne 1", "champs"),
        ("juste du texte", "ligne 1", "champs"),
        ("", "le fichier est vide", "vide"),
        ("# rien\n", "ligne 1", "champs"),
        ("&racine\nname: *racine", "un renvoi", "contient"),
        ("name: \x01", "le fichier n'est pas du YAML", "YAML"),
    ],
)
def test_yaml_that_is_malformed_is_told_in_french(tmp_path, text, start, expected):
    (fault,) = [fault.replace(" : colonne", ", colonne") for fault in faults(tmp_path, text)]
    assert fault.startswith(start)
    assert expected in fault


def test_aliases_of_aliases_do_not_fill_the_memory(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "démesuré" in faults(tmp_path, "\n".join(lines))[0]


def test_a_file_that_is_absent_or_not_utf8_is_refused(tmp_path):
    with pytest.raises(MissingPath, match="n'existe pas"):
        load_grid(tmp_path / "absente.yaml")
    with pytest.raises(MissingPath):
        load_grid(tmp_path)
    path = tmp_path / "latin.yaml"
    path.write_bytes("name: x\ntitle: été".encode("latin-1"))
    with pytest.raises(GridError, match="ligne 2 : ce n'est pas du texte UTF-8"):
        load_grid(path)


@given(
    st.text(max_size=120)
    | st.builds(lambda at, new: GOOD[:at] + new + GOOD[at:], st.integers(0, len(GOOD)), st.text(max_size=8))
)
def test_any_text_is_a_grid_or_a_grid_error(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("grille") / "g.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        said = len(load_grid(path).indicators)
    except GridError as error:
        said = len(error.faults)
    assert said > 0


def test_an_indicator_is_found_by_its_code():
    grid = load_grid()
    assert find(grid, " i08 ").code == "I08"
    with pytest.raises(UnknownIndicator) as caught:
        find(grid, "I99")
    assert "I99" in str(caught.value)
    assert "I01, I02" in str(caught.value)


def test_the_bundled_grid_says_what_its_version_changed() -> None:
    grid = load_grid()
    assert grid.changes[0].version == grid.version
    assert "I10" in grid.changes[0].text
    assert "I15" in grid.changes[1].text


def test_no_indicator_of_the_bundled_grid_judges_scope_by_a_single_piece() -> None:
    for indicator in load_grid().indicators:
        assert indicator.rubric.sans_objet is not None
        assert "pièce étudiée" not in indicator.rubric.sans_objet


def test_scot_and_plu_are_told_apart_where_the_law_does() -> None:
    grid = load_grid()
    assert DocumentKind.SCOT in find(grid, "I07").rubric.sans_objet_for
    for code in ("I02", "I03", "I08", "I14"):
        assert {DocumentKind.SCOT, DocumentKind.PLU, DocumentKind.PLUI} <= set(find(grid, code).by_kind)


def test_every_bundled_grid_is_read_by_its_name_and_has_a_rule_for_each_indicator() -> None:
    assert {"biodiversite-erca-15", "evaluation-environnementale"} <= set(bundled_grids())
    for name in bundled_grids():
        grid = load_grid(Path(name))
        assert grid.name == name
        assert all(indicator.rubric.rule for indicator in grid.indicators)


def test_an_unknown_grid_names_those_that_come_along() -> None:
    with pytest.raises(MissingPath, match="evaluation-environnementale"):
        load_grid(Path("inconnue"))


def test_a_grid_written_under_the_first_names_of_fields_is_the_same_grid(tmp_path):
    criteria = "      criteria: [{key: k, name: n, question: q ?, NAME: [[haie*]]}]\n      rule: {oui: k, partiel: k}\n"
    text = GOOD.replace("      non: rien\n", f"      non: rien\n{criteria}")
    before = load_grid(write(tmp_path, text.replace("NAME", "signs")))
    now = load_grid(write(tmp_path, text.replace("NAME", "cue_phrases")))
    assert before == now
    # Answers stored before are found by it: it must not change with the name of a field.
    assert now.digest == "dc7d271a08cc55c457facdad3de9f45d58b1c0d2eab3bdedb4b89478879ca710"
    assert '"signs":[["haie*"]]' in now.indicators[0].identity
