"""Notes as people have them, made up: as many as wanted, the same ones every time.

Words follow Zipf's law: made-up ones that can be pronounced, behind the small words of English that no text is without; so
the vocabulary grows with the notes as in real ones. Tags follow it too. Owns what the notes say; refuses to know who keeps
them and who looks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count, islice
from random import Random

import numpy as np
from numpy.typing import NDArray

BATCH = 2_000  # notes that are made at once: each batch has a seed of its own
WORDS, TITLE = 55, 5  # in a text and in a title, the most
SMALL = (
    "the of and to a in is that for it was on as with be by this are from or have an they which not you at but his we can"
    " all their there if more when will would who so no she my about them some what into only other time our do me"
).split()
_VOCABULARY, _TAGS = 600_000, 5_000
_ENDINGS = ("s", "ed", "ing", "er")
_SINCE, _YEARS = datetime(2016, 1, 1, tzinfo=UTC), timedelta(days=3_650)
_ODD = 0.04  # of the notes hold something that is no plain word
_ONSETS = "b c d f g h k l m n p r s t v w z br ch cl cr dr fl gr pl sh sl st th tr".split()
_NUCLEI, _CODAS = "a e i o u ai ea ou".split(), ["", "", "", "l", "m", "n", "r", "s", "t", "ck", "nd", "rt"]


@dataclass(frozen=True, slots=True)
class Note:
    """A note that was made up."""

    number: int
    title: str
    body: str
    tags: tuple[str, ...]
    created: datetime

    @property
    def text(self) -> str:
        """The whole text, as a person writes it."""
        return f"# {self.title}\n\n{self.body}"


class Corpus:
    """So many notes over ten years, the oldest first."""

    def __init__(self, notes: int) -> None:
        self.notes = notes

    def __iter__(self) -> Iterator[Note]:
        for first in range(0, self.notes, BATCH):
            yield from self.batch(first)

    def batch(self, first: int) -> list[Note]:
        """The notes from this one on; `first` is a multiple of BATCH."""
        chance = np.random.default_rng((7, first))
        size = min(BATCH, self.notes - first)
        lengths = chance.integers(WORDS - 25, WORDS + 26, size)
        drawn = iter(np.searchsorted(self._shares, chance.random(int(lengths.sum()) + size * TITLE)).tolist())
        plain = Random(first)
        return [
            self._note(first + at, list(islice(drawn, int(length) + TITLE)), plain)
            for at, length in enumerate(lengths)
        ]

    @cached_property
    def words(self) -> list[str]:
        """The vocabulary, the commonest first."""
        chance = Random(7)
        found = dict.fromkeys(SMALL)
        for number in count():
            if len(found) == _VOCABULARY:
                break
            found[_spoken(chance, 2 if number < 8_000 else 3)] = None
        return list(found)

    @cached_property
    def tags(self) -> list[str]:
        """The tags, the commonest first; some stand below others."""
        chance = Random(8)
        plain = list(dict.fromkeys(_spoken(chance, 2) for _ in range(3 * _TAGS)))
        return [f"{plain[at // 9]}/{word}" if at % 5 == 4 else word for at, word in enumerate(plain[:_TAGS])]

    @cached_property
    def _shares(self) -> NDArray[np.float64]:
        return _shares(1 / (np.arange(_VOCABULARY) + 3.7) ** 1.05)

    @cached_property
    def _tag_shares(self) -> NDArray[np.float64]:
        return _shares(1 / (np.arange(_TAGS) + 3.0))

    def _note(self, number: int, ranks: Sequence[int], chance: Random) -> Note:
        told = [self._word(rank, chance) for rank in ranks]
        title = [word for word, rank in zip(told, ranks, strict=True) if rank >= len(SMALL)][
            : chance.randint(1, TITLE)
        ]
        if chance.random() < _ODD:
            told.insert(chance.randrange(TITLE, len(told)), self._odd(chance))
        tags = np.searchsorted(self._tag_shares, [chance.random() for _ in range(chance.randint(0, 3))])
        return Note(
            number,
            _opened(" ".join(title or told[:1])),
            _sentences(told[TITLE:], chance),
            tuple({self.tags[at]: None for at in tags}),
            _SINCE + _YEARS * (number / self.notes),
        )

    def _word(self, rank: int, chance: Random) -> str:
        word = self.words[rank]
        return word + chance.choice(_ENDINGS) if rank >= len(SMALL) and chance.random() < 0.2 else word

    def _odd(self, chance: Random) -> str:
        one, other = (self.words[chance.randrange(100, 20_000)] for _ in range(2))
        return chance.choice(
            [
                "C++",
                ".env",
                "node.js",
                f"/home/{one}/{other}.txt",
                f"{one}@{other}.org",
                f"#{chance.randrange(10_000)}",
                f"{one}_{other}",
                f"https://{one}.example/{other}",
                f"v{chance.randrange(9)}.{chance.randrange(20)}",
                "C#",
            ]
        )


def _shares(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where in 0 to 1 each of them ends, one after the other."""
    ends: NDArray[np.float64] = np.cumsum(weights)
    ends /= ends[-1]
    return ends


def _spoken(chance: Random, most: int) -> str:
    """A word of so many syllables, at most."""
    syllables = [
        chance.choice(_ONSETS) + chance.choice(_NUCLEI) + chance.choice(_CODAS)
        for _ in range(chance.randint(2 if most > 2 else 1, most))
    ]
    return "".join(syllables)


def _sentences(words: Sequence[str], chance: Random) -> str:
    told, at = [], 0
    while at < len(words):
        size = chance.randint(6, 16)
        told.append(_opened(" ".join(words[at : at + size])) + ".")
        at += size
    return " ".join(told)


def _opened(words: str) -> str:
    return words[:1].upper() + words[1:]
