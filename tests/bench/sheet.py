"""What was measured on a collection as Markdown: a table of scores beside the baselines, and one of goals.

Owns the goals. Some hold for every collection; those that were set for one are told by its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from core import Mode
from tests.bench.figures import Figure, ms, p50, p95
from tests.bench.measuring import BM25, Measured, Score, Share

_TYPOS, _RARE, _NAMED = 0.85, 0.98, 1.0
_BM25_TIMES = {"cranfield": 1.12}
_NDCG = {"xquad/en": 0.975, "xquad/zh": 0.88}
_RECALL = {"xquad/en": 0.99}


def section(measured: Measured) -> str:
    """Both tables, under a heading with the collection's name."""
    collection = measured.collection
    told = f"{len(collection.documents)} notes, {len(collection.questions)} questions"
    if measured.refused:
        told += f"; {measured.refused} of all that was typed were refused as queries"
    scores = [_score(name, score, measured) for name, score in measured.scores.items()]
    goals = [figure.row() for figure in goals_of(measured)]
    return "\n".join(
        [
            f"### {collection.name}",
            "",
            f"{told}.",
            "",
            "| | nDCG@10 | MAP | recall@20 | a query, p50/p95 |",
            "|---|---|---|---|---|",
            *scores,
            "",
            "| what | goal | seen | |",
            "|---|---|---|---|",
            *goals,
        ]
    )


def goals_of(measured: Measured) -> Iterator[Figure]:
    """The goals, each with what was seen."""
    if Mode.BOTH in measured.scores:
        yield from _scored(measured)
    if measured.typos is not None:
        yield _typos(measured.typos)
    for what, share, goal in (
        ("one rare word typed: its note is first", measured.rare, _RARE),
        ("a note's own title typed: it is first", measured.named, _NAMED),
    ):
        if share is not None:
            yield Figure(what, f"≥ {goal:.0%}", f"{share.found:.2%} of {share.asked}", share.found >= goal)


def _scored(measured: Measured) -> Iterator[Figure]:
    name, both = measured.collection.name, measured.scores[Mode.BOTH]
    if name in _BM25_TIMES:
        best = max(score.ndcg for row, score in measured.scores.items() if row.startswith(BM25))
        times = both.ndcg / best
        goal = f"≥ {_BM25_TIMES[name]} × the best bm25s"
        yield Figure("both, nDCG@10", goal, f"{times:.3f} ×", times >= _BM25_TIMES[name])
    if name in _NDCG:
        yield Figure("both, nDCG@10", f"≥ {_NDCG[name]}", f"{both.ndcg:.4f}", both.ndcg >= _NDCG[name])
    if name in _RECALL:
        yield Figure(
            "both, recall@20", f"≥ {_RECALL[name]}", f"{both.recall:.4f}", both.recall >= _RECALL[name]
        )
    alone = [measured.scores[mode].ndcg for mode in (Mode.WORDS, Mode.MEANING) if mode in measured.scores]
    seen = f"{both.ndcg:.4f} against {max(alone):.4f}"
    yield Figure("both, nDCG@10", "≥ words and ≥ meaning", seen, both.ndcg >= max(alone))


def _typos(share: Share) -> Figure:
    """Where the questions as they were find less than the goal, the goal is that share of what they find."""
    low = share.unspoiled < _TYPOS
    goal = f"≥ {_TYPOS}" + (" × that of the questions as they were" if low else "")
    seen = f"{share.found:.3f} ({share.asked} questions; as they were {share.unspoiled:.3f})"
    met = share.found >= _TYPOS * (share.unspoiled if low else 1)
    return Figure("a mistake in each content word: recall@10", goal, seen, met)


def _score(name: str, score: Score, measured: Measured) -> str:
    seconds = {str(mode): taken for mode, taken in measured.seconds.items()}.get(name)
    told = f"{ms(p50(seconds))} / {ms(p95(seconds))}" if seconds else ""
    bold = f"**{name}**" if seconds else name
    return f"| {bold} | {score.ndcg:.4f} | {score.precision:.4f} | {score.recall:.4f} | {told} |"
