"""Scores of evidence: how likely a sentence carries a criterion, a document a criterion, a cell a verdict."""
