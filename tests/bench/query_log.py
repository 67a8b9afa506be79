"""What people type into a search, kind by kind: questions to a corpus of which most have an answer. Seeded.

Each question is told twice: as it is typed, and as a plain `tsquery` and condition for whoever writes a statement by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from core.store.lexemes import TAG, quoted
from core.text.segmentation import fold
from core.text.stems import stems
from tests.bench.corpus import BATCH, SMALL, Corpus, Note

EACH = 20  # queries of a kind
_FROM = 12  # batches of notes that queries are taken from
_ODD = re.compile(r"\S*[^\w\s.]\S*\w\S*|\S*\w\S*[^\w\s.]\S*|\.env|C\+\+|C#|node\.js")


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed. `asks` is the same as a `tsquery` that a person would write by hand, `since` the year that notes were
    made in, `plain` its words; `asks` is empty where one statement cannot say it."""

    kind: str
    text: str
    asks: str = ""
    year: int | None = None
    plain: tuple[str, ...] = ()


def query_log(corpus: Corpus, each: int = EACH, seed: int = 5) -> list[Query]:
    """So many queries of each kind, mixed."""
    chance = Random(seed)
    source = _Source(corpus, chance)
    found = []
    for kind, make in _KINDS.items():
        made = 0
        while made < each:
            if (query := make(source, kind)) is not None:
                found.append(query)
                made += 1
    chance.shuffle(found)
    return found


class _Source:
    """Notes to take words from, by how common they are."""

    def __init__(self, corpus: Corpus, chance: Random) -> None:
        self.chance = chance
        self._ranks = {word: rank for rank, word in enumerate(corpus.words)}
        firsts = range(0, corpus.notes, BATCH)
        taken = chance.sample(firsts, min(_FROM, len(firsts)))
        self._notes = [note for first in taken for note in corpus.batch(first)]

    def note(self) -> Note:
        """Any note."""
        return self.chance.choice(self._notes)

    def words(self, low: int, high: int, many: int) -> tuple[str, ...]:
        """So many words of one note that are so common."""
        while True:
            found = sorted({word for word in _plain(self.note()) if low <= self._ranks.get(word, -1) < high})
            if len(found) >= many:
                return tuple(self.chance.sample(found, many))


def _plain(note: Note) -> list[str]:
    return re.findall(r"(?<!\S)[a-z]+(?=[\s.])", note.body)


def _ands(words: Sequence[str]) -> str:
    return " & ".join(form(word) for word in words)


def form(word: str) -> str:
    """A word in its forms, by hand: as it stands, or with the same stem."""
    stem = stems([word], "english")[0]
    found = dict.fromkeys([quoted(word), quoted(stem), quoted("S" + stem)])
    return f"({' | '.join(found)})"


def _words(low: int, high: int, many: int) -> Callable[[_Source, str], Query]:
    def make(source: _Source, kind: str) -> Query:
        words = source.words(low, high, many)
        return Query(kind, " ".join(words), _ands(words), plain=words)

    return make


def _phrase(source: _Source, kind: str) -> Query | None:
    sentence = source.chance.choice(source.note().body.split(". ")).rstrip(".").lower().split()
    at = source.chance.randrange(max(1, len(sentence) - 2))
    words = sentence[at : at + source.chance.randint(2, 3)]
    if len(words) < 2 or not all(word.isalpha() for word in words):
        return None
    return Query(
        kind, f'"{" ".join(words)}"', " <-> ".join(map(quoted, words)), plain=(f'"{" ".join(words)}"',)
    )


def _prefix(source: _Source, kind: str) -> Query:
    (word,) = source.words(300, 100_000, 1)
    start = word[: max(3, len(word) // 2)]
    return Query(kind, start + "*", quoted(start) + ":*", plain=(start + "*",))


def _half_typed(source: _Source, kind: str) -> Query:
    one, other = source.words(100, 20_000, 2)
    start = other[: max(2, len(other) * 2 // 3)]
    return Query(kind, f"{one} {start}", f"{form(one)} & {quoted(start)}:*", plain=(one, start + "*"))


def _substring(source: _Source, kind: str) -> Query | None:
    (word,) = source.words(5_000, 600_000, 1)
    return Query(kind, word[2:-1]) if len(word) > 7 else None


def _marks(source: _Source, kind: str) -> Query | None:
    found = _ODD.findall(source.note().body)
    return Query(kind, found[0].rstrip(".,"), quoted(fold(found[0].rstrip(".,")))) if found else None


def _misspelt(source: _Source, kind: str) -> Query | None:
    (word,) = source.words(500, 60_000, 1)
    at = source.chance.randrange(1, len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return Query(kind, source.chance.choice([word[:at] + word[at + 1 :], swapped])) if len(word) > 5 else None


def _tagged(source: _Source, kind: str) -> Query | None:
    note = source.note()
    words = _plain(note)
    if not note.tags or not words:
        return None
    tag, word = source.chance.choice(note.tags), source.chance.choice(words)
    return Query(kind, f"tag:{tag} {word}", f"{quoted(TAG + tag)} & {form(word)}")


def _dated(source: _Source, kind: str) -> Query:
    (word,) = source.words(len(SMALL), 5_000, 1)
    year = source.note().created.year
    return Query(kind, f"created:{year} {word}", form(word), year)


def _excluded(source: _Source, kind: str) -> Query:
    one, other = *source.words(60, 5_000, 1), *source.words(50, 500, 1)
    return Query(kind, f"{one} -{other}", f"{form(one)} & !{form(other)}")


def _sentence(source: _Source, kind: str) -> Query | None:
    words = _plain(source.note())
    size = source.chance.randint(8, 12)
    at = source.chance.randrange(max(1, len(words) - size))
    taken = words[at : at + size]
    telling = [word for word in taken if word not in SMALL]
    if len(taken) < size or len(telling) < 4:
        return None
    return Query(kind, " ".join(taken), " | ".join(map(form, telling)), plain=(" OR ".join(telling),))


def _title(source: _Source, kind: str) -> Query | None:
    title = source.note().title
    words = title.lower().split()
    return Query(kind, title, _ands(words), plain=tuple(words)) if len(words) > 1 else None


_KINDS: dict[str, Callable[[_Source, str], Query | None]] = {
    "one rare word": _words(50_000, 600_000, 1),
    "one middling word": _words(1_000, 10_000, 1),
    "two words": _words(200, 20_000, 2),
    "three words": _words(200, 20_000, 3),
    "common words": _words(0, 200, 2),
    "a phrase": _phrase,
    "a prefix": _prefix,
    "a word half typed": _half_typed,
    "a part of a word": _substring,
    "C++, a path, an address": _marks,
    "a word misspelt": _misspelt,
    "a tag and a word": _tagged,
    "a year and a word": _dated,
    "a word without another": _excluded,
    "a sentence": _sentence,
    "a title": _title,
}


def kinds(queries: Sequence[Query]) -> Iterator[str]:
    """The kinds of queries, in the order of the table."""
    return (kind for kind in _KINDS if any(query.kind == kind for query in queries))
