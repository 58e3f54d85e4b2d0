"""Who may see the pages, and what a browser is told to refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

import api.app
from api.sessions import LIFETIME, Sessions
from settings import Settings
from tests.fakes import FakeApplication
from web.site import create_app

KEY = "une-cle-de-seize-caracteres"
Serve = Callable[..., Any]


@pytest.fixture
def serve(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    monkeypatch.setattr(api.app, "Application", FakeApplication)

    @contextmanager
    def started(**settings: Any) -> Iterator[TestClient]:
        app = create_app(Settings(data_dir=data_dir, **settings))
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
            yield client

    return started


def test_without_the_key_a_person_is_asked_for_it_and_comes_back_to_the_page(serve: Serve) -> None:
    with serve(api_key=KEY) as client:
        asked = client.get("/matrice?kind=scot")
        assert asked.status_code == 303
        assert asked.headers["location"] == "/connexion?retour=/matrice%3Fkind%3Dscot"
        login = client.get(asked.headers["location"])
        assert login.status_code == 200
        assert "/matrice?kind=scot" in login.text
        assert client.get("/static/v/app.css").status_code == 200

        entered = client.post("/connexion", data={"cle": KEY, "retour": "/vous"})
        assert entered.status_code == 303
        assert entered.headers["location"] == "/vous"
        assert client.get("/").status_code == 200
        assert client.get("/api/v1/documents").status_code == 200

        client.post("/deconnexion")
        assert client.get("/").status_code == 303


def test_a_wrong_key_opens_nothing(serve: Serve) -> None:
    with serve(api_key=KEY) as client:
        assert client.post("/connexion", data={"cle": "presque" + KEY}).status_code == 403
        assert client.get("/").status_code == 303
        assert client.get("/api/v1/documents").status_code == 403
        client.cookies.set("biollm_session", KEY)
        assert client.get("/api/v1/documents").status_code == 403


@pytest.mark.parametrize("back", ["https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example"])
def test_the_way_back_never_leaves_the_service(serve: Serve, back: str) -> None:
    with serve(api_key=KEY) as client:
        assert client.post("/connexion", data={"cle": KEY, "retour": back}).headers["location"] == "/"


def test_a_session_ends_after_a_working_day() -> None:
    now = [0.0]
    sessions = Sessions(SecretStr(KEY), now=lambda: now[0])
    token = sessions.open(KEY, "127.0.0.1")
    assert sessions.holds(token)
    now[0] = LIFETIME + 1
    assert not sessions.holds(token)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_make_a_browser_change_anything(serve: Serve, site: str) -> None:
    with serve() as client:
        refused = client.post("/vous", data={"nom": "Intrus"}, headers={"Sec-Fetch-Site": site})
        assert refused.status_code == 403
        assert "set-cookie" not in refused.headers
        assert client.post("/vous", data={"nom": "A. B."}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_a_link_from_elsewhere_opens_a_page(serve: Serve) -> None:
    with serve() as client:
        assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/v1/documents", "/static/v/app.css", "/rien", "/api/v1/rien"])
def test_every_response_forbids_inline_scripts_and_frames(serve: Serve, path: str) -> None:
    with serve() as client:
        headers = client.get(path).headers
        assert "'unsafe-inline'" not in headers["content-security-policy"]
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"


def test_an_error_is_a_page_for_a_person_and_a_problem_for_a_program(serve: Serve) -> None:
    with serve() as client:
        page = client.get("/dossiers/inconnu/lecture/nulle-part")
        assert page.status_code == 404
        assert page.headers["content-type"].startswith("text/html")
        problem = client.get("/api/v1/documents/inconnu")
        assert problem.headers["content-type"] == "application/problem+json"


def test_a_name_is_remembered_in_the_browser_and_escaped(serve: Serve) -> None:
    with serve() as client:
        client.post("/vous", data={"nom": "  <b>Zoé</b>   D. "})
        assert "&lt;b&gt;Zoé&lt;/b&gt; D." in client.get("/").text
        client.post("/vous", data={"nom": ""})
        assert "Donner votre nom" in client.get("/").text


def test_style_sheets_are_kept_by_content(serve: Serve) -> None:
    with serve() as client:
        page = client.get("/").text
        address = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert "immutable" in client.get(address).headers["cache-control"]
        assert client.get("/static/autre-version/app.css").headers["cache-control"] == "no-cache"


def test_an_unforeseen_error_is_told_without_its_inner_workings(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.app, "Application", FakeApplication)

    def breaks(*args: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("web.routes.document_pages.overview", breaks)
    app = create_app(Settings(data_dir=data_dir))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        page = client.get("/")
        assert page.status_code == 500
        assert "imprévue" in page.text
        assert "secret" not in page.text
        assert "script-src 'self'" in page.headers["content-security-policy"]
