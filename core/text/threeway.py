"""Two edits of one text brought together: by lines, and by words within the lines that both changed.

Owns what counts as the same place, and how far a comparison may go so that a huge text takes seconds and not hours.
Knows neither notes nor devices. Pure, and never writes marks into a text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from core.text.splices import Splice, apply_splices, common_prefix, common_suffix

# Comparing all with all; beyond that only what stands once on both sides is looked for.
_MOST_PAIRS = 1_000_000
# Writing without spaces between words: each character is a word.
_ALONE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORDS = re.compile(
    rf"\d+(?:[.,:/-]\d+)*|[{_ALONE}]|[^\s!-/:-@\[-`{{-~\u2010-\u205e\u3000-\u303f{_ALONE}]+|\s|.", re.DOTALL
)


class Woven(NamedTuple):
    """The text that has both edits. Where they clash it has the other side's, and `both` one behind the other."""

    text: str
    both: str
    clash: bool


Resolve = Callable[[str, str, str], Woven]


def weave(base: str, ours: str, theirs: str) -> Woven:
    """Bring two edits of `base` together.

    Lines that both put into one place are kept, each once, in an order that does not depend on the side. A place
    clashes when both changed the same words, or one changed what the other removed.
    """
    if theirs == base or ours == theirs:
        return Woven(ours, ours, clash=False)
    if ours == base:
        return Woven(theirs, theirs, clash=False)
    whole = base + "\n"  # so that every line ends, and one that is added at the end changes none
    woven = _woven(whole, _by_lines(whole, ours + "\n"), _by_lines(whole, theirs + "\n"), _lines_of_both)
    return Woven(woven.text[:-1], woven.both[:-1], woven.clash)


def changed_words(old: str, new: str) -> tuple[Splice, ...]:
    """The words that differ, as splices that make `new` out of `old`: for eyes, not for storing."""
    return tuple(_by_words(old, new))


def changed_lines(old: str, new: str) -> tuple[Splice, ...]:
    """The lines that differ, as splices that make `new` out of `old`, both of which end with the end of a line."""
    return tuple(_by_lines(old, new))


def _woven(
    base: str, ours: list[Splice], theirs: list[Splice], resolve: Resolve, *, words: bool = False
) -> Woven:
    """Apply the splices of both sides, of lines or of words; `resolve` decides about places where they meet."""
    text: list[str] = []
    both: list[str] = []
    clash, done = False, 0
    for start, end, mine, other in _places(ours, theirs, words=words):
        before = base[start:end]
        if mine and other:
            one, two = _within(before, mine, start), _within(before, other, start)
            piece = Woven(one, one, clash=False) if one == two else resolve(before, one, two)
        else:
            only = _within(before, mine or other, start)
            piece = Woven(only, only, clash=False)
        text += (base[done:start], piece.text)
        both += (base[done:start], piece.both)
        clash, done = clash or piece.clash, end
    rest = base[done:]
    return Woven("".join([*text, rest]), "".join([*both, rest]), clash)


def _places(
    ours: list[Splice], theirs: list[Splice], *, words: bool
) -> Iterator[tuple[int, int, list[Splice], list[Splice]]]:
    """The places that changed, in order, with the splices of each side. Splices meet when they share a character, or
    both insert at one point. Lines that only touch stay apart; words next to each other belong together."""
    edits = [(each.at, each.at + each.removed, 0, each) for each in ours]
    edits += [(each.at, each.at + each.removed, 1, each) for each in theirs]
    edits.sort()
    place: tuple[list[Splice], list[Splice]] = ([], [])
    start = end = -1
    for at, until, side, each in edits:
        touches = words and at == end
        if at < end or at == until == start == end or touches:
            end = max(end, until)
        else:
            if start >= 0:
                yield start, end, *place
            place, start, end = ([], []), at, until
        place[side].append(each)
    if start >= 0:
        yield start, end, *place


def _within(before: str, splices: list[Splice], start: int) -> str:
    return apply_splices(before, tuple(each._replace(at=each.at - start) for each in splices))


def _lines_of_both(before: str, one: str, two: str) -> Woven:
    """Lines that both changed, by their words; where that clashes, all lines of the place are the other side's."""
    if not before:
        return _inserted_by_both(one, two)
    woven = _woven(before, _by_words(before, one), _by_words(before, two), _words_of_both, words=True)
    return Woven(two, two + one, clash=True) if woven.clash else woven


