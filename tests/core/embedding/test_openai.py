"""Asking OpenAI for vectors: only with consent, patient where the service is busy, and silent about the key."""

from __future__ import annotations

import logging
import socket
import time
import traceback
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.embedding import model_named
from core.embedding import openai as under_test
from core.embedding.consent import Consent, write_consent
from core.embedding.openai import OpenAIModel
from core.errors import BrainError, Cancelled
from tests.core.embedding.conftest import KEY
from tests.fixtures.openai_server import Answer, OpenAIServer, numbers_of

SMALL = "text-embedding-3-small"


@pytest.fixture(autouse=True)
def _an_environment_that_would_mislead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/elsewhere")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def asking(
    server: OpenAIServer, home: Path, base: str = SMALL, dimensions: str = "", **more: Any
) -> OpenAIModel:
    return OpenAIModel(base, dimensions, home, address=server.address, key=lambda: KEY, **more)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits are noted in place of being waited."""
    waits: list[float] = []
    monkeypatch.setattr(OpenAIModel, "_sleep", lambda self, seconds: waits.append(seconds))
    return waits


def test_each_text_gets_its_own_vector_in_order(openai_server: OpenAIServer, home: Path) -> None:
    texts = [f"note {number}" for number in range(150)]
    vectors = asking(openai_server, home).embed(texts)
    assert vectors.shape == (150, 1536) and vectors.dtype == np.float32
    for text, vector in zip(texts, vectors, strict=True):
        expected = numbers_of(text, 1536)
        assert np.allclose(vector, expected / np.linalg.norm(expected), atol=1e-6)
    assert [len(request["input"]) for request in openai_server.requests] == [64, 64, 22]
    assert set(openai_server.keys) == {KEY}
    assert not any("dimensions" in request for request in openai_server.requests)


@pytest.mark.parametrize(
    ("base", "dimensions", "length"),
    [
        (SMALL, "512", 512),
        ("text-embedding-3-large", "", 3072),
        ("text-embedding-3-large", "1024", 1024),
        ("text-embedding-ada-002", "", 1536),
    ],
)
def test_vectors_have_the_length_that_was_chosen(
    openai_server: OpenAIServer, home: Path, base: str, dimensions: str, length: int
) -> None:
    model = asking(openai_server, home, base, dimensions)
    assert model.embed_query("roses").shape == (length,) == (model.dimensions,)
    assert model.name == (f"{base}@{dimensions}" if dimensions else base)


@pytest.mark.parametrize(
    "text", ["", "\ud800", "玫" * 100_000, "a" * 100_000], ids=["empty", "half", "zh", "long"]
)
def test_any_text_is_made_fit_to_send(openai_server: OpenAIServer, home: Path, text: str) -> None:
    asking(openai_server, home).embed([text])
    (sent,) = openai_server.requests[0]["input"]
    assert 0 < len(sent.encode()) <= 8_000


def test_no_texts_are_no_request(openai_server: OpenAIServer, home: Path) -> None:
    assert asking(openai_server, home).embed([]).shape == (0, 1536)
    assert openai_server.requests == []


def test_nothing_is_sent_without_consent(openai_server: OpenAIServer, tmp_path: Path) -> None:
    with pytest.raises(BrainError, match="you have not agreed"):
        asking(openai_server, tmp_path)
    with pytest.raises(BrainError, match="you have not agreed"):
        model_named(SMALL, tmp_path)
    assert openai_server.requests == []


def test_consent_that_is_taken_back_stops_the_next_request(openai_server: OpenAIServer, home: Path) -> None:
    model = asking(openai_server, home)
    model.embed_query("before")
    write_consent(home, Consent(given=False))
    with pytest.raises(BrainError, match="you have not agreed"):
        model.embed_query("after")
    assert len(openai_server.requests) == 1


def test_without_a_key_it_says_so(openai_server: OpenAIServer, home: Path) -> None:
    with pytest.raises(BrainError, match="no key for OpenAI"):
        OpenAIModel(SMALL, "", home, address=openai_server.address, key=lambda: None)


@pytest.mark.parametrize(
    "name", ["text-embedding-3-small@0", "text-embedding-ada-002@512", "text-embedding-3-small@x"]
)
def test_an_impossible_length_is_refused_in_words(home: Path, name: str) -> None:
    with pytest.raises(BrainError, match="gives no vectors of"):
        model_named(name, home)


def test_a_busy_service_is_asked_again_when_it_said(
    openai_server: OpenAIServer, home: Path, quick: list[float]
) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    openai_server.answers = [
        Answer(429, headers={"retry-after": "7"}),
        Answer(429, headers={"retry-after": soon}),
        Answer(503),
    ]
    assert asking(openai_server, home).embed(["roses"])[0].shape == (1536,)
    seven, until_soon, third = quick
    assert seven == 7
    assert 15 < until_soon <= 20
    assert third == 8


def test_it_really_waits(openai_server: OpenAIServer, home: Path) -> None:
    openai_server.answers = [Answer(429, headers={"retry-after": "0.3"})]
    begun = time.monotonic()
    asking(openai_server, home).embed(["roses"])
    assert time.monotonic() - begun >= 0.3


def test_waiting_can_be_cancelled(openai_server: OpenAIServer, home: Path) -> None:
    openai_server.answers = [Answer(429, headers={"retry-after": "50"})]
    begun = time.monotonic()
    model = asking(openai_server, home, cancelled=lambda: bool(openai_server.requests))
    with pytest.raises(Cancelled):
        model.embed(["roses"])
    assert time.monotonic() - begun < 10
    assert len(openai_server.requests) == 1


@pytest.mark.parametrize(
    ("answer", "words", "requests"),
    [
        (Answer(401, "invalid_api_key"), "refused the key", 1),
        (Answer(403), "refused the key", 1),
        (Answer(429, "insufficient_quota"), "credit at OpenAI is used up", 1),
        (Answer(429, headers={"retry-after": "1200"}), "Try again in 20 minutes", 1),
        (Answer(429), "asked too often", 5),
        (Answer(500), "a problem of its own", 5),
        (Answer(400), "does not take this request", 1),
        (Answer(200, body=b"<html>log in</html>"), "OpenAI answered with something", 1),
        (Answer(200, body=b'{"data": []}'), "OpenAI answered with something", 1),
        (
            Answer(200, body=b'{"data": [{"index": 0, "embedding": [1, 2]}]}'),
            "OpenAI answered with something",
            1,
        ),
        (
            Answer(200, body=b'{"data": [{"index": 0, "embedding": "AAA"}]}'),
            "OpenAI answered with something",
            1,
        ),
        (Answer(200, body=b"[]"), "OpenAI answered with something", 1),
    ],
    ids=lambda value: value.status if isinstance(value, Answer) else "",
)
def test_every_refusal_becomes_words_without_the_key(
    openai_server: OpenAIServer,
    home: Path,
    quick: list[float],
    caplog: pytest.LogCaptureFixture,
    answer: Answer,
    words: str,
    requests: int,
) -> None:
    caplog.set_level(logging.DEBUG)
    openai_server.answers = [answer] * 5
    with pytest.raises(BrainError, match=words) as raised:
        asking(openai_server, home).embed(["roses"])
    assert len(openai_server.requests) == requests
    told = "".join(traceback.format_exception(raised.value)) + caplog.text
    assert KEY not in told
    assert raised.value.hint


def test_a_closed_port_is_told_at_once(openai_server: OpenAIServer, home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        openai_server.address = f"http://127.0.0.1:{door.getsockname()[1]}/v1"
    with pytest.raises(BrainError, match="cannot be reached") as raised:
        asking(openai_server, home).embed(["roses"])
    assert KEY not in "".join(traceback.format_exception(raised.value))


def test_a_silent_service_is_given_up(
    home: Path, openai_server: OpenAIServer, monkeypatch: pytest.MonkeyPatch, quick: list[float]
) -> None:
    monkeypatch.setattr(under_test, "_TIMEOUT", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        openai_server.address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        with pytest.raises(BrainError, match="did not answer in time"):
            asking(openai_server, home).embed(["roses"])


def test_a_query_is_asked_once_because_a_person_waits(openai_server: OpenAIServer, home: Path) -> None:
    openai_server.answers = [Answer(429, headers={"retry-after": "50"})]
    begun = time.monotonic()
    with pytest.raises(BrainError):
        asking(openai_server, home).embed_query("roses")
    assert time.monotonic() - begun < 10
    assert len(openai_server.requests) == 1
