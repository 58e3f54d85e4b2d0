"""Indicators of a grid: sentences settle criteria, the rule of the grid makes the verdict."""
