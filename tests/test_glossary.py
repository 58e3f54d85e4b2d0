"""One concept, one name: the words that docs/glossary.md bans name nothing in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.package_arrows import ROOT, layers

PAGE = ROOT / "docs" / "glossary.md"
PACKAGES = [name for layer in layers() for name in layer]
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@cache
def banned() -> dict[str, tuple[str, ...]]:
    """Each banned word or pair of words, with the packages where it means something else and may stand."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.*?) \|$", PAGE.read_text("utf-8").split("## Words not used")[1], re.M)
    return {
        word.strip(): tuple(re.findall(r"`([\w/]+?)/?`", elsewhere))
        for words, _, elsewhere in rows
        if words != "not" and "---" not in words
        for word in words.split(",")
    }


def names(path: Path) -> Iterator[tuple[str, str]]:
    """What a module is called, what it defines, and the first line of what is said of each, with where it stands."""
    place = str(path.relative_to(ROOT))
    yield place, path.stem if path.stem != "__init__" else path.parent.name
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            where = place if isinstance(node, ast.Module) else f"{place}:{node.lineno} {node.name}"
            if not isinstance(node, ast.Module):
                yield where, node.name
            yield where, (ast.get_docstring(node) or "").partition("\n")[0]


def plain(text: str) -> str:
    """A name or a line as words in lower case between spaces: PageImages and page_images are « page images »."""
    return f" {' '.join(word.lower() for word in _WORDS.findall(text))} "


@cache
def said_in_code() -> tuple[tuple[str, str, str], ...]:
    """Every name and headline of the code: its file, where in it, and the words of it."""
    return tuple(
        (str(path.relative_to(ROOT)), where, f"{text} |{plain(text)}")
        for path in in_code()
        for where, text in names(path)
    )


def in_tests() -> Iterator[Path]:
    yield from sorted(ROOT.glob("tests/**/*.py"))


def in_code() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted(path for path in (ROOT / package).rglob("*.py") if "versions" not in path.parts)


@pytest.mark.parametrize("word", sorted(banned()))
def test_a_banned_word_names_nothing(word: str) -> None:
    found = [
        f"{where}: {text.partition(' |')[0]}"
        for place, where, text in said_in_code()
        if f" {word} " in text.partition(" |")[2] and not place.startswith(banned()[word])
    ]
    assert found == []


def test_a_test_file_is_named_by_the_same_words() -> None:
    found = [path.name for path in in_tests() for word in banned() if f" {word} " in plain(path.stem)]
    assert found == []


def test_every_word_of_the_domain_is_explained() -> None:
    """Types of the domain that a reader meets on every page of the code."""
    text = PAGE.read_text("utf-8")
    for word in ("Document", "Piece", "Page", "Sentence", "Passage", "Indicator", "Criterion", "Answer", "Citation"):
        assert f"| {word} |" in text
