"""What the files of a dossier tell -> the description of its document, where no person said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from corpus.models.document_rows import DocumentRow, DossierIntakeRow

if TYPE_CHECKING:
    from domain import DossierFacts, Guessed

#: Codes that follow the files as long as they are those that the files told.
_CODES = ("identifier", "authority", "communes")


def write_facts(session: Session, row: DocumentRow, facts: DossierFacts) -> None:
    """Write what the files tell of a document where nothing is known yet.

    A title that is the slug is none. Codes follow the files, unless a person wrote others than the files told before.
    """
    told: dict[str, Guessed[Any] | None] = {
        **{"kind": facts.kind, "territory": facts.territory, "stage": facts.stage, "date": facts.day},
        **{"procedure": facts.procedure, "procedure_number": facts.procedure_number, "plan": facts.plan},
    }
    if row.procedure is not None:
        told.pop("procedure_number")  # the number of another procedure
    for name, guess in told.items():
        if guess is not None and getattr(row, name) is None:
            setattr(row, name, guess.value)
    if facts.title is not None and row.title == row.slug:
        row.title = facts.title.value
    before = session.get(DossierIntakeRow, row.id)
    for name in _CODES:
        guess = getattr(facts, name)
        current = _plain(getattr(row, name))
        if guess is None or (current and before is not None and current != _told(before, name)):
            continue
        setattr(row, name, list(guess.value) if name == "communes" else guess.value)
    if facts.departments is not None and not row.departments:
        row.departments = list(facts.departments.value)


def _told(before: DossierIntakeRow, name: str) -> Any:
    """What the files told of a field at the intake before this one; None where they told nothing."""
    guess = (before.content.get("facts") or {}).get(name)
    return _plain(guess.get("value")) if isinstance(guess, dict) else None


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
