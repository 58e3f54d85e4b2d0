from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import StoredPassage
from domain.errors import IndexMismatch
from french.terms import FrenchAnalyser
from tests.vectorstore.helpers import passage
from vectorstore import TantivyIndex

ROOT = Path(__file__).parents[2]


@pytest.fixture
def index(tmp_path: Path) -> TantivyIndex:
    return TantivyIndex(tmp_path / "words", FrenchAnalyser())


def found(index: TantivyIndex, text: str, **kwargs: object) -> list[str]:
    return [id_ for id_, _ in index.query(text, 10, **kwargs)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Les évitements proposés en amont.", "l'évitement"),
        ("Les évitements proposés en amont.", "L’ÉVITEMENT"),
        ("Les évitements proposés en amont.", "evitement"),
        ("CONTINUITES ECOLOGIQUES", "continuité écologique"),
        ("qu'aucune haie d'essences locales", "essence locale"),
        ("la trame verte et bleue (TVB)", "tvb"),
        ("un objectif de Z.A.N. en 2050", "ZAN"),
        ("les espaces boisés classés, dits EBC", "E.B.C."),
        ("au titre de l'article L. 151-23 du code", "L.151-23"),
        ("une surface de 1 200 m\u00b2", "m2"),
        ("la \ufb01n des arti\ufb01cialisations", "artificialisation"),
        ("les cœurs de biodiversité", "coeur de biodiversite"),
        ("les corri\u00addors", "corridor"),
    ],
)
def test_forms_of_a_word_are_one_word(index: TantivyIndex, text: str, query: str) -> None:
    index.upsert([passage(text, id="right"), passage("Le stationnement est assuré hors voie.", id="wrong")])
    assert found(index, query) == ["right"]


def test_writing_twice_changes_nothing(index: TantivyIndex) -> None:
    passages = [passage("les zones humides"), passage("les haies du bocage", position=1)]
    index.upsert(passages)
    before = index.query("zones humides", 10)
    index.upsert(passages)
    assert index.count() == 2
    assert index.query("zones humides", 10) == before


def test_deleting_removes_the_piece_or_the_document_and_nothing_else(index: TantivyIndex) -> None:
    index.upsert(
        [
            passage("haie", document="a", piece="padd", id="1"),
            passage("haie", document="a", piece="doo", id="2"),
            passage("haie", document="b", piece="padd", id="3"),
        ]
    )
    index.delete("a", "padd")
    assert sorted(found(index, "haie")) == ["2", "3"]
    index.delete("a")
    index.delete("a")
    assert found(index, "haie") == ["3"]
    assert (index.count("a"), index.count("b"), index.count()) == (0, 1, 1)


def test_only_the_documents_asked_are_searched(index: TantivyIndex) -> None:
    index.upsert([passage("haie", document=d, id=d) for d in ("a", "b", "c")])
    assert sorted(found(index, "haie", documents=["a", "c"])) == ["a", "c"]
    assert sorted(found(index, "haie", documents=[])) == ["a", "b", "c"]
    assert found(index, "haie", documents=["absent"]) == []


def test_a_quoted_phrase_prefers_the_words_together(index: TantivyIndex) -> None:
    index.upsert(
        [
            passage("la terre est pleine de cailloux et la terre est pleine d'eau", id="apart"),
            passage("part de pleine terre exigée dans la zone urbaine du bourg", id="together"),
        ]
    )
    assert found(index, "« pleine terre »")[0] == "together"


def test_headings_are_searched_too(index: TantivyIndex) -> None:
    index.upsert([passage("Il est fixé à 40 %.", section=("Titre II", "Coefficient de biotope"), id="x")])
    assert found(index, "biotope") == ["x"]


def test_words_that_say_nothing_bring_nothing_unless_alone(index: TantivyIndex) -> None:
    index.upsert([passage("le mur de la maison", id="wall"), passage("une haie", id="hedge")])
    assert found(index, "est-ce que le document protège la haie ?") == ["hedge"]


