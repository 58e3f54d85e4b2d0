"""What answers, studies and oracle runs say of the documents they were made from: one and the same."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from domain import PieceKind, Verdict
from evaluation.study import Observation, Study, study_battery
from sample import SAMPLE_SLUG, sample_pieces
from tests.fakes import application_in
from use_cases.document_context import context_of, joined
from use_cases.ingest import Description
from use_cases.run_study import Plan


def test_the_kinds_of_the_pieces_are_known_and_joined_without_repeating(data_dir: Path, sample_read: Path) -> None:
    shutil.copytree(sample_read, data_dir)
    application = application_in(data_dir)
    with application.opened():
        context = context_of(application.corpus, SAMPLE_SLUG, application.grid.digest, application.language)
        assert PieceKind.REGLEMENT in context.kinds
        assert context.corpus_hash
        both = joined([context, context], {"un": "Un", "deux": "Deux"})
        assert both.kinds == context.kinds
        assert both.pieces == tuple(f"{title}, {piece}" for title in ("Un", "Deux") for piece in context.pieces)
        # A reader is told of each document, by the slug that stands above its sentences.
        assert [line.split(" : ")[0] for line in both.description.short.splitlines()] == [
            "Document « un »",
            "Document « deux »",
        ]


def test_a_study_finds_out_of_scope_what_the_analysis_does(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Observation] = []

    def battery(observations: Sequence[Observation], *rest: Any, **more: Any) -> Study:
        seen.extend(observations)
        return study_battery(observations, *rest, **more)

    monkeypatch.setattr("use_cases.run_study.study_battery", battery)
    application = application_in(data_dir)
    with application.opened():
        application.dossiers.ingest([sample_pieces()[1]], "padd-seul", Description())
        (kind,) = {piece.kind for piece in application.corpus.documents.get("padd-seul").pieces}
        code = next(
            one.code for one in application.grid.indicators if one.rubric.needs and kind not in one.rubric.needs
        )
        (answer,) = application.analysis().run("padd-seul", [code]).answers
        assert answer.verdict is Verdict.SANS_OBJET
        application.studying().run(["padd-seul"], Plan(repetitions=0, rewording=False, depths=()), [code])
        assert {one.verdict for one in seen} == {Verdict.SANS_OBJET}
