from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from answering.llm.none import NoModel
from domain import Side, TraceReason
from domain.errors import LlmUnavailable
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description

PAGES = [
    "Les haies repérées sont protégées et leur abattage est interdit.",
    "Le stationnement des véhicules est assuré hors des voies.",
    "Les clôtures laissent passer la petite faune.",
]
CODES = ["I04", "I12", "I14"]


@pytest.fixture
def filled(application: FakeApplication, tmp_path: Path) -> FakeApplication:
    for number, text in enumerate(PAGES):
        path = tmp_path / f"piece-{number}.pdf"
        path.write_bytes(raw_pdf([text]))
        application.dossiers.ingest([path], "plui-a", Description())
    application.backend.word = "clôtures laissent"
    return application


def read(application: FakeApplication, codes: Sequence[str] = CODES, *, fresh: bool = False) -> tuple[int, int]:
    """Run the indicators in full; how many passages were read for it, and how many were known."""
    report = application.analysis("exhaustif").run("plui-a", codes, fresh=fresh)
    figures = application.corpus.runs.get("indicateurs", report.run).figures or {}
    reading = figures["reading_through"]
    return reading["passages_read"], reading["passages_known"]


def test_every_passage_is_read_once_for_all_indicators(filled: FakeApplication) -> None:
    assert read(filled) == (len(filled.corpus.texts.passages("plui-a")), 0)
    calls = filled.backend.calls
    assert read(filled, fresh=True) == (0, len(PAGES))
    assert filled.backend.calls - calls < calls


def test_a_server_reads_several_passages_together(filled: FakeApplication) -> None:
    filled.settings = filled.settings.model_copy(update={"llm_parallel": 3})
    filled.backend.kind, filled.backend.takes = "ollama", 0.02
    assert read(filled) == (len(PAGES), 0)
    assert filled.backend.most_busy > 1
    assert read(filled, fresh=True) == (0, len(PAGES))


def test_a_reading_cut_short_goes_on_where_it_was(filled: FakeApplication) -> None:
    filled.backend.fails_on = "clôtures"
    with pytest.raises(LlmUnavailable):
        read(filled)
    filled.backend.fails_on = None
    assert read(filled) == (1, len(PAGES) - 1)


def test_the_trace_says_what_the_model_made_of_a_passage(filled: FakeApplication) -> None:
    marked = next(one.id for one in filled.corpus.texts.passages("plui-a") if one.text == PAGES[2])
    reasons = {}
    for profile in ("standard", "exhaustif"):
        answer = filled.analysis(profile).run("plui-a", ["I14"]).answers[0]
        reasons[profile] = {one.passage: one.why for one in answer.provenance.trace or ()}
    assert TraceReason(None, Side.MODEL, 1, 2.0) in reasons["exhaustif"][marked]
    assert all(one.side is not Side.MODEL for one in reasons["standard"][marked])


def test_a_piece_read_again_or_another_model_is_read_again(filled: FakeApplication, tmp_path: Path) -> None:
    read(filled)
    path = tmp_path / "piece-1.pdf"
    path.write_bytes(raw_pdf(["Les toitures sont végétalisées."]))
    filled.dossiers.ingest([path], "plui-a", Description())
    assert read(filled) == (1, len(PAGES) - 1)
    filled.backend.name = "autre-modele"
    assert read(filled) == (len(PAGES), 0)


def test_without_a_model_nothing_is_read_through(filled: FakeApplication) -> None:
    report = filled.analysis("exhaustif", backend=NoModel()).run("plui-a", CODES)
    assert "reading_through" not in (filled.corpus.runs.get("indicateurs", report.run).figures or {})