@pytest.mark.parametrize("query", ["", "   ", "?!", "AND OR NOT", 'text:"', "(((", "*", "haie~2^3 +x -y [a TO b]"])
def test_no_query_is_a_fault(index: TantivyIndex, query: str) -> None:
    index.upsert([passage("une haie")])
    index.query(query, 10)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80), query=st.text(max_size=80))
def test_any_text_can_be_written_and_looked_for(
    tmp_path_factory: pytest.TempPathFactory, text: str, query: str
) -> None:
    index = _shared(tmp_path_factory)
    index.query(query, 5)
    assert all(score >= 0 for _, score in index.query(text, 5, documents=["plui-a"]))


_KEPT: list[TantivyIndex] = []


def _shared(factory: pytest.TempPathFactory) -> TantivyIndex:
    if not _KEPT:
        _KEPT.append(TantivyIndex(factory.mktemp("words"), FrenchAnalyser()))
        _KEPT[0].upsert([passage('AND les haies "OR" l\'eau + 12 %'), passage("", position=1)])
    return _KEPT[0]


@settings(max_examples=25, deadline=None)
@given(text=st.text(min_size=1, max_size=60))
def test_a_passage_is_found_by_its_own_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    index = TantivyIndex(tmp_path_factory.mktemp("one"), FrenchAnalyser())
    index.upsert([passage(text, id="x")])
    assert found(index, text) == (["x"] if any(character.isalnum() for character in _plain(text)) else [])


def _plain(text: str) -> str:
    from french.terms import normalise

    return normalise(text)


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    first = TantivyIndex(tmp_path / "words", FrenchAnalyser())
    first.upsert([passage("une haie", id="x")])
    first.close()
    assert found(TantivyIndex(tmp_path / "words", FrenchAnalyser()), "haies") == ["x"]


def test_an_index_of_another_version_is_noticed_and_can_be_reset(tmp_path: Path) -> None:
    TantivyIndex(tmp_path, FrenchAnalyser()).upsert([passage("une haie")])
    (tmp_path / "layout.json").write_text(json.dumps({"layout": "0"}), encoding="utf-8")
    with pytest.raises(IndexMismatch, match="biollm reindex"):
        TantivyIndex(tmp_path, FrenchAnalyser())
    again = TantivyIndex(tmp_path, FrenchAnalyser(), check=False)
    again.reset()
    assert again.count() == 0
    assert TantivyIndex(tmp_path, FrenchAnalyser()).count() == 0


def test_a_process_killed_between_writes_leaves_the_last_commit(tmp_path: Path) -> None:
    program = f"""
import os
from pathlib import Path
from tests.vectorstore.helpers import passage
from french.terms import FrenchAnalyser
from vectorstore import TantivyIndex
index = TantivyIndex(Path({str(tmp_path / "words")!r}), FrenchAnalyser())
index.upsert([passage("une haie", id="kept")])
with index._writer() as writer:
    writer.delete_documents_by_term("id", "kept")
    os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == -9
    index = TantivyIndex(tmp_path / "words", FrenchAnalyser())
    assert found(index, "haie") == ["kept"]
    index.upsert([passage("une haie", id="kept"), passage("une haie", id="new", position=1)])
    assert sorted(found(index, "haie")) == ["kept", "new"]


def test_a_failed_write_changes_nothing(index: TantivyIndex) -> None:
    index.upsert([passage("une haie", id="kept")])
    broken: StoredPassage = passage("une haie", id="new")
    object.__setattr__(broken, "section", (None,))
    with pytest.raises(TypeError):
        index.upsert([passage("une haie", id="other"), broken])
    assert found(index, "haie") == ["kept"]
    index.upsert([passage("une haie", id="after")])
    assert sorted(found(index, "haie")) == ["after", "kept"]
