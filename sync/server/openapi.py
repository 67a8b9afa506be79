"""The description of the calls at /docs and /openapi.json.

Owns what is true of many routes and is written once: which errors they answer with. A route states what is its own.
"""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from pydantic.json_schema import models_json_schema

from sync.protocol import ErrorAnswer

_OF_ALL = (400, 429, 500, 503)
_WITH_BODY = (413, 415)
_METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}
_ERROR = {"$ref": "#/components/schemas/ErrorAnswer"}
_WORDS = {
    400: "The request does not have the expected form.",
    401: "Nobody is signed in, or no longer.",
    403: "It is not the caller's to do.",
    404: "There is no such thing, or it is somebody else's.",
    409: "It has changed meanwhile.",
    410: "The cursor is of another log: begin anew, and delete nothing.",
    411: "Its length has to be said.",
    413: "It is too large.",
    415: "It is of a kind that is not read here.",
    416: "There are no such bytes.",
    429: "Too many calls; `Retry-After` says when to go on.",
    500: "A fault of the server, which was logged.",
    503: "Something that the server needs is away; `Retry-After` says when to ask again.",
}


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a route: these statuses come with the contract's form of an error."""
    return {status: _answer(status) for status in statuses}


def describe(app: FastAPI) -> None:
    """Complete the description of every route of this application."""
    plain = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            document.setdefault("components", {}).setdefault("schemas", {}).update(_error_schemas())
            for path, item in document["paths"].items():
                for method, operation in item.items():
                    if method in _METHODS:
                        _complete(operation, path)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = complete  # type: ignore[method-assign]  # FastAPI's documented way

    @app.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    async def page() -> str:
        return _page(complete())


def _page(document: dict[str, Any]) -> str:
    """The calls as a page without scripts, so that a browser loads nothing from anywhere."""
    rows = [
        f"<tr><td><code>{method.upper()} {escape(path)}</code></td><td>{escape(operation.get('description', ''))}</td></tr>"
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in _METHODS
    ]
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Second Brain: the calls</title>'
        "<h1>The calls of this server</h1><p>What each takes and gives is described in"
        ' <a href="/openapi.json">openapi.json</a>, which every viewer of OpenAPI opens.</p>'
        f"<table>{''.join(rows)}</table></html>"
    )


def _complete(operation: dict[str, Any], path: str) -> None:
    responses = operation.setdefault("responses", {})
    responses.pop("422", None)  # a misshapen request is answered with 400
    expected = [*_OF_ALL]
    if "requestBody" in operation:
        expected += _WITH_BODY
    if operation.get("security"):
        expected += [401]
    if "{" in path:
        expected += [404]
    for status in expected:
        responses.setdefault(str(status), _answer(status))


def _answer(status: int) -> dict[str, Any]:
    return {
        "description": _WORDS.get(status, "An error."),
        "content": {"application/json": {"schema": _ERROR}},
    }


def _error_schemas() -> dict[str, Any]:
    _, whole = models_json_schema(
        [(ErrorAnswer, "serialization")], ref_template="#/components/schemas/{model}"
    )
    schemas: dict[str, Any] = whole["$defs"]
    return schemas
