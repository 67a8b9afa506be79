"""Meaning as a person handles it, and the work behind it: embedding in the background, and changing the model.

`Meaning` is the whole face of this room. `run` does the work; where a model comes from is told in `core.embedding`.
"""

from core.indexing.meaning import Comparison, EmbeddingModel, Meaning

__all__ = ["Comparison", "EmbeddingModel", "Meaning"]
