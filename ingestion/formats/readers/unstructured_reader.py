"""Markdown through ``unstructured``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent
from ingestion.layout.html_tables import table_rows

#: Settings of a generator of sites, before the text.
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(?:[\w-]+[ \t]*:[^\n]*\n|[ \t#-][^\n]*\n)+---[ \t]*\n")
_STRUCK = re.compile(r"(?<![~\\])~~(?=\S)([^~\n]+?)(?<=\S)~~(?!~)")
_CATEGORIES = {"Title": Category.TITLE, "ListItem": Category.LIST_ITEM, "Table": Category.TABLE}


def read_markdown(path: Path) -> OfficeContent:
    """The content of a Markdown text in UTF-8."""
    _use_blank_french()
    builder = ContentBuilder()
    text = _FRONT_MATTER.sub("", path.read_text("utf-8"), count=1)
    for struck in _STRUCK.finditer(text):
        builder.set_aside(AsideKind.STRUCK, struck[1])
    text = _STRUCK.sub("", text)
    if not text.strip():
        return builder.build()
    for element in _partitioner()(text=text, languages=["fra"]):
        category = _CATEGORIES.get(element.category, Category.TEXT)
        html = element.metadata.text_as_html
        if category is Category.TABLE and html and (rows := table_rows(html)):
            builder.table(rows)
        else:
            builder.add(category, element.text, element.metadata.category_depth)
    return builder.build()


def load() -> None:
    """Loads what reads such files, which takes seconds."""
    _partitioner()
    _use_blank_french()


@lru_cache(maxsize=1)
def _use_blank_french() -> None:
    """Puts a rule-based French pipeline where unstructured would fetch an English model."""
    import spacy
    from unstructured.nlp import tokenize

    pipeline = spacy.blank("fr")
    pipeline.add_pipe("sentencizer")
    tokenize._get_nlp = lambda: pipeline


@cache
def _partitioner() -> Any:
    return import_module("unstructured.partition.md").partition_md
