"""Words brought to their stems, by Snowball's rules.

Owns which languages have stems. Refuses to know which language a text is in (`core.text.language`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from core.text.segmentation import fold

if TYPE_CHECKING:
    from Stemmer import Stemmer


def stems(words: Sequence[str], language: str) -> list[str]:
    """The folded stem of each folded word; the words themselves where the language has no stemmer."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return list(words)
    return [stem if stem.isascii() else fold(stem) for stem in stemmer.stemWords(words)]


@cache
def _stemmer(language: str) -> Stemmer | None:
    import Stemmer

    # Without the library's own cache: looking there takes longer than stemming.
    return Stemmer.Stemmer(language, 0) if language in Stemmer.algorithms() else None
