"""Searching 100 000 notes, by words and by words and meaning, against what else finds notes in the same corpus.

All ways are asked the same queries in turns in one run. Owns the goals; what is typed is in `tests.bench.query_log`, the
other ways are in `tests.bench.rivals`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from statistics import fmean

from core import Mode
from core.embedding import local_model
from core.searching import search
from core.store import meaning
from tests.bench import ground, kept
from tests.bench.figures import Figure, ms, p50, p95, timed
from tests.bench.kept import Kept
from tests.bench.query_log import Query, kinds, query_log
from tests.bench.rivals import FIRST_SCREEN, FullText, by_hand, exactly_nearest, nearest
from tests.bench.synthetic import Synthetic

NOTES = 100_000
_ROUNDS, _SAMPLE = 2, 50
_WORDS, _BOTH = "words", "words and meaning"
_BY_HAND, _NEAREST, _FTS5 = "by hand", "HNSW alone", "SQLite FTS5"
_TIMES, _LIMIT, _RECALL = 2.0, 0.080, 0.98

Way = Callable[[Query], object]
Timings = dict[str, dict[Query, list[float]]]


def run(notes: int = NOTES) -> list[Figure]:
    """Ask every way everything."""
    with kept.notebook(notes) as opened, ExitStack() as stack:
        connection = stack.enter_context(ground.bare(opened.brain))
        full_text = stack.enter_context(closing(FullText(opened.place / "fts5.db", opened.corpus)))
        model = Synthetic(local_model())
        ways: dict[str, Way] = program(opened, model) | {
            _BY_HAND: lambda query: by_hand(connection, query),
            _NEAREST: lambda query: nearest(connection, model.embed_query(query.text)),
            _FTS5: full_text.find,
        }
        taken = in_turns(query_log(opened.corpus), ways)
        recall = list(_recall(opened, model))
    return [*_figures(taken, notes), *recall, *_by_kind(taken, notes)]


def program(opened: Kept, model: Synthetic) -> dict[str, Way]:
    """The ways of the program: by words, and by words and meaning with the embedding of the query."""
    brain = opened.brain
    return {
        _WORDS: lambda query: brain.search(query.text, FIRST_SCREEN, Mode.WORDS),
        _BOTH: lambda query: brain._database.ask(
            search, query.text, FIRST_SCREEN, Mode.BOTH, lambda _: model
        ),
    }


def in_turns(queries: Sequence[Query], ways: Mapping[str, Way], rounds: int = _ROUNDS) -> Timings:
    """What each query takes in each way, all ways in turns after a round that counts for nothing."""
    taken: Timings = {name: {} for name in ways}
    for number in range(rounds + 1):
        for query in queries:
            for name, way in ways.items():
                if _can_ask(name, query):
                    seconds = timed(lambda way=way, query=query: way(query))  # type: ignore[misc]  # bound here
                    if number:
                        taken[name].setdefault(query, []).append(seconds)
    return taken


def seconds(taken: Timings, name: str, queries: Sequence[Query] | None = None) -> list[float]:
    """All the times of a way, or those of some queries."""
    return [
        each for query, times in taken[name].items() if queries is None or query in queries for each in times
    ]


def _can_ask(name: str, query: Query) -> bool:
    return bool({_BY_HAND: query.asks, _FTS5: query.plain}.get(name, True))


def _figures(taken: Timings, notes: int) -> Iterator[Figure]:
    told = f"{notes:_} notes".replace("_", " ")
    asked = list(taken[_BY_HAND])
    hand, words = seconds(taken, _BY_HAND), seconds(taken, _WORDS, asked)
    times = p95(words) / p95(hand)
    yield Figure(
        f"search by words, {told}, p95 of {len(asked)} mixed queries",
        f"≤ {_TIMES:g} × a statement written by hand",
        f"{times:.2f} × ({against(words, hand)})",
        times <= _TIMES,
    )
    both = seconds(taken, _BOTH, asked)
    parts = p95(hand) + p95(seconds(taken, _NEAREST, asked))
    yield Figure(
        f"search by words and meaning, {told}, p95, the query's embedding included",
        f"≤ {_TIMES:g} × (that + HNSW alone)",
        f"{p95(both) / parts:.2f} × ({ms(p95(both))} against {ms(parts)}; p50 {ms(p50(both))})",
        p95(both) / parts <= _TIMES,
    )
    everything = seconds(taken, _BOTH)
    yield Figure(
        f"the same over all {len(taken[_BOTH])} queries",
        f"≤ {ms(_LIMIT)} on a quiet machine",
        f"p95 {ms(p95(everything))}, p50 {ms(p50(everything))}",
        p95(everything) <= _LIMIT,
    )
    plain = list(taken[_FTS5])
    yield Figure(
        f"search by words, {told}, beside SQLite FTS5, {len(plain)} plain queries",
        "–",
        against(seconds(taken, _WORDS, plain), seconds(taken, _FTS5)),
    )


def against(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Two lists of durations in words."""
    return f"p95 {ms(p95(ours))} against {ms(p95(theirs))}; p50 {ms(p50(ours))} against {ms(p50(theirs))}"


def _by_kind(taken: Timings, notes: int) -> Iterator[Figure]:
    for kind in kinds(list(taken[_WORDS])):
        told = []
        for name, times in taken.items():
            if found := [each for query in times if query.kind == kind for each in times[query]]:
                told.append(f"{name} {ms(p50(found))} / {ms(p95(found))} / {ms(max(found))}")
        what = f"searching {notes:_} notes for {kind}: p50 / p95 / longest".replace("_", " ")
        yield Figure(what, "–", " · ".join(told))


def _recall(opened: Kept, model: Synthetic) -> Iterator[Figure]:
    """How many of the ten notes that are nearest by comparing with all are found."""
    filters = {
        "no filter": "m.deleted_at is null",
        "half of the notes": "m.deleted_at is null and m.created_at < timestamptz '2021-01-01'",
        "a tenth": "m.deleted_at is null and m.created_at >= timestamptz '2025-01-01'",
        "a hundredth": "m.deleted_at is null and m.created_at between timestamptz '2020-03-01' and timestamptz '2020-04-06'",
    }
    with opened.brain._database.connection() as connection:
        for told, where in filters.items():
            shares = []
            for number in range(_SAMPLE):
                vector = model.embed_query(f"query {number}")
                found = meaning.nearest(connection, model.name, vector, 10, (where, {}))
                exact = exactly_nearest(connection, vector, where)
                shares.append(len(exact & {each.memory_id for each in found}) / len(exact))
            yield Figure(
                f"the ten nearest of {opened.corpus.notes:_} notes, {told}: recall".replace("_", " "),
                f"≥ {_RECALL}",
                f"{fmean(shares):.3f} over {_SAMPLE} queries",
                fmean(shares) >= _RECALL,
            )
