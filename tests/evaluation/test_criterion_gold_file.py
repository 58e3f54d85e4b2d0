from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import CriterionState
from domain.errors import GoldError
from evaluation.criterion_gold_file import COLUMNS, read_criterion_gold

CRITERIA = {"I02": ["regle", "orientation"], "I03": ["carte"]}


@pytest.fixture
def written(tmp_path: Path):
    def write(*rows: str, header: str = ",".join(COLUMNS)) -> Path:
        path = tmp_path / "criteres.csv"
        path.write_text("\n".join([header, *rows]), "utf-8")
        return path

    return write


def faults_of(path: Path, **options) -> tuple[str, ...]:
    with pytest.raises(GoldError) as caught:
        read_criterion_gold(path, **options)
    return caught.value.faults


def test_sentences_give_the_state_of_their_criterion(written):
    path = written(
        "d,I02,regle,denied,r,3,Par exception elle ne s'applique pas,ana,",
        "d,I02,regle,established,r,2,Toute construction est interdite,ana,",
        "d,I02,orientation,quoted_from_other,avis,1,Il est recommandé,ana,doute",
        "d,I03,carte,absent,,,,ana,",
    )
    gold = read_criterion_gold(path, criteria=CRITERIA)
    assert gold.states_of("d", "I02") == {
        "regle": CriterionState.ESTABLISHED,
        "orientation": CriterionState.QUOTED,
    }
    rule = gold.by_key()["d", "I02", "regle"]
    assert [one.page for one in rule.having(CriterionState.DENIED)] == [3]
    assert not rule.doubtful
    assert gold.by_key()["d", "I02", "orientation"].doubtful
    assert gold.by_key()["d", "I03", "carte"].sentences == ()


def test_a_row_without_a_sentence_speaks_for_the_whole_criterion(written):
    path = written("d,I03,carte,announced,r,2,Une carte sera faite,,", "d,I03,carte,denied,,,,,doute")
    label = read_criterion_gold(path, criteria=CRITERIA).by_key()["d", "I03", "carte"]
    assert (label.state, label.doubtful, len(label.sentences)) == (CriterionState.DENIED, True, 1)


def test_every_fault_is_told_at_once_with_its_line_and_column(written):
    faults = faults_of(
        written(
            "d,I02,regle,etabli,r,2,Phrase,,",
            "d,I02,plan,absent,,,,,",
            "d,I09,regle,absent,,,,,",
            ",I03,carte,absent,,,,,peut-être",
            "d,I03,carte,established,,,Phrase sans pièce,,",
            "d,I03,carte,established,r,deux,Phrase,,",
            "d,I03,carte,established,r,2,,,",
        ),
        criteria=CRITERIA,
    )
    text = "\n".join(faults)
    for part in (
        "ligne 2, colonne etat : « etabli » n'est pas un état",
        "ligne 3, colonne critere : « plan » n'est pas un critère de I02",
        "ligne 4, colonne indicateur : « I09 »",
        "ligne 5, colonne document : cellule vide",
        "ligne 5, colonne doute",
        "ligne 6, colonne piece",
        "ligne 7, colonne page : « deux »",
        "ligne 8, colonne phrase",
    ):
        assert part in text


def test_contradictions_of_a_criterion_are_faults(written):
    faults = faults_of(
        written(
            "d,I03,carte,absent,,,,ana,",
            "d,I03,carte,denied,,,,ana,",
            "d,I03,carte,denied,r,1,Phrase,bo,",
            "d,I03,carte,absent,r,1,Phrase,ana,",
        )
    )
    assert len(faults) == 3


def test_an_indicator_is_labelled_whole(written):
    path = written("d,I02,regle,absent,,,,,")
    assert faults_of(path, criteria=CRITERIA) == (
        "ligne 1, colonne critere : d / I02 : critère(s) sans état : orientation",
    )
    assert read_criterion_gold(path).documents == ("d",)


def test_a_file_without_rows_or_with_other_columns_is_refused(written):
    assert faults_of(written()) == ("ligne 1 : le fichier n'a aucune ligne sous ses titres",)
    assert any("etats" in fault for fault in faults_of(written(header="document,indicateur,critere,etats")))


@given(cells=st.lists(st.lists(st.text('aI02.;é "', max_size=6), min_size=9, max_size=9), max_size=4))
def test_any_rows_are_read_or_refused_with_their_faults(tmp_path_factory, cells):
    import csv

    path = tmp_path_factory.mktemp("gold") / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *cells])
    faults: tuple[str, ...] = ()
    labels: tuple[object, ...] = ()
    try:
        labels = read_criterion_gold(path).labels
    except GoldError as error:
        faults = error.faults
    assert bool(faults) != bool(labels)
