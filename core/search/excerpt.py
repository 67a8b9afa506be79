"""Some words of a note around what was found, with what was found marked.

Owns which piece of a note is shown. Works on a few hundred characters, however long the note is. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from core.search.result import Channel, Excerpt
from core.text.segmentation import Kind, Token, tokens
from core.text.stems import stems
from core.text.titles import plain_line

LENGTH = 200  # characters that are shown
_BEFORE = 60  # of them before the first mark
_HINT = 4  # first letters by which a place is looked for before its words are
_OPEN, _CLOSE = "\x02", "\x03"
_MARKS = re.compile(f"([{_OPEN}{_CLOSE}])")


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
    start, end = _window(text, wanted)
    shown = text[start:end]
    marks = list(_marks(shown, wanted, language))
    if not marks and start == 0 and len(text) > end and (wanted.words or wanted.beginnings):
        marks = list(_marks(text, wanted, language))  # letters that fold to others: look at every word
        start, end = _around(text, [token for token, _ in marks])
        marks = [(token, channel) for token, channel in marks if start <= token.start and token.end <= end]
        shown = text[start:end]
        marks = [
            (token._replace(start=token.start - start, end=token.end - start), channel)
            for token, channel in marks
        ]
    matched: dict[str, Channel] = {}
    for token, channel in marks:
        matched.setdefault(shown[token.start : token.end], channel)
    at = start + marks[0][0].start if marks else start
    return Piece(_plain_excerpt(_with_marks(shown, [token for token, _ in marks]), title), matched, at)


def beginning_of(text: str, title: str) -> Excerpt:
    """The first words of a text, below its title."""
    return _plain_excerpt(text[: 2 * LENGTH], title)


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


def _around(text: str, found: Collection[Token]) -> tuple[int, int]:
    return _from(text, min((token.start for token in found), default=0))


def _from(text: str, place: int) -> tuple[int, int]:
    """A stretch that begins a few words before this place, at the beginning of a word."""
    start = max(0, place - _BEFORE)
    if start:
        space = max(text.find(" ", start, place), text.find("\n", start, place))
        start = space + 1 if space >= 0 else start
    return start, min(len(text), start + LENGTH + _BEFORE)


def _with_marks(text: str, found: list[Token]) -> str:
    text = _MARKS.sub(" ", text)
    for token in reversed(found):
        text = text[: token.start] + _OPEN + text[token.start : token.end] + _CLOSE + text[token.end :]
    return text


def _plain_excerpt(marked: str, title: str) -> Excerpt:
    """The text in plain words on one line, without the title in front, its marks as places."""
    lines = [plain for line in marked.splitlines() if (plain := _plain(line))]
    while len(lines) > 1 and _MARKS.sub("", lines[0]) in title:
        del lines[0]
    text, marks, start = "", [], 0
    for piece in _MARKS.split(" ".join(lines)):
        if piece == _OPEN:
            start = len(text)
        elif piece == _CLOSE:
            marks.append((start, len(text)))
        else:
            text += piece
    return Excerpt(text, tuple(marks))


def _plain(line: str) -> str:
    """A line without its marks; the cells of a table side by side, and nothing of the rule below its head."""
    plain = plain_line(line)
    return plain_line(plain.strip("| ").replace("|", "·")) if plain.startswith("|") else plain
