"""Texts to vectors: the model on this machine, and OpenAI's where a person has agreed to it.

Owns which models there are and how a text becomes a vector. Refuses to know notes, where vectors are kept, and how they are
compared. Importing this loads no model's runtime; that is done when a model is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.errors import BrainError
from core.language import tr

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

LOCAL = "all-MiniLM-L6-v2-int8"
CLOUD = ("text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002")
_PRICES = {"text-embedding-3-small": 0.02, "text-embedding-3-large": 0.13, "text-embedding-ada-002": 0.10}
"""Dollars for a million tokens. Written down from memory on the day PRICED and compared with no list since: whoever shows
a sum says so, and that OpenAI's own list counts."""
PRICED = date(2026, 11, 29)


def is_cloud(name: str) -> bool:
    """Whether a model of that name is a service that texts are sent to."""
    return name.partition("@")[0] in CLOUD


def dollars(name: str, tokens: int) -> float:
    """About what OpenAI charges for reading so many tokens by a model of its own, as far as it is known here (PRICED); other
    models cost nothing."""
    return _PRICES.get(name.partition("@")[0], 0.0) * tokens / 1_000_000


class Model(Protocol):
    """What turns texts into vectors. Vectors of different names are never compared.

    Both methods take any text, also an empty one; what is beyond `tokens` is not read. They raise BrainError when the model
    cannot answer, and Cancelled when it was told to stop. Several threads may ask at once.
    """

    @property
    def name(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    @property
    def tokens(self) -> int: ...
    @property
    def local(self) -> bool:
        """Nothing leaves this machine."""

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """A row of length 1 for each text, in their order: shape (texts, dimensions)."""

    def embed_query(self, text: str) -> NDArray[float32]:
        """The vector of what a person looks for: shape (dimensions,), length 1."""


def local_model(threads: int = 1) -> Model | None:
    """The model that the installation brings; None where it brings none, and search goes by words.

    It uses as many threads. Raises BrainError when it is there and cannot be read.
    """
    from core.embedding.local import FOLDER, LocalModel

    return LocalModel(FOLDER, threads) if (FOLDER / "model.onnx").is_file() else None


def model_named(
    name: str, home: Path, threads: int = 1, cancelled: Callable[[], bool] = lambda: False
) -> Model:
    """The model of that name, ready for use; `text-embedding-3-large@1024` has vectors of that many numbers.

    For OpenAI's, `home` is where this device keeps whether the person has agreed, and the key is read from the system's
    keyring. Raises BrainError: an unknown name, a model that is not installed, no consent, no key.
    """
    if name == LOCAL:
        local = local_model(threads)
        if local is None:
            raise BrainError(
                tr("The model for search by meaning is not installed."),
                tr("Search by words works. Run `make model` in the program's folder to build it."),
            )
        return local
    base, _, dimensions = name.partition("@")
    if not is_cloud(name):
        known = ", ".join((LOCAL, *CLOUD))
        raise BrainError(
            tr("There is no embedding model called “{name}”.", name=name),
            tr("Choose one of these: {known}.", known=known),
        )
    from core.embedding.openai import OpenAIModel

    return OpenAIModel(base, dimensions, home, cancelled=cancelled)
