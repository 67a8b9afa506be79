"""Why a note was found, in words: a word or two for its row, a sentence for each channel for whoever asks.

Pure; refuses to know how it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from app import words
from core import Channel, Evidence, Why, tr

NAMES = {
    Channel.TITLE: "Title",
    Channel.WORDS: "Words",
    Channel.PARTS: "Part of a word",
    Channel.MISSPELT: "Another spelling",
    Channel.MEANING: "Meaning",
}
_BRIEF = {
    Channel.TITLE: "title",
    Channel.WORDS: "words",
    Channel.PARTS: "part of a word",
    Channel.MISSPELT: "misspelt",
    Channel.MEANING: "meaning",
}
_MOST = 6  # words that are named
_LONGEST = 60  # characters of a title


def brief(why: Sequence[Evidence]) -> str:
    """What brought a note here, most of all: “title”, “words + meaning”, “misspelt: bread”."""
    strongest = sorted(why, key=lambda each: -each.share)[:2]
    if not strongest:
        return ""
    first = strongest[0]
    if first.file:
        return tr("in {place}", place=_place(first))
    if len(strongest) == 1:
        if first.channel is Channel.MEANING:
            return "by meaning"
        if first.channel is Channel.MISSPELT and first.matched:
            return f"misspelt: {first.matched[0]}"
    return " + ".join(_BRIEF[each.channel] for each in strongest)


def matched(evidence: Evidence) -> str:
    """What in the note answered, quoted."""
    if evidence.channel is Channel.TITLE:
        return "It is called exactly what you typed."
    if not evidence.matched:
        return ""
    if evidence.channel is Channel.MEANING:
        return f"“{evidence.matched[0]}”"
    if evidence.file:
        return tr("{words} in {place}", words=_named(evidence), place=_place(evidence))
    return _named(evidence)


def _place(evidence: Evidence) -> str:
    return words.place_in_file(words.shortened(evidence.file, _LONGEST), evidence.page)


def _named(evidence: Evidence) -> str:
    named = ", ".join(f"“{word}”" for word in evidence.matched[:_MOST])
    return f"{named} and {len(evidence.matched) - _MOST} more" if len(evidence.matched) > _MOST else named


def standing(evidence: Evidence) -> str:
    """How well the note does there: its place among all that the channel found, and the channel's own score."""
    return f"No. {words.figure(evidence.rank)} · {evidence.score:.2f}"


def share(evidence: Evidence) -> str:
    """How much of the note's score comes from there."""
    return f"{round(evidence.share * 100)}{words.THIN}%"


def heading(why: Why) -> str:
    """What the answer is about."""
    title = why.title or "Empty note"
    title = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    return f"Why “{title}” is here" if why.rank is not None else f"Why “{title}” is not here"


def spoken(why: Why) -> str:
    """All of it for a screen reader."""
    told = [heading(why)]
    if why.rank is not None:
        told.append(f"Place {words.figure(why.rank)}.")
    told += [
        f"{NAMES[each.channel]}: {standing(each)}, {share(each)} of its score. {matched(each)}"
        for each in why.evidence
    ]
    told += [f"{each.words} {each.hint}".strip() for each in why.reasons]
    return "\n".join(told)
