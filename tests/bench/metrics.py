"""How good a ranking is: nDCG, average precision and recall of one query against judged documents.

Pure. A ranking is a sequence of ids, best first, none of them twice; judgments are gains by id, where 0 and an absent id
both mean that a document is no answer. All results lie between 0 and 1. A query without any answer has no figure at all:
asking for one is a ValueError, because its mean with others would say nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(ranking: Sequence[str], gains: Mapping[str, int], depth: int = 10) -> float:
    """Discounted gain of the first `depth`, as a share of what the best order would give.

    The gain counts as it is, not as a power of two, and is divided by log2(1 + rank).
    """
    best = sorted((gain for gain in gains.values() if gain > 0), reverse=True)
    if not best:
        raise ValueError("a query needs an answer")
    return _discounted([gains.get(name, 0) for name in ranking[:depth]]) / _discounted(best[:depth])


def average_precision(ranking: Sequence[str], gains: Mapping[str, int]) -> float:
    """The precision at the rank of each answer, 0 for one that is not in the ranking, averaged over all answers."""
    answers = _answers(gains)
    found, total = 0, 0.0
    for rank, name in enumerate(ranking, 1):
        if name in answers:
            found += 1
            total += found / rank
    return total / len(answers)


def recall(ranking: Sequence[str], gains: Mapping[str, int], depth: int = 20) -> float:
    """The share of all answers that is among the first `depth`."""
    answers = _answers(gains)
    return len(answers.intersection(ranking[:depth])) / len(answers)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(1 + rank) for rank, gain in enumerate(gains, 1))


def _answers(gains: Mapping[str, int]) -> set[str]:
    answers = {name for name, gain in gains.items() if gain > 0}
    if not answers:
        raise ValueError("a query needs an answer")
    return answers
