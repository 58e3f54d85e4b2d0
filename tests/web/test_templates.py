from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from api import links
from web import page_text
from web.compiled_templates import CompiledTemplates

TEMPLATES = Path(page_text.__file__).parent / "templates"
STATIC = Path(page_text.__file__).parent / "static"


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_a_template_names_addresses_and_words_that_exist(template: Path) -> None:
    text = template.read_text("utf-8")
    missing = [
        f"{name}.{used}"
        for name, module in (("link", links), ("words", page_text))
        for used in set(re.findall(rf"\b{name}\.(\w+)", text))
        if not hasattr(module, used)
    ]
    assert not missing


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_a_template_includes_files_that_exist(template: Path) -> None:
    text = template.read_text("utf-8")
    named = re.findall(r"""{%-?\s*(?:include|extends|from|import)\s+["']([\w.]+)["']""", text)
    assert [name for name in named if not (TEMPLATES / name).is_file()] == []
    assert [name for name in re.findall(r"""static\(["']([\w.]+)["']\)""", text) if not (STATIC / name).is_file()] == []
    macros = (TEMPLATES / "macros.html").read_text("utf-8")
    used = set(re.findall(r"\bui\.(\w+)\(", text))
    assert used <= set(re.findall(r"{%-?\s*macro (\w+)", macros))


@pytest.mark.parametrize("module", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_a_script_imports_names_that_are_exported(module: Path) -> None:
    text = module.read_text("utf-8")
    for names, source in re.findall(r"import\s*{([^}]*)}\s*from\s*[\"']\./([\w.]+)[\"']", text):
        exported = (STATIC / source).read_text("utf-8")
        for name in (part.split(" as ")[0].strip() for part in names.split(",") if part.strip()):
            assert re.search(rf"export\s+(?:async\s+)?(?:function\*?|const|let|class)\s+{name}\b", exported), name


def drawn(source: str, folder: Path) -> str:
    kept = CompiledTemplates(folder)
    pages = Environment(loader=DictLoader({"a.html": source}), bytecode_cache=kept, autoescape=True)
    return pages.get_template("a.html").render()


def test_a_template_is_kept_compiled_until_its_source_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "compiled"))
    assert [drawn(source, tmp_path / "templates") for source in ("un", "un", "deux")] == ["un", "un", "deux"]
    assert len(list((tmp_path / "compiled").rglob("*.template"))) == 1


def test_pages_are_drawn_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "file").touch()
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "file"))  # no folder can be made in it
    assert drawn("un", tmp_path / "templates") == "un"
