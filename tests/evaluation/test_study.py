from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from domain import Verdict
from evaluation.study import Axis, Limits, Observation, Proposal, study_battery
from evaluation.study_report import write_study

NAMES = {"A": "Stable", "B": "Instable", "C": "Jumeau", "D": "Jumelle", "E": "Toujours oui", "F": "Hésitant"}


def seen(document, indicator, verdict, pages=(1,), axis=Axis.BASE, variant="base"):
    return Observation(
        document, indicator, axis, variant, Verdict(verdict), frozenset(("r", page) for page in pages), 1.0
    )


def battery(documents=6):
    found = []
    for at in range(documents):
        slug, cycle = f"d{at}", ["oui", "partiel", "non"][at % 3]
        for indicator, base, pages in (
            ("A", cycle, [10]), ("B", cycle, [20 + at]), ("C", cycle, [30, 31]), ("D", cycle, [30, 31, 32]),
            ("E", "oui", [40 + at]), ("F", "a_verifier", []),
        ):  # fmt: skip
            found.append(seen(slug, indicator, base, pages))
            for variant in ("formulation 1", "formulation 2"):
                moved = "non" if indicator == "B" and base != "non" else base
                found.append(seen(slug, indicator, moved, pages, Axis.REWORDING, variant))
    return found


def test_figures_worked_out_by_hand():
    study = study_battery(battery(), NAMES)
    by_code = {one.code: one for one in study.indicators}
    # B: two variants of six documents; the four whose base is oui or partiel move: 4 of 12 answers held.
    assert by_code["B"].stability == pytest.approx(4 / 12)
    assert by_code["B"].by_axis == {Axis.REWORDING: (pytest.approx(4 / 12), 12)}
    assert by_code["A"].stability == 1
    # Six documents, two of each of three verdicts: the greatest entropy; always oui: none.
    assert by_code["A"].discrimination == pytest.approx(1)
    assert by_code["E"].discrimination == 0
    assert by_code["F"].to_verify == 1
    pair = next(pair for pair in study.pairs if {pair.left, pair.right} == {"C", "D"})
    assert (pair.same, pair.n) == (1, 18)
    assert pair.overlap == pytest.approx(2 / 3)  # two common pages of three
    assert pair.tau == pytest.approx(1)


def test_each_planted_fault_gets_its_proposal_and_the_figures_why():
    study = study_battery(battery(), NAMES)
    proposals = {one.code: one.proposal for one in study.indicators}
    assert proposals == {
        "A": Proposal.KEEP, "B": Proposal.REWORD, "C": Proposal.MERGE, "D": Proposal.MERGE,
        "E": Proposal.DROP, "F": Proposal.REWORD,
    }  # fmt: skip
    reasons = {one.code: " ".join(one.reasons) for one in study.indicators}
    assert "33 %" in reasons["B"]
    assert "n = 12" in reasons["B"]
    assert "D" in reasons["C"]


def test_the_same_verdicts_on_other_pages_are_not_the_same_indicator():
    pairs = study_battery(battery(), NAMES).pairs
    assert [(pair.left, pair.right) for pair in pairs if pair.redundant] == [("C", "D")]


def test_with_few_documents_nothing_is_withdrawn_nor_correlated():
    study = study_battery(battery(documents=2), NAMES)
    assert Proposal.DROP not in {one.proposal for one in study.indicators}
    assert all(pair.tau is None for pair in study.pairs)
    kept = next(one for one in study.indicators if one.code == "E")
    assert "trop peu" in kept.reasons[0]


def test_thresholds_are_the_readers():
    study = study_battery(battery(), NAMES, Limits(stability=0.3, overlap=0.9))
    assert {one.code: one.proposal for one in study.indicators}["B"] is Proposal.KEEP
    assert not any(pair.redundant for pair in study.pairs)


def test_the_files_hold_the_proposals_and_leave_the_decision_to_a_person(tmp_path):
    paths = write_study(study_battery(battery(), NAMES), tmp_path)
    page = paths[0].read_text("utf-8")
    assert "Sur 6 indicateurs : 1 à garder, 2 à reformuler, 2 à fusionner, 1 à retirer." in page
    sheet = load_workbook(paths[1])["Propositions"]
    header = [cell.value for cell in sheet[1]]
    rows = [dict(zip(header, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert [row["proposition"] for row in rows][:2] == ["garder", "reformuler"]
    assert all(row["décision"] is None for row in rows)
    assert "fusionner" in str(sheet.data_validations.dataValidation[0].formula1)
    assert json.loads(paths[2].read_text("utf-8"))["indicators"][1]["stability"] == pytest.approx(4 / 12)
