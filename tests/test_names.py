"""One name, one meaning: no file name and no class name stands twice in the product for two things."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.package_arrows import ROOT, layers

PACKAGES = [name for layer in layers() for name in layer]

#: Files of several layers that speak of one resource, under its name: its types, its use case, its routes, its command.
ONE_RESOURCE = {
    "answers": ("commands", "domain"),
    "cells": ("domain", "use_cases"),
    "conversations": ("api/routes", "use_cases"),
    "documents": ("api/routes", "domain"),
    "kept_answers": ("api/routes", "domain"),
    "jobs": ("api/routes", "domain"),
    "page_images": ("api/routes", "use_cases"),
    "reference_base": ("api/routes", "use_cases"),
    "reviews": ("api/routes", "domain"),
}


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted(path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def unexplained(found: Mapping[str, Sequence[str]], explained: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Names that stand more than once, elsewhere than where they may."""
    return {
        name: sorted(where)
        for name, where in found.items()
        if len(where) > 1 and not set(where) <= set(explained.get(name, ()))
    }


def test_a_file_name_stands_once_or_names_one_resource() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        if path.stem != "__init__":
            found[path.stem].append(str(path.parent.relative_to(ROOT)))
    assert unexplained(found, ONE_RESOURCE) == {}


def test_a_class_name_stands_once() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(path.relative_to(ROOT)))
    assert unexplained(found, {}) == {}
