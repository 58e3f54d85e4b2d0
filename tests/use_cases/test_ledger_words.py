from __future__ import annotations

import pytest

from domain.labels import FATES
from domain.ledger import Content, Fate, LedgerEntry
from use_cases.ledger_words import ledger_sentence


def test_what_became_of_all_is_one_sentence() -> None:
    entries = [
        LedgerEntry(Content.CHARACTER, Fate.READ, 12_000),
        LedgerEntry(Content.CHARACTER, Fate.RECOGNISED, 384),
        LedgerEntry(Content.CHARACTER, Fate.STRUCK, 280, "Une règle abrogée"),
        LedgerEntry(Content.CHARACTER, Fate.LAYER_OFF, 30, "Un autre état"),
        LedgerEntry(Content.CHARACTER, Fate.UNREAD, 5),
        LedgerEntry(Content.IMAGE, Fate.RECOGNISED, 1),
        LedgerEntry(Content.IMAGE, Fate.UNREAD, 2),
        LedgerEntry(Content.NOTE, Fate.READ, 1),
        LedgerEntry(Content.SHEET, Fate.NOT_SHOWN, 2),
    ]
    assert ledger_sentence(entries).replace("\u202f", " ") == (
        "12 384 caractères lus, dont 384 par reconnaissance ; "
        "310 caractères mis de côté : texte barré (280), texte d'un calque masqué (30) ; "
        "5 caractères sur des pages non lues ; 3 images : 1 reconnue, 2 non lues ; 1 note lue ; 2 feuilles masquées"
    )


@pytest.mark.parametrize("fate", [fate for fate in Fate if fate not in (Fate.READ, Fate.RECOGNISED)])
def test_every_reason_has_its_words(fate: Fate) -> None:
    assert FATES[fate]
    assert ledger_sentence([LedgerEntry(Content.CHARACTER, fate, 2)])


@pytest.mark.parametrize("content", Content)
@pytest.mark.parametrize("fate", [Fate.READ, Fate.UNREAD, Fate.NOT_SHOWN, Fate.DELETED])
def test_every_content_is_said(content: Content, fate: Fate) -> None:
    assert ledger_sentence([LedgerEntry(content, fate, 1)])
    assert ledger_sentence([]) == ""
