"""Searching a million notes: how much slower it is than among 100 000, and the worst that can be typed.

Filling the notebook takes an hour or so the first time, which is why this is not among what `make bench` runs by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from random import Random

from core.embedding import local_model
from tests.bench import kept
from tests.bench.corpus import SMALL, Corpus
from tests.bench.figures import Figure, ms, p50, p95, timed
from tests.bench.kept import Kept
from tests.bench.query_log import Query, query_log
from tests.bench.searching import NOTES, Way, against, in_turns, program, seconds
from tests.bench.synthetic import Synthetic

_MANY = 1_000_000
_EACH, _ROUNDS, _ASKED = 8, 2, 3
_GROWTH, _WORST = 2.5, 10.0


def run(few: int = NOTES, many: int = _MANY) -> list[Figure]:
    """Ask both notebooks in turns, then the bigger one the worst."""
    with kept.notebook(few) as small, kept.notebook(many) as big:
        model = Synthetic(local_model())
        ways = {each: program(each, model) for each in (small, big)}
        logs = {each: query_log(each.corpus, _EACH) for each in (small, big)}
        asked = [{each: in_turns(logs[each], ways[each], 1) for each in (small, big)} for _ in range(_ROUNDS)]
        taken = {
            each: {name: [s for turn in asked for s in seconds(turn[each], name)] for name in ways[big]}
            for each in (small, big)
        }
        hard = [f for name, way in ways[big].items() for f in worst(big, way, name, p50(taken[big][name]))]
    return [*(_growth(name, taken[small][name], taken[big][name], few, many) for name in taken[big]), *hard]


def _growth(name: str, small: Sequence[float], big: Sequence[float], few: int, many: int) -> Figure:
    times = p95(big) / p95(small)
    return Figure(
        f"search by {name}, p95, {few:_} to {many:_} notes".replace("_", " "),
        f"≤ {_GROWTH} × slower",
        f"{times:.2f} × ({against(big, small)})",
        times <= _GROWTH,
    )


def hardest(corpus: Corpus) -> dict[str, str]:
    """Queries that make a search work, by what makes them hard."""
    chance = Random(11)
    common = corpus.words[len(SMALL) : len(SMALL) + 60]
    tag = corpus.tags[-1]
    return {
        "the two commonest words": "the of",
        "the five commonest words": "the of and to a",
        "either of the commonest words": "the OR of OR and",
        "60 words, one of them": " OR ".join(common),
        "50 common words": " ".join(common[:50]),
        "50 of any words": " ".join(chance.sample(corpus.words, 50)),
        "a paste of 10 kB": " ".join(chance.choices(corpus.words[:50_000], k=1_400))[:10_000],
        "one letter": "a",
        "a letter and a star": "s*",
        "eight letters with stars": "a* b* c* d* s* t* p* m*",
        "a phrase of the commonest words": '"the of"',
        "a phrase that is nowhere": '"of of the the of"',
        "only an excluded word": "-the",
        "a common word without another": "the -of",
        "a common word or not another": f"{common[0]} OR -the",
        "a rare tag and the commonest word": f"tag:{tag} the",
        "an old year and the commonest word": "created:2016 the",
        "a link and the commonest word": "has:link the",
        "a common word by title": f"{common[0]} sort:title",
        "the commonest word in titles": f"title:{common[0]}",
        "signs alone": "+++ --- ***",
        "a part of words": common[0][1:3],
        "a long word that nobody wrote": "xylophonistically" * 4,
    }


def worst(opened: Kept, way: Way, name: str, usual: float) -> Iterator[Figure]:
    """The hardest queries in one way, against what it usually takes."""
    taken = {
        told: p50([timed(partial(way, Query(told, text))) for _ in range(_ASKED)])
        for told, text in hardest(opened.corpus).items()
    }
    first, *others = sorted(taken, key=lambda told: -taken[told])
    times = taken[first] / usual
    yield Figure(
        f"the worst of {len(taken)} hard queries by {name}, {opened.corpus.notes:_} notes".replace("_", " "),
        f"≤ {_WORST:g} × the median one",
        f"{times:.1f} × ({first}: {ms(taken[first])} against {ms(usual)})",
        times <= _WORST,
    )
    told = ", ".join(f"{each} {ms(taken[each])}" for each in others)
    yield Figure(f"the other hard queries by {name}", "–", told)
