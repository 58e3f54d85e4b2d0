"""The metrics, a family a module; :mod:`evaluation.metric_registry` finds every module that stands here.

A figure is None where it is undefined, never 0 in its place.
"""
