"""One ranked list out of what the channels found. Pure.

Owns how words and meaning are weighed against each other. Scores are fused, not ranks: how sure a channel is counts. The
figures were chosen on labeled collections; the table stands in `docs/benchmarks.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from core.search.result import Channel, Evidence, Mode

# What meaning weighs against words: for one word, two, three and for more of them that say something. Who types one word
# remembers that word; a sentence says more by what it means.
MEANING = (0.3, 0.45, 0.6, 0.7)
# The same where the model does not know the language.
MEANING_ABROAD = 0.15
# Cosines below this one are chance: such notes enter a list by their words only. Where meaning alone is asked for, whoever
# asks wants to see further.
CHANCE, CHANCE_ALONE = 0.3, 0.25
# The best note is taken for a perfect answer by words unless it holds less than this share of what was asked.
FULL = 0.5


@dataclass(frozen=True, slots=True)
class Fused:
    """A note with its score, 0 to 1 and a title's own place above, and what each channel says for it."""

    id: UUID
    score: float
    why: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Channels:
    """What each channel found. `words` are scores of which `ideal` is what a note with every word may get, and `files` those
    of the files of notes; `meaning` are cosines; `titles` are the notes called what was typed. `telling` counts the words
    that say something; `abroad` says that the model does not know their language."""

    titles: Sequence[UUID]
    words: Mapping[UUID, float]
    ideal: float
    meaning: Mapping[UUID, float]
    telling: int
    abroad: bool = False
    files: Mapping[UUID, float] = field(default_factory=dict)


def fused(found: Channels, mode: Mode) -> list[Fused]:
    """The notes that a channel found, best first; those called what was typed before all others. What files say brings no
    other order among notes that answer themselves."""
    best = max([*found.words.values(), found.ideal * FULL]) or 1.0
    scores = {id_: max(found.words.get(id_, 0.0), score) for id_, score in found.files.items()}
    words = (
        {id_: min(1.0, score / best) for id_, score in ({**found.words, **scores}).items()}
        if mode is not Mode.MEANING
        else {}
    )
    meaning = found.meaning if mode is not Mode.WORDS else {}
    least = CHANCE_ALONE if mode is Mode.MEANING else CHANCE
    near = [id_ for id_ in meaning if meaning[id_] >= least]
    ranks = {Channel.WORDS: _ranks(words), Channel.MEANING: _ranks({id_: meaning[id_] for id_ in near})}
    titles = {id_: rank for rank, id_ in enumerate(found.titles, 1)}
    everything = dict.fromkeys([*titles, *words, *near])
    weight = _weight(found, mode)
    told = [_told(id_, titles, words, meaning, ranks, weight) for id_ in everything]
    return sorted(told, key=lambda each: -each.score)


def _weight(found: Channels, mode: Mode) -> float:
    """What meaning weighs, of 1."""
    if mode is not Mode.BOTH:
        return 1.0 if mode is Mode.MEANING else 0.0
    return MEANING_ABROAD if found.abroad else MEANING[min(max(found.telling, 1), len(MEANING)) - 1]


def _told(
    id_: UUID,
    titles: Mapping[UUID, int],
    words: Mapping[UUID, float],
    meaning: Mapping[UUID, float],
    ranks: Mapping[Channel, Mapping[UUID, int]],
    weight: float,
) -> Fused:
    parts: list[tuple[Channel, int, float, float]] = []
    if id_ in titles:
        parts.append((Channel.TITLE, titles[id_], 1.0, 1.0 + 1.0 / titles[id_]))
    for channel, said, share in ((Channel.WORDS, words, 1 - weight), (Channel.MEANING, meaning, weight)):
        if id_ in said and share and said[id_] > 0:
            parts.append((channel, ranks[channel].get(id_, 0), said[id_], share * said[id_]))
    score = sum(part for *_, part in parts)
    why = tuple(Evidence(channel, rank, said, part / score) for channel, rank, said, part in parts if rank)
    return Fused(id_, score, why)


def _ranks(scores: Mapping[UUID, float]) -> dict[UUID, int]:
    best_first = sorted(scores, key=lambda id_: -scores[id_])
    return {id_: rank for rank, id_ in enumerate(best_first, 1)}
