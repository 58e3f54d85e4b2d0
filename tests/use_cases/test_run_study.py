"""The battery under study, on the sample dossier, with a model that has two planted faults."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from answering import profile_named
from answering.llm import Message, OptionDecision, Reply
from domain.errors import GridError, LlmUnavailable
from evaluation.study import Axis, Proposal
from indicator_queries import Grid, Indicator, Rubric, load_grid
from sample import SAMPLE_SLUG
from tests.fakes import FakeApplication, FakeBackend, application_in
from use_cases.run_study import FORMS, Plan, mechanical_wordings, read_wordings

RUBRIC = Rubric(oui="C'est écrit.", partiel="C'est évoqué.", non="Rien.")


def indicator(code: str, name: str, question: str, *vocabulary: str) -> Indicator:
    return Indicator(code=code, name=name, question=question, rubric=RUBRIC, vocabulary=vocabulary)


GRID = Grid(
    name="essai",
    version="1",
    title="Grille d'essai",
    indicators=(
        indicator("P1", "Pleine terre", "Une part de pleine terre est-elle due ?", "pleine terre", "espaces libres"),
        indicator("P2", "Sols vivants", "Une part de sols vivants est-elle fixée ?", "pleine terre", "espaces libres"),
        indicator("R1", "Réservoirs", "Les réservoirs de biodiversité sont-ils nommés ?", "réservoirs", "corridors"),
        indicator("E1", "Éclairage", "L'éclairage nocturne est-il limité ?", "éclairage", "trame noire"),
    ),
)  # fmt: skip


class TwoFaced(FakeBackend):
    """Says oui to what is asked as the grid asks it, and non to E1 in other words: the planted instability.

    P1 and P2 look for the same words, so they find and cite the same pages: the planted redundancy.
    """

    def complete(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, max_tokens: int) -> Reply:
        reply = super().complete(messages, schema=schema, max_tokens=max_tokens)
        asked = " ".join(message.content for message in messages)
        if "clairage" in asked and GRID.indicators[3].question not in asked:
            return Reply(reply.text.replace('"oui"', '"partiel"'), 100, 10, 0.0)
        return reply


class StudiedApplication(FakeApplication):
    @property
    def grid(self) -> Grid:
        return GRID


@pytest.fixture
def studied(data_dir: Path, sample_read: Path) -> Iterator[FakeApplication]:
    shutil.copytree(sample_read, data_dir)
    plain = application_in(data_dir)
    application = StudiedApplication(plain.settings, backend=TwoFaced())
    with application.opened():
        yield application


WORDINGS = {"E1": ["Que dit-on des lampadaires la nuit, de leur éclairage ?", "Éteint-on l'éclairage la nuit ?"]}


def test_the_planted_faults_are_found_and_nothing_else(studied: FakeApplication) -> None:
    study = studied.studying().run([SAMPLE_SLUG], Plan(wordings=WORDINGS))
    by_code = {one.code: one for one in study.indicators}
    assert {code: one.proposal for code, one in by_code.items()} == {
        "P1": Proposal.MERGE, "P2": Proposal.MERGE, "R1": Proposal.KEEP, "E1": Proposal.REWORD,
    }  # fmt: skip
    assert by_code["E1"].by_axis[Axis.REWORDING] == (0.0, 2)
    assert by_code["E1"].by_axis[Axis.REPETITION] == (1.0, 1)
    assert by_code["R1"].stability == 1
    assert by_code["P1"].twins == ("P2",)
    assert [(pair.left, pair.right) for pair in study.pairs if pair.redundant] == [("P1", "P2")]


def test_a_study_cut_short_goes_on_and_done_again_asks_nothing(studied: FakeApplication) -> None:
    studied.backend.fails_after = 5
    with pytest.raises(LlmUnavailable):
        studied.studying().run([SAMPLE_SLUG], Plan())
    studied.backend.fails_after = None
    before = studied.backend.replies
    study = studied.studying().run([SAMPLE_SLUG], Plan())
    assert studied.backend.replies - before == study.observations - 5
    calls = studied.backend.calls
    assert studied.studying().run([SAMPLE_SLUG], Plan()) == study
    assert studied.backend.calls == calls


def test_a_study_is_no_answer_of_the_document(studied: FakeApplication) -> None:
    studied.studying().run([SAMPLE_SLUG], Plan(repetitions=0, rewording=False, depths=()), ["R1"])
    assert studied.corpus.answers.current(SAMPLE_SLUG) == []


def test_another_model_is_an_axis_of_its_own(studied: FakeApplication) -> None:
    other = FakeBackend("introuvable", name="autre-modele")
    plan = Plan(repetitions=0, rewording=False, depths=(), backends=[other])
    (one,) = studied.studying().run([SAMPLE_SLUG], plan, ["R1"]).indicators
    assert one.by_axis == {Axis.MODEL: (0.0, 1)}
    assert one.proposal is Proposal.REWORD


def test_mechanical_wordings_differ_and_keep_the_subject() -> None:
    for one in GRID.indicators:
        wordings = mechanical_wordings(one)
        assert len({one.question, *wordings}) == 4
        assert all(one.name[1:] in text or one.question in text for text in wordings)


def test_wordings_are_read_from_a_file_and_its_faults_are_all_told(tmp_path: Path) -> None:
    path = tmp_path / "formulations.yaml"
    path.write_text("E1:\n  - Éteint-on la nuit ?\n  - ' La nuit est-elle noire ? '\n", "utf-8")
    assert read_wordings(path, GRID) == {"E1": ("Éteint-on la nuit ?", "La nuit est-elle noire ?")}
    path.write_text("Z9:\n  - Quoi ?\nE1: Éteint-on ?\n", "utf-8")
    with pytest.raises(GridError) as caught:
        read_wordings(path, GRID)
    assert len(caught.value.faults) == 2
    path.write_text("E1: [", "utf-8")
    with pytest.raises(GridError, match="ne peut pas être lu"):
        read_wordings(path, GRID)


class Literal(FakeBackend):
    """Confirms a sentence only for a question in the grid's own words."""

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        asked = " ".join(message.content for message in messages)
        own = not any(form.split("{}")[0].strip() in asked for form in FORMS if form.split("{}")[0].strip())
        self.calls += 1
        return OptionDecision(options[0] if own else options[1], 2.0 if own else -2.0, 50, 1, 0.0)


