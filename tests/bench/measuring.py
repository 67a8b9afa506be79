"""Everything measured on one collection: the program in each of its modes and the baselines, in one run.

Owns what is asked and how deep. Refuses to know the goals (`tests.bench.sheet`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

import numpy as np
from bm25s.stopwords import STOPWORDS_EN, STOPWORDS_EN_PLUS

from core import Mode
from core.embedding import local_model
from core.text.segmentation import has_grams
from tests.bench import baselines
from tests.bench.asking import Notebook, Ranking, notebook
from tests.bench.baselines import Scores
from tests.bench.collection import Collection, Question, rare_words, titles, with_typos
from tests.bench.metrics import average_precision, ndcg, recall

DEPTH = 100  # hits that a ranking is cut at, for the program and the baselines alike
TIMED = 200  # questions
BM25 = "bm25s"


@dataclass(frozen=True, slots=True)
class Score:
    """Means over all questions."""

    ndcg: float  # of the first 10
    precision: float  # the mean average precision
    recall: float  # of the first 20

    @staticmethod
    def of(rankings: Sequence[Ranking], questions: Sequence[Question]) -> Score:
        """The score of one ranking a question."""
        pairs = list(zip(rankings, (question.gains for question in questions), strict=True))
        return Score(
            fmean(ndcg(ranking, gains) for ranking, gains in pairs),
            fmean(average_precision(ranking, gains) for ranking, gains in pairs),
            fmean(recall(ranking, gains) for ranking, gains in pairs),
        )


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what was asked was found: of `asked` questions this share. `unspoiled` is that of the same questions
    before a mistake was made in them."""

    asked: int
    found: float
    unspoiled: float = 1


@dataclass(slots=True)
class Measured:
    """What came out for one collection."""

    collection: Collection
    scores: dict[str, Score] = field(default_factory=dict)
    seconds: dict[Mode, list[float]] = field(default_factory=dict)
    typos: Share | None = None
    rare: Share | None = None
    named: Share | None = None
    refused: int = 0


def measure(collection: Collection) -> Measured:
    """Ask the program and the baselines everything."""
    measured = Measured(collection)
    texts = [document.content for document in collection.documents]
    asked = [question.text for question in collection.questions]
    for name, scores in _baselines(texts, asked):
        measured.scores[name] = Score.of(_rankings(scores, collection), collection.questions)
    with notebook(collection) as opened:
        _ask(opened, measured)
    return measured


def _baselines(texts: Sequence[str], asked: Sequence[str]) -> list[tuple[str, Scores]]:
    by_words = baselines.bm25(texts, asked, baselines.stems(STOPWORDS_EN_PLUS), k1=1.2)
    rows = [
        (f"{BM25}, its default tokens", baselines.bm25(texts, asked, baselines.words(STOPWORDS_EN))),
        (f"{BM25}, English stems", baselines.bm25(texts, asked, baselines.stems(STOPWORDS_EN))),
        (f"{BM25}, English stems, its longer list of stop words, k1 1.2", by_words),
    ]
    if has_grams("".join(asked)):
        by_words = baselines.bm25(texts, asked, baselines.bigrams)
        rows.append(("bm25s, two neighboring characters", by_words))
    if (model := local_model(threads=2)) is not None:
        cosines = baselines.cosines(texts, asked, model.embed)
        rows.append(("the bare model", cosines))
        rows.append(("half the bare model, half the last bm25s", baselines.mixed(cosines, by_words)))
    return rows


def _rankings(scores: Scores, collection: Collection) -> list[Ranking]:
    """The documents that score anything, best first; those that score the same as they come."""
    ids = [document.id for document in collection.documents]
    order = np.argsort(-scores, axis=1, kind="stable")[:, :DEPTH]
    return [tuple(ids[at] for at in best if row[at] > 0) for row, best in zip(scores, order, strict=True)]


def _ask(opened: Notebook, measured: Measured) -> None:
    questions = measured.collection.questions
    modes = [mode for mode in Mode if opened.answers_by(mode)]
    for mode in modes:
        measured.scores[mode] = Score.of(opened.rankings(questions, mode, DEPTH), questions)
    measured.seconds = opened.seconds(questions[:TIMED], modes)
    measured.typos = _typos(opened, with_typos(questions))
    measured.rare = _first(opened, rare_words(measured.collection.documents))
    measured.named = _first(opened, titles(measured.collection.documents))
    measured.refused = len(opened.refused)


def _typos(opened: Notebook, pairs: Sequence[tuple[Question, Question]]) -> Share | None:
    if not pairs:
        return None
    unspoiled, spoiled = (
        fmean(
            recall(ranking, question.gains, depth=10)
            for ranking, question in zip(opened.rankings(questions, Mode.BOTH, 10), questions, strict=True)
        )
        for questions in zip(*pairs, strict=True)
    )
    return Share(len(pairs), spoiled, unspoiled)


def _first(opened: Notebook, questions: Sequence[Question]) -> Share | None:
    """How often the first hit is an answer; None when there is nothing to ask."""
    if not questions:
        return None
    rankings = opened.rankings(questions, Mode.BOTH, 1)
    found = (
        bool(ranking) and ranking[0] in each.gains for ranking, each in zip(rankings, questions, strict=True)
    )
    return Share(len(questions), fmean(found))