def _inserted_by_both(one: str, two: str) -> Woven:
    """Lines that both inserted at one place: what begins and ends alike once, and what is between of both."""
    first, second = _lines(one), _lines(two)
    i1, i2, j1, j2 = _trimmed(first, second, _Span(0, len(first), 0, len(second)))
    earlier, later = sorted((first[i1:i2], second[j1:j2]))
    text = "".join([*first[:i1], *earlier, *later, *first[i2:]])
    return Woven(text, text, clash=False)


def _words_of_both(_before: str, one: str, two: str) -> Woven:
    return Woven(two, two + one, clash=True)


def _by_lines(old: str, new: str) -> list[Splice]:
    return _by_pieces(_lines(old), _lines(new), 0)


def _lines(text: str) -> list[str]:
    return [line + "\n" for line in text[:-1].split("\n")]


def _by_words(old: str, new: str) -> list[Splice]:
    """The splices by words. What is alike at both ends is left out, up to a space, so that long lines stay cheap."""
    start = common_prefix(old, new)
    end = common_suffix(old, new, start)
    while start and not old[start - 1].isspace():
        start -= 1
    while end and not old[len(old) - end].isspace():
        end -= 1
    one, two = (_WORDS.findall(text[start : len(text) - end]) for text in (old, new))
    return _by_pieces(one, two, start)


def _by_pieces(old: Sequence[str], new: Sequence[str], at: int) -> list[Splice]:
    """The splices between two texts in pieces, the first of which begins `at` a place."""
    places = [at]
    for piece in old:
        places.append(places[-1] + len(piece))
    return [
        Splice(places[i1], places[i2] - places[i1], "".join(new[j1:j2]))
        for i1, i2, j1, j2 in _differing(old, new)
    ]


class _Span(NamedTuple):
    """Pieces `i1` to `i2` of the old text against pieces `j1` to `j2` of the new one."""

    i1: int
    i2: int
    j1: int
    j2: int


def _differing(old: Sequence[str], new: Sequence[str]) -> list[_Span]:
    """The spans in which they differ, in order, none touching another."""
    found: list[_Span] = []
    waiting = [_Span(0, len(old), 0, len(new))]
    while waiting:
        span = _trimmed(old, new, waiting.pop())
        i1, i2, j1, j2 = span
        if i1 == i2 and j1 == j2:
            continue
        if (i2 - i1) * (j2 - j1) <= _MOST_PAIRS:
            matcher = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False)
            found += (
                _Span(i1 + a1, i1 + a2, j1 + b1, j1 + b2)
                for tag, a1, a2, b1, b2 in matcher.get_opcodes()
                if tag != "equal"
            )
        elif anchors := _anchors(old, new, span):
            edges = [(i1, j1), *((i + 1, j + 1) for i, j in anchors)]
            ends = [*anchors, (i2, j2)]
            waiting += reversed([_Span(a, c, b, d) for (a, b), (c, d) in zip(edges, ends, strict=True)])
        else:
            found.append(span)
    return found


def _trimmed(old: Sequence[str], new: Sequence[str], span: _Span) -> _Span:
    """The span without what is alike at its ends."""
    i1, i2, j1, j2 = span
    while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    return _Span(i1, i2, j1, j2)


def _anchors(old: Sequence[str], new: Sequence[str], span: _Span) -> list[tuple[int, int]]:
    """The longest ascending row of pieces that stand exactly once on either side."""
    times = Counter(old[span.i1 : span.i2])
    there = {piece: j for j, piece in enumerate(new[span.j1 : span.j2], span.j1)}
    again = Counter(new[span.j1 : span.j2])
    pairs = [
        (i, there[piece])
        for i, piece in enumerate(old[span.i1 : span.i2], span.i1)
        if times[piece] == 1 and again[piece] == 1
    ]
    smallest: list[int] = []  # the least end of an ascending row of each length
    last: list[int] = []  # the index of the pair that is that end
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(smallest, j)
        smallest[length : length + 1] = [j]
        last[length : length + 1] = [index]
        before.append(last[length - 1] if length else -1)
    row: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        row.append(pairs[index])
        index = before[index]
    return row[::-1]
