"""The local model where it is built, and a small server that speaks as OpenAI's does."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy import float32
from numpy.typing import NDArray

from core.embedding import Model, local_model
from core.embedding.consent import Consent, write_consent

KEY = "sk-test-0123456789abcdefghij"


@pytest.fixture(scope="session")
def model() -> Model:
    found = local_model()
    if found is None:
        pytest.skip("the local model is not built here: make model")
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of somebody who has agreed."""
    write_consent(tmp_path, Consent(given=True))
    return tmp_path


@dataclass
class Answer:
    """What the server says once, in place of vectors."""

    status: int
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass
class OpenAIServer:
    """Embeddings over HTTP in the published shape. `answers` come first, one a request."""

    address: str = ""
    answers: list[Answer] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def answer(self, key: str, request: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        self.keys.append(key)
        self.requests.append(request)
        if self.answers:
            said = self.answers.pop(0)
            words = {"message": f"Incorrect API key provided: {key}", "type": "error", "code": said.code}
            return said.status, said.headers, said.body or json.dumps({"error": words}).encode()
        length = request.get("dimensions") or (3072 if "large" in request["model"] else 1536)
        rows = [
            {"object": "embedding", "index": index, "embedding": _coded(numbers_of(text, length), request)}
            for index, text in enumerate(request["input"])
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        document = {"object": "list", "data": rows[::-1], "model": request["model"], "usage": usage}
        return 200, {}, json.dumps(document).encode()


def numbers_of(text: str, length: int) -> NDArray[float32]:
    """Numbers that belong to this text, not of length 1."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
    return np.random.default_rng(seed).normal(0, 3, length).astype(float32)


def _coded(numbers: NDArray[float32], request: dict[str, Any]) -> object:
    if request.get("encoding_format") == "base64":
        return base64.b64encode(numbers.astype("<f4").tobytes()).decode()
    return numbers.tolist()


@pytest.fixture
def openai_server() -> Iterator[OpenAIServer]:
    served = OpenAIServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/embeddings"
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            key = self.headers["authorization"].removeprefix("Bearer ")
            status, headers, body = served.answer(key, request)
            self.send_response(status)
            for name, value in {"content-type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()
