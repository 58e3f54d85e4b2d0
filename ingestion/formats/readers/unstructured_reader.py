"""Markdown and plain text through ``unstructured``."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from ingestion.formats.office_content import Category, ContentBuilder, OfficeContent
from ingestion.layout.html_tables import table_rows

_CATEGORIES = {"Title": Category.TITLE, "ListItem": Category.LIST_ITEM, "Table": Category.TABLE}


def read_markdown(path: Path) -> OfficeContent:
    """The content of a Markdown text in UTF-8."""
    return _read("md", path)


def read_text(path: Path) -> OfficeContent:
    """The content of a plain text in UTF-8; its titles are not declared, so nothing is called one here."""
    return _read("text", path)


def load() -> None:
    """Loads what reads such files, which takes seconds."""
    _partitioner("text")
    _partitioner("md")
    _use_blank_french()


def _read(name: str, path: Path) -> OfficeContent:
    _use_blank_french()
    builder = ContentBuilder()
    for element in _partitioner(name)(filename=str(path), languages=["fra"]):
        category = _CATEGORIES.get(element.category, Category.TEXT)
        html = element.metadata.text_as_html
        if category is Category.TABLE and html and (rows := table_rows(html)):
            builder.table(rows)
        elif name == "text" and category is Category.TITLE:
            builder.add(Category.TEXT, element.text)  # guessed, by English rules
        else:
            builder.add(category, element.text, element.metadata.category_depth)
    return builder.build()


@lru_cache(maxsize=1)
def _use_blank_french() -> None:
    """Puts a rule-based French pipeline where unstructured would fetch an English model."""
    import spacy
    from unstructured.nlp import tokenize

    pipeline = spacy.blank("fr")
    pipeline.add_pipe("sentencizer")
    tokenize._get_nlp = lambda: pipeline


@cache
def _partitioner(name: str) -> Any:
    return getattr(import_module(f"unstructured.partition.{name}"), f"partition_{name}")
