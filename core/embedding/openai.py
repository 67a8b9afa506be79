"""OpenAI's embedding models, for whoever has agreed that the texts of notes may be sent there.

Owns the one place where text leaves this machine: consent is read before each request, the key comes from the system's
keyring, and every error of the service becomes words here, without the key and without what the service quoted.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Sequence
from email.utils import parsedate_to_datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import openai

from core.embedding import keys
from core.embedding.consent import read_consent
from core.errors import BrainError, Cancelled
from core.language import tr, tr_noop

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

ADDRESS = "https://api.openai.com/v1"  # given explicitly: a variable in the environment must not send notes elsewhere
_DIMENSIONS = {
    "text-embedding-3-small": 1536,
    "text-embedding-3-large": 3072,
    "text-embedding-ada-002": 1536,
}
_FEWEST_DIMENSIONS = 128
_BATCH = 64  # texts a request
# Bytes; no token is shorter than a byte, so this is below the 8 191 tokens that a model reads.
_LONGEST_TEXT = 8_000
_TIMEOUT, _TIMEOUT_OF_A_QUERY = 30.0, 4.0  # seconds
_TRIES = 5
_LONGEST_WAIT = 60.0
_SAFE = tr_noop("Your notes are safe, and search by words works.")


class OpenAIModel:
    """A `Model` that asks OpenAI. Made only with consent and a key, else BrainError; nothing is sent when it is made.

    It waits where the service asks for that, at most a minute at a time, and hears of `cancelled` while it waits.
    `address` and `key` are for tests.
    """

    tokens = 8191
    local = False

    def __init__(
        self,
        base: str,
        dimensions: str,
        home: Path,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        address: str = ADDRESS,
        key: Callable[[], str | None] = keys.read_key,
    ) -> None:
        self.name = f"{base}@{dimensions}" if dimensions else base
        self.dimensions = _dimensions_of(base, dimensions)
        self._model = base
        self._shortened = bool(dimensions)
        self._home = home
        self._cancelled = cancelled
        self._check_consent()
        secret = key()
        if not secret:
            raise BrainError(
                tr("There is no key for OpenAI in the system's keyring."),
                tr(
                    "Keep one with `second-brain openai-key`, or use the model on this machine, which needs "
                    "none."
                ),
            )
        self._client = openai.OpenAI(api_key=secret, base_url=address, timeout=_TIMEOUT, max_retries=0)

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for first in range(0, len(texts), _BATCH):
            batch = [_readable(text) for text in texts[first : first + _BATCH]]
            vectors[first : first + len(batch)] = self._patiently(batch)
        return vectors

    def embed_query(self, text: str) -> NDArray[float32]:
        """Asked once and not for long: a person is waiting, and words can answer in its place."""
        self._check_consent()
        try:
            vector: NDArray[float32] = self._asked([_readable(text)], _TIMEOUT_OF_A_QUERY)[0]
        except openai.APIError as error:
            raise _told(error, None) from None
        return vector

    def _check_consent(self) -> None:
        if not read_consent(self._home).given:
            raise BrainError(
                tr(
                    "{name} would send the texts of your notes to OpenAI, and you have not agreed to that.",
                    name=self.name,
                ),
                tr(
                    "Nothing was sent. Agree with `second-brain embed --model {name}`, or use the model on "
                    "this machine.",
                    name=self.name,
                ),
            )

    def _patiently(self, texts: list[str]) -> NDArray[float32]:
        """The vectors of some texts, asked for again where the service says that it is busy or broken for a moment."""
        for attempt in range(1, _TRIES + 1):
            if self._cancelled():
                raise Cancelled
            self._check_consent()
            try:
                return self._asked(texts)
            except openai.APIError as error:
                wait = _wait_after(error, attempt)
                if wait is None or wait > _LONGEST_WAIT or attempt == _TRIES:
                    raise _told(error, wait) from None
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _asked(self, texts: list[str], timeout: float | None = None) -> NDArray[float32]:
        raw = self._client.embeddings.with_raw_response.create(
            model=self._model,
            input=texts,
            dimensions=self.dimensions if self._shortened else openai.omit,
            encoding_format="base64",
            timeout=timeout or _TIMEOUT,
        )
        try:
            vectors = _vectors_in(raw.http_response.content)
        except (ValueError, TypeError, LookupError):
            vectors = np.empty((0, 0), np.float32)
        if vectors.shape != (len(texts), self.dimensions):
            raise BrainError(tr("OpenAI answered with something that is no vector for each text."), tr(_SAFE))
        normalized: NDArray[float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return normalized

    def _sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._cancelled():
                raise Cancelled
            time.sleep(min(left, 0.1))


def _vectors_in(document: bytes) -> NDArray[float32]:
    """The rows of an answer in the order of the texts. Raises ValueError, TypeError or LookupError when it holds none."""
    entries = sorted(json.loads(document)["data"], key=lambda entry: int(entry["index"]))
    return np.stack([np.frombuffer(base64.b64decode(entry["embedding"]), "<f4") for entry in entries])


def _dimensions_of(base: str, dimensions: str) -> int:
    most = _DIMENSIONS[base]
    if not dimensions:
        return most
    if (
        base.endswith("ada-002")
        or not dimensions.isdecimal()
        or not _FEWEST_DIMENSIONS <= int(dimensions) <= most
    ):
        raise BrainError(
            tr("{base} gives no vectors of “{given}” numbers.", base=base, given=dimensions),
            tr("Leave the part from @ on away for {most}.", most=most)
            if base.endswith("ada-002")
            else tr(
                "Leave the part from @ on away for {most}, or choose {fewest} to {most}.",
                fewest=_FEWEST_DIMENSIONS,
                most=most,
            ),
        )
    return int(dimensions)


def _readable(text: str) -> str:
    """What the service takes: not empty, no half of a surrogate pair, and no longer than the model reads."""
    return text.encode("utf-8", "replace")[:_LONGEST_TEXT].decode("utf-8", "ignore") or " "


def _wait_after(error: openai.APIError, attempt: int) -> float | None:
    """Seconds until it makes sense to ask again; None when it makes none."""
    if isinstance(error, openai.APITimeoutError):
        return float(2**attempt)
    if not isinstance(error, openai.APIStatusError) or error.code == "insufficient_quota":
        return None
    if error.status_code != 429 and error.status_code < 500:
        return None
    return _asked_for(error.response.headers.get("retry-after", ""), otherwise=float(2**attempt))


def _asked_for(header: str, otherwise: float) -> float:
    """Retry-After in seconds: it holds a number, or a date."""
    try:
        if (seconds := float(header)) < inf:
            return max(seconds, 0.0)
    except ValueError:
        pass
    try:
        return max(parsedate_to_datetime(header).timestamp() - time.time(), 0.0)
    except ValueError:
        return otherwise


def _told(error: openai.APIError, wait: float | None) -> BrainError:
    """The words for it. What the service said is left out, because it quotes keys and texts."""
    if isinstance(error, openai.APITimeoutError):
        return BrainError(tr("OpenAI did not answer in time."), tr("{safe} Try again later.", safe=tr(_SAFE)))
    if isinstance(error, openai.APIConnectionError):
        return BrainError(
            tr("OpenAI cannot be reached."), tr("{safe} Look whether this machine is online.", safe=tr(_SAFE))
        )
    if not isinstance(error, openai.APIStatusError):
        return BrainError(tr("OpenAI answered with something that cannot be understood."), tr(_SAFE))
    if error.code == "insufficient_quota":
        return BrainError(
            tr("The credit at OpenAI is used up."), tr("{safe} Look at your account there.", safe=tr(_SAFE))
        )
    status = error.status_code
    if status in {401, 403}:
        return BrainError(
            tr("OpenAI refused the key ({status}).", status=status),
            tr("Nothing was embedded. Keep another key with `second-brain openai-key`."),
        )
    if status == 429:
        later = tr("{safe} Try again later.", safe=tr(_SAFE))
        if wait and wait > _LONGEST_WAIT:
            later = tr("{safe} Try again in {minutes} minutes.", safe=tr(_SAFE), minutes=round(wait / 60))
        return BrainError(tr("OpenAI is asked too often."), later)
    if status >= 500:
        return BrainError(
            tr("OpenAI has a problem of its own ({status}).", status=status),
            tr("{safe} Try again later.", safe=tr(_SAFE)),
        )
    return BrainError(
        tr("OpenAI does not take this request ({status}).", status=status),
        tr("{safe} Choose another model.", safe=tr(_SAFE)),
    )
