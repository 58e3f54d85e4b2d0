"""Verdicts in French, as they stand within a sentence: « oui », « à vérifier »."""

from __future__ import annotations

from domain.enums import Verdict

VERDICT_WORDS = {
    Verdict.OUI: "oui",
    Verdict.PARTIEL: "partiel",
    Verdict.NON: "non",
    Verdict.SANS_OBJET: "sans objet",
    Verdict.A_VERIFIER: "à vérifier",
}