def test_the_questions_of_criteria_are_reworded_too(data_dir: Path, sample_read: Path) -> None:
    shutil.copytree(sample_read, data_dir)
    with application_in(data_dir, backend=Literal()).opened() as application:
        plan = Plan(repetitions=1, depths=())
        (one,) = application.studying().run([SAMPLE_SLUG], plan, ["I05"]).indicators
    assert one.by_axis[Axis.REPETITION] == (1.0, 1)
    assert one.by_axis[Axis.REWORDING][0] < 1
    assert one.proposal is Proposal.REWORD


def test_a_variant_changes_only_what_it_says() -> None:
    indicator = load_grid(None).indicators[4]
    base, *others = Plan(repetitions=0, depths=()).variants(indicator, FakeBackend(), profile_named("rapide"))
    assert base.of(indicator) is indicator
    for variant in others:
        asked = variant.of(indicator)
        assert asked.question != indicator.question
        for own, other in zip(indicator.rubric.criteria, asked.rubric.criteria, strict=True):
            assert own.question in other.question != own.question
            assert other.model_copy(update={"question": own.question}) == own


def test_depth_changes_what_is_read_with_and_without_criteria() -> None:
    profile = profile_named("standard")
    plan = Plan(repetitions=0, rewording=False, depths=(0.5,))
    for indicator, read in ((load_grid(None).indicators[0], profile.scanned), (GRID.indicators[0], profile.passages)):
        _, halved = plan.variants(indicator, FakeBackend(), profile)
        assert halved.name == f"{round(read / 2)} passages"
        assert halved.profile.scanned == round(profile.scanned / 2)
        assert halved.profile.passages == round(profile.passages / 2)
