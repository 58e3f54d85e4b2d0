"""Verdicts in French, once: as labels (« À vérifier ») and as they stand within a sentence (« à vérifier »)."""

from __future__ import annotations

from domain.enums import Verdict

VERDICTS = {
    Verdict.OUI: "Oui",
    Verdict.PARTIEL: "Partiel",
    Verdict.NON: "Non",
    Verdict.SANS_OBJET: "Sans objet",
    Verdict.A_VERIFIER: "À vérifier",
}
VERDICT_WORDS = {verdict: label[0].lower() + label[1:] for verdict, label in VERDICTS.items()}
