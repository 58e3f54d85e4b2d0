"""The reference base is valid for other programs, and comes back whole in an empty installation."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.practice_store import PracticeDraft
from domain import (
    Decision,
    DocumentKind,
    Geography,
    LayerSource,
    PrescriptionArea,
    Procedure,
    Stage,
    Verdict,
    ZoneArea,
    ZoneOverlap,
)
from domain.errors import DamagedFile, UsageError
from exports import format_named
from exports.place_tables import SURFACES
from exports.reference_shapes import ReferenceBase
from exports.reference_tables import ADDED_LATER, TABLES
from tests.fakes import FakeApplication, application_in
from use_cases.reference_base import ReferenceRows
from use_cases.reference_import import ReferenceImport
from use_cases.review import Decided

PERIMETER = '{"type":"Polygon","coordinates":[[[2.0,44.0],[2.1,44.0],[2.1,44.1],[2.0,44.0]]]}'
GEOGRAPHY = Geography(
    layers=(LayerSource("ZONE_URBA", 5, "Lambert-93"), LayerSource("PRESCRIPTION_LIN", 1, "")),
    zones=(ZoneArea("AUc", "1AU", 2, 9.125), ZoneArea("N", "", 3, 120.0)),
    prescriptions=(
        PrescriptionArea("01-00", "01 : espace boisé classé", "PRESCRIPTION_SURF", 32, 1468.3, is_ecological=True),
        PrescriptionArea("07-05", "", "PRESCRIPTION_LIN", 1, None, is_ecological=True, metres=812.5),
    ),
    overlaps=(ZoneOverlap("1AU", "01-00", "01 : espace boisé classé", 0.75),),
    perimeter=PERIMETER,
)


@pytest.fixture
def reviewed(filled: FakeApplication) -> FakeApplication:
    """A document that was answered; one cell accepted, one corrected, one corrected again."""
    filled.corpus.documents.describe(
        "plui-a",
        title="PLUi A, « éà » =1+1",
        kind=DocumentKind.PLUI,
        stage=Stage.ARRETE,
        territory="A",
        procedure=Procedure.MODIFICATION,
        procedure_number=2,
        scope="Zone 1AU",
    )
    filled.analysis().run("plui-a", ["I04", "I05", "I14"])
    decide(filled, "I04", Decision.ACCEPTE)
    decide(filled, "I05", Decision.CORRIGE, Verdict.PARTIEL, 'Zones seules,\n« incomplet »; "oui"')
    decide(filled, "I05", Decision.DOUTE, None, "À revoir")
    filled.corpus.intake.put_geography("plui-a", GEOGRAPHY)
    filled.corpus.documents.amend("plui-a", {"communes": ["30014"], "departments": ["34", "30"]})
    citation = filled.cells.cell("plui-a", "I14").citations[0]
    filled.corpus.practices.add(
        PracticeDraft("plui-a", citation.piece, citation.ordinal, citation.page, citation.label, citation.quote,
                      "Pleine terre", "Nature en ville", ("a", "b"), "Chiffrée", "Règlement", "I14", "B. Collecte")
    )  # fmt: skip
    return filled


def decide(application: FakeApplication, code: str, decision: Decision, verdict: Verdict | None = None,
           comment: str | None = None) -> None:  # fmt: skip
    cell = application.cells.cell("plui-a", code)
    decided = Decided(
        answer=cell.answer_number, reviewer="A. Relectrice", decision=decision, verdict=verdict, comment=comment,
        values=None, evidence=None, clock=None,
    )  # fmt: skip
    application.reviewing.review("plui-a", code, decided, cell.seen)


def base_of(application: FakeApplication, since: datetime | None = None, *, names: bool = False) -> ReferenceBase:
    rows = ReferenceRows(application.corpus, application.grid, application.cells, "http://127.0.0.1:8000")
    return rows.base(since=since, names=names)


def test_frictionless_finds_nothing_wrong(reviewed: FakeApplication, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="the extra « dev » is not installed")
    content = reviewed.exporting.content([], format_named("datapackage"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path / "paquet")
        assert "Dictionnaire" in archive.read("dictionnaire.md").decode()
    with frictionless.system.use_context(trusted=True):
        report = frictionless.validate(str(tmp_path / "paquet" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "fieldName", "rowNumber", "note"])[:5]


@pytest.mark.parametrize("form", ["datapackage", "sqlite"])
def test_it_comes_back_whole_in_an_empty_installation(reviewed: FakeApplication, tmp_path: Path, form: str) -> None:
    path = tmp_path / "base"
    path.write_bytes(reviewed.exporting.content([], format_named(form)))
    before = base_of(reviewed)
    with application_in(tmp_path / "vide").opened() as empty:
        done = ReferenceImport(empty.corpus).restore(path)
        assert (done.documents, done.answers, done.decisions, done.practices) == (1, 3, 3, 1)
        assert isinstance(empty, FakeApplication)
        after = base_of(empty)
        with pytest.raises(UsageError, match="déjà là"):
            ReferenceImport(empty.corpus).restore(path)
    for table in TABLES:
        assert after.of(table.name) == before.of(table.name), table.name


@pytest.mark.parametrize("form", ["datapackage", "sqlite"])
def test_a_base_written_before_there_were_places_still_comes_back(
    reviewed: FakeApplication, tmp_path: Path, form: str
) -> None:
    content = reviewed.exporting.content([], format_named(form))
    path = tmp_path / "base"
    if form == "sqlite":
        path.write_bytes(content)
        connection = sqlite3.connect(path)
        for name in sorted(ADDED_LATER):
            connection.execute(f'DROP TABLE "{name}"')
        connection.commit()
        connection.close()
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(path, "w") as less:
            for name in whole.namelist():
                if name.removeprefix("data/").removesuffix(".csv") not in ADDED_LATER:
                    less.writestr(name, whole.read(name))
    with application_in(tmp_path / "vide").opened() as empty:
        assert ReferenceImport(empty.corpus).restore(path).documents == 1
        assert isinstance(empty, FakeApplication)
        after = base_of(empty)
        assert (after.of("perimetres"), after.of("surfaces")) == ((), ())
        assert [row[1] for row in after.of("documents_departements")] == ["30"], "that of its communes"


def test_hectares_say_their_source_and_their_indicators(reviewed: FakeApplication) -> None:
    found = [
        (row["nature"], row["zone"] or row["libelle"], row["hectares"], row["source"], row["indicateurs"])
        for row in (dict(zip(SURFACES.columns, row, strict=True)) for row in base_of(reviewed).of("surfaces"))
    ]
    woods, both = "table PRESCRIPTION_SURF, 32 objets", "tables ZONE_URBA et PRESCRIPTION_SURF"
    assert found == [
        ("zone", "1AU", 9.125, "table ZONE_URBA, 2 objets", None),
        ("zone", None, 120.0, "table ZONE_URBA, 3 objets", None),
        ("prescription", "01 : espace boisé classé", 1468.3, woods, '["I04"]'),
        ("prescription", None, None, "table PRESCRIPTION_LIN, 1 objet", '["I04"]'),
        ("recouvrement", "1AU", 0.75, both, '["I04"]'),
    ]


def test_departments_say_whether_somebody_told_them(reviewed: FakeApplication) -> None:
    assert base_of(reviewed).of("documents_departements") == (
        ("plui-a", "30", "76", True, True),
        ("plui-a", "34", "76", True, False),
    )


def test_what_was_restored_is_what_was_measured(reviewed: FakeApplication, tmp_path: Path) -> None:
    path = tmp_path / "base"
    path.write_bytes(reviewed.exporting.content([], format_named("sqlite")))
    with application_in(tmp_path / "vide").opened() as empty:
        ReferenceImport(empty.corpus).restore(path)
        assert empty.corpus.intake.geography("plui-a") == GEOGRAPHY
        assert empty.corpus.documents.get("plui-a").given_departments == ("30", "34")


def test_keys_are_unique_and_links_lead_somewhere(reviewed: FakeApplication) -> None:
    base = base_of(reviewed)
    for table in TABLES:
        rows = [dict(zip(table.columns, row, strict=True)) for row in base.of(table.name)]
        keys = [tuple(row[name] for name in table.key) for row in rows]
        assert len(set(keys)) == len(keys), table.name
        for column, other in table.links:
            held = {row[next(iter(t.columns.index(column) for t in TABLES if t.name == other))]
                    for row in base.of(other)}  # fmt: skip
            assert {row[column] for row in rows} - {None} <= held
    assert base.of("citations")
    assert base.of("valeurs")


def test_people_are_under_pseudonyms_unless_their_names_are_asked_for(reviewed: FakeApplication) -> None:
    said = json.dumps([str(row) for rows in base_of(reviewed).rows.values() for row in rows])
    assert "Relectrice" not in said
    assert "relecteur 1" in said
    assert "relecteur 2" in said
    named = base_of(reviewed, names=True)
    assert "A. Relectrice" in {row[3] for row in named.of("decisions")}


def test_only_what_people_established_is_said_to_be(reviewed: FakeApplication) -> None:
    found = {row[2]: (row[5], row[6]) for row in base_of(reviewed).of("reponses")}
    assert found == {"I04": (True, "validated"), "I05": (False, "doubtful"), "I14": (False, "not_reviewed")}


def test_a_delta_holds_what_is_new_since_a_date(reviewed: FakeApplication) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    assert len(base_of(reviewed, now - timedelta(days=1)).of("decisions")) == 3
    nothing = base_of(reviewed, now + timedelta(days=1))
    for name in ("documents", "reponses", "decisions", "citations", "bonnes_pratiques"):
        assert nothing.of(name) == ()
    with pytest.raises(UsageError, match="base de référence"):
        reviewed.exporting.content(["plui-a"], format_named("csv"), since=now)


def test_sqlite_parquet_and_geojson_open_in_other_programs(reviewed: FakeApplication, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    path = tmp_path / "base.sqlite"
    path.write_bytes(reviewed.exporting.content([], format_named("sqlite")))
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM reponses WHERE etabli").fetchone() == (1,)
    assert connection.execute("SELECT sens FROM dictionnaire WHERE colonne = 'etabli'").fetchone()[0]
    connection.close()
    with zipfile.ZipFile(io.BytesIO(reviewed.exporting.content([], format_named("parquet")))) as archive:
        table = pq.read_table(io.BytesIO(archive.read("reponses.parquet")))
    assert table.column("indicateur").to_pylist() == ["I04", "I05", "I14"]
    features = json.loads(reviewed.exporting.content([], format_named("geojson")))
    assert (features["type"], features["features"][0]["geometry"]) == (
        "FeatureCollection",
        json.loads(PERIMETER),
    )


def test_an_infinite_value_is_no_value_of_a_base(reviewed: FakeApplication, tmp_path: Path) -> None:
    path = tmp_path / "base"
    path.write_bytes(reviewed.exporting.content([], format_named("sqlite")))
    with closing(sqlite3.connect(path)) as connection:
        changed = connection.execute("UPDATE valeurs SET nombre = 9e999")
        assert changed.rowcount
        connection.commit()
    with application_in(tmp_path / "vide").opened() as empty:
        with pytest.raises(DamagedFile, match="inf n'est pas un nombre"):
            ReferenceImport(empty.corpus).restore(path)
        assert empty.corpus.documents.count() == 0


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"SQLite format 3\x00 et rien", b"a,b\r\n1,2"])
def test_what_is_no_base_is_refused_and_nothing_comes_in(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "faux"
    path.write_bytes(content)
    with application_in(tmp_path / "vide").opened() as empty:
        with pytest.raises(DamagedFile, match="base de référence"):
            ReferenceImport(empty.corpus).restore(path)
        assert empty.corpus.documents.count() == 0
