"""Some words of a note around what was found, with what was found marked.

Owns which piece of a note is shown. Works on a few hundred characters, however long the note is. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from core.language import thousands, tr
from core.search.result import Channel, Excerpt
from core.text.features import task_in
from core.text.seen import front_matter_end, is_code_at, seen_lines
from core.text.segmentation import Kind, Token, tokens
from core.text.stems import stems

LENGTH = 200  # characters that are shown
_BEFORE = 60  # of them before the first mark
_HINT = 4  # first letters by which a place is looked for before its words are
_WIDER = 200  # characters by which it is read further, to the ends of its lines
_LONGEST = 2_000  # characters that an address behind a link may have
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, as a note may hold it: folded words and stems by the channel that found them, and beginnings."""

    words: Mapping[str, Channel] = field(default_factory=dict)
    stems: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    def channel_of(self, word: str, stem: str) -> Channel | None:
        """By which channel this word of a note answers; None when it does not."""
        if stem in self.stems or (self.beginnings and word.startswith(self.beginnings)):
            return Channel.WORDS
        return self.words.get(word)


@dataclass(frozen=True, slots=True)
class Piece:
    """An excerpt, and the words in it that were found, as they stand there, with their channels. The first of them stands
    at this character of the whole text."""

    excerpt: Excerpt
    matched: Mapping[str, Channel]
    at: int = 0


def piece_of(text: str, title: str, wanted: Wanted, language: str) -> Piece:
    """The piece of a text that shows most of what was wanted; its beginning where nothing does."""
    start, end, marks = _found(text, wanted, language)
    matched: dict[str, Channel] = {}
    for token, channel in marks:
        matched.setdefault(text[start + token.start : start + token.end], channel)
    at = start + marks[0][0].start if marks else start
    plain = _plain(text, start, end, title)
    start, end, marks = _found(plain, wanted, language)
    return Piece(
        Excerpt(plain[start:end], tuple((token.start, token.end) for token, _ in marks)), matched, at
    )


def beginning_of(text: str, title: str) -> Excerpt:
    """The first words of a text, below its title."""
    return Excerpt(_plain(text, 0, 2 * LENGTH, title)[: 2 * LENGTH])


def task_of(lines: Iterable[str], state: str) -> Excerpt | None:
    """The first task of this state among the lines of a note, and how many more there are; None where none says anything."""
    tasks = [task for line in lines if (task := task_in(line, state))]
    first = next((seen for task in tasks for seen in seen_lines(task)), "")[:LENGTH].rstrip()
    if first and len(tasks) > 1:
        first = tr("{task} +{more} more", task=first, more=thousands(len(tasks) - 1))
    return Excerpt(first) if first else None


def _found(text: str, wanted: Wanted, language: str) -> tuple[int, int, list[tuple[Token, Channel]]]:
    """The stretch of a text that holds most of what was wanted, and where that stands in it."""
    start, end = _window(text, wanted)
    marks = list(_marks(text[start:end], wanted, language))
    if marks or start > 0 or len(text) <= end or not (wanted.words or wanted.beginnings):
        return start, end, marks
    marks = list(_marks(text, wanted, language))  # letters that fold to others: look at every word
    start, end = _from(text, min((token.start for token, _ in marks), default=0))
    moved = [
        (token._replace(start=token.start - start, end=token.end - start), channel)
        for token, channel in marks
        if start <= token.start and token.end <= end
    ]
    return start, end, moved


def _marks(text: str, wanted: Wanted, language: str) -> Iterator[tuple[Token, Channel]]:
    found = list(tokens(text))
    stemmed = iter(stems([each.text for each in found if each.kind is Kind.WORD], language))
    reached = 0
    for token in found:
        stem = next(stemmed) if token.kind is Kind.WORD else token.text
        channel = wanted.channel_of(token.text, stem)
        if channel is not None and token.start >= reached:
            reached = token.end
            yield token, channel


def _window(text: str, wanted: Wanted) -> tuple[int, int]:
    """The stretch of the text in which most different beginnings of wanted words stand."""
    if len(text) <= LENGTH + _BEFORE:
        return 0, len(text)
    hints = {word[:_HINT] for word in [*wanted.words, *wanted.stems, *wanted.beginnings] if word}
    if not hints:
        return 0, 2 * LENGTH
    pattern = re.compile(
        "|".join(re.escape(hint) for hint in sorted(hints, key=len, reverse=True)), re.IGNORECASE
    )
    places = [
        (match.start(), match[0].lower())
        for match, _ in zip(pattern.finditer(text), range(2_000), strict=False)
    ]
    best, most = 0, 0
    first = 0
    for last, (place, _) in enumerate(places):
        while place - places[first][0] > LENGTH - _BEFORE:
            first += 1
        different = len({hint for _, hint in places[first : last + 1][-16:]})
        if different > most:
            best, most = places[first][0], different
    return _from(text, best)


def _from(text: str, place: int) -> tuple[int, int]:
    """A stretch that begins a few words before this place, at the beginning of a word."""
    start = max(0, place - _BEFORE)
    if start:
        space = max(text.find(" ", start, place), text.find("\n", start, place))
        start = space + 1 if space >= 0 else start
    return start, min(len(text), start + LENGTH + _BEFORE)


def _plain(text: str, start: int, end: int, title: str) -> str:
    """What a reader sees of a stretch of a text, on one line and without the title in front. It is widened to the ends of
    its lines, or as far as a mark may reach that would be cut in two."""
    back = max(0, start - _WIDER)
    before = text.rfind("\n", back, start)
    if before < 0 and back:
        before = max(back - 1, text.find(" ", back, start))
    ends = text.find("\n", end, end + _WIDER)
    if ends < 0:  # an address may be long, and is no word
        space = _SPACE.search(text, end + _WIDER, end + _LONGEST)
        ends = space.start() if space else end + _WIDER
    body = max(before + 1, front_matter_end(text))
    lines = list(seen_lines(text[body:ends], is_code_at(text, body)))
    while len(lines) > 1 and lines[0] in title:
        del lines[0]
    return " ".join(lines)
