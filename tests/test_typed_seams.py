"""No untyped dict passes between packages: JSON of any shape stays inside the modules that read or write it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.package_arrows import ROOT, layers

PACKAGES = [name for layer in layers() for name in layer]
_UNTYPED = re.compile(r"\b(dict|Dict|Mapping|MutableMapping)\[str, Any\]")

#: Modules at an edge: what they hold of any shape is what a file, a table, a process or a library hands over.
EDGES = {
    # Stored forms, of any version.
    "domain/answer_codec.py",
    "domain/composed_codec.py",
    "domain/job_codec.py",
    "domain/provenance_codec.py",
    "corpus/annotation_content.py",
    "corpus/review_content.py",
    "corpus/models/answer_rows.py",
    "corpus/models/document_rows.py",
    "corpus/models/evaluation_rows.py",
    "corpus/models/review_rows.py",
    "corpus/models/work_rows.py",
    "corpus/document_store.py",
    "corpus/piece_content.py",
    "answering/llm/capabilities.py",
    "answering/scoring/learnt_heads.py",
    "answering/scoring/scorer_weights.py",
    # Libraries, servers and child processes.
    "api/openapi.py",
    "answering/llm/embedded_llm.py",
    "answering/llm/llamacpp.py",
    "answering/llm/ollama_catalog.py",
    "ingestion/formats/child_process.py",
    "ingestion/formats/office_wire.py",
    "ingestion/formats/pdf_source.py",
    "ingestion/formats/pdf_wire.py",
    "ingestion/formats/pdf_worker.py",
}


def annotations(module: ast.Module) -> Iterator[tuple[int, ast.expr]]:
    """What parameters, results, fields and named types are declared to be."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = node.args
            every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
            yield from ((one.lineno, one.annotation) for one in every if one is not None and one.annotation)
            if node.returns is not None:
                yield node.returns.lineno, node.returns
        elif isinstance(node, ast.ClassDef):
            yield from ((one.lineno, one.annotation) for one in node.body if isinstance(one, ast.AnnAssign))
    for node in module.body:
        if isinstance(node, ast.Assign):
            yield node.lineno, node.value
        elif isinstance(node, ast.AnnAssign):
            yield node.lineno, node.annotation
            if node.value is not None:
                yield node.lineno, node.value


def untyped() -> Iterator[tuple[str, int]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                name = str(path.relative_to(ROOT))
                declared = annotations(ast.parse(path.read_text("utf-8")))
                yield from ((name, line) for line, one in declared if _UNTYPED.search(ast.unparse(one)))


def test_only_modules_at_an_edge_hold_untyped_json() -> None:
    assert [f"{name}:{line}" for name, line in untyped() if name not in EDGES] == []


def test_every_edge_is_one() -> None:
    assert {name for name, _ in untyped()} >= EDGES
