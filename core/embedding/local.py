"""The embedding model on this machine: all-MiniLM-L6-v2 with 8-bit weights, run by onnxruntime.

Owns the session and its threads. Texts are run one by one: on a processor that is quicker than in batches, whose shorter
texts are filled up to the longest; memory stays that of one text; and a text's vector does not depend on its neighbors, as
it would where the whole batch shares one 8-bit scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import tokenizers

from core.embedding import LOCAL
from core.errors import BrainError
from core.language import tr
from core.text.pieces import READ, TOKENIZER

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

FOLDER = TOKENIZER.parent

# 256 tokens of ordinary text have 1 200 characters; no more is given to the tokenizer, which reads all before it cuts.
_LONGEST_TEXT = 10_000
_ERRORS_ONLY = 3


class LocalModel:
    """A `Model` that reads its files once, when it is made. Raises BrainError when they cannot be used."""

    name = LOCAL
    dimensions = 384
    tokens = READ
    local = True

    def __init__(self, folder: Path, threads: int = 1) -> None:
        onnxruntime.disable_telemetry_events()
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER.name))
            self._session = onnxruntime.InferenceSession(
                folder / "model.onnx", _options(threads), providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # tokenizers raises Exception itself, and onnxruntime a dozen kinds
            raise BrainError(
                tr("The model in {folder} cannot be read.", folder=folder),
                tr("Your notes are safe, and search by words works. Remove the folder and run `make model`."),
            ) from error

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_query(text)
        return vectors

    def embed_query(self, text: str) -> NDArray[float32]:
        # Half of a surrogate pair is no text.
        readable = text[:_LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
        ids = np.array([self._tokenizer.encode(readable).ids], np.int64)
        (vectors,) = self._session.run(["vectors"], {"ids": ids, "mask": np.ones_like(ids)})
        vector: NDArray[float32] = vectors[0]
        return vector


def _options(threads: int) -> onnxruntime.SessionOptions:
    """Exactly these threads, asleep while they have nothing to do, and memory given back after each text."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = _ERRORS_ONLY
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
