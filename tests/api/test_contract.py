"""The contract of the API: names are English, responses and errors typed. What people read stays French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

import api.problems  # noqa: F401 - defines errors of its own
from api.app import create_api
from domain.errors import BiollmError
from settings import Settings
from tests.package_arrows import ROOT

_WORD = re.compile(r"[a-zà-ÿœ]{2,}")
#: Words that both languages write alike, and names of people.
ALIKE = {
    "base", "cause", "citations", "code", "comment", "communes", "complete", "condition", "conversation",
    "conversations", "date", "decision", "decisions", "document", "documents", "evaluation", "evaluations", "force",
    "format", "hectares", "holm", "html", "image", "machine", "mcnemar", "minutes", "note", "only", "page", "pages",
    "passages", "pause", "phrases", "piece", "pieces", "plan", "plans", "prescriptions", "procedure", "question",
    "questions", "reference", "region", "sort", "source", "tables", "theme", "verdict", "verdicts", "version",
    "versions", "xlsx", "zone", "zones",
}  # fmt: skip
#: Verdicts are the grid's own answers, in the language of the grid; they are values, and name what makes them.
VERDICTS = frozenset({"oui", "partiel", "non", "sans_objet", "sans_objet_for"})


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The OpenAPI description."""
    return create_api(Settings(data_dir=tmp_path_factory.mktemp("data"))).openapi()


def names(description: Any, inside: str = "") -> Iterator[str]:
    """Every parameter, property and part of a path."""
    if isinstance(description, list):
        for each in description:
            yield from names(each)
    elif isinstance(description, dict):
        if inside == "properties" or inside == "paths":
            yield from description
        if "in" in description and "name" in description:
            yield description["name"]
        for key, each in description.items():
            yield from names(each, "" if inside == "properties" else key)


def texts(description: Any) -> Iterator[str]:
    """What the description says for people."""
    if isinstance(description, list):
        for each in description:
            yield from texts(each)
    elif isinstance(description, dict):
        yield from (text for key, text in description.items() if key == "summary" and isinstance(text, str))
        for each in description.values():
            yield from texts(each)


def errors(kind: type[BiollmError] = BiollmError) -> Iterator[type[BiollmError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from errors(each)


def french_words(description: dict[str, Any]) -> frozenset[str]:
    """The words of the pages and of the summaries of the API, without their accents too."""
    pages = "\n".join(path.read_text("utf-8") for path in (ROOT / "web" / "templates").glob("*.html"))
    markup = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", " ", pages, flags=re.S)
    shown = re.sub(r"<[^>]*>|&\w+;", " ", markup)
    addresses = " ".join(
        name for path in (ROOT / "web").rglob("*.py") for name in re.findall(r'alias="(\w+)"', path.read_text("utf-8"))
    )
    words = set(_WORD.findall(f"{shown} {addresses} {' '.join(texts(description))}".lower()))
    bare = str.maketrans("àâäçèéêëîïôöùûü", "aaaceeeeiioouuu")
    return frozenset(words | {word.translate(bare) for word in words})


def test_parameters_properties_paths_and_codes_are_english(description: dict[str, Any]) -> None:
    french = french_words(description) - ALIKE
    assert {
        "texte",
        "etape",
        "tri",
        "ecarts",
        "indicateur",
        "personne",
        "relecture",
    } <= french  # names that were there once
    said = [*names(description), *(kind.code for kind in errors())]
    assert len(said) > 300
    found = {
        name for name in said if name not in VERDICTS and not french.isdisjoint(re.findall(r"[^\W\d_]+", name.lower()))
    }
    assert sorted(found) == []


def test_a_parameter_that_a_route_does_not_know_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/matrix.csv", params={"text": "rien"}).status_code == 200
    refused = client.get("/api/v1/matrix.csv", params={"texte": "rien"})
    assert refused.status_code == 422
    assert "texte" in refused.json()["title"]
    assert "text, kind, stage" in refused.json()["remedy"]


def test_every_parameter_of_the_description_is_known_to_its_route(client: TestClient) -> None:
    description = client.get("/api/v1/openapi.json").json()
    asked = {
        (path, each["name"])
        for path, operations in description["paths"].items()
        for each in operations.get("get", {}).get("parameters", ())
        if each["in"] == "query"
    }
    assert len(asked) > 15
    for path, name in asked:
        answer = client.get(re.sub(r"\{\w+\}", "x", path), params={name: "x"})
        assert "Paramètre inconnu" not in answer.text, (path, name)


def test_every_response_is_typed_and_every_route_declares_its_errors(description: dict[str, Any]) -> None:
    operations = {
        f"{method} {path}": operation["responses"]
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    }
    assert len(operations) > 60
    for name, responses in operations.items():
        (success,) = (response for status, response in responses.items() if status.startswith("2"))
        schema = success.get("content", {}).get("application/json", {}).get("schema")
        assert schema is None or "$ref" in schema or "$ref" in schema.get("items", {}), name
        problems = {status: responses[status]["content"] for status in ("4XX", "422", "5XX")}
        assert {tuple(content) for content in problems.values()} == {("application/problem+json",)}, name


def test_every_moment_carries_its_zone() -> None:
    fields = re.compile(r"^    \w+: datetime\b", re.MULTILINE)
    without = [path.name for path in (ROOT / "api").rglob("*.py") if fields.search(path.read_text("utf-8"))]
    assert not without, "api/moments.py has the type that gives a zone"


def test_a_stream_of_events_is_not_described_as_one_string(description: dict[str, Any]) -> None:
    responses = description["paths"]["/api/v1/jobs/{identifier}/events"]["get"]["responses"]
    assert responses["200"]["content"] == {"text/event-stream": {}}
