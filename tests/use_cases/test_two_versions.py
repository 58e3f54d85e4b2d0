"""Two versions of the sample plan: one line with two versions, and a comparison that shows what changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2

from domain import DocumentKind, Stage
from sample import SAMPLE_SLUG
from sample.approved import APPROVED_METADATA, APPROVED_SLUG, SAMPLE_PLAN, approved_pieces
from tests.fakes import application_in
from use_cases.ingest import Description

CODES = ["I05", "I14"]


def test_every_page_of_the_second_version_says_it_is_fictional() -> None:
    with pypdfium2.PdfDocument(approved_pieces()[-1]) as pdf:
        assert all("FICTIF" in page.get_textpage().get_text_range() for page in pdf)


def test_the_two_versions_are_compared_with_both_quotes(data_dir: Path, sample_read: Path) -> None:
    shutil.copytree(sample_read, data_dir)
    application = application_in(data_dir)
    with application.opened():
        application.corpus.documents.amend(SAMPLE_SLUG, {"plan": SAMPLE_PLAN})
        approved = Description(
            title=APPROVED_METADATA["title"],
            kind=DocumentKind(APPROVED_METADATA["kind"]),
            stage=Stage(APPROVED_METADATA["stage"]),
            day=APPROVED_METADATA["date"],
            plan=SAMPLE_PLAN,
        )
        # The other two pieces are those of the first version: the règlement alone is what differs.
        application.dossiers.ingest([approved_pieces()[-1]], APPROVED_SLUG, approved)
        assert application.corpus.documents.get(SAMPLE_SLUG).versions == (APPROVED_SLUG,)
        analysis = application.analysis(backend=application.open_backend("none"))
        for slug in (SAMPLE_SLUG, APPROVED_SLUG):
            analysis.run(slug, CODES)
        table = application.tables.comparison(SAMPLE_SLUG, APPROVED_SLUG)
        names = [column.title for column in table.columns]
        rows = {str(row[0]).partition(" ")[0]: dict(zip(names, row, strict=True)) for row in table.rows}
    for row in rows.values():
        gone, new = str(row["Citations disparues"]), str(row["Citations apparues"])
        assert not set(gone.splitlines()) & set(new.splitlines())
    changed = [row for code, row in rows.items() if code in CODES]
    assert all(row["Écart"] != "aucun" for row in changed)
    assert any("reglement-et-oap" in str(row["Citations apparues"]) for row in changed)
