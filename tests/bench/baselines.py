"""What the search is measured against: bm25s, the bare embedding model, and a plain mixture of the two.

Each gives a matrix of scores, a row for a question and a column for a document. Refuses to know the program; its embedding
model comes in as a function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Tokens = Callable[[str], list[str]]

_WORD = re.compile(r"\b\w\w+\b")  # what bm25s itself takes for a word
_STEMMER = "english"


def bm25(
    documents: Sequence[str], asked: Sequence[str], tokens: Tokens, k1: float = 1.5, b: float = 0.75
) -> Scores:
    """BM25 as bm25s reckons it, in Lucene's way."""
    index = bm25s.BM25(method="lucene", k1=k1, b=b)
    index.index([tokens(text) for text in documents], show_progress=False)
    return np.stack(
        [index.get_scores(found) if (found := tokens(text)) else np.zeros(len(documents)) for text in asked]
    )


def words(stop_words: Sequence[str]) -> Tokens:
    """Words of two letters or more, as bm25s finds them by itself, without these."""
    dropped = frozenset(stop_words)
    return lambda text: [word for word in _WORD.findall(text.lower()) if word not in dropped]


def stems(stop_words: Sequence[str]) -> Tokens:
    """The same brought to their English stems by Snowball's rules."""
    stemmer, found = Stemmer.Stemmer(_STEMMER), words(stop_words)
    return lambda text: stemmer.stemWords(found(text))


def bigrams(text: str) -> list[str]:
    """Two neighboring characters of each word, and words of one character."""
    runs = re.findall(r"\w+", text.lower())
    return [run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))]


def cosines(
    documents: Sequence[str], asked: Sequence[str], embed: Callable[[Sequence[str]], Scores]
) -> Scores:
    """How near each document, cut where the model stops reading, is to each question."""
    return np.asarray(embed(asked) @ embed(documents).T, dtype=np.float32)


def mixed(meaning: Scores, words: Scores) -> Scores:
    """Half the cosine, half the words' score as a share of the question's best."""
    best = words.max(axis=1, keepdims=True)
    return ((meaning + words / np.where(best > 0, best, 1)) / 2).astype(np.float32)
