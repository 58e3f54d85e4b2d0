"""Questions and their answers, one row a quote, each quote with the name of its document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from domain import AskedQuestion, Citation, Verdict
from domain.whole_quotes import each_once, labels_cited, pages_cited, whole_quote
from exports.file_text import day, model_text
from exports.table import Column, Content, Table

OUTCOMES = {Verdict.OUI: "Trouvé", Verdict.PARTIEL: "Trouvé en partie", Verdict.NON: "Non trouvé"}


def questions_table(asked: Sequence[AskedQuestion], titles: Mapping[str, str], *, subject: str) -> Table:
    """Each question with its answer; ``titles`` are those of the documents by slug."""
    return Table(
        name="Questions",
        subject=subject,
        columns=(
            Column("Question", 34), Column("Posée le", 11, centred=True), Column("Posée à", 26), Column("Résultat", 12),
            Column("Réponse", 40), Column("Document cité", 26), Column("Pièce", 18), Column("Page", 7, centred=True),
            Column("Page imprimée", 10, centred=True), Column("Citation", 60), Column("Avertissements", 30),
        ),
        rows=tuple(row for one in asked for row in _rows(one, titles)),
        about=(
            ("Contenu", "Une ligne par phrase citée ; une question sans réponse a une seule ligne."),
            ("« Non trouvé »", "Rien, dans les passages lus, ne répond. Ce n'est pas une preuve d'absence."),
            ("Modèles de langage", ", ".join(sorted({model_text(one.answer.llm) for one in asked})) or "aucun"),
        ),
    )  # fmt: skip


def _rows(asked: AskedQuestion, titles: Mapping[str, str]) -> Iterable[tuple[Content, ...]]:
    answer = asked.answer
    names = [titles.get(slug, slug) for slug in asked.documents]
    before: tuple[Content, ...] = (
        asked.text,
        day(asked.created_at),
        f"tous les dossiers ({len(names)})" if asked.everywhere else "\n".join(names),
        OUTCOMES.get(answer.verdict, "À vérifier"),
        answer.rationale,
    )
    cited: Sequence[Citation | None] = each_once(answer.citations) or (None,)
    for citation in cited:
        yield (*before, *_cited(asked, citation, titles), "\n".join(warning.sentence for warning in answer.warnings))


def _cited(asked: AskedQuestion, citation: Citation | None, titles: Mapping[str, str]) -> tuple[Content, ...]:
    if citation is None:
        return "", "", None, "", ""
    slug = citation.document or (asked.documents[0] if asked.documents else "")
    pages = pages_cited(citation) if citation.on_two_pages else citation.page
    label = labels_cited(citation) or citation.label or ""
    return titles.get(slug, slug), citation.piece, pages, label, whole_quote(citation)
