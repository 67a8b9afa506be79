"""The description of the calls is true: whatever is sent, the answers are among those that it names, and none is a fault."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sync.server.app import create_app
from sync.server.settings import Settings
from tests.sync.server.belongings import IN_PATH, Belongings

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 6  # of each call and kind
EFFORT = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def app(team_settings: Settings) -> FastAPI:
    return create_app(team_settings)


def operations(app: FastAPI) -> Iterator[Any]:
    document: Any = schemathesis.openapi.from_dict(app.openapi())
    for found in document.get_all_operations():
        yield found.ok()


def sent(team: TestClient, case: Any, headers: dict[str, str]) -> Any:
    """Make the call, without waiting for news."""
    if "wait" in (case.query or ()):
        case.query["wait"] = 0
    call = case.as_transport_kwargs(base_url="http://testserver", headers=headers)
    data = call.pop("data", None)
    call.pop("cookies", None)
    if isinstance(data, (bytes, str)):
        call["content"] = data
    elif data is not None:
        call["data"] = data
    if call.get("files"):
        call["files"] = [(name, as_file(part)) for name, part in call["files"]]
    answer = team.request(**call)
    answer.request.read()  # a form with a file is sent as a stream, and the checks look at what was sent
    return answer


def as_file(part: Any) -> Any:
    """A part of a form whose content is no file, such as a number, as a browser would send it: its text."""
    if not isinstance(part, tuple):
        return as_file((None, part))
    name, content, *kind = part
    return (name, content if isinstance(content, (bytes, str)) else str(content), *kind)


def faults(team: TestClient, case: Any, headers: dict[str, str]) -> Iterator[str]:
    """What is wrong with the answer to a call."""
    answer = sent(team, case, headers)
    try:
        case.validate_response(answer, checks=CHECKS)
    except BaseExceptionGroup as group:
        for failure in group.exceptions:
            yield f"{case.method} {case.path} {answer.status_code}: {failure} in {case.as_curl_command()}"


# Schemathesis draws some of its bytes from `random`, which Hypothesis warns of: a seed repeats a run but for those.
@pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")
def test_no_call_surprises_the_server_or_its_description(
    team: TestClient, app: FastAPI, signed: Callable[..., dict[str, str]], chance: random.Random
) -> None:
    ada, number = signed("ada"), chance.randrange(2**32)
    ids = Belongings(team, ada).ids
    found: list[str] = []

    def tried(strategy: Any) -> None:
        @seed(number)
        @EFFORT
        @given(strategy)
        def call(case: Any) -> None:
            found.extend(faults(team, case, ada))

        with suppress(Unsatisfiable):  # a call that takes nothing cannot be called wrongly
            call()

    for operation in operations(app):
        known = {name: ids[IN_PATH[name]] for name in IN_PATH if f"{{{name}}}" in operation.path}
        if known:
            tried(operation.as_strategy(path_parameters=known))
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            tried(operation.as_strategy(generation_mode=mode))
    assert found == [], "\n".join(found)
